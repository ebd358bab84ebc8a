import { zeros, type Matrix } from '../numeric/matrix';
import type { Column } from './cox';
import { sorted, type Durations } from './kaplan-meier';
import { exp, log, max, sqrt } from '../numeric/math';

/** Those watched, latest first, with their columns centred and in units of their own spread. */
export interface CoxRows {
  time: Float64Array;
  entry: Float64Array;
  event: Uint8Array;
  /** By rows. */
  x: Float64Array[];
  /** Places by entry, latest first. */
  byEntry: Uint32Array;
  scale: number[];
  n: number;
  events: number;
}

/** The rows that the partial likelihood reads. Edge: a value that is no number is refused with its column; a constant column has a scale of 1. */
export function preparedRows(durations: Durations, columns: readonly Column[]): CoxRows {
  const watched = sorted(durations);
  const n = watched.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => durations.time[b]! - durations.time[a]!);
  const entry = Float64Array.from(order, (at) => durations.entry?.[at] ?? 0);
  const event = Uint8Array.from(order, (at) => (durations.event[at]! > 0 ? 1 : 0));
  const scaled = columns.map(standard);
  return {
    time: Float64Array.from(order, (at) => durations.time[at]!), entry, event, x: Array.from(order, (at) => Float64Array.from(scaled, ({ values }) => values[at]!)),
    byEntry: Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => entry[b]! - entry[a]!), scale: scaled.map(({ scale }) => scale), n,
    events: event.reduce((sum, one) => sum + one, 0),
  };
}

function standard({ name, values }: Column): { values: Float64Array; scale: number } {
  const own = Float64Array.from(values);
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  if (!Number.isFinite(mean)) throw new RangeError(`The column ${name} holds something that is no number.`);
  const spread = sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
  const scale = spread > 0 ? spread : 1;
  return { values: own.map((value) => (value - mean) / scale), scale };
}

/** What those still under watch add up to: weights, weights by column, weights by pair of columns. */
class Sums {
  weight = 0;
  first: number[];
  second: Matrix;

  constructor(width: number) {
    this.first = new Array<number>(width).fill(0);
    this.second = zeros(width);
  }

  add(weight: number, x: Float64Array): void {
    this.weight += weight;
    for (let i = 0; i < x.length; i += 1) {
      this.first[i]! += weight * x[i]!;
      for (let j = 0; j <= i; j += 1) this.second[i]![j]! += weight * x[i]! * x[j]!;
    }
  }
}

/** The partial likelihood at some coefficients, with its slope and the information it holds. */
export interface Likelihood {
  value: number;
  slope: number[];
  information: Matrix;
  /** By time of leaving, latest first: how many left, and how far their columns lay from what was expected of them (Schoenfeld 1982). */
  steps: { events: number; residual: number[] }[];
}

/** The logarithm of the partial likelihood of Cox with Efron's treatment of equal times. Unit: nats. Edge: 0 where nobody left. */
export function likelihoodAt(rows: CoxRows, beta: readonly number[]): Likelihood {
  const width = beta.length;
  const found: Likelihood = { value: 0, slope: new Array<number>(width).fill(0), information: zeros(width), steps: [] };
  const risk = rows.x.map((x) => x.reduce((sum, value, i) => sum + value * beta[i]!, 0));
  // The greatest is taken off, so that no weight overflows; it cancels out in every ratio.
  const most = risk.reduce((greatest, value) => max(greatest, value), -Infinity);
  const weight = risk.map((value) => exp(value - most));
  const all = new Sums(width);
  let left = 0;
  for (let i = 0; i < rows.n; ) {
    const time = rows.time[i]!;
    const gone = new Sums(width);
    const before = [...found.slope];
    let events = 0;
    for (; i < rows.n && rows.time[i] === time; i += 1) {
      all.add(weight[i]!, rows.x[i]!);
      if (rows.event[i] === 0) continue;
      events += 1;
      gone.add(weight[i]!, rows.x[i]!);
      found.value += risk[i]! - most;
      for (let j = 0; j < width; j += 1) found.slope[j]! += rows.x[i]![j]!;
    }
    if (events === 0) continue;
    for (; left < rows.n && rows.entry[rows.byEntry[left]!]! >= time && rows.entry[rows.byEntry[left]!]! > 0; left += 1) {
      const at = rows.byEntry[left]!;
      all.add(-weight[at]!, rows.x[at]!);
    }
    for (let k = 0; k < events; k += 1) take(found, all, gone, k / events);
    found.steps.push({ events, residual: found.slope.map((value, j) => value - before[j]!) });
  }
  for (let i = 0; i < width; i += 1) for (let j = 0; j < i; j += 1) found.information[j]![i] = found.information[i]![j]!;
  return found;
}

/** One of those who left at the same time, when a part of them is taken for gone already. */
function take(found: Likelihood, all: Sums, gone: Sums, part: number): void {
  const whole = all.weight - part * gone.weight;
  found.value -= log(whole);
  const mean = all.first.map((sum, i) => (sum - part * gone.first[i]!) / whole);
  for (let i = 0; i < mean.length; i += 1) {
    found.slope[i]! -= mean[i]!;
    for (let j = 0; j <= i; j += 1) found.information[i]![j]! += (all.second[i]![j]! - part * gone.second[i]![j]!) / whole - mean[i]! * mean[j]!;
  }
}
