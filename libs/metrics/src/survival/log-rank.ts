import { answered, refused, type Answer } from '../answer';
import { cholesky, solve, zeros } from '../numeric/matrix';
import { chiSquareAbove } from '../numeric/normal';
import { riskTable, sorted, type AtRisk, type Durations } from './kaplan-meier';

/** Whether groups leave at different times: chi-square, its degrees, how rare it is by chance, and how many left against how many would have. */
export interface LogRank {
  chiSquare: number;
  degrees: number;
  p: number;
  groups: { n: number; observed: number; expected: number }[];
}

/**
 * Whether groups leave at different times.
 * Formula: (O − E)ᵀ V⁻¹ (O − E) over all groups but the last (Mantel 1966; Peto & Peto 1972), V hypergeometric. Unit: chi-square. Edge: refused for
 * fewer than two groups, for a group of none and where nobody left; groups take part from their entry on.
 */
export function logRank(groups: readonly Durations[]): Answer<LogRank> {
  const rows = groups.map(sorted);
  if (rows.length < 2 || rows.some((group) => group.length === 0)) return refused('GROUPS', rows.filter((group) => group.length > 0).length, Math.max(2, rows.length));
  const all = riskTable(rows.flat().sort((a, b) => a.time - b.time));
  if (all.length === 0) return refused('EVENTS', 0, 1);
  const atRisk = rows.map((group) => atRiskAt(group, all.map(({ time }) => time)));
  return compared(all, atRisk, rows.map((group) => ({ n: group.length, observed: group.filter(({ event }) => event).length })));
}

/** The test over what all had at risk at each time and each group of it. Formula, unit, edge: as `logRank`. */
export function compared(all: readonly AtRisk[], atRisk: readonly (readonly number[])[], groups: readonly { n: number; observed: number }[]): Answer<LogRank> {
  const k = groups.length - 1;
  const [expected, variance] = [new Array<number>(k + 1).fill(0), zeros(k)];
  all.forEach(({ atRisk: whole, events }, step) => {
    const parts = atRisk.map((group) => group[step]! / whole);
    parts.forEach((part, i) => (expected[i]! += events * part));
    const factor = whole > 1 ? (events * (whole - events)) / (whole - 1) : 0;
    for (let i = 0; i < k; i += 1) for (let j = 0; j < k; j += 1) variance[i]![j]! += factor * parts[i]! * ((i === j ? 1 : 0) - parts[j]!);
  });
  const lower = cholesky(variance);
  if (lower === null) return refused('EVENTS', all.length, all.length + 1);
  const apart = groups.slice(0, k).map(({ observed }, i) => observed - expected[i]!);
  const chiSquare = solve(lower, apart).reduce((sum, value, i) => sum + value * apart[i]!, 0);
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  return answered({ chiSquare, degrees: k, p: chiSquareAbove(Math.max(0, chiSquare), k), groups: groups.map((group, i) => ({ ...group, expected: expected[i]! })) }, n);
}

/** How many of a group were under watch just before each of the times, which rise. */
function atRiskAt(group: readonly { time: number; entry: number }[], times: readonly number[]): number[] {
  const entries = group.map(({ entry }) => entry).sort((a, b) => a - b);
  let [entered, gone] = [0, 0];
  return times.map((time) => {
    while (entered < entries.length && (entries[entered]! < time || entries[entered] === 0)) entered += 1;
    while (gone < group.length && group[gone]!.time < time) gone += 1;
    return entered - gone;
  });
}
