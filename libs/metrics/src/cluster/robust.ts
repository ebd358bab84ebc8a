import { log1p, max } from '../numeric/math';
import { quantile } from '../statistics';
import type { Points } from './points';

/** How a column is brought to a common scale: by its logarithm or as it stands, less its middle, by its spread. */
export interface RobustColumn {
  isLog: boolean;
  middle: number;
  /** 0 where the column hardly ever differs; it is 0 everywhere then. */
  spread: number;
}

/** Values beyond so many spreads count as so many: a single one does not pull a group to itself. */
const FARTHEST = 4;
/** Quartiles of a normal column lie so many standard deviations apart. */
const QUARTILES_APART = 1.3489795;
/** A column this lopsided is taken by its logarithm. */
const LOPSIDED = 3;

/**
 * How columns whose tails are long are brought to one scale.
 * Formula: (value − median)/(quartile range/1.349), of log(1 + value) where the column has no value below 0 and its 95 % quantile lies more than three times
 * as far above the median as the 5 % quantile below (Huber 1981 for the scale). Shapes: rows of equal width. Unit: robust standard deviations. Edge: where
 * the quartiles are the same the 5 % and 95 % quantiles serve; a column where those are the same too has spread 0.
 */
export function robustColumns(rows: readonly ArrayLike<number>[]): RobustColumn[] {
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, at) => {
    const own = rows.map((row) => row[at]!);
    const [low, middle, high] = [quantile(own, 0.05) ?? 0, quantile(own, 0.5) ?? 0, quantile(own, 0.95) ?? 0];
    const isLog = low >= 0 && high - middle > LOPSIDED * (middle - low);
    const values = isLog ? own.map((value) => log1p(max(0, value))) : own;
    const between = (from: number, to: number): number => (quantile(values, to) ?? 0) - (quantile(values, from) ?? 0);
    const spread = between(0.25, 0.75) / QUARTILES_APART || between(0.05, 0.95) / 3.2897;
    return { isLog, middle: quantile(values, 0.5) ?? 0, spread };
  });
}

/** Rows on the scale of `robustColumns`. Unit: robust standard deviations, cut off at ±4. Edge: a column of spread 0 is 0 everywhere. */
export function robustPoints(rows: readonly ArrayLike<number>[], columns: readonly RobustColumn[]): Points {
  const width = columns.length;
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, i) => columns.forEach(({ isLog, middle, spread }, j) => {
    const value = isLog ? log1p(max(0, row[j]!)) : row[j]!;
    values[i * width + j] = spread > 0 ? max(-FARTHEST, Math.min(FARTHEST, (value - middle) / spread)) : 0;
  }));
  return { n: rows.length, width, values };
}
