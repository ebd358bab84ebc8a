import { cholesky, inverse, solve, zeros, type Matrix } from './matrix';

/** Where a function is least. */
export interface Least {
  at: number[];
  value: number;
  converged: boolean;
}

type Of = (at: readonly number[]) => number;

/**
 * The place where a function is least, without its slope.
 * Formula: the simplex of Nelder & Mead 1965 with the factors 1, 2, 1/2, 1/2, begun anew at its best until that wins nothing more. Unit:
 * that of the function. Edge: where the function is not a number counts as infinitely high; `converged` is false after 20 new beginnings.
 */
export function nelderMead(of: Of, start: readonly number[], { step = 0.5, tolerance = 1e-10 } = {}): Least {
  let best = simplex(of, start, step, tolerance);
  for (let round = 0; round < 20; round += 1) {
    const next = simplex(of, best.at, step / (round + 2), tolerance);
    const won = best.value - next.value;
    if (won >= 0) best = next;
    if (won <= tolerance * (1 + Math.abs(best.value))) return { ...best, converged: best.converged || next.converged };
  }
  return { ...best, converged: false };
}

interface Corner {
  at: number[];
  value: number;
}

function simplex(of: Of, start: readonly number[], step: number, tolerance: number): Least {
  const n = start.length;
  const see = (at: number[]): Corner => {
    const value = of(at);
    return { at, value: Number.isNaN(value) ? Infinity : value };
  };
  const corners = [see([...start]), ...start.map((_, i) => see(start.map((value, j) => (i === j ? value + step : value))))];
  for (let round = 0; round < 400 * n; round += 1) {
    corners.sort((a, b) => a.value - b.value);
    const [best, worst] = [corners[0]!, corners[n]!];
    const wide = Math.max(...corners.map(({ at }) => Math.max(...at.map((value, i) => Math.abs(value - best.at[i]!)))));
    if (Math.abs(worst.value - best.value) <= tolerance * (1 + Math.abs(best.value)) && wide < Math.max(1e-4, Math.sqrt(tolerance))) return { ...best, converged: true };
    const middle = start.map((_, i) => corners.slice(0, n).reduce((sum, { at }) => sum + at[i]!, 0) / n);
    const along = (factor: number): Corner => see(middle.map((value, i) => value + factor * (value - worst.at[i]!)));
    const mirrored = along(1);
    const next = mirrored.value < best.value ? lower(mirrored, along(2)) : mirrored.value < corners[n - 1]!.value ? mirrored : lower(mirrored, along(mirrored.value < worst.value ? 0.5 : -0.5));
    if (next.value < worst.value) corners[n] = next;
    else for (let i = 1; i <= n; i += 1) corners[i] = see(corners[i]!.at.map((value, j) => best.at[j]! + (value - best.at[j]!) / 2));
  }
  corners.sort((a, b) => a.value - b.value);
  return { ...corners[0]!, converged: false };
}

const lower = (a: Corner, b: Corner): Corner => (b.value < a.value ? b : a);

/** The slope of a function in each direction. Formula: central differences, the step 1e-4. Unit: that of the function by that of the place. Edge: none. */
export const slopeOf = (of: Of, at: readonly number[]): number[] =>
  at.map((_, i) => (of(moved(at, { i, by: 1e-4 })) - of(moved(at, { i, by: -1e-4 }))) / 2e-4);

const moved = (at: readonly number[], { i, by, j = -1, other = 0 }: { i: number; by: number; j?: number; other?: number }): number[] =>
  at.map((value, k) => value + (k === i ? by : 0) + (k === j ? other : 0));

/** How a function bends in each pair of directions. Formula: central second differences, the step 1e-3. Unit: that of the function by that of the place squared. Edge: none. */
export function bendOf(of: Of, at: readonly number[]): Matrix {
  const h = 1e-3;
  const here = of(at);
  const bend = zeros(at.length);
  for (let i = 0; i < at.length; i += 1) {
    bend[i]![i] = (of(moved(at, { i, by: h })) - 2 * here + of(moved(at, { i, by: -h }))) / (h * h);
    for (let j = 0; j < i; j += 1) {
      const corner = (by: number, other: number): number => of(moved(at, { i, by, j, other }));
      bend[i]![j] = bend[j]![i] = (corner(h, h) - corner(h, -h) - corner(-h, h) + corner(-h, -h)) / (4 * h * h);
    }
  }
  return bend;
}

/** Parameters above 0 that explain data best. */
export interface PositiveFit {
  values: number[];
  /** How the logarithms of the values vary and go together; null where the data do not fix them. */
  logCovariance: Matrix | null;
  logLikelihood: number;
  converged: boolean;
}

/** Logarithms of parameters are kept this near to 0: beyond it a parameter is as good as 0 or infinite. */
const FURTHEST = 14;
const inside = (log: number): number => Math.min(FURTHEST, Math.max(-FURTHEST, log));
const outside = (logs: readonly number[]): number => logs.reduce((sum, log) => sum + Math.max(0, Math.abs(log) - FURTHEST) ** 2, 0);

/**
 * The most likely parameters above 0.
 * Formula: `nelderMead` over their logarithms from each start, then steps of Newton; the covariance of the logarithms is the inverse of
 * the observed information (Efron & Hinkley 1978). Unit: that of the parameters. Edge: a parameter that runs to 0 or infinity stops at e^∓14, and
 * then, as wherever the data do not fix the parameters, there is no covariance.
 */
export function fitPositive(logLikelihood: (values: readonly number[]) => number, starts: readonly (readonly number[])[]): PositiveFit {
  const cost = (logs: readonly number[]): number => -logLikelihood(logs.map((log) => Math.exp(inside(log)))) + outside(logs);
  // A rough look from each start; only the best is followed to the end.
  const rough = starts.map((start) => simplex(cost, start.map(Math.log), 0.5, 1e-6)).reduce((best, one) => (one.value < best.value ? one : best));
  const best = nelderMead(cost, rough.at, { step: 0.1, tolerance: 1e-9 });
  let { at, value } = best;
  let lowerTriangle: Matrix | null = null;
  for (let round = 0; round < 6; round += 1) {
    lowerTriangle = cholesky(bendOf(cost, at));
    if (lowerTriangle === null) break;
    const step = solve(lowerTriangle, slopeOf(cost, at));
    const next = at.map((log, i) => log - step[i]!);
    const there = cost(next);
    if (!(there <= value)) break;
    const won = value - there;
    [at, value] = [next, there];
    if (won < 1e-9) break;
  }
  const edge = at.some((log) => Math.abs(log) > FURTHEST - 0.5);
  const logCovariance = lowerTriangle && !edge ? inverse(lowerTriangle) : null;
  return { values: at.map((log) => Math.exp(inside(log))), logCovariance, logLikelihood: -(value - outside(at)), converged: best.converged };
}

/** The interval of each parameter of a fit. Formula: value · e^(±z·se), se of its logarithm. Unit: that of the parameters. Edge: null without covariance. */
export function intervalsOf({ values, logCovariance }: PositiveFit, z = 1.96): { low: number; high: number }[] | null {
  if (logCovariance === null) return null;
  return values.map((value, i) => {
    const reach = Math.exp(z * Math.sqrt(logCovariance[i]![i]!));
    return { low: value / reach, high: value * reach };
  });
}
