import { answered, refused, type Answer } from '../answer';
import { cholesky, inverse, solve, zeros, type Matrix } from '../numeric/matrix';
import type { Design } from './encoder';
import { abs, exp, log, log1p, max, min, sqrt } from '../numeric/math';

/** What a fit says of one column; the first is the intercept. */
export interface Coefficient {
  name: string;
  coefficient: number;
  standardError: number;
  /** Mean of the column over the rows of the fit. */
  mean: number;
}

/** A fitted model of how probable an outcome is. */
export interface Logistic {
  coefficients: Coefficient[];
  logLikelihood: number;
  ridge: number;
  n: number;
  events: number;
}

/** So many of the rarer outcome there must be for each coefficient (Peduzzi et al. 1996). */
export const EVENTS_PER_COEFFICIENT = 10;

const MOST_ROUNDS = 50;

/**
 * How probable an outcome is, given columns.
 * Formula: logistic regression by iteratively reweighted least squares, halving steps that overshoot; with `ridge` λ/2·Σβ² is taken off the
 * likelihood, the intercept apart (Hoerl & Kennard 1970; le Cessie & van Houwelingen 1992). Errors by the inverse of the information, the ridge's
 * part included. Shapes: a row a place of the design; outcomes 0 or 1. Unit: log odds a unit of the column. Edge: refused under 10 of the
 * rarer outcome for each coefficient (EVENTS; with a ridge for each 5 coefficients), where columns say the same (SPREAD) and, without ridge,
 * where columns part the outcomes wholly (CONVERGENCE).
 */
export function fitLogistic(design: Design, outcome: ArrayLike<number>, ridge = 0): Answer<Logistic> {
  const width = design.names.length + 1;
  let events = 0;
  for (let i = 0; i < design.n; i += 1) events += outcome[i]! > 0 ? 1 : 0;
  if (events === 0 || events === design.n) return refused('BOTH_OUTCOMES', design.n === 0 ? 0 : 1, 2);
  const rarer = min(events, design.n - events);
  const needed = EVENTS_PER_COEFFICIENT * max(1, ridge > 0 ? Math.ceil((width - 1) / 5) : width - 1);
  if (rarer < needed) return refused('EVENTS', rarer, needed);
  const start = new Float64Array(width);
  start[0] = log(events / (design.n - events));
  const found = climbed(design, outcome, ridge, start);
  if (typeof found === 'string') return refused(found, 0, 1);
  const covariance = inverse(found.lower);
  const mean = meansOf(design);
  const coefficients = ['', ...design.names].map((name, i): Coefficient => ({ name, coefficient: found.beta[i]!, standardError: sqrt(covariance[i]![i]!), mean: i === 0 ? 1 : mean[i - 1]! }));
  return answered({ coefficients, logLikelihood: found.logLikelihood, ridge, n: design.n, events }, design.n);
}

interface Climbed {
  beta: Float64Array;
  lower: Matrix;
  logLikelihood: number;
}

function climbed(design: Design, outcome: ArrayLike<number>, ridge: number, start: Float64Array): Climbed | 'SPREAD' | 'CONVERGENCE' {
  let beta = start;
  let here = stateAt(design, outcome, ridge, beta);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const lower = cholesky(here.information);
    if (lower === null) return round === 0 ? 'SPREAD' : 'CONVERGENCE';
    const step = solve(lower, here.slope);
    let part = 1;
    let [next, there] = [beta, here];
    do {
      next = beta.map((value, i) => value + part * step[i]!);
      there = stateAt(design, outcome, ridge, next);
      part /= 2;
    } while (!(there.value >= here.value - 1e-10 * abs(here.value)) && part > 1e-6);
    const won = there.value - here.value;
    [beta, here] = [next, there];
    if (abs(won) > 1e-11 * (1 + abs(here.value))) continue;
    const last = cholesky(here.information);
    // Outcomes parted wholly: the likelihood goes on to 0 and the information with it.
    if (last === null || (ridge === 0 && here.logLikelihood > -1e-6 * design.n)) return 'CONVERGENCE';
    return { beta, lower: last, logLikelihood: here.logLikelihood };
  }
  return 'CONVERGENCE';
}

interface State {
  value: number;
  logLikelihood: number;
  slope: number[];
  information: Matrix;
}

function stateAt(design: Design, outcome: ArrayLike<number>, ridge: number, beta: Float64Array): State {
  const width = beta.length;
  const flat = new Float64Array(width * width);
  const slope = new Array<number>(width).fill(0);
  let logLikelihood = 0;
  for (let i = 0; i < design.n; i += 1) {
    const y = outcome[i]! > 0 ? 1 : 0;
    const score = scoreOf(design, i, beta);
    logLikelihood -= softplus(y === 1 ? -score : score);
    const p = 1 / (1 + exp(-score));
    addRow(design, i, { weight: p * (1 - p), rest: y - p, flat, slope, width });
  }
  const information = zeros(width);
  for (let i = 0; i < width; i += 1) for (let j = 0; j <= i; j += 1) information[i]![j] = information[j]![i] = flat[i * width + j]! + flat[j * width + i]! * (i === j ? 0 : 1);
  let penalty = 0;
  for (let i = 1; i < width; i += 1) {
    penalty += (ridge / 2) * beta[i]! ** 2;
    slope[i]! -= ridge * beta[i]!;
    information[i]![i]! += ridge;
  }
  return { value: logLikelihood - penalty, logLikelihood, slope, information };
}

function addRow({ start, column, value }: Design, row: number, { weight, rest, flat, slope, width }: { weight: number; rest: number; flat: Float64Array; slope: number[]; width: number }): void {
  slope[0]! += rest;
  flat[0]! += weight;
  for (let a = start[row]!; a < start[row + 1]!; a += 1) {
    const at = column[a]! + 1;
    const weighted = weight * value[a]!;
    slope[at]! += rest * value[a]!;
    flat[at * width]! += weighted;
    for (let b = start[row]!; b <= a; b += 1) flat[at * width + column[b]! + 1]! += weighted * value[b]!;
  }
}

function scoreOf({ start, column, value }: Design, row: number, beta: ArrayLike<number>): number {
  let score = beta[0]!;
  for (let a = start[row]!; a < start[row + 1]!; a += 1) score += beta[column[a]! + 1]! * value[a]!;
  return score;
}

/** ln(1 + eˣ) without overflow. */
const softplus = (x: number): number => (x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)));

function meansOf({ n, names, column, value }: Design): Float64Array {
  const sums = new Float64Array(names.length);
  for (let a = 0; a < value.length; a += 1) sums[column[a]!]! += value[a]!;
  return sums.map((sum) => sum / n);
}

/** How probable the outcome is for each row. Formula: 1/(1 + e^−(β₀ + Σ βx)). Unit: probability. Edge: no overflow; columns stand as in the fit. */
export function predictLogistic({ coefficients }: Logistic, design: Design): Float64Array {
  const beta = Float64Array.from(coefficients, ({ coefficient }) => coefficient);
  return Float64Array.from({ length: design.n }, (_, i) => 1 / (1 + exp(-scoreOf(design, i, beta))));
}

/** What one column adds to one row, against the average row. */
export interface Contribution {
  name: string;
  contribution: number;
}

/**
 * Why a row is scored as it is.
 * Formula: coefficient · (value − mean) by column. Unit: log odds against the average row. Edge: greatest first by size, equal ones by name;
 * columns that say nothing here are left out. It says what the score rests on, not what causes the outcome.
 */
export function contributionsOf({ coefficients }: Logistic, { start, column, value }: Design, row: number): Contribution[] {
  const own = new Float64Array(coefficients.length);
  for (let a = start[row]!; a < start[row + 1]!; a += 1) own[column[a]! + 1] = value[a]!;
  return coefficients.slice(1).map(({ name, coefficient, mean }, i) => ({ name, contribution: coefficient * (own[i + 1]! - mean) }))
    .filter(({ contribution }) => contribution !== 0)
    .sort((a, b) => abs(b.contribution) - abs(a.contribution) || (a.name < b.name ? -1 : 1));
}
