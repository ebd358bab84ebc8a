import { describe, expect, it } from '@jest/globals';
import { PersonKeys } from './person-keys';
import { blindIndex, CipherError, decryptField, encryptField, KeyRing, newPersonKey, openPeople, sealPeople, unwrapPersonKey, wrapPersonKey } from './sealing';

const ring = new KeyRing(new Map([[1, Buffer.alloc(32, 7)]]));
const turned = new KeyRing(new Map([[1, Buffer.alloc(32, 7)], [2, Buffer.alloc(32, 9)]]));
const place = { table: 'customer_identity', column: 'value_cipher', rowId: 'a' };
const faultOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof CipherError ? error.fault : String(error);
  }
  return 'opened';
};

describe('a field', () => {
  const key = newPersonKey();

  it.each(['+8613800138000', '', '王伟 ☎', 'x'.repeat(10_000)])('opens again: %.20s', (text) => {
    expect(decryptField(key, encryptField(key, text, place), place)).toBe(text);
  });

  it('looks different each time, and never like its text', () => {
    const boxes = Array.from({ length: 2000 }, () => encryptField(key, '+8613800138000', place));
    expect(new Set(boxes.map((box) => box.toString('hex'))).size).toBe(2000);
    expect(new Set(boxes.map((box) => box.subarray(1, 13).toString('hex'))).size).toBe(2000);
    expect(boxes.some((box) => box.includes('138001'))).toBe(false);
    expect([boxes[0]![0], boxes[0]!.length]).toEqual([1, 1 + 12 + 16 + 14]);
  });

  it.each([
    ['another row', { ...place, rowId: 'b' }],
    ['another column', { ...place, column: 'note_cipher' }],
    ['another table', { ...place, table: 'lead' }],
  ])('does not open in %s', (_what, elsewhere) => {
    expect(faultOf(() => decryptField(key, encryptField(key, 'x', place), elsewhere))).toBe('ALTERED');
  });

  it('does not open when any byte is altered, and not with the key of somebody else', () => {
    const box = encryptField(key, 'x', place, 3);
    for (let at = 0; at < box.length; at += 1) {
      const altered = Buffer.from(box);
      altered[at]! ^= 1;
      expect(faultOf(() => decryptField(key, altered, place))).toBe('ALTERED');
    }
    expect(faultOf(() => decryptField(newPersonKey(), box, place))).toBe('ALTERED');
    expect(faultOf(() => decryptField(key, box.subarray(0, 20), place))).toBe('MALFORMED');
  });
});

describe('the key of a person', () => {
  const key = newPersonKey();
  const wrapped = wrapPersonKey(ring, 'p1', key);

  it('is wrapped for that person alone', () => {
    expect([wrapped.length, wrapped[0]]).toEqual([61, 1]);
    expect(unwrapPersonKey(ring, 'p1', wrapped)).toEqual(key);
    expect(faultOf(() => unwrapPersonKey(ring, 'p2', wrapped))).toBe('ALTERED');
  });

  it('opens after rotation, and can be wrapped again', () => {
    const keys = new PersonKeys(turned);
    const renewed = keys.rewrap('p1', wrapped)!;
    expect([renewed[0], unwrapPersonKey(turned, 'p1', renewed).equals(key), keys.rewrap('p1', renewed)]).toEqual([2, true, null]);
    expect(faultOf(() => unwrapPersonKey(ring, 'p1', renewed))).toBe('KEY_MISSING');
  });

  it('is remembered within bounds, and only for the same wrapped key', () => {
    const keys = new PersonKeys(ring, 2);
    expect(keys.open('p1', wrapped)).toBe(keys.open('p1', wrapped));
    expect(faultOf(() => keys.open('p2', wrapped))).toBe('ALTERED');
    const first = keys.open('p1', wrapped);
    keys.make('p3');
    keys.make('p4');
    expect(keys.open('p1', wrapped)).not.toBe(first);
    expect(faultOf(() => keys.open('p1', Buffer.alloc(61)))).toBe('KEY_MISSING');
    keys.forget('p1');
    expect(keys.open('p1', wrapped)).toEqual(key);
  });
});

describe('a blind index', () => {
  it('is equal for equal values under one field, and else differs', () => {
    const index = blindIndex(ring, 'customer_identity.phone', '+8613800138000');
    expect(index.length).toBe(16);
    expect(blindIndex(ring, 'customer_identity.phone', '+8613800138000')).toEqual(index);
    expect(blindIndex(ring, 'customer_identity.phone', '+8613800138001')).not.toEqual(index);
    expect(blindIndex(ring, 'customer_identity.email', '+8613800138000')).not.toEqual(index);
    expect(blindIndex(turned, 'customer_identity.phone', '+8613800138000')).not.toEqual(index);
    expect(blindIndex(turned, 'customer_identity.phone', '+8613800138000', 1)).toEqual(index);
  });
});

describe('a batch', () => {
  it('keeps the order, makes missing keys and uses the ones there are', () => {
    const old = new PersonKeys(ring).make('p1');
    const field = { ...place, text: 'one', indexes: [{ field: 'f', value: 'one' }, { field: 'g', value: 'one' }] };
    const [first, second] = sealPeople(ring, [{ personId: 'p1', wrapped: old.wrapped, fields: [field] }, { personId: 'p2', wrapped: null, fields: [field, { ...field, rowId: 'b', text: 'two' }] }]);
    expect(first!.wrapped).toEqual(old.wrapped);
    expect(decryptField(old.key, first!.fields[0]!.cipher, place)).toBe('one');
    expect(first!.fields[0]!.indexes).toEqual([blindIndex(ring, 'f', 'one'), blindIndex(ring, 'g', 'one')]);
    const again = openPeople(ring, [{ personId: 'p2', wrapped: second!.wrapped, fields: second!.fields.map(({ cipher }, at) => ({ ...place, rowId: 'ab'[at]!, cipher })) }]);
    expect(again).toEqual([['one', 'two']]);
  });
});
