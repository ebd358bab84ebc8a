import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLObjectType } from 'graphql';
import { allPolicies } from '@dossier/kernel/access';
import { shapeOf } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { Live } from '@dossier/kernel/live';
import { LiveSockets } from '../src/live';
import { stageOf, update, type Stage } from './live-stage';
import { sockets, type Ear } from './sockets';

let api: Api;
let line: Awaited<ReturnType<typeof sockets>>;
let admin: Client;
let stage: Stage;

beforeAll(async () => {
  api = await startApi();
  line = await sockets(api);
  admin = await api.as('ADMINISTRATOR');
  stage = stageOf(api, admin);
});
afterEach(() => line.all.splice(0).forEach((ear) => ear.close()));
afterAll(() => api?.close());

const listening = async (who: string, types = ['Customer']): Promise<Ear> => (await line.ear(await line.cookieOf(who)).init()).listen(types);

describe('Live updates', () => {
  it('tells who reaches a row that it changed: id, version, names of fields, no values', async () => {
    const customer = await stage.makeFor('EAST', 'SALES');
    const ear = await (await line.ear(await line.cookieOf('SALES')).init()).listen(['Customer']);
    await admin.mutate(update, { id: customer.id, version: customer.version, input: { city: '杭州' } });
    await ear.until(() => ear.heard.length > 0);
    expect(await ear.rest()).toEqual([{ type: 'Customer', id: customer.id, version: customer.version + 1, operation: 'UPDATE', fields: ['city'] }]);
    expect(JSON.stringify(ear.messages)).not.toContain('杭州');
  });

  it('never tells the east of the south, by name, by number or by silence', async () => {
    const south = await stage.makeFor('SOUTH', 'SALES_SOUTH');
    const [east, other] = [await listening('SALES'), await listening('SALES_SOUTH')];
    await admin.mutate(update, { id: south.id, version: south.version, input: { city: '深圳' } });
    await other.until(() => other.heard.length > 0);
    await stage.owned(`update customer set country = 'CN' where id = $1`, [south.id]);
    await stage.many('SOUTH', 'SALES_SOUTH', 150);
    await other.until(() => other.heard.some(({ operation }) => operation === 'MANY'));
    expect(await east.rest()).toEqual([]);
    expect(new Set(other.heard.map(({ id }) => id))).toEqual(new Set([south.id, null]));
  });

  it('tells of many rows once, to those in whose reach some of them lie', async () => {
    const [sales, manager] = [await listening('SALES'), await listening('MANAGER')];
    await stage.many('EAST', 'SALES', 2_000);
    await sales.until(() => sales.heard.length > 0);
    await manager.until(() => manager.heard.length > 0);
    const one = { type: 'Customer', id: null, version: null, operation: 'MANY', fields: null };
    expect([await sales.rest(), await manager.rest()]).toEqual([[one], [one]]);
  });

  it('is silent about the fields that the viewer may not read, and about changes of nothing else', async () => {
    const customer = await stage.makeFor('EAST', 'SALES');
    await stage.owned(`update role_grant set fields = '{"city":"HIDDEN"}' where action = 'customer.read' and role_id = (select id from role where code = 'SALES')`);
    const ear = await listening('SALES');
    const { updateCustomer: first } = await admin.mutate(update, { id: customer.id, version: customer.version, input: { city: '宁波' } });
    expect(await ear.rest()).toEqual([]);
    await admin.mutate(update, { id: customer.id, version: first.version, input: { city: '温州', region: '浙江' } });
    await ear.until(() => ear.heard.length > 0);
    expect((await ear.rest()).map(({ fields }) => fields)).toEqual([['region']]);
    await stage.owned(`update role_grant set fields = null where action = 'customer.read' and role_id = (select id from role where code = 'SALES')`);
  });

  it('tells who loses a row that it is gone, and who gains it that it is there', async () => {
    const customer = await stage.makeFor('EAST', 'SALES');
    const [east, south] = [await listening('SALES'), await listening('SALES_SOUTH')];
    await stage.owned('update customer set owner_id = $2, team_id = $3, version = version + 1 where id = $1', [customer.id, personId('SALES_SOUTH'), teamId('SOUTH')]);
    await south.until(() => south.heard.length > 0);
    await east.until(() => east.heard.length > 0);
    expect([await east.rest(), await south.rest()]).toEqual([
      [{ type: 'Customer', id: customer.id, version: null, operation: 'DELETE', fields: null }],
      [{ type: 'Customer', id: customer.id, version: customer.version + 1, operation: 'INSERT', fields: null }],
    ]);
  });

  it('tells of one person\u2019s rows that person alone', async () => {
    const [sales, boss] = [await listening('SALES', ['Notification', 'JobStatus']), await listening('ADMIN', ['Notification', 'JobStatus'])];
    await stage.owned(`insert into notification (id, user_id, kind) values (gen_random_uuid(), $1, 'spec')`, [personId('SALES')]);
    await sales.until(() => sales.heard.length > 0);
    expect([(await sales.rest()).map(({ type, operation }) => `${type} ${operation}`), await boss.rest()]).toEqual([['Notification INSERT'], []]);
  });

  it('tells of a relation who reaches both sides, of a household who reaches a member, and nobody else', async () => {
    const [one, two, far] = [await stage.makeFor('EAST', 'SALES'), await stage.makeFor('EAST', 'SALES'), await stage.makeFor('SOUTH', 'SALES_SOUTH')];
    const types = ['Relationship', 'Household', 'HouseholdMember'];
    const [east, south] = [await listening('SALES', types), await listening('SALES_SOUTH', types)];
    const relate = async (toId: string): Promise<string> => (await admin.mutate('mutation($i: RelationshipInput!) { addRelationship(input: $i) { id } }', { i: { fromId: one.id, toId, kind: 'OTHER', basis: 'CONSENT' } })).addRelationship.id;
    await relate(far.id);
    const [near, household] = [await relate(two.id), (await admin.mutate('mutation($id: ID!) { createHousehold(input: {}, member: { customerId: $id }) { id members { id } } }', { id: one.id })).createHousehold];
    await east.until(() => east.heard.length > 2);
    expect((await east.rest()).map(({ type, id, operation }) => [type, id, operation])).toEqual([['Relationship', near, 'INSERT'], ['Household', household.id, 'INSERT'], ['HouseholdMember', household.members[0].id, 'INSERT']]);
    expect(await south.rest()).toEqual([]);
  });

  it('keeps to the rows that were asked for', async () => {
    const [wanted, other] = [await stage.makeFor('EAST', 'SALES'), await stage.makeFor('EAST', 'SALES')];
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
      await stage.owned(text, [personId(who as 'SALES')]);
      await ear.until(() => ear.closed);
      expect(Date.now() - since).toBeLessThan(5_000);
      expect(ear.closed?.code).toBe(4403);
    }
  });

  it('notices within five seconds an end that nobody told of', async () => {
    const ear = await listening('SALES');
    await stage.owned(`update session_seen set at = at - interval '31 minutes' where session_id in (select id from session where user_id = $1)`, [personId('SALES')]);
    await ear.until(() => ear.closed, 5_000);
    expect(ear.closed?.code).toBe(4403);
  });

  it('does not itself keep a session alive', async () => {
    const ear = await listening('SALES');
    const latest = async (): Promise<number> => (await api.db.query<{ at: Date }>('select max(n.at) as at from session_seen n join session s on s.id = n.session_id where s.user_id = $1', [personId('SALES')])).rows[0]!.at.getTime();
    await stage.owned(`update session_seen set at = at - interval '10 minutes' where session_id in (select id from session where user_id = $1)`, [personId('SALES')]);
    const before = await latest();
    await new Promise((next) => setTimeout(next, 4_500));
    expect([ear.closed, await latest()]).toEqual([null, before]);
  });

  it('tells by a right that was just given, and no more by one that was just taken', async () => {
    const south = await stage.makeFor('SOUTH', 'SALES_SOUTH');
    const ear = await listening('SALES');
    await stage.owned('insert into team_member (team_id, user_id) values ($1, $2)', [teamId('SOUTH'), personId('SALES')]);
    await ear.until(() => ear.heard.some(({ operation }) => operation === 'MANY'));
    await stage.owned(`update role_grant set scope = 'TEAM' where action = 'customer.read' and role_id = (select id from role where code = 'SALES')`);
    const { updateCustomer: first } = await admin.mutate(update, { id: south.id, version: south.version, input: { city: '佛山' } });
    await ear.until(() => ear.heard.some(({ id }) => id === south.id));
    await stage.owned('delete from team_member where team_id = $1 and user_id = $2', [teamId('SOUTH'), personId('SALES')]);
    await admin.mutate(update, { id: south.id, version: first.version, input: { city: '东莞' } });
    expect((await ear.rest(500)).filter(({ id }) => id === south.id)).toHaveLength(1);
  });
});

describe('Many who listen', () => {
  it('drops who does not take what it is told, and nobody else', async () => {
    await stage.many('EAST', 'SALES', 450);
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
  });

  it('tells two hundred within a moment, each by its own reach', async () => {
    const customer = await stage.makeFor('EAST', 'SALES');
    const who = ['SALES', 'SALES_SOUTH', 'MANAGER', 'ADMIN'];
    const cookies = await Promise.all(who.map((key) => line.cookieOf(key)));
    const ears = await Promise.all(Array.from({ length: 200 }, async (_, at) => (await line.ear(cookies[at % 4]!).init()).listen(['Customer'])));
    const since = Date.now();
    await admin.mutate(update, { id: customer.id, version: customer.version, input: { city: '苏州' } });
    const reached = ears.filter((_, at) => at % 4 !== 1);
    await ears[0]!.until(() => reached.every(({ heard }) => heard.length > 0));
    expect(Date.now() - since).toBeLessThan(3_000);
    expect(ears.filter((_, at) => at % 4 === 1).every(({ heard }) => heard.length === 0)).toBe(true);
  });
});
