import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Watchman } from '@dossier/audit';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const MARK = 'mutation($id: ID!, $note: String) { markBait(customerId: $id, note: $note) { id customerId note markedBy { id } } }';
const UNMARK = 'mutation($id: ID!) { unmarkBait(customerId: $id) }';
const BAITS = '{ baits { customerId note } }';
const CREATE = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }';
const OPEN = 'query($id: ID!) { customer(id: $id) { id name version can } }';
const REVEAL = 'mutation($id: ID!) { revealIdentities(customerId: $id) { value } }';
const EXPORT = 'mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }';
const ALERTS = '{ alerts(filter: { open: true }, first: 100) { nodes { kind facts } } }';
const SUSPEND = 'mutation($id: ID!) { suspendUser(id: $id) { status } }';
const SWEEP = 'query($id: ID!) { leaverSweep(userId: $id) { sessions keys delegations links webhooks sources views waitingExports readyExports } }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';

let api: Api;
let admin: Client;
let manager: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  manager = await api.as('MANAGER');
});
afterAll(() => api?.close());

const customer = async (client: Client, name: string, phone: string): Promise<string> => (await client.mutate(CREATE, { i: { name, phone } })).createCustomer.id;
/** What the watch has told of one record. The memory of the process hears of a mark a moment after it was made. */
const touches = async (id: string): Promise<string[]> => {
  await api.app.get(Watchman, { strict: false }).round();
  return ((await (await api.as('AUDITOR')).query(ALERTS)).alerts.nodes as { kind: string; facts: Record<string, string> }[])
    .filter(({ kind, facts }) => kind === 'BAIT_TOUCHED' && facts['customerId'] === id).map(({ facts }) => `${facts['name']} ${facts['act']}`).sort();
};
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds()) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('It never came to that');
};

describe('a bait record', () => {
  it('raises an alert for whoever opens, reveals, exports or contacts it, and shows its mark to nobody else', async () => {
    const [bait, plain] = [await customer(manager, '诱饵', '13800138101'), await customer(manager, '平常', '13800138102')];
    const before = (await manager.query(OPEN, { id: bait })).customer;
    expect((await admin.mutate(MARK, { id: bait, note: '季度检查' })).markBait).toMatchObject({ customerId: bait, note: '季度检查', markedBy: { id: personId('ADMIN') } });
    await until(async () => {
      await manager.query(OPEN, { id: bait });
      return (await touches(bait)).includes('周岚 OPEN');
    });
    expect((await manager.query(OPEN, { id: bait })).customer).toEqual(before);
    await manager.mutate(REVEAL, { id: bait });
    const { exportCustomers } = await manager.mutate(EXPORT, { i: { format: 'CSV', columns: ['name'] } });
    await until(async () => (await manager.query('{ exports { nodes { id state } } }')).exports.nodes.some((one: { id: string; state: string }) => one.id === exportCustomers.id && one.state === 'DONE'));
    await manager.mutate('mutation($id: ID!, $i: CommunicationInput!) { recordCommunication(customerId: $id, input: $i) { id } }', { id: bait, i: { kind: 'CALL', direction: 'OUTGOING', at: new Date().toISOString(), summary: 'called' } });
    expect(await touches(bait)).toEqual(['周岚 CONTACT', '周岚 EXPORT', '周岚 OPEN', '周岚 REVEAL']);
    await manager.query(OPEN, { id: plain });
    expect(await touches(plain)).toEqual([]);
    const { customerHistory } = await manager.query('query($id: ID!) { customerHistory(id: $id, first: 50) { nodes { table } } }', { id: bait });
    expect(JSON.stringify(customerHistory)).not.toContain('bait');
  });

  it('is marked and told of by whoever runs the company alone, and is plain again without the mark', async () => {
    const id = await customer(manager, '第二个', '13800138103');
    for (const document of [MARK, UNMARK, BAITS]) expect(await manager.refusal(document, { id })).toBe('FORBIDDEN');
    expect(await admin.refusal(MARK, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await admin.refusal(UNMARK, { id: NOBODY })).toBe('NOT_FOUND');
    await admin.mutate(MARK, { id });
    await admin.mutate(MARK, { id });
    expect((await admin.query(BAITS)).baits.filter(({ customerId }: { customerId: string }) => customerId === id)).toHaveLength(1);
    expect((await admin.mutate(UNMARK, { id })).unmarkBait).toBe(true);
    expect((await admin.query(BAITS)).baits.some(({ customerId }: { customerId: string }) => customerId === id)).toBe(false);
  });
});

describe('a leaver', () => {
  it('takes nothing along: sessions, keys, delegations, webhooks, shared views and exports end in one act, with a report', async () => {
    const leaver = personId('MARKETER');
    const client = await api.as('MARKETER');
    await client.mutate('mutation($i: SavedViewInput!) { saveView(input: $i) { id } }', { i: { list: 'customers', name: '共享的', state: {}, visibility: 'TEAM' } });
    await client.mutate('mutation($i: DelegationInput!) { delegate(input: $i) { id } }', { i: { toId: personId('SALES'), words: ['customer.read'], reason: 'spec', until: new Date(Date.now() + 86_400_000).toISOString() } });
    const { rows: roles } = await api.db.query<{ id: string }>(`select id from role where code = 'SALES'`);
    const { createClient } = await admin.mutate('mutation($i: ClientInput!) { createClient(input: $i) { id } }', { i: { name: 'robot', roleIds: [roles[0]!.id], actsForId: leaver } });
    const { createKey } = await admin.mutate('mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret } }', { id: createClient.id, i: { name: 'k' } });
    const program = api.withKey(createKey.secret);
    expect((await program.raw('{ customers { nodes { id } } }')).status).toBe(200);
    const write = await api.db.connect();
    await write.query('begin');
    await write.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
    await write.query(`insert into webhook (id, owner_id, name, url, events) values (gen_random_uuid(), $1, 'out', 'https://93.184.216.34/', '{CUSTOMER_CREATED}')`, [leaver]);
    for (const state of ['NEEDS_APPROVAL', 'DONE']) await write.query(`insert into export_file (id, owner_id, list, format, state, ask, fields, file_name, expires_at) values (gen_random_uuid(), $1, 'customers', 'CSV', $2, '', '{name}', 'x.csv', now() + interval '1 day')`, [leaver, state]);
    await write.query('commit');
    write.release();

    expect((await admin.query(SWEEP, { id: leaver })).leaverSweep).toBeNull();
    expect((await admin.mutate(SUSPEND, { id: leaver })).suspendUser.status).toBe('SUSPENDED');
    expect((await admin.query(SWEEP, { id: leaver })).leaverSweep).toEqual({ sessions: 1, keys: 1, delegations: 1, links: 0, webhooks: 1, sources: 0, views: 1, waitingExports: 1, readyExports: 1 });
    expect(await client.refusal('{ customers { nodes { id } } }')).toBe('NOT_SIGNED_IN');
    expect((await program.raw('{ customers { nodes { id } } }')).errors?.[0]?.extensions.code).toMatch(/KEY_REFUSED|NOT_SIGNED_IN/);
    const left = await api.db.query(`select (select count(*)::int from saved_view where owner_id = $1 and visibility <> 'PRIVATE') as views, (select count(*)::int from webhook where owner_id = $1 and state = 'ACTIVE') as webhooks,
      (select count(*)::int from delegation where from_id = $1 and ended_at is null) as lent, (select count(*)::int from export_file where owner_id = $1 and (state = 'NEEDS_APPROVAL' or expires_at > now())) as exports`, [leaver]);
    expect(left.rows).toEqual([{ views: 0, webhooks: 0, lent: 0, exports: 0 }]);
    // Opened again, the account gets none of it back by itself.
    await admin.mutate('mutation($id: ID!) { reinstateUser(id: $id) { status } }', { id: leaver });
    expect((await program.raw('{ customers { nodes { id } } }')).errors?.[0]?.extensions.code).toMatch(/KEY_REFUSED|NOT_SIGNED_IN/);
  });

  it('has a report that is for whoever manages people', async () => {
    expect(await manager.refusal(SWEEP, { id: personId('MARKETER') })).toBe('FORBIDDEN');
    expect(await admin.refusal(SWEEP, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await manager.refusal(SUSPEND, { id: personId('MARKETER') })).toBe('FORBIDDEN');
    expect(await admin.refusal(SUSPEND, { id: personId('ADMIN') })).toBe('OWN_ACCOUNT');
  });
});
