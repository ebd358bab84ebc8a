import { scaledHypergeometric } from '../numeric/hypergeometric';
import { shiftedB, type BgNbd } from './bgnbd';
import type { Histories } from './histories';
import { abs, exp, expm1, log, log1p, max } from '../numeric/math';

/** One customer's history: repeat purchases, when the last was, how long they have been watched. */
export interface History {
  repeats: number;
  last: number;
  age: number;
}

/**
 * How probable it is that a customer has not left for good.
 * Formula: 1 / (1 + a/(b + x − 1) · ((α + T)/(α + tx))^(r + x)), for x = 0 it is 1 under BG (Fader, Hardie & Lee 2008, note on P(alive)).
 * Unit: probability. Edge: no overflow, however many purchases.
 */
export function aliveProbability(model: BgNbd, { repeats, last, age }: History): number {
  if (repeats === 0 && model.kind === 'BG') return 1;
  const { r, alpha, a } = model;
  const odds = log(a / (shiftedB(model) + repeats - 1)) + (r + repeats) * (log(alpha + age) - log(alpha + last));
  return 1 / (1 + exp(odds));
}

/** Where a is this near to 1 the formula divides nothing by nothing; the mean of both sides is taken instead. */
const NEAR_ONE = 1e-4;

/**
 * How often a customer who has not left is expected to buy in the next `time`.
 * Formula: (a + b + x − 1)/(a − 1) · (1 − ((α + T)/(α + T + t))^(r + x) · 2F1(r + x, b + x; a + b + x − 1; t/(α + T + t))) (Fader, Hardie &
 * Lee 2005, eq. 10), in Euler's form, whose numbers stay small for any history. Unit: purchases. Edge: 0 for no time; it depends on
 * repeats and age alone.
 */
export function expectedIfAlive(model: BgNbd, repeats: number, age: number, time: number): number {
  const { r, alpha, a } = model;
  if (time <= 0) return 0;
  if (abs(a - 1) < NEAR_ONE / 2) {
    const beside = (by: number): number => expectedIfAlive({ ...model, a: 1 + by }, repeats, age, time);
    return (beside(NEAR_ONE) + beside(-NEAR_ONE)) / 2;
  }
  const b = shiftedB(model);
  const c = a + b + repeats - 1;
  const z = time / (alpha + age + time);
  const shrunk = exp((a - 1) * log1p(-z));
  return max(0, (c - shrunk * scaledHypergeometric(a + b - 1 - r, a - 1, c, z)) / (a - 1));
}

/** How often a customer is expected to buy in the next `time`. Formula: P(alive) · `expectedIfAlive`. Unit: purchases. Edge: as those. */
export const expectedPurchases = (model: BgNbd, history: History, time: number): number =>
  aliveProbability(model, history) * expectedIfAlive(model, history.repeats, history.age, time);

/** How often somebody new is expected to buy again within `time` of the first purchase. Formula: `expectedPurchases` of a history of none. Unit: purchases. Edge: 0 for no time. */
export const expectedOfNew = (model: BgNbd, time: number): number => expectedPurchases(model, { repeats: 0, last: 0, age: 0 }, time);

/**
 * How probable it is that a customer buys nothing in the next `time`.
 * Formula: 1 − P(alive) · (1 − ((α + T)/(α + T + t))^(r + x)): the rate of one who stays is gamma(r + x, α + T). Unit: probability. Edge: 1 for no time.
 */
export function silenceProbability(model: BgNbd, history: History, time: number): number {
  const waited = model.alpha + history.age;
  return 1 + aliveProbability(model, history) * expm1(-(model.r + history.repeats) * log1p(time / waited));
}

/**
 * When a customer who stays buys next, by the share of such customers who have bought by then.
 * Formula: (α + T)·((1 − share)^(−1/(r + x)) − 1), the quantile of the Lomax distribution. Unit: that of time. Edge: 0.5 gives the median;
 * shares of 0 and 1 give 0 and ∞.
 */
export const timeToNext = (model: BgNbd, { repeats, age }: Pick<History, 'repeats' | 'age'>, share = 0.5): number =>
  (model.alpha + age) * expm1(-log1p(-share) / (model.r + repeats));

/** What a model says of many customers, a place each. */
export interface Scores {
  alive: Float64Array;
  expected: Float64Array;
  silent: Float64Array;
}

/**
 * What a model says of many customers over the next `time`: P(alive), purchases expected, P(no purchase).
 * Formula: `aliveProbability`, `expectedPurchases`, `silenceProbability`; the series is summed once for each pair of repeats and age.
 * Unit: as those. Edge: none gives empty columns.
 */
export function scoreBgNbd(model: BgNbd, histories: Histories, time: number): Scores {
  const n = histories.repeats.length;
  const scores: Scores = { alive: new Float64Array(n), expected: new Float64Array(n), silent: new Float64Array(n) };
  const ifAlive = onceEach((repeats, age) => expectedIfAlive(model, repeats, age, time));
  for (let i = 0; i < n; i += 1) {
    const history = { repeats: histories.repeats[i]!, last: histories.last[i]!, age: histories.age[i]! };
    const alive = aliveProbability(model, history);
    scores.alive[i] = alive;
    scores.expected[i] = alive * ifAlive(history.repeats, history.age);
    scores.silent[i] = 1 + alive * expm1(-(model.r + history.repeats) * log1p(time / (model.alpha + history.age)));
  }
  return scores;
}

/** A function of repeats and age that computes each pair once. */
export function onceEach(of: (repeats: number, age: number) => number): (repeats: number, age: number) => number {
  const known = new Map<number, Map<number, number>>();
  return (repeats, age) => {
    let byAge = known.get(repeats);
    if (!byAge) known.set(repeats, (byAge = new Map()));
    let value = byAge.get(age);
    if (value === undefined) byAge.set(age, (value = of(repeats, age)));
    return value;
  };
}
