import { afterAll, describe, expect, it } from '@jest/globals';
import { CryptoPool } from './pool';
import { blindIndex, CipherError, KeyRing, type PersonToOpen, type PersonToSeal, sealPeople } from './sealing';

const ring = new KeyRing(new Map([[1, Buffer.alloc(32, 7)]]));
const pool = new CryptoPool(ring, 2);
afterAll(() => pool.close());

const people = (count: number): PersonToSeal[] =>
  Array.from({ length: count }, (_, at) => ({
    personId: `p${at}`,
    wrapped: at % 3 === 0 ? sealPeople(ring, [{ personId: `p${at}`, wrapped: null, fields: [] }])[0]!.wrapped : null,
    fields: ['phone', 'email'].map((kind) => ({
      table: 'customer_identity', column: 'value_cipher', rowId: `${kind}-${at}`, text: `${kind} of ${at}`,
      indexes: kind === 'phone' ? [{ field: 'phone', value: String(at) }, { field: 'tail', value: '8000' }] : [],
    })),
  }));

async function roundTrip(count: number): Promise<void> {
  const batch = people(count);
  const sealed = await pool.encryptBatch(batch);
  const boxes: PersonToOpen[] = sealed.map((person, at) => ({
    personId: person.personId,
    wrapped: person.wrapped,
    fields: person.fields.map(({ cipher }, place) => ({ ...batch[at]!.fields[place]!, cipher })),
  }));
  expect(await pool.decryptBatch(boxes)).toEqual(batch.map((person) => person.fields.map((field) => field.text)));
  expect(sealed[0]!.wrapped).toEqual(batch[0]!.wrapped);
  expect(sealed.at(-1)!.fields[0]!.indexes).toEqual([blindIndex(ring, 'phone', String(count - 1)), blindIndex(ring, 'tail', '8000')]);
}

describe('the pool', () => {
  it('has threads here', () => expect(pool.hasThreads).toBe(true));
  it('seals and opens a few in place', () => roundTrip(3));
  it('seals and opens many in threads, several batches at once', async () => {
    await Promise.all([roundTrip(500), roundTrip(700), roundTrip(300), roundTrip(900)]);
  });

  it('names the fault of a box that does not open', async () => {
    const batch = people(300);
    const wrong = batch.map((person, at) => (at === 250 ? { ...person, wrapped: sealPeople(ring, [{ personId: 'other', wrapped: null, fields: [] }])[0]!.wrapped } : person));
    await expect(pool.encryptBatch(wrong)).rejects.toThrow(CipherError);
    await roundTrip(300);
  });

  it('refuses work when closed', async () => {
    const closed = new CryptoPool(ring, 1);
    const running = closed.encryptBatch(people(2000));
    const caught = expect(running).rejects.toThrow(/closed/);
    await closed.close();
    await caught;
    await expect(closed.encryptBatch(people(2000))).rejects.toThrow(/closed/);
  });
});
