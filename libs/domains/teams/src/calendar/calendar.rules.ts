import { addDays, dayOf, momentOf, weekdayOf, type Day } from '@dossier/kernel/time';
import { DomainError } from '@dossier/kernel/errors';

/** From one time of the wall clock to another one of the same day, `HH:MM`; `24:00` is the end of the day. */
export interface Hours {
  from: string;
  to: string;
}

/** When people work: by the day of the week, and by date where a date differs. */
export interface WorkingTime {
  readonly zone: string;
  /** Seven lists, Monday first. */
  readonly week: readonly (readonly Hours[])[];
  readonly days: ReadonlyMap<Day, readonly Hours[]>;
}

/** Away from the morning (or noon) of one day to the evening (or noon) of another. */
export interface Away {
  fromOn: Day;
  toOn: Day;
  fromNoon: boolean;
  toNoon: boolean;
}

const office: readonly Hours[] = [{ from: '09:00', to: '18:00' }];
/** Monday to Friday, nine to six: what holds until somebody says otherwise. */
export const STANDARD_WEEK: readonly (readonly Hours[])[] = [office, office, office, office, office, [], []];

const MINUTE = 60_000;
const NOON = '12:00';
/** So many days are gone through for an answer: a calendar without work for ten years has none. */
const MOST_DAYS = 3_660;

interface Span {
  from: number;
  to: number;
}

const known = new WeakMap<WorkingTime, Map<Day, readonly Span[]>>();

const at = (day: Day, time: string, zone: string): number => (time === '24:00' ? momentOf(addDays(day, 1), '00:00', zone) : momentOf(day, time, zone)).getTime();

/** What the wall clock skips is no working time: an hour that does not exist has no length. */
function spansOf(time: WorkingTime, day: Day): readonly Span[] {
  let days = known.get(time);
  if (!days) known.set(time, (days = new Map<Day, readonly Span[]>()));
  let spans = days.get(day);
  if (!spans) {
    const hours = time.days.get(day) ?? time.week[weekdayOf(day) - 1] ?? [];
    spans = hours.map(({ from, to }) => ({ from: at(day, from, time.zone), to: at(day, to, time.zone) })).filter(({ from, to }) => to > from);
    days.set(day, spans);
  }
  return spans;
}

/** Whether it is working time at this moment. The moment at which work ends is none of it. */
export function isWorking(time: WorkingTime, moment: Date): boolean {
  const now = moment.getTime();
  return spansOf(time, dayOf(moment, time.zone)).some(({ from, to }) => now >= from && now < to);
}

/** Whether anybody works on this day. */
export const isWorkday = (time: WorkingTime, day: Day): boolean => spansOf(time, day).length > 0;

/**
 * The moment at which so many minutes of working time have gone by. Of no minutes at all, the first moment of working time that is not
 * before `from`.
 * @throws RangeError when nobody works for ten years
 */
export function addWorkingMinutes(time: WorkingTime, from: Date, minutes: number): Date {
  let left = Math.max(0, minutes) * MINUTE;
  const begin = from.getTime();
  let day = dayOf(from, time.zone);
  for (let count = 0; count < MOST_DAYS; count++, day = addDays(day, 1)) {
    for (const span of spansOf(time, day)) {
      const start = Math.max(span.from, begin);
      if (start >= span.to) continue;
      if (left <= span.to - start) return new Date(start + left);
      left -= span.to - start;
    }
  }
  throw new RangeError('Nobody works within ten years');
}

/** How many minutes of working time lie between two moments; negative when the second lies before the first. */
export function workingMinutesBetween(time: WorkingTime, from: Date, to: Date): number {
  if (to < from) return -workingMinutesBetween(time, to, from);
  const [begin, end] = [from.getTime(), to.getTime()];
  const last = dayOf(to, time.zone);
  let sum = 0;
  for (let day = dayOf(from, time.zone); day <= last; day = addDays(day, 1)) {
    for (const span of spansOf(time, day)) sum += Math.max(0, Math.min(span.to, end) - Math.max(span.from, begin));
  }
  return sum / MINUTE;
}

/** The day so many working days after this one; of none, the first working day from this one on. */
export function addWorkdays(time: WorkingTime, from: Day, count: number): Day {
  let left = Math.max(0, count);
  let day = from;
  for (let gone = 0; gone < MOST_DAYS; gone++) {
    if (left === 0 && isWorkday(time, day)) return day;
    day = addDays(day, 1);
    if (left > 0 && isWorkday(time, day)) left -= 1;
  }
  throw new RangeError('Nobody works within ten years');
}

/** Whether somebody on this leave is away at a moment. */
export function isAway(leave: Away, moment: Date, zone: string): boolean {
  const now = moment.getTime();
  return now >= at(leave.fromOn, leave.fromNoon ? NOON : '00:00', zone) && now < at(leave.toOn, leave.toNoon ? NOON : '24:00', zone);
}

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;
const isStart = (text: string): boolean => clock.test(text);
const isEnd = (text: string): boolean => clock.test(text) || text === '24:00';

/** The hours of one day in order. Times that do not exist, end before they begin or overlap are refused. */
export function hoursOf(given: readonly Hours[]): Hours[] {
  const hours = given.map(({ from, to }) => ({ from, to })).sort((a, b) => a.from.localeCompare(b.from));
  for (const [place, { from, to }] of hours.entries()) {
    if (!isStart(from) || !isEnd(to) || to <= from) throw new DomainError('INVALID_INPUT', { field: 'hours', reason: 'RANGE' });
    if (place > 0 && from < hours[place - 1]!.to) throw new DomainError('INVALID_INPUT', { field: 'hours', reason: 'OVERLAP' });
  }
  return hours;
}

/** Seven days, Monday first, from what was given by weekday (1 is Monday); days that are not named are free. A week without any work is refused. */
export function weekOf(given: readonly { weekday: number; hours: readonly Hours[] }[]): Hours[][] {
  const week = Array.from({ length: 7 }, (): Hours[] => []);
  for (const { weekday, hours } of given) week[weekday - 1] = hoursOf(hours);
  if (week.every((hours) => hours.length === 0)) throw new DomainError('CALENDAR_WITHOUT_WORK');
  return week;
}

/** A leave that ends before it begins is refused. */
export function leaveOf(given: Away): Away {
  const ends = given.toOn < given.fromOn || (given.toOn === given.fromOn && given.fromNoon && given.toNoon);
  if (ends) throw new DomainError('PERIOD_ENDS_EARLY', { field: 'toOn' });
  return given;
}
