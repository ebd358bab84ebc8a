import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { KeyKeeper, Rotations } from '@dossier/kernel/keys';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }';
const SAME = 'query($p: String!) { possibleDuplicates(input: { phone: $p }) { customer { id } } }';
const REVEAL = 'mutation($id: ID!) { revealIdentities(customerId: $id) { kind value } }';
const STATE = '{ keyState { current versions rotating leftBehind inFile } }';
const ROTATE = 'mutation { rotateKeys { id } }';

/** Columns of bytes on which no key hangs: the chain of the trail; and answers kept for a day, which may be lost with their key. */
const KEYLESS = new Set(['idempotency.answer', 'audit_state.head']);

let api: Api;
let admin: Client;
const phoneOf = (at: number): string => `138${String(10_000_000 + at * 7)}`;

const idOf = async (at: number): Promise<string> => (await admin.mutate(CREATE, { i: { name: `轮换${at}`, phone: phoneOf(at) } })).createCustomer.id;

const sameAs = async (at: number): Promise<string[]> =>
  (await admin.query(SAME, { p: phoneOf(at) })).possibleDuplicates.map((found: { customer: { id: string } }) => found.customer.id);

async function ended(): Promise<string> {
  for (;;) {
    const { rows } = await api.db.query(`select state, error from job where name = 'kernel.rotate-keys' order by created_at desc limit 1`);
    if (rows[0].state !== 'QUEUED' && rows[0].state !== 'RUNNING') return rows[0].state + (rows[0].error ?? '');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
});
afterAll(() => api?.close());

describe('the rotation of keys', () => {
  it('takes the word', async () => {
    expect(await (await api.as('SALES')).refusal(ROTATE)).toBe('FORBIDDEN');
    expect(await (await api.as('SALES')).refusal(STATE)).toBe('FORBIDDEN');
  });

  it('moves keys and indexes on while people go on looking up and writing', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 30; at++) ids.push(await idOf(at));
    await admin.mutate(ROTATE);
    expect(await admin.refusal(ROTATE)).toBe('ROTATION_RUNNING');
    let at = 30;
    let done = false;
    const end = ended().finally(() => (done = true));
    while (!done && at < 130) {
      ids.push(await idOf(at));
      const wanted = at % 2 === 0 ? at : Math.floor(at / 2);
      expect(await sameAs(wanted)).toEqual([ids[wanted]]);
      at += 1;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect(await end).toBe('DONE');
    expect((await admin.query(STATE)).keyState).toEqual({ current: 2, versions: [1, 2], rotating: false, leftBehind: 0, inFile: true });
    const { rows } = await api.db.query(`select count(*)::int as all, count(blind_index)::int as a, count(blind_index_b)::int as b from customer_identity`);
    expect(rows[0]).toEqual({ all: ids.length, a: 0, b: ids.length });
    expect((await api.db.query('select distinct get_byte(wrapped, 0) as version from customer_key')).rows).toEqual([{ version: 2 }]);
    expect((await admin.mutate(REVEAL, { id: ids[3] })).revealIdentities).toEqual([{ kind: 'PHONE', value: `+86${phoneOf(3)}` }]);
    expect(await sameAs(7)).toEqual([ids[7]]);
  });

  it('takes the old key out of the file when nothing hangs on it, and never the one in use', async () => {
    const { file } = api.app.get(KeyKeeper).source;
    expect(await admin.refusal('mutation { retireKey(version: 2) { current } }')).toBe('KEY_IN_USE');
    expect(await admin.refusal('mutation { retireKey(version: 9) { current } }')).toBe('NOT_FOUND');
    await admin.mutate('mutation { retireKey(version: 1) { current } }');
    expect(readFileSync(file!, 'utf8')).toMatch(/^2:/);
    expect((await admin.query(STATE)).keyState.versions).toEqual([2]);
    expect(await admin.refusal('mutation { retireKey(version: 1) { current } }')).toBe('NOT_FOUND');
  });

  it('knows every sealed column of the product', async () => {
    const { columns } = api.app.get(Rotations);
    const { rows } = await api.db.query(`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and data_type = 'bytea'`);
    const forgotten = rows.map((row) => row.name as string).filter((name) => !columns.has(name) && !KEYLESS.has(name) && !/hash$|^audit_seal\w*\.digest$/.test(name));
    expect(forgotten).toEqual([]);
  });
});
