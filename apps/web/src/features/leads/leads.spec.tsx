import '@testing-library/jest-dom/jest-globals';
import { ColleaguesDocument, CustomerWordsDocument, SavedViewsDocument } from '@dossier/client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import { AssignLeadsDocument } from './assign.documents';
import { CloseLeadDocument, LeadBoardDocument, LeadCountDocument, LeadsDocument, MoveLeadDocument } from './leads.documents';
import { secondNameOf } from './LeadMarks';
import { leadsRoutes } from './leads.routes';
import { CreateLeadDocument, LeadDuplicatesDocument } from './record/new.documents';
import { LeadDocument } from './record/record.documents';

const CAN = ['UPDATE', 'MOVE', 'CLOSE', 'ASSIGN', 'CONVERT'];
const lead = (id: string, name: string, over: object = {}) => ({
  id, version: 1, stage: 'NEW', status: 'OPEN', origin: 'FORM', subject: 'Sofas', productName: null, amount: { minor: 90_000, currency: 'GBP' }, nextOn: null, openedAt: '2026-11-20T08:00:00Z', lastTouchAt: '2026-11-20T08:00:00Z',
  responseDueAt: null, firstResponseAt: '2026-11-20T08:12:00Z', touches: 1, archivedAt: null, score: 71, grade: 'B', can: CAN, owner: { id: 'me', name: '周岚' }, source: null,
  customer: { id: `c${id}`, name, companyName: '云栖置业', archiveNo: `DA-${id}`, phone: null }, ...over,
}) as never;
const words = [
  on(CustomerWordsDocument, { tags: [], channels: [], teams: [] }), on(ColleaguesDocument, { users: { nodes: [{ id: 'li', name: '李敏' }] } }), on(SavedViewsDocument, { savedViews: [] }),
];
const rows = (...nodes: never[]) => [...words, on(LeadCountDocument, { leads: { totalCount: nodes.length, totalIsExact: true } }), on(LeadsDocument, { leads: page(nodes) })];
const column = (stage: string, ...leads: never[]) => ({ stage, count: leads.length, amount: [], leads }) as never;
const board = (...leads: never[]) => [...words, on(LeadBoardDocument, { leadBoard: [column('NEW', ...leads), column('CONTACTED'), column('QUALIFIED'), column('PROPOSAL'), column('NEGOTIATION')] })];
const sentOf = (sent: readonly { operation: string; variables: Record<string, unknown> }[], operation: string) => sent.find((one) => one.operation === operation)?.variables;

afterEach(cleanup);

describe('what stands under the name of a lead', () => {
  const under = (name: string | null, companyName: string | null) => secondNameOf({ customer: { id: 'c', name, companyName } });

  it('is the company of a person, and nothing of a company or of somebody without one', () => {
    expect([under('王伟', '云栖置业'), under('云栖置业', '云栖置业'), under('云栖置业', null), under(null, '云栖置业'), under('王伟', null), secondNameOf({ customer: null })]).toEqual(['云栖置业', null, null, null, null, null]);
  });
});

describe('the list of leads', () => {
  it('asks for open ones, and shows who wants what and how it stands', async () => {
    const { sent } = await show(leadsRoutes, '/leads', rows(lead('1', '王伟')));
    expect(await screen.findByText('王伟')).toHaveAttribute('href', '/leads/1');
    expect(screen.getByText('after 12 min')).toBeInTheDocument();
    expect(screen.getByText('£900')).toBeInTheDocument();
    expect(sentOf(sent, 'Leads')).toMatchObject({ filter: { status: { in: ['OPEN'] } }, sort: 'OPENED_AT', order: 'DESC' });
  });

  it('says what it is for while there is nothing, and whom to ask without the right', async () => {
    await show(leadsRoutes, '/leads', rows());
    expect(await screen.findByRole('heading', { name: 'No leads yet' })).toBeInTheDocument();
    cleanup();
    await show(leadsRoutes, '/leads', [], { without: ['lead.read'] });
    expect(screen.getByText(/You lack the right/u)).toBeInTheDocument();
  });

  it('gives chosen leads to a colleague', async () => {
    const { sent } = await show(leadsRoutes, '/leads', [...rows(lead('1', '王伟'), lead('2', '陈思远')), on(AssignLeadsDocument, new Refusal('FORBIDDEN'))]);
    fireEvent.click(await screen.findByLabelText('Select 王伟'));
    fireEvent.click(screen.getByLabelText('Select 陈思远'));
    fireEvent.click(screen.getByText('Assign'));
    fireEvent.mouseDown(await screen.findByLabelText('Colleague'));
    fireEvent.click(await screen.findByTitle('李敏'));
    fireEvent.click(screen.getByText('Assign 2'));
    await waitFor(() => expect(sentOf(sent, 'AssignLeads')).toEqual({ ids: ['1', '2'], ownerId: 'li' }));
  });
});

describe('the board', () => {
  it('carries a slip to the next stage by keys, keeps the focus on it and says where it is', async () => {
    const { sent } = await show(leadsRoutes, '/leads/board', [...board(lead('1', '王伟')), on(MoveLeadDocument, { moveLead: { id: '1', version: 2, stage: 'CONTACTED' } })]);
    const slip = await screen.findByText('王伟');
    slip.focus();
    fireEvent.keyDown(slip, { key: 'ArrowRight', ctrlKey: true });
    await waitFor(() => expect(sentOf(sent, 'MoveLead')).toEqual({ id: '1', stage: 'CONTACTED' }));
    expect(await screen.findByText('王伟: Contacted, 1 of 1.')).toBeInTheDocument();
  });

  it('moves the focus by arrows alone', async () => {
    const { sent } = await show(leadsRoutes, '/leads/board', board(lead('1', '王伟'), lead('2', '陈思远')));
    const slip = await screen.findByText('王伟');
    slip.focus();
    fireEvent.keyDown(slip, { key: 'ArrowDown' });
    expect(screen.getByText('陈思远')).toHaveFocus();
    expect(sentOf(sent, 'MoveLead')).toBeUndefined();
  });

  it('asks why a lead is lost, and offers nothing to whom it may not be offered', async () => {
    const { sent } = await show(leadsRoutes, '/leads/board', [...board(lead('1', '王伟'), lead('2', '陈思远', { can: [] })), on(CloseLeadDocument, new Refusal('FORBIDDEN'))]);
    const slip = await screen.findByText('王伟');
    fireEvent.keyDown(slip, { key: 'l' });
    expect((await screen.findByText('Close lead')).closest('button')).toBeDisabled();
    fireEvent.mouseDown(screen.getByLabelText('Why'));
    fireEvent.click(await screen.findByTitle('Price'));
    fireEvent.click(screen.getByText('Close lead'));
    await waitFor(() => expect(sentOf(sent, 'CloseLead')).toEqual({ id: '1', input: { status: 'LOST', reason: 'PRICE', note: null } }));
    expect(screen.queryByLabelText('Move 陈思远')).toBeNull();
  });
});

describe('a new lead', () => {
  const hit = { id: 'c9', reasons: ['PHONE' as const], customer: { id: 'c9', name: '王伟', companyName: null, archiveNo: 'DA-9', phone: '138****8000', stage: 'ACTIVE' as const, owner: null }, leads: [] };

  it('tells who is on record while one types, and is written on their record', async () => {
    const { sent } = await show(leadsRoutes, '/leads/new', [...words, on(LeadDuplicatesDocument, { leadDuplicates: { elsewhere: true, people: [hit] } }), on(CreateLeadDocument, new Refusal('FORBIDDEN'))]);
    fireEvent.change(screen.getByLabelText('Phone'), { target: { value: '138 0013 8000' } });
    expect(await screen.findByText('same phone')).toBeInTheDocument();
    expect(screen.getByText(/beyond your reach/u)).toBeInTheDocument();
    fireEvent.click(screen.getByText('This is the person'));
    fireEvent.click(screen.getByText('Add lead'));
    await waitFor(() => expect(sentOf(sent, 'CreateLead')).toEqual({ input: { origin: 'STAFF', customerId: 'c9' } }));
  });

  it('needs one thing that tells somebody from others', async () => {
    const { sent } = await show(leadsRoutes, '/leads/new', words);
    fireEvent.click(screen.getByText('Add lead'));
    expect(await screen.findByRole('alert')).toHaveTextContent('Give a name, a phone number, an e-mail address or a company.');
    expect(sentOf(sent, 'CreateLead')).toBeUndefined();
  });
});

describe('one lead', () => {
  it('says so where there is none within reach', async () => {
    await show(leadsRoutes, '/leads/9', [on(LeadDocument, new Refusal('NOT_FOUND'))]);
    expect(await screen.findByRole('heading', { name: 'No such lead' })).toBeInTheDocument();
  });
});
