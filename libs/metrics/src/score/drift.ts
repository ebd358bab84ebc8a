import { answered, refused, type Answer } from '../answer';
import { quantile } from '../statistics';

/** How far scores have moved: STABLE below 0.1, WATCH to 0.2, DRIFTED above. */
export type DriftLevel = 'STABLE' | 'WATCH' | 'DRIFTED';

/** How far scores have moved from those that a model was made with. */
export interface Drift {
  psi: number;
  level: DriftLevel;
  /** Where the bins are cut, and which part of each set lies in each. */
  cuts: number[];
  before: number[];
  now: number[];
}

const LEAST_IN_BIN = 10;

/** How a population stability index is read (Siddiqi 2006). Formula: bounds at 0.1 and 0.2. Unit: none. Edge: a bound belongs to the lower level. */
export const driftLevel = (psi: number): DriftLevel => (psi > 0.2 ? 'DRIFTED' : psi > 0.1 ? 'WATCH' : 'STABLE');

/**
 * How far values have moved from a reference.
 * Formula: population stability index Σ (now − before)·ln(now/before) over bins cut at the quantiles of the reference (Lewis 1994; Siddiqi
 * 2006); half a row is added to each bin, so that an empty one does not make it infinite. Unit: none. Edge: fewer bins where the reference
 * has few distinct values; refused under 10 rows a bin in either set, and where all of the reference is one value (SPREAD).
 */
export function populationStability(before: ArrayLike<number>, now: ArrayLike<number>, bins = 10): Answer<Drift> {
  const least = LEAST_IN_BIN * bins;
  if (Math.min(before.length, now.length) < least) return refused('ROWS', Math.min(before.length, now.length), least);
  const reference = Array.from(before);
  const top = reference.reduce((most, value) => Math.max(most, value), -Infinity);
  const cuts = [...new Set(Array.from({ length: bins - 1 }, (_, i) => quantile(reference, (i + 1) / bins)!))].filter((cut) => cut < top);
  if (cuts.length === 0) return refused('SPREAD', 1, 2);
  const [old, fresh] = [shares(before, cuts), shares(now, cuts)];
  const psi = old.reduce((sum, share, i) => sum + (fresh[i]! - share) * Math.log(fresh[i]! / share), 0);
  return answered({ psi, level: driftLevel(psi), cuts, before: old, now: fresh }, now.length);
}

function shares(values: ArrayLike<number>, cuts: readonly number[]): number[] {
  const counts = new Array<number>(cuts.length + 1).fill(0.5);
  for (let i = 0; i < values.length; i += 1) {
    let [low, high] = [0, cuts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[i]! <= cuts[middle]!) high = middle;
      else low = middle + 1;
    }
    counts[low]! += 1;
  }
  return counts.map((count) => count / (values.length + counts.length / 2));
}
