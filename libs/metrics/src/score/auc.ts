import { answered, refused, type Answer } from '../answer';
import type { Interval } from '../proportion';

/** How well a score tells those who did from those who did not. */
export interface Auc extends Interval {
  auc: number;
  standardError: number;
  positives: number;
  negatives: number;
}

/** Below so many of either outcome the range says little. */
const FEW = 10;

/**
 * How probable it is that one who did was scored above one who did not.
 * Formula: Mann & Whitney's statistic by mid-ranks, its variance by DeLong, DeLong & Clarke-Pearson 1988 in the form of Sun & Xu 2014, time
 * n·log n. Shapes: a place each; outcomes 0 or 1. Unit: 0 to 1, 0.5 by chance. Edge: equal scores count half; refused where only one
 * outcome occurred; weak under 10 of either; the range is cut at 0 and 1.
 */
export function auc(score: ArrayLike<number>, outcome: ArrayLike<number>, z = 1.959963984540054): Answer<Auc> {
  const did: number[] = [];
  const didNot: number[] = [];
  for (let i = 0; i < score.length; i += 1) (outcome[i]! > 0 ? did : didNot).push(score[i]!);
  const [m, n] = [did.length, didNot.length];
  if (m === 0 || n === 0) return refused('BOTH_OUTCOMES', m + n === 0 ? 0 : 1, 2);
  const all = midRanks([...did, ...didNot]);
  const [own, other] = [midRanks(did), midRanks(didNot)];
  const above = did.map((_, i) => (all[i]! - own[i]!) / n);
  const below = didNot.map((_, i) => 1 - (all[m + i]! - other[i]!) / m);
  const area = above.reduce((sum, part) => sum + part, 0) / m;
  const standardError = Math.sqrt(spread(above, area) / m + spread(below, area) / n);
  return answered({
    auc: area, standardError, low: Math.max(0, area - z * standardError), high: Math.min(1, area + z * standardError), positives: m, negatives: n,
  }, m + n, Math.min(m, n) < FEW ? ['FEW_EVENTS'] : []);
}

const spread = (parts: readonly number[], mean: number): number => (parts.length < 2 ? 0.25 : parts.reduce((sum, part) => sum + (part - mean) ** 2, 0) / (parts.length - 1));

/** The rank of each value from 1 on, equal ones sharing the mean of theirs. Unit: ranks. Edge: none gives none; what is no number is refused. */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(n);
  for (let i = 0; i < n; ) {
    const start = i;
    const value = values[order[i]!]!;
    if (Number.isNaN(value)) throw new RangeError('What is no number has no rank.');
    while (i < n && values[order[i]!] === value) i += 1;
    for (let j = start; j < i; j += 1) ranks[order[j]!] = (start + 1 + i) / 2;
  }
  return ranks;
}

/** What the best-scored share holds. */
export interface Lift {
  share: number;
  n: number;
  hits: number;
  /** Which part of all who did is among them. */
  captured: number;
  /** How many times more often than on average. */
  lift: number;
}

/**
 * What the best-scored shares of all hold.
 * Formula: captured = hits among the first ⌊share·n⌋ / all hits, lift = captured / the part of rows taken. Unit: fractions and times. Edge: of
 * equal scores the earlier place comes first; refused where nobody did (EVENTS).
 */
export function liftOf(score: ArrayLike<number>, outcome: ArrayLike<number>, shares: readonly number[]): Answer<Lift[]> {
  const n = score.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => score[b]! - score[a]! || a - b);
  const sofar = new Float64Array(n + 1);
  order.forEach((at, i) => (sofar[i + 1] = sofar[i]! + (outcome[at]! > 0 ? 1 : 0)));
  const hits = sofar[n]!;
  if (hits === 0) return refused('EVENTS', 0, 1);
  return answered(shares.map((share) => {
    const taken = Math.floor(share * n + 1e-9);
    const captured = sofar[taken]! / hits;
    return { share, n: taken, hits: sofar[taken]!, captured, lift: taken === 0 ? 0 : captured / (taken / n) };
  }), n);
}
