import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLObjectType } from 'graphql';
import { allPolicies } from '@dossier/kernel/access';
import { shapeOf } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { Live } from '@dossier/kernel/live';
import { LiveSockets } from '../src/live';
import { changes, errorsOf, signIn, sockets, type Ear } from './sockets';

let api: Api;
let line: Awaited<ReturnType<typeof sockets>>;
let admin: Client;

beforeAll(async () => {
  api = await startApi();
  line = await sockets(api);
  admin = await api.as('ADMINISTRATOR');
}, 120_000);
afterEach(() => line.all.splice(0).forEach((ear) => ear.close()));
afterAll(() => api?.close());

const create = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id version } }';
const update = 'mutation($id: ID!, $version: Int!, $input: CustomerInput!) { updateCustomer(id: $id, version: $version, input: $input) { id version } }';
const makeFor = async (team: 'EAST' | 'SOUTH', owner: 'SALES' | 'SALES_SOUTH', name = '王伟'): Promise<{ id: string; version: number }> => {
  const { createCustomer } = await admin.mutate(create, { input: { name } });
  await owned(`update customer set owner_id = $2, team_id = $3 where id = $1`, [createCustomer.id, personId(owner), teamId(team)]);
  return createCustomer as { id: string; version: number };
};
/** Writes as the owner login inside a unit of work, for what no verb can set. */
const owned = async (text: string, values: unknown[] = []): Promise<void> => {
  const client = await api.db.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true)`);
    await client.query(text, values);
    await client.query('commit');
  } finally {
    client.release();
  }
};

const many = (team: 'EAST' | 'SOUTH', owner: 'SALES' | 'SALES_SOUTH', count: number): Promise<void> =>
  owned(`insert into customer (id, name, owner_id, team_id) select gen_random_uuid(), '李娜', $1, $2 from generate_series(1, $3)`, [personId(owner), teamId(team), count]);
const listening = async (who: string, types = ['Customer']): Promise<Ear> => (await line.ear(await line.cookieOf(who)).init()).listen(types);

describe('Live updates', () => {
  it('tells who reaches a row that it changed: id, version, names of fields, no values', async () => {
    const customer = await makeFor('EAST', 'SALES');
    const ear = await (await line.ear(await line.cookieOf('SALES')).init()).listen(['Customer']);
    await admin.mutate(update, { id: customer.id, version: customer.version, input: { city: '杭州' } });
    await ear.until(() => ear.heard.length > 0);
    expect(await ear.rest()).toEqual([{ type: 'Customer', id: customer.id, version: customer.version + 1, operation: 'UPDATE', fields: ['city'] }]);
    expect(JSON.stringify(ear.messages)).not.toContain('杭州');
  });

  it('never tells the east of the south, by name, by number or by silence', async () => {
    const south = await makeFor('SOUTH', 'SALES_SOUTH');
    const [east, other] = [await listening('SALES'), await listening('SALES_SOUTH')];
    await admin.mutate(update, { id: south.id, version: south.version, input: { city: '深圳' } });
    await other.until(() => other.heard.length > 0);
    await owned(`update customer set country = 'CN' where id = $1`, [south.id]);
    await many('SOUTH', 'SALES_SOUTH', 150);
    await other.until(() => other.heard.some(({ operation }) => operation === 'MANY'));
    expect(await east.rest()).toEqual([]);
    expect(new Set(other.heard.map(({ id }) => id))).toEqual(new Set([south.id, null]));
  });

  it('tells of many rows once, to those in whose reach some of them lie', async () => {
    const [sales, manager] = [await listening('SALES'), await listening('MANAGER')];
    await many('EAST', 'SALES', 2_000);
    await sales.until(() => sales.heard.length > 0);
    await manager.until(() => manager.heard.length > 0);
    const one = { type: 'Customer', id: null, version: null, operation: 'MANY', fields: null };
    expect([await sales.rest(), await manager.rest()]).toEqual([[one], [one]]);
  });

  it('is silent about the fields that the viewer may not read, and about changes of nothing else', async () => {
    const customer = await makeFor('EAST', 'SALES');
    await owned(`update role_grant set fields = '{"city":"HIDDEN"}' where action = 'customer.read' and role_id = (select id from role where code = 'SALES')`);
    const ear = await listening('SALES');
    const { updateCustomer: first } = await admin.mutate(update, { id: customer.id, version: customer.version, input: { city: '宁波' } });
    expect(await ear.rest()).toEqual([]);
    await admin.mutate(update, { id: customer.id, version: first.version, input: { city: '温州', region: '浙江' } });
    await ear.until(() => ear.heard.length > 0);
    expect((await ear.rest()).map(({ fields }) => fields)).toEqual([['region']]);
    await owned(`update role_grant set fields = null where action = 'customer.read' and role_id = (select id from role where code = 'SALES')`);
  });

  it('tells who loses a row that it is gone, and who gains it that it is there', async () => {
    const customer = await makeFor('EAST', 'SALES');
    const [east, south] = [await listening('SALES'), await listening('SALES_SOUTH')];
    await owned('update customer set owner_id = $2, team_id = $3, version = version + 1 where id = $1', [customer.id, personId('SALES_SOUTH'), teamId('SOUTH')]);
    await south.until(() => south.heard.length > 0);
    await east.until(() => east.heard.length > 0);
    expect([await east.rest(), await south.rest()]).toEqual([
      [{ type: 'Customer', id: customer.id, version: null, operation: 'DELETE', fields: null }],
      [{ type: 'Customer', id: customer.id, version: customer.version + 1, operation: 'INSERT', fields: null }],
    ]);
  });

  it('tells of one person\u2019s rows that person alone', async () => {
    const [sales, boss] = [await listening('SALES', ['Notification', 'JobStatus']), await listening('ADMIN', ['Notification', 'JobStatus'])];
    await owned(`insert into notification (id, user_id, kind) values (gen_random_uuid(), $1, 'spec')`, [personId('SALES')]);
    await sales.until(() => sales.heard.length > 0);
    expect([(await sales.rest()).map(({ type, operation }) => `${type} ${operation}`), await boss.rest()]).toEqual([['Notification INSERT'], []]);
  });

  it('keeps to the rows that were asked for', async () => {
    const [wanted, other] = [await makeFor('EAST', 'SALES'), await makeFor('EAST', 'SALES')];
    const ear = await (await line.ear(await line.cookieOf('SALES')).init()).listen(['Customer'], [wanted.id]);
    for (const { id, version } of [other, wanted]) await admin.mutate(update, { id, version, input: { city: '台州' } });
    await ear.until(() => ear.heard.length > 0);
    expect((await ear.rest()).map(({ id }) => id)).toEqual([wanted.id]);
  });
});

describe('What tables tell', () => {
  it('bears the places that the policy of its type judges by, and names of fields that the surface has', async () => {
    const { rows } = await api.db.query<{ table: string; options: string }>(
      `select distinct c.relname as table, replace(encode(t.tgargs, 'escape'), '\\000', '') as options from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname like 'change_told_%'`,
    );
    expect(rows.length).toBeGreaterThan(15);
    const schema = api.app.get(GraphQLSchemaHost).schema;
    for (const { table, options } of rows) {
      const { type, scope = [], fields = [], of } = JSON.parse(options) as { type: string; scope?: string[]; fields?: string[]; of?: string };
      const policy = allPolicies().find(({ name }) => name === type);
      expect([table, of ?? table, policy?.table]).toEqual([table, policy?.table, policy?.table]);
      if (policy!.scope.exact) expect([table, scope]).toEqual([table, policy!.scope.needs.map((name) => shapeOf(policy!.entity).column(name))]);
      expect([table, Object.keys((schema.getType(type) as GraphQLObjectType).getFields())]).toEqual([table, expect.arrayContaining(fields)]);
    }
  });
});

describe('Rights of now behind an open socket', () => {
  it('closes within five seconds when the session ends, the user is suspended or the password changes', async () => {
    const ends: Record<string, string> = {
      SALES: `update session set ended_at = now() where user_id = $1`,
      MARKETER: `update app_user set status = 'SUSPENDED' where id = $1`,
      ANALYST: `update app_user set rights_version = rights_version + 1 where id = $1`,
    };
    for (const [who, text] of Object.entries(ends)) {
      const ear = await listening(who);
      const since = Date.now();
      await owned(text, [personId(who as 'SALES')]);
      await ear.until(() => ear.closed);
      expect(Date.now() - since).toBeLessThan(5_000);
      expect(ear.closed?.code).toBe(4403);
    }
  }, 60_000);

  it('notices within five seconds an end that nobody told of', async () => {
    const ear = await listening('SALES');
    await owned(`update session_seen set at = at - interval '31 minutes' where session_id in (select id from session where user_id = $1)`, [personId('SALES')]);
    await ear.until(() => ear.closed, 5_000);
    expect(ear.closed?.code).toBe(4403);
  });

  it('does not itself keep a session alive', async () => {
    const ear = await listening('SALES');
    const latest = async (): Promise<number> => (await api.db.query<{ at: Date }>('select max(n.at) as at from session_seen n join session s on s.id = n.session_id where s.user_id = $1', [personId('SALES')])).rows[0]!.at.getTime();
    await owned(`update session_seen set at = at - interval '10 minutes' where session_id in (select id from session where user_id = $1)`, [personId('SALES')]);
    const before = await latest();
    await new Promise((next) => setTimeout(next, 4_500));
    expect([ear.closed, await latest()]).toEqual([null, before]);
  });

  it('tells by a right that was just given, and no more by one that was just taken', async () => {
    const south = await makeFor('SOUTH', 'SALES_SOUTH');
    const ear = await listening('SALES');
    await owned('insert into team_member (team_id, user_id) values ($1, $2)', [teamId('SOUTH'), personId('SALES')]);
    await ear.until(() => ear.heard.some(({ operation }) => operation === 'MANY'));
    await owned(`update role_grant set scope = 'TEAM' where action = 'customer.read' and role_id = (select id from role where code = 'SALES')`);
    const { updateCustomer: first } = await admin.mutate(update, { id: south.id, version: south.version, input: { city: '佛山' } });
    await ear.until(() => ear.heard.some(({ id }) => id === south.id));
    await owned('delete from team_member where team_id = $1 and user_id = $2', [teamId('SOUTH'), personId('SALES')]);
    await admin.mutate(update, { id: south.id, version: first.version, input: { city: '东莞' } });
    expect((await ear.rest(500)).filter(({ id }) => id === south.id)).toHaveLength(1);
  });
});

describe('Who may open a socket', () => {
  const refusals: Record<string, Record<string, string>> = {
    'from a page of somebody else': { origin: 'https://evil.example' },
    'from an origin that is none': { origin: 'null' },
    'by a browser that says it is another site': { 'sec-fetch-site': 'cross-site' },
  };
  for (const [name, headers] of Object.entries(refusals))
    it(`refuses one ${name}`, async () => {
      const ear = line.ear(await line.cookieOf('SALES'), headers);
      await ear.until(() => ear.closed);
      expect(ear.refused).toBe(403);
    });

  it('closes one that nobody signed in on, that fails to, or that brings a cookie without saying from where', async () => {
    const cookie = await line.cookieOf('SALES');
    for (const ear of [line.ear(null), line.ear('dossier=nobody'), line.ear(cookie, { origin: '' })]) {
      await ear.init();
      await ear.until(() => ear.closed);
      expect(ear.closed?.code).toBe(4403);
      expect(ear.messages).toEqual([]);
    }
    const keyed = await line.ear(null).init({ authorization: 'Bearer dsr_0_nothing' });
    await keyed.until(() => keyed.closed);
    expect(keyed.closed?.code).toBe(4403);
  });

  it('takes a key in its first message or its header, tells by the rights of the key, and ends with it', async () => {
    const MANAGER_ROLE = '0199a000-0000-7000-8000-000000000002';
    const { createClient } = await admin.mutate('mutation($i: ClientInput!) { createClient(input: $i) { id } }', { i: { name: '网店', roleIds: [MANAGER_ROLE], teamIds: [teamId('SOUTH')] } });
    const { createKey: { secret, key } } = await admin.mutate('mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret key { id } } }', { id: createClient.id, i: { name: 'server' } });
    const [east, south] = [await makeFor('EAST', 'SALES'), await makeFor('SOUTH', 'SALES_SOUTH')];
    const ears = [line.ear(null, { origin: '' }), line.ear(null, { origin: '', authorization: `Bearer ${secret}` })];
    await (await ears[0]!.init({ authorization: `Bearer ${secret}` })).listen(['Customer']);
    await (await ears[1]!.init()).listen(['Customer']);
    for (const { id, version } of [east, south]) await admin.mutate(update, { id, version, input: { city: '厦门' } });
    for (const ear of ears) {
      await ear.until(() => ear.heard.length > 0);
      expect((await ear.rest()).map(({ id }) => id)).toEqual([south.id]);
    }
    await admin.mutate('mutation($id: ID!) { revokeKey(id: $id) { id } }', { id: key.id });
    for (const ear of ears) {
      await ear.until(() => ear.closed);
      expect(ear.closed?.code).toBe(4403);
    }
  });

  it('closes one that listens before it has signed in, or does not sign in at all', async () => {
    const cookie = await line.cookieOf('SALES');
    const early = await line.ear(cookie).opened();
    early.say({ id: '1', type: 'subscribe', payload: { query: changes, variables: { types: ['Customer'] } } });
    const silent = await line.ear(cookie).opened();
    await early.until(() => early.closed);
    await silent.until(() => silent.closed, 4_500);
    expect([early.closed?.code, silent.closed?.code]).toEqual([4401, 4408]);
  });

  it('closes one that listens to too much, and the windows of one account beyond their number', async () => {
    const cookie = await line.cookieOf('SALES_SOUTH');
    const ear = await line.ear(cookie).init();
    for (let at = 0; at < 21; at += 1) ear.say({ id: `s${at}`, type: 'subscribe', payload: { query: changes, variables: { types: ['Customer'] } } });
    await ear.until(() => ear.closed);
    const ears = await Promise.all(Array.from({ length: 51 }, () => line.ear(cookie).init()));
    await ears[0]!.until(() => ears.filter(({ closed }) => closed).length === 1);
    expect([ear.closed?.code, ears.find(({ closed }) => closed)?.closed?.code]).toEqual([1013, 1013]);
  });

  it('answers what is no subscription, too deep, misspelt or of an unknown type with the codes of everywhere', async () => {
    const ear = await line.ear(await line.cookieOf('SALES')).init();
    const aliases = Array.from({ length: 40 }, (_, at) => `a${at}: type`).join(' ');
    const asked = ['{ me { id } }', 'mutation { signOut }', '{ __schema { types { name } } }', `subscription { changes(types: ["Customer"]) { ${aliases} } }`, 'subscription { changes(types: ["Customer"]) { nmae } }', 'subscription { changes(types: ["Customr"]) { id } }', 'subscription {'];
    for (const [at, query] of asked.entries()) ear.say({ id: String(at), type: 'subscribe', payload: { query } });
    const codes = (): string[] => ear.messages.flatMap(({ payload }) => errorsOf(payload).map((error) => error.extensions.code));
    await ear.until(() => codes().length === asked.length);
    expect(codes().sort()).toEqual(['GRAPHQL_PARSE_FAILED', 'QUERY_LIMIT', 'UNKNOWN_NAME', 'UNKNOWN_NAME', 'UNKNOWN_NAME', 'UNKNOWN_NAME', 'UNKNOWN_NAME']);
    expect(JSON.stringify(ear.messages)).not.toContain('Did you mean');
  });
});

describe('Where sessions run the documents of our pages alone', () => {
  it('listens by hash, and to no text of its own', async () => {
    const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
    const strict = await startApi({ documents: { [hashOf(signIn)]: signIn, [hashOf(changes)]: changes } });
    try {
      const strictLine = await sockets(strict, { signInHash: hashOf(signIn) });
      const ear = await strictLine.ear(await strictLine.cookieOf('ADMIN')).init();
      ear.say({ id: 'text', type: 'subscribe', payload: { query: changes, variables: { types: ['Notification'] } } });
      ear.say({ id: 'other', type: 'subscribe', payload: { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: hashOf('another') } } } });
      ear.say({ id: 'hash', type: 'subscribe', payload: { query: '', variables: { types: ['Notification'] }, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(changes) } } } });
      await ear.until(() => ear.messages.filter(({ type }) => type === 'error').length === 2);
      expect(ear.messages.flatMap(({ payload }) => errorsOf(payload).map(({ extensions }) => extensions.code)).sort()).toEqual(['DOCUMENT_NOT_TRUSTED', 'DOCUMENT_UNKNOWN']);
      await strict.db.query(
        `with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true))
         insert into notification (id, user_id, kind) select gen_random_uuid(), $1, 'spec' from context`, [personId('ADMIN')],
      );
      await ear.until(() => ear.heard.length > 0);
      ear.close();
    } finally {
      await strict.close();
    }
  }, 60_000);
});

describe('Many who listen', () => {
  it('drops who does not take what it is told, and nobody else', async () => {
    await many('EAST', 'SALES', 450);
    const [slow, quick] = [await listening('SALES'), await listening('MANAGER')];
    (slow.socket as unknown as { _socket: { pause(): void } })._socket.pause();
    const [opened, live] = [api.app.get(LiveSockets), api.app.get(Live)];
    const { rows } = await api.db.query<{ id: string }>('select id from customer where owner_id = $1 order by created_at desc limit 450', [personId('SALES')]);
    const since = Date.now();
    while (opened.figures.dropped === 0 && Date.now() - since < 40_000) {
      live.hear(JSON.stringify({ t: 'Customer', o: 'UPDATE', c: ['city', 'region', 'country', 'occupation', 'given_name', 'family_name', 'name_latin'], i: rows.map(({ id }) => id).join() }));
      await new Promise((next) => setTimeout(next, 30));
    }
    expect(opened.figures.dropped).toBe(1);
    expect(quick.closed).toBeNull();
  }, 60_000);

  it('tells two hundred within a moment, each by its own reach', async () => {
    const customer = await makeFor('EAST', 'SALES');
    const who = ['SALES', 'SALES_SOUTH', 'MANAGER', 'ADMIN'];
    const cookies = await Promise.all(who.map((key) => line.cookieOf(key)));
    const ears = await Promise.all(Array.from({ length: 200 }, async (_, at) => (await line.ear(cookies[at % 4]!).init()).listen(['Customer'])));
    const since = Date.now();
    await admin.mutate(update, { id: customer.id, version: customer.version, input: { city: '苏州' } });
    const reached = ears.filter((_, at) => at % 4 !== 1);
    await ears[0]!.until(() => reached.every(({ heard }) => heard.length > 0));
    expect(Date.now() - since).toBeLessThan(3_000);
    expect(ears.filter((_, at) => at % 4 === 1).every(({ heard }) => heard.length === 0)).toBe(true);
  }, 60_000);
});
