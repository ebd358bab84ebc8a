import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import request from 'supertest';
import { newId } from '@dossier/kernel/data';
import { startApi, STAFF_PASSWORD, type Api } from '@dossier/kernel/testing';
import { codeOf } from '../third-party';
import { changes, signIn as SIGN_IN, sockets, type Ear } from '../sockets';
import { holds, levelOn, reaches } from './oracle';
import { chanceOf, customersAtRandom, hireAtRandom, type Person, type StoredCustomer } from './organisation';

/*
 * The same random people at every door of the product: a session that may run the documents of the pages alone, a key with
 * the same roles and teams, an own text in either, sockets, REST. What each sees is judged row by row by the oracle.
 */
const SEED = Number(process.env['MATRIX_SEED'] ?? 20261124);
const chance = chanceOf(SEED);
const LIST = 'query List { customers(first: 200) { nodes { id name city stage } totalCount } }';
const ONE = 'query One($id: ID!) { customer(id: $id) { id name city stage } }';
const EXPORT = 'mutation Export($input: CustomerExportInput!) { exportCustomers(input: $input) { id } }';
const EXPORTS = 'query Exports { exports(first: 20) { nodes { id state url } } }';
const fields = { name: 'name', city: 'city', stage: 'stage' } as const;

const hashOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const documents = Object.fromEntries([SIGN_IN, LIST, ONE, EXPORT, EXPORTS, changes].map((text) => [hashOf(text), text]));

type Ask = (text: string, variables?: object) => Promise<request.Response>;
interface Door {
  ask: Ask;
  get(path: string): Promise<request.Response>;
}

let api: Api;
let people: Person[];
let rows: StoredCustomer[];
let host: string;
const sessions = new Map<string, { cookie: string; door: Door }>();
const keys = new Map<string, { secret: string; door: Door; as: Person }>();

const pageHeaders = (cookie: string): Record<string, string> => ({ cookie, 'x-requested-with': 'dossier', 'sec-fetch-site': 'same-origin', 'accept-language': 'en' });

/** A browser: hashes alone, by cookie. */
function browser(cookie: string): Door {
  const server = api.app.getHttpServer();
  return { ask: async (text, variables) => request(server).post('/graphql').set(pageHeaders(cookie)).send({ documentId: hashOf(text), variables }), get: async (path) => request(server).get(path).set(pageHeaders(cookie)) };
}

/** A program: texts of its own, by key. */
function program(secret: string): Door {
  const server = api.app.getHttpServer();
  const bearer = { authorization: `Bearer ${secret}`, 'accept-language': 'en' };
  return { ask: async (query, variables) => request(server).post('/graphql').set(bearer).send({ query, variables }), get: async (path) => request(server).get(path).set(bearer) };
}

/** A client of the roles and teams of a person, with a key, and itself as the oracle sees it: its own rows are those of its account. */
async function twinOf(person: Person, at: number): Promise<{ secret: string; door: Door; as: Person }> {
  const [id, publicId, secret] = [newId(), `twin${String(at).padStart(8, '0')}`, randomBytes(32).toString('base64url')];
  const client = await api.db.connect();
  await client.query('begin');
  await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
  await client.query(`insert into app_user (id, kind, name) values ($1, 'CLIENT', $2)`, [id, `twin ${at}`]);
  await client.query('insert into user_role (user_id, role_id) select $1, role_id from user_role where user_id = $2', [id, person.id]);
  await client.query('insert into team_member (team_id, user_id) select team_id, $1 from team_member where user_id = $2', [id, person.id]);
  await client.query(`insert into api_key (id, client_id, name, public_id, secret_hash, expires_at, rate_per_minute) values (gen_random_uuid(), $1, 'k', $2, sha256($3), now() + interval '1 day', 6000)`, [id, publicId, Buffer.from(secret)]);
  await client.query('commit');
  client.release();
  return { secret: `dsr_${publicId}_${secret}`, door: program(`dsr_${publicId}_${secret}`), as: { ...person, id } };
}

beforeAll(async () => {
  api = await startApi({ documents });
  people = await hireAtRandom(api.db, chance, 12);
  for (const [at, person] of people.entries()) keys.set(person.id, await twinOf(person, at));
  // Some rows belong to the programs themselves.
  rows = await customersAtRandom(api.db, chance, [...people, ...[...keys.values()].map(({ as }) => as)], 50);
  const line = await sockets(api, { signInHash: hashOf(SIGN_IN) });
  host = line.url;
  for (const person of people) {
    const cookie = await line.cookieOf(person.email);
    sessions.set(person.id, { cookie, door: browser(cookie) });
  }
}, 900_000);
afterAll(() => api?.close());

function judge(person: Person, node: Record<string, unknown>): void {
  const row = rows.find(({ id }) => id === node['id'])!;
  for (const [field, column] of Object.entries(fields)) {
    const [level, seen, stored] = [levelOn(person, row, field), node[field], row[column]];
    const where = `${person.email} ${field} ${level}`;
    if (level === 'READ') expect([where, seen]).toEqual([where, stored]);
    else expect([where, seen === stored]).toEqual([where, false]);
    if (level === 'HIDDEN') expect([where, seen]).toEqual([where, null]);
  }
}

const bare = ({ status, body }: request.Response): string => JSON.stringify({ status, data: body.data, errors: (body.errors ?? []).map(({ message, path, extensions: { code, facts } }: { message: string; path: unknown; extensions: { code: string; facts: unknown } }) => ({ message, path, code, facts })) });

async function listAndRows(person: Person, { ask }: Door): Promise<void> {
  const { body } = await ask(LIST);
  const expected = rows.filter((row) => reaches(person, row)).map(({ id }) => id).sort();
  expect([person.email, body.data.customers.nodes.map(({ id }: { id: string }) => id).sort(), body.data.customers.totalCount]).toEqual([person.email, expected, expected.length]);
  for (const node of body.data.customers.nodes) judge(person, node);
  const nowhere = bare(await ask(ONE, { id: newId() }));
  for (const row of rows.slice(0, 15)) {
    const answer = await ask(ONE, { id: row.id });
    if (reaches(person, row)) judge(person, answer.body.data.customer);
    else expect(bare(answer)).toBe(nowhere);
  }
}

async function fileOf(person: Person, { ask, get }: Door): Promise<string | null> {
  const { body } = await ask(EXPORT, { input: { format: 'CSV', columns: ['name', 'city', 'stage'].filter((name) => person.grants.some((grant) => grant.action === 'customer.read' && (grant.fields?.[name] ?? grant.fields?.['*'] ?? 'READ') === 'READ')) } });
  if (!holds(person, 'customer.export')) expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  if (body.errors) return null;
  for (let tries = 0; tries < 300; tries += 1) {
    const { nodes } = (await ask(EXPORTS)).body.data.exports;
    const file = nodes.find(({ id }: { id: string }) => id === body.data.exportCustomers.id);
    if (file.state === 'DONE') {
      const lines = (await get(file.url)).text.replace(/^\uFEFF/, '').trim().split('\r\n').slice(1).filter((line) => line !== '');
      expect([person.email, lines.length]).toEqual([person.email, rows.filter((row) => reaches(person, row) && reaches(person, row, 'customer.export')).length]);
      return file.url as string;
    }
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error('The export never ended');
}

describe(`random people at every door (seed ${SEED})`, () => {
  it('are worth judging: some reach their teams and not those below, some all, some miss rows, some fields', () => {
    const missesBelow = people.some((person) => rows.some((row) => row.team_id !== null && person.treeIds.includes(row.team_id) && !reaches(person, row)) && person.grants.some(({ action, scope }) => action === 'customer.read' && scope === 'TEAM'));
    const sizes = people.map((person) => rows.filter((row) => reaches(person, row)).length);
    expect([missesBelow, sizes.includes(rows.length), sizes.some((size) => size > 0 && size < rows.length)]).toEqual([true, true, true]);
    expect(people.some((person) => rows.some((row) => reaches(person, row) && levelOn(person, row, 'city') === 'HIDDEN'))).toBe(true);
  });

  it('a session that runs known documents alone sees exactly the rows in reach, each field as the grants say', async () => {
    for (const person of people) await listAndRows(person, sessions.get(person.id)!.door);
  });

  it('and no text of its own, whatever its rights', async () => {
    for (const person of people) expect(codeOf(await request(api.app.getHttpServer()).post('/graphql').set(pageHeaders(sessions.get(person.id)!.cookie)).send({ query: LIST }))).toBe('DOCUMENT_NOT_TRUSTED');
  });

  it('a key with the same roles and teams sees by its own text exactly what they reach, with its own rows for theirs', async () => {
    let differing = 0;
    for (const person of people) {
      const { as, door } = keys.get(person.id)!;
      await listAndRows(as, door);
      if (rows.some((row) => reaches(person, row) !== reaches(as, row))) differing += 1;
    }
    expect(differing).toBeGreaterThan(0);
  });

  it('files over REST hold the rows in reach of the export, and are nobody else’s, by session and by key', async () => {
    const made: [string, string][] = [];
    for (const person of people) for (const [owner, door, as] of [[`session ${person.email}`, sessions.get(person.id)!.door, person], [`key ${person.email}`, keys.get(person.id)!.door, keys.get(person.id)!.as]] as const) {
      const url = await fileOf(as, door);
      if (url) made.push([owner, url]);
    }
    expect(made.length).toBeGreaterThan(2);
    for (const person of people) for (const [name, door] of [[`session ${person.email}`, sessions.get(person.id)!.door], [`key ${person.email}`, keys.get(person.id)!.door]] as const)
      for (const [owner, url] of made) if (owner !== name) expect([owner, name, (await door.get(url)).status]).toEqual([owner, name, 404]);
  }, 900_000);

  it('sockets tell sessions by hash, and keys by text, of exactly the rows and names of fields within reach', async () => {
    const { WebSocket } = await import('ws');
    const { Ear: MakeEar } = await import('../sockets');
    const open = (headers: Record<string, string>): Ear => new MakeEar(new WebSocket(`${host.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers }));
    const ears: [Person, Ear][] = [];
    for (const person of people) {
      const { cookie } = sessions.get(person.id)!;
      const page = await open({ cookie, origin: host }).init();
      page.say({ id: 's', type: 'subscribe', payload: { query: '', variables: { types: ['Customer'] }, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(changes).slice(7) } } } });
      const { secret, as } = keys.get(person.id)!;
      ears.push([person, page], [as, await (await open({ authorization: `Bearer ${secret}` }).init()).listen(['Customer'])]);
    }
    await new Promise((next) => setTimeout(next, 500));
    const client = await api.db.connect();
    for (const row of rows.slice(0, 20)) {
      await client.query('begin');
      await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
      await client.query(`update customer set city = city || 'x', version = version + 1 where id = $1`, [row.id]);
      await client.query('commit');
    }
    client.release();
    await Promise.all(ears.map(([, ear]) => ear.rest(500)));
    let heard = 0;
    for (const [person, ear] of ears) {
      const expected = rows.slice(0, 20).filter((row) => reaches(person, row) && levelOn(person, row, 'city') !== 'HIDDEN').map(({ id }) => id).sort();
      expect([person.email, ear.heard.map(({ id }) => id).sort()]).toEqual([person.email, expected]);
      for (const told of ear.heard) expect(told.fields).toEqual(['city']);
      heard += expected.length;
      ear.close();
    }
    expect(heard).toBeGreaterThan(20);
  });

  it('signs nobody in with a hash and a password of somebody else', async () => {
    const wrong = await request(api.app.getHttpServer()).post('/graphql').set(pageHeaders('')).send({ documentId: hashOf(SIGN_IN), variables: { e: people[0]!.email, p: `${STAFF_PASSWORD}!` } });
    expect([wrong.headers['set-cookie'], codeOf(wrong)]).toEqual([undefined, 'SIGN_IN_FAILED']);
  });
});
