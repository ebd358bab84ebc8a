import type { Durations } from './kaplan-meier';

/**
 * How often of two the one said to be at more risk did leave first.
 * Formula: (pairs in the right order + half of those of equal risk) / pairs that can be compared: one left, the other was watched for longer, or as
 * long without leaving (Harrell et al. 1982). Unit: 0 to 1, 0.5 by chance. Edge: null without such a pair; time n·log n.
 */
export function concordance({ time, event }: Durations, risk: ArrayLike<number>): number | null {
  const n = time.length;
  const ranks = ranksOf(risk);
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => time[b]! - time[a]! || event[a]! - event[b]!);
  const seen = new Counts(ranks.most);
  let [right, pairs] = [0, 0];
  for (let i = 0; i < n; ) {
    const [at, start] = [order[i]!, i];
    while (i < n && time[order[i]!] === time[at] && event[order[i]!]! > 0 === event[at]! > 0) i += 1;
    const together = order.subarray(start, i);
    if (event[at]! > 0) {
      for (const one of together) {
        const [below, equal] = [seen.below(ranks.rank[one]!), seen.at(ranks.rank[one]!)];
        right += below + equal / 2;
        pairs += start;
      }
    }
    for (const one of together) seen.add(ranks.rank[one]!);
  }
  return pairs === 0 ? null : right / pairs;
}

function ranksOf(values: ArrayLike<number>): { rank: Uint32Array; most: number } {
  const distinct = Float64Array.from(new Set(Array.from(values))).sort();
  const place = new Map<number, number>();
  distinct.forEach((value, at) => place.set(value, at + 1));
  return { rank: Uint32Array.from(values, (value) => place.get(value)!), most: distinct.length };
}

/** How many stand below a rank, as ranks are added (Fenwick 1994). */
class Counts {
  private readonly tree: Float64Array;
  private readonly single: Float64Array;

  constructor(most: number) {
    this.tree = new Float64Array(most + 1);
    this.single = new Float64Array(most + 1);
  }

  add(rank: number): void {
    this.single[rank]! += 1;
    for (let at = rank; at < this.tree.length; at += at & -at) this.tree[at]! += 1;
  }

  at(rank: number): number {
    return this.single[rank]!;
  }

  below(rank: number): number {
    let sum = 0;
    for (let at = rank - 1; at > 0; at -= at & -at) sum += this.tree[at]!;
    return sum;
  }
}
