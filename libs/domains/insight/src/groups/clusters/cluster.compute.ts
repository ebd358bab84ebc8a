/** The mathematics of clusters: it runs in a thread of its own, so it imports nothing but @dossier/metrics. */
import { chanceOf, chooseClusters, clusterStability, correlation, robustColumns, robustPoints, type Choice, type Points, type RobustColumn } from '@dossier/metrics';

/** What customers are compared by. */
export const FEATURES = ['recency', 'frequency', 'spend', 'breadth', 'returns', 'gap'] as const;
export type ClusterFeature = (typeof FEATURES)[number];

/** Customers in rows of FEATURES. */
export interface ClusterInput {
  values: Float64Array;
  seed: number;
}

/** A fit: how features are brought to one scale, and where the groups have their middle. */
export interface ClusterFit {
  /** Those that are used, by their place in FEATURES. */
  used: number[];
  columns: RobustColumn[];
  centres: number[][];
  /** Part of the fitted customers in each group, the largest first. */
  shares: number[];
  stability: number[];
  silhouette: number;
  tried: { k: number; silhouette: number }[];
  isClear: boolean;
  isStable: boolean;
  /** What was left out, as it never differs or says what another one says. */
  dropped: { feature: number; because: number | null }[];
  /** Of each used feature over all: mean and spread of its scaled values. */
  mean: number[];
  spread: number[];
}

export type ClusterFound = { status: 'REFUSED'; lack: string; found: number; needed: number } | { status: 'OK'; n: number; fit: ClusterFit };

/** A group comes back when other customers of the same kind are drawn. */
const STABLE = 0.75;
/** Two features that go together so closely are one. */
const SAME = 0.95;
const MOST_GROUPS = 8;
const BOOTSTRAPS = 50;
const RESTARTS = 25;
const CLEAR = 0.25;
/** Of how many numbers of groups stability is asked, the clearest first: each takes fifty fits. */
const JUDGED = 3;

/** Into which groups customers fall most clearly: the clearest number of groups all of which are stable, or the clearest at all, told as what it is. */
export function fitClusters({ values, seed }: ClusterInput): ClusterFound {
  const width = FEATURES.length;
  const rows = Array.from({ length: values.length / width }, (_, i) => values.subarray(i * width, (i + 1) * width));
  const columns = robustColumns(rows);
  const all = robustPoints(rows, columns);
  const { used, dropped } = chosen(all, columns);
  if (used.length < 2) return { status: 'REFUSED', lack: 'SPREAD', found: used.length, needed: 2 };
  const points = narrowed(all, used);
  const chance = chanceOf(seed);
  const found = chooseClusters(points, { from: 2, to: MOST_GROUPS, chance, restarts: RESTARTS });
  if (found.status === 'REFUSED') return { status: 'REFUSED', lack: found.lack, found: found.found, needed: found.needed };
  const ranked = found.value.tried.toSorted((a, b) => b.silhouette - a.silhouette || a.k - b.k);
  const judged = ranked.slice(0, JUDGED).map((choice) => ({ choice, stability: stabilityOf(points, choice, seed) }));
  const stable = judged.find(({ stability, choice }) => choice.silhouette >= CLEAR && stability.every((own) => own >= STABLE));
  const { choice, stability } = stable ?? judged[0]!;
  const { mean, spread } = momentsOf(points);
  return {
    status: 'OK', n: points.n,
    fit: {
      used, columns, centres: choice.clusters.centre.map((own) => Array.from(own)), shares: choice.clusters.size.map((size) => size / points.n), stability, silhouette: choice.silhouette,
      tried: found.value.tried.map(({ k, silhouette }) => ({ k, silhouette })), isClear: choice.silhouette >= CLEAR, isStable: stable !== undefined, dropped, mean, spread,
    },
  };
}

const stabilityOf = (points: Points, { clusters }: Choice, seed: number): number[] => {
  const found = clusterStability(points, clusters, { chance: chanceOf(seed + 1), bootstraps: BOOTSTRAPS, restarts: 3 });
  return found.status === 'REFUSED' ? clusters.size.map(() => 0) : found.value;
};

const columnOf = ({ values, width, n }: Points, at: number): Float64Array => Float64Array.from({ length: n }, (_, i) => values[i * width + at]!);

/** Features that differ, and none that says what an earlier one says. */
function chosen(points: Points, columns: readonly RobustColumn[]): { used: number[]; dropped: ClusterFit['dropped'] } {
  const used: number[] = [];
  const dropped: ClusterFit['dropped'] = [];
  columns.forEach(({ spread }, at) => {
    const own = columnOf(points, at);
    const same = used.find((other) => Math.abs(correlation(columnOf(points, other), own) ?? 0) > SAME);
    if (spread === 0) dropped.push({ feature: at, because: null });
    else if (same !== undefined) dropped.push({ feature: at, because: same });
    else used.push(at);
  });
  return { used, dropped };
}

function narrowed({ values, width, n }: Points, used: readonly number[]): Points {
  const own = new Float64Array(n * used.length);
  for (let i = 0; i < n; i += 1) used.forEach((at, j) => (own[i * used.length + j] = values[i * width + at]!));
  return { n, width: used.length, values: own };
}

function momentsOf(points: Points): { mean: number[]; spread: number[] } {
  const columns = Array.from({ length: points.width }, (_, at) => columnOf(points, at));
  const mean = columns.map((own) => own.reduce((sum, value) => sum + value, 0) / points.n);
  return { mean, spread: columns.map((own, at) => Math.sqrt(own.reduce((sum, value) => sum + (value - mean[at]!) ** 2, 0) / Math.max(1, points.n - 1))) };
}

/** Customers placed by a fit: the group of each, the nearest middle, and their scaled features. */
export interface Placed {
  label: Uint32Array;
  points: Float64Array;
}

/** The group of each customer, by the nearest middle on the scale of the fit. */
export function placeClusters({ values, fit }: { values: Float64Array; fit: Pick<ClusterFit, 'used' | 'columns' | 'centres'> }): Placed {
  const width = FEATURES.length;
  const rows = Array.from({ length: values.length / width }, (_, i) => values.subarray(i * width, (i + 1) * width));
  const points = narrowed(robustPoints(rows, fit.columns), fit.used);
  const label = new Uint32Array(points.n);
  for (let i = 0; i < points.n; i += 1) {
    let least = Infinity;
    fit.centres.forEach((centre, group) => {
      const apart = centre.reduce((sum, value, j) => sum + (points.values[i * points.width + j]! - value) ** 2, 0);
      if (apart < least) [least, label[i]] = [apart, group];
    });
  }
  return { label, points: points.values };
}
