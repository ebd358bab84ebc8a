import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { on, page, show } from '../../../testing/show';
import { insightRoutes } from '../insight.routes';
import { BasketRuleCountDocument, BasketRulesDocument, BasketRunsDocument, BasketTeamsDocument, KeepRuleSegmentDocument, RuleBuyersDocument, StartBasketRunDocument, type BasketRule, type BasketRun } from './affinity.documents';

const run = (change: Partial<BasketRun> = {}): BasketRun => ({
  id: 'r1', level: 'PRODUCT', fromOn: '2025-11-22', toOn: '2026-11-21', state: 'DONE', jobId: 'j', minSupport: 0.01, minConfidence: 0.2, significance: 0.05, method: 'ECLAT', methodVersion: '1', orders: 18_000, baskets: 17_500, sampleShare: 1,
  items: 3_600, leastCount: 175, capped: false, found: 900, chance: 2, redundant: 30, mirrored: 40, rules: 1, lack: null, lackFound: null, lackNeeded: null, computedAt: '2026-11-22T08:00:00Z', createdAt: '2026-11-22T07:59:00Z', can: ['ARCHIVE'], team: null, ...change,
});
const rule: BasketRule = {
  id: 'x1', runId: 'r1', leftIds: ['p1'], rightId: 'p2', left: [{ id: 'p1', name: 'Cup' }], right: { id: 'p2', name: 'Saucer' }, count: 310, leftCount: 1_000, rightCount: 1_290, support: 0.0177, confidence: 0.31, lift: 4.2, liftLow: 3.8, liftHigh: 4.7, leverage: 0.0135, q: 1e-9,
};
const answers = (shown: BasketRun | null, ...rules: BasketRule[]) => [on(BasketRunsDocument, { basketRuns: page(shown ? [shown] : []) }), on(BasketRulesDocument, { basketRules: page(rules) }), on(BasketRuleCountDocument, { basketRules: { totalCount: rules.length, totalIsExact: true } })];

afterEach(cleanup);

describe('product affinity', () => {
  it('says each rule in plain words, with its interval, and what was left out', async () => {
    await show(insightRoutes, '/insight/affinity', answers(run(), rule));
    expect((await screen.findAllByText('31% of the orders with Cup also hold Saucer: 4.2 times the usual')).length).toBeGreaterThan(0);
    expect(screen.getByText('2 more may be chance, 70 repeat a shorter or reversed rule')).toBeInTheDocument();
    expect(await screen.findByText('3.8–4.7')).toBeInTheDocument();
    expect(screen.getByText('< 0.0001')).toBeInTheDocument();
    expect(screen.queryByText(/CAPPED/u)).not.toBeInTheDocument();
  });

  it('says where combinations were left out and where a sample was taken', async () => {
    await show(insightRoutes, '/insight/affinity', answers(run({ capped: true, sampleShare: 0.05, orders: 10_000_000 }), rule));
    expect(await screen.findByText(/Too many combinations \(CAPPED\)/u)).toBeInTheDocument();
    expect(screen.getByText(/an even sample of 5.0% of 10,000,000 sales/u)).toBeInTheDocument();
  });

  it('tells what is lacking in the place of rules, and what has failed', async () => {
    await show(insightRoutes, '/insight/affinity', answers(run({ state: 'REFUSED', rules: null, lack: 'BASKETS', lackFound: 12, lackNeeded: 100 })));
    expect(await screen.findByText(/12.*100/u)).toBeInTheDocument();
    cleanup();
    await show(insightRoutes, '/insight/affinity', answers(run({ state: 'FAILED', rules: null })));
    expect(await screen.findByText('This computation did not finish')).toBeInTheDocument();
    cleanup();
    await show(insightRoutes, '/insight/affinity', answers(null));
    expect(await screen.findByText('Nothing has been computed yet')).toBeInTheDocument();
  });

  it('leads from a rule to who bought the one and not the other, and keeps them as a segment', async () => {
    let asked: unknown = null;
    let kept: unknown = null;
    await show(insightRoutes, '/insight/affinity?run=r1&rule=x1', [
      ...answers(run(), rule),
      on(RuleBuyersDocument, ({ definition }) => { asked = definition; return { previewSegment: { count: { count: 690, isExact: true }, customers: [{ id: 'c1', archiveNo: 'DA-1', name: '王伟', companyName: null }] } }; }),
      on(KeepRuleSegmentDocument, ({ input }) => { kept = input; return { createSegment: { id: 's1', name: input.name } }; }),
    ]);
    const drawer = await screen.findByRole('dialog');
    expect(await within(drawer).findByText('690 customers')).toBeInTheDocument();
    expect(within(drawer).getByRole('link', { name: '王伟' }).getAttribute('href')).toBe('/customers/c1');
    expect(asked).toEqual({ rule: { all: [{ orders: { productIds: ['p1'], measure: 'COUNT', is: { min: 1 } } }, { not: { orders: { productIds: ['p2'], measure: 'COUNT', is: { min: 1 } } } }] } });
    fireEvent.click(within(drawer).getByRole('button', { name: 'Keep as a segment' }));
    await screen.findByText('Kept as the segment “Bought Cup, not Saucer”.');
    expect(kept).toMatchObject({ name: 'Bought Cup, not Saucer', kind: 'DYNAMIC' });
  });

  it('begins a computation of the period and thresholds that were chosen', async () => {
    let asked: unknown = null;
    await show(insightRoutes, '/insight/affinity', [
      ...answers(run(), rule), on(BasketTeamsDocument, { teams: [{ id: 't1', name: '华东' }] }),
      on(StartBasketRunDocument, ({ input }) => { asked = input; return { startBasketRun: { id: 'r2', state: 'RUNNING' as const, jobId: 'j2' } }; }),
    ]);
    fireEvent.click(await screen.findByRole('button', { name: 'Compute anew' }));
    fireEvent.click(await screen.findByRole('radio', { name: 'Categories' }));
    fireEvent.click(screen.getByRole('button', { name: 'Start' }));
    await screen.findByText(/It is being computed in the background/u);
    expect(asked).toMatchObject({ level: 'CATEGORY', teamId: null, minSupport: 0.01, minConfidence: 0.2 });
  });

  it('is closed to whoever may not see boards', async () => {
    await show(insightRoutes, '/insight/affinity', [], { without: ['insight.read'] });
    expect(await screen.findByRole('heading', { name: 'Product affinity' })).toBeInTheDocument();
    expect(screen.queryByText('All rules')).not.toBeInTheDocument();
  });
});
