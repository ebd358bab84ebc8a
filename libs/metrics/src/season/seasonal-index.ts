import { answered, refused, type Answer } from '../answer';
import { dayAfter, daysBetween, type Day } from '../day';

/** How much more or less than the mean each month brings; twelve of them, January first, mean 1. */
export type SeasonalIndex = readonly number[];

/** A year in which every month is as the mean. */
export const EVEN_YEAR: SeasonalIndex = new Array<number>(12).fill(1);

/**
 * How much more or less than the mean each month of the year brings.
 * Formula: classical decomposition: mean by month of value / mean of the twelve months around it (the first and last half), divided by the mean of all twelve
 * (Macaulay 1931; Hyndman & Athanasopoulos, FPP3, 3.4). Shapes: whole months in a row, the first one `startMonth` (1 to 12). Unit: times the
 * mean. Edge: refused under 24 months, and where twelve months around one bring nothing (SPREAD).
 */
export function seasonalIndex(values: readonly number[], startMonth: number): Answer<SeasonalIndex> {
  if (values.length < 24) return refused('MONTHS', values.length, 24);
  const [sums, counts] = [new Array<number>(12).fill(0), new Array<number>(12).fill(0)];
  for (let i = 6; i + 6 < values.length; i += 1) {
    const inner = values.slice(i - 5, i + 6).reduce((sum, value) => sum + value, 0);
    const around = (inner + (values[i - 6]! + values[i + 6]!) / 2) / 12;
    if (!(around > 0)) return refused('SPREAD', 0, 1);
    const month = (startMonth - 1 + i) % 12;
    sums[month]! += values[i]! / around;
    counts[month]! += 1;
  }
  const means = sums.map((sum, month) => sum / counts[month]!);
  const middle = means.reduce((sum, value) => sum + value, 0) / 12;
  return answered(means.map((value) => value / middle), values.length);
}

/**
 * The season of a small category drawn towards that of its parent.
 * Formula: w·own + (1 − w)·parent, w = n/(n + k), n what the category sold, k what must be sold to trust both alike. Unit: times the mean. Edge: without
 * sales it is the parent's.
 */
export function shrunkSeason(own: SeasonalIndex, parent: SeasonalIndex, n: number, k = 500): SeasonalIndex {
  const weight = n / (n + k);
  return parent.map((value, month) => weight * own[month]! + (1 - weight) * value);
}

/**
 * How many days of mean season lie between two days.
 * Formula: sum over the days after `from` up to `to` of the index of their month. Unit: days. Edge: below 0 where `to` lies before `from`; with
 * an even year it is `daysBetween`.
 */
export function seasonDays(index: SeasonalIndex, from: Day, to: Day): number {
  if (to < from) return -seasonDays(index, to, from);
  let [sum, at] = [0, from];
  while (at < to) {
    const end = lastOfMonth(dayAfter(at, 1));
    const until = end < to ? end : to;
    sum += daysBetween(at, until) * index[Number(until.slice(5, 7)) - 1]!;
    at = until;
  }
  return sum;
}

/** Past this many years no day is told. */
const FURTHEST_YEARS = 30;

/**
 * The day on which so many days of mean season have gone by.
 * Formula: `seasonDays` turned round, by months. Unit: a day. Edge: `from` itself for none; null past 30 years, and a month of index 0 lets no season go by.
 */
export function afterSeasonDays(index: SeasonalIndex, from: Day, days: number): Day | null {
  let [left, at] = [days, from];
  for (let month = 0; month < FURTHEST_YEARS * 12 && left > 0; month += 1) {
    const end = lastOfMonth(dayAfter(at, 1));
    const [length, weight] = [daysBetween(at, end), index[Number(end.slice(5, 7)) - 1]!];
    if (length * weight >= left) return dayAfter(at, Math.ceil(left / weight - 1e-9));
    left -= length * weight;
    at = end;
  }
  return left > 0 ? null : at;
}

function lastOfMonth(day: Day): Day {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
