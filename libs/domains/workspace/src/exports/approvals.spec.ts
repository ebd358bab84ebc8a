import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId } from '@dossier/kernel/data';
import { jobViewer } from '@dossier/kernel/access';
import { Jobs } from '@dossier/kernel/events';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const EXPORT = 'mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id state expectedRows } }';
const EXPORTS = '{ exports(first: 50) { nodes { id state rowCount expectedRows url decision decidedBy { id } } } }';
const REQUESTS = 'query($f: ExportRequestFilter) { exportRequests(filter: $f, first: 50) { nodes { id state owner { id } clear reason expectedRows decision can } } }';
const APPROVE = 'mutation($id: ID!) { approveExport(id: $id) { id state } }';
const DECLINE = 'mutation($id: ID!, $reason: String!) { declineExport(id: $id, reason: $reason) { id state decision } }';
const LIMIT = 'mutation($i: ExportLimitInput!) { setExportLimit(input: $i) { id rowsPerDay approvalAbove clearAbove } }';
const LIMITS = '{ exportLimits { id roleId userId rowsPerDay approvalAbove clearAbove } }';
const REMOVE = 'mutation($id: ID!) { removeExportLimit(id: $id) }';
const ROWS = 1_100;

let api: Api;
let admin: Client;
let manager: Client;

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  manager = await api.as('MANAGER');
  const job = jobViewer('spec', ['job.upkeep'], 'spec');
  await api.app.get(Database, { strict: false }).work(job, 'spec', async () => {
    const ids = Array.from({ length: ROWS }, () => newId());
    await api.app.get(Database, { strict: false }).query(`insert into customer (id, name, owner_id, team_id) select id, 'K' || no, $2, (select team_id from team_member where user_id = $2 limit 1) from unnest($1::uuid[]) with ordinality x(id, no)`, [ids, personId('MANAGER')]);
  });
});
afterAll(() => api?.close());

const wish = (over: object = {}): object => ({ i: { format: 'CSV', columns: ['name'], reason: 'a mailing', ...over } });
const limit = (over: object): Promise<unknown> => admin.mutate(LIMIT, { i: { rowsPerDay: null, approvalAbove: null, clearAbove: null, ...over } });
const ready = async (id: string, client = manager): Promise<{ state: string; url: string | null; rowCount: number; decision: string | null }> => {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = (await client.query(EXPORTS)).exports.nodes.find((one: { id: string }) => one.id === id);
    if (!['QUEUED', 'RUNNING'].includes(found.state)) return found;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('The export is not ready');
};
const told = async (client: Client): Promise<string[]> => (await client.query('{ notifications(first: 50) { nodes { kind } } }')).notifications.nodes.map(({ kind }: { kind: string }) => kind);

describe('an export above the limit', () => {
  it('waits until somebody else has said yes, and leaves then', async () => {
    await limit({ approvalAbove: 1_000, clearAbove: 10 });
    const { exportCustomers: made } = await manager.mutate(EXPORT, wish());
    expect(made).toMatchObject({ state: 'NEEDS_APPROVAL', expectedRows: ROWS });
    expect((await manager.get(`/api/exports/${made.id}/file`)).body.error.code).toBe('EXPORT_WAITS');
    expect(await told(admin)).toContain('EXPORT_NEEDS_APPROVAL');
    const { nodes } = (await admin.query(REQUESTS, { f: { open: true } })).exportRequests;
    expect(nodes).toEqual([{ id: made.id, state: 'NEEDS_APPROVAL', owner: { id: personId('MANAGER') }, clear: false, reason: 'a mailing', expectedRows: ROWS, decision: null, can: ['APPROVE', 'DECLINE'] }]);
    expect((await admin.mutate(APPROVE, { id: made.id })).approveExport.state).toBe('QUEUED');
    const done = await ready(made.id);
    expect(done).toMatchObject({ state: 'DONE', rowCount: ROWS });
    expect((await manager.get(done.url!)).status).toBe(200);
    expect(await told(manager)).toContain('EXPORT_APPROVED');
    expect(await admin.refusal(APPROVE, { id: made.id })).toBe('EXPORT_STATE');
  });

  it('is nobody’s own to approve, nor anybody’s without the word, and others than these are not found', async () => {
    const { exportCustomers: own } = await admin.mutate(EXPORT, wish());
    expect(await admin.refusal(APPROVE, { id: own.id })).toBe('OWN_EXPORT');
    expect(await admin.refusal(DECLINE, { id: own.id, reason: 'x' })).toBe('OWN_EXPORT');
    for (const document of [APPROVE, REQUESTS]) expect(await manager.refusal(document, { id: own.id })).toBe('FORBIDDEN');
    const { exportCustomers: free } = await manager.mutate(EXPORT, wish({ filter: { name: { equals: 'K1' } } }));
    expect(await admin.refusal(APPROVE, { id: free.id })).toBe('NOT_FOUND');
    expect(await admin.refusal(DECLINE, { id: '0199dead-0000-7000-8000-000000000000', reason: 'x' })).toBe('NOT_FOUND');
    await ready(free.id);
  });

  it('is declined with a reason that its asker reads', async () => {
    const { exportCustomers: made } = await manager.mutate(EXPORT, wish({ clear: true, filter: { name: { startsWith: 'K1' } } }));
    expect(made.state).toBe('NEEDS_APPROVAL');
    expect(await admin.refusal(DECLINE, { id: made.id, reason: '  ' })).toBe('INVALID_INPUT');
    expect((await admin.mutate(DECLINE, { id: made.id, reason: '用途不明' })).declineExport).toMatchObject({ state: 'DECLINED', decision: '用途不明' });
    expect(await ready(made.id)).toMatchObject({ state: 'DECLINED', url: null, decision: '用途不明' });
    expect((await manager.get(`/api/exports/${made.id}/file`)).status).toBe(404);
    expect(await told(manager)).toContain('EXPORT_DECLINED');
  });

  it('goes back to whoever says yes where it has grown since, and its job writes nothing', async () => {
    await limit({ approvalAbove: 5_000 });
    const { exportCustomers: made } = await manager.mutate(EXPORT, wish());
    expect(made.state).toBe('QUEUED');
    expect((await ready(made.id)).state).toBe('DONE');
    // Fetched under narrower bounds, it waits as well.
    await limit({ approvalAbove: 1_000 });
    expect((await manager.get(`/api/exports/${made.id}/file`)).body.error.code).toBe('EXPORT_WAITS');
    // The job itself asks again: what was queued under wider bounds does not slip through.
    const { exportCustomers: queued } = await manager.mutate(EXPORT, wish());
    await api.app.get(Database, { strict: false }).work(jobViewer('spec', ['job.upkeep'], 'spec'), 'spec', () => api.app.get(Database, { strict: false }).query(`update export_file set state = 'QUEUED' where id = $1`, [queued.id]));
    await api.app.get(Database, { strict: false }).work(jobViewer('spec', ['job.upkeep'], 'spec'), 'spec', async () => {
      const database = api.app.get(Database, { strict: false });
      const [row] = await database.query<{ job_id: string }>('select job_id from export_file where id = $1', [queued.id]);
      await database.query(`update job set state = 'QUEUED' where id = $1`, [row!.job_id]);
    });
    const [{ job_id: jobId }] = (await api.db.query('select job_id from export_file where id = $1', [queued.id])).rows;
    await api.app.get(Jobs, { strict: false }).deliver(jobId);
    const stopped = await ready(queued.id);
    expect(stopped).toMatchObject({ state: 'NEEDS_APPROVAL', url: null });
  });
});

describe('the quota of a day', () => {
  it('bounds what leaves by one hand, by person before role before house', async () => {
    await limit({});
    const used = (await manager.query(EXPORTS)).exports.nodes.filter(({ state }: { state: string }) => !['FAILED', 'DECLINED'].includes(state)).reduce((sum: number, one: { rowCount: number | null; expectedRows: number | null }) => sum + (one.rowCount ?? one.expectedRows ?? 0), 0);
    await limit({ rowsPerDay: used + 500 });
    const refused = await manager.raw(EXPORT, wish());
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'EXPORT_QUOTA', facts: { left: 500, limit: used + 500 } });
    const { rows } = await api.db.query<{ id: string }>(`select id from role where code = 'MARKETING_MANAGER'`);
    await limit({ roleId: rows[0]!.id, rowsPerDay: used + 5_000 });
    const { exportCustomers: byRole } = await manager.mutate(EXPORT, wish());
    await ready(byRole.id);
    await limit({ userId: personId('MANAGER'), rowsPerDay: 0 });
    expect(await manager.refusal(EXPORT, wish({ filter: { name: { equals: 'K1' } } }))).toBe('EXPORT_QUOTA');
    const { exportLimits } = await admin.query(LIMITS);
    expect(exportLimits).toHaveLength(3);
    for (const one of exportLimits.filter(({ roleId, userId }: { roleId: string; userId: string }) => roleId || userId)) expect((await admin.mutate(REMOVE, { id: one.id })).removeExportLimit).toBe(true);
    expect(await admin.refusal(REMOVE, { id: (await admin.query(LIMITS)).exportLimits[0].id })).toBe('NOT_FOUND');
    await limit({});
  });

  it('is set by whoever runs the company, for a role or a person that is there', async () => {
    expect(await manager.refusal(LIMIT, { i: {} })).toBe('FORBIDDEN');
    expect(await manager.refusal(LIMITS)).toBe('FORBIDDEN');
    const nowhere = '0199dead-0000-7000-8000-000000000000';
    expect(await admin.refusal(LIMIT, { i: { roleId: nowhere } })).toBe('NOT_FOUND');
    expect(await admin.refusal(LIMIT, { i: { userId: nowhere } })).toBe('NOT_FOUND');
    expect(await admin.refusal(LIMIT, { i: { userId: personId('SALES'), roleId: personId('SALES') } })).toBe('INVALID_INPUT');
  });
});

describe('the purpose of an export', () => {
  it('is asked beyond a thousand rows, and kept', async () => {
    expect(await manager.refusal(EXPORT, wish({ reason: ' ' }))).toBe('EXPORT_PURPOSE_MISSING');
    const { exportCustomers: small } = await manager.mutate(EXPORT, wish({ reason: null, filter: { name: { equals: 'K2' } } }));
    expect((await ready(small.id)).state).toBe('DONE');
    const { rows } = await api.db.query(`select reason from audit_entry where action = 'exportCustomers' and outcome = 'DONE' and reason = 'a mailing' limit 1`);
    expect(rows).toHaveLength(1);
  });
});
