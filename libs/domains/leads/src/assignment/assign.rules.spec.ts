import { describe, expect, it } from '@jest/globals';
import { AssignmentAct, LeadOrigin, WhyNotChosen } from '@dossier/vocabulary/lead-enums';
import { candidatesOf, decide, reasonOf, took, type AssignmentRule, type FreeLead, type Seat } from './assign.rules';

const seat = (userId: string, more: Partial<Seat> = {}): Seat => ({ userId, skills: [], languages: [], territories: [], weight: 1, cap: null, receives: true, isAbsent: false, isWorking: true, load: 0, lastAt: 0, ...more });
const lead = (more: Partial<FreeLead> = {}): FreeLead => ({
  id: 'lead', customerId: 'customer', sourceId: null, origin: LeadOrigin.FORM, productId: null, place: { country: 'CN', region: '浙江', city: '杭州' }, language: null, grade: null, score: null, amountMinor: null, currency: null, attributes: null,
  knownBy: null, reachedBy: null, isOverdue: false, ...more,
});
const rule = (more: Partial<AssignmentRule> = {}): AssignmentRule => ({ name: 'all', when: {}, people: [], teams: [], skills: [], languages: [], byTerritory: false, byLanguage: false, poolId: null, escalateMinutes: null, fallbackUserId: null, fallbackPoolId: null, ...more });

const everybody = (rules: readonly AssignmentRule[], seats: readonly Seat[]) => {
  const map = new Map(seats.map((one) => [one.userId, one]));
  const people = seats.map(({ userId }) => ({ userId, weight: 1 }));
  return { map, candidates: candidatesOf(rules.map((one) => (one.people.length > 0 ? one : { ...one, people })), () => [], map) };
};
const decided = (rules: readonly AssignmentRule[], seats: readonly Seat[], given = lead()) => {
  const { map, candidates } = everybody(rules, seats);
  return decide(given, rules, candidates, map);
};

describe('the decision', () => {
  it('is the first rule that takes the lead, and there whoever is least full for their weight', () => {
    const rules = [rule({ name: 'price', when: { amountFrom: 1_000_000 } }), rule()];
    expect(decided(rules, [seat('a', { load: 3 }), seat('b', { load: 2 })])).toMatchObject({ outcome: { kind: 'GIVE', act: AssignmentAct.RULE, userId: 'b' }, rule: 1, loads: [3, 2], refusals: 'b*' });
    expect(decided([rule()], [seat('a', { load: 3, weight: 2 }), seat('b', { load: 2 })])).toMatchObject({ outcome: { userId: 'a' } });
    expect(decided([rule()], [seat('a', { lastAt: 9 }), seat('b', { lastAt: 3 })])).toMatchObject({ outcome: { userId: 'b' } });
  });

  it('says of each candidate why not', () => {
    const seats = [seat('a', { receives: false }), seat('b', { isAbsent: true }), seat('c', { isWorking: false }), seat('d', { cap: 4, load: 4 }), seat('e', { skills: ['Solar'] }), seat('f', { skills: ['solar'], languages: ['en'] }), seat('g', { skills: ['solar'], languages: ['zh', 'en'], territories: [{ region: '广东' }] }), seat('h', { skills: ['solar'], languages: ['zh', 'en'], territories: [{ country: 'cn', region: '浙江' }] })];
    const found = decided([rule({ skills: ['solar'], languages: ['en'], byLanguage: true, byTerritory: true })], seats, lead({ language: 'ZH' }));
    expect([...found.refusals].map(reasonOf)).toEqual([WhyNotChosen.CLOSED, WhyNotChosen.ABSENT, WhyNotChosen.OFF_HOURS, WhyNotChosen.CAPPED, WhyNotChosen.LANGUAGE, WhyNotChosen.LANGUAGE, WhyNotChosen.TERRITORY, null]);
    expect(decided([rule({ skills: ['solar'] })], [seat('a')]).refusals).toBe('s');
    expect(decided([rule()], [seat('a')], lead({ reachedBy: new Set() }))).toMatchObject({ outcome: { kind: 'WAIT', why: 'NOBODY_FREE' }, refusals: 'r' });
  });

  it('gives a lead of somebody known to who knows them, and to the rules while that one is away', () => {
    expect(decided([rule()], [seat('a', { load: 9 }), seat('b')], lead({ knownBy: 'a' }))).toMatchObject({ outcome: { act: AssignmentAct.RECORD_OWNER, userId: 'a' }, rule: null });
    expect(decided([rule()], [seat('a', { isAbsent: true }), seat('b')], lead({ knownBy: 'a' }))).toMatchObject({ outcome: { act: AssignmentAct.RULE, userId: 'b' } });
  });

  it('waits where no rule takes it or nobody may have it; a fallback that is due has the last word', () => {
    expect(decided([rule({ when: { origins: [LeadOrigin.CALL] } })], [seat('a')]).outcome).toEqual({ kind: 'WAIT', why: 'NO_RULE' });
    const away = [seat('a', { isAbsent: true }), seat('boss')];
    const people = [{ userId: 'a', weight: 1 }];
    expect(decided([rule({ people, fallbackUserId: 'boss' })], away).outcome).toEqual({ kind: 'WAIT', why: 'NOBODY_FREE' });
    expect(decided([rule({ people, fallbackUserId: 'boss' })], away, lead({ isOverdue: true })).outcome).toEqual({ kind: 'GIVE', act: AssignmentAct.ESCALATED, userId: 'boss' });
    expect(decided([rule({ people, fallbackUserId: 'a', fallbackPoolId: 'pool' })], away, lead({ isOverdue: true })).outcome).toEqual({ kind: 'POOL', act: AssignmentAct.ESCALATED, poolId: 'pool' });
    expect(decided([rule({ poolId: 'pool' })], away).outcome).toEqual({ kind: 'POOL', act: AssignmentAct.POOLED, poolId: 'pool' });
  });

  it('asks of a lead all that a rule names, and of each list one', () => {
    const when = { places: [{ city: '宁波' }, { country: 'cn', region: '浙江' }], attributes: [{ name: 'size', values: ['Big', '10'] }], scoreFrom: 40 };
    const takes = (more: Partial<FreeLead>) => decided([rule({ when })], [seat('a')], lead(more)).outcome.kind === 'GIVE';
    expect([takes({ attributes: { size: 10 }, score: 40 }), takes({ attributes: { size: 'big' }, score: 39 }), takes({ score: 90 }), takes({ attributes: { size: 'BIG' }, score: 90, place: { city: '杭州' } })]).toEqual([true, false, false, false]);
  });

  it('holds bounds on both sides, of one currency', () => {
    const takes = (when: AssignmentRule['when'], more: Partial<FreeLead>) => decided([rule({ when })], [seat('a')], lead(more)).outcome.kind === 'GIVE';
    const amount = { amountFrom: 100_000, amountTo: 500_000, currency: 'CNY' };
    expect([99_999, 100_000, 500_000, 500_001].map((amountMinor) => takes(amount, { amountMinor, currency: 'CNY' }))).toEqual([false, true, true, false]);
    expect([takes(amount, { amountMinor: 200_000, currency: 'JPY' }), takes({ ...amount, currency: null }, { amountMinor: 200_000, currency: 'JPY' }), takes(amount, {})]).toEqual([false, true, false]);
    expect([39, 40, 60, 61].map((score) => takes({ scoreFrom: 40, scoreTo: 60 }, { score }))).toEqual([false, true, true, false]);
    expect([takes({ scoreTo: 60 }, {}), takes({ productIds: ['p'] }, { productId: 'p' }), takes({ productIds: ['p'] }, { productId: 'q' }), takes({ productIds: ['p'] }, {})]).toEqual([false, true, false, false]);
  });
});

it('names each person once, with the greater weight, times their own', () => {
  const seats = new Map([seat('a', { weight: 2 }), seat('b')].map((one) => [one.userId, one]));
  const [found] = candidatesOf([rule({ people: [{ userId: 'a', weight: 3 }], teams: [{ teamId: 't', weight: 1 }] })], () => ['b', 'a'], seats);
  expect(found).toEqual([{ userId: 'a', weight: 6 }, { userId: 'b', weight: 1 }]);
  const one = seat('c');
  took(one, 7);
  expect([one.load, one.lastAt]).toEqual([1, 7]);
});
