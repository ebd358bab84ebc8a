import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ColleaguesDocument, CustomerWordsDocument, CustomFieldsDocument, SegmentChoicesDocument, SavedViewsDocument } from '@dossier/client';
import { on, page, show } from '../../testing/show';
import { AddToSegmentDocument, CreateStaticSegmentDocument, RemoveFromSegmentDocument } from './customer-segments.documents';
import { CustomerCountDocument, CustomersDocument } from './customers.documents';
import { customersRoutes } from './customers.routes';
// Fetched when it is opened: here before, so that no test waits for it.
import './CustomerListScreen';

const row = {
  id: '1', version: 1, archiveNo: 'DA-1', name: '王伟', nameLatin: null, companyName: null, kind: 'PERSON' as const, stage: 'ACTIVE' as const, phone: null, email: null, region: null, city: '南京', archivedAt: null, createdAt: '2026-11-01T00:00:00Z', demo: false, can: ['UPDATE'],
  owner: null, source: null, tags: [], summary: null,
};
const segments = on(SegmentChoicesDocument, { segments: { nodes: [{ id: 's', name: 'Guests', kind: 'STATIC', can: ['UPDATE', 'FILL'] }, { id: 'd', name: 'Regulars', kind: 'DYNAMIC', can: ['UPDATE'] }] } });
const list = [
  on(CustomersDocument, { customers: page([row]) }), on(CustomerCountDocument, { customers: { totalCount: 1, totalIsExact: true } }), on(SavedViewsDocument, { savedViews: [] }), on(CustomFieldsDocument, { customFields: [] }),
  on(CustomerWordsDocument, { tags: [], channels: [], teams: [] }), on(ColleaguesDocument, { users: { nodes: [] } }), segments,
];
const filtered = (filter: object) => `/customers?filter=${encodeURIComponent(JSON.stringify(filter))}`;

afterEach(cleanup);

describe('segments in the list of customers', () => {
  it('carries what the list asks over to the bench of segments, unless it shows one segment alone', async () => {
    await show(customersRoutes, filtered({ city: { contains: '南京' } }), list);
    expect(await screen.findByRole('link', { name: 'Save as a segment' })).toHaveAttribute('href', expect.stringMatching(/^\/segments\/new\?filter=/u));
    cleanup();
    await show(customersRoutes, filtered({ segments: { in: ['s'] } }), list);
    expect(await screen.findByRole('button', { name: 'Segments is Guests' })).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Save as a segment' })).toBeNull();
    cleanup();
    await show(customersRoutes, filtered({ city: { contains: '南京' } }), list, { without: ['segment.write'] });
    expect(screen.queryByRole('link', { name: 'Save as a segment' })).toBeNull();
  });

  it('puts the chosen into a new static segment', async () => {
    const { sent } = await show(customersRoutes, '/customers', [...list, on(CreateStaticSegmentDocument, { createSegment: { id: 'n', version: 1, name: 'Fair' } })]);
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select 王伟' }));
    fireEvent.click(await screen.findByRole('button', { name: /^Segment(?!s)/u }));
    fireEvent.change(await screen.findByLabelText('Name of the segment'), { target: { value: 'Fair' } });
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Put 1 in' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CreateStaticSegment')?.variables['input']).toEqual({ name: 'Fair', kind: 'STATIC', customerIds: ['1'] }));
  });

  it('takes the chosen out of the static segment that is shown, with the way back', async () => {
    const { sent } = await show(customersRoutes, filtered({ segments: { in: ['s'] } }), [...list, on(RemoveFromSegmentDocument, { removeFromSegment: { id: 's', version: 2, name: 'Guests' } }), on(AddToSegmentDocument, { addToSegment: { id: 's', version: 3, name: 'Guests' } })]);
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select 王伟' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Take out' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'AddToSegment')?.variables).toEqual({ id: 's', customerIds: ['1'] }));
    expect(sent.find(({ operation }) => operation === 'RemoveFromSegment')?.variables).toEqual({ id: 's', customerIds: ['1'] });
  });

  it('offers no taking out where the segment follows conditions', async () => {
    await show(customersRoutes, filtered({ segments: { in: ['d'] } }), list);
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select 王伟' }));
    expect(await screen.findByRole('button', { name: /^Segment(?!s)/u })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Take out' })).toBeNull();
  });
});
