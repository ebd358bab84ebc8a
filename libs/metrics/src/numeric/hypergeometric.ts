import { abs } from './math';

const MOST_TERMS = 100_000;
const STILL = 1e-16;

/**
 * c times Gauss's hypergeometric function 2F1(a, b; c; z).
 * Formula: c + Σ (a)ₖ(b)ₖ / ((c + 1)ₖ₋₁ k!) zᵏ from k = 1, which has a value at c = 0 too, where 2F1 itself has none (Abramowitz & Stegun
 * 1964, 15.1.1). Unit: none. Edge: for 0 ≤ z < 1 and c > −1; bring the parameters into a form with small a and b first (Euler's or
 * Pfaff's, 15.3.3-5), so that the terms fall from the start; it stops where a term no longer counts, at the latest after 100,000.
 */
export function scaledHypergeometric(a: number, b: number, c: number, z: number): number {
  if (!(z >= 0 && z < 1)) throw new RangeError(`The series is summed for z from 0 to below 1, not ${z}.`);
  if (!(c > -1)) throw new RangeError(`The series is summed for c above -1, not ${c}.`);
  let term = a * b * z;
  let sum = c + term;
  for (let k = 1; k < MOST_TERMS; k += 1) {
    term *= ((a + k) * (b + k) * z) / ((c + k) * (k + 1));
    sum += term;
    // Later terms fall by less than z each: what is left is at most term · z / (1 − z).
    if (abs(term) * z <= STILL * abs(sum) * (1 - z) && k > abs(a) && k > abs(b)) break;
    if (term === 0) break;
  }
  return sum;
}
