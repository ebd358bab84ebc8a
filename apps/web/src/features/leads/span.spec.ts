import { describe, expect, it } from '@jest/globals';
import { daysBetween, responseOf, spanOf } from './span';

const now = Date.parse('2026-11-22T10:00:00Z');
const lead = { status: 'OPEN', openedAt: '2026-11-22T09:00:00Z', responseDueAt: '2026-11-22T10:30:00Z', firstResponseAt: null };

describe('the first answer', () => {
  it('counts down, then up', () => {
    expect(responseOf(lead, now)).toEqual({ kind: 'LEFT', minutes: 30, isSoon: false });
    expect(responseOf({ ...lead, responseDueAt: '2026-11-22T10:10:00Z' }, now)).toEqual({ kind: 'LEFT', minutes: 10, isSoon: true });
    expect(responseOf({ ...lead, responseDueAt: '2026-11-22T10:00:00Z' }, now)).toEqual({ kind: 'LATE', minutes: 0, isSoon: false });
    expect(responseOf({ ...lead, responseDueAt: '2026-11-22T07:00:00Z' }, now)).toEqual({ kind: 'LATE', minutes: 180, isSoon: false });
  });

  it('was given after so long, and is asked of nobody where the lead is closed or has no time set', () => {
    expect(responseOf({ ...lead, firstResponseAt: '2026-11-22T09:12:30Z' }, now)).toEqual({ kind: 'ANSWERED', minutes: 12 });
    expect(responseOf({ ...lead, status: 'LOST' }, now)).toEqual({ kind: 'NONE' });
    expect(responseOf({ ...lead, responseDueAt: null }, now)).toEqual({ kind: 'NONE' });
  });

  it('is said in the unit one would use', () => {
    expect([spanOf(0), spanOf(59), spanOf(60), spanOf(2879), spanOf(2880)]).toEqual([['minutes', 0], ['minutes', 59], ['hours', 1], ['hours', 47], ['days', 2]]);
    expect([daysBetween('2026-11-20', '2026-11-22'), daysBetween('2026-11-22', '2026-11-22')]).toEqual([2, 0]);
  });
});
