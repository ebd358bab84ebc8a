import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, show } from '../../../../testing/show';
import { CustomerDocument } from '../../customers.documents';
import { customersRoutes } from '../../customers.routes';
import type { CustomerRecord } from '../record.types';
import { RemergeCustomerDocument, UnmergeCustomerDocument } from './merges.documents';

const customer = (can: string[]) => ({
  id: '1', version: 4, archiveNo: 'DA-1', kind: 'PERSON', name: '王伟', tags: [], tagIds: [], identities: [], months: [], signOffs: [], can, recordStatus: 'ACTIVE', createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-02-01T00:00:00Z',
  merges: [{ id: 'm', absorbedId: '2', absorbedNo: 'DA-2', batchId: 'b', mergedAt: '2026-03-01T00:00:00Z', mergedBy: { id: 'me', name: '周岚' } }],
}) as unknown as CustomerRecord;
const apart = on(UnmergeCustomerDocument, { unmergeCustomer: { batchId: 'b2', mergeIds: ['m'], customer: { id: '1', version: 5 } } });

afterEach(cleanup);

describe('a record that has absorbed another', () => {
  it('says so, takes it apart at once, and offers the way back', async () => {
    const { sent } = await show(customersRoutes, '/customers/1', [on(CustomerDocument, { customer: customer(['UNMERGE']) }), apart, on(RemergeCustomerDocument, { revertBatch: { id: 'b2', state: 'REVERTING', jobId: null } })]);
    fireEvent.click(await screen.findByRole('button', { name: 'Take DA-2 apart' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'UnmergeCustomer')?.variables).toEqual({ id: 'm' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'RemergeCustomer')?.variables).toEqual({ id: 'b2' }));
  });

  it('offers no parting to who may not', async () => {
    await show(customersRoutes, '/customers/1', [on(CustomerDocument, { customer: customer([]) })]);
    expect(await screen.findByText('Merged from')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Take DA-2 apart' })).toBeNull();
  });

  it('tells whoever came by the address of the absorbed one where they are', async () => {
    const { sent } = await show(customersRoutes, '/customers/2', [on(CustomerDocument, { customer: customer([]) })]);
    // The address is put right first, and the record asked for by it.
    await waitFor(() => expect(sent.filter(({ operation }) => operation === 'CustomerRecord').map(({ variables }) => variables['id'])).toEqual(['2', '1']));
    await waitFor(() => expect(screen.getByText('The record DA-2 that you opened has been merged into this one.')).toBeInTheDocument());
  });
});
