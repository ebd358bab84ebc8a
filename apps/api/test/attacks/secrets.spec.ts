import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { startApi, STAFF_PASSWORD, type Api, type Client } from '@dossier/kernel/testing';
import { ADMINISTRATOR_ROLE, keyOf, ME } from '../third-party';

let api: Api;
let admin: Client;
const said: string[] = [];
let restore: (() => void)[] = [];
const keep = (stream: NodeJS.WriteStream): (() => void) => {
  const write = stream.write.bind(stream);
  stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => (said.push(String(chunk)), write(chunk, ...rest))) as typeof stream.write;
  return () => void (stream.write = write);
};
beforeAll(async () => {
  restore = [keep(process.stdout), keep(process.stderr)];
  api = await startApi();
  admin = await api.as('ADMIN');
});
afterAll(async () => {
  for (const back of restore) back();
  await api?.close();
});

/** Every text and byte of every table that holds a secret, as it was or in hexadecimal. */
async function tablesWith(secret: string): Promise<string[]> {
  const { rows: tables } = await api.db.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await api.db.query(`select 1 from "${name}" t where t::text like any($1)`, [[`%${secret}%`, `%${Buffer.from(secret).toString('hex')}%`, `%${Buffer.from(secret).toString('base64').replace(/=+$/, '')}%`]]);
    if (rowCount! > 0) found.push(name);
  }
  return found;
}

describe('a secret', () => {
  it('of a session, a key, a link, a webhook or a password stands in no table, no trail, no job, no log, no error and no address', async () => {
    const cookie = String((await admin.get('/healthz')).request.get('Cookie'));
    const token = cookie.split('=')[1]!.split(';')[0]!;
    const key = await keyOf(api, ADMINISTRATOR_ROLE);
    const client = api.withKey(key);
    const { secret: hook } = (await admin.mutate('mutation($i: WebhookInput!) { createWebhook(input: $i) { secret } }', { i: { name: 'out', url: 'https://93.184.216.34/', events: ['CUSTOMER_CREATED'] } })).createWebhook;
    const { secret: source } = (await admin.mutate('mutation($i: IncomingSourceInput!) { createIncomingSource(input: $i) { secret } }', { i: { name: 'in', kind: 'CUSTOMER' } })).createIncomingSource;
    const answers: string[] = [];
    // Used rightly, wrongly, in the wrong place, and beside faults.
    for (const answer of [
      await client.post('/graphql').send({ query: ME }), await api.withKey(`${key}x`).post('/graphql').send({ query: ME }), await client.get(`/api/imports/x?key=${key}`),
      await client.post('/graphql').send({ query: '{ customers(sort: NOTHING) { nodes { id } } }', variables: { key } }), await admin.post('/graphql').send({ query: 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { id } }', variables: { e: 'admin@example.com', p: `${STAFF_PASSWORD}!` } }),
      await client.post('/api/imports?kind=customers').set('X-File-Name', 'a.csv').send(Buffer.from('%PDF-1.7')), await client.get('/api/exports/x/file'),
    ]) answers.push(JSON.stringify([answer.body, answer.headers, answer.status]));
    for (const [name, secret] of Object.entries({ token, key: key.slice(key.indexOf('_', 4) + 1), hook: hook.slice(6), source: source.slice(6), password: STAFF_PASSWORD })) {
      expect([name, await tablesWith(secret)]).toEqual([name, []]);
      expect([name, said.join('').includes(secret)]).toEqual([name, false]);
      expect([name, answers.filter((answer) => answer.includes(secret)).map((answer) => answer.slice(0, 200))]).toEqual([name, []]);
    }
  });

  it('would be found where it stood, and of a session its hash is', async () => {
    const token = String((await admin.get('/healthz')).request.get('Cookie')).split('=')[1]!.split(';')[0]!;
    const { rows } = await api.db.query(`select 1 from session where token_hash = $1 or token_hash = $2`, [createHash('sha256').update(token).digest(), createHash('sha256').update(Buffer.from(token, 'base64url')).digest()]);
    expect(rows).toHaveLength(1);
    await api.db.query(`insert into installation (key, value) values ('spec', to_jsonb($1::text))`, [token]);
    expect(await tablesWith(token)).toEqual(['installation']);
    await api.db.query(`delete from installation where key = 'spec'`);
  });

  it('of the database is not reached by the login of the product: it owns nothing, and reads no secret without saying who asks', async () => {
    const { rows: [login] } = await api.db.query(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'dossier_app'`);
    expect(login).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    expect((await api.db.query(`select 1 from pg_class c join pg_roles r on r.oid = c.relowner join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and r.rolname = 'dossier_app'`)).rowCount).toBe(0);
  });
});
