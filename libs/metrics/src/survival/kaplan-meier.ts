import { answered, refused, type Answer, type Caution } from '../answer';
import type { Interval } from '../proportion';

/** How long each was seen, a place each: until `time`, where something ended (`event` 1) or the watch did (0); `entry` when the watch began, 0 without. */
export interface Durations {
  time: ArrayLike<number>;
  event: ArrayLike<number>;
  entry?: ArrayLike<number>;
}

/** A time at which somebody left: how many were under watch, how many left, which part stays, with its range. */
export interface Step extends Interval {
  time: number;
  atRisk: number;
  events: number;
  survival: number;
  /** Greenwood's sum: the variance of the logarithm of the part that stays. */
  variance: number;
}

/** A curve of how many stay. */
export interface Survival {
  steps: Step[];
  n: number;
  events: number;
}

/** On which scale a range is even: LOG_LOG never leaves 0 to 1 and fits small groups; LOG is what R gives unasked. */
export type Scale = 'LOG_LOG' | 'LOG';

/** Below this nothing is said of how long customers stay. */
export const SURVIVAL_LEAST = { rows: 10, events: 1 } as const;

/**
 * Which part stays how long.
 * Formula: Π (1 − d/n) over the times at which somebody left (Kaplan & Meier 1958); variance of its logarithm Σ d/(n(n − d)) (Greenwood
 * 1926); range even on the scale of ln(−ln S) (Kalbfleisch & Prentice 2002) or of ln S. Unit: fraction of 1. Edge: who came under
 * watch late counts from then on; leaving at the moment others are lost comes first; refused under 10 rows or without an event; weak under 30 rows or 5 events.
 */
export function kaplanMeier(durations: Durations, ranges: Ranges = {}): Answer<Survival> {
  const rows = sorted(durations);
  return curveOf(riskTable(rows), { n: rows.length, events: rows.filter(({ event }) => event).length }, ranges);
}

/** Of how wide ranges are, and on which scale. */
export interface Ranges {
  z?: number;
  scale?: Scale;
}

/** The curve of a table of who was at risk and who left. Formula, unit, edge: as `kaplanMeier`. */
export function curveOf(table: readonly AtRisk[], { n, events }: { n: number; events: number }, { z = 1.959963984540054, scale = 'LOG_LOG' }: Ranges = {}): Answer<Survival> {
  if (n < SURVIVAL_LEAST.rows) return refused('ROWS', n, SURVIVAL_LEAST.rows);
  if (events < SURVIVAL_LEAST.events) return refused('EVENTS', events, SURVIVAL_LEAST.events);
  const steps: Step[] = [];
  let [survival, variance] = [1, 0];
  for (const { time, atRisk, events: left } of table) {
    survival *= 1 - left / atRisk;
    variance += atRisk === left ? Infinity : left / (atRisk * (atRisk - left));
    steps.push({ time, atRisk, events: left, survival, variance, ...rangeOf(survival, variance, z, scale) });
  }
  const cautions: Caution[] = [...(n < 30 ? ['FEW_ROWS' as const] : []), ...(events < 5 ? ['FEW_EVENTS' as const] : [])];
  return answered({ steps, n, events }, n, cautions);
}

/** One of those watched. */
export interface Watched {
  time: number;
  event: boolean;
  entry: number;
}

/** Those watched, by time. Edge: a time that is none, or an entry at or after it, is refused with its place. */
export function sorted({ time, event, entry }: Durations): Watched[] {
  const rows = Array.from({ length: time.length }, (_, i): Watched => {
    const [t, e] = [time[i]!, entry?.[i] ?? 0];
    if (!(t >= 0 && t < Infinity) || !(e >= 0) || (e > 0 && e >= t)) throw new RangeError(`Nobody is watched from ${e} to ${t} (place ${i}).`);
    return { time: t, event: event[i]! > 0, entry: e };
  });
  return rows.sort((a, b) => a.time - b.time);
}

/** A time at which somebody left: how many were under watch just before, and how many left. */
export interface AtRisk {
  time: number;
  atRisk: number;
  events: number;
}

/** For each time at which somebody left: how many were under watch just before, and how many left. */
export function riskTable(rows: readonly Watched[]): AtRisk[] {
  const entries = rows.map(({ entry }) => entry).sort((a, b) => a - b);
  const table: AtRisk[] = [];
  let entered = 0;
  for (let i = 0; i < rows.length; ) {
    const { time } = rows[i]!;
    while (entered < entries.length && (entries[entered]! < time || entries[entered] === 0)) entered += 1;
    let [next, events] = [i, 0];
    for (; next < rows.length && rows[next]!.time === time; next += 1) if (rows[next]!.event) events += 1;
    if (events > 0) table.push({ time, atRisk: entered - i, events });
    i = next;
  }
  return table;
}

function rangeOf(survival: number, variance: number, z: number, scale: Scale): Interval {
  if (survival <= 0) return { low: 0, high: 0 };
  const error = Math.sqrt(variance);
  if (scale === 'LOG') return { low: survival * Math.exp(-z * error), high: Math.min(1, survival * Math.exp(z * error)) };
  if (survival >= 1) return { low: 1, high: 1 };
  const reach = (z * error) / -Math.log(survival);
  return { low: survival ** Math.exp(reach), high: survival ** Math.exp(-reach) };
}

/** Which part stays beyond a time. Formula: the last step at or before it. Unit: fraction of 1. Edge: 1 before the first step. */
export function survivalAt({ steps }: Survival, time: number): { survival: number } & Interval {
  let found = { survival: 1, low: 1, high: 1 };
  for (const { time: at, survival, low, high } of steps) {
    if (at > time) break;
    found = { survival, low, high };
  }
  return found;
}

/** A time with its range; null where so many never left while they were watched. */
export interface TimeRange {
  time: number | null;
  low: number | null;
  high: number | null;
}

/**
 * By which time a share has left.
 * Formula: the first step at or below 1 − share, and those of the bounds of the range (Brookmeyer & Crowley 1982). Unit: that of time. Edge: 0.5 is the median.
 */
export function timeUntilLeft({ steps }: Survival, share = 0.5): TimeRange {
  const first = (of: (step: Step) => number): number | null => steps.find((step) => of(step) <= 1 - share + 1e-12)?.time ?? null;
  return { time: first(({ survival }) => survival), low: first(({ low }) => low), high: first(({ high }) => high) };
}
