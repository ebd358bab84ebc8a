import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { screen as place, type AnswerOf, type FeatureRoutes } from '@dossier/client';
import { on, show } from '../../../../testing/show';
import { SegmentsOfCustomerDocument } from '../../customer-segments.documents';
import type { CustomerRecord } from '../record.types';
import { CustomerScoresDocument, CustomerValueDocument, RecommendDocument } from './insight.documents';
import { InsightTab } from './InsightTab';
import { ValueAside } from './ValueAside';

type Scores = NonNullable<AnswerOf<typeof CustomerScoresDocument>['customer']>;
const customer = { id: 'c' } as CustomerRecord;
const routes: FeatureRoutes = (parent) => [place(parent, '/', async () => () => <><h1>record</h1><InsightTab customer={customer} /></>), place(parent, '/aside', async () => () => <><h1>record</h1><ValueAside customerId="c" /></>)];

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const value: NonNullable<Scores['value']> = {
  rfmGroup: 'CHAMPION', rfmRecency: 5, rfmFrequency: 4, rfmMonetary: 5, aliveProbability: 0.89, silenceProbability: 0.12, expectedPurchases: 4.31, expectedLow: 2, expectedHigh: 7,
  lifetimeValue: pounds(78_400), lifetimeLow: pounds(46_200), lifetimeHigh: pounds(118_000), horizonDays: 365, valueDecile: 10, purchaseDays: 9, asOf: '2026-11-21', basis: 'MODEL', modelVersion: { id: 'v', number: 3 },
};
const churn: NonNullable<Scores['churn']> = { band: 'HIGH', basis: 'MODEL', probability: 0.61, atStake: pounds(5_000), quietDays: 120, allowedDays: 200, leftOn: null, reasons: ['LONG_SILENCE', 'SPENDS_LESS'], signs: ['COMPLAINT'], asOf: '2026-11-21' };
const need: NonNullable<Scores['nextNeed']> = {
  status: 'OK', lack: null, found: null, needed: null, purchases: 9, regular: true, expectedOn: '2026-12-10', earliestOn: '2026-12-01', latestOn: '2027-01-20', within30: 0.4, within60: 0.6, within90: 0.75,
  categories: [{ id: 'k', name: 'Lanterns', share: 0.3 }], priceLeaning: 'SEEKS', priceShare: 0.5, priceLow: 0.3, priceHigh: 0.7, priceLines: 20, asOf: '2026-11-21', replenishments: [{ productId: 'p', name: 'Tea light', lastOn: '2026-10-01', dueOn: '2026-12-02', buyers: 40 }], brands: [{ brand: 'Qing', share: 0.7 }],
};
const scores = (change: Partial<Scores> = {}) => on(CustomerScoresDocument, { customer: { id: 'c', value, churn, nextNeed: need, cluster: { cluster: '2', name: null, asOf: '2026-11-21' }, ...change } });

afterEach(cleanup);

describe('what models say of a customer', () => {
  it('stands with its interval, its date and the way to its card', async () => {
    await show(routes, '/', [scores()]);
    expect(await screen.findByText('£784')).toBeInTheDocument();
    expect(screen.getByText('£462 – £1,180')).toBeInTheDocument();
    expect(screen.getByText('Champions')).toBeInTheDocument();
    expect(screen.getByText('2 – 7')).toBeInTheDocument();
    expect(screen.getByText('the chance that they have not left for good, from 9 days with purchases')).toBeInTheDocument();
    expect(screen.getByText('61%')).toBeInTheDocument();
    expect(screen.getByText('Silent for long · Spends less')).toBeInTheDocument();
    expect(screen.getByText('120 days without a purchase; gone after 200')).toBeInTheDocument();
    expect(screen.getByText('Lanterns 30%')).toBeInTheDocument();
    expect(screen.getByText('Qing 70%')).toBeInTheDocument();
    expect(screen.getByText('last 1 Oct; by the median gap of 40 who came again')).toBeInTheDocument();
    expect(screen.getAllByRole('link', { name: 'Model card' }).map((link) => link.getAttribute('href'))).toEqual(['/insight/models/value', '/insight/models/churn', '/insight/models/need', '/insight/models/cluster']);
  });

  it('names the cluster, and leads to the segments that stand beside the record', async () => {
    await show(routes, '/', [scores(), on(SegmentsOfCustomerDocument, { customer: { id: 'c', version: 1, segments: [{ id: 's1', name: 'Regulars' }, { id: 's2', name: 'London' }] } })]);
    expect(decodeURIComponent((await screen.findByRole('link', { name: 'Cluster 2' })).getAttribute('href') ?? '')).toContain('"cluster":{"in":["2"]}');
    expect((await screen.findByRole('link', { name: 'in 2 segments' })).getAttribute('href')).toContain('#customer-segments');
    expect(screen.queryByText('Regulars')).toBeNull();
  });

  it('says what is lacking, and that there is no score', async () => {
    await show(routes, '/', [scores({ value: null, churn: null, nextNeed: { ...need, status: 'REFUSED', lack: 'PURCHASES', found: 1, needed: 3 } })]);
    expect(await screen.findByText('days with a purchase: 1 found, 3 needed.')).toBeInTheDocument();
    expect(screen.getAllByText('No score yet')).toHaveLength(2);
    expect(screen.queryByText('Next purchase expected')).toBeNull();
  });

  it('is kept from whoever may not see what it is made of', async () => {
    await show(routes, '/', [scores({ churn: null })], { without: ['event.read'] });
    expect(await screen.findByText('Champions')).toBeInTheDocument();
    expect(screen.getByText(/Some scores are made of data that you may not see/u)).toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: 'Churn' })).toBeNull();
  });

  it('stands beside the record too, and is absent where there is no score', async () => {
    await show(routes, '/aside', [on(CustomerValueDocument, { customer: { id: 'c', value } })]);
    expect(await screen.findByText('£784')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All insight' }).getAttribute('href')).toContain('tab=insight');
    cleanup();
    const { sent } = await show(routes, '/aside', [on(CustomerValueDocument, { customer: { id: 'c', value: null } })]);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(screen.queryByRole('heading', { name: 'Value' })).toBeNull();
  });

  it('offers products when asked, each with its reason; and none to who has objected', async () => {
    const item = { productId: 'p', code: 'P-1', name: 'Tea light', category: null, unitPrice: pounds(300), reason: 'BOUGHT_TOGETHER' as const, because: { id: 'q', name: 'Lantern' }, topic: null, gapDays: null, buyers: 20 };
    const served = { customerId: 'c', state: 'SERVED' as const, arm: 'MODEL' as const, servedOn: '2026-11-22', items: [item] };
    const { sent } = await show(routes, '/', [scores(), on(RecommendDocument, { recommend: served })]);
    expect(sent.some(({ operation }) => operation === 'Recommend')).toBe(false);
    fireEvent.click(await screen.findByRole('button', { name: 'Get recommendations' }));
    expect(await screen.findByText('Tea light')).toBeInTheDocument();
    expect(screen.getByText('Bought together · bought “Lantern”')).toBeInTheDocument();
    cleanup();
    await show(routes, '/', [scores(), on(RecommendDocument, { recommend: { ...served, state: 'OPTED_OUT', items: [] } })]);
    fireEvent.click(await screen.findByRole('button', { name: 'Get recommendations' }));
    expect(await screen.findByText(/objected to personalisation/u)).toBeInTheDocument();
  });
});
