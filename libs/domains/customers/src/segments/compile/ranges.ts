import { addDays, endOfDay, startOfDay } from '@dossier/kernel/time';
import { boundType } from '@dossier/kernel/list';
import type { Days, Numbers } from './definition';
import type { Ground } from './ground';

const is = (value: number | null | undefined): value is number => typeof value === 'number';

/** Whether a range of numbers says anything. */
export const says = (range: Numbers | null | undefined): range is Numbers => is(range?.min) || is(range?.max);

/** A number within a range, both ends included. */
export function numberSql(value: string, { min, max }: Numbers, { params }: Ground): string {
  const parts: string[] = [];
  if (is(min)) parts.push(`${value} >= ${params.add(min, boundType(min))}`);
  if (is(max)) parts.push(`${value} <= ${params.add(max, boundType(max))}`);
  return parts.length === 0 ? 'true' : parts.join(' and ');
}

const monthSql = (day: string, month: number, { params, today }: Ground): string => `extract(month from ${day}) = ${params.add(month === 0 ? Number(today.slice(5, 7)) : month, 'int')}`;

/** The first day and the last day that a range allows; null where it is open. Today is that of the customers who are looked at. */
function ends({ from, to, last, next }: Days, today: string): { first: string | null; last: string | null } {
  const firsts = [from, is(last) ? addDays(today, 1 - last) : null, is(next) ? today : null].filter((day): day is string => typeof day === 'string');
  const lasts = [to, is(last) ? today : null, is(next) ? addDays(today, next - 1) : null].filter((day): day is string => typeof day === 'string');
  return { first: firsts.length === 0 ? null : firsts.sort().at(-1)!, last: lasts.length === 0 ? null : lasts.sort()[0]! };
}

/** A day within a range. */
export function daySql(day: string, range: Days, ground: Ground): string {
  const { first, last } = ends(range, ground.today);
  const parts: string[] = [];
  if (first !== null) parts.push(`${day} >= ${ground.params.add(first, 'date')}`);
  if (last !== null) parts.push(`${day} <= ${ground.params.add(last, 'date')}`);
  if (is(range.month)) parts.push(monthSql(day, range.month, ground));
  return parts.length === 0 ? 'true' : parts.join(' and ');
}

/** An instant whose day, in the zone of the customers who are looked at, lies within a range. Written on the column, so that an index or the month of a partition answers. */
export function instantSql(at: string, range: Days, ground: Ground): string {
  const { first, last } = ends(range, ground.today);
  const parts: string[] = [];
  if (first !== null) parts.push(`${at} >= ${ground.params.add(startOfDay(first, ground.zone).toISOString(), 'timestamptz')}`);
  if (last !== null) parts.push(`${at} < ${ground.params.add(endOfDay(last, ground.zone).toISOString(), 'timestamptz')}`);
  if (is(range.month)) parts.push(monthSql(`(${at} at time zone ${ground.zoneParam()})`, range.month, ground));
  return parts.length === 0 ? 'true' : parts.join(' and ');
}

/** The first and the last day of a range; null where it asks for a month of any year, or no day lies in it. */
export function boundsOf(range: Days, ground: Ground): { first: string | null; last: string | null } | null {
  const bounds = ends(range, ground.today);
  return is(range.month) || (bounds.first !== null && bounds.last !== null && bounds.first > bounds.last) ? null : bounds;
}

/** When a range of days begins and ends, as instants; null where it is open. */
export function windowOf(range: Days, ground: Ground): { from: string | null; to: string | null } {
  const { first, last } = ends(range, ground.today);
  return { from: first === null ? null : startOfDay(first, ground.zone).toISOString(), to: last === null ? null : endOfDay(last, ground.zone).toISOString() };
}
