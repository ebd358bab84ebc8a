import { answered, refused, type Answer } from '../answer';
import { betaQuantile } from '../numeric/gamma';
import { exp, log, sqrt } from '../numeric/math';

/** How fast an amount grows, by a straight line through the logarithms of its months. */
export interface Growth {
  /** Growth of a year: 0.12 is 12 % more. */
  yearly: number;
  low: number;
  high: number;
  /** Slope of the logarithm a month. */
  slope: number;
  months: number;
}

const LEAST_MONTHS = 6;
const FULL_YEAR = 12;

/** The value below which a share of Student's t lies. Formula: by the quantile of the beta distribution of degrees/2 and 1/2. Unit: standard errors. Edge: the middle is 0. */
export function studentQuantile(share: number, degrees: number): number {
  if (share === 0.5) return 0;
  const x = betaQuantile(degrees / 2, 0.5, 2 * (share < 0.5 ? share : 1 - share));
  const t = sqrt((degrees * (1 - x)) / x);
  return share < 0.5 ? -t : t;
}

/**
 * The growth of a year of an amount known month by month.
 * Formula: least squares of ln(amount) on the month; yearly = exp(12·slope) − 1, interval by Student's t with months − 2 degrees (compound
 * annual growth rate of a log-linear trend). Unit: fraction a year. Edge: months without an amount above zero are left out, for they have
 * no logarithm; refused under 6 such months; FEW_ROWS under 12, as a season may pass for growth.
 */
export function logGrowth(amounts: ArrayLike<number>, share = 0.95): Answer<Growth> {
  const points = Array.from(amounts, (amount, at) => ({ x: at, amount })).filter(({ amount }) => amount > 0).map(({ x, amount }) => ({ x, y: log(amount) }));
  const n = points.length;
  if (n < LEAST_MONTHS) return refused('MONTHS', n, LEAST_MONTHS);
  const middle = (of: (point: { x: number; y: number }) => number): number => points.reduce((sum, point) => sum + of(point), 0) / n;
  const [mx, my] = [middle(({ x }) => x), middle(({ y }) => y)];
  const xx = points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0);
  const slope = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0) / xx;
  const rest = points.reduce((sum, { x, y }) => sum + (y - my - slope * (x - mx)) ** 2, 0);
  const half = studentQuantile(0.5 + share / 2, n - 2) * sqrt(rest / (n - 2) / xx);
  const yearly = (of: number): number => exp(FULL_YEAR * of) - 1;
  return answered({ slope, yearly: yearly(slope), low: yearly(slope - half), high: yearly(slope + half), months: n }, n, n < FULL_YEAR ? ['FEW_ROWS'] : []);
}

/** What an amount is made of: their product is the amount. */
export type Factors = Readonly<Record<string, number>>;

/**
 * How much of a change each factor of an amount brought.
 * Formula: additive logarithmic mean Divisia index (Ang 2004): L(after, before)·ln(factor after/factor before), L the logarithmic mean of the two
 * amounts; the parts add up to the change exactly. Shapes: the same factors on both sides. Unit: that of the amount. Edge: null where a factor is
 * not above zero on either side, for then its part cannot be told.
 */
export function partsOfChange(before: Factors, after: Factors): Record<string, number> | null {
  const names = Object.keys(before);
  if (names.some((name) => !(before[name]! > 0) || !((after[name] ?? 0) > 0))) return null;
  const whole = (of: Factors): number => names.reduce((product, name) => product * of[name]!, 1);
  const [one, two] = [whole(before), whole(after)];
  const mean = one === two ? one : (two - one) / (log(two) - log(one));
  return Object.fromEntries(names.map((name) => [name, mean * log(after[name]! / before[name]!)]));
}
