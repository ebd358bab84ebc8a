import { describe, expect, it } from '@jest/globals';
import { LeadGrade, LeadStatus, NurtureCause, NurtureReentry, NurtureState } from '@dossier/vocabulary/lead-enums';
import { afterTask, exitOf, mayEnter, requireEntry, type Standing } from './nurture.rules';

const standing = (over: Partial<Standing> = {}): Standing => ({ cause: NurtureCause.GRADE, fromGrade: LeadGrade.C, grade: LeadGrade.C, status: LeadStatus.OPEN, isArchived: false, hasAnswered: false, wasReached: false, ...over });

describe('leaving a track', () => {
  it('goes on while nothing happens, and when the grade falls', () => {
    expect(exitOf(standing())).toBeNull();
    expect(exitOf(standing({ grade: LeadGrade.D }))).toBeNull();
    expect(exitOf(standing({ grade: null }))).toBeNull();
  });

  it('hands over when the grade rises, before anything else', () => expect(exitOf(standing({ grade: LeadGrade.B, hasAnswered: true, wasReached: true }))).toBe(NurtureState.HANDED_OFF));
  it('ends with an answer, and when somebody has spoken with the person', () => {
    expect(exitOf(standing({ hasAnswered: true, wasReached: true }))).toBe(NurtureState.ANSWERED);
    expect(exitOf(standing({ wasReached: true }))).toBe(NurtureState.REACHED);
  });

  it('ends when the lead is closed; one that came in closed ends when it is opened again', () => {
    expect(exitOf(standing({ status: LeadStatus.LOST }))).toBe(NurtureState.CLOSED);
    expect(exitOf(standing({ isArchived: true }))).toBe(NurtureState.CLOSED);
    const waiting = { cause: NurtureCause.BAD_TIMING, fromGrade: null, status: LeadStatus.LOST };
    expect(exitOf(standing(waiting))).toBeNull();
    expect(exitOf(standing({ ...waiting, status: LeadStatus.OPEN }))).toBe(NurtureState.REOPENED);
  });
});

describe('after a task', () => {
  const track = { steps: [{ afterDays: 0 }, { afterDays: 5 }], silentLimit: 3 };
  it('comes the next one, or the end', () => {
    expect(afterTask(track, 1, 1)).toBe(5);
    expect(afterTask(track, 2, 2)).toBe(NurtureState.FINISHED);
    expect(afterTask({ ...track, silentLimit: 1 }, 1, 1)).toBe(NurtureState.SILENT);
  });
});

describe('entering again', () => {
  const [before, now] = [{ endedAt: new Date('2026-01-01T00:00:00Z'), occurrence: new Date('2025-12-01T00:00:00Z') }, new Date('2026-01-31T00:00:00Z')];
  const may = (reentry: NurtureReentry, occurrence = before.occurrence, reentryDays = 30) => mayEnter({ reentry, reentryDays }, before, occurrence, now);
  it('follows the rule of the track', () => {
    expect(mayEnter({ reentry: NurtureReentry.NEVER, reentryDays: 1 }, null, now, now)).toBe(true);
    expect(may(NurtureReentry.NEVER)).toBe(false);
    expect([may(NurtureReentry.AFTER_DAYS), may(NurtureReentry.AFTER_DAYS, before.occurrence, 31)]).toEqual([true, false]);
    expect([may(NurtureReentry.EACH_TIME), may(NurtureReentry.EACH_TIME, now)]).toEqual([false, true]);
  });
});

it('a track that nothing can enter is refused', () => {
  expect(() => requireEntry({ grades: [], takesBadTiming: false })).toThrow(expect.objectContaining({ code: 'NURTURE_WITHOUT_ENTRY' }) as never);
  expect(() => requireEntry({ grades: [], takesBadTiming: true })).not.toThrow();
});
