import { describe, expect, it } from '@jest/globals';
import { RightsChange } from '@dossier/vocabulary/people-enums';
import { DATA_SCOPES, FIELD_LEVELS, type Grant } from '@dossier/vocabulary/permissions';
import { addedGrants, changeOf, fieldsMoved, withinRights, wordBeyond } from './rights.rules';

const read = (scope: Grant['scope'], fields?: Grant['fields']): Grant => ({ action: 'customer.read', scope, ...(fields ? { fields } : {}) });

describe('giving rights', () => {
  it('lets a holder give the same or less', () => {
    expect(wordBeyond([read('ALL')], [read('ALL'), read('SELF'), read('TEAM', { phone: 'HIDDEN' })])).toBeNull();
  });

  it('refuses a wider scope, another word and a more open field', () => {
    expect(wordBeyond([read('TEAM')], [read('TEAM_TREE')])).toBe('customer.read');
    expect(wordBeyond([read('ALL')], [{ action: 'customer.export', scope: 'SELF' }])).toBe('customer.export');
    expect(wordBeyond([read('ALL', { phone: 'MASKED' })], [read('ALL')])).toBe('customer.read');
    expect(wordBeyond([read('ALL', { '*': 'HIDDEN', name: 'READ' })], [read('SELF', { phone: 'HIDDEN' })])).toBe('customer.read');
  });

  it('never adds two narrow grants up to a wide one', () => {
    const held = [read('ALL', { phone: 'HIDDEN' }), read('SELF')];
    expect(wordBeyond(held, [read('ALL')])).toBe('customer.read');
    expect(wordBeyond(held, [read('SELF')])).toBeNull();
  });

  it('names the missing word', () => {
    expect(() => withinRights([], [read('SELF')])).toThrow(expect.objectContaining({ code: 'RIGHTS_EXCEEDED', facts: { permission: 'customer.read' } }) as never);
  });
});

/** What somebody sees, told without comparing grants: on each kind of row, for each word and field, the most open level. */
const WORDS = ['customer.read', 'order.read'] as const;
const FIELDS = ['name', 'phone', 'city', 'nothing-named'];
const sight = (grants: readonly Grant[]): number[] =>
  WORDS.flatMap((word) => DATA_SCOPES.flatMap((_, distance) => FIELDS.map((field) => {
    // A row at distance 0 is one's own, at 3 it lies outside of every team: a scope reaches rows up to its own distance.
    const open = grants.filter((grant) => grant.action === word && DATA_SCOPES.indexOf(grant.scope) >= distance);
    return Math.max(-1, ...open.map((grant) => FIELD_LEVELS.indexOf(grant.fields?.[field] ?? grant.fields?.['*'] ?? 'READ')));
  })));

function chance(seed: number): (upTo: number) => number {
  let state = seed;
  return (upTo) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * upTo);
  };
}

function anyGrants(pick: (upTo: number) => number): Grant[] {
  return Array.from({ length: pick(4) }, () => {
    const named = [...FIELDS.slice(0, 3), '*'].filter(() => pick(3) === 0);
    const fields = Object.fromEntries(named.map((name) => [name, FIELD_LEVELS[pick(3)]!]));
    return { action: WORDS[pick(2)]!, scope: DATA_SCOPES[pick(4)]!, ...(named.length > 0 ? { fields } : {}) };
  });
}

describe('giving rights, judged by a second rule', () => {
  it('never lets through what shows more than the giver sees, over 20,000 pairs', () => {
    const pick = chance(20_261_122);
    let passed = 0;
    for (let at = 0; at < 20_000; at += 1) {
      const [held, wanted] = [anyGrants(pick), anyGrants(pick)];
      if (wordBeyond(held, wanted) !== null) continue;
      passed += 1;
      const [most, asked] = [sight(held), sight(wanted)];
      expect(asked.every((level, place) => level <= most[place]!)).toBe(true);
    }
    expect(passed).toBeGreaterThan(1_000);
  });

  it('adds nothing unseen by an edit: what is not added was within the role before', () => {
    const pick = chance(7);
    for (let at = 0; at < 5_000; at += 1) {
      const [before, after] = [anyGrants(pick), anyGrants(pick)];
      const added = new Set(addedGrants(before, after));
      const kept = sight(after.filter((grant) => !added.has(grant)));
      const had = sight(before);
      expect(kept.every((level, place) => level <= had[place]!)).toBe(true);
    }
  });
});

describe('telling a change of rights', () => {
  it('knows what is gained, lost, wider, narrower, and both', () => {
    expect(changeOf([], [read('SELF')])).toBe(RightsChange.GAINED);
    expect(changeOf([read('SELF')], [])).toBe(RightsChange.LOST);
    expect(changeOf([read('SELF')], [read('ALL')])).toBe(RightsChange.WIDENED);
    expect(changeOf([read('ALL')], [read('ALL', { phone: 'MASKED' })])).toBe(RightsChange.NARROWED);
    expect(changeOf([read('SELF')], [read('ALL', { phone: 'MASKED' })])).toBe(RightsChange.CHANGED);
    expect(changeOf([read('ALL')], [read('ALL'), read('SELF')])).toBeNull();
    expect(changeOf([], [])).toBeNull();
  });

  it('names the fields that open and close', () => {
    expect(fieldsMoved([read('ALL', { phone: 'HIDDEN' })], [read('ALL', { city: 'HIDDEN' })])).toEqual({ opened: ['phone'], closed: ['city'] });
  });
});
