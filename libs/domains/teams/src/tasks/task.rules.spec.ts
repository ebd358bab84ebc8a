import { describe, expect, it } from '@jest/globals';
import { momentOf } from '@dossier/kernel/time';
import { TaskRepeat } from '@dossier/vocabulary/lead-enums';
import { STANDARD_WEEK, type WorkingTime } from '../calendar/calendar.rules';
import { dueOf, nextDue, nextReminder, reminderAt } from './task.rules';

const zone = 'Asia/Shanghai';
const time: WorkingTime = { zone, week: STANDARD_WEEK, days: new Map() };
const at = (day: string, clock: string, where = zone) => momentOf(day, clock, where);

describe('when a task is due', () => {
  it('is a moment with its day, or a day alone', () => {
    expect(dueOf({ dueAt: at('2026-11-24', '00:30') }, zone)).toEqual({ dueAt: at('2026-11-24', '00:30'), dueOn: '2026-11-24' });
    expect(dueOf({ dueOn: '2026-11-24' }, zone)).toEqual({ dueOn: '2026-11-24', dueAt: null });
    expect(dueOf({ dueAt: null }, zone)).toEqual({ dueOn: null, dueAt: null });
    expect(dueOf({}, zone)).toBeUndefined();
  });
});

describe('reminders', () => {
  it('come the working day before, on the day, and each morning after it for thirty days', () => {
    const due = { dueOn: '2026-11-23', dueAt: null };
    const soon = nextReminder(due, time, at('2026-11-01', '12:00'))!;
    expect(soon).toEqual(at('2026-11-20', '09:00'));
    const on = nextReminder(due, time, soon)!;
    expect(on).toEqual(at('2026-11-23', '09:00'));
    const first = nextReminder(due, time, on)!;
    expect(first).toEqual(at('2026-11-24', '09:00'));
    expect([soon, on, first].map((moment) => reminderAt(due, moment, zone)?.kind)).toEqual(['SOON', 'DUE', 'LATE']);
    expect(reminderAt(due, at('2026-11-25', '09:00'), zone)).toEqual({ kind: 'LATE', daysLate: 2, isForLeader: true });
    expect(nextReminder(due, time, at('2026-12-23', '09:00'))).toBeNull();
  });

  it('come an hour before a moment, and at it', () => {
    const due = { dueOn: '2026-11-24', dueAt: at('2026-11-24', '15:00') };
    expect(nextReminder(due, time, at('2026-11-24', '10:00'))).toEqual(at('2026-11-24', '14:00'));
    expect(nextReminder(due, time, at('2026-11-24', '14:00'))).toEqual(at('2026-11-24', '15:00'));
    expect(nextReminder(due, time, at('2026-11-24', '15:00'))).toEqual(at('2026-11-25', '09:00'));
    expect(reminderAt(due, at('2026-11-24', '14:00'), zone)).toEqual({ kind: 'SOON', daysLate: 0, isForLeader: false });
  });

  it('do not come for what is never due', () => expect(nextReminder({ dueOn: null, dueAt: null }, time, new Date())).toBeNull());
});

describe('a task that repeats', () => {
  const next = (repeats: TaskRepeat, dueOn: string, today: string, repeatDay: number | null = null) => nextDue({ dueOn, dueAt: null, repeats, repeatDay }, time, today)?.dueOn;

  it('comes back after its own day and after today', () => {
    expect(next(TaskRepeat.DAILY, '2026-11-20', '2026-11-20')).toBe('2026-11-21');
    expect(next(TaskRepeat.WORKDAYS, '2026-11-20', '2026-11-20')).toBe('2026-11-23');
    expect(next(TaskRepeat.WEEKLY, '2026-11-02', '2026-11-20')).toBe('2026-11-23');
    expect(next(TaskRepeat.NEVER, '2026-11-02', '2026-11-20')).toBeUndefined();
  });

  it('keeps the day of the month over shorter ones', () => {
    expect(next(TaskRepeat.MONTHLY, '2027-01-31', '2027-01-31', 31)).toBe('2027-02-28');
    expect(next(TaskRepeat.MONTHLY, '2027-02-28', '2027-02-28', 31)).toBe('2027-03-31');
  });

  it('keeps the time of the wall clock over a change of the clocks', () => {
    const berlin: WorkingTime = { ...time, zone: 'Europe/Berlin' };
    const due = { dueOn: '2026-10-24', dueAt: at('2026-10-24', '09:00', berlin.zone), repeats: TaskRepeat.DAILY, repeatDay: null };
    expect(nextDue(due, berlin, '2026-10-24')).toEqual({ dueOn: '2026-10-25', dueAt: at('2026-10-25', '09:00', berlin.zone) });
  });
});
