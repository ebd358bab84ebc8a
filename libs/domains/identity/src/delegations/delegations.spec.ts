import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';
import { RightsUpkeep } from '../roles/rights.upkeep';

const DELEGATE = 'mutation($i: DelegationInput!) { delegate(input: $i) { id words state from { name } to { name } can } }';
const END = 'mutation($id: ID!) { endDelegation(id: $id) { id state endedAt } }';
const MINE = '{ delegations { id words state fromId toId } }';
const ACT = 'mutation($u: ID!) { actFor(userId: $u) }';
const STOP = 'mutation { stopActingFor }';
const ME = '{ me { id permissions actingFor { id name until } } }';
const CUSTOMER = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id version owner { id } team { id } } }';
const RENAME = 'mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { id version } }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';
const MINUTE = 60_000;

let api: Api;
let sales: Client;
let south: Client;
let manager: Client;
let admin: Client;

const later = (by = 10 * MINUTE): string => new Date(Date.now() + by).toISOString();
const lend = (words: string[], to = personId('SALES_SOUTH'), more: object = {}) => ({ i: { toId: to, words, until: later(), reason: '休假', ...more } });
const inWork = (text: string, values: unknown[] = []) =>
  api.db.query(`with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true)) ${text}`, values);
const refusals = async (action: string, code: string): Promise<number> =>
  Number((await api.db.query<{ count: string }>(`select count(*) from audit_entry where action = $1 and code = $2 and outcome = 'REFUSED'`, [action, code])).rows[0]!.count);
const kept = async (): Promise<string> => JSON.stringify((await api.db.query('select * from delegation order by id')).rows) + JSON.stringify((await api.db.query('select id, acting_for from session order by id')).rows);

async function refused(who: Client, action: string, document: string, variables: object, code: string): Promise<void> {
  const [before, entries] = [await kept(), await refusals(action, code)];
  expect(await who.refusal(document, variables)).toBe(code);
  expect(await kept()).toBe(before);
  expect(await refusals(action, code)).toBe(entries + 1);
}

beforeAll(async () => {
  api = await startApi();
  [sales, south, manager, admin] = await Promise.all(['SALES', 'SALES_SOUTH', 'MARKETING_MANAGER', 'ADMINISTRATOR'].map((who) => api.as(who))) as [Client, Client, Client, Client];
});
afterAll(() => api?.close());

describe('lending rights', () => {
  it('works for the two whom it binds, and nobody else sees it', async () => {
    const { delegate } = await sales.mutate(DELEGATE, lend(['customer.read']));
    expect(delegate).toMatchObject({ words: ['customer.read'], state: 'LIVE', from: { name: '赵一凡' }, to: { name: '孙浩' }, can: ['END'] });
    expect((await south.query(MINE)).delegations).toHaveLength(1);
    expect((await admin.query(MINE)).delegations).toEqual([]);
    await admin.refusal(END, { id: delegate.id }).then((code) => expect(code).toBe('NOT_FOUND'));
    expect((await sales.mutate(END, { id: delegate.id })).endDelegation.state).toBe('ENDED');
    expect(await sales.refusal(END, { id: delegate.id })).toBe('DELEGATION_ENDED');
  });

  it('is for whoever is signed in', async () => expect(await api.anonymous().refusal(DELEGATE, lend(['customer.read']))).toBe('NOT_SIGNED_IN'));
  it('finds nobody where there is nobody', async () => expect(await sales.refusal(DELEGATE, lend(['customer.read'], NOBODY))).toBe('NOT_FOUND'));

  it('lends one\'s own words only, and none that decide over others', async () => {
    await refused(sales, 'delegate', DELEGATE, lend(['customer.export']), 'RIGHTS_EXCEEDED');
    for (const word of ['user.read', 'user.manage', 'role.manage', 'role.assign', 'key.manage', 'audit.read', 'company.manage', 'webhook.manage']) {
      await refused(admin, 'delegate', DELEGATE, lend([word]), 'NOT_LENDABLE');
    }
    await refused(admin, 'delegate', DELEGATE, lend(['job.import']), 'UNKNOWN_NAME');
    await refused(sales, 'delegate', DELEGATE, lend(['customer.read'], personId('SALES')), 'OWN_ACCOUNT');
    await refused(sales, 'delegate', DELEGATE, lend(['customer.read'], undefined, { until: later(-MINUTE) }), 'INVALID_INPUT');
    await refused(sales, 'delegate', DELEGATE, lend(['customer.read'], undefined, { until: later(91 * 24 * 60 * MINUTE) }), 'INVALID_INPUT');
  });
});

describe('acting for a colleague', () => {
  it('holds what was lent over the lender\'s rows, nothing of one\'s own, and the trail names both', async () => {
    const made = (await sales.mutate(CUSTOMER, { i: { name: '钱多多' } })).createCustomer;
    expect(await south.refusal(RENAME, { id: made.id, v: 1, i: { name: '别人的' } })).toBe('NOT_FOUND');
    const { delegate } = await sales.mutate(DELEGATE, lend(['customer.read', 'customer.update']));
    await south.mutate(ACT, { u: personId('SALES') });
    const { me } = await south.query(ME);
    expect(me).toMatchObject({ id: personId('SALES_SOUTH'), permissions: ['customer.read', 'customer.update'], actingFor: { id: personId('SALES'), name: '赵一凡' } });
    await south.mutate(RENAME, { id: made.id, v: made.version, i: { name: '钱多多（代）' } });
    const { rows } = await api.db.query(`select actor_id, on_behalf_of from audit_entry where action = 'updateCustomer' and object_id = $1 and outcome = 'DONE'`, [made.id]);
    expect(rows).toEqual([{ actor_id: personId('SALES_SOUTH'), on_behalf_of: personId('SALES') }]);
    // Archiving is the actor's own right and was not lent.
    expect(await south.refusal('mutation($id: ID!) { archiveCustomer(id: $id) { id } }', { id: made.id })).toBe('FORBIDDEN');
    await refused(south, 'delegate', DELEGATE, lend(['customer.read'], personId('MANAGER')), 'ACTING_FOR');
    await south.mutate(STOP);
    expect((await south.query(ME)).me).toMatchObject({ actingFor: null, permissions: expect.arrayContaining(['customer.archive']) });
    expect(await south.refusal(RENAME, { id: made.id, v: 2, i: { name: '再来' } })).toBe('NOT_FOUND');
    await sales.mutate(END, { id: delegate.id });
  });

  it('takes a delegation', async () => {
    await refused(south, 'actFor', ACT, { u: personId('ADMIN') }, 'NOT_FOUND');
    await refused(south, 'actFor', ACT, { u: NOBODY }, 'NOT_FOUND');
    expect(await api.anonymous().refusal(ACT, { u: personId('SALES') })).toBe('NOT_SIGNED_IN');
  });

  it('does not pass on what was lent to the lender', async () => {
    const { delegate: first } = await manager.mutate(DELEGATE, lend(['customer.export'], personId('SALES')));
    await refused(sales, 'delegate', DELEGATE, lend(['customer.export']), 'RIGHTS_EXCEEDED');
    const { delegate: second } = await sales.mutate(DELEGATE, lend(['customer.read']));
    await south.mutate(ACT, { u: personId('SALES') });
    expect((await south.query(ME)).me.permissions).toEqual(['customer.read']);
    await south.mutate(STOP);
    await manager.mutate(END, { id: first.id });
    await sales.mutate(END, { id: second.id });
  });

  it('ends at once when it is taken back, when the lender loses the word, is suspended, or the time is over', async () => {
    const acting = async (): Promise<string[]> => (await south.query(ME)).me.permissions;
    const begin = async () => {
      const { delegate } = await sales.mutate(DELEGATE, lend(['customer.read']));
      await south.mutate(ACT, { u: personId('SALES') });
      expect(await acting()).toEqual(['customer.read']);
      return delegate.id as string;
    };
    await sales.mutate(END, { id: await begin() });
    expect((await south.query(ME)).me).toMatchObject({ permissions: [], actingFor: { until: null } });
    expect(await south.refusal('{ customers { nodes { id } } }')).toBe('FORBIDDEN');
    await south.mutate(STOP);
    const words = await begin();
    const roles = (await admin.query('query($id: ID!) { user(id: $id) { roles { id } } }', { id: personId('SALES') })).user.roles.map((role: { id: string }) => role.id);
    const ASSIGN = 'mutation($u: ID!, $r: [ID!]!) { assignRoles(userId: $u, roleIds: $r) { id } }';
    await admin.mutate(ASSIGN, { u: personId('SALES'), r: [] });
    expect(await acting()).toEqual([]);
    await admin.mutate(ASSIGN, { u: personId('SALES'), r: roles });
    expect(await acting()).toEqual(['customer.read']);
    await admin.mutate('mutation($id: ID!) { suspendUser(id: $id) { id } }', { id: personId('SALES') });
    expect(await acting()).toEqual([]);
    await admin.mutate('mutation($id: ID!) { reinstateUser(id: $id) { id } }', { id: personId('SALES') });
    await inWork(`update delegation set since = since - interval '1 hour', until = now() - interval '1 second' from context where id = $1`, [words]);
    await new Promise((done) => setTimeout(done, 300));
    expect(await acting()).toEqual([]);
    await south.mutate(STOP);
  });
});

describe('work begun for a colleague', () => {
  it('stops with the delegation: jobs ask for the rights of now', async () => {
    const { ViewerLoader } = await import('../sessions/viewer.loader');
    const relogged = await api.as('sales@example.com');
    void relogged;
    const loader = api.app.get(ViewerLoader, { strict: false });
    const [row] = (await api.db.query<{ id: string }>(
      `with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true))
       insert into delegation (id, from_id, to_id, words, since, until, reason) select gen_random_uuid(), $1, $2, '{customer.read}', now() - interval '1 minute', now() + interval '1 hour', 'spec' from context returning id`,
      [personId('SALES'), personId('SALES_SOUTH')])).rows;
    const who = { kind: 'user' as const, userId: personId('SALES_SOUTH'), name: '孙浩', onBehalfOf: personId('SALES') };
    expect(await loader.anew(who, 'spec')).toMatchObject({ kind: 'user', userId: personId('SALES_SOUTH'), ownerId: personId('SALES'), onBehalfOf: personId('SALES'), grants: [{ action: 'customer.read' }] });
    await inWork('update delegation set ended_at = now() from context where id = $1', [row!.id]);
    expect((await loader.anew(who, 'spec')).kind).toBe('nobody');
  });
});

describe('the end of what was given for a time', () => {
  it('is written in the trail by upkeep, in the name of the product', async () => {
    await inWork(`update delegation set ended_at = null from context`);
    await inWork(`update delegation set since = now() - interval '2 hours', until = now() - interval '1 hour' from context`);
    await api.app.get(RightsUpkeep, { strict: false }).tick();
    const open = async () => Number((await api.db.query<{ count: string }>('select count(*) from delegation where ended_at is null')).rows[0]!.count);
    for (let tries = 0; tries < 50 && (await open()) > 0; tries += 1) await new Promise((done) => setTimeout(done, 200));
    expect(await open()).toBe(0);
    const { rows } = await api.db.query(`select distinct e.actor_kind, e.outcome from audit_entry e join audit_change c on c.entry_id = e.id where e.action = 'identity.rights-upkeep' and c.table_name = 'delegation'`);
    expect(rows).toEqual([{ actor_kind: 'JOB', outcome: 'DONE' }]);
  });
});
