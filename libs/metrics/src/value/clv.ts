import { aliveProbability, expectedIfAlive, onceEach } from './bgnbd.predict';
import type { BgNbd, BgNbdFit } from './bgnbd';
import { expectedSpend, type GammaGamma, type GammaGammaFit } from './gamma-gamma';
import type { Histories } from './histories';

/** Over which time and at what discount value is counted. */
export interface Horizon {
  /** So many periods ahead. */
  periods: number;
  /** How long one is, in the unit of the histories: 30.4375 where they are in days and a period is a month. */
  length: number;
  /** By how much money of the next period is worth less: 0.01 for 1 in 100. */
  discount: number;
  /** Which part of the spend is margin; 1 counts revenue. */
  margin: number;
}

/** Histories with what each customer spent on average on a repeat purchase. */
export interface SpendHistories extends Histories {
  spend: ArrayLike<number>;
}

/** A value for each customer with its range. */
export interface Ranged {
  value: Float64Array;
  low: Float64Array;
  high: Float64Array;
}

/**
 * What customers are expected to bring within a horizon, a place each.
 * Formula: margin · E[M] · Σ (E[X(t)] − E[X(t − 1)])/(1 + d)ᵗ over the periods (Fader, Hardie & Lee 2005, JMR 42(4); Gupta et al. 2006).
 * Unit: money. Edge: 0 for a horizon of none; purchases count at the end of their period.
 */
export function lifetimeValue(purchase: BgNbd, spend: GammaGamma, histories: SpendHistories, horizon: Horizon): Float64Array {
  const value = new Float64Array(histories.repeats.length);
  const purchases = onceEach((repeats, age) => discountedPurchases(purchase, repeats, age, horizon));
  for (let i = 0; i < value.length; i += 1) {
    const history = { repeats: histories.repeats[i]!, last: histories.last[i]!, age: histories.age[i]! };
    value[i] = horizon.margin * aliveProbability(purchase, history) * purchases(history.repeats, history.age) * expectedSpend(spend, history.repeats, histories.spend[i]!);
  }
  return value;
}

function discountedPurchases(model: BgNbd, repeats: number, age: number, { periods, length, discount }: Horizon): number {
  let [sum, before] = [0, 0];
  for (let period = 1; period <= periods; period += 1) {
    const sofar = expectedIfAlive(model, repeats, age, period * length);
    sum += (sofar - before) / (1 + discount) ** period;
    before = sofar;
  }
  return sum;
}

/** The fits that a value rests on, of purchases and of spend. */
export interface ValueFits {
  purchase: BgNbdFit;
  spend: GammaGammaFit;
}

/**
 * `lifetimeValue` with the range of the expected value that the uncertainty of the fits leaves.
 * Formula: delta method on the logarithm: value · e^(±z·√(gᵀ·C·g)), g the slope by the logarithm of each parameter, C their covariances, both
 * fits taken as independent. Unit: money. Edge: null where a fit has no covariance. The range is of the expectation; what one customer
 * will bring varies far more: `simulateValue`.
 */
export function lifetimeValueRange({ purchase, spend }: ValueFits, histories: SpendHistories, horizon: Horizon, z = 1.96): Ranged | null {
  if (purchase.logCovariance === null || spend.logCovariance === null) return null;
  const value = lifetimeValue(purchase.model, spend.model, histories, horizon);
  const { r, alpha, a, b } = purchase.model;
  const ofPurchase = slopes([r, alpha, a, b], value, (values) => lifetimeValue(bgNbdOf(purchase.model, values), spend.model, histories, horizon));
  const { p, q, v } = spend.model;
  const ofSpend = slopes([p, q, v], value, ([p2, q2, v2]) => lifetimeValue(purchase.model, { p: p2!, q: q2!, v: v2! }, histories, horizon));
  const [low, high] = [new Float64Array(value.length), new Float64Array(value.length)];
  for (let i = 0; i < value.length; i += 1) {
    const reach = Math.exp(z * Math.sqrt(varianceOf(ofPurchase, purchase.logCovariance, i) + varianceOf(ofSpend, spend.logCovariance, i)));
    low[i] = value[i]! / reach;
    high[i] = value[i]! * reach;
  }
  return { value, low, high };
}

/** A BG/NBD model with other values of r, alpha, a, b. */
export const bgNbdOf = ({ kind }: BgNbd, [r, alpha, a, b]: readonly number[]): BgNbd => ({ kind, r: r!, alpha: alpha!, a: a!, b: b! });

function slopes(values: readonly number[], here: Float64Array, of: (values: number[]) => Float64Array): Float64Array[] {
  const h = 1e-4;
  return values.map((_, at) => {
    const beside = (by: number): Float64Array => of(values.map((value, i) => (i === at ? value * Math.exp(by) : value)));
    const [up, down] = [beside(h), beside(-h)];
    return up.map((value, i) => (here[i]! > 0 ? (value - down[i]!) / (2 * h * here[i]!) : 0));
  });
}

function varianceOf(slope: readonly Float64Array[], covariance: readonly (readonly number[])[], i: number): number {
  let sum = 0;
  for (let j = 0; j < slope.length; j += 1) for (let k = 0; k < slope.length; k += 1) sum += slope[j]![i]! * slope[k]![i]! * covariance[j]![k]!;
  return Math.max(0, sum);
}
