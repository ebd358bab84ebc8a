import { describe, expect, it } from '@jest/globals';
import { isKnown, liveTypes, mayShow } from './live.rules';

const updated = { type: 'Customer', id: 'a', version: 4, operation: 'UPDATE', fields: ['city'] };

describe('What a change touches on the screen', () => {
  it('is every list of its type, and the record that was changed', () => {
    expect(mayShow('customers', { first: 50 }, updated)).toBe(true);
    expect(mayShow('customer', { id: 'a' }, updated)).toBe(true);
    expect(mayShow('customer', { id: 'b' }, updated)).toBe(false);
    expect(mayShow('orders', {}, updated)).toBe(false);
  });

  it('is every record where many changed at once', () => {
    expect(mayShow('customer', { id: 'b' }, { type: 'Customer', id: null, operation: 'MANY' })).toBe(true);
  });

  it('is the rights of who looks, where all types are told at once', () => {
    expect(liveTypes.filter((type) => mayShow('me', {}, { type, operation: 'MANY' }))).toEqual(['Role']);
  });
});

describe('A change that is on the screen already', () => {
  const page = (version: number) => ({ pages: [{ customers: { nodes: [{ id: 'b', version: 1 }, { id: 'a', version, owner: { id: 'o', name: 'x' } }] } }] });

  it('is one’s own save coming back: nothing is read twice', () => {
    expect(isKnown(page(4), updated)).toBe(true);
    expect(isKnown(page(5), updated)).toBe(true);
  });

  it('is none where the row is older, is not there, or was not just updated', () => {
    expect(isKnown(page(3), updated)).toBe(false);
    expect(isKnown({ pages: [{ customers: { nodes: [{ id: 'b', version: 9 }] } }] }, updated)).toBe(false);
    expect(isKnown(page(4), { ...updated, operation: 'DELETE' })).toBe(false);
    expect(isKnown(page(4), { ...updated, version: null })).toBe(false);
  });
});
