import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id version archiveNo } }';
const UPDATE = 'mutation($id: ID!, $version: Int!, $input: CustomerInput!) { updateCustomer(id: $id, version: $version, input: $input) { id version } }';
const READ = '{ id version archiveNo name city archivedAt phone owner { id } tags { name } summary { orderCount netAmount } identities { id kind value primary } merges { id absorbedId absorbedNo } can }';
const ONE = `query($id: ID!) { customer(id: $id) ${READ} }`;
const MERGE = `mutation($input: MergeInput!) { mergeCustomers(input: $input) { batchId mergeIds customer ${READ} } }`;
const UNMERGE = `mutation($id: ID!) { unmergeCustomer(id: $id) { batchId mergeIds customer ${READ} } }`;
const PREVIEW = 'query($ids: [ID!]!) { mergePreview(ids: $ids) { customers { id name } fields { name differs rule values { side value } picks { rule side reason } } moves { side of count } } }';
const REVEAL = 'mutation($id: ID!) { revealIdentities(customerId: $id) { kind value } }';
const LIST = 'query($filter: CustomerFilter) { customers(filter: $filter) { nodes { id } } }';
const REVERT = 'mutation($id: ID!) { revertBatch(id: $id) { id } }';
const BATCH = 'query($id: ID!) { operationBatch(id: $id) { state kind conflictCount } }';

let api: Api;
let admin: Client;
let manager: Client;

const made = async (input: object, who = admin): Promise<{ id: string; version: number; archiveNo: string }> => (await who.mutate(CREATE, { input })).createCustomer;
const one = async (id: string, who = admin) => (await who.query(ONE, { id })).customer;
const edit = async (id: string, input: object) => admin.mutate(UPDATE, { id, version: (await one(id)).version, input });
const merge = async (survivorId: string, absorbedIds: string[], choices: object[] = [], who = admin) => (await who.mutate(MERGE, { input: { survivorId, absorbedIds, choices } })).mergeCustomers;
const unmerge = async (id: string) => (await admin.mutate(UNMERGE, { id })).unmergeCustomer;
const numbers = async (id: string): Promise<string[]> => (await admin.mutate(REVEAL, { id })).revealIdentities.map(({ value }: { value: string }) => value).sort();

/** What no verb can set: done as the owner of the database, within a unit of work of its own. */
async function directly(text: string, values: unknown[] = []): Promise<void> {
  const client = await api.db.connect();
  await client.query(`select set_config('app.request_id', 'spec', false), set_config('app.entry_id', gen_random_uuid()::text, false), set_config('app.scope', 'ALL', false)`);
  await client.query(text, values);
  client.release();
}
let orderNo = 0;
const order = (customerId: string, minor: number): Promise<void> =>
  directly(`with o as (insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, external_source, external_key)
    values (gen_random_uuid(), $1, 'SALE', now(), current_date, $2, $3, 'CNY', 'spec', $1) returning customer_id) select refresh_customer_summary(array[customer_id]) from o`, [`M-${(orderNo += 1)}`, customerId, minor])
    .then(() => directly('select refresh_customer_summary(array[$1::uuid])', [customerId]));

async function ended(id: string): Promise<{ state: string; conflictCount: number }> {
  for (;;) {
    const { operationBatch } = await admin.query(BATCH, { id });
    if (operationBatch.state === 'REVERTED') return operationBatch;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

beforeAll(async () => {
  api = await startApi();
  [admin, manager] = await Promise.all([api.as('ADMINISTRATOR'), api.as('MANAGER')]);
});
afterAll(() => api?.close());

describe('merging two records', () => {
  it('brings all of both together, and takes them apart again', async () => {
    const [a, b] = [await made({ name: '王伟', phone: '13800138001', city: '上海' }), await made({ name: '王大伟', phone: '13800138002', email: 'wang@example.com' })];
    await order(a.id, 1000);
    await order(b.id, 500);
    const merged = await merge(a.id, [b.id], [{ field: 'name', rule: 'LONGEST' }]);
    expect(merged.customer).toMatchObject({ id: a.id, name: '王大伟', city: '上海', phone: '138****8001', summary: { orderCount: 2, netAmount: { minor: 1500, currency: 'CNY' } }, merges: [{ absorbedId: b.id, absorbedNo: b.archiveNo }] });
    expect(await numbers(a.id)).toEqual(['+8613800138001', '+8613800138002', 'wang@example.com']);
    expect((await admin.query(LIST, { filter: { search: b.archiveNo } })).customers.nodes).toEqual([]);
    expect((await admin.query(LIST, { filter: { archived: true } })).customers.nodes.map(({ id }: { id: string }) => id)).not.toContain(b.id);
    expect((await one(b.id)).id).toBe(a.id);

    const HISTORY = 'query($id: ID!) { customerHistory(id: $id) { nodes { operation table changes { field after } } } }';
    const told = async () => (await admin.query(HISTORY, { id: a.id })).customerHistory.nodes.filter(({ table }: { table: string }) => table === 'CustomerMerge');
    expect(await told()).toEqual([{ operation: 'MERGE', table: 'CustomerMerge', changes: [{ field: 'absorbedNo', after: b.archiveNo }] }]);
    const apart = await unmerge(merged.mergeIds[0]);
    expect((await told()).map(({ operation }: { operation: string }) => operation)).toEqual(['UNMERGE', 'MERGE']);
    expect(apart.customer).toMatchObject({ id: a.id, name: '王伟', city: '上海', summary: { orderCount: 1, netAmount: { minor: 1000, currency: 'CNY' } }, merges: [] });
    expect(await one(b.id)).toMatchObject({ id: b.id, name: '王大伟', city: null, archivedAt: null, phone: '138****8002', summary: { orderCount: 1 } });
    expect([await numbers(a.id), await numbers(b.id)]).toEqual([['+8613800138001'], ['+8613800138002', 'wang@example.com']]);
  });

  it('is refused to who lacks the word', async () => {
    const [a, b] = [await made({ name: '甲一' }), await made({ name: '甲二' })];
    const input = { survivorId: a.id, absorbedIds: [b.id] };
    expect(await (await api.as('ANALYST')).refusal(MERGE, { input })).toBe('FORBIDDEN');
    expect(await (await api.as('ANALYST')).refusal(PREVIEW, { ids: [a.id, b.id] })).toBe('FORBIDDEN');
  });

  it('does not know a side out of reach, nor a merge whose side is', async () => {
    const [near, far] = [await made({ name: '近处' }, manager), await made({ name: '远处' })];
    const input = { survivorId: near.id, absorbedIds: [far.id] };
    expect(await manager.refusal(MERGE, { input })).toBe('NOT_FOUND');
    expect(await manager.refusal(PREVIEW, { ids: [near.id, far.id] })).toBe('NOT_FOUND');
    const merged = await merge(near.id, [far.id]);
    expect(await manager.refusal(UNMERGE, { id: merged.mergeIds[0] })).toBe('NOT_FOUND');
    expect(await manager.refusal(ONE, { id: far.id }).catch(() => 'READ')).toBe('READ');
    expect((await manager.query(ONE, { id: far.id })).customer.id).toBe(near.id);
  });

  it('refuses a record with itself, a person with a company, one that is gone already, and a parting twice', async () => {
    const [a, b, company] = [await made({ name: '乙一' }), await made({ name: '乙二' }), await made({ companyName: '某公司', kind: 'COMPANY' })];
    expect(await admin.refusal(MERGE, { input: { survivorId: a.id, absorbedIds: [a.id] } })).toBe('INVALID_INPUT');
    expect(await admin.refusal(MERGE, { input: { survivorId: a.id, absorbedIds: [company.id] } })).toBe('MERGE_KINDS');
    const merged = await merge(a.id, [b.id]);
    expect(await admin.refusal(MERGE, { input: { survivorId: company.id, absorbedIds: [b.id] } })).toBe('FORBIDDEN');
    await unmerge(merged.mergeIds[0]);
    expect(await admin.refusal(UNMERGE, { id: merged.mergeIds[0] })).toBe('MERGE_UNDONE');
  });

  it('takes the owner of another side only from who may assign', async () => {
    const [a, b] = [await made({ name: '丙一' }, manager), await made({ name: '丙二' }, await api.as('MARKETER'))];
    const merged = await merge(a.id, [b.id], [{ field: 'owner', rule: 'MANUAL', side: b.id }], manager);
    expect(merged.customer.owner.id).toBe(personId('MARKETER'));
    await unmerge(merged.mergeIds[0]);
    expect((await one(a.id)).owner.id).toBe(personId('MANAGER'));
  });

  it('cannot restore an absorbed record past its merge', async () => {
    const [a, b] = [await made({ name: '丁一' }), await made({ name: '丁二' })];
    await merge(a.id, [b.id]);
    expect(await admin.refusal('mutation($id: ID!) { restoreCustomer(id: $id) { id } }', { id: b.id })).toBe('FORBIDDEN');
  });
});

describe('what belongs to whom afterwards', () => {
  it('gives an edit to the side whose value it replaced, and the other its own', async () => {
    const [a, b] = [await made({ name: '戊一', city: '苏州' }), await made({ name: '戊二', city: '杭州' })];
    const merged = await merge(a.id, [b.id], [{ field: 'place', rule: 'MANUAL', side: b.id }]);
    expect(merged.customer.city).toBe('杭州');
    await edit(a.id, { city: '宁波' });
    await unmerge(merged.mergeIds[0]);
    expect([(await one(a.id)).city, (await one(b.id)).city]).toEqual(['苏州', '宁波']);
  });

  it('shows a number that both had once, leads with the chosen one, and gives each its own back', async () => {
    const [a, b] = [await made({ name: '己一', phone: '13900001111' }), await made({ name: '己二', phone: '13900002222' })];
    await admin.mutate('mutation($id: ID!, $input: IdentityInput!) { addIdentity(customerId: $id, input: $input) { id } }', { id: b.id, input: { kind: 'PHONE', value: '13900001111' } });
    const merged = await merge(a.id, [b.id], [{ field: 'contact.PHONE', rule: 'MANUAL', side: b.id }]);
    expect(merged.customer.phone).toBe('139****2222');
    expect(await numbers(a.id)).toEqual(['+8613900001111', '+8613900002222']);
    await unmerge(merged.mergeIds[0]);
    expect([(await one(a.id)).phone, (await one(b.id)).phone]).toEqual(['139****1111', '139****2222']);
    expect([await numbers(a.id), await numbers(b.id)]).toEqual([['+8613900001111'], ['+8613900001111', '+8613900002222']]);
  });

  it('lets any merge of a tree go, also one below', async () => {
    const [a, b, c] = [await made({ name: '庚一', phone: '13700001111' }), await made({ name: '庚二' }), await made({ name: '庚三', phone: '13700003333' })];
    const lower = await merge(b.id, [c.id]);
    const upper = await merge(a.id, [b.id]);
    expect((await one(c.id)).id).toBe(a.id);
    await unmerge(lower.mergeIds[0]);
    expect((await one(c.id)).id).toBe(c.id);
    expect(await numbers(c.id)).toEqual(['+8613700003333']);
    expect((await one(b.id)).id).toBe(a.id);
    await unmerge(upper.mergeIds[0]);
    expect((await one(b.id)).name).toBe('庚二');
  });
});

describe('the batch of a merge', () => {
  it('takes a merge of three back as one, and a parting too', async () => {
    const [a, b, c] = [await made({ name: '辛一' }), await made({ name: '辛二' }), await made({ name: '辛三' })];
    const merged = await merge(a.id, [b.id, c.id]);
    await admin.mutate(REVERT, { id: merged.batchId });
    expect(await ended(merged.batchId)).toMatchObject({ conflictCount: 0 });
    expect([(await one(b.id)).id, (await one(c.id)).id]).toEqual([b.id, c.id]);
    const again = await merge(a.id, [b.id]);
    const apart = await unmerge(again.mergeIds[0]);
    await admin.mutate(REVERT, { id: apart.batchId });
    expect(await ended(apart.batchId)).toMatchObject({ conflictCount: 0 });
    expect((await one(b.id)).id).toBe(a.id);
  });

  it('reports what no longer stands as it was left', async () => {
    const [a, b] = [await made({ name: '壬一' }), await made({ name: '壬二' })];
    const merged = await merge(a.id, [b.id]);
    await unmerge(merged.mergeIds[0]);
    await admin.mutate(REVERT, { id: merged.batchId });
    expect(await ended(merged.batchId)).toMatchObject({ conflictCount: 1 });
  });
});

describe('the preview of a merge', () => {
  it('shows all sides, what each rule takes, and what moves', async () => {
    const [a, b] = [await made({ name: '癸', city: '上海', phone: '13600001111' }), await made({ name: '癸某某', phone: '13600002222' })];
    await order(b.id, 100);
    const { mergePreview } = await admin.query(PREVIEW, { ids: [a.id, b.id] });
    const name = mergePreview.fields.find((field: { name: string }) => field.name === 'name');
    expect(name).toMatchObject({ differs: true, rule: 'NEWEST', values: [{ side: a.id, value: { name: '癸' } }, { side: b.id, value: { name: '癸某某' } }] });
    expect(name.picks).toEqual(expect.arrayContaining([{ rule: 'LONGEST', side: b.id, reason: 'LONGEST' }, { rule: 'NEWEST', side: b.id, reason: 'NEWEST' }]));
    const place = mergePreview.fields.find((field: { name: string }) => field.name === 'place');
    expect(place.picks).toEqual(expect.arrayContaining([{ rule: 'NEWEST', side: a.id, reason: 'ONLY_VALUE' }]));
    expect(mergePreview.moves).toEqual(expect.arrayContaining([{ side: b.id, of: 'Order', count: 1 }, { side: a.id, of: 'CustomerIdentity', count: 1 }]));
  });
});
