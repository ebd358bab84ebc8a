import { describe, expect, it } from '@jest/globals';
import { daysLater, dueAsItWas, movedTo, nextMonday } from './day.rules';

describe('snoozing', () => {
  it('knows tomorrow and the next Monday, from any day of the week', () => {
    expect(daysLater('2026-12-31', 1)).toBe('2027-01-01');
    expect(['2026-11-22', '2026-11-23', '2026-11-28'].map(nextMonday)).toEqual(['2026-11-23', '2026-11-30', '2026-11-30']);
  });

  it('keeps the time of a moment, and finds the way back', () => {
    expect(movedTo({ dueOn: '2026-11-20', dueAt: '2026-11-20T07:30:00.000Z' }, '2026-11-23')).toEqual({ dueAt: '2026-11-23T07:30:00.000Z' });
    expect(movedTo({ dueOn: '2026-11-20' }, '2026-11-23')).toEqual({ dueOn: '2026-11-23' });
    expect(dueAsItWas({ dueOn: '2026-11-20', dueAt: '2026-11-20T07:30:00.000Z' })).toEqual({ dueAt: '2026-11-20T07:30:00.000Z' });
    expect(dueAsItWas({ dueOn: null })).toEqual({ dueOn: null });
  });
});
