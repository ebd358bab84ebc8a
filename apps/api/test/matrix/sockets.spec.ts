import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api } from '@dossier/kernel/testing';
import { sockets, type Ear } from '../sockets';
import { levelOn, reaches } from './oracle';
import { chanceOf, customersAtRandom, hireAtRandom, type Person, type StoredCustomer } from './organisation';

const SEED = Number(process.env['MATRIX_SEED'] ?? 20261122);
const chance = chanceOf(SEED);
let api: Api;
let people: Person[];
let rows: StoredCustomer[];
let ears: Ear[];

beforeAll(async () => {
  api = await startApi();
  people = await hireAtRandom(api.db, chance, 12);
  rows = await customersAtRandom(api.db, chance, people, 40);
  const line = await sockets(api);
  ears = [];
  for (const { email } of people) ears.push(await (await line.ear(await line.cookieOf(email)).init()).listen(['Customer']));
});
afterAll(async () => {
  ears?.forEach((ear) => ear.close());
  await api?.close();
});

const changed: Record<string, { column: string; value: string }> = {
  name: { column: 'name', value: 'another' }, companyName: { column: 'company_name', value: 'another' }, stage: { column: 'stage', value: 'CHANGED' },
  region: { column: 'region', value: 'another' }, city: { column: 'city', value: 'another' }, birthDate: { column: 'birth_date', value: '2001-02-03' }, externalKey: { column: 'external_key', value: 'another' },
};

async function change({ id }: StoredCustomer, fields: readonly string[]): Promise<void> {
  const client = await api.db.connect();
  await client.query('begin');
  await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
  const sets = fields.map((field) => `${changed[field]!.column} = '${changed[field]!.value}${changed[field]!.value === 'another' ? id : ''}'`);
  await client.query(`update customer set ${sets.join(', ')}, version = version + 1 where id = $1`, [id]);
  await client.query('commit');
  client.release();
}

describe(`sockets of people with random roles (seed ${SEED})`, () => {
  it('hear of exactly the rows in reach, and of each the names of exactly the fields that are not hidden there', async () => {
    const names = Object.keys(changed);
    const told = new Map<string, string[]>();
    for (const row of rows) {
      const fields = names.filter(() => chance() < 0.4);
      if (fields.length === 0) continue;
      told.set(row.id, fields);
      await change(row, fields);
    }
    await Promise.all(ears.map((ear) => ear.rest(500)));
    let heard = 0;
    for (const [at, person] of people.entries()) {
      const expected = rows.flatMap((row) => {
        const fields = (told.get(row.id) ?? []).filter((field) => reaches(person, row) && levelOn(person, row, field) !== 'HIDDEN').sort();
        return fields.length > 0 ? [{ id: row.id, fields }] : [];
      });
      const byId = (a: { id: string | null }, b: { id: string | null }): number => String(a.id).localeCompare(String(b.id));
      expect([person.email, ears[at]!.heard.map(({ id, fields }) => ({ id, fields })).sort(byId)]).toEqual([person.email, expected.sort(byId)]);
      heard += expected.length;
    }
    expect(heard).toBeGreaterThan(50);
    expect(heard).toBeLessThan(people.length * told.size);
  });
});
