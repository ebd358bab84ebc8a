import { answered, refused, type Answer } from '../answer';

/** A tenth of those predicted: how many, what was predicted of one on average, and what came of one on average. */
export interface Decile {
  decile: number;
  n: number;
  predicted: number;
  actual: number;
}

/**
 * What came of each tenth by prediction, the tenth with the highest first.
 * Formula: means of both by rank of the prediction; of equal predictions the earlier place ranks higher. Unit: that of the columns. Edge:
 * refused under 10 rows in each of ten (ROWS).
 */
export function decileTable(predicted: ArrayLike<number>, actual: ArrayLike<number>): Answer<Decile[]> {
  const n = predicted.length;
  if (n < 100) return refused('ROWS', n, 100);
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => predicted[b]! - predicted[a]! || a - b);
  const deciles = Array.from({ length: 10 }, (_, tenth): Decile => {
    const places = order.subarray(Math.floor((tenth * n) / 10), Math.floor(((tenth + 1) * n) / 10));
    const mean = (values: ArrayLike<number>): number => places.reduce((sum, at) => sum + values[at]!, 0) / places.length;
    return { decile: tenth + 1, n: places.length, predicted: mean(predicted), actual: mean(actual) };
  });
  return answered(deciles, n);
}
