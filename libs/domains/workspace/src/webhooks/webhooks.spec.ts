import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { personId } from '@dossier/kernel/testing';
import { ALL, Bench, CREATE, EDIT, NOBODY, READ, UPDATE, verb, type Made } from './testing/bench';
import { expectedSignature, until, type Got } from './testing/receiver';

const bench = new Bench();
beforeAll(() => bench.open(), 120_000);
afterAll(() => bench.api?.close());
beforeEach(() => bench.begin());
afterEach(() => bench.end());

describe('a webhook', () => {
  it('is told of changes by ids and names of fields, signed as the specification says', async () => {
    const { secret } = await bench.hook();
    const { id, version } = await bench.customer('甲方一');
    await bench.edit(id, version, { name: '甲方二', phone: '13800138000' });
    const got = await bench.arrived(3);
    expect(got.map(({ json }) => [json.type, json.data.id, json.data.fields ?? null])).toEqual([
      ['customer.created', id, null], ['customer.updated', id, ['name']], ['customer.updated', id, ['phone']],
    ]);
    for (const { headers, body, json } of got) {
      expect(headers['webhook-signature']).toBe(expectedSignature(secret, headers, body));
      expect(headers['webhook-id']).toBe(json.id);
      expect(body).not.toMatch(/甲方|138/);
    }
    expect(got.map(({ json }) => json.id)).toEqual(got.map(({ json }) => json.id).toSorted());
    expect(got.map(({ json }) => json.sequence)).toEqual(got.map(({ json }) => json.sequence).toSorted((a, b) => a - b));
  });

  it('shows its secret once, and keeps it sealed', async () => {
    const { secret, webhook } = await bench.hook();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { rows } = await bench.api.db.query('select cipher from webhook_secret where of_id = $1', [webhook.id]);
    expect(rows[0].cipher.toString('utf8')).not.toContain(secret);
    const kept = await bench.api.db.query(`select count(*)::int as n from audit_change where coalesce(before::text, '') || coalesce(after::text, '') like $1`, [`%${secret.slice(6, 40)}%`]);
    expect(kept.rows[0].n).toBe(0);
  });

  it('is for whoever manages webhooks', async () => {
    const { webhook } = await bench.hook();
    expect(await bench.sales.refusal(CREATE, { i: { name: 'x', url: bench.receiver.url, events: ALL } })).toBe('FORBIDDEN');
    expect(await bench.sales.refusal(READ, { id: webhook.id })).toBe('FORBIDDEN');
    for (const name of ['pauseWebhook', 'archiveWebhook', 'testWebhook']) expect(await bench.sales.refusal(verb(name), { id: webhook.id })).toBe('FORBIDDEN');
    expect(await bench.admin.refusal(READ, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await bench.admin.refusal(verb('pauseWebhook'), { id: NOBODY })).toBe('NOT_FOUND');
    expect(await bench.admin.refusal(CREATE, { i: { name: 'x', url: bench.receiver.url, events: [] } })).toBe('INVALID_INPUT');
    expect(await bench.admin.refusal(CREATE, { i: { name: 'x', url: bench.receiver.url, events: ALL, ownerId: personId('MANAGER') } })).toBe('NOT_FOUND');
  });

  it('asks for a fresh proof to be made', async () => {
    bench.clock.advance({ minutes: 16 });
    expect(await bench.admin.refusal(CREATE, { i: { name: 'x', url: bench.receiver.url, events: ALL } })).toBe('STEP_UP_NEEDED');
    bench.clock.advance({ minutes: -16 });
  });

  it('belongs to its owner: others pause it, but do not turn it elsewhere', async () => {
    const { webhook } = await bench.hook();
    await bench.inWork('update webhook set owner_id = $2 where id = $1', [webhook.id, personId('MANAGER')]);
    expect(await bench.admin.refusal(UPDATE, { id: webhook.id, v: webhook.version, i: { name: 'x', url: bench.receiver.url, events: ALL } })).toBe('NOT_YOURS_TO_DIRECT');
    expect(await bench.admin.refusal(verb('rotateWebhookSecret', 'secret'), { id: webhook.id })).toBe('NOT_YOURS_TO_DIRECT');
    expect((await bench.admin.mutate(verb('pauseWebhook'), { id: webhook.id })).pauseWebhook.state).toBe('PAUSED');
  });

  it('is told nothing while it is paused, and nothing of what it did not ask for', async () => {
    const { webhook } = await bench.hook({ events: ['CUSTOMER_ARCHIVED'] });
    const { id } = await bench.customer('未订阅');
    await bench.admin.mutate(verb('pauseWebhook'), { id: webhook.id });
    expect(await bench.admin.refusal(verb('pauseWebhook'), { id: webhook.id })).toBe('FORBIDDEN');
    await bench.admin.mutate('mutation($id: ID!) { archiveCustomer(id: $id) { id } }', { id });
    await bench.admin.mutate(verb('resumeWebhook'), { id: webhook.id });
    const other = await bench.customer('已订阅');
    await bench.admin.mutate('mutation($id: ID!) { archiveCustomer(id: $id) { id } }', { id: other.id });
    expect((await bench.arrived(1)).map(({ json }) => [json.type, json.data.id])).toEqual([['customer.archived', other.id]]);
    await bench.quiet();
    expect(bench.receiver.got).toHaveLength(1);
    const { rows } = await bench.api.db.query(`select count(*)::int as n from webhook_event where object_id = $1`, [id]);
    expect(rows[0].n).toBe(0);
  });

  it('signs with both secrets for a day after a change', async () => {
    const { secret, webhook } = await bench.hook();
    const { rotateWebhookSecret } = await bench.admin.mutate(verb('rotateWebhookSecret', 'secret'), { id: webhook.id });
    await bench.admin.mutate(verb('testWebhook', 'id'), { id: webhook.id });
    const [{ headers, body, json }] = await bench.arrived(1) as [Got];
    expect(json.type).toBe('webhook.test');
    expect(headers['webhook-signature']).toBe(`${expectedSignature(rotateWebhookSecret.secret, headers, body)} ${expectedSignature(secret, headers, body)}`);
  });
});

describe('the reach of the owner', () => {
  const manager = personId('MANAGER');
  const manages = (may: boolean): Promise<void> => bench.inWork(may
    ? `insert into role_grant (role_id, action, scope) select id, 'webhook.manage', 'ALL' from role where code = 'MARKETING_MANAGER' on conflict do nothing`
    : `delete from role_grant where action = 'webhook.manage' and role_id = (select id from role where code = 'MARKETING_MANAGER')`);
  const owned = async (): Promise<Made> => {
    await manages(true);
    const made = await bench.hook();
    await bench.inWork('update webhook set owner_id = $2 where id = $1', [made.webhook.id, manager]);
    return made;
  };

  it('decides what is told: what lies outside is as if it had not happened', async () => {
    const { webhook } = await owned();
    const south = await bench.api.as('SALES_SOUTH');
    await bench.customer('南方', south);
    const east = await bench.customer('东方', bench.sales);
    expect((await bench.arrived(1)).map(({ json }) => json.data.id)).toEqual([east.id]);
    await bench.quiet();
    expect(bench.receiver.got).toHaveLength(1);
    const { rows } = await bench.api.db.query('select state from webhook_delivery where webhook_id = $1', [webhook.id]);
    expect(rows).toEqual([{ state: 'DELIVERED' }]);
  });

  it('is that of the moment of delivery: a right lost in between keeps the event back', async () => {
    const { webhook } = await owned();
    await bench.receiver.stop();
    await bench.customer('之前可见', bench.sales);
    await until(async () => (await bench.deliveries(webhook.id)).length, (count) => count === 1);
    await bench.inWork('delete from user_role where user_id = $1', [manager]);
    await bench.receiver.start();
    bench.clock.advance({ hours: 1 });
    await until(async () => (await bench.api.db.query('select 1 from webhook_delivery where webhook_id = $1', [webhook.id])).rowCount, (count) => count === 0);
    expect(bench.receiver.got).toHaveLength(0);
    await bench.inWork(`insert into user_role (user_id, role_id) select $1, id from role where code = 'MARKETING_MANAGER'`, [manager]);
    bench.clock.advance({ hours: -1 });
  });

  it('ends with their account', async () => {
    await owned();
    await bench.inWork(`update app_user set status = 'SUSPENDED' where id = $1`, [manager]);
    await bench.customer('停用之后', bench.sales);
    await bench.quiet();
    expect(bench.receiver.got).toHaveLength(0);
    await bench.inWork(`update app_user set status = 'ACTIVE' where id = $1`, [manager]);
  });

  it('ends with their right to manage webhooks', async () => {
    await owned();
    await manages(false);
    await bench.customer('不再管理', bench.sales);
    await bench.quiet();
    expect(bench.receiver.got).toHaveLength(0);
  });

  it('closes names of fields that they may not read', async () => {
    await owned();
    const { id, version } = await bench.customer('字段', bench.sales);
    await bench.arrived(1);
    await bench.inWork(`update role_grant set fields = '{"companyName":"HIDDEN","phone":"MASKED"}' where action = 'customer.read' and role_id = (select id from role where code = 'MARKETING_MANAGER')`);
    let now = (await bench.sales.mutate(EDIT, { id, v: version, i: { companyName: '秘密', phone: '13900139000' } })).updateCustomer.version;
    now = (await bench.sales.mutate(EDIT, { id, v: now, i: { companyName: '更秘密', city: '苏州' } })).updateCustomer.version;
    const got = await bench.arrived(2);
    await bench.quiet();
    expect(bench.receiver.got).toHaveLength(2);
    expect(got[1]!.json.data.fields).toEqual(['city']);
    await bench.inWork(`update role_grant set fields = null where action = 'customer.read' and role_id = (select id from role where code = 'MARKETING_MANAGER')`);
    expect(now).toBeGreaterThan(version);
  });
});

describe('a webhook of an API client', () => {
  const CLIENT = 'mutation($i: ClientInput!) { createClient(input: $i) { id } }';

  it('is told within the reach of the client, and no more once the client is archived', async () => {
    const { rows } = await bench.api.db.query(`select id from role where code = 'SALES'`);
    const { rows: teams } = await bench.api.db.query(`select id from team where name = '华南'`);
    const { createClient: client } = await bench.admin.mutate(CLIENT, { i: { name: '南方仓库', roleIds: [rows[0].id], teamIds: [teams[0].id] } });
    const { webhook } = await bench.hook({ ownerId: client.id, events: ['CUSTOMER_UPDATED'] });
    await bench.customer('别人的', bench.sales);
    const own = await bench.customer('归它');
    await bench.inWork('update customer set team_id = $2, version = version + 1 where id = $1', [own.id, teams[0].id]);
    expect((await bench.arrived(1)).map(({ json }) => [json.data.id, json.data.fields ?? []])).toEqual([[own.id, ['teamId']]]);
    await bench.admin.mutate('mutation($id: ID!) { archiveClient(id: $id) { id } }', { id: client.id });
    await bench.inWork(`update customer set city = '广州', version = version + 1 where id = $1`, [own.id]);
    await bench.quiet();
    expect(bench.receiver.got).toHaveLength(1);
    expect(await bench.deliveries(webhook.id)).toHaveLength(1);
  });
});

describe('files', () => {
  const EXPORT = 'mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }';

  it('are told of when they are done, each to whom it belongs', async () => {
    await bench.hook({ events: ['EXPORT_FINISHED'] });
    const { exportCustomers: made } = await bench.admin.mutate(EXPORT, { i: { columns: ['name'], format: 'CSV' } });
    const manager = await bench.api.as('MANAGER');
    await manager.mutate(EXPORT, { i: { columns: ['name'], format: 'CSV' } });
    const [got] = await bench.arrived(1) as [Got];
    expect(got.json).toMatchObject({ type: 'export.finished', data: { object: 'export', id: made.id, fields: ['state'] } });
    await bench.quiet();
    expect(bench.receiver.got).toHaveLength(1);
  });
});

describe('many rows in one statement', () => {
  it('are told one by one, and cost nothing when nobody wants to know', async () => {
    const rows = `insert into customer (id, name) select gen_random_uuid(), 'x' || n from generate_series(1, 300) n`;
    const count = async (): Promise<number> => (await bench.api.db.query('select count(*)::int as n from webhook_event')).rows[0].n;
    const before = await count();
    await bench.inWork(rows);
    expect(await count()).toBe(before);
    await bench.hook({ events: ['CUSTOMER_CREATED'] });
    await bench.inWork(rows.replace("'x'", "'y'"));
    expect(await count()).toBe(before + 300);
    const got = await until(() => bench.receiver.got, (all) => all.length === 300, 25);
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(300);
  });
});
