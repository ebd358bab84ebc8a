import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, teamId } from '@dossier/kernel/testing';
import { ViewerLoader } from '../sessions/viewer.loader';
import { admin, ADMINISTRATOR, ANALYST, type Answer, api, asked, begin, CREATE, EASTERNER, easterner, KEEPER, keeper, KEY, keyFor, LIST, make, named, OPENER, REVOKE, ROTATE, UPDATE, VIEWER_ALL } from './clients.given';

const CUSTOMERS = '{ customers(first: 200) { nodes { id teamId phone email name } totalCount } }';

beforeAll(begin, 120_000);
afterAll(() => api?.close());

const codeOf = (answer: Answer): string => answer.body.errors?.[0]?.extensions?.code ?? 'NONE';

describe('what a key can do', () => {
  it('reaches what its roles and teams reach, and acts under its own name', async () => {
    const client = await make({ roleIds: [OPENER], teamIds: [teamId('EAST')] });
    const { secret } = await keyFor(client.id);
    const { body } = await asked(secret, CUSTOMERS);
    expect(body.data.customers.nodes.map((row: { name: string }) => row.name).sort()).toEqual(['东一', '东二']);
    expect(body.extensions.cost).toEqual({ asked: expect.any(Number), limit: 5_000 });
    const south = (await api.db.query(`select id from customer where name = '南一'`)).rows[0].id;
    expect(codeOf(await asked(secret, 'query($id: ID!) { customer(id: $id) { id } }', { id: south }))).toBe('NOT_FOUND');
  });

  it('never manages users, roles, teams or keys, though its role is the administrator’s', async () => {
    const client = await make({ roleIds: [ADMINISTRATOR] });
    const { secret, key } = await keyFor(client.id);
    const refused = async (query: string, variables?: object) => expect([query, codeOf(await asked(secret, query, variables))]).toEqual([query, 'FORBIDDEN']);
    await refused('{ users { nodes { id } } }');
    await refused('{ roles { id } }');
    await refused(LIST);
    await refused('mutation($i: UserInput!) { createUser(input: $i) { id } }', { i: { name: 'x', email: 'x@example.com', password: 'ambry lichen tugboat' } });
    await refused('mutation($u: ID!, $r: [ID!]!) { assignRoles(userId: $u, roleIds: $r) { id } }', { u: client.id, r: [ADMINISTRATOR] });
    await refused('mutation($id: ID!, $u: [ID!]!) { setTeamMembers(id: $id, userIds: $u) { id } }', { id: teamId('EAST'), u: [personId('SALES')] });
    await refused(CREATE, { i: named() });
    await refused(KEY, { id: client.id, i: { name: 'more' } });
    await refused(ROTATE, { id: key.id });
    await refused(REVOKE, { id: key.id });
    // What takes no word is for people, about themselves.
    for (const query of ['signOutEverywhere', 'changeMyPassword(current: "a", next: "b") { id }', 'updateMyPreferences(input: { name: "x" }) { id }', 'signIn(email: "a@b.c", password: "b") { id }', `delegate(input: { toId: "${personId('SALES')}", reason: "x", until: "2027-01-01T00:00:00Z", words: ["customer.read"] }) { id }`])
      expect([query, codeOf(await asked(secret, `mutation { ${query} }`))]).toEqual([query, 'FORBIDDEN']);
    const words = (await asked(secret, '{ me { permissions } }')).body.data.me.permissions as string[];
    expect(words.filter((word) => /^(user|role|key)\.|^(webhook|team)\.manage$/.test(word))).toEqual([]);
    expect(words).toContain('audit.read');
  });

  it('cannot be made to act for somebody whose rows the maker does not reach', async () => {
    expect(await easterner.refusal(CREATE, { i: named({ roleIds: [EASTERNER], actsForId: personId('SALES_SOUTH') }) })).toBe('RIGHTS_EXCEEDED');
    expect(await keeper.refusal(CREATE, { i: named({ roleIds: [ANALYST], actsForId: personId('ANALYST') }) })).toBe('RIGHTS_EXCEEDED');
  });

  it('acts for a person within what both may, on that person’s rows, until the person has left', async () => {
    const me = (await easterner.query('{ me { id } }')).me.id;
    const client = (await easterner.mutate(CREATE, { i: named({ roleIds: [EASTERNER], actsForId: me }) })).createClient;
    expect(client.actsFor.name).toBe('easterner@example.com');
    const { secret } = await keyFor(client.id, {}, easterner);
    const { customers } = (await asked(secret, CUSTOMERS)).body.data;
    expect(customers.nodes.map(({ name, phone }: { name: string; phone: unknown }) => [name, phone]).sort()).toEqual([['东一', null], ['东二', null]]);
    // The wider role of the administrator is cut to the person's own: nobody acts for another to see more.
    const wide = (await admin.mutate(CREATE, { i: named({ roleIds: [VIEWER_ALL], actsForId: me }) })).createClient;
    const widely = await keyFor(wide.id);
    expect((await asked(widely.secret, CUSTOMERS)).body.data.customers.totalCount).toBe(2);
    const entry = (await api.db.query(`select actor_id, on_behalf_of, actor_kind, session_id from audit_entry where actor_id = $1`, [client.id])).rows;
    expect(entry).toEqual([]);
    await asked(secret, 'mutation($id: ID!) { archiveCustomer(id: $id) { id } }', { id: customers.nodes[0].id });
    expect((await api.db.query(`select actor_kind, on_behalf_of, code from audit_entry where actor_id = $1`, [client.id])).rows).toEqual([{ actor_kind: 'CLIENT', on_behalf_of: me, code: 'FORBIDDEN' }]);
    await admin.mutate('mutation($id: ID!) { suspendUser(id: $id) { id } }', { id: me });
    expect((await asked(secret, CUSTOMERS)).status).toBe(401);
    await admin.mutate('mutation($id: ID!) { reinstateUser(id: $id) { id } }', { id: me });
  });

  it('loses the rights of work begun with it when it is revoked, for jobs make their viewer anew', async () => {
    const client = await make({ roleIds: [VIEWER_ALL] });
    const { secret, key } = await keyFor(client.id);
    const anew = () => api.app.get(ViewerLoader).anew({ kind: 'client', userId: client.id, sessionId: key.id, name: '' }, 'r');
    expect((await asked(secret, CUSTOMERS)).status).toBe(200);
    expect([(await anew()).kind, (await anew()).may('customer.read')]).toEqual(['client', true]);
    await admin.mutate(REVOKE, { id: key.id });
    expect([(await anew()).kind, (await anew()).may('customer.read')]).toEqual(['nobody', false]);
  });

  it('feels a changed role at once', async () => {
    const client = await make({ roleIds: [VIEWER_ALL] });
    const { secret } = await keyFor(client.id);
    expect((await asked(secret, CUSTOMERS)).body.data.customers.totalCount).toBe(3);
    await admin.mutate(UPDATE, { id: client.id, v: 1, i: { roleIds: [KEEPER] } });
    expect(codeOf(await asked(secret, CUSTOMERS))).toBe('FORBIDDEN');
  });
});

describe('clients among people', () => {
  it('stand in no list of people, cannot sign in, and count as nobody’s administrator', async () => {
    const client = await make({ roleIds: [ADMINISTRATOR], teamIds: [teamId('EAST')] });
    const { users } = await admin.query('{ users(first: 200) { nodes { id } } }');
    expect(users.nodes.map(({ id }: { id: string }) => id)).not.toContain(client.id);
    expect(await admin.refusal('query($id: ID!) { user(id: $id) { id } }', { id: client.id })).toBe('NOT_FOUND');
    expect(await admin.refusal('mutation($id: ID!, $p: String!) { resetPassword(userId: $id, password: $p) { id } }', { id: client.id, p: 'ambry lichen tugboat' })).toBe('NOT_FOUND');
    const east = (await admin.query('{ teams { id memberCount members { id } } }')).teams.find(({ id }: { id: string }) => id === teamId('EAST'));
    expect(east.members.map(({ id }: { id: string }) => id)).not.toContain(client.id);
    expect(east.memberCount).toBe(east.members.length);
    const { roles } = await admin.query('{ roles { id userCount } }');
    expect(roles.find(({ id }: { id: string }) => id === ADMINISTRATOR).userCount).toBe(1);
  });
});

describe('the table of keys', () => {
  it('shows the app login no secret, and outside an act no key at all', async () => {
    await keyFor((await make()).id);
    const as = async (text: string): Promise<number | string> => {
      const client = await api.db.connect();
      try {
        await client.query('begin; set local role dossier_app');
        return (await client.query(text)).rowCount ?? 0;
      } catch (fault) {
        return (fault as Error).message;
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    expect(await as('select secret_hash from api_key')).toMatch('permission denied');
    expect(await as('select id from api_key')).toBe(0);
    expect(await as(`select id from api_key, (select set_config('app.request_id', 'x', true)) c`)).toEqual(expect.any(Number));
    expect(await as('select * from api_key_seen')).toBe(0);
    expect(await as('select * from idempotency')).toMatch('permission denied');
    expect(await as(`insert into trusted_document (hash, body) values ('x', 'y')`)).toMatch('permission denied');
  });
});

describe('a key that comes', () => {
  it('needs neither cookie nor the header of our pages, and shows when and whence it was used', async () => {
    const client = await make();
    const { secret } = await keyFor(client.id);
    expect((await asked(secret, '{ me { id name } }')).body.data.me).toEqual({ id: client.id, name: client.name });
    const found = (await admin.query(LIST)).clients.nodes.find(({ id }: { id: string }) => id === client.id);
    expect(found.keys[0]).toMatchObject({ lastUsedAt: expect.any(String), lastNetwork: expect.any(String) });
  });

  it('answers alike whatever is wrong with it: unknown, altered, expired, revoked, from elsewhere, of another scheme', async () => {
    const { id } = await make();
    const [good, expired, revoked, elsewhere] = [await keyFor(id), await keyFor(id), await keyFor(id), await keyFor(id, { ipList: ['203.0.113.0/24'] })];
    await admin.mutate(REVOKE, { id: revoked.key.id });
    await api.db.query(`begin; select set_config('app.request_id','s',true), set_config('app.entry_id',gen_random_uuid()::text,true); update api_key set expires_at = now() - interval '1 second' where id = '${expired.key.id}'; commit`);
    const wrong = [`dsr_aaaaaaaaaaaa_${'a'.repeat(43)}`, good.secret.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A')), expired.secret, revoked.secret, elsewhere.secret, 'x', ''];
    const answers = await Promise.all(wrong.map((key) => asked(key, '{ me { id } }')));
    const bare = answers.map(({ status, body, headers }) => JSON.stringify([status, headers['www-authenticate'], body]).replace(/"requestId":"\w+"/, ''));
    expect(new Set(bare).size).toBe(1);
    expect(answers[0]!.status).toBe(401);
    expect(codeOf(answers[0]!)).toBe('KEY_REFUSED');
    const reasons = (await api.db.query<{ reason: string }>(`select facts->>'reason' as reason from audit_entry where action = 'useKey' and code = 'KEY_REFUSED' and at > now() - interval '1 minute'`)).rows.map(({ reason }) => reason);
    for (const reason of ['UNKNOWN', 'SECRET', 'EXPIRED', 'REVOKED', 'NETWORK']) expect(reasons).toContain(reason);
    expect((await asked(good.secret, '{ me { id } }')).status).toBe(200);
  });

  it('makes cookies of no account: a good session does not help a bad key', async () => {
    const cookie = (await (await api.as('ADMINISTRATOR')).post('/graphql').send({ query: '{ me { id } }' })).request.get('Cookie');
    const answer = await api.withKey('nonsense').post('/graphql').set('Cookie', cookie as never).set('X-Requested-With', 'dossier').set('Sec-Fetch-Site', 'same-origin').send({ query: '{ me { id } }' });
    expect(answer.status).toBe(401);
  });

  it('is refused in an address, wherever it stands', async () => {
    const { secret } = await keyFor((await make()).id);
    for (const path of [`/api/openapi.json?key=${secret}`, `/api/openapi.json?key=${encodeURIComponent(secret).replaceAll('_', '%5F')}`, `/${secret}/x`]) {
      const answer = await api.withKey(secret).get(path);
      expect([path.slice(0, 10), answer.status, answer.body.error.code]).toEqual([path.slice(0, 10), 400, 'KEY_IN_URL']);
      expect(JSON.stringify(answer.body)).not.toContain(secret.slice(17));
    }
  });

  it('is nowhere in the database, the trail or the log', async () => {
    const written: string[] = [];
    const [out, err] = [process.stdout.write, process.stderr.write];
    const listen = ((chunk: unknown) => Boolean(written.push(String(chunk)))) as never;
    const { id } = await make();
    const { secret } = await keyFor(id);
    process.stdout.write = listen;
    process.stderr.write = listen;
    try {
      await asked(secret, 'query { customers { nodes { id } } }');
      await asked(secret, 'not a document');
      await asked(`${secret}x`, '{ me { id } }');
      await api.anonymous().get(`/api/openapi.json?key=${secret}`);
      await api.withKey(secret).get('/api/imports/x');
    } finally {
      process.stdout.write = out;
      process.stderr.write = err;
    }
    expect(written.join('')).not.toContain(secret.slice(17));
    const tables = (await api.db.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public','pgboss') and c.relkind = 'r'`)).rows;
    for (const { name } of tables) {
      const { rows: found } = await api.db.query(`select 1 from ${name.includes('-') ? `"${name}"` : name} t where t::text like $1 limit 1`, [`%${secret.slice(17)}%`]).catch(() => ({ rows: [] }));
      expect([name, found.length]).toEqual([name, 0]);
    }
  });

  it('counts guesses by one counter for the network, and a right key goes on', async () => {
    const { secret } = await keyFor((await make()).id);
    const statuses: number[] = [];
    for (let at = 0; at < 25; at += 1) statuses.push((await api.withKey(`dsr_${String(at).padStart(12, 'q')}_${'b'.repeat(43)}`).post('/graphql').set('X-Forwarded-For', `203.0.113.${at}`).send({ query: '{ me { id } }', extra: at })).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(20);
    expect((await asked(secret, '{ me { id } }')).status).toBe(200);
  });
});
