import { answered, refused, type Answer } from '../answer';
import type { Chance } from '../numeric/random';
import { kMeans, type Clusters } from './kmeans';
import { squareApart, taken, type Points } from './points';
import { max, min, sqrt } from '../numeric/math';

/** Rows beyond which silhouettes are taken of a sample, as their time grows with the square. */
const MOST_SILHOUETTES = 3_000;

/**
 * How clearly rows belong to their groups.
 * Formula: mean of (b − a)/max(a, b), a the mean distance to the own group and b to the nearest other (Rousseeuw 1987). Unit: −1 to 1: below 0.25
 * there are no clear groups. Edge: a row alone in its group counts 0; null for fewer than two groups; over 3,000 rows it is that of rows
 * drawn evenly, `chance` deciding which.
 */
export function silhouette(points: Points, label: ArrayLike<number>, chance: Chance): number | null {
  const rows = points.n > MOST_SILHOUETTES ? Uint32Array.from({ length: MOST_SILHOUETTES }, () => chance.below(points.n)) : null;
  const own = rows ? taken(points, rows) : points;
  const labels = rows ? Array.from(rows, (row) => label[row]!) : label;
  const groups = max(-1, ...new Set(Array.from(labels))) + 1;
  const counts = new Float64Array(groups);
  for (let i = 0; i < own.n; i += 1) counts[labels[i]!]! += 1;
  if (counts.filter((count) => count > 0).length < 2) return null;
  let sum = 0;
  const apart = new Float64Array(groups);
  for (let i = 0; i < own.n; i += 1) {
    apart.fill(0);
    for (let j = 0; j < own.n; j += 1) if (j !== i) apart[labels[j]!]! += sqrt(squareApart(own, i, j));
    sum += silhouetteOf(apart, counts, labels[i]!);
  }
  return sum / own.n;
}

function silhouetteOf(apart: Float64Array, counts: Float64Array, own: number): number {
  if (counts[own]! < 2) return 0;
  const inside = apart[own]! / (counts[own]! - 1);
  let outside = Infinity;
  counts.forEach((count, group) => {
    if (group !== own && count > 0) outside = min(outside, apart[group]! / count);
  });
  const most = max(inside, outside);
  return most > 0 ? (outside - inside) / most : 0;
}

/**
 * How far groups lie apart against how wide they are.
 * Formula: (between/(k − 1))/(within/(n − k)) (Calinski & Harabasz 1974). Unit: ratio, greater is clearer. Edge: null for one group, and where every
 * row is its centre.
 */
export function calinskiHarabasz(points: Points, { centre, size, within }: Clusters): number | null {
  const k = centre.length;
  if (k < 2 || points.n <= k || within === 0) return null;
  const middle = centre[0]!.map((_, j) => centre.reduce((sum, own, c) => sum + own[j]! * size[c]!, 0) / points.n);
  const between = centre.reduce((sum, own, c) => sum + size[c]! * own.reduce((part, value, j) => part + (value - middle[j]!) ** 2, 0), 0);
  return between / (k - 1) / (within / (points.n - k));
}

/**
 * How alike two groupings of the same rows are.
 * Formula: Rand's index held against chance (Hubert & Arabie 1985). Unit: 1 for the same, 0 as by chance. Edge: names of groups do not matter; 1
 * where both are one group.
 */
export function adjustedRand(one: ArrayLike<number | string>, other: ArrayLike<number | string>): number {
  const [cells, rows, columns] = [new Map<string, number>(), new Map<number | string, number>(), new Map<number | string, number>()];
  const n = one.length;
  for (let i = 0; i < n; i += 1) {
    const key = `${one[i]} | ${other[i]}`;
    cells.set(key, (cells.get(key) ?? 0) + 1);
    rows.set(one[i]!, (rows.get(one[i]!) ?? 0) + 1);
    columns.set(other[i]!, (columns.get(other[i]!) ?? 0) + 1);
  }
  const pairs = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  const [both, a, b, all] = [pairs(cells.values()), pairs(rows.values()), pairs(columns.values()), (n * (n - 1)) / 2];
  const expected = (a * b) / all;
  const most = (a + b) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

/**
 * How surely each group comes back when other rows of the same kind are drawn.
 * Formula: mean over bootstraps of the greatest Jaccard likeness of the group with a group found anew (Hennig 2007). Unit: 0 to 1: a group below
 * 0.75 is not stable. Edge: refused where `kMeans` is.
 */
export function clusterStability(points: Points, clusters: Clusters, { chance, bootstraps = 50, restarts = 5 }: { chance: Chance; bootstraps?: number; restarts?: number }): Answer<number[]> {
  const k = clusters.centre.length;
  const sums = new Array<number>(k).fill(0);
  for (let round = 0; round < bootstraps; round += 1) {
    const drawn = new Set(Array.from({ length: points.n }, () => chance.below(points.n)));
    const rows = [...drawn];
    const anew = kMeans(taken(points, rows), k, { chance, restarts });
    if (anew.status === 'REFUSED') return anew;
    jaccards(rows.map((row) => clusters.label[row]!), anew.value.label, k).forEach((value, group) => (sums[group]! += value));
  }
  return answered(sums.map((sum) => sum / bootstraps), points.n);
}

/** For each group of `one` its likeness with the likest of `other`. */
function jaccards(one: readonly number[], other: ArrayLike<number>, k: number): number[] {
  const both = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  one.forEach((own, i) => (both[own]![other[i]!]! += 1));
  const size = both.map((row) => row.reduce((sum, count) => sum + count, 0));
  const otherSize = size.map((_, j) => both.reduce((sum, row) => sum + row[j]!, 0));
  return both.map((row, i) => max(...row.map((count, j) => (count === 0 ? 0 : count / (size[i]! + otherSize[j]! - count)))));
}

/** How clear groups are for one number of them. */
export interface Choice {
  k: number;
  silhouette: number;
  calinskiHarabasz: number | null;
  clusters: Clusters;
}

/** Below this there are no clear groups. */
export const CLEAR_SILHOUETTE = 0.25;

/**
 * Into how many groups rows fall most clearly.
 * Formula: the number from `from` to `to` with the greatest `silhouette`, the smaller of equal ones (Rousseeuw 1987). Unit: groups. Edge: numbers
 * with too few rows are passed over; refused where none is left; NO_CLEAR_GROUPS where the best is below 0.25: show RFM instead.
 */
export function chooseClusters(points: Points, { from = 2, to = 8, chance, restarts = 25 }: { from?: number; to?: number; chance: Chance; restarts?: number }): Answer<{ best: Choice; tried: Choice[] }> {
  const tried: Choice[] = [];
  for (let k = from; k <= to; k += 1) {
    const found = kMeans(points, k, { chance, restarts });
    if (found.status === 'REFUSED') {
      if (tried.length === 0) return found;
      break;
    }
    tried.push({ k, silhouette: silhouette(points, found.value.label, chance) ?? -1, calinskiHarabasz: calinskiHarabasz(points, found.value), clusters: found.value });
  }
  const best = tried.reduce<Choice | null>((most, one) => (most === null || one.silhouette > most.silhouette ? one : most), null);
  return best ? answered({ best, tried }, points.n, best.silhouette < CLEAR_SILHOUETTE ? ['NO_CLEAR_GROUPS'] : []) : refused('GROUPS', 0, 1);
}
