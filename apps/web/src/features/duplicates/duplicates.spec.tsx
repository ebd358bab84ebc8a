import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import { DuplicateCandidatesDocument, DuplicateClusterDocument, MergeClusterDocument, MergePreviewDocument, ReopenDuplicateDocument, ResolveDuplicateDocument, RevertMergeDocument } from './duplicates.documents';
import { duplicatesRoutes } from './duplicates.routes';

const half = (id: string, name: string) => ({ id, archiveNo: `DA-${id}`, name, companyName: null });
const pair = (id: string, first: string, second: string) => ({
  id, version: 1, reason: 'PHONE' as const, level: 'REVIEW' as const, weight: 12.34, probability: 0.97, state: 'OPEN' as const, createdAt: '2026-11-20T00:00:00Z', reasons: [{ field: 'PHONE' as const, agreement: 'SAME' as const, weight: 9.42 }, { field: 'BIRTH' as const, agreement: 'DIFFERENT' as const, weight: -2 }],
  customer: half(`${id}1`, first), other: half(`${id}2`, second),
});
const queue = (...pairs: ReturnType<typeof pair>[]) => on(DuplicateCandidatesDocument, { duplicateCandidates: { ...page(pairs), totalCount: pairs.length } });
const preview = on(MergePreviewDocument, ({ ids }) => {
  const [first, second] = (Array.isArray(ids) ? ids : [ids]) as [string, string];
  const value = (side: string, said: string) => ({ side, value: { name: said }, saidAt: '2026-11-20T00:00:00Z', source: 'MANUAL' });
  return {
    mergePreview: {
      customers: [],
      fields: [{
        name: 'name', label: null, differs: true, rule: 'NEWEST' as const, values: [value(first, `Name ${first}`), value(second, `Name ${second}`)],
        picks: [{ rule: 'NEWEST' as const, side: second, reason: 'NEWEST' as const }, { rule: 'LONGEST' as const, side: first, reason: 'LONGEST' as const }],
      }],
      moves: [{ side: second, of: 'Order', name: 'Order', count: 3 }],
    },
  };
});
const alone = on(DuplicateClusterDocument, { duplicateCluster: { hiddenCount: 0, records: [], apart: [] } });
const decided = on(ResolveDuplicateDocument, ({ id, decision }) => ({ resolveDuplicate: { id: String(id), version: 2, state: decision, batchId: decision === 'SAME' ? 'batch' : null } }));

afterEach(cleanup);

describe('the merge desk', () => {
  it('lays both sides out, takes a side by key, and merges with Enter', async () => {
    const { sent } = await show(duplicatesRoutes, '/duplicates', [queue(pair('a', '王伟', '王玮')), preview, alone, decided]);
    expect(await screen.findByText(/Moves with 王玮 DA-a2: Order 3/)).toBeInTheDocument();
    expect(screen.getByText('Phone: the same (+9.4) · Birthday: different (−2)')).toBeInTheDocument();
    expect(screen.getByText('Said last')).toBeInTheDocument();
    fireEvent.keyDown(window, { key: '1' });
    expect(await screen.findByText('Chosen by hand')).toBeInTheDocument();
    fireEvent.keyDown(window, { key: 'Enter' });
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ResolveDuplicate')?.variables)
      .toEqual({ id: 'a', decision: 'SAME', merge: { survivorId: 'a1', choices: [{ field: 'name', rule: 'MANUAL', side: 'a1' }] } }));
  });

  it('swaps which record stays, and sends a rule where it is another than the usual one', async () => {
    const { sent } = await show(duplicatesRoutes, '/duplicates', [queue(pair('a', '王伟', '王玮')), preview, alone, decided]);
    await screen.findByText(/Moves with 王玮/);
    fireEvent.keyDown(window, { key: 's' });
    await screen.findByText(/Moves with 王伟/);
    fireEvent.click(screen.getByText('Longest'));
    await screen.findByText('Says most');
    fireEvent.click(screen.getByRole('button', { name: /^Merge/ }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ResolveDuplicate')?.variables).toEqual({ id: 'a', decision: 'SAME', merge: { survivorId: 'a2', choices: [{ field: 'name', rule: 'LONGEST' }] } }));
  });

  it('goes through the queue by j and k, and keeps a pair apart by d, which can be taken back', async () => {
    const { sent } = await show(duplicatesRoutes, '/duplicates', [queue(pair('a', '王伟', '王玮'), pair('b', '李静', '李婧')), preview, alone, decided, on(ReopenDuplicateDocument, { reopenDuplicate: { id: 'b', version: 3, state: 'OPEN' } }), on(RevertMergeDocument, new Refusal('FORBIDDEN'))]);
    await screen.findByText(/Moves with 王玮/);
    fireEvent.keyDown(window, { key: 'j' });
    await screen.findByText(/Moves with 李婧/);
    fireEvent.keyDown(window, { key: 'd' });
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ResolveDuplicate')?.variables).toEqual({ id: 'b', decision: 'DIFFERENT' }));
    fireEvent.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ReopenDuplicate')?.variables).toEqual({ id: 'b' }));
  });

  it('merges three that hang together at once, each value from any of them, and takes all of it back by one undo', async () => {
    const cluster = on(DuplicateClusterDocument, { duplicateCluster: { hiddenCount: 1, records: [{ id: 'a1', probability: 0.97, customer: half('a1', '王伟') }, { id: 'a3', probability: 0.8, customer: half('a3', '王维') }], apart: [{ oneId: 'a1', otherId: 'a3' }] } });
    const merged = on(MergeClusterDocument, { mergeCustomers: { batchId: 'batch', mergeIds: ['m1', 'm2'] } });
    const { sent } = await show(duplicatesRoutes, '/duplicates', [queue(pair('a', '王伟', '王玮')), preview, cluster, merged, on(RevertMergeDocument, { revertBatch: { id: 'batch', state: 'REVERTING', jobId: 'j' } })]);
    expect(await screen.findByText('1 more out of your reach')).toBeInTheDocument();
    expect(screen.queryByText('Two of these have been recorded as different customers.')).toBeNull();
    fireEvent.click(screen.getByRole('checkbox', { name: /王维 DA-a3/ }));
    expect(await screen.findByText('Two of these have been recorded as different customers.')).toBeInTheDocument();
    await waitFor(() => expect(sent.findLast(({ operation }) => operation === 'MergePreview')?.variables).toEqual({ ids: ['a1', 'a2', 'a3'] }));
    fireEvent.click(await screen.findByRole('button', { name: 'keep this one 王维 DA-a3' }));
    await waitFor(() => expect(sent.findLast(({ operation }) => operation === 'MergePreview')?.variables).toEqual({ ids: ['a3', 'a1', 'a2'] }));
    fireEvent.keyDown(window, { key: '2' });
    await waitFor(() => expect(screen.getByRole('button', { name: /^Merge these 3/ })).toBeEnabled());
    fireEvent.click(screen.getByRole('button', { name: /^Merge these 3/ }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'MergeCluster')?.variables).toEqual({ input: { survivorId: 'a3', absorbedIds: ['a1', 'a2'], choices: [{ field: 'name', rule: 'MANUAL', side: 'a2' }] } }));
    fireEvent.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'RevertMerge')?.variables).toEqual({ id: 'batch' }));
  });

  it('says that one side is out of reach, and offers no merge', async () => {
    await show(duplicatesRoutes, '/duplicates', [queue({ ...pair('a', '王伟', '王玮'), other: null as never }), preview, alone]);
    expect(await screen.findByText('One of the two lies out of your reach')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Merge/ })).toBeNull();
  });

  it('says that nothing waits', async () => {
    await show(duplicatesRoutes, '/duplicates', [queue()]);
    expect(await screen.findByText('Nothing to decide')).toBeInTheDocument();
  });
});
