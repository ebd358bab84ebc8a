import { describe, expect, it } from '@jest/globals';
import { MergeReason, MergeRule } from '@dossier/vocabulary/merge-enums';
import { picked, usualRule, type SideValue } from './merge.rules';

const side = (id: string, value: unknown, at = '2026-01-01T00:00:00Z', trust = 0.5): SideValue => ({ id, values: [value], at, trust });

describe('the side that a rule takes', () => {
  it('is the newest, the surest or the longest', () => {
    const sides = [side('a', '王', '2026-03-01T00:00:00Z', 0.5), side('b', '王大伟', '2026-01-01T00:00:00Z', 0.6), side('c', '王伟', '2026-02-01T00:00:00Z', 0.9)];
    expect(picked(sides, MergeRule.NEWEST)).toEqual({ side: 'a', reason: MergeReason.NEWEST });
    expect(picked(sides, MergeRule.MOST_TRUSTED)).toEqual({ side: 'c', reason: MergeReason.MOST_TRUSTED });
    expect(picked(sides, MergeRule.LONGEST)).toEqual({ side: 'b', reason: MergeReason.LONGEST });
  });
  it('is the one that stays where nothing tells them apart', () => expect(picked([side('a', 'x'), side('b', 'y')], MergeRule.NEWEST)).toEqual({ side: 'a', reason: MergeReason.SURVIVOR }));
  it('says something where any side does', () => {
    expect(picked([side('a', null, '2026-09-01T00:00:00Z'), side('b', 'y')], MergeRule.NEWEST)).toEqual({ side: 'b', reason: MergeReason.ONLY_VALUE });
    expect(picked([side('a', 'UNKNOWN', '2026-09-01T00:00:00Z'), side('b', 'MALE')], MergeRule.NEWEST)).toEqual({ side: 'b', reason: MergeReason.ONLY_VALUE });
    expect(picked([side('a', null), side('b', '')], MergeRule.LONGEST)).toEqual({ side: 'a', reason: MergeReason.NO_VALUE });
  });
  it('is the chosen one by hand, also where that one is empty', () => expect(picked([side('a', 'x'), side('b', null)], MergeRule.MANUAL, 'b')).toEqual({ side: 'b', reason: MergeReason.CHOSEN }));
  it('says so where all are the same', () => expect(picked([side('a', 'x'), side('b', 'x')], MergeRule.NEWEST)).toEqual({ side: 'a', reason: MergeReason.SAME_VALUE }));
  it('leaves the owner with the record that stays', () => {
    expect(usualRule('owner')).toBe(MergeRule.MANUAL);
    expect(picked([side('a', 'me'), side('b', 'you', '2026-09-01T00:00:00Z')], usualRule('owner'))).toEqual({ side: 'a', reason: MergeReason.SURVIVOR });
  });
});
