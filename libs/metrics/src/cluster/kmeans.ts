import { answered, refused, type Answer } from '../answer';
import type { Chance } from '../numeric/random';
import type { Points } from './points';
import { min } from '../numeric/math';

/** Rows in groups around centres. */
export interface Clusters {
  /** The group of each row, 0 the largest. */
  label: Uint32Array;
  centre: Float64Array[];
  size: number[];
  /** What the rows lie apart from their centres, squared, in all. */
  within: number;
}

/** So many rows there must be for each group. */
export const ROWS_PER_CLUSTER = 10;

const MOST_ROUNDS = 100;

/**
 * Rows put into `k` groups around their means.
 * Formula: Lloyd 1982 from the starts of k-means++ (Arthur & Vassilvitskii 2007), the best of `restarts`. Shapes: standardised rows. Unit: that
 * of the points squared. Edge: over some ten thousand rows make the groups of a sample and place the rest by `nearestClusters`; refused under 10 rows a group (ROWS) and where fewer places differ than groups are asked for (SPREAD); the
 * same chance gives the same groups, the largest first.
 */
export function kMeans(points: Points, k: number, { chance, restarts = 25 }: { chance: Chance; restarts?: number }): Answer<Clusters> {
  if (points.n < ROWS_PER_CLUSTER * k) return refused('ROWS', points.n, ROWS_PER_CLUSTER * k);
  let best: Run | null = null;
  for (let round = 0; round < restarts; round += 1) {
    const centre = spreadCentres(points, k, chance);
    if (centre === null) return refused('SPREAD', 1, k);
    const run = settled(points, centre);
    if (best === null || run.within < best.within - 1e-12) best = run;
  }
  return best ? answered(bySize(best, k), points.n) : refused('ROWS', 0, 1);
}

interface Run {
  label: Uint32Array;
  centre: Float64Array[];
  within: number;
}

function bySize({ label, centre, within }: Run, k: number): Clusters {
  const counts = new Array<number>(k).fill(0);
  for (const own of label) counts[own]! += 1;
  const order = counts.map((_, at) => at).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const place = counts.map((_, at) => order.indexOf(at));
  return { label: label.map((own) => place[own]!), centre: order.map((at) => centre[at]!), size: order.map((at) => counts[at]!), within };
}

const rowOf = ({ values, width }: Points, i: number): Float64Array => values.slice(i * width, (i + 1) * width);

function squareTo({ values, width }: Points, i: number, centre: Float64Array): number {
  let sum = 0;
  for (let j = 0, at = i * width; j < width; j += 1, at += 1) sum += (values[at]! - centre[j]!) * (values[at]! - centre[j]!);
  return sum;
}

/** Centres far apart: each next one is drawn by its squared distance to those that stand. Null where no place is left. */
function spreadCentres(points: Points, k: number, chance: Chance): Float64Array[] | null {
  const centre = [rowOf(points, chance.below(points.n))];
  const nearest = new Float64Array(points.n).fill(Infinity);
  while (centre.length < k) {
    let sum = 0;
    for (let i = 0; i < points.n; i += 1) {
      nearest[i] = min(nearest[i]!, squareTo(points, i, centre.at(-1)!));
      sum += nearest[i]!;
    }
    if (!(sum > 0)) return null;
    let left = chance.even() * sum;
    let at = 0;
    while (at < points.n - 1 && (left -= nearest[at]!) >= 0) at += 1;
    while (nearest[at] === 0) at = (at + 1) % points.n;
    centre.push(rowOf(points, at));
  }
  return centre;
}

function settled(points: Points, centre: Float64Array[]): Run {
  const label = new Uint32Array(points.n);
  let within = Infinity;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = assign(points, centre, label);
    recentre(points, centre, label);
    if (!(next < within - 1e-12 * (1 + within)) && round > 0) break;
    within = next;
  }
  return { label, centre, within: assign(points, centre, label) };
}

/** The nearest centre of each row; answers how far the rows lie from theirs, squared, in all. */
function assign(points: Points, centre: readonly Float64Array[], label: Uint32Array): number {
  let within = 0;
  for (let i = 0; i < points.n; i += 1) {
    let [least, own] = [Infinity, 0];
    for (let c = 0; c < centre.length; c += 1) {
      const apart = squareTo(points, i, centre[c]!);
      if (apart < least) [least, own] = [apart, c];
    }
    label[i] = own;
    within += least;
  }
  return within;
}

function recentre(points: Points, centre: Float64Array[], label: Uint32Array): void {
  const counts = new Float64Array(centre.length);
  const sums = centre.map((own) => new Float64Array(own.length));
  for (let i = 0; i < points.n; i += 1) {
    const own = label[i]!;
    counts[own]! += 1;
    for (let j = 0; j < points.width; j += 1) sums[own]![j]! += points.values[i * points.width + j]!;
  }
  // A group that lost all its rows keeps its centre: another start does better.
  centre.forEach((own, c) => counts[c]! > 0 && own.set(sums[c]!.map((sum) => sum / counts[c]!)));
}

/**
 * The group of further rows: of groups that were made of a sample, or of customers who came later.
 * Formula: the nearest centre. Shapes: rows standardised as those of the groups were. Unit: groups. Edge: of centres as near the first.
 */
export function nearestClusters(points: Points, { centre }: Pick<Clusters, 'centre'>): Uint32Array {
  const label = new Uint32Array(points.n);
  assign(points, centre, label);
  return label;
}
