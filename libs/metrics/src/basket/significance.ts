import { logGamma } from '../numeric/gamma';
import { chiSquareAbove } from '../numeric/normal';
import { exp, max, min } from '../numeric/math';

/** Of `n` baskets `left` hold the one, `right` the other and `both` both. */
export interface Together {
  both: number;
  left: number;
  right: number;
  n: number;
}

const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

/**
 * How rare it is by chance that two things stand together at least so often.
 * Formula: Fisher's exact test 1922, one-sided: the upper tail of the hypergeometric distribution, summed from its first term. Unit:
 * probability. Edge: 1 where they stand together as rarely as can be; tails below 1e-300 are 0.
 */
export function fisherAbove({ both, left, right, n }: Together): number {
  const most = min(left, right);
  if (both <= max(0, left + right - n)) return 1;
  let term = exp(logChoose(right, both) + logChoose(n - right, left - both) - logChoose(n, left));
  let sum = 0;
  for (let k = both; k <= most && term > 0; k += 1) {
    sum += term;
    term *= ((right - k) * (left - k)) / ((k + 1) * (n - right - left + k + 1));
    if (term < sum * 1e-17 && k * n > left * right) break;
  }
  return min(1, sum);
}

/**
 * How rare it is by chance that two things go together or apart so far.
 * Formula: chi-square of the table of two by two with one degree (Pearson 1900). Unit: probability. Edge: 1 where one of them is in no basket or
 * in all; use `fisherAbove` where a cell is expected to hold fewer than 5.
 */
export function chiSquareTogether({ both, left, right, n }: Together): { chiSquare: number; p: number } {
  const whole = left * right * (n - left) * (n - right);
  if (whole === 0) return { chiSquare: 0, p: 1 };
  const chiSquare = (n * (both * n - left * right) ** 2) / whole;
  return { chiSquare, p: chiSquareAbove(chiSquare, 1) };
}

/**
 * Probabilities of many tests, held against how many they are.
 * Formula: the least of p·m/rank from each rank on (Benjamini & Hochberg 1995): what is below 0.05 holds at most 1 in 20 false findings. Unit:
 * probability. Edge: the order of the places stays; none gives none.
 */
export function falseDiscovery(p: ArrayLike<number>): Float64Array {
  const m = p.length;
  const order = Uint32Array.from({ length: m }, (_, i) => i).sort((a, b) => p[b]! - p[a]!);
  const adjusted = new Float64Array(m);
  let least = 1;
  order.forEach((at, i) => {
    least = min(least, (p[at]! * m) / (m - i));
    adjusted[at] = least;
  });
  return adjusted;
}
