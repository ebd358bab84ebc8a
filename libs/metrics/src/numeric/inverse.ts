import { sqrt } from './math';

/** So many rows are taken at once: what is read of one of them serves all the others. */
const BLOCK = 64;

/**
 * The inverse of a symmetric positive definite matrix, given and returned row by row; what was given is used up.
 * Formula: A = L·Lᵀ (Cholesky), A⁻¹ = L⁻ᵀ·L⁻¹; every step in products of rows by rows, so that memory is read in its order. Unit: the
 * reciprocal of the given one. Edge: refused where the matrix is not positive definite.
 */
export function invertSymmetric(matrix: Float64Array, size: number): Float64Array {
  factor(matrix, size);
  invertFactor(matrix, size);
  const inverse = new Float64Array(size * size);
  for (let i0 = 0; i0 < size; i0 += BLOCK) for (let j0 = 0; j0 <= i0; j0 += BLOCK) {
    const tile = { rows: [i0, Math.min(size, i0 + BLOCK)], columns: [j0, Math.min(size, j0 + BLOCK)] } as const;
    // Below its diagonal a row of L⁻ᵀ is empty: the sum begins where both rows do.
    addProducts({ to: inverse, from: matrix, size, sign: 1 }, tile, [tile.rows[1], size]);
    for (let i = i0; i < tile.rows[1]; i += 1) for (let j = j0; j < Math.min(i + 1, tile.columns[1]); j += 1) {
      let sum = inverse[i * size + j]!;
      for (let p = i; p < tile.rows[1]; p += 1) sum += matrix[i * size + p]! * matrix[j * size + p]!;
      inverse[i * size + j] = inverse[j * size + i] = sum;
    }
  }
  return inverse;
}

interface Tile {
  rows: readonly [number, number];
  columns: readonly [number, number];
}

interface Products {
  to: Float64Array;
  from: Float64Array;
  size: number;
  sign: 1 | -1;
}

/** Adds to each place of a tile the product of the two rows that meet there, over the given stretch; four rows by four at a time. */
function addProducts(work: Products, { rows, columns }: Tile, [begin, end]: readonly [number, number]): void {
  if (end <= begin) return;
  for (let i = rows[0]; i < rows[1]; i += 4) for (let j = columns[0]; j < columns[1]; j += 4) {
    if (i + 4 <= rows[1] && j + 4 <= columns[1]) four(work, [i, j], [begin, end]);
    else for (let r = i; r < Math.min(i + 4, rows[1]); r += 1) for (let c = j; c < Math.min(j + 4, columns[1]); c += 1) one(work, [r, c], [begin, end]);
  }
}

function one({ to, from, size, sign }: Products, [i, j]: readonly [number, number], [begin, end]: readonly [number, number]): void {
  let sum = 0;
  for (let p = begin; p < end; p += 1) sum += from[i * size + p]! * from[j * size + p]!;
  to[i * size + j]! += sign * sum;
}

/** Written out in sixteen sums that stay in registers: this is where all of the time goes. */
function four({ to, from, size, sign }: Products, [i, j]: readonly [number, number], [begin, end]: readonly [number, number]): void {
  let a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
  let k = 0, l = 0, m = 0, n = 0, o = 0, q = 0, r = 0, s = 0;
  let x0 = i * size + begin, x1 = x0 + size, x2 = x1 + size, x3 = x2 + size;
  let y0 = j * size + begin, y1 = y0 + size, y2 = y1 + size, y3 = y2 + size;
  for (let p = begin; p < end; p += 1) {
    const u0 = from[x0]!, u1 = from[x1]!, u2 = from[x2]!, u3 = from[x3]!;
    const v0 = from[y0]!, v1 = from[y1]!, v2 = from[y2]!, v3 = from[y3]!;
    a += u0 * v0; b += u0 * v1; c += u0 * v2; d += u0 * v3;
    e += u1 * v0; f += u1 * v1; g += u1 * v2; h += u1 * v3;
    k += u2 * v0; l += u2 * v1; m += u2 * v2; n += u2 * v3;
    o += u3 * v0; q += u3 * v1; r += u3 * v2; s += u3 * v3;
    x0 += 1; x1 += 1; x2 += 1; x3 += 1; y0 += 1; y1 += 1; y2 += 1; y3 += 1;
  }
  const put = (row: number, values: readonly number[]): void => values.forEach((value, at) => (to[(i + row) * size + j + at]! += sign * value));
  put(0, [a, b, c, d]); put(1, [e, f, g, h]); put(2, [k, l, m, n]); put(3, [o, q, r, s]);
}

/** A becomes L below and on its diagonal. */
function factor(matrix: Float64Array, size: number): void {
  const work: Products = { to: matrix, from: matrix, size, sign: -1 };
  for (let k = 0; k < size; k += BLOCK) {
    const end = Math.min(size, k + BLOCK);
    for (let i = k; i < size; i += BLOCK) addProducts(work, { rows: [i, Math.min(size, i + BLOCK)], columns: [k, end] }, [0, k]);
    for (let i = k; i < size; i += 1) for (let j = k; j <= Math.min(i, end - 1); j += 1) {
      let sum = matrix[i * size + j]!;
      for (let p = k; p < j; p += 1) sum -= matrix[i * size + p]! * matrix[j * size + p]!;
      if (i === j && !(sum > 0)) throw new RangeError('The matrix is not positive definite.');
      matrix[i * size + j] = i === j ? sqrt(sum) : sum / matrix[j * size + j]!;
    }
  }
}

/** L becomes L⁻ᵀ on and above the diagonal: row j holds column j of L⁻¹, from its own place on. What stood above the diagonal goes first. */
function invertFactor(matrix: Float64Array, size: number): void {
  const diagonal = Float64Array.from({ length: size }, (_, i) => matrix[i * size + i]!);
  for (let j = 0; j < size; j += 1) matrix.fill(0, j * size + j + 1, (j + 1) * size);
  for (let i0 = 0; i0 < size; i0 += BLOCK) {
    const end = Math.min(size, i0 + BLOCK);
    for (let j0 = 0; j0 <= i0; j0 += BLOCK) {
      const j1 = Math.min(size, j0 + BLOCK);
      addProducts({ to: matrix, from: matrix, size, sign: 1 }, { rows: [j0, j1], columns: [i0, end] }, [j1, i0]);
      for (let j = j0; j < j1; j += 1) finishRow(matrix, size, { j, i0, end, diagonal, known: j0 < i0 ? j1 : end });
    }
  }
}

/** Closes row j over the columns of one block: what rests on its own block, and on those columns that were closed just before. */
function finishRow(matrix: Float64Array, size: number, { j, i0, end, diagonal, known }: { j: number; i0: number; end: number; diagonal: Float64Array; known: number }): void {
  for (let i = Math.max(i0, j); i < end; i += 1) {
    if (i === j) {
      matrix[j * size + j] = 1 / diagonal[j]!;
      continue;
    }
    let sum = matrix[j * size + i]!;
    for (let p = j; p < Math.min(known, i); p += 1) sum += matrix[i * size + p]! * matrix[j * size + p]!;
    if (known <= i0) for (let p = i0; p < i; p += 1) sum += matrix[i * size + p]! * matrix[j * size + p]!;
    matrix[j * size + i] = -sum / diagonal[i]!;
  }
}
