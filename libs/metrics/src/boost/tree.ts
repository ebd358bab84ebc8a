import { BINS, type Binned } from './bins';

/** A tree by nodes: a node of feature −1 is a leaf; others send the bins whose bit is set in `low` (0 to 31) or `high` (32 to 63) to the left. */
export interface Tree {
  feature: number[];
  low: number[];
  high: number[];
  left: number[];
  right: number[];
  /** What the node would say were it a leaf: log odds. */
  value: number[];
}

/** What a tree is grown on. */
export interface Growing extends Binned {
  /** Which features hold words, whose bins have no order of their own. */
  isWord: readonly boolean[];
  slope: Float64Array;
  curve: Float64Array;
  leaves: number;
  leastInLeaf: number;
  ridge: number;
  rate: number;
}

/** Sums of slope and curve and the count, by feature and bin. */
type Sums = Float64Array;

interface Split {
  gain: number;
  feature: number;
  low: number;
  high: number;
}

interface Leaf {
  node: number;
  from: number;
  to: number;
  sums: Sums;
  best: Split | null;
}

/** Whether a bin goes to the left. */
export const goesLeft = (bin: number, low: number, high: number): boolean => ((bin < 32 ? low >>> bin : high >>> (bin - 32)) & 1) === 1;

/**
 * A tree that lessens a loss most.
 * Formula: best leaf first (Shi 2007), splits by histograms of slope and curve (Friedman 2001; Ke et al. 2017), gain G²/(H + ridge); the greater
 * child's histogram is the parent's less the smaller one's. Unit: log odds, times the rate. Edge: a single leaf where no split gains. `places` are
 * put in the order of the leaves.
 */
export function growTree(on: Growing, places: Uint32Array): Tree {
  const tree: Tree = { feature: [], low: [], high: [], left: [], right: [], value: [] };
  const whole = sumsOf(on, places, 0, places.length);
  const open: Leaf[] = [leafOf(on, tree, { from: 0, to: places.length, sums: whole })];
  for (let leaves = 1; leaves < on.leaves; leaves += 1) {
    const at = open.reduce((best, leaf, own) => ((leaf.best?.gain ?? 0) > (open[best]!.best?.gain ?? 0) ? own : best), 0);
    const leaf = open[at]!;
    if (leaf.best === null) break;
    open.splice(at, 1, ...parted(on, tree, places, leaf));
  }
  return tree;
}

function parted(on: Growing, tree: Tree, places: Uint32Array, { node, from, to, sums, best }: Leaf): [Leaf, Leaf] {
  const { feature, low, high } = best!;
  const rest: number[] = [];
  let middle = from;
  for (let at = from; at < to; at += 1) {
    const place = places[at]!;
    if (goesLeft(on.bins[place * on.width + feature]!, low, high)) places[middle++] = place;
    else rest.push(place);
  }
  places.set(rest, middle);
  const leftIsSmall = middle - from <= to - middle;
  const small = leftIsSmall ? sumsOf(on, places, from, middle) : sumsOf(on, places, middle, to);
  for (let i = 0; i < sums.length; i += 1) sums[i]! -= small[i]!;
  const left = leafOf(on, tree, { from, to: middle, sums: leftIsSmall ? small : sums });
  const right = leafOf(on, tree, { from: middle, to, sums: leftIsSmall ? sums : small });
  [tree.feature[node], tree.low[node], tree.high[node], tree.left[node], tree.right[node]] = [feature, low, high, left.node, right.node];
  return [left, right];
}

function sumsOf({ bins, width, slope, curve }: Growing, places: Uint32Array, from: number, to: number): Sums {
  const sums = new Float64Array(width * BINS * 3);
  for (let at = from; at < to; at += 1) {
    const place = places[at]!;
    const [g, h, start] = [slope[place]!, curve[place]!, place * width];
    for (let feature = 0; feature < width; feature += 1) {
      const cell = (feature * BINS + bins[start + feature]!) * 3;
      sums[cell]! += g;
      sums[cell + 1]! += h;
      sums[cell + 2]! += 1;
    }
  }
  return sums;
}

function leafOf(on: Growing, tree: Tree, { from, to, sums }: Pick<Leaf, 'from' | 'to' | 'sums'>): Leaf {
  let [g, h] = [0, 0];
  // Every row stands in one bin of the first feature.
  for (let bin = 0; bin < BINS; bin += 1) {
    g += sums[bin * 3]!;
    h += sums[bin * 3 + 1]!;
  }
  const node = tree.feature.push(-1) - 1;
  for (const column of [tree.low, tree.high, tree.left, tree.right]) column.push(0);
  tree.value.push((on.rate * -g) / (h + on.ridge));
  return { node, from, to, sums, best: to - from < 2 * on.leastInLeaf ? null : bestSplit(on, sums, { g, h, n: to - from }) };
}

interface Whole {
  g: number;
  h: number;
  n: number;
}

function bestSplit(on: Growing, sums: Sums, whole: Whole): Split | null {
  let best: Split = { gain: 1e-9, feature: -1, low: 0, high: 0 };
  for (let feature = 0; feature < on.width; feature += 1) {
    const order = binOrder(on, sums, feature);
    best = scanned(on, sums, whole, { feature, order, best });
    // What is unknown stands behind all bins of a number, and is tried before them too.
    if (!on.isWord[feature] && order.at(-1) === BINS - 1) best = scanned(on, sums, whole, { feature, order: [BINS - 1, ...order.slice(0, -1)], best });
  }
  return best.feature < 0 ? null : best;
}

/** The bins that hold rows: as they are, or, of words, by what their rows ask for (Fisher 1958). */
function binOrder(on: Growing, sums: Sums, feature: number): number[] {
  const order: number[] = [];
  for (let bin = 0; bin < BINS; bin += 1) if (sums[(feature * BINS + bin) * 3 + 2]! > 0.5) order.push(bin);
  if (!on.isWord[feature]) return order;
  const asks = (bin: number): number => sums[(feature * BINS + bin) * 3]! / (sums[(feature * BINS + bin) * 3 + 1]! + WORD_SHRINKAGE);
  return order.sort((a, b) => asks(a) - asks(b) || a - b);
}

/** Words of few rows are pulled to the middle of the order, so that chance does not put them at its ends. */
const WORD_SHRINKAGE = 10;

function scanned({ leastInLeaf, ridge }: Growing, sums: Sums, whole: Whole, { feature, order, best }: { feature: number; order: readonly number[]; best: Split }): Split {
  const before = (whole.g * whole.g) / (whole.h + ridge);
  let [g, h, n, low, high, found] = [0, 0, 0, 0, 0, best];
  for (let at = 0; at < order.length - 1; at += 1) {
    const bin = order[at]!;
    const cell = (feature * BINS + bin) * 3;
    g += sums[cell]!;
    h += sums[cell + 1]!;
    n += sums[cell + 2]!;
    if (bin < 32) low = (low | (1 << bin)) >>> 0;
    else high = (high | (1 << (bin - 32))) >>> 0;
    if (n < leastInLeaf) continue;
    if (whole.n - n < leastInLeaf) break;
    const gain = (g * g) / (h + ridge) + (whole.g - g) ** 2 / (whole.h - h + ridge) - before;
    if (gain > found.gain) found = { gain, feature, low, high };
  }
  return found;
}
