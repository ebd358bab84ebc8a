import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import { csvOf, summed } from './lines';
import { IdentityConflictsDocument, MatchCustomersDocument, MatchingStateDocument, ReconciliationDocument, ReconciliationRowsDocument, ResolveConflictDocument } from './reconciliation.documents';
import { reconciliationRoutes } from './reconciliation.routes';

afterEach(cleanup);

const line = { group: 'RECORDS' as const, name: '门店', identityKind: null, customers: 10, unified: 7, duplicates: 2, unmatched: 1, waiting: 3 };
const half = (id: string, name: string) => ({ id, name, companyName: null, archiveNo: `DA-${id}`, birthDate: '1980-01-02', gender: 'MALE' as const, city: null, owner: null });
const conflict = { id: 'c', version: 1, kind: 'IDENTITY' as const, identityKind: 'PHONE' as const, fields: ['NAME' as const], state: 'OPEN' as const, createdAt: '2026-11-20T00:00:00Z', can: ['RESOLVE'], customer: half('1', '程国安'), other: half('2', '程小满') };
const state = { due: 0, jobId: null, learnedAt: null, learnedFrom: null, weights: [{ field: 'PHONE' as const, agreement: 'SAME' as const, m: 0.8, u: 0.00003, weight: 14.7 }] };
const replies = [on(ReconciliationDocument, { reconciliation: [line] }), on(IdentityConflictsDocument, { identityConflicts: page([conflict]) }), on(MatchingStateDocument, { matchingState: state })];

describe('reconciliation', () => {
  it('says in one sentence and in a table what the channels know, with the sum', async () => {
    await show(reconciliationRoutes, '/reconciliation', replies);
    expect(await screen.findByText('10 channel customers = 7 records + 2 duplicates + 1 without a record')).toBeInTheDocument();
    expect(screen.getByText('门店')).toBeInTheDocument();
    expect(summed([line, line])).toEqual({ customers: 20, unified: 14, duplicates: 4, unmatched: 2, waiting: 6 });
  });
  it('lists the rows behind a figure', async () => {
    const { sent } = await show(reconciliationRoutes, '/reconciliation', [...replies, on(ReconciliationRowsDocument, { reconciliationRows: page([{ id: 'x', archiveNo: 'DA-9', customer: { id: 's', name: '程国安', companyName: null, archiveNo: 'DA-1' } }]) })]);
    fireEvent.click(await screen.findByRole('button', { name: '门店, Duplicates: 2, show the rows' }));
    expect(await screen.findByText('程国安 · DA-1')).toBeInTheDocument();
    expect(screen.getByText('DA-9')).toBeInTheDocument();
    expect(sent.find(({ operation }) => operation === 'ReconciliationRows')?.variables).toEqual({ group: 'RECORDS', part: 'DUPLICATES', name: '门店', identityKind: null, first: 100, after: null });
  });
  it('asks whose an identity is, and sends the answer', async () => {
    const { sent } = await show(reconciliationRoutes, '/reconciliation', [...replies, on(ResolveConflictDocument, new Refusal('FORBIDDEN'))]);
    expect(await screen.findByText('程小满')).toBeInTheDocument();
    fireEvent.click(screen.getByText('Both use it'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ResolveConflict')?.variables).toEqual({ id: 'c', resolution: 'BOTH' }));
  });
  it('starts matching and shows the weights', async () => {
    const { sent } = await show(reconciliationRoutes, '/reconciliation', [...replies, on(MatchCustomersDocument, { matchCustomers: { due: 10, jobId: 'j' } })]);
    fireEvent.click(await screen.findByText('Match everything again'));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'MatchCustomers')).toBe(true));
    expect(screen.getByText('+14.7')).toBeInTheDocument();
  });
  it('says that there is nothing yet', async () => {
    await show(reconciliationRoutes, '/reconciliation', [on(ReconciliationDocument, { reconciliation: [] }), on(IdentityConflictsDocument, { identityConflicts: page([]) }), on(MatchingStateDocument, { matchingState: state })]);
    expect(await screen.findByText('No customers yet')).toBeInTheDocument();
    expect(await screen.findByText('No conflicts')).toBeInTheDocument();
  });
  it('writes files that spreadsheets do not run', () => expect(csvOf([['a', '=1+1'], ['b,c', 'd"e']])).toBe('\uFEFFa,\'=1+1\r\n"b,c","d""e"\r\n'));
});
