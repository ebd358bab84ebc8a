/**
 * The arithmetic mean.
 * Formula: sum / n. Unit: that of the values. Edge: null for no values, for then there is nothing in the middle.
 */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The value below which a share of the values lies.
 * Formula: linear between the two nearest ranks, rank = share x (n - 1) (type 7 of Hyndman & Fan 1996, as in R, NumPy and PostgreSQL's
 * `percentile_cont`). Unit: that of the values. Edge: null for no values; one value is every quantile; a share outside 0 to 1 is refused.
 */
export function quantile(values: readonly number[], share: number): number | null {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`A quantile is asked for a share from 0 to 1, not ${share}.`);
  const sorted = values.toSorted((a, b) => a - b);
  const rank = share * (sorted.length - 1);
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  return below === undefined || above === undefined ? null : below + (above - below) * (rank - Math.floor(rank));
}

/** The middle value: `quantile` at one half. Edge: the mean of the two middle ones for an even number of values; null for none. */
export const median = (values: readonly number[]): number | null => quantile(values, 0.5);

/**
 * How far two columns go together in a straight line.
 * Formula: Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)²·Σ(y − ȳ)²) (Pearson 1895). Unit: −1 to 1. Edge: null for fewer than two pairs and where one column is constant.
 */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const n = x.length;
  if (n !== y.length) throw new RangeError(`Columns of ${n} and ${y.length} places cannot be correlated.`);
  let [meanX, meanY, xx, yy, xy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const [dx, dy] = [x[i]! - meanX, y[i]! - meanY];
    meanX += dx / (i + 1);
    meanY += dy / (i + 1);
    xx += dx * (x[i]! - meanX);
    yy += dy * (y[i]! - meanY);
    xy += dx * (y[i]! - meanY);
  }
  return xx > 0 && yy > 0 ? Math.min(1, Math.max(-1, xy / Math.sqrt(xx * yy))) : null;
}
