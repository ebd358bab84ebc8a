import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, Refusal, show } from '../../../testing/show';
import { insightRoutes } from '../insight.routes';
import { CreateLikelyBuyersDocument, LikelyBuyersDocument, NextCategoriesDocument, NextModelDocument, RecommendationReportDocument, RecommendationSlotsDocument, type Buyers, type Report } from './next.documents';

const found = (change: Partial<Buyers> = {}): Buyers => ({
  status: 'OK', category: { id: 'c', name: 'Tea' }, product: null, candidates: 200, isExact: true, size: 100, control: 10, expected: 40.2, expectedLow: 31.4, expectedHigh: 49.1, revenue: { minor: 500_000, currency: 'GBP' }, asOf: '2026-11-21',
  buyers: [{ customerId: 'k', propensity: 0.873, within90: 0.9, share: 0.35, reasons: ['OWN_CATEGORY', 'DUE_SOON'], customer: { id: 'k', archiveNo: 'DA-1', name: 'Lin', companyName: null } }], ...change,
});
const report = (change: Partial<Report> = {}): Report => ({
  slot: 'record', from: '2026-08-24', to: '2026-11-21', days: 14, found: 40, needed: 30, uplift: 0.051, upliftLow: 0.012, upliftHigh: 0.09, coverage: 0.4, gini: 0.8,
  arms: [{ arm: 'MODEL', customers: 900, exposures: 1_000, buyers: 90, rate: 0.1, low: 0.08, high: 0.12 }, { arm: 'HOLDOUT', customers: 40, exposures: 50, buyers: 2, rate: 0.05, low: 0.01, high: 0.16 }], ...change,
});
const card = { parameters: [{ key: 'window', value: 0.777, low: 0.75, high: 0.8 }, { key: 'category', value: 0.98, low: 0.97, high: 0.99 }, { key: 'popular', value: 0.95, low: 0.94, high: 0.96 }] };
const around = [
  on(NextCategoriesDocument, { categories: [{ id: 'c', name: 'Tea' }] }),
  on(NextModelDocument, { model: { kind: 'NEED', health: 'GREEN', isFallback: false, method: 'x', published: { id: 'v', number: 1, cutoffOn: '2026-11-21', card } } }),
];
const slots = [on(RecommendationSlotsDocument, { recommendationSlots: ['record'] })];

afterEach(cleanup);

describe('who would buy', () => {
  it('begins with what is to be sold', async () => {
    await show(insightRoutes, '/insight/next', [...around, on(RecommendationSlotsDocument, { recommendationSlots: [] })]);
    expect(await screen.findByText('Choose a category or a product')).toBeInTheDocument();
    expect(await screen.findByText(/Nothing was recommended yet/u)).toBeInTheDocument();
    expect(await screen.findByText('77.7%')).toBeInTheDocument();
  });

  it('tells how many are expected and why each, and makes a segment with its control group', async () => {
    const { sent } = await show(insightRoutes, '/insight/next?category=c', [...around, ...slots, on(RecommendationReportDocument, { recommendationReport: report() }), on(LikelyBuyersDocument, { likelyBuyers: found() }), on(CreateLikelyBuyersDocument, { createLikelyBuyers: { segmentId: 's', controlId: 't', contacted: 90, control: 10 } })]);
    expect(await screen.findByText('40 of 90 customers are expected to buy Tea')).toBeInTheDocument();
    expect(screen.getByText('95%: 31 to 49 (chance alone)')).toBeInTheDocument();
    expect(screen.getByText('their likeliest category · due soon')).toBeInTheDocument();
    expect(screen.getByText('Lin').closest('a')?.getAttribute('href')).toBe('/customers/k');
    expect(await screen.findByText('points · 95%: 1.2 to 9')).toBeInTheDocument();
    fireEvent.click(screen.getByText('Make the segment'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CreateLikelyBuyers')?.variables).toEqual({ input: { name: 'Likely buyers of Tea', categoryId: 'c', productId: null, size: 500, withControl: true, forMarketing: true } }));
    expect((await screen.findByText('Open the segment')).getAttribute('href')).toBe('/segments/s');
  });

  it('says where nobody is left, where too few were shown anything, and where it fails', async () => {
    await show(insightRoutes, '/insight/next?category=c', [...around, ...slots, on(RecommendationReportDocument, { recommendationReport: report({ uplift: null, upliftLow: null, upliftHigh: null, found: 3 }) }), on(LikelyBuyersDocument, { likelyBuyers: found({ status: 'REFUSED', candidates: 0, size: 0, control: 0, buyers: [] }) })]);
    expect(await screen.findByText('Nobody to take')).toBeInTheDocument();
    expect(await screen.findByText('not enough data: 3 in the smaller arm, needs 30')).toBeInTheDocument();
    cleanup();
    await show(insightRoutes, '/insight/next?category=c', [...around, ...slots, on(RecommendationReportDocument, { recommendationReport: report() }), on(LikelyBuyersDocument, new Refusal('UNAVAILABLE'))]);
    expect(await screen.findByText('Try again')).toBeInTheDocument();
    cleanup();
    await show(insightRoutes, '/insight/next', around, { without: ['score.read'] });
    expect(await screen.findByText('This is outside your rights')).toBeInTheDocument();
  });
});
