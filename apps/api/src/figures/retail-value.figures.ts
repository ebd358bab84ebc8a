import {
  daysBetween, decileTable, fitBgNbd, fitGammaGamma, lifetimeValue, rfmScores, RFM_GROUPS, scoreBgNbd, type BgNbdFit, type Decile, type Histories, type Purchase,
} from '@dossier/metrics';
import { cleanSet } from '../seed/retail.figures';
import type { RetailSet } from '../seed/retail.codec';
import { retailOrders } from '../seed/retail.reading';
import { valueOf, type PublishedFigure } from './published.figure';

/** The last day of what a model may know, and how many days it then looks ahead. */
const CUT = '2011-08-31';
const AHEAD = 100;
/** Recency counts to the day after the last one of the set. */
const SNAPSHOT = '2011-12-10';
const LAST = '2011-12-09';

/** What the methods of value say of the retail set: how customers stand, and how well a forecast of the last hundred days came true. */
export function retailValueFigures(set: RetailSet): PublishedFigure[] {
  const { purchases } = cleanSet([...retailOrders(set)]);
  // By number: of equal customers the one with the lower number ranks lower.
  const customers = [...purchases].sort(([a], [b]) => Number(a) - Number(b)).map(([, own]) => own);
  return [...rfmFigures(customers), ...wholeFigures(customers), ...heldOutFigures(customers)];
}

const whole = (id: string, value: number, unit: string, n: number): PublishedFigure => ({ id, value, digits: 0, unit, n });

function rfmFigures(customers: readonly Purchase[][]): PublishedFigure[] {
  const last = (own: readonly Purchase[]): string => own.reduce((day, purchase) => (purchase.day > day ? purchase.day : day), '');
  const monetary = customers.map((own) => own.reduce((sum, { amount }) => sum + amount, 0));
  const scores = valueOf(rfmScores({ recency: customers.map((own) => daysBetween(last(own), SNAPSHOT)), frequency: customers.map((own) => own.length), monetary }));
  const n = customers.length;
  const all = (score: number): number => customers.filter((_, at) => scores.recency[at] === score && scores.frequency[at] === score && scores.monetary[at] === score).length;
  const revenue = monetary.reduce((sum, amount) => sum + amount, 0);
  return [
    whole('retail.rfm.555', all(5), 'customers', n), whole('retail.rfm.111', all(1), 'customers', n),
    ...RFM_GROUPS.flatMap((group): PublishedFigure[] => {
      const places = scores.group.flatMap((own, at) => (own === group ? [at] : []));
      const name = `retail.rfm.${group.toLowerCase()}`;
      return [whole(name, places.length, 'customers', n), { id: `${name}.revenue`, value: places.reduce((sum, at) => sum + monetary[at]!, 0) / revenue, digits: 4, unit: 'fraction', n: places.length }];
    }),
  ];
}

/** Days with a purchase up to a day, of those who had bought by then. */
interface Known {
  histories: Histories;
  /** Mean spend of a day with a repeat purchase, minor units. */
  spend: Float64Array;
  /** Days with a purchase after it and what they brought, by the end of the time ahead. */
  laterDays: Float64Array;
  laterSpend: Float64Array;
}

function known(customers: readonly Purchase[][], cut: string, until: string): Known {
  const all = customers.flatMap((own) => {
    const byDay = new Map<string, number>();
    for (const { day, amount } of own) byDay.set(day, (byDay.get(day) ?? 0) + amount);
    const days = [...byDay.keys()].sort();
    const [before, later] = [days.filter((day) => day <= cut), days.filter((day) => day > cut && day <= until)];
    if (before.length === 0) return [];
    const sum = (of: readonly string[]): number => of.reduce((total, day) => total + byDay.get(day)!, 0);
    const repeats = before.slice(1);
    return [{
      x: repeats.length, last: daysBetween(before[0]!, before.at(-1)!), age: daysBetween(before[0]!, cut), spend: sum(repeats) / Math.max(1, repeats.length), laterDays: later.length, laterSpend: sum(later),
    }];
  });
  const column = (of: (one: (typeof all)[number]) => number): Float64Array => Float64Array.from(all, of);
  return { histories: { repeats: column(({ x }) => x), last: column(({ last }) => last), age: column(({ age }) => age) }, spend: column(({ spend }) => spend), laterDays: column(({ laterDays }) => laterDays), laterSpend: column(({ laterSpend }) => laterSpend) };
}

function wholeFigures(customers: readonly Purchase[][]): PublishedFigure[] {
  const { histories } = known(customers, LAST, LAST);
  const n = histories.repeats.length;
  const fit = fitBgNbd(histories);
  const { model, logLikelihood }: BgNbdFit = valueOf(fit);
  const isUnseen = fit.status !== 'REFUSED' && fit.cautions.includes('DROPOUT_NOT_SEEN');
  return [
    { id: 'retail.bgnbd.ll', value: logLikelihood, digits: 2, unit: 'nats', n }, { id: 'retail.bgnbd.r', value: model.r, digits: 4, unit: '1', n }, { id: 'retail.bgnbd.alpha', value: model.alpha, digits: 2, unit: 'days', n },
    { id: 'retail.bgnbd.a', value: model.a, digits: 3, unit: '1', n }, whole('retail.bgnbd.dropout_not_seen', isUnseen ? 1 : 0, 'caution', n),
  ];
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function heldOutFigures(customers: readonly Purchase[][]): PublishedFigure[] {
  const until = new Date(Date.parse(CUT) + AHEAD * 86_400_000).toISOString().slice(0, 10);
  const { histories, spend, laterDays, laterSpend } = known(customers, CUT, until);
  const n = histories.repeats.length;
  const { model } = valueOf(fitBgNbd(histories));
  const money = valueOf(fitGammaGamma(histories.repeats, spend));
  const { expected } = scoreBgNbd(model, histories, AHEAD);
  const value = lifetimeValue(model, money.model, { ...histories, spend }, { periods: 1, length: AHEAD, discount: 0, margin: 1 });
  const pounds = (id: string, minor: number, of = n): PublishedFigure => ({ id, value: minor / 100, digits: 2, unit: 'GBP', n: of });
  return [
    { id: 'retail.bgnbd.hold_pred', value: sum(expected), digits: 0, unit: 'purchases', n }, whole('retail.bgnbd.hold_act', sum(laterDays), 'purchases', n),
    { id: 'retail.gg.correlation', value: money.correlation, digits: 3, unit: '1', n: money.buyers }, pounds('retail.clv.hold_pred', sum(value)), pounds('retail.clv.hold_act', sum(laterSpend)),
    ...valueOf(decileTable(value, laterSpend)).flatMap(({ decile, n: own, predicted, actual }: Decile) => [pounds(`retail.clv.decile${decile}.pred`, predicted, own), pounds(`retail.clv.decile${decile}.act`, actual, own)]),
  ];
}
