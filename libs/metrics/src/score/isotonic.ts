import { answered, refused, type Answer } from '../answer';

/** How scores become probabilities: from each `from` on the probability beside it; plain data, so that it can be kept with a model. */
export interface Staircase {
  from: number[];
  probability: number[];
}

/** So many of either outcome a staircase is fitted to; with fewer fit a logistic on the score instead. */
export const ISOTONIC_LEAST = 50;

/**
 * How scores become probabilities, where all that is known is that more is likelier.
 * Formula: isotonic regression by pooling adjacent violators (Ayer et al. 1955; Zadrozny & Elkan 2002). Shapes: a place each; outcomes 0 or 1; on
 * rows that the score was not fitted to. Unit: probability. Edge: refused under 50 of either outcome; equal scores get one probability.
 */
export function fitStaircase(score: ArrayLike<number>, outcome: ArrayLike<number>): Answer<Staircase> {
  const n = score.length;
  let hits = 0;
  for (let i = 0; i < n; i += 1) hits += outcome[i]! > 0 ? 1 : 0;
  if (Math.min(hits, n - hits) < ISOTONIC_LEAST) return refused('EVENTS', Math.min(hits, n - hits), ISOTONIC_LEAST);
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => score[a]! - score[b]!);
  const pools: { from: number; hits: number; n: number }[] = [];
  for (const at of order) {
    const own = { from: score[at]!, hits: outcome[at]! > 0 ? 1 : 0, n: 1 };
    const last = pools.at(-1);
    if (last?.from === own.from) Object.assign(last, { hits: last.hits + own.hits, n: last.n + 1 });
    else pools.push(own);
  }
  const steps: typeof pools = [];
  for (const pool of pools) {
    steps.push({ ...pool });
    while (steps.length > 1 && rate(steps.at(-2)!) >= rate(steps.at(-1)!)) {
      const above = steps.pop()!;
      const below = steps.at(-1)!;
      Object.assign(below, { hits: below.hits + above.hits, n: below.n + above.n });
    }
  }
  return answered({ from: steps.map(({ from }) => from), probability: steps.map(rate) }, n);
}

const rate = ({ hits, n }: { hits: number; n: number }): number => hits / n;

/** The probabilities of scores. Formula: that of the last step at or below the score. Unit: probability. Edge: below all steps that of the first. */
export function climb({ from, probability }: Staircase, score: ArrayLike<number>): Float64Array {
  return Float64Array.from(score, (own) => {
    let [low, high] = [0, from.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (from[middle]! <= own) low = middle;
      else high = middle - 1;
    }
    return probability[low]!;
  });
}
