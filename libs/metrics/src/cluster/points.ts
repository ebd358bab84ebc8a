/** Rows of numbers of like size, one after the other: `n` rows of `width`. */
export interface Points {
  n: number;
  width: number;
  values: Float64Array;
}

/** Points with what brings further rows to the same size. */
export interface Standardised {
  points: Points;
  mean: number[];
  spread: number[];
  /** Columns that never differ; they are 0 everywhere. */
  constant: number[];
}

/**
 * Rows in units of the spread of their columns.
 * Formula: (value − mean)/sd with n − 1. Shapes: rows of equal width. Unit: sd. Edge: a constant column becomes 0 and is told; what is no number is
 * refused; amounts that span powers of ten are better brought to logarithms first.
 */
export function standardise(rows: readonly ArrayLike<number>[]): Standardised {
  const [n, width] = [rows.length, rows[0]?.length ?? 0];
  const [mean, spread] = [new Array<number>(width).fill(0), new Array<number>(width).fill(0)];
  for (let j = 0; j < width; j += 1) {
    mean[j] = rows.reduce((sum, row) => sum + row[j]!, 0) / n;
    spread[j] = n < 2 ? 0 : Math.sqrt(rows.reduce((sum, row) => sum + (row[j]! - mean[j]!) ** 2, 0) / (n - 1));
    if (!Number.isFinite(spread[j]!)) throw new RangeError(`Column ${j} holds something that is no number.`);
  }
  const values = new Float64Array(n * width);
  rows.forEach((row, i) => mean.forEach((middle, j) => (values[i * width + j] = spread[j]! > 0 ? (row[j]! - middle) / spread[j]! : 0)));
  return { points: { n, width, values }, mean, spread, constant: spread.flatMap((value, j) => (value > 0 ? [] : [j])) };
}

/** Rows as they are. Shapes: rows of equal width. Unit: that of the rows. Edge: none gives none. */
export function pointsOf(rows: readonly ArrayLike<number>[]): Points {
  const width = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, i) => values.set(Array.from(row), i * width));
  return { n: rows.length, width, values };
}

/** How far two rows lie apart, squared. Unit: that of the points squared. Edge: 0 for the same place. */
export function squareApart({ values, width }: Points, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < width; j += 1) sum += (values[a * width + j]! - values[b * width + j]!) ** 2;
  return sum;
}

/** Some of the rows, in the order asked. Edge: a row may be asked for several times. */
export function taken({ values, width }: Points, rows: ArrayLike<number>): Points {
  const own = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i += 1) own.set(values.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width);
  return { n: rows.length, width, values: own };
}
