import { answered, refused, type Answer } from '../answer';
import { normalQuantile } from '../numeric/normal';
import { wilsonInterval, type Interval } from '../proportion';

/** How many of how many. */
export interface Part {
  hits: number;
  n: number;
}

/** A difference with its range. */
export interface Difference extends Interval {
  difference: number;
}

/**
 * How far two parts of wholes lie apart.
 * Formula: p₁ − p₂ with the hybrid score range of Newcombe 1998 (method 10), made of Wilson's ranges of both. Unit: fraction of 1. Edge: null
 * where one was counted on none.
 */
export function rateDifference(one: Part, other: Part, z = 1.959963984540054): Difference | null {
  const [a, b] = [wilsonInterval(one.hits, one.n, z), wilsonInterval(other.hits, other.n, z)];
  if (a === null || b === null) return null;
  const [p, q] = [one.hits / one.n, other.hits / other.n];
  return { difference: p - q, low: p - q - Math.hypot(p - a.low, b.high - q), high: p - q + Math.hypot(a.high - p, q - b.low) };
}

/** Exposed and other people of one stratum, and how many of each left. */
export interface Stratum {
  exposed: Part;
  others: Part;
}

/** An odds ratio over strata. */
export interface CommonOdds extends Interval {
  ratio: number;
}

/**
 * How much greater the odds are among the exposed, like compared with like.
 * Formula: Mantel & Haenszel 1959 Σ(a·d/n)/Σ(b·c/n), range by Robins, Breslow & Greenland 1986. Unit: ratio. Edge: a stratum in which one side is
 * empty says nothing; refused where nothing is left to compare (BOTH_OUTCOMES). It says what goes with leaving, not what causes it.
 */
export function commonOdds(strata: readonly Stratum[], level = 0.95): Answer<CommonOdds> {
  let [r, s, pr, ps, qs, n] = [0, 0, 0, 0, 0, 0];
  for (const { exposed, others } of strata) {
    if (exposed.n === 0 || others.n === 0) continue;
    const whole = exposed.n + others.n;
    const [a, b, c, d] = [exposed.hits, exposed.n - exposed.hits, others.hits, others.n - others.hits];
    const [ri, si, p, q] = [(a * d) / whole, (b * c) / whole, (a + d) / whole, (b + c) / whole];
    r += ri;
    s += si;
    pr += p * ri;
    ps += p * si + q * ri;
    qs += q * si;
    n += whole;
  }
  if (r === 0 || s === 0) return refused('BOTH_OUTCOMES', n === 0 ? 0 : 1, 2);
  const error = Math.sqrt(pr / (2 * r * r) + ps / (2 * r * s) + qs / (2 * s * s));
  const reach = Math.exp(normalQuantile((1 + level) / 2) * error);
  return answered({ ratio: r / s, low: r / s / reach, high: (r / s) * reach }, n);
}

/**
 * Which part of those who left goes with an exposure.
 * Formula: e·(RR − 1)/(1 + e·(RR − 1)), e the exposed part of all, RR how many times more often the exposed leave (Levin 1953). Unit: fraction
 * of 1. Edge: 0 where the exposed leave no more often; null where nobody else left, for then the ratio is infinite, or one side is empty.
 */
export function attributablePart(exposed: Part, others: Part): number | null {
  if (exposed.n === 0 || others.n === 0 || others.hits === 0) return null;
  const more = (exposed.n / (exposed.n + others.n)) * (exposed.hits / exposed.n / (others.hits / others.n) - 1);
  return more <= 0 ? 0 : more / (1 + more);
}
