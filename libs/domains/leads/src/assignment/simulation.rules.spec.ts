import { describe, expect, it } from '@jest/globals';
import { LeadOrigin, WhyNotChosen } from '@dossier/vocabulary/lead-enums';
import { candidatesOf, type AssignmentRule, type FreeLead, type Seat } from './assign.rules';
import { timetableOf, tried, type PastLead } from './simulation.rules';
import { halfDays } from './simulation.times';

const HOUR = 3_600_000;
const seat = (userId: string, more: Partial<Seat> = {}): Seat => ({ userId, skills: [], languages: [], territories: [], weight: 1, cap: null, receives: true, isAbsent: false, isWorking: true, load: 0, lastAt: 0, ...more });
const lead = (id: string, more: Partial<FreeLead> = {}): FreeLead => ({
  id, customerId: id, sourceId: null, origin: LeadOrigin.FORM, productId: null, place: {}, language: null, grade: null, score: null, amountMinor: null, currency: null, attributes: null, knownBy: null, reachedBy: null, isOverdue: false, ...more,
});
const past = (id: string, at: number, more: Partial<PastLead> = {}): PastLead => ({ lead: lead(id), at, closedAt: null, tookBy: null, tookAt: null, ...more });
const rule = (more: Partial<AssignmentRule> = {}): AssignmentRule => ({ name: 'all', when: {}, people: [], teams: [], skills: [], languages: [], byTerritory: false, byLanguage: false, poolId: null, escalateMinutes: null, fallbackUserId: null, fallbackPoolId: null, ...more });

/** Bits of four hours: nobody works in the first; `a` is on leave in the last two, the others are there. */
const desk = (seats: readonly Seat[], rules: readonly AssignmentRule[]) => {
  const map = new Map(seats.map((one) => [one.userId, one]));
  const changes = [0, HOUR, 2 * HOUR, 3 * HOUR];
  const states = new Map(seats.map(({ userId }) => [userId, Uint8Array.from(userId === 'a' ? [0, 2, 3, 3] : [0, 2, 2, 2])]));
  return { seats: map, candidates: candidatesOf(rules, () => [], map), timetable: timetableOf({ changes, states }) };
};
const people = (...ids: string[]) => ids.map((userId) => ({ userId, weight: 1 }));

describe('a trial of rules over past leads', () => {
  it('finds by hand what each was given, how evenly, and why some found nobody', () => {
    const rules = [rule({ name: 'english', when: { languages: ['en'] }, languages: ['en'], people: people('a', 'b') }), rule({ people: people('a', 'b', 'c') })];
    const leads = [
      past('1', 0, { tookBy: 'b', tookAt: HOUR / 2 }), past('2', 0.5 * HOUR), past('3', 0.5 * HOUR), past('4', 2.5 * HOUR), past('5', 2.5 * HOUR), { ...past('6', 2.6 * HOUR), lead: lead('6', { language: 'en' }) },
    ];
    const found = tried(leads, rules, desk([seat('a'), seat('b'), seat('c', { weight: 2 })], rules));
    expect(found).toMatchObject({ leads: 6, given: 5, waiting: 1, unmatched: 0, median: 30, p90: 60, medianReal: 30 });
    // Nobody works before one
    expect(found.people.map(({ userId, given, had, most, open }) => [userId, given, had, most, open])).toEqual([['c', 3, 0, 3, 3], ['b', 1, 1, 1, 1], ['a', 1, 0, 1, 1]]);
    expect(found.rules).toEqual([
      { name: 'english', leads: 1, given: 0, pooled: 0, waiting: 1, ratio: null, reasons: [{ why: WhyNotChosen.ABSENT, leads: 1 }, { why: WhyNotChosen.LANGUAGE, leads: 1 }] },
      { name: 'all', leads: 5, given: 5, pooled: 0, waiting: 0, ratio: { value: 1.5, people: 2 }, reasons: [] },
    ]);
  });

  it('knows of any moment what held since the change before it', () => {
    const { timetable } = desk([seat('a')], []);
    expect([-1, 0, HOUR - 1, HOUR, 2 * HOUR - 1, 2 * HOUR, 9 * HOUR].map((at) => [timetable.isWorking('a', at), timetable.isAbsent('a', at)])).toEqual([[false, false], [false, false], [false, false], [true, false], [true, false], [true, true], [true, true]]);
  });

  it('looks at leave when it begins and ends: at midnight and noon of the company', () => {
    expect(halfDays(new Date('2026-11-20T03:00:00Z'), new Date('2026-11-20T18:00:00Z'), 'Asia/Shanghai').map((at) => new Date(at).toISOString())).toEqual(['2026-11-19T16:00:00.000Z', '2026-11-20T04:00:00.000Z', '2026-11-20T16:00:00.000Z']);
  });
});
