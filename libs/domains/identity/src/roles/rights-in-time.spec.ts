import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';
import { ViewerSource } from '@dossier/kernel/events';
import type { Grant } from '@dossier/vocabulary/permissions';

const CREATE = 'mutation($i: RoleInput!) { createRole(input: $i) { id version } }';
const UPDATE = 'mutation($id: ID!, $v: Int!, $i: RoleChange!) { updateRole(id: $id, version: $v, input: $i) { id version } }';
const ASSIGN = 'mutation($u: ID!, $r: [ID!]!) { assignRoles(userId: $u, roleIds: $r) { id } }';
const EXPORT = 'mutation { exportCustomers(input: { columns: ["name"], format: CSV }) { id } }';
const grant = (action: string, scope = 'ALL'): Grant => ({ action, scope }) as Grant;

let api: Api;
let admin: Client;
let sales: Client;
let role: { id: string; version: number };

beforeAll(async () => {
  api = await startApi();
  [admin, sales] = (await Promise.all(['ADMINISTRATOR', 'SALES'].map((who) => api.as(who)))) as [Client, Client];
  role = (await admin.mutate(CREATE, { i: { name: '导出', grants: [grant('customer.export', 'TEAM'), grant('customer.read', 'TEAM')] } })).createRole;
  await admin.mutate(ASSIGN, { u: personId('SALES'), r: [role.id] });
});
afterAll(() => api?.close());

async function ready(who: Client, id: string): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { nodes } = (await who.query('{ exports(first: 50) { nodes { id state url } } }')).exports;
    const found = nodes.find((one: { id: string }) => one.id === id);
    if (found.state !== 'QUEUED' && found.state !== 'RUNNING') return found.url;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('The export is not ready');
}
const edit = async (grants: Grant[]) => void (role = (await admin.mutate(UPDATE, { id: role.id, v: role.version, i: { grants } })).updateRole);

describe('an edit of a role', () => {
  it('acts on requests, downloads and running jobs of whoever holds it', async () => {
    const url = await ready(sales, (await sales.mutate(EXPORT)).exportCustomers.id);
    expect((await sales.get(url)).status).toBe(200);
    const running = () => api.app.get(ViewerSource, { strict: false }).anew({ kind: 'user', userId: personId('SALES'), name: '赵一凡' }, 'spec');
    expect((await running())!.may('customer.export')).toBe(true);
    await edit([grant('customer.read', 'TEAM')]);
    expect(await sales.refusal(EXPORT)).toBe('FORBIDDEN');
    expect((await sales.get(url)).status).toBe(403);
    expect((await running())!.may('customer.export')).toBe(false);
  });

  it('acts in a process that has heard nothing of it, after five seconds at most', async () => {
    expect((await sales.query('{ me { permissions } }')).me.permissions).toContain('customer.read');
    // What another process commits arrives as a signal; here the signal alone does the work.
    await api.db.query(
      `with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true))
       delete from role_grant using context where role_id = $1`, [role.id]);
    await new Promise((done) => setTimeout(done, 500));
    expect((await sales.query('{ me { permissions } }')).me.permissions).not.toContain('customer.read');
  });
});

describe('a file made in somebody\'s place', () => {
  it('is not the maker\'s own when the delegation is over, whatever they may export themselves', async () => {
    const manager = await api.as('MARKETING_MANAGER');
    const lent = (await admin.mutate('mutation($i: DelegationInput!) { delegate(input: $i) { id } }', {
      i: { toId: personId('MANAGER'), words: ['customer.read', 'customer.export'], until: new Date(Date.now() + 600_000).toISOString(), reason: 'spec' },
    })).delegate.id;
    await manager.mutate('mutation($u: ID!) { actFor(userId: $u) }', { u: personId('ADMIN') });
    const url = await ready(manager, (await manager.mutate(EXPORT)).exportCustomers.id);
    expect((await manager.get(url)).status).toBe(200);
    await admin.mutate('mutation($id: ID!) { endDelegation(id: $id) { id } }', { id: lent });
    expect((await manager.get(url)).status).toBe(403);
    await manager.mutate('mutation { stopActingFor }');
    expect((await manager.get(url)).status).toBe(404);
  });
});
