import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, show } from '../../../testing/show';
import { insightRoutes } from '../insight.routes';
import { ClusterBoardDocument, CreateMarketSegmentDocument, MarketBoardDocument, MarketChoicesDocument, MarketCustomersDocument, NameClusterDocument, type ClusterBoard, type MarketBoard, type MarketLine } from './groups.documents';

const cluster = (number: number, customers: number, difference: number): ClusterBoard['clusters'][number] => ({
  cluster: number, name: null, customers, share: customers / 300, stability: 0.97,
  differences: [{ feature: 'FREQUENCY', difference, mean: difference > 0 ? 14 : 1.2, whole: 5 }, { feature: 'RETURNS', difference: null, mean: 0, whole: 0 }],
});
const clusters = (change: Partial<ClusterBoard> = {}): ClusterBoard => ({
  isPublished: true, isOpen: true, isClear: true, isStable: true, isFallback: false, silhouette: 0.61, customers: 300, fittedOn: 300, asOf: '2026-11-21', scoredAt: '2026-11-22T01:00:00Z', clusters: [cluster(1, 200, -0.4), cluster(2, 100, 1.6)], ...change,
});
const money = (minor: number) => ({ minor, currency: 'GBP' });
const line = (change: Partial<MarketLine> = {}): MarketLine => ({
  isOpen: true, isComputed: true, customers: 120, buyers: 80, orders: 240, revenue: money(2_400_000), share: 0.4, concentration: 0.021, marketShare: 0.02, needs: [{ category: '礼品', customers: 3 }],
  growth: { yearly: 0.25, low: 0.1, high: 0.42, months: 24, isWeak: false, needed: null }, change: { before: money(2_000_000), after: money(2_400_000), customers: money(100_000), orders: money(250_000), amount: money(50_000) },
  months: [{ month: '2026-09-01', orders: 20, revenue: money(200_000) }, { month: '2026-10-01', orders: 22, revenue: money(220_000) }],
  segment: { id: 'm1', version: 1, name: 'Germany', note: null, basis: 'REGION', segmentId: null, categoryId: null, category: null, country: 'DE', region: null, can: ['UPDATE', 'ARCHIVE'] },
  figures: [{ id: 'f1', kind: 'SIZE', year: 2026, amount: money(120_000_000), competitor: null, share: null, source: 'Yearbook', toldOn: '2026-03-01', author: null, can: ['ARCHIVE'] }], ...change,
});
const market = (...lines: MarketLine[]): MarketBoard => ({ asOf: '2026-10-31', isRunning: false, revenue: money(6_000_000), lines });
const answers = (board: ClusterBoard, markets: MarketBoard) => [on(ClusterBoardDocument, { clusterBoard: board }), on(MarketBoardDocument, { marketBoard: markets }), on(MarketCustomersDocument, { previewSegment: { count: { count: 118, isExact: true }, customers: [] } })];

afterEach(cleanup);

describe('clusters', () => {
  it('say what sets each apart and lead to its customers', async () => {
    await show(insightRoutes, '/insight/groups', answers(clusters(), market()));
    expect(await screen.findByText('2 clusters, silhouette 0.61; “Cluster 2” 33%: purchases high')).toBeInTheDocument();
    const list = screen.getByRole('list', { name: 'Clusters' });
    expect(decodeURIComponent(within(list).getByRole('link', { name: 'Cluster 2' }).getAttribute('href') ?? '')).toContain('"cluster":{"in":["2"]}');
    expect(within(list).getByText(/100 customers \(33.3%\), stability 0.97/u)).toBeInTheDocument();
    expect(screen.getByRole('columnheader', { name: 'purchases' })).toBeInTheDocument();
    expect(screen.queryByRole('columnheader', { name: 'refunds' })).not.toBeInTheDocument();
  });

  it('are told to be unclear where they are, with the way to RFM, and say when there are none', async () => {
    await show(insightRoutes, '/insight/groups', answers(clusters({ isClear: false, silhouette: 0.18 }), market()));
    expect(await screen.findByText(/Silhouette 0.18, below 0.25/u)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Open RFM' }).getAttribute('href')).toBe('/insight');
    cleanup();
    await show(insightRoutes, '/insight/groups', answers(clusters({ isFallback: true, clusters: [] }), market()));
    expect(await screen.findByText(/no longer keeps its word/u)).toBeInTheDocument();
    cleanup();
    await show(insightRoutes, '/insight/groups', answers(clusters({ isPublished: false, clusters: [] }), market()));
    expect(await screen.findByText('No clusters yet')).toBeInTheDocument();
  });

  it('are named, and the name is taken back', async () => {
    const said: unknown[] = [];
    await show(insightRoutes, '/insight/groups', [...answers(clusters(), market()), on(NameClusterDocument, (asked) => { said.push(asked); return { nameCluster: { isPublished: true } }; })]);
    fireEvent.click(await screen.findByRole('button', { name: 'Name Cluster 2' }));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Regulars' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(said).toEqual([{ cluster: 2, name: 'Regulars' }, { cluster: 2, name: null }]));
  });
});

describe('market segments', () => {
  it('tell size, growth and share, and behind each what it is made of', async () => {
    await show(insightRoutes, '/insight/groups?market=m1', answers(clusters(), market(line())));
    expect((await screen.findAllByText(/“Germany” brings .*, 40% of all revenue/u)).length).toBeGreaterThan(0);
    const drawer = await screen.findByRole('dialog');
    expect(within(drawer).getByText('Revenue grows by +25% a year (95 % interval +10% to +42%)')).toBeInTheDocument();
    expect(within(drawer).getByText('revenue of twelve months ÷ size of the market in 2026 (Yearbook)')).toBeInTheDocument();
    expect(within(drawer).getByText('+£2,500.00')).toBeInTheDocument();
    expect(within(drawer).getByText('礼品')).toBeInTheDocument();
    expect(await within(drawer).findByText('118 customers (now)')).toBeInTheDocument();
  });

  it('tell what is lacking and what is closed, never a number in its place', async () => {
    const few = line({ growth: { yearly: null, low: null, high: null, months: 3, isWeak: true, needed: 6 } });
    const closed = line({ isOpen: false, revenue: null, customers: null, months: [], growth: null, change: null, needs: null, marketShare: null, segment: { ...line().segment, id: 'm2', name: 'Hidden' } });
    await show(insightRoutes, '/insight/groups', answers(clusters(), market(few, closed)));
    expect(await screen.findByText(/not enough data: 3 months with revenue, 6 needed/u)).toBeInTheDocument();
    expect(screen.getByText('You may not see what these figures are built of.')).toBeInTheDocument();
  });

  it('are added by what they are told apart', async () => {
    let asked: unknown = null;
    await show(insightRoutes, '/insight/groups', [
      ...answers(clusters(), market()), on(MarketChoicesDocument, { categories: [], segments: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } }),
      on(CreateMarketSegmentDocument, ({ input }) => { asked = input; return { createMarketSegment: { id: 'm9', version: 1, name: input.name } }; }),
    ]);
    fireEvent.click(await screen.findByRole('button', { name: 'New market segment' }));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'France' } });
    fireEvent.change(screen.getByLabelText('Country (two letters)'), { target: { value: 'fr' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Saved; its figures are being computed.');
    expect(asked).toEqual({ name: 'France', note: null, basis: 'REGION', country: 'FR', region: null });
  });
});
