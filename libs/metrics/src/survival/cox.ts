import { answered, refused, type Answer } from '../answer';
import { cholesky, inverse, solve, type Matrix } from '../numeric/matrix';
import { chiSquareAbove, twoSided } from '../numeric/normal';
import type { Interval } from '../proportion';
import { concordance } from './concordance';
import { likelihoodAt, preparedRows, type CoxRows, type Likelihood } from './cox.likelihood';
import type { Durations } from './kaplan-meier';

/** What one column does to leaving: the hazard ratio says how much more readily they leave for each unit more of it. */
export interface Hazard {
  name: string;
  coefficient: number;
  standardError: number;
  ratio: number;
  interval: Interval;
  p: number;
  /** How probable residuals so far from steady are where the ratio is the same early and late; below 0.05 it is not one ratio. */
  steadyP: number;
}

/** A fitted model of leaving. */
export interface CoxFit {
  hazards: Hazard[];
  logLikelihood: number;
  /** Against a model without columns. */
  chiSquare: number;
  p: number;
  concordance: number;
  n: number;
  events: number;
  covariance: Matrix;
}

/** A named column, a place each of those watched. */
export interface Column {
  name: string;
  values: ArrayLike<number>;
}

/** So many must have left for each column. */
export const EVENTS_PER_COLUMN = 10;

/**
 * What goes with leaving early or late, all columns at once.
 * Formula: proportional hazards by partial likelihood (Cox 1972) with Efron's 1977 treatment of equal times, Newton's steps halved where they
 * overshoot; range e^(β ± z·se), se by the observed information; steadiness by the scaled residuals of Schoenfeld against the rank of time (Grambsch &
 * Therneau 1994; Therneau & Grambsch 2000). Unit: ratio for a unit of the column. Edge:
 * refused under 10 events a column (EVENTS), for a constant column or columns that say the same (SPREAD), and where a column parts those who left
 * from the others wholly, so that no finite ratio is likeliest (CONVERGENCE). It says what is associated with leaving, not what causes it.
 */
export function fitCox(durations: Durations, columns: readonly Column[], z = 1.959963984540054): Answer<CoxFit> {
  const needed = EVENTS_PER_COLUMN * columns.length;
  if (columns.length === 0 || durations.time.length === 0) return refused('ROWS', 0, Math.max(1, needed));
  const rows = preparedRows(durations, columns);
  if (rows.events < needed) return refused('EVENTS', rows.events, needed);
  const found = climbed(rows);
  if (typeof found === 'string') return refused(found, 0, 1);
  const covariance = inverse(found.lower);
  const hazards = columns.map(({ name }, i) => hazardOf(name, { coefficient: found.beta[i]!, standardError: Math.sqrt(covariance[i]![i]!), steadyP: found.steadyP[i]! }, z));
  const chiSquare = 2 * (found.logLikelihood - found.none);
  const risk = Float64Array.from({ length: rows.n }, (_, row) => columns.reduce((sum, { values }, i) => sum + found.beta[i]! * values[row]!, 0));
  return answered({
    hazards, logLikelihood: found.logLikelihood, chiSquare, p: chiSquareAbove(Math.max(0, chiSquare), columns.length), concordance: concordance(durations, risk) ?? 0.5,
    n: rows.n, events: rows.events, covariance,
  }, rows.n);
}

function hazardOf(name: string, { coefficient, standardError, steadyP }: Pick<Hazard, 'coefficient' | 'standardError' | 'steadyP'>, z: number): Hazard {
  const interval = { low: Math.exp(coefficient - z * standardError), high: Math.exp(coefficient + z * standardError) };
  return { name, coefficient, standardError, ratio: Math.exp(coefficient), interval, p: twoSided(coefficient / standardError), steadyP };
}

interface Climbed {
  beta: number[];
  lower: Matrix;
  logLikelihood: number;
  none: number;
  steadyP: number[];
}

const MOST_ROUNDS = 30;
const STILL = 1e-10;

function climbed(rows: CoxRows): Climbed | 'SPREAD' | 'CONVERGENCE' {
  let beta = rows.scale.map(() => 0);
  let here = likelihoodAt(rows, beta);
  const none = here.value;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const lower = cholesky(here.information);
    if (lower === null) return round === 0 ? 'SPREAD' : 'CONVERGENCE';
    let step = solve(lower, here.slope);
    let next = likelihoodAt(rows, beta.map((value, i) => value + step[i]!));
    for (let half = 0; half < 20 && !(next.value >= here.value - 1e-12); half += 1) {
      step = step.map((value) => value / 2);
      next = likelihoodAt(rows, beta.map((value, i) => value + step[i]!));
    }
    beta = beta.map((value, i) => value + step[i]!);
    const won = next.value - here.value;
    here = next;
    // Columns are in units of their own spread: beyond e^20 a unit nothing finite is left to find.
    if (beta.some((value) => Math.abs(value) > 20)) return 'CONVERGENCE';
    if (Math.abs(won) < STILL * (1 + Math.abs(here.value))) return finished(rows, beta, here, none);
  }
  return 'CONVERGENCE';
}

function finished({ scale }: { scale: number[] }, beta: readonly number[], here: Likelihood, none: number): Climbed | 'CONVERGENCE' {
  const [own, lower] = [cholesky(here.information), cholesky(here.information.map((row, i) => row.map((cell, j) => cell * scale[i]! * scale[j]!)))];
  return own && lower ? { beta: beta.map((one, i) => one / scale[i]!), lower, logLikelihood: here.value, none, steadyP: steadiness(here.steps, inverse(own)) } : 'CONVERGENCE';
}

/** For each column how probable such a trend of its residuals over the rank of time is by chance. */
function steadiness(steps: Likelihood['steps'], covariance: Matrix): number[] {
  const events = steps.reduce((sum, step) => sum + step.events, 0);
  let after = 0;
  // Those who left together share the mean of their ranks; the order of the ranks does not matter.
  const ranks = steps.map((step) => {
    const rank = after + (step.events + 1) / 2;
    after += step.events;
    return rank - (events + 1) / 2;
  });
  const spread = steps.reduce((sum, step, at) => sum + step.events * ranks[at]! ** 2, 0);
  const trend = covariance.map((_, j) => steps.reduce((sum, { residual }, at) => sum + ranks[at]! * residual[j]!, 0));
  return covariance.map((row, j) => {
    const scaled = events * row.reduce((sum, cell, k) => sum + cell * trend[k]!, 0);
    return spread > 0 ? chiSquareAbove(scaled ** 2 / (events * row[j]! * spread), 1) : 1;
  });
}
