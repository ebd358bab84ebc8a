/** A square matrix by rows; these are small: a coefficient each. */
export type Matrix = number[][];

/** A matrix of zeros. Edge: 0 gives none. */
export const zeros = (n: number): Matrix => Array.from({ length: n }, () => new Array<number>(n).fill(0));

/**
 * The lower triangle L with L·Lᵀ = the matrix.
 * Formula: Cholesky's. Unit: root of that of the matrix. Edge: null where the matrix is not positive definite, as when columns say the same.
 */
export function cholesky(matrix: Matrix): Matrix | null {
  const n = matrix.length;
  const lower = zeros(n);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i]![k]! * lower[j]![k]!;
      if (i !== j) lower[i]![j] = sum / lower[j]![j]!;
      else if (sum > 1e-12 * Math.abs(matrix[i]![i]!)) lower[i]![i] = Math.sqrt(sum);
      else return null;
    }
  }
  return lower;
}

/** The x of L·Lᵀ·x = right, L of `cholesky`. Formula: two substitutions. Unit: right by matrix. Edge: none. */
export function solve(lower: Matrix, right: readonly number[]): number[] {
  const n = lower.length;
  const x = [...right];
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i]! -= lower[i]![k]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}

/** The inverse of a positive definite matrix, from L of `cholesky`. Formula: `solve` for each unit vector. Unit: one by that of the matrix. Edge: none. */
export function inverse(lower: Matrix): Matrix {
  const columns = lower.map((_, at) => solve(lower, lower.map((__, i) => (i === at ? 1 : 0))));
  return lower.map((_, i) => columns.map((column) => column[i]!));
}
