import { answered, refused, type Answer, type Caution } from '../answer';
import { logGamma } from '../numeric/gamma';
import { fitPositive, intervalsOf } from '../numeric/optimise';
import type { Interval } from '../proportion';
import { correlation } from '../statistics';
import { abs, log } from '../numeric/math';

/** What a fit knows of how much customers spend on a purchase; `v` in the unit of money. */
export interface GammaGamma {
  p: number;
  q: number;
  v: number;
}

/** A fit with what it rests on. */
export interface GammaGammaFit {
  model: GammaGamma;
  logLikelihood: number;
  intervals: Record<keyof GammaGamma, Interval> | null;
  /** Of the logarithms of p, q, v. */
  logCovariance: number[][] | null;
  buyers: number;
  /** Mean over customers of their own mean spend. */
  meanSpend: number;
  /** Between how often and how much; the model takes it for 0. */
  correlation: number;
}

/** The least number of repeat buyers that Gamma-Gamma is fitted to. */
export const GAMMA_GAMMA_LEAST = 50;

/**
 * How much customers spend on a purchase, from how often they bought again and what they spent on average.
 * Formula: maximum likelihood of Gamma-Gamma: amounts of a customer are gamma(p, ν), ν is gamma(q, v) over customers (Fader & Hardie 2013,
 * note; Fader, Hardie & Lee 2005, JMR 42(4)). Shapes: a place a customer in both. Unit: that of the money. Edge: those without repeats or with a
 * mean at or below 0 are left out; refused under 50 buyers, where all spend the same (SPREAD), and where q ≤ 1, for then the mean is
 * infinite; SPEND_DEPENDS_ON_FREQUENCY where frequency and spend go together by 0.3 or more.
 */
export function fitGammaGamma(repeats: ArrayLike<number>, meanSpend: ArrayLike<number>): Answer<GammaGammaFit> {
  const buyers = buyersOf(repeats, meanSpend);
  const n = buyers.spend.length;
  if (n < GAMMA_GAMMA_LEAST) return refused('REPEAT_BUYERS', n, GAMMA_GAMMA_LEAST);
  const mean = buyers.spend.reduce((sum, amount) => sum + amount, 0) / n;
  if (buyers.spend.every((amount) => abs(amount - buyers.spend[0]!) < 1e-9 * mean)) return refused('SPREAD', 1, 2);
  const parts = partsOf(buyers, mean);
  const fit = fitPositive(([p, q, v]) => logLikelihoodOf({ p: p!, q: q!, v: v! }, parts), [[2, 3, 1], [6, 4, 0.5]]);
  const [p, q, v] = fit.values.map((value, i) => (i === 2 ? value * mean : value));
  if (q! <= 1) return refused('FINITE_MEAN', q!, 1);
  const intervals = intervalsOf({ ...fit, values: [p!, q!, v!] });
  const together = correlation(buyers.repeats, buyers.spend) ?? 0;
  const cautions: Caution[] = [...(abs(together) >= 0.3 ? ['SPEND_DEPENDS_ON_FREQUENCY' as const] : []), ...(fit.logCovariance ? [] : ['PARAMETERS_UNCERTAIN' as const])];
  return answered({
    model: { p: p!, q: q!, v: v! }, logLikelihood: fit.logLikelihood - n * log(mean), intervals: intervals && { p: intervals[0]!, q: intervals[1]!, v: intervals[2]! },
    logCovariance: fit.logCovariance, buyers: n, meanSpend: mean, correlation: together,
  }, n, cautions);
}

interface Buyers {
  repeats: number[];
  spend: number[];
}

function buyersOf(repeats: ArrayLike<number>, meanSpend: ArrayLike<number>): Buyers {
  const buyers: Buyers = { repeats: [], spend: [] };
  for (let i = 0; i < repeats.length; i += 1) {
    if (!(repeats[i]! > 0 && meanSpend[i]! > 0 && meanSpend[i]! < Infinity)) continue;
    buyers.repeats.push(repeats[i]!);
    buyers.spend.push(meanSpend[i]!);
  }
  return buyers;
}

/** What the likelihood needs: by number of repeats how many there are and what the logarithms of their spend add up to. */
interface Parts {
  x: Float64Array;
  total: Float64Array;
  byRepeats: Map<number, { n: number; logs: number }>;
}

function partsOf({ repeats, spend }: Buyers, unit: number): Parts {
  const byRepeats: Parts['byRepeats'] = new Map();
  const total = Float64Array.from(spend, (amount, i) => (amount / unit) * repeats[i]!);
  for (let i = 0; i < repeats.length; i += 1) {
    const one = byRepeats.get(repeats[i]!) ?? { n: 0, logs: 0 };
    one.n += 1;
    one.logs += log(spend[i]! / unit);
    byRepeats.set(repeats[i]!, one);
  }
  return { x: Float64Array.from(repeats), total, byRepeats };
}

function logLikelihoodOf({ p, q, v }: GammaGamma, { x, total, byRepeats }: Parts): number {
  let sum = 0;
  for (const [times, { n, logs }] of byRepeats) {
    sum += n * (logGamma(p * times + q) - logGamma(p * times) - logGamma(q) + q * log(v) + p * times * log(times)) + (p * times - 1) * logs;
  }
  for (let i = 0; i < x.length; i += 1) sum -= (p * x[i]! + q) * log(v + total[i]!);
  return sum;
}

/**
 * What a customer is expected to spend on a purchase.
 * Formula: p·(v + m·x)/(p·x + q − 1): between the customer's own mean m and that of all. Unit: money. Edge: with x = 0 the mean of all, p·v/(q − 1).
 */
export const expectedSpend = ({ p, q, v }: GammaGamma, repeats: number, meanSpend: number): number =>
  (p * (v + (repeats > 0 ? meanSpend * repeats : 0))) / (p * repeats + q - 1);
