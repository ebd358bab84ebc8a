import { expit, logit } from './outcome.learn';

/** So many of the latest outcomes say where the intercept lies now: their part with the outcome is known to about two points of a hundred. */
export const LATEST = 500;
/** Draws a shift to nothing where little is known: the same ridge as that of the fit. */
const RIDGE = 1;
const HALVINGS = 50;
const FARTHEST = 10;

/** Probabilities before any shift, with what came of each: rows in the order in which they came in. */
export interface Told {
  told: Float64Array;
  outcome: Float64Array;
  /** Day on which each came in, and on which its outcome was known. */
  day: Float64Array;
  known: Float64Array;
}

/** Where the intercept lies as of a day, and what that rests on. */
export interface Recalibration {
  /** Added to the log odds. */
  shift: number;
  /** Part with the outcome among the rows that it rests on; null where there are none. */
  base: number | null;
  n: number;
  /** Days on which the first and the last of those outcomes were known; null where there are none. */
  from: number | null;
  to: number | null;
}

/** The intercept alone fitted anew to what came, all slopes as they are; with a ridge, so that little moves it little. */
export function shiftOf(told: ArrayLike<number>, outcome: ArrayLike<number>): number {
  if (told.length === 0) return 0;
  const odds = Array.from(told, logit);
  const came = Array.from(outcome).reduce((sum, one) => sum + one, 0);
  let shift = 0;
  // What came less what is said falls as the shift rises, so halving finds where the slope of the likelihood is nought.
  for (let [low, high] = [-FARTHEST, FARTHEST], round = 0; round < HALVINGS; round += 1) {
    shift = (low + high) / 2;
    const slope = came - odds.reduce((sum, one) => sum + expit(one + shift), 0) - RIDGE * shift;
    if (slope > 0) low = shift;
    else high = shift;
  }
  return shift;
}

const recalibratedBy = ({ told, outcome, known }: Told, rows: readonly number[]): Recalibration => {
  const came = rows.map((row) => outcome[row]!);
  return {
    shift: shiftOf(rows.map((row) => told[row]!), came), base: rows.length === 0 ? null : came.reduce((sum, one) => sum + one, 0) / rows.length, n: rows.length,
    from: rows.length === 0 ? null : known[rows[0]!]!, to: rows.length === 0 ? null : known[rows.at(-1)!]!,
  };
};

/** Rows in the order in which their outcomes became known. */
const byKnown = ({ known }: Told): number[] => Array.from(known, (_, row) => row).sort((one, other) => known[one]! - known[other]! || one - other);

/** As of the end: by the latest outcomes of all. */
export const recalibrated = (told: Told): Recalibration => recalibratedBy(told, byKnown(told).slice(-LATEST));

/** Probabilities as they would have been said, day by day from row `first` up to `last`: each by the latest outcomes that were known before its day. */
export function walked(own: Told, first: number, last: number): { probability: Float64Array; base: Float64Array } {
  const order = byKnown(own);
  const n = last - first;
  const [probability, base] = [new Float64Array(n), new Float64Array(n)];
  let now: Recalibration = { shift: 0, base: null, n: 0, from: null, to: null };
  for (let [row, seen] = [first, 0]; row < last; row += 1) {
    if (row === first || own.day[row] !== own.day[row - 1]) {
      while (seen < order.length && own.known[order[seen]!]! < own.day[row]!) seen += 1;
      now = recalibratedBy(own, order.slice(Math.max(0, seen - LATEST), seen));
    }
    probability[row - first] = expit(logit(own.told[row]!) + now.shift);
    base[row - first] = now.base ?? 0.5;
  }
  return { probability, base };
}
