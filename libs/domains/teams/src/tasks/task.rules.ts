import { addDays, addMonths, dayFrom, dayOf, daysBetween, daysInMonth, momentOf, partsOf, timeOf, type Day } from '@dossier/kernel/time';
import { TaskRepeat } from '@dossier/vocabulary/lead-enums';
import { addWorkdays, type WorkingTime } from '../calendar/calendar.rules';

/** When a task is due: within a day, or at a moment of it. */
export interface Due {
  dueOn: Day | null;
  dueAt: Date | null;
}

/** Days are told of in the morning. */
const MORNING = '09:00';
const HOUR = 3_600_000;
/** A task that is late for longer than this is told of no more: whoever has not heard will not hear. */
export const MOST_DAYS_LATE = 30;

/** The due of a task from what was given: a moment brings its day, a day alone drops the moment. Undefined: nothing was said. */
export function dueOf(given: { dueOn?: Day | null; dueAt?: Date | null }, zone: string): Due | undefined {
  if (given.dueAt) return { dueAt: given.dueAt, dueOn: dayOf(given.dueAt, zone) };
  if (given.dueOn !== undefined) return { dueOn: given.dueOn, dueAt: null };
  return given.dueAt === null ? { dueOn: null, dueAt: null } : undefined;
}

const dueMoment = ({ dueOn, dueAt }: Due, zone: string): Date => dueAt ?? momentOf(dueOn!, MORNING, zone);

/** On the last working day before: the morning; before a moment, an hour. */
function soonMoment(due: Due, time: WorkingTime): Date {
  if (due.dueAt) return new Date(due.dueAt.getTime() - HOUR);
  let day = addDays(due.dueOn!, -1);
  for (let back = 0; back < 14 && addWorkdays(time, day, 0) !== day; back++) day = addDays(day, -1);
  return momentOf(day, MORNING, time.zone);
}

/** The first moment after `after` at which somebody is told of a task: before it is due, when it is, and each morning from then on. Null: never again. */
export function nextReminder(due: Due, time: WorkingTime, after: Date): Date | null {
  if (due.dueOn === null) return null;
  for (const moment of [soonMoment(due, time), dueMoment(due, time.zone)]) if (moment > after) return moment;
  const today = dayOf(after, time.zone);
  const from = addDays(due.dueOn, 1);
  for (let day = today < from ? from : today; daysBetween(due.dueOn, day) <= MOST_DAYS_LATE; day = addDays(day, 1)) {
    const moment = momentOf(day, MORNING, time.zone);
    if (moment > after) return moment;
  }
  return null;
}

export interface Reminder {
  kind: 'SOON' | 'DUE' | 'LATE';
  daysLate: number;
  /** From the second day on, whoever leads the team is told too. */
  isForLeader: boolean;
}

/** What is told of a task at a moment. */
export function reminderAt(due: Due, moment: Date, zone: string): Reminder | null {
  if (due.dueOn === null) return null;
  const daysLate = Math.max(0, daysBetween(due.dueOn, dayOf(moment, zone)));
  const isLate = daysLate > 0;
  const kind = isLate ? 'LATE' : moment < dueMoment(due, zone) ? 'SOON' : 'DUE';
  return { kind, daysLate, isForLeader: daysLate >= 2 };
}

function stepped(repeats: TaskRepeat, day: Day, time: WorkingTime, repeatDay: number): Day {
  if (repeats === TaskRepeat.DAILY) return addDays(day, 1);
  if (repeats === TaskRepeat.WORKDAYS) return addWorkdays(time, day, 1);
  if (repeats === TaskRepeat.WEEKLY) return addDays(day, 7);
  const { year, month } = partsOf(addMonths(`${day.slice(0, 7)}-01`, 1));
  return dayFrom(year, month, Math.min(repeatDay, daysInMonth(year, month)));
}

/** When a task that repeats is due again: the next time after both its own day and today, at the same time of the wall clock. */
export function nextDue(due: Due & { repeats: TaskRepeat; repeatDay: number | null }, time: WorkingTime, today: Day): Due | null {
  if (due.repeats === TaskRepeat.NEVER || due.dueOn === null) return null;
  const repeatDay = due.repeatDay ?? partsOf(due.dueOn).date;
  let day = stepped(due.repeats, due.dueOn, time, repeatDay);
  while (day <= today) day = stepped(due.repeats, day, time, repeatDay);
  return { dueOn: day, dueAt: due.dueAt ? momentOf(day, timeOf(due.dueAt, time.zone), time.zone) : null };
}
