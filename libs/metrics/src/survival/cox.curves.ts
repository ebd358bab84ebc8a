import { exp, sqrt } from '../numeric/math';
import type { Interval } from '../proportion';
import type { Column, CoxFit } from './cox';
import { sorted, type Durations } from './kaplan-meier';

/** Of 95 of 100. */
const Z = 1.959963984540054;

/** Which part of those like a profile stays beyond a time, with its range. */
export interface CoxStep extends Interval {
  time: number;
  survival: number;
}

/**
 * Which part of those with these values stays how long, as a fitted model has it: one curve a profile.
 * Formula: S(t|x) = e^−Λ(t|x), Λ(t|x) = Σ d·e^βx / Σ_at-risk e^βz (Breslow 1974); range even on the scale of ln Λ, its variance with that of the
 * coefficients (Tsiatis 1981; Link 1984). Shapes: the durations and columns of the fit; a profile has a value a column. Unit: fraction of 1. Edge: no steps
 * where nobody left; those who came late count from then on.
 */
export function coxSurvival(fit: CoxFit, durations: Durations, columns: readonly Column[], profiles: readonly (readonly number[])[]): CoxStep[][] {
  const steps = stepsOf(fit, durations, columns);
  return profiles.map((profile) => curveOf(fit, steps, profile));
}

/** A time at which some left: how many, what those at risk weigh, and their weighted mean by column. */
interface RiskStep {
  time: number;
  events: number;
  weight: number;
  mean: number[];
}

function stepsOf({ hazards }: CoxFit, durations: Durations, columns: readonly Column[]): RiskStep[] {
  sorted(durations);
  const n = durations.time.length;
  const row = (at: number): number[] => columns.map(({ values }) => values[at]!);
  const weightOf = (at: number): number => exp(row(at).reduce((sum, value, j) => sum + value * hazards[j]!.coefficient, 0));
  const byTime = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => durations.time[b]! - durations.time[a]!);
  const byEntry = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => (durations.entry?.[b] ?? 0) - (durations.entry?.[a] ?? 0));
  let [weight, left] = [0, 0];
  const sums = columns.map(() => 0);
  const add = (at: number, sign: number): void => {
    const own = sign * weightOf(at);
    weight += own;
    row(at).forEach((value, j) => (sums[j]! += own * value));
  };
  const steps: RiskStep[] = [];
  for (let i = 0; i < n; ) {
    const time = durations.time[byTime[i]!]!;
    let events = 0;
    for (; i < n && durations.time[byTime[i]!] === time; i += 1) {
      add(byTime[i]!, 1);
      if (durations.event[byTime[i]!]! > 0) events += 1;
    }
    if (events === 0) continue;
    for (; left < n && (durations.entry?.[byEntry[left]!] ?? 0) >= time && time > 0; left += 1) add(byEntry[left]!, -1);
    steps.push({ time, events, weight, mean: sums.map((sum) => sum / weight) });
  }
  return steps.reverse();
}

function curveOf({ hazards, covariance }: CoxFit, steps: readonly RiskStep[], profile: readonly number[]): CoxStep[] {
  const own = exp(profile.reduce((sum, value, j) => sum + value * hazards[j]!.coefficient, 0));
  let [hazard, squares] = [0, 0];
  const drift = profile.map(() => 0);
  return steps.map(({ time, events, weight, mean }) => {
    const rise = (events * own) / weight;
    hazard += rise;
    squares += (rise * own) / weight;
    profile.forEach((value, j) => (drift[j]! += (value - mean[j]!) * rise));
    const variance = squares + drift.reduce((sum, a, i) => sum + a * drift.reduce((inner, b, j) => inner + b * covariance[i]![j]!, 0), 0);
    const reach = exp((Z * sqrt(variance)) / hazard);
    return { time, survival: exp(-hazard), low: exp(-hazard * reach), high: exp(-hazard / reach) };
  });
}
