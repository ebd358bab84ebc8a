import { describe, expect, it } from '@jest/globals';
import type { Grant } from '@dossier/vocabulary/permissions';
import { withinRights, wordBeyond } from './rights.rules';

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
