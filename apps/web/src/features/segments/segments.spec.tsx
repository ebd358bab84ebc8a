import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ColleaguesDocument, CustomerWordsDocument, CustomFieldsDocument, SegmentChoicesDocument, TopicChoicesDocument, type AnswerOf } from '@dossier/client';
import { on, page, Refusal, show } from '../../testing/show';
import {
  ArchiveSegmentDocument, CombineSegmentsDocument, CompareSegmentsDocument, CreateSegmentDocument, EverybodyDocument, NamedProductsDocument, PreviewSegmentDocument, RestoreSegmentDocument, SaveSegmentViewDocument, SegmentCategoriesDocument, SegmentDocument,
  SegmentMembersDocument, SegmentMovesDocument, SegmentProductsDocument, SegmentsDocument, UpdateSegmentDocument, type Segment, type SegmentRow,
} from './segments.documents';
import { segmentsRoutes } from './segments.routes';
// Fetched when they are opened: here before, so that no test waits for it.
import './SegmentListScreen';
import './SegmentScreen';
import './CompareScreen';
import './build/BuilderScreen';

const definition = { rule: { all: [{ customer: { city: { contains: 'London' } } }, { orders: { measure: 'COUNT', within: { last: 90 }, is: { min: 2 } } }] }, exclude: [{ member: { in: ['other'] } }] };
const row: SegmentRow = { id: 's', version: 1, name: 'Londoners', description: 'for the mailing', kind: 'DYNAMIC', visibility: 'TEAM', owner: { id: 'me', name: '周岚' }, count: { count: 12, isExact: true }, freshAt: '2026-11-22T08:00:00Z', state: 'FRESH', readable: true, mine: true, archivedAt: null, can: ['UPDATE', 'ARCHIVE', 'REFRESH'], moves: [{ day: new Date().toISOString().slice(0, 10), entered: 3, first: 0, left: 1 }] };
const segment: Segment = { ...row, definition, createdAt: '2026-11-01T00:00:00Z', updatedAt: '2026-11-01T00:00:00Z' };
type Preview = NonNullable<AnswerOf<typeof PreviewSegmentDocument>['previewSegment']>;
const customer = { id: 'c', name: 'Henry Moore', companyName: null, archiveNo: 'DA-1', city: 'London', summary: { lastOrderOn: '2026-11-01', netAmount: { minor: 12300, currency: 'GBP' } } };
const preview: Preview = { count: { count: 12, isExact: true }, customers: [customer], leaves: [{ path: 'rule.all.0', count: 40 }, { path: 'rule.all.1', count: 74 }, { path: 'exclude.0', count: 5 }] };

const words = [
  on(CustomerWordsDocument, { tags: [], channels: [], teams: [] }), on(ColleaguesDocument, { users: { nodes: [] } }), on(CustomFieldsDocument, { customFields: [] }), on(TopicChoicesDocument, { topics: [] }),
  on(SegmentChoicesDocument, { segments: { nodes: [{ id: 's', name: 'Londoners', kind: 'DYNAMIC', can: [] }, { id: 'other', name: 'Staff', kind: 'STATIC', can: [] }] } }), on(SegmentCategoriesDocument, { categories: [] }), on(SegmentProductsDocument, { products: { nodes: [] } }),
];
const counted = (answer: Preview | Refusal = preview) => [on(PreviewSegmentDocument, answer instanceof Refusal ? answer : { previewSegment: answer }), on(EverybodyDocument, { customers: { totalCount: 300, totalIsExact: true } })];
const moves = on(SegmentMovesDocument, { segmentMoves: [{ day: new Date().toISOString().slice(0, 10), entered: 3, first: 0, left: 1 }] });
const list = (...nodes: SegmentRow[]) => on(SegmentsDocument, { segments: { ...page(nodes), totalCount: nodes.length, totalIsExact: true } });

afterEach(cleanup);

describe('the list of segments', () => {
  it('says size, freshness and what has moved, and puts one away with the way back', async () => {
    const { sent } = await show(segmentsRoutes, '/segments', [list(row), moves, ...words, on(ArchiveSegmentDocument, { archiveSegment: { id: 's', version: 2, name: 'Londoners', archivedAt: '2026-11-22T09:00:00Z' } }), on(RestoreSegmentDocument, { restoreSegment: { id: 's', version: 3, name: 'Londoners', archivedAt: null } })]);
    expect(await screen.findByRole('link', { name: 'Londoners' })).toHaveAttribute('href', '/segments/s');
    expect(screen.getByText('12')).toBeInTheDocument();
    expect(await screen.findByText('3 entered and 1 left within 30 days')).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('Actions on “Londoners”'));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Archive' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['ArchiveSegment', 'RestoreSegment'])));
  });

  it('withholds what this reader may not know, and offers only what they may do', async () => {
    await show(segmentsRoutes, '/segments', [list({ ...row, readable: false, count: null, mine: false, can: [] }), ...words]);
    expect(await screen.findByText('withheld')).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('Actions on “Londoners”'));
    expect(await screen.findByRole('menuitem', { name: 'Compare with others' })).toBeInTheDocument();
    expect(screen.queryByRole('menuitem', { name: 'Edit' })).toBeNull();
    expect(screen.queryByRole('menuitem', { name: 'Duplicate' })).toBeNull();
  });

  it('says what a segment is where there is none, and is closed to who may not see them', async () => {
    await show(segmentsRoutes, '/segments', [list(), ...words]);
    expect(await screen.findByText('No segments yet')).toBeInTheDocument();
    cleanup();
    await show(segmentsRoutes, '/segments', [], { without: ['segment.read'] });
    expect(screen.getByText('This is outside your rights')).toBeInTheDocument();
  });
});

describe('the builder', () => {
  it('takes a condition by typing, and counts it alone and in all', async () => {
    await show(segmentsRoutes, '/segments/new', [...words, ...counted({ ...preview, leaves: [{ path: 'rule.all.0', count: 40 }] })]);
    fireEvent.change(await screen.findByLabelText('Find a field, orders, behaviour…'), { target: { value: 'city' } });
    fireEvent.click(await screen.findByText('city', { selector: '.ant-select-item-option-content' }));
    fireEvent.change(await screen.findByLabelText('city', { selector: 'input' }), { target: { value: 'London' } });
    expect(await screen.findByText('city contains “London”')).toBeInTheDocument();
    expect(screen.getByLabelText('Remove “city contains “London””')).toBeInTheDocument();
    await waitFor(() => expect(within(screen.getByLabelText('Match')).getByRole('status')).toHaveTextContent('12'));
    expect(await screen.findByText('40')).toBeInTheDocument();
    expect(await screen.findByText('4.0% of 300')).toBeInTheDocument();
    expect(screen.getByText('Henry Moore')).toHaveAttribute('href', '/customers/c');
  });

  it('keeps it with a view of the customer list for the team', async () => {
    const kept = [on(CreateSegmentDocument, { createSegment: { id: 's', version: 1, name: 'Londoners' } }), on(SaveSegmentViewDocument, { saveView: { id: 'v', version: 1, name: 'Londoners', visibility: 'TEAM' } }), on(SegmentDocument, { segment }), moves, on(SegmentMembersDocument, { customers: { nodes: [] } })];
    const { sent } = await show(segmentsRoutes, `/segments/new?filter=${encodeURIComponent(JSON.stringify({ city: { contains: 'London' } }))}`, [...words, ...counted(), ...kept]);
    fireEvent.click(await screen.findByText('Save the segment'));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Londoners' } });
    fireEvent.click(screen.getByLabelText('My team'));
    fireEvent.click(screen.getByLabelText('Also keep it as a view of the customer list'));
    fireEvent.click(screen.getByText('Save'));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'SaveSegmentView')).toBe(true));
    expect(sent.find(({ operation }) => operation === 'CreateSegment')?.variables['input']).toEqual({ name: 'Londoners', description: null, visibility: 'TEAM', kind: 'DYNAMIC', definition: { rule: { all: [{ customer: { city: { contains: 'London' } } }] } } });
    expect(sent.find(({ operation }) => operation === 'SaveSegmentView')?.variables['input']).toEqual({ list: 'customers', name: 'Londoners', visibility: 'TEAM', state: { filter: { segments: { in: ['s'] } }, sort: 'LAST_ORDER_ON', order: 'DESC' } });
  });

  it('shows what stands, takes steps back, and saves what was changed with its version', async () => {
    const { sent } = await show(segmentsRoutes, '/segments/s/edit', [...words, ...counted(), on(SegmentDocument, { segment }), on(UpdateSegmentDocument, { updateSegment: { ...segment, version: 2 } }), moves]);
    expect(await screen.findByText(/^city contains “London”, and bought at least 2 times in the last 90 days; excluding: is in segment “Staff”$/u)).toBeInTheDocument();
    expect(await screen.findByText('74')).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('Remove “is in segment “Staff””'));
    await waitFor(() => expect(screen.queryByLabelText('is in segment “Staff”')).toBeNull());
    fireEvent.keyDown(window, { key: 'z', ctrlKey: true });
    expect(await screen.findByLabelText('is in segment “Staff”')).toBeInTheDocument();
    fireEvent.keyDown(screen.getByLabelText('city contains “London”'), { key: 'ArrowDown', altKey: true });
    fireEvent.click(screen.getByText('Save the changes'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'UpdateSegment')?.variables).toEqual({ id: 's', version: 1, input: { definition: { ...definition, rule: { all: definition.rule.all.toReversed() } } } }));
  });

  it('says “≥” where there are many, and lays a fault on its condition', async () => {
    await show(segmentsRoutes, '/segments/s/edit', [...words, ...counted({ ...preview, count: { count: 10000, isExact: false } }), on(SegmentDocument, { segment })]);
    await waitFor(() => expect(within(screen.getByLabelText('Match')).getByRole('status')).toHaveTextContent('≥ 10,000'));
    cleanup();
    await show(segmentsRoutes, '/segments/s/edit', [...words, ...counted(new Refusal('SEGMENT_RANGE', { path: 'rule.all.1' })), on(SegmentDocument, { segment })]);
    const wrong = await screen.findByLabelText('bought at least 2 times in the last 90 days');
    expect(await within(wrong).findByRole('alert')).toHaveTextContent('its lower end lies above its upper end');
  });

  it('begins with what the list of customers asks', async () => {
    await show(segmentsRoutes, `/segments/new?filter=${encodeURIComponent(JSON.stringify({ city: { contains: 'Paris' }, hasPhone: true }))}`, [...words, ...counted()]);
    expect(await screen.findByText('city contains “Paris”, and has a phone number')).toBeInTheDocument();
  });

  it('is closed to who may not write segments, and to conditions that are not told', async () => {
    await show(segmentsRoutes, '/segments/new', [], { without: ['segment.write'] });
    expect(screen.getByText('This is outside your rights')).toBeInTheDocument();
    cleanup();
    await show(segmentsRoutes, '/segments/s/edit', [...words, on(SegmentDocument, { segment: { ...segment, readable: false, definition: null, count: null } })]);
    expect(await screen.findByText('It asks for a field you may not see')).toBeInTheDocument();
  });
});

describe('the page of a segment', () => {
  const members = on(SegmentMembersDocument, { customers: { nodes: [{ ...customer, stage: 'ACTIVE' }] } });
  it('says who they are, how many, what has moved, and names the first', async () => {
    await show(segmentsRoutes, '/segments/s', [...words, on(SegmentDocument, { segment }), moves, members]);
    expect(await screen.findByText(/^city contains “London”/u)).toBeInTheDocument();
    expect(await screen.findByText('3 entered and 1 left within 90 days')).toBeInTheDocument();
    expect(await screen.findByRole('link', { name: 'Henry Moore' })).toBeInTheDocument();
    fireEvent.click(screen.getByText('As table'));
    expect((await screen.findAllByRole('row')).length).toBeGreaterThan(0);
  });

  it('tells nothing of one that this reader may not know', async () => {
    const { sent } = await show(segmentsRoutes, '/segments/s', [...words, on(SegmentDocument, { segment: { ...segment, readable: false, definition: null, count: null, can: [] } }), moves, members]);
    expect((await screen.findAllByText('It asks for a field you may not see')).length).toBeGreaterThan(0);
    expect(screen.queryByText('Members')).toBeNull();
    expect(sent.some(({ operation }) => operation === 'SegmentMembers' || operation === 'SegmentMoves')).toBe(false);
  });

  it('says of an archived one that it is not kept up, and asks for neither moves nor members', async () => {
    const { sent } = await show(segmentsRoutes, '/segments/s', [...words, on(SegmentDocument, { segment: { ...segment, archivedAt: '2026-11-20T00:00:00Z', state: 'BEHIND', can: ['RESTORE'] } }), members]);
    expect(await screen.findByText(/An archived segment is not kept up/u)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Open the list' })).toBeNull();
    expect(screen.queryByText('Who entered and left')).toBeNull();
    expect(sent.some(({ operation }) => operation === 'SegmentMembers' || operation === 'SegmentMoves')).toBe(false);
  });

  it('counts nobody as entered who was found when it was first computed', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await show(segmentsRoutes, '/segments/s', [...words, on(SegmentDocument, { segment: { ...segment, moves: [{ day: today, entered: 903, first: 900, left: 1 }] } }), on(SegmentMovesDocument, { segmentMoves: [{ day: today, entered: 903, first: 900, left: 1 }] }), members]);
    expect(await screen.findByText('3 entered and 1 left within 90 days')).toBeInTheDocument();
    expect(screen.getByText(/^900 met it when it was first computed on/u)).toBeInTheDocument();
    expect(screen.queryByText('903')).toBeNull();
  });

  it('says what failed instead of waiting for good', async () => {
    await show(segmentsRoutes, '/segments/s', [...words, on(SegmentDocument, { segment }), on(SegmentMovesDocument, new Refusal('INTERNAL')), members]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeInTheDocument();
  });

  it('names a product that stands beyond the first hundred', async () => {
    const of = { rule: { orders: { measure: 'COUNT', productIds: ['far'], is: { min: 1 } } } };
    await show(segmentsRoutes, '/segments/s', [on(NamedProductsDocument, { products: { nodes: [{ id: 'far', code: 'P-999', name: 'Zinc lantern' }] } }), ...words, on(SegmentDocument, { segment: { ...segment, definition: of } }), moves, members]);
    expect(await screen.findByText(/“Zinc lantern”/u)).toBeInTheDocument();
  });

  it('says that there is none', async () => {
    await show(segmentsRoutes, '/segments/s', [...words, on(SegmentDocument, new Refusal('NOT_FOUND'))]);
    expect(await screen.findByText('No such segment')).toBeInTheDocument();
  });
});

describe('the comparison', () => {
  it('says how many are shared, part by part, and makes a new one', async () => {
    const { sent } = await show(segmentsRoutes, `/segments/compare?ids=${encodeURIComponent(JSON.stringify(['s', 'other']))}`, [...words, on(CompareSegmentsDocument, { compareSegments: [{ ids: ['s'], count: 6 }, { ids: ['other'], count: 10 }, { ids: ['s', 'other'], count: 4 }] }), on(CombineSegmentsDocument, { combineSegments: { id: 'n', version: 1, name: 'Both' } })]);
    expect(await screen.findByText('4 are in all of them, 20.0% of everybody in any')).toBeInTheDocument();
    fireEvent.click(screen.getByText('As table'));
    expect(await screen.findByRole('link', { name: 'only in Staff' })).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Combine' }));
    fireEvent.click(await screen.findByRole('radio', { name: /^Difference/u }));
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Combine' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CombineSegments')?.variables['input']).toEqual({ name: 'Londoners + Staff', how: 'DIFFERENCE', ids: ['s', 'other'] }));
  });

  it('asks for two', async () => {
    await show(segmentsRoutes, '/segments/compare', [...words]);
    expect((await screen.findAllByText('Choose two or three segments')).length).toBeGreaterThan(0);
  });
});
