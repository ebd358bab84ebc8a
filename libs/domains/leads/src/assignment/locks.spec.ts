import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';

let api: Api;
let manager: Client;
let sales: Client;
let pool: string;
beforeAll(async () => {
  api = await startApi();
  [manager, sales] = [await api.as('MANAGER'), await api.as('SALES')];
  pool = (await (await api.as('ADMIN')).mutate('mutation { createPool(input: { name: "锁" }) { id } }')).createPool.id;
});
afterAll(() => api?.close());

async function put(own: boolean): Promise<{ lead: string; record: string }> {
  const [lead, record] = [newId(), newId()];
  const whose = own ? [personId('SALES'), teamId('EAST')] : [null, null];
  await api.write(`insert into customer (id, archive_no, name, stage, owner_id, team_id) values ($1::uuid, 'L' || right($1::uuid::text, 10), '王小明', 'PROSPECT', $2, $3)`, [record, ...whose]);
  await api.write(`insert into lead (id, customer_id, origin, opened_on, owner_id, team_id, pool_id, assigned_at) values ($1, $2, 'FORM', current_date, $3, $4, $5, case when $3::uuid is not null then now() end)`, [lead, record, ...whose, own ? null : pool]);
  return { lead, record };
}

/** Somebody holds the record, as whoever brings the same person in again does; the act must wait for them without holding the lead, which they come to next. */
async function meets(own: boolean, act: (lead: string) => Promise<unknown>): Promise<string> {
  const { lead, record } = await put(own);
  return held(lead, record, () => act(lead));
}

async function held(lead: string, record: string, act: () => Promise<unknown>, next: 'lead' | 'customer' = 'lead'): Promise<string> {
  const other = await api.db.connect();
  let acted: Promise<unknown> = Promise.resolve();
  try {
    await other.query('begin');
    await other.query(`select set_config('app.request_id', 'spec', true), set_config('app.scope', 'ALL', true)`);
    await other.query('select 1 from customer where id = $1 for no key update', [record]);
    acted = act();
    const { rows: [me] } = await other.query<{ pid: number }>('select pg_backend_pid() as pid');
    for (let tries = 0; tries < 600; tries += 1) {
      const { rows } = await api.db.query('select 1 from pg_stat_activity where $1 = any(pg_blocking_pids(pid))', [me!.pid]);
      if (rows.length > 0) break;
      await new Promise((next) => setTimeout(next, 20));
    }
    return await other.query(`select 1 from ${next} where id = $1 for update nowait`, [lead]).then(({ rowCount }) => `${rowCount} ${next}`, (fault: { code: string }) => fault.code);
  } finally {
    await other.query('rollback');
    other.release();
    await acted;
  }
}

it('gives, claims, gives back and undoes in the order of whoever brings somebody in: the record first, then the lead', async () => {
  const assign = (lead: string) => manager.mutate('mutation($ids: [ID!]!, $o: ID!) { assignLeads(ids: $ids, ownerId: $o) { id } }', { ids: [lead], o: personId('MARKETER') });
  const release = (lead: string) => sales.mutate('mutation($ids: [ID!]!, $p: ID!) { releaseLeads(ids: $ids, poolId: $p, reason: NO_TIME) }', { ids: [lead], p: pool });
  expect(await meets(true, assign)).toBe('1 lead');
  expect(await meets(true, release)).toBe('1 lead');
  expect(await meets(false, (lead) => sales.mutate('mutation($ids: [ID!]!) { claimLeads(ids: $ids) { ids } }', { ids: [lead] }))).toBe('1 lead');
  const given = await put(true);
  const { assignLeads } = (await assign(given.lead)) as { assignLeads: { id: string } };
  expect(await held(given.lead, given.record, () => manager.mutate('mutation($id: ID!) { undoAssignment(id: $id) { id } }', { id: assignLeads.id }))).toBe('1 lead');
  const back = await put(true);
  await release(back.lead);
  expect(await held(back.lead, back.record, () => sales.mutate('mutation($ids: [ID!]!) { undoRelease(ids: $ids) }', { ids: [back.lead] }))).toBe('1 lead');
});

it('converts with a company in the order of whoever merges: both records by their ids', async () => {
  const company = newId();
  await api.write(`insert into customer (id, archive_no, name, kind, stage, owner_id, team_id) values ($1::uuid, 'L' || right($1::uuid::text, 10), '先立公司', 'COMPANY', 'ACTIVE', $2, $3)`, [company, personId('SALES'), teamId('EAST')]);
  const { lead, record } = await put(true);
  expect(company < record).toBe(true);
  const convert = () => sales.mutate('mutation($id: ID!, $c: ID!) { convertLead(id: $id, input: { companyId: $c }) { id status } }', { id: lead, c: company });
  expect(await held(record, company, convert, 'customer')).toBe('1 customer');
});
