import { refused, type Answer } from '../answer';
import { curveOf, type AtRisk, type Ranges, type Survival } from './kaplan-meier';
import { compared, type LogRank } from './log-rank';

/** How many left, and how many were seen no longer, at a time: durations that were counted already. */
export interface LifeRow {
  time: number;
  left: number;
  lost: number;
}

/** For each time at which somebody left: how many were under watch just before. Times fall together; those who leave go before those who are lost. */
function riskOf(rows: readonly LifeRow[]): { table: AtRisk[]; n: number; events: number } {
  const counts = new Map<number, { left: number; lost: number }>();
  for (const { time, left, lost } of rows) {
    if (!(time >= 0 && time < Infinity) || left < 0 || lost < 0) throw new RangeError(`Nobody is watched until ${time}.`);
    const own = counts.get(time) ?? { left: 0, lost: 0 };
    counts.set(time, { left: own.left + left, lost: own.lost + lost });
  }
  const times = [...counts].sort(([a], [b]) => a - b);
  const n = times.reduce((sum, [, { left, lost }]) => sum + left + lost, 0);
  const table: AtRisk[] = [];
  let [atRisk, events] = [n, 0];
  for (const [time, { left, lost }] of times) {
    if (left > 0) table.push({ time, atRisk, events: left });
    events += left;
    atRisk -= left + lost;
  }
  return { table, n, events };
}

/** Which part stays how long, from counts. Formula: `kaplanMeier`, of durations that were counted. Unit: fraction of 1. Edge: as there; all are watched from the start. */
export function survivalOfCounts(rows: readonly LifeRow[], ranges: Ranges = {}): Answer<Survival> {
  const { table, ...counted } = riskOf(rows);
  return curveOf(table, counted, ranges);
}

/** Whether groups leave at different times, from counts. Formula: `logRank`. Unit: chi-square. Edge: as there. */
export function logRankOfCounts(groups: readonly (readonly LifeRow[])[]): Answer<LogRank> {
  const own = groups.map(riskOf);
  const filled = own.filter(({ n }) => n > 0).length;
  if (groups.length < 2 || filled < groups.length) return refused('GROUPS', filled, Math.max(2, groups.length));
  const all = riskOf(groups.flat()).table;
  if (all.length === 0) return refused('EVENTS', 0, 1);
  return compared(all, groups.map((rows) => atRiskAt(rows, all)), own.map(({ n, events }) => ({ n, observed: events })));
}

/** How many of a group were under watch just before each of the times, which rise. */
function atRiskAt(rows: readonly LifeRow[], times: readonly AtRisk[]): number[] {
  const ordered = [...rows].sort((a, b) => a.time - b.time);
  let rest = ordered.reduce((sum, { left, lost }) => sum + left + lost, 0);
  let at = 0;
  return times.map(({ time }) => {
    for (; at < ordered.length && ordered[at]!.time < time; at += 1) rest -= ordered[at]!.left + ordered[at]!.lost;
    return rest;
  });
}
