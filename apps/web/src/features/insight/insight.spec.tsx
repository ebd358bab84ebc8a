import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { AnswerOf } from '@dossier/client';
import { on, page, Refusal, show } from '../../testing/show';
import { insightRoutes } from './insight.routes';
import { CancelModelJobDocument, FitModelDocument, ModelDocument, ModelsDocument, ModelVersionsDocument, PublishModelVersionDocument, RollBackModelDocument } from './models/models.documents';
import { RfmGridDocument, ValueDistributionDocument } from './value/value.documents';

type Grid = NonNullable<AnswerOf<typeof RfmGridDocument>['rfmGrid']>;
type Distribution = NonNullable<AnswerOf<typeof ValueDistributionDocument>['valueDistribution']>;
type Model = NonNullable<AnswerOf<typeof ModelDocument>['model']>;
type Version = NonNullable<AnswerOf<typeof ModelVersionsDocument>['modelVersions']>['nodes'][number];

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const grid = (change: Partial<Grid> = {}): Grid => ({
  state: 'WEAK', lack: null, found: null, needed: null, asOf: '2026-11-21', customers: 100, revenue: pounds(100_000), tied: ['FREQUENCY'],
  cells: [{ recency: 5, frequency: 5, group: 'CHAMPION', customers: 20, revenue: pounds(60_000) }, { recency: 1, frequency: 1, group: 'LOST', customers: 80, revenue: pounds(40_000) }],
  groups: [{ group: 'CHAMPION', customers: 20, revenue: pounds(60_000), customersBefore: 17, before: '2026-10-31' }, { group: 'LOST', customers: 80, revenue: pounds(40_000), customersBefore: null, before: '2026-10-31' }],
  cuts: [{ column: 'RECENCY', score: 5, from: 3, to: 12 }], ...change,
});
const distribution = (change: Partial<Distribution> = {}): Distribution => ({
  state: 'OK', lack: null, found: null, needed: null, asOf: '2026-11-21', basis: 'MODEL', customers: 100, horizonDays: 365, level: 0.8, method: 'BG/NBD',
  deciles: [1, 10].map((decile) => ({ decile, customers: 10, mean: pounds(decile * 100), low: pounds(decile * 80), high: pounds(decile * 130), total: pounds(decile * 1000), predicted: pounds(decile * 20), realised: pounds(decile * 22) })),
  alive: [{ from: 0, to: 0.1, customers: 7 }, { from: 0.9, to: 1, customers: 93 }], holdOut: { from: '2026-08-22', to: '2026-11-21', predicted: 0.4, realised: 0.43, customers: 100 }, ...change,
});
const board = (rfm: Grid | null, value: Distribution | null) => [on(RfmGridDocument, { rfmGrid: rfm }), on(ValueDistributionDocument, { valueDistribution: value })];

afterEach(cleanup);

describe('the value of customers', () => {
  it('says its findings, and leads from each cell, group and tenth to the customers', async () => {
    await show(insightRoutes, '/insight', board(grid(), distribution()));
    expect(await screen.findByText('“Champions” are 20% of the customers and bring 60% of net purchases')).toBeInTheDocument();
    const cell = screen.getByRole('link', { name: /^R5 F5, Champions: 20 customers/u });
    expect(decodeURIComponent(cell.getAttribute('href') ?? '')).toContain('"rfmRecency":{"min":5,"max":5}');
    const groups = screen.getByRole('table', { name: 'The eleven groups' });
    expect(decodeURIComponent(within(groups).getByRole('link', { name: 'Champions' }).getAttribute('href') ?? '')).toContain('"rfmGroup":{"in":["CHAMPION"]}');
    expect(within(groups).getByText('+3')).toBeInTheDocument();
    expect(screen.getByText(/Equal values fall into different scores in: Frequency F/u)).toBeInTheDocument();
    expect(await screen.findByText('The best tenth of the customers hold 91% of the value expected in 365 days')).toBeInTheDocument();
    expect(screen.getByText('7 customers are less than 30% likely to come again')).toBeInTheDocument();
    expect(screen.getByText('22 Aug to 21 Nov: 40.0% of the customers were predicted to buy, 43.0% did')).toBeInTheDocument();
  });

  it('says which data is lacking, and gives no number in its place', async () => {
    const none = { state: 'REFUSED' as const, found: 12, needed: 25, cells: [], groups: [], cuts: [], deciles: [] };
    await show(insightRoutes, '/insight', board(grid({ ...none, lack: 'CUSTOMERS' }), distribution({ ...none, lack: 'REPEAT_PURCHASES', needed: 100 })));
    expect(await screen.findByText(/customers with orders: 12 found, 25 needed/u)).toBeInTheDocument();
    expect(await screen.findByText(/repeat purchases: 12 found, 100 needed/u)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /^R5/u })).toBeNull();
  });

  it('says what a fit lacked in the words of its card, and that nothing was computed where no fit has been', async () => {
    const none = { state: 'REFUSED' as const, found: 0, needed: 200, cells: [], groups: [], cuts: [], deciles: [] };
    await show(insightRoutes, '/insight', board(grid({ ...none, lack: 'customers with a purchase' }), distribution({ ...none, lack: null, found: null, needed: null })));
    expect(await screen.findByText(/customers with a purchase: 0 found, 200 needed/u)).toBeInTheDocument();
    expect(await screen.findByText('Nothing has been computed yet')).toBeInTheDocument();
  });

  it('shows no money to whoever may not see amounts', async () => {
    await show(insightRoutes, '/insight', board(grid({ revenue: null, cells: [{ recency: 5, frequency: 5, group: 'CHAMPION', customers: 20, revenue: null }], groups: [{ group: 'CHAMPION', customers: 20, revenue: null, customersBefore: null, before: null }] }), null));
    expect(await screen.findByText('Customers by how lately and how often they bought')).toBeInTheDocument();
    expect(screen.queryByText('Net purchases')).toBeNull();
    expect(screen.queryByText('Share of net purchases')).toBeNull();
  });

  it('says that nothing was worked out yet, that it failed, and that it is not for everybody', async () => {
    await show(insightRoutes, '/insight', board(null, null));
    expect(await screen.findByText('Customer value has not been worked out yet')).toBeInTheDocument();
    cleanup();
    await show(insightRoutes, '/insight', [on(RfmGridDocument, new Refusal('INTERNAL')), on(ValueDistributionDocument, { valueDistribution: null })]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeInTheDocument();
    cleanup();
    await show(insightRoutes, '/insight', board(grid(), null), { without: ['insight.read'] });
    expect(await screen.findByText('This is outside your rights')).toBeInTheDocument();
    expect(screen.queryByRole('tab', { name: 'Value' })).toBeNull();
  });
});

const words = (text: string) => ({ zh: text, en: text });
const card = {
  formula: words('P = f(x)'), parameters: [{ key: 'r', name: words('rate'), value: 0.2426, low: 0.21, high: 0.27, unit: null }], unit: words('purchases'), from: '2026-01-01', to: '2026-11-21', used: 4338,
  dropped: [{ reason: words('no amount'), count: 34 }], cutoff: '2026-11-21', seed: 7, cautions: [words('spend goes with frequency')], lack: null, rule: words('next year as the last one'),
  reliability: { what: words('buys within a quarter'), from: '2026-08-22', to: '2026-11-21', n: 4338, predicted: 0.4, observed: 0.43, unit: null, deciles: [], points: [{ n: 400, predicted: 0.4, observed: 0.43, low: 0.38, high: 0.48 }] },
};
const version = (number: number, change: Partial<Version> = {}): Version => ({
  id: `v${number}`, version: 1, number, state: 'PUBLISHED', weak: false, method: 'BG/NBD', methodVersion: '1', fittedAt: '2026-11-20T10:00:00Z', publishedAt: '2026-11-20T11:00:00Z', retiredAt: null, fittedBy: { id: 'u', name: '周岚' }, error: null, card, can: [], ...change,
});
const model = (change: Partial<Model> = {}): Model => ({
  kind: 'VALUE', name: 'Customer value', method: 'BG/NBD', methodVersion: '1', health: 'GREEN', isFallback: false, runningJobId: null, can: ['FIT', 'ROLL_BACK', 'CHECK'],
  published: { id: 'v1', number: 1, state: 'PUBLISHED', card, publishedAt: '2026-11-20T11:00:00Z', scoredAt: '2026-11-21T01:00:00Z', scoredRows: 4338 }, latest: { id: 'v1', number: 1, state: 'PUBLISHED' },
  lastCheck: { id: 'c', checkedAt: '2026-11-21T02:00:00Z', health: 'GREEN', psi: 0.031, gap: 0.03, reliability: null, cautions: [] }, ...change,
});
const asked = (one: Model, ...versions: Version[]) => [on(ModelDocument, { model: one }), on(ModelVersionsDocument, { modelVersions: page(versions) })];

describe('models', () => {
  it('are listed with what is in force and whether it can be trusted', async () => {
    await show(insightRoutes, '/insight/models', [on(ModelsDocument, { models: [{ ...model(), health: 'AMBER', latest: { id: 'v1', number: 1, state: 'PUBLISHED', fittedAt: '2026-11-20T10:00:00Z', weak: false } }] })]);
    expect(await screen.findByRole('link', { name: 'Customer value' })).toHaveAttribute('href', '/insight/models/value');
    expect(screen.getByText('Out of bounds')).toBeInTheDocument();
    expect(screen.getByText('Drift, PSI 0.03', { exact: false })).toBeInTheDocument();
  });

  it('show their card: formula, sample, who was left out, what to mind, parameters and calibration', async () => {
    await show(insightRoutes, '/insight/models/value', asked(model(), version(1)));
    expect(await screen.findByText('P = f(x)')).toBeInTheDocument();
    for (const text of ['34 (no amount)', 'spend goes with frequency', '0.2426', '0.21 – 0.27', '+3.0 points', '0.031']) expect(screen.getByText(text)).toBeInTheDocument();
    expect(screen.getByText('22 Aug to 21 Nov: 40.0% predicted on average, 43.0% came (n = 4,338)')).toBeInTheDocument();
  });

  it('say what a refused fit lacked', async () => {
    const refused = version(1, { state: 'REFUSED', card: { ...card, parameters: [], reliability: null, lack: { what: words('repeat purchases'), found: 36, needed: 100 } } });
    await show(insightRoutes, '/insight/models/value', asked(model({ published: null, lastCheck: null, can: ['FIT'] }), refused));
    expect(await screen.findByText('repeat purchases: 36 found, 100 needed.')).toBeInTheDocument();
    expect(screen.queryByText('Calibration')).toBeNull();
  });

  it('say which rule stands in for one that is out of bounds', async () => {
    await show(insightRoutes, '/insight/models/value', asked(model({ health: 'AMBER', isFallback: true }), version(1)));
    expect(await screen.findByText('Scores now come from the rule: next year as the last one')).toBeInTheDocument();
  });

  it('count what was held out at fitting from the first day, tenth by tenth where that is judged', async () => {
    const reliability = { ...card.reliability, observed: 0.47, byTenth: true, points: [{ n: 900, predicted: 0.2, observed: 0.29, low: 0.26, high: 0.32 }, { n: 20, predicted: 0.5, observed: 0.9, low: 0.7, high: 0.97 }] };
    await show(insightRoutes, '/insight/models/churn', asked(model({ kind: 'CHURN', health: 'AMBER', isFallback: true, lastCheck: null, published: { ...model().published!, card: { ...card, reliability } } }), version(1)));
    expect(await screen.findByText('+7.0 points')).toBeInTheDocument();
    expect(screen.getByText('9.0 points')).toBeInTheDocument();
    expect(screen.getByText('on time held out at fitting; beyond ±5 points is out of bounds')).toBeInTheDocument();
  });

  it('are fitted, and what was fitted is published with a way back', async () => {
    const replies = [...asked(model({ latest: { id: 'v2', number: 2, state: 'FITTED' } }), version(2, { state: 'FITTED', publishedAt: null, can: ['PUBLISH'] }), version(1)), on(FitModelDocument, { fitModel: { id: 'v3', jobId: 'j' } }), on(PublishModelVersionDocument, { publishModelVersion: { id: 'v2', version: 2, number: 2, state: 'PUBLISHED' } }), on(RollBackModelDocument, { rollBackModel: { id: 'v1', version: 2, number: 1, state: 'PUBLISHED' } })];
    const { sent } = await show(insightRoutes, '/insight/models/value', replies);
    fireEvent.click(await screen.findByRole('button', { name: 'Fit anew' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'FitModel')?.variables).toEqual({ kind: 'VALUE' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Publish version 2' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'PublishModelVersion')?.variables).toEqual({ id: 'v2' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'RollBackModel')?.variables).toEqual({ kind: 'VALUE' }));
  });

  it('show a fit under way with the means to stop it', async () => {
    const replies = [...asked(model({ runningJobId: 'j' }), version(1)), { operation: 'Job', reply: () => ({ job: { id: 'j', name: 'model.fit', state: 'RUNNING', done: 30, total: 100, error: null, startedAt: null, endedAt: null } }) }, on(CancelModelJobDocument, { cancelJob: { id: 'j', state: 'RUNNING' } })];
    const { sent } = await show(insightRoutes, '/insight/models/value', replies);
    await waitFor(() => expect(screen.getByRole('progressbar', { name: 'Progress of the fit' })).toHaveAttribute('aria-valuenow', '30'));
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'CancelModelJob')).toBe(true));
  });

  it('are read by some and managed by others, and an unknown one is not there', async () => {
    await show(insightRoutes, '/insight/models/value', asked(model({ can: [] }), version(1)), { without: ['model.manage'] });
    expect(await screen.findByText('P = f(x)')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Fit anew' })).toBeNull();
    cleanup();
    await show(insightRoutes, '/insight/models/nonsense', []);
    expect(await screen.findByText('There is no such model')).toBeInTheDocument();
    cleanup();
    await show(insightRoutes, '/insight/models', [], { without: ['model.read'] });
    expect(await screen.findByText('This is outside your rights')).toBeInTheDocument();
  });
});
