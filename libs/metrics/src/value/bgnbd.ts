import { answered, refused, type Answer, type Caution } from '../answer';
import { logAdd, logBeta, logGamma } from '../numeric/gamma';
import type { Matrix } from '../numeric/matrix';
import { fitPositive, intervalsOf, type PositiveFit } from '../numeric/optimise';
import type { Interval } from '../proportion';
import { groupHistories, longestAge, SCALED_AGE, thinned, type Grouped, type Histories } from './histories';
import { log } from '../numeric/math';

/** When a customer may leave for good: after each purchase but the first (BG), or after the first too (MBG). */
export type Dropout = 'BG' | 'MBG';

/** What a fit knows of how customers buy and leave. `r` and `alpha` describe how often, `a` and `b` how readily they leave. */
export interface BgNbd {
  kind: Dropout;
  r: number;
  alpha: number;
  a: number;
  b: number;
}

/** A fit with what it rests on. */
export interface BgNbdFit {
  model: BgNbd;
  logLikelihood: number;
  /** What the best model without leaving explains; leaving is seen where the fit explains clearly more. */
  withoutDropout: number;
  /** Of each parameter, 95 of 100; null where the data do not fix it. */
  intervals: Record<'r' | 'alpha' | 'a' | 'b', Interval | null>;
  /** Of the logarithms of r, alpha, a, b; null where the data do not fix them. */
  logCovariance: Matrix | null;
  customers: number;
  repeatPurchases: number;
}

/** The least that BG/NBD is fitted to. */
export const BGNBD_LEAST = { customers: 200, repeatPurchases: 100 } as const;

/** As good as no leaving: one in a thousand million. */
const NO_DROPOUT = { a: 1e-9, b: 1 } as const;

/** How much more a fit must explain before leaving counts as seen: half the chi-square of its two further parameters that is met 1 in 20 times. */
const SEEN = 5.991 / 2;

/** Beyond so many different histories the starts are tried on a part of them. */
const MOST_FOR_STARTS = 20_000;

/**
 * How customers buy and leave, from their histories.
 * Formula: maximum likelihood of BG/NBD: purchases come evenly while a customer stays, at a rate that is gamma(r, alpha) over customers;
 * after each purchase they leave with a probability that is beta(a, b) (Fader, Hardie & Lee 2005, Marketing Science 24(2)); with `MBG`
 * after the first purchase too (Batislam, Denizel & Filiztekin 2007). Unit: alpha in the unit of time, the others none. Edge: refused
 * under 200 customers or 100 repeat purchases; where a model without leaving (NBD, Ehrenberg 1959) explains the data as well, the answer is that
 * model with a next to 0 and DROPOUT_NOT_SEEN: everybody stays as far as it knows.
 */
export function fitBgNbd(histories: Histories, kind: Dropout = 'BG'): Answer<BgNbdFit> {
  const longest = longestAge(histories);
  const scale = longest > 0 ? SCALED_AGE / longest : 1;
  const grouped = groupHistories(histories, scale);
  if (grouped.customers < BGNBD_LEAST.customers) return refused('CUSTOMERS', grouped.customers, BGNBD_LEAST.customers);
  if (grouped.purchases < BGNBD_LEAST.repeatPurchases) return refused('REPEAT_PURCHASES', grouped.purchases, BGNBD_LEAST.repeatPurchases);
  const none = fitPositive(([r, alpha]) => logLikelihoodOf({ kind, r: r!, alpha: alpha!, ...NO_DROPOUT }, grouped), [[0.8, 10]]);
  const full = fitted(kind, grouped, none.values);
  const isSeen = full.logLikelihood - none.logLikelihood > SEEN;
  const fit = isSeen ? full : { ...none, values: [...none.values, NO_DROPOUT.a, NO_DROPOUT.b], logCovariance: none.logCovariance && widened(none.logCovariance) };
  const values = fit.values.map((value, i) => (i === 1 ? value / scale : value));
  const ranges = intervalsOf({ ...fit, values });
  const shift = grouped.purchases * log(scale);
  const cautions: Caution[] = [...(isSeen ? [] : ['DROPOUT_NOT_SEEN' as const]), ...(fit.logCovariance ? [] : ['PARAMETERS_UNCERTAIN' as const])];
  return answered({
    model: modelOf(kind, values), logLikelihood: fit.logLikelihood + shift, withoutDropout: none.logLikelihood + shift,
    intervals: { r: ranges?.[0] ?? null, alpha: ranges?.[1] ?? null, a: isSeen ? (ranges?.[2] ?? null) : null, b: isSeen ? (ranges?.[3] ?? null) : null },
    logCovariance: fit.logCovariance, customers: grouped.customers, repeatPurchases: grouped.purchases,
  }, grouped.customers, cautions);
}

const modelOf = (kind: Dropout, [r, alpha, a, b]: readonly number[]): BgNbd => ({ kind, r: r!, alpha: alpha!, a: a!, b: b! });

function fitted(kind: Dropout, grouped: Grouped, [r, alpha]: readonly number[]): PositiveFit {
  const of = (own: Grouped) => (values: readonly number[]): number => logLikelihoodOf(modelOf(kind, values), own);
  const starts = [[r!, alpha!, 0.5, 3], [r! / 2, alpha! / 2, 1, 3], [r! * 2, alpha! * 2, 0.2, 2]];
  const every = Math.ceil(grouped.count.length / MOST_FOR_STARTS);
  return fitPositive(of(grouped), every > 1 ? [fitPositive(of(thinned(grouped, every)), starts).values] : starts);
}

/** The covariance of r and alpha with a and b that stand still. */
const widened = (own: Matrix): Matrix => [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => own[i]?.[j] ?? (i === j ? 1e-12 : 0)));

/** How likely the histories are under a model. Formula: sum of the logarithms of the individual likelihoods. Unit: nats. Edge: 0 without customers. */
export const bgNbdLogLikelihood = (model: BgNbd, histories: Histories): number => logLikelihoodOf(model, groupHistories(histories));

function logLikelihoodOf(model: BgNbd, grouped: Grouped): number {
  const { kind, r, alpha, a } = model;
  const b = shiftedB(model);
  const [base, baseBeta] = [r * log(alpha) - logGamma(r), logBeta(a, model.b)];
  const stay = grouped.repeats.map((x) => logGamma(r + x) + base + logBeta(a, b + x) - baseBeta);
  const left = grouped.repeats.map((x) => (x > 0 || kind === 'MBG' ? log(a / (b + x - 1)) : -Infinity));
  const logLast = grouped.lasts.map((time) => log(alpha + time));
  const logAge = grouped.ages.map((time) => log(alpha + time));
  let sum = 0;
  for (let i = 0; i < grouped.count.length; i += 1) {
    const at = grouped.repeat[i]!;
    const power = r + grouped.repeats[at]!;
    const [aged, lasted] = [logAge[grouped.age[i]!]!, logLast[grouped.last[i]!]!];
    sum += grouped.count[i]! * (stay[at]! + logAdd(-power * aged, left[at]! - power * lasted));
  }
  return sum;
}

/** Leaving after the first purchase too is BG/NBD with one more chance to leave: every formula has b + 1 in place of b. */
export const shiftedB = ({ kind, b }: BgNbd): number => (kind === 'MBG' ? b + 1 : b);
