import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { SegmentChoicesDocument } from '@dossier/client';
import { on, page, Refusal, show } from '../../../testing/show';
import { insightRoutes } from '../insight.routes';
import { AtRiskDocument, ChurnBoardDocument, RefreshChurnDocument, SetChurnDefinitionDocument, type AtRisk, type Board, type Curve } from './churn.documents';

const points = [{ at: 1, survival: 0.9, low: 0.85, high: 0.94 }, { at: 12, survival: 0.6, low: 0.5, high: 0.69 }];
const curve = (value: string, change: Partial<Curve> = {}): Curve => ({ value, name: null, customers: 120, left: 48, median: 14, points, ...change });
const board = (change: Partial<Board> = {}): Board => ({
  asOf: '2026-11-21', isBehind: false, isRunning: false, customers: 240,
  definition: { number: 2, kind: 'GAP', factor: 2, days: null, fieldKey: null, horizonDays: 60, setOn: '2026-11-20', setBy: { id: 'u', name: '周岚' } },
  months: [
    { month: '2026-09-01', active: 200, left: 10, back: 2, rate: 0.05, low: 0.03, high: 0.09, isPartial: false }, { month: '2026-10-01', active: 190, left: 19, back: 0, rate: 0.1, low: 0.06, high: 0.15, isPartial: false },
    { month: '2026-11-01', active: 180, left: 4, back: 0, rate: 0.02, low: 0.01, high: 0.06, isPartial: true },
  ],
  everybody: curve(''), curves: { by: 'SOURCE', chiSquare: 12.4, degrees: 1, p: 0.0004, curves: [curve('s1', { name: '门店' }), curve('s2', { name: '网店', points: [{ at: 12, survival: 0.3, low: 0.2, high: 0.4 }] })] },
  hazards: [{
    team: null, from: '2026-05-25', customers: 180, left: 60, concordance: 0.71, curves: [],
    hazards: [{ name: 'COMPLAINTS', ratio: 1.8, low: 1.2, high: 2.7, p: 0.004, isUnsteady: false }, { name: 'FREQUENCY', ratio: 0.7, low: 0.6, high: 0.82, p: 0.0001, isUnsteady: true }],
  }],
  links: [
    { sign: 'COMPLAINT', exposed: 40, exposedLeft: 16, others: 140, othersLeft: 28, difference: 0.2, low: 0.04, high: 0.36, oddsRatio: 2.5, oddsLow: 1.1, oddsHigh: 5.4, attributable: 0.18 },
    { sign: 'REFUND', exposed: 3, exposedLeft: 1, others: 177, othersLeft: 43, difference: null, low: null, high: null, oddsRatio: null, oddsLow: null, oddsHigh: null, attributable: null },
  ],
  bands: [{ band: 'HIGH', customers: 21, atStake: { minor: 1_234_500, currency: 'GBP' } }, { band: 'MEDIUM', customers: 30, atStake: null }, { band: 'LOW', customers: 109, atStake: null }, { band: 'LEFT', customers: 80, atStake: null }],
  calibration: { from: '2026-09-22', to: '2026-11-21', n: 180, predicted: 0.24, observed: 0.26, farthest: 2.1, isAmber: false, bins: [{ n: 18, predicted: 0.1, observed: 0.11, low: 0.03, high: 0.3 }, { n: 18, predicted: 0.6, observed: 0.61, low: 0.4, high: 0.8 }] },
  ...change,
});
/** A board without pictures: they take a while to be drawn. */
const plain = (change: Partial<Board> = {}): Board => board({ everybody: null, curves: null, months: [], hazards: [], links: [], calibration: null, ...change });
const person: AtRisk = {
  id: 'c1', name: '王伟', archiveNo: 'DA-1', owner: { id: 'u', name: '赵一凡' },
  churn: { band: 'HIGH', basis: 'MODEL', probability: 0.72, atStake: { minor: 88_000, currency: 'GBP' }, quietDays: 70, allowedDays: 90, reasons: ['LONG_SILENCE', 'SPENDS_LESS'], isHeldOut: true },
};
const answers = (shown: Board | null, ...rows: AtRisk[]) => [on(ChurnBoardDocument, { churnBoard: shown }), on(AtRiskDocument, { customers: page(rows) })];

afterEach(cleanup);

describe('the board of leaving', () => {
  it('says what counts as gone and its findings, and leads from each of them to the customers', async () => {
    await show(insightRoutes, '/insight/churn', answers(board(), person));
    expect(await screen.findByText(/Gone when silent for more than 2 times the own median gap/u)).toBeInTheDocument();
    expect(screen.getByText(/Version 2 · set by 周岚/u)).toBeInTheDocument();
    expect(screen.getByText('10.0% left in 2026-10 (6.0%–15.0%); 5.0% on average over the 12 months before')).toBeInTheDocument();
    expect(screen.getByText('Half have left within 14 months')).toBeInTheDocument();
    expect(screen.getByText('门店 stay longest (60.0%), 网店 shortest (30.0%) at 12 months; hardly by chance, p < 0.001')).toBeInTheDocument();
    expect(screen.getByText('Has complained: 1.8 times the hazard of leaving (1.2–2.7)')).toBeInTheDocument();
    expect(screen.getByText(/The ratio of “Buys more often” changes over time/u)).toBeInTheDocument();
    expect(screen.getByText('Those with “Complaint” left 20.0% more often (4.0%–36.0%)')).toBeInTheDocument();
    expect(screen.getByText('180 customers: 24.0% were to leave, 26.0% did; every tenth with enough customers within 5 points')).toBeInTheDocument();
    expect(decodeURIComponent(screen.getByRole('link', { name: '21' }).getAttribute('href') ?? '')).toContain('"churnBand":{"in":["HIGH"]}');
    const risk = await screen.findByRole('table', { name: 'Who is at risk' });
    expect(within(risk).getByRole('link', { name: '王伟' }).getAttribute('href')).toBe('/customers/c1');
    expect(within(risk).getByText('Silent for long, Spends less')).toBeInTheDocument();
    expect(within(risk).getByText('yes')).toBeInTheDocument();
  });

  it('tells nothing where there is too little, and says why', async () => {
    await show(insightRoutes, '/insight/churn', answers(plain({ customers: 4, bands: [] })));
    expect(await screen.findByText(/4 customers found; needed are at least 10/u)).toBeInTheDocument();
    expect(screen.getByText(/Each factor needs at least 10 customers who left/u)).toBeInTheDocument();
    expect(screen.getByText('Nothing on record is clearly linked with leaving')).toBeInTheDocument();
    expect(screen.getByText('No model of leaving has been fitted yet.')).toBeInTheDocument();
  });

  it('warns where a tenth is off, where the definition has changed, and while nothing was published', async () => {
    await show(insightRoutes, '/insight/churn', answers(plain({ isBehind: true, calibration: { ...board().calibration!, farthest: 8.3, isAmber: true } })));
    expect(await screen.findByText(/one tenth is 8.3 points off \(amber\)/u)).toBeInTheDocument();
    expect(screen.getByText(/The definition has changed/u)).toBeInTheDocument();
    expect(await screen.findByText('No probabilities yet')).toBeInTheDocument();
  });

  it('lays chosen segments side by side, and leads from each fact and curve to its customers', async () => {
    const bySegment = { by: 'SEGMENT' as const, chiSquare: null, degrees: null, p: null, curves: [curve('g1', { name: '老客户' }), curve('g2', { name: '大客户', points: [{ at: 12, survival: 0.3, low: 0.2, high: 0.4 }] })] };
    const { sent } = await show(insightRoutes, `/insight/churn?by=SEGMENT&segments=${encodeURIComponent(JSON.stringify(['g1', 'g2']))}`, [...answers(board({ curves: bySegment })), on(SegmentChoicesDocument, { segments: { nodes: [{ id: 'g1', name: '老客户', kind: 'DYNAMIC', can: [] }, { id: 'g3', name: '名单', kind: 'STATIC', can: [] }] } })]);
    expect(await screen.findByText('老客户 stay longest (60.0%), 大客户 shortest (30.0%) at 12 months')).toBeInTheDocument();
    expect(sent.find(({ operation }) => operation === 'ChurnBoard')?.variables).toEqual({ by: 'SEGMENT', segmentIds: ['g1', 'g2'] });
    fireEvent.click(screen.getAllByText('As table').at(0)!);
    const leads = (): string[] => screen.getAllByRole('link').map((link) => decodeURIComponent(link.getAttribute('href') ?? ''));
    for (const table of screen.getAllByText('As table')) fireEvent.click(table);
    await waitFor(() => expect(leads().some((href) => href.includes('"segments":{"in":["g1"]}'))).toBe(true));
    expect(leads().some((href) => href.includes('"churnSign":{"in":["COMPLAINT"]}'))).toBe(true);
  });

  it('changes the definition with what belongs to its kind alone', async () => {
    const { sent } = await show(insightRoutes, '/insight/churn', [...answers(plain(), person), on(SetChurnDefinitionDocument, { setChurnDefinition: { id: 'd', number: 3 } })]);
    fireEvent.click(await screen.findByRole('button', { name: 'Change' }));
    fireEvent.click(await screen.findByLabelText('Days dormant'));
    fireEvent.change(await screen.findByLabelText('Days'), { target: { value: '200' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save and compute' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'SetChurnDefinition')?.variables).toEqual({ input: { kind: 'DORMANCY', horizonDays: 60, factor: null, days: 200, fieldKey: null } }));
  });

  it('computes anew on demand; whoever may not manage models is offered neither', async () => {
    const { sent } = await show(insightRoutes, '/insight/churn', [...answers(plain({ asOf: null })), on(RefreshChurnDocument, { refreshChurn: true })]);
    expect(await screen.findByText('Nothing has been computed yet')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Compute anew' }));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'RefreshChurn')).toBe(true));
    cleanup();
    await show(insightRoutes, '/insight/churn', answers(plain(), person), { without: ['model.manage'] });
    await screen.findByText(/Gone when silent/u);
    expect(screen.queryByRole('button', { name: 'Change' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Compute anew' })).toBeNull();
  });

  it('says that it failed, and that it is not for everybody', async () => {
    await show(insightRoutes, '/insight/churn', [on(ChurnBoardDocument, new Refusal('INTERNAL')), on(AtRiskDocument, { customers: page([]) })]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeInTheDocument();
    cleanup();
    await show(insightRoutes, '/insight/churn', answers(board()), { without: ['insight.read'] });
    expect(await screen.findByText('This is outside your rights')).toBeInTheDocument();
  });
});
