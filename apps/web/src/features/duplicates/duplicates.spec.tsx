import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import { DuplicateCandidatesDocument, ResolveDuplicateDocument } from './duplicates.documents';
import { duplicatesRoutes } from './duplicates.routes';

const half = (id: string, name: string) => ({ id, archiveNo: `DA-${id}`, name, nameLatin: null, companyName: null, phone: '138****8000', email: null, region: null, city: null, owner: null, summary: null });

afterEach(cleanup);

describe('the queue of possible duplicates', () => {
  it('lays two records side by side and takes a decision', async () => {
    const candidate = { id: 'd', version: 1, reason: 'PHONE' as const, state: 'OPEN' as const, createdAt: '2026-11-20T00:00:00Z', customer: half('1', '王伟'), other: half('2', '王玮') };
    const { sent } = await show(duplicatesRoutes, '/duplicates', [on(DuplicateCandidatesDocument, { duplicateCandidates: page([candidate]) }), on(ResolveDuplicateDocument, new Refusal('FORBIDDEN'))]);
    expect(await screen.findByText('王玮')).toBeInTheDocument();
    fireEvent.click(screen.getByText('Different customers'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ResolveDuplicate')?.variables).toEqual({ id: 'd', decision: 'DIFFERENT' }));
  });
  it('says that nothing waits', async () => {
    await show(duplicatesRoutes, '/duplicates', [on(DuplicateCandidatesDocument, { duplicateCandidates: page([]) })]);
    expect(await screen.findByText('Nothing to decide')).toBeInTheDocument();
  });
});
