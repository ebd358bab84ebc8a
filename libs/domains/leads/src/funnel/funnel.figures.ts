import { commonOdds, quantile, rateDifference, survivalAt, survivalOfCounts, timeUntilLeft, wilsonInterval, type LifeRow, type Part } from '@dossier/metrics';
import { FigureState, type LeadDimension } from '@dossier/vocabulary/lead-enums';
import type { LeadComparison, LeadFunnelGroup, LeadRate, LeadStratum, LeadTime } from './funnel.views';

/** Below so many no part of them is told; below thirty, or with fewer than five on either side, it is weak. */
export const LEAST = 10;
const ENOUGH = 30;
const LEAST_SIDE = 5;
/** The 97.5th part of the normal distribution: ranges hold 95 of 100 samples. */
export const Z = 1.959963984540054;
const HOURS = 24;

/** A part of a whole with its range, or what it lacks. */
export function rateOf(hits: number, n: number): LeadRate {
  const plain = { hits, n, needed: LEAST };
  const range = wilsonInterval(hits, n, Z);
  if (n < LEAST || range === null) return { ...plain, state: FigureState.REFUSED, rate: null, low: null, high: null };
  const isWeak = n < ENOUGH || hits < LEAST_SIDE || n - hits < LEAST_SIDE;
  return { ...plain, state: isWeak ? FigureState.WEAK : FigureState.OK, rate: hits / n, low: range.low, high: range.high };
}

/** Times counted in hours, of those who took a step and those who have not yet. */
export interface StepTime {
  hours: number;
  taken: number;
  waiting: number;
}

const inDays = (hours: number | null): number | null => (hours === null ? null : hours / HOURS);

/** After how many days half and nine of ten took a step, who has not yet being watched until now. */
export function timeOf(rows: readonly StepTime[], windowDays: number): LeadTime {
  const [n, taken] = [rows.reduce((sum, row) => sum + row.taken + row.waiting, 0), rows.reduce((sum, row) => sum + row.taken, 0)];
  const found = survivalOfCounts(rows.map(({ hours, taken: left, waiting }): LifeRow => ({ time: hours, left, lost: waiting })));
  const plain = { n, taken, needed: LEAST };
  if (found.status === 'REFUSED') return { ...plain, state: FigureState.REFUSED, median: null, low: null, high: null, ninetieth: null, expected: null };
  const half = timeUntilLeft(found.value, 0.5);
  return {
    ...plain, state: found.status === 'WEAK' ? FigureState.WEAK : FigureState.OK, median: inDays(half.time), low: inDays(half.low), high: inDays(half.high),
    ninetieth: inDays(timeUntilLeft(found.value, 0.9).time), expected: 1 - survivalAt(found.value, windowDays * HOURS).survival,
  };
}

/** Two groups within one part of another division. */
export interface StratumRow {
  part: string;
  one: Part;
  other: Part;
}

/** Two groups compared within the parts of a division: whether like with like points the other way than the whole. */
export function stratumOf(by: LeadDimension, rows: readonly StratumRow[], nameOf: (value: string) => string | null): LeadStratum {
  const sum = (of: (row: StratumRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const gap = sum(({ one }) => one.hits) / sum(({ one }) => one.n) - sum(({ other }) => other.hits) / sum(({ other }) => other.n);
  const odds = commonOdds(rows.map(({ one, other }) => ({ exposed: one, others: other })));
  const common = odds.status === 'REFUSED' ? null : odds.value;
  const parts = rows.map(({ part, one, other }) => ({ value: part, name: nameOf(part), one: rateOf(one.hits, one.n), other: rateOf(other.hits, other.n) }));
  return { by, ratio: common?.ratio ?? null, low: common?.low ?? null, high: common?.high ?? null, turns: common !== null && gap * Math.log(common.ratio) < 0, parts };
}

/** How far two groups lie apart in what is won. */
export function compared(one: LeadFunnelGroup, other: LeadFunnelGroup, strata: readonly LeadStratum[]): LeadComparison {
  const isEnough = one.won.n >= LEAST && other.won.n >= LEAST;
  const found = isEnough ? rateDifference(one.won, other.won, Z) : null;
  return { one, other, difference: found?.difference ?? null, low: found?.low ?? null, high: found?.high ?? null, strata: isEnough ? [...strata] : [] };
}

/** What the best quarter of parts reaches at a step: the upper quartile of those with enough leads before it. Null where there are not three. */
export function bestQuarter(parts: readonly Part[]): number | null {
  const rates = parts.filter(({ n }) => n >= LEAST).map(({ hits, n }) => hits / n);
  return rates.length < 3 ? null : quantile(rates, 0.75);
}
