import {
  correlation, expectedOfNew, expectedPurchases, aliveProbability, fitBgNbd, fitGammaGamma, fitParetoNbd, scoreBgNbd, timeToNext, daysBetween, type Histories,
} from '@dossier/metrics';
import { valueOf, type PublishedFigure } from './published.figure';
import { loadPublished } from './published.set';

const CUT = '1997-09-30';
const WEEK = 7;
const WEEKS_AHEAD = 39;

/** The customers of CDNOW: their histories in weeks up to the cut, what they spent on a repeat purchase on average, and on how many days they bought later. */
export interface Cdnow {
  histories: Histories;
  spend: Float64Array;
  later: Float64Array;
}

/** Reads the set as its authors do: purchases of one day are one. */
export function cdnowHistories(): Cdnow {
  const set = loadPublished('cdnow');
  const [days, dollars] = [set.words('date'), set.numbers('dollars')];
  const customers = new Map<string, Map<string, number>>();
  set.words('sample_id').forEach((id, at) => {
    const own = customers.get(id) ?? new Map<string, number>();
    customers.set(id, own.set(days[at]!, (own.get(days[at]!) ?? 0) + dollars[at]!));
  });
  const all = [...customers.values()].map((own) => {
    const bought = [...own].sort(([a], [b]) => (a < b ? -1 : 1));
    const first = bought[0]![0];
    const repeats = bought.slice(1).filter(([day]) => day <= CUT);
    return {
      x: repeats.length, tx: daysBetween(first, repeats.at(-1)?.[0] ?? first) / WEEK, age: daysBetween(first, CUT) / WEEK,
      spend: repeats.reduce((sum, [, amount]) => sum + amount, 0) / Math.max(1, repeats.length), later: bought.slice(1).length - repeats.length,
    };
  });
  const column = (of: (one: (typeof all)[number]) => number): Float64Array => Float64Array.from(all, of);
  return { histories: { repeats: column(({ x }) => x), last: column(({ tx }) => tx), age: column(({ age }) => age) }, spend: column(({ spend }) => spend), later: column(({ later }) => later) };
}

/** What BG/NBD, Pareto/NBD and Gamma-Gamma say of CDNOW (Fader, Hardie & Lee 2005; Fader & Hardie 2013). */
export function cdnowFigures(): PublishedFigure[] {
  const { histories, spend, later } = cdnowHistories();
  const n = histories.repeats.length;
  const figure = (id: string, value: number, unit: string, digits = 4): PublishedFigure => ({ id, value, digits, unit, n });
  const { model, logLikelihood } = valueOf(fitBgNbd(histories));
  const mbg = valueOf(fitBgNbd(histories, 'MBG'));
  const pareto = valueOf(fitParetoNbd(histories));
  const money = valueOf(fitGammaGamma(histories.repeats, spend));
  const one = { repeats: 2, last: 30.43, age: 38.86 };
  const { expected } = scoreBgNbd(model, histories, WEEKS_AHEAD);
  return [
    figure('bgnbd.cdnow.r', model.r, '1'), figure('bgnbd.cdnow.alpha', model.alpha, 'weeks'), figure('bgnbd.cdnow.a', model.a, '1'), figure('bgnbd.cdnow.b', model.b, '1'),
    figure('bgnbd.cdnow.ll', logLikelihood, 'nats', 2), figure('bgnbd.cdnow.cond', expectedPurchases(model, one, WEEKS_AHEAD), 'purchases'),
    figure('bgnbd.cdnow.palive', aliveProbability(model, one), 'fraction'), figure('bgnbd.cdnow.ex39', expectedOfNew(model, WEEKS_AHEAD), 'purchases'),
    figure('bgnbd.cdnow.median_next', timeToNext(model, one), 'weeks', 3), figure('mbgnbd.cdnow.ll', mbg.logLikelihood, 'nats', 2),
    figure('pnbd.cdnow.r', pareto.model.r, '1'), figure('pnbd.cdnow.alpha', pareto.model.alpha, 'weeks', 3), figure('pnbd.cdnow.s', pareto.model.s, '1'),
    figure('pnbd.cdnow.beta', pareto.model.beta, 'weeks', 3), figure('pnbd.cdnow.ll', pareto.logLikelihood, 'nats', 2),
    ...[
      figure('gg.cdnow.p', money.model.p, '1', 3), figure('gg.cdnow.q', money.model.q, '1', 3), figure('gg.cdnow.v', money.model.v, 'USD', 3), figure('gg.cdnow.n', money.buyers, 'customers', 0),
      figure('gg.cdnow.mean', money.meanSpend, 'USD', 3),
    ].map((own) => ({ ...own, n: money.buyers })),
    figure('bgnbd.cdnow.hold_pred', expected.reduce((sum, value) => sum + value, 0), 'purchases', 1),
    figure('bgnbd.cdnow.hold_act', later.reduce((sum, value) => sum + value, 0), 'purchases', 0), figure('bgnbd.cdnow.hold_corr', correlation(expected, later) ?? NaN, '1'),
  ];
}
