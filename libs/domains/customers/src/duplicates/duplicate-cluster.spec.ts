import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id } }';
const CLUSTER = 'query($id: ID!) { duplicateCluster(id: $id) { hiddenCount records { id probability customer { name } } apart { oneId otherId } } }';
const MERGE = 'mutation($input: MergeInput!) { mergeCustomers(input: $input) { batchId mergeIds } }';
const REVERT = 'mutation($id: ID!) { revertBatch(id: $id) { id } }';
const WAITING = 'query($id: ID!) { duplicateCandidates(first: 200) { nodes { id } } customer(id: $id) { id archivedAt } }';

let api: Api;
let admin: Client;
let manager: Client;

async function asWork(text: string, values: unknown[] = []): Promise<void> {
  const client = await api.db.connect();
  try {
    await client.query(`select set_config('app.request_id', 'spec', false), set_config('app.entry_id', gen_random_uuid()::text, false), set_config('app.scope', 'ALL', false)`);
    await client.query(text, values);
  } finally {
    client.release();
  }
}
const given = async (who: Client, name: string): Promise<string> => (await who.mutate(CREATE, { input: { name } })).createCustomer.id;
/** A pair that waits, or one that was decided. */
async function pair(a: string, b: string, { probability = 0.9, state = 'OPEN' } = {}): Promise<string> {
  await asWork(`insert into duplicate_candidate (id, customer_id, other_id, reason, probability, state, archived_at) values (gen_random_uuid(), least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), 'NAME', $3, $4, case when $4 <> 'OPEN' then now() end)
    on conflict (customer_id, other_id) do update set probability = excluded.probability, state = excluded.state, archived_at = excluded.archived_at`, [a, b, probability, state]);
  return (await api.db.query<{ id: string }>('select id from duplicate_candidate where customer_id = least($1::uuid, $2::uuid) and other_id = greatest($1::uuid, $2::uuid)', [a, b])).rows[0]!.id;
}

beforeAll(async () => {
  api = await startApi();
  [admin, manager] = await Promise.all([api.as('ADMINISTRATOR'), api.as('MANAGER')]);
});
afterAll(() => api?.close());

describe('what hangs together with a pair', () => {
  it('is every record that waits with one of them, with its likeliest pair, and what was held apart', async () => {
    const [a, b, c, d] = [await given(admin, '群组一'), await given(admin, '群组二'), await given(admin, '群组三'), await given(admin, '群组四')];
    const first = await pair(a, b, { probability: 0.7 });
    await pair(b, c, { probability: 0.95 });
    await pair(c, d, { probability: 0.6 });
    await pair(a, d, { state: 'DIFFERENT' });
    const { records, hiddenCount, apart } = (await admin.query(CLUSTER, { id: first })).duplicateCluster;
    expect(records.map(({ id, probability }: { id: string; probability: number }) => [id, Math.round(probability * 100)]).sort()).toEqual([[a, 70], [b, 95], [c, 95], [d, 60]].sort());
    expect(records.slice(0, 2).map(({ id }: { id: string }) => id).sort()).toEqual([a, b].sort());
    expect([hiddenCount, apart.map((one: { oneId: string; otherId: string }) => [one.oneId, one.otherId].sort())]).toEqual([0, [[a, d].sort()]]);
  });
  it('is refused without the word, unknown by a wrong id, and says no more than how many are out of reach', async () => {
    const [near, other, far] = [await given(manager, '近处甲'), await given(manager, '近处乙'), await given(admin, '远处丙')];
    const id = await pair(near, other);
    await pair(other, far);
    expect(await (await api.as('SALES')).refusal(CLUSTER, { id })).toBe('FORBIDDEN');
    expect(await admin.refusal(CLUSTER, { id: near })).toBe('NOT_FOUND');
    const { duplicateCluster } = await manager.query(CLUSTER, { id });
    expect([duplicateCluster.records.map((one: { id: string }) => one.id).sort(), duplicateCluster.hiddenCount]).toEqual([[near, other].sort(), 1]);
    expect(JSON.stringify(duplicateCluster)).not.toContain(far);
  });
  it('is merged at once, its pairs rest meanwhile, and one undo takes all of it apart', async () => {
    const [a, b, c] = [await given(admin, '一并甲'), await given(admin, '一并乙'), await given(admin, '一并丙')];
    const pairs = [await pair(a, b), await pair(b, c)];
    const { mergeCustomers: merged } = await admin.mutate(MERGE, { input: { survivorId: b, absorbedIds: [a, c], choices: [{ field: 'name', rule: 'MANUAL', side: c }] } });
    expect(merged.mergeIds).toHaveLength(2);
    const waiting = async (): Promise<string[]> => (await admin.query(WAITING, { id: b })).duplicateCandidates.nodes.map(({ id }: { id: string }) => id).filter((id: string) => pairs.includes(id)).sort();
    expect(await waiting()).toEqual([]);
    for (const id of [a, c]) expect((await admin.query(WAITING, { id })).customer.id).toBe(b);
    await admin.mutate(REVERT, { id: merged.batchId });
    for (let state = ''; state !== 'REVERTED'; await new Promise((done) => setTimeout(done, 100))) state = (await admin.query('query($id: ID!) { operationBatch(id: $id) { state } }', { id: merged.batchId })).operationBatch.state;
    expect(await waiting()).toEqual([...pairs].sort());
    for (const id of [a, c]) expect((await admin.query(WAITING, { id })).customer).toEqual({ id, archivedAt: null });
  });
});
