/** A part of a whole with the range that it may truly have. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * The range in which a part lies that was counted on a sample.
 * Formula: (p + z²/2n ± z·sqrt(p(1 − p)/n + z²/4n²)) / (1 + z²/n) (Wilson 1927); z is 1.96 for 95 of 100 samples. Unit: fraction of 1.
 * Edge: null for a sample of none; parts of 0 and 1 have a range too, and it never leaves 0 to 1.
 */
export function wilsonInterval(hits: number, n: number, z = 1.96): Interval | null {
  if (n <= 0) return null;
  const p = hits / n;
  const middle = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) };
}
