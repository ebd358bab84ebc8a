import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { bringBuyers, drawnBuyers, inForce, type GivenBuyer } from '../models/models.given';

const EXPORT = 'mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }';
const VALUE = 'query($id: ID!) { customer(id: $id) { value { rfmGroup lifetimeValue aliveProbability asOf } } }';
const COLUMNS = ['archiveNo', 'rfmGroup', 'lifetimeValue', 'aliveProbability', 'expectedPurchases', 'valueAsOf', 'churnProbability', 'churnAtStake', 'nextPurchaseOn'];

// Fits run in the background and are waited for, however busy the machine is.
jest.setTimeout(400_000);

let api: Api;
let admin: Client;
let buyers: GivenBuyer[];
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  buyers = drawnBuyers(240, { seed: 5, today: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10) });
  await bringBuyers(api, buyers);
  await inForce(api, admin, 'VALUE');
});
afterAll(() => api?.close());

/** The lines of the file that somebody gets of these customers. */
async function file(client: Client, columns: readonly string[], filter: object): Promise<string[]> {
  const { id } = (await client.mutate(EXPORT, { i: { format: 'CSV', columns, filter, reason: '季度核对' } })).exportCustomers;
  for (;;) {
    const { rows } = await api.db.query<{ state: string }>('select state from export_file where id = $1', [id]);
    if (rows[0]!.state === 'FAILED') throw new Error('The export failed');
    if (rows[0]!.state === 'DONE') break;
    await new Promise((next) => setTimeout(next, 100));
  }
  const { text } = await client.get(`/api/exports/${id}/file`).buffer(true);
  return text.replace(/^\uFEFF/, '').trim().split(/\r?\n/);
}

describe('scores in a file of customers', () => {
  it('stand as they stand on the record, codes in the words of the reader', async () => {
    const { id } = buyers[0]!;
    const { value } = (await admin.query(VALUE, { id })).customer;
    const { archiveNo } = (await admin.query('query($id: ID!) { customer(id: $id) { archiveNo } }', { id })).customer;
    const [head, ...lines] = await file(admin, COLUMNS, { archiveNo: { equals: archiveNo } });
    expect(head).toContain('RFM 分组');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain((value.lifetimeValue.minor / 100).toFixed(2));
    expect(lines[0]).toContain(value.asOf);
    expect(lines[0]).not.toContain(value.rfmGroup);
  });

  it('are no columns for whoever may not see what they are made of', async () => {
    await api.write(`update role_grant g set fields = '{"netAmount":"HIDDEN"}' from role r where r.id = g.role_id and r.code = 'MARKETING_MANAGER' and g.action = 'customer.read'`);
    try {
      const manager = await api.as('MANAGER');
      expect(await manager.refusal(EXPORT, { i: { format: 'CSV', columns: ['name', 'lifetimeValue'], reason: '季度核对' } })).toBe('UNKNOWN_NAME');
    } finally {
      await api.write(`update role_grant g set fields = null from role r where r.id = g.role_id and r.code = 'MARKETING_MANAGER' and g.action = 'customer.read'`);
    }
  });

  it('are empty where the scores of a customer are out of the reach of who exports', async () => {
    await api.write(`update role_grant g set scope = 'SELF' from role r where r.id = g.role_id and r.code = 'MARKETING_MANAGER' and g.action = 'score.read'`);
    try {
      const manager = await api.as('MANAGER');
      const [, ...lines] = await file(manager, ['lifetimeValue', 'rfmGroup', 'stage'], {});
      expect(lines.length).toBeGreaterThan(100);
      expect(new Set(lines.map((line) => line.split(',').slice(0, 2).join()))).toEqual(new Set([',']));
    } finally {
      await api.write(`update role_grant g set scope = 'TEAM_TREE' from role r where r.id = g.role_id and r.code = 'MARKETING_MANAGER' and g.action = 'score.read'`);
    }
  });
});
