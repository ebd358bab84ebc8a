import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, show } from '../../testing/show';
import { ApplyPackDocument, PackDiffDocument, PackKpisDocument, PacksDocument, RemovePackDocument } from './packs.documents';
import { packsRoutes } from './packs.routes';

afterEach(cleanup);

const pack = (applied: boolean) => ({ code: 'FINANCE' as const, note: 'Suitability and credit watch', edition: 1, applied, appliedAt: applied ? '2026-01-01T00:00:00Z' : null, appliedBy: applied ? { id: 'me', name: '周岚' } : null, fieldCount: 5, ruleCount: 2, kpiCount: 4, sampleCount: 9 });
const none = on(PackKpisDocument, { packKpis: [] });

describe('industry packs', () => {
  it('show what applying would add, and take it back again', async () => {
    const changes = [{ kind: 'RULE' as const, action: 'ADD' as const, label: 'No product riskier than the customer can bear', count: null }, { kind: 'FIELD' as const, action: 'KEEP' as const, label: 'Branch', count: null }];
    const { sent } = await show(packsRoutes, '/packs', [
      on(PacksDocument, { packs: [pack(false)] }), none, on(PackDiffDocument, { packDiff: { code: 'FINANCE', applied: false, changes } }),
      on(ApplyPackDocument, { applyPack: { code: 'FINANCE', applied: true } }), on(RemovePackDocument, { removePack: { code: 'FINANCE', applied: false } }),
    ]);
    fireEvent.click(await screen.findByRole('button', { name: 'See what changes: Finance' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('No product riskier than the customer can bear')).toBeInTheDocument();
    expect(dialog.getByText('Kept')).toBeInTheDocument();
    fireEvent.click(dialog.getByRole('button', { name: 'Apply' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'RemovePack')?.variables).toEqual({ code: 'FINANCE' }));
  });

  it('say in numbers what goes, on the verb itself', async () => {
    const changes = [{ kind: 'VALUE' as const, action: 'REMOVE' as const, label: 'Values filled in', count: 12 }, { kind: 'RECORD' as const, action: 'REMOVE' as const, label: 'Rows recorded', count: 3 }];
    await show(packsRoutes, '/packs', [on(PacksDocument, { packs: [pack(true)] }), none, on(PackDiffDocument, { packDiff: { code: 'FINANCE', applied: true, changes } })]);
    fireEvent.click(await screen.findByRole('button', { name: 'Remove “Finance”' }));
    expect(await screen.findByRole('button', { name: 'Remove it with 15 rows and values' })).toBeInTheDocument();
  });

  it('tell no number where there is nothing to count from, and offer nothing to who does not manage them', async () => {
    await show(packsRoutes, '/packs', [
      on(PacksDocument, { packs: [pack(true)] }),
      on(PackKpisDocument, { packKpis: [{ code: 'FINANCE', key: 'a', label: 'Valid assessments', means: 'x ÷ y', unit: 'SHARE', value: 0.25 }, { code: 'FINANCE', key: 'b', label: 'Satisfaction', means: 'mean', unit: 'SCORE', value: null }] }),
    ], { without: ['pack.manage'] });
    expect(await screen.findByText('25.0%')).toBeInTheDocument();
    expect(screen.getByText('no data yet')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Remove “Finance”' })).toBeNull();
  });
});
