import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import request from 'supertest';
import { Database } from '@dossier/kernel/data';
import { personId, startApi, STAFF_PASSWORD, type Api, type Client } from '@dossier/kernel/testing';
import { ME } from './third-party';

type Answer = Awaited<ReturnType<Client['post']>>;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const SIGN_IN = 'mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }';
const SIGN_OUT = 'mutation { signOut }';
const LIST = 'query List($first: Int, $sort: CustomerSort, $after: String) { customers(first: $first, sort: $sort, after: $after) { nodes { id name } } }';
const ROLES = '{ a: roles { id name code } b: roles { id name code } c: roles { id name code } }';
const documents = Object.fromEntries([SIGN_IN, SIGN_OUT, ME, LIST, ROLES].map((text) => [`sha256:${hashOf(text)}`, text]));

let api: Api;
let cookie: string;
const codeOf = (answer: Answer): unknown => answer.body.errors?.[0]?.extensions?.code;
const cookieOf = async (email: string): Promise<string> => {
  const answer = await ask(SIGN_IN, { variables: { email, password: STAFF_PASSWORD }, cookie: '' });
  return ([answer.headers['set-cookie'] ?? []].flat() as string[]).map((one) => one.split(';')[0]).join('; ');
};
const ask = (text: string, { variables = {}, headers = {}, cookie: own = cookie }: { variables?: object; headers?: Record<string, string>; cookie?: string } = {}): Promise<Answer> => {
  const test = request(api.app.getHttpServer()).post('/graphql').set('X-Requested-With', 'dossier').set('Sec-Fetch-Site', 'same-origin').set('Content-Type', 'application/json');
  return (own ? test.set('Cookie', own) : test).set(headers).send(JSON.stringify({ documentId: hashOf(text), variables })) as never;
};

beforeAll(async () => {
  api = await startApi({ documents, limits: { perMinute: 40, inFlight: 10 } });
  cookie = await cookieOf('admin@example.com');
  // The first asking compiles; what comes after it takes the short road.
  for (const text of [ME, LIST, ROLES]) await ask(text);
});
afterAll(() => api?.close());

describe('the short road of known questions', () => {
  it('gives the answer and the headers of the long one', async () => {
    const express = api.app.getHttpAdapter().getInstance() as { handle: (...given: unknown[]) => unknown };
    const { handle } = express;
    let long = 0;
    express.handle = (...given) => {
      long += 1;
      return handle.apply(express, given);
    };
    const straight = await ask(ME);
    expect(long).toBe(0);
    const other = await ask(ME, { headers: { Accept: 'application/graphql-response+json, application/json' } });
    expect(long).toBe(1);
    express.handle = handle;
    expect(straight.body).toEqual(other.body);
    expect(straight.body.data.me.id).toBe(personId('ADMIN'));
    const told = Object.keys(other.headers).filter((name) => !['etag', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'x-request-id', 'date', 'content-length', 'content-type', 'vary', 'cache-control', 'transfer-encoding'].includes(name));
    for (const name of told) if (name !== 'content-encoding') expect([name, straight.headers[name]]).toEqual([name, other.headers[name]]);
    expect(straight.headers).toMatchObject({ 'x-request-id': expect.stringMatching(/^[0-9A-F]{12}$/), 'content-security-policy': expect.any(String), 'x-query-cost': expect.any(String), 'x-ratelimit-limit': '40' });
  });

  it('packs what is worth it for who asks for it, and nothing else', async () => {
    const packed = await ask(ROLES, { headers: { 'Accept-Encoding': 'gzip' } });
    const plain = await ask(ROLES, { headers: { 'Accept-Encoding': 'identity' } });
    expect(packed.body).toEqual(plain.body);
    expect([packed.headers['content-encoding'], plain.headers['content-encoding']]).toEqual([JSON.stringify(plain.body).length >= 1_024 ? 'gzip' : undefined, undefined]);
    expect(packed.headers['vary']).toContain('Accept-Encoding');
  });

  it('checks values each time, the same and others', async () => {
    for (const first of [5, 5, 6]) expect((await ask(LIST, { variables: { first, sort: 'NAME' } })).body.errors).toBeUndefined();
    for (let times = 0; times < 2; times += 1) {
      expect(codeOf(await ask(LIST, { variables: { first: 5, sort: 'NOTHING' } }))).toBe('UNKNOWN_NAME');
      expect(codeOf(await ask(LIST, { variables: { first: 500 } }))).toBe('PAGE_TOO_LARGE');
    }
  });

  it('refuses what another site sends, and who has no session', async () => {
    const strange: Record<string, string>[] = [{ 'X-Requested-With': '' }, { 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }];
    for (const headers of strange) expect(codeOf(await ask(ME, { headers }))).toBe('CROSS_SITE');
    expect((await ask(ME, { cookie: '' })).body.data).toEqual({ me: null });
    expect(codeOf(await ask(LIST, { cookie: '' }))).toBe('NOT_SIGNED_IN');
  });

  it('asks for the word of the operation, and writes down that it was refused', async () => {
    const other = await cookieOf('sales.south@example.com');
    for (let times = 0; times < 2; times += 1) {
      const refused = await ask(ROLES, { cookie: other });
      expect([codeOf(refused), refused.body.errors[0].extensions.facts]).toEqual(['FORBIDDEN', { permission: 'role.read' }]);
    }
    const { rows } = await api.db.query(`select count(*)::int as n from audit_entry where action = 'roles' and outcome = 'REFUSED' and actor_id = '${personId('SALES_SOUTH')}'`);
    // Each of the three fields, both times.
    expect(rows[0].n).toBe(6);
  });

  it('closes at once for a session that was ended', async () => {
    const leaving = await cookieOf('sales@example.com');
    expect((await ask(ME, { cookie: leaving })).body.data.me.id).toBe(personId('SALES'));
    expect((await ask(ME, { cookie: leaving })).body.data.me.id).toBe(personId('SALES'));
    await ask(SIGN_OUT, { cookie: leaving });
    const begun = performance.now();
    while ((await ask(ME, { cookie: leaving })).body.data.me !== null && performance.now() - begun < 8_000) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('takes the query of who leaves along', async () => {
    await api.app.listen(0, '127.0.0.1').catch(() => undefined);
    const { port } = api.app.getHttpServer().address() as { port: number };
    const blocker = await api.db.connect();
    const waiting = async (): Promise<number> => (await api.app.get(Database).aside.query(`select 1 from pg_stat_activity where datname = current_database() and application_name = 'dossier' and wait_event_type = 'Lock' and query like '%from customer t%'`)).rowCount ?? 0;
    await blocker.query('begin; lock table customer in access exclusive mode');
    try {
      const leaving = new AbortController();
      const asking = fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', signal: leaving.signal, headers: { cookie, 'content-type': 'application/json', 'x-requested-with': 'dossier', 'sec-fetch-site': 'same-origin' }, body: JSON.stringify({ documentId: hashOf(LIST), variables: {} }) }).catch(() => 'left');
      for (let tries = 0; tries < 60 && (await waiting()) === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await waiting()).toBe(1);
      leaving.abort();
      await asking;
      for (let tries = 0; tries < 60 && (await waiting()) > 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await waiting()).toBe(0);
    } finally {
      await blocker.query('rollback');
      blocker.release();
    }
  });

  it('counts like the long one: beyond the rate it refuses', async () => {
    const busy = await cookieOf('manager@example.com');
    const answers: Answer[] = [];
    for (let at = 0; at < 43; at += 1) answers.push(await ask(ME, { cookie: busy }));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(codeOf(refused[0]!)).toBe('RATE_LIMITED');
    expect(refused[0]!.headers).toMatchObject({ 'retry-after': expect.stringMatching(/^\d+$/), 'content-security-policy': expect.any(String), 'x-request-id': expect.any(String), 'x-ratelimit-remaining': '0' });
  });
});
