import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac, randomUUID } from 'node:crypto';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const FIND = 'query($key: String!) { customers(filter: { externalKey: { equals: $key } }) { nodes { id } } }';
const ONE = 'query($id: ID!) { customer(id: $id) { id version name city phone tags { name } summary { orderCount } identities { value } merges { id absorbedId } } }';
const MERGE = 'mutation($input: MergeInput!) { mergeCustomers(input: $input) { mergeIds } }';
const UNMERGE = 'mutation($id: ID!) { unmergeCustomer(id: $id) { batchId } }';
const IMPORT = 'query($id: ID!) { import(id: $id) { state newCount changedCount sameCount failedCount insertedCount updatedCount problems { code column } } }';
const ORDERS = '订单号,下单时间,客户编号,商品名称,数量,单价,币种\n';

let api: Api;
let admin: Client;

async function until(id: string, states: readonly string[]): Promise<Record<string, unknown>> {
  for (;;) {
    const found = (await admin.query(IMPORT, { id })).import;
    if (states.includes(found.state)) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
async function bring(kind: string, text: string): Promise<Record<string, unknown>> {
  const { id } = (await admin.post(`/api/imports?kind=${kind}`).set('X-File-Name', `${kind}.csv`).set('Content-Type', 'application/octet-stream').send(Buffer.from(text))).body;
  await admin.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id });
  await until(id, ['CHECKED']);
  await admin.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id });
  return until(id, ['DONE', 'FAILED']);
}
const idOf = async (key: string): Promise<string> => (await admin.query(FIND, { key })).customers.nodes[0].id;
const one = async (id: string) => (await admin.query(ONE, { id })).customer;
const merge = async (survivorId: string, absorbedId: string, choices: object[] = []): Promise<string> => (await admin.mutate(MERGE, { input: { survivorId, absorbedIds: [absorbedId], choices } })).mergeCustomers.mergeIds[0];
const unmerge = (id: string) => admin.mutate(UNMERGE, { id });

/** Two customers of one file, merged: the second one into the first. */
async function pair(tag: string, choices: (first: string, second: string) => object[] = () => []): Promise<{ first: string; second: string; mergeId: string }> {
  await bring('customers', `客户编号,姓名,城市\n${tag}1,${tag}甲,上海\n${tag}2,${tag}乙,杭州\n`);
  const [first, second] = [await idOf(`${tag}1`), await idOf(`${tag}2`)];
  return { first, second, mergeId: await merge(first, second, choices(first, second)) };
}

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
});
afterAll(() => api?.close());

describe('orders by the key of a merged record', () => {
  it('land on the record that stands, for that side, and go home with it; said again they are the same', async () => {
    const { first, second, mergeId } = await pair('OA');
    const file = `${ORDERS}OA-1,2026-01-05 08:26:00,OA2,杯子,1,2.50,CNY\nOA-2,2026-01-06 08:26:00,OA1,杯子,1,2.50,CNY\n`;
    expect(await bring('orders', file)).toMatchObject({ insertedCount: 2, failedCount: 0 });
    expect((await one(first)).summary.orderCount).toBe(2);
    expect((await api.db.query(`select order_no, customer_id, side_id from sales_order where order_no like 'OA-%' order by 1`)).rows).toEqual([
      { order_no: 'OA-1', customer_id: first, side_id: second }, { order_no: 'OA-2', customer_id: first, side_id: null },
    ]);
    expect(await bring('orders', file)).toMatchObject({ insertedCount: 0, changedCount: 0, sameCount: 2 });
    await unmerge(mergeId);
    expect([(await one(first)).summary.orderCount, (await one(second)).summary.orderCount]).toEqual([1, 1]);
    expect(await bring('orders', file)).toMatchObject({ insertedCount: 0, changedCount: 0, sameCount: 2 });
  });
});

describe('customers by the key of a merged record', () => {
  it('update the record that stands where the field is picked as the newest', async () => {
    const { first, second, mergeId } = await pair('CA');
    expect(await bring('customers', '客户编号,姓名,城市,手机\nCA2,CA乙,苏州,13811110001\n')).toMatchObject({ insertedCount: 0, updatedCount: 1, failedCount: 0 });
    expect(await one(first)).toMatchObject({ city: '苏州', phone: '138****0001' });
    await unmerge(mergeId);
    expect([await one(first), await one(second)]).toMatchObject([{ city: '上海', phone: null }, { city: '苏州', phone: '138****0001' }]);
  });

  it('keep it as the value of their side where another rule has picked', async () => {
    const { first, second, mergeId } = await pair('CB', (side) => [{ field: 'place', rule: 'MANUAL', side }]);
    await bring('customers', '客户编号,姓名,城市\nCB2,CB乙,苏州\n');
    expect((await one(first)).city).toBe('上海');
    expect(await bring('customers', '客户编号,姓名,城市\nCB2,CB乙,苏州\n')).toMatchObject({ changedCount: 0, sameCount: 1 });
    await unmerge(mergeId);
    expect([(await one(first)).city, (await one(second)).city]).toEqual(['上海', '苏州']);
  });

  it('find it by the phone of the absorbed one too, and never make a second one', async () => {
    await bring('customers', '客户编号,姓名,手机\nCC1,CC甲,13811112222\nCC2,CC乙,13811113333\n');
    const [first, second] = [await idOf('CC1'), await idOf('CC2')];
    const mergeId = await merge(first, second);
    const { id } = (await admin.post('/api/imports?kind=customers').set('X-File-Name', 'c.csv').set('Content-Type', 'application/octet-stream').send(Buffer.from('姓名,手机,城市\nCC乙,13811113333,宁波\n'))).body;
    await admin.mutate('mutation($id: ID!, $input: ConfigureImportInput!) { configureImport(id: $id, input: $input) { id } }', { id, input: { key: 'phone' } });
    await admin.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id });
    expect(await until(id, ['CHECKED'])).toMatchObject({ newCount: 0, changedCount: 1 });
    await admin.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id });
    await until(id, ['DONE', 'FAILED']);
    expect((await one(first)).city).toBe('宁波');
    await unmerge(mergeId);
    expect([(await one(first)).city, (await one(second)).city]).toEqual([null, '宁波']);
  });

  it('come back to their side by the number of the file kept for it', async () => {
    const { first, second, mergeId } = await pair('CD');
    const [{ archive_no: no }] = (await api.db.query('select archive_no from customer where id = $1', [second])).rows;
    expect(await bring('orders', `${ORDERS}CD-1,2026-01-05 08:26:00,${no},杯子,1,2.50,CNY\n`)).toMatchObject({ insertedCount: 1, failedCount: 0 });
    expect((await one(first)).summary.orderCount).toBe(1);
    await unmerge(mergeId);
    expect((await one(second)).summary.orderCount).toBe(1);
  });
});

describe('events of another system about a merged record', () => {
  it('land on the record that stands, for that side', async () => {
    const { createIncomingSource: made } = await admin.mutate('mutation($i: IncomingSourceInput!) { createIncomingSource(input: $i) { secret source { id } } }', { i: { name: '商城', kind: 'CUSTOMER' } });
    const send = async (payload: object): Promise<void> => {
      const [id, at, body] = [randomUUID(), Math.floor(Date.now() / 1000), JSON.stringify(payload)];
      const signature = `v1,${createHmac('sha256', Buffer.from(made.secret.slice(6), 'base64')).update(`${id}.${at}.${body}`).digest('base64')}`;
      await api.anonymous().post(`/api/hooks/${made.source.id}`).unset('X-Requested-With').unset('Sec-Fetch-Site')
        .set({ 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signature }).send(body);
      for (;;) {
        const { rows } = await api.db.query('select state from incoming_delivery where provider_id = $1', [id]);
        if (rows[0] && rows[0].state !== 'RECEIVED') return void expect(rows[0].state).toBe('DONE');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    await send({ externalKey: 'W1', name: '钩甲', city: '上海' });
    await send({ externalKey: 'W2', name: '钩乙', city: '杭州' });
    const [first, second] = [await idOf('W1'), await idOf('W2')];
    const mergeId = await merge(first, second);
    await send({ externalKey: 'W2', city: '无锡', phone: '13822220002' });
    expect(await one(first)).toMatchObject({ city: '无锡', phone: '138****0002' });
    await unmerge(mergeId);
    expect([await one(first), await one(second)]).toMatchObject([{ city: '上海', phone: null }, { city: '无锡', phone: '138****0002' }]);
  });
});

describe('the merge desk', () => {
  const QUEUE = '{ duplicateCandidates(first: 50) { nodes { id state batchId customer { id } other { id } } } }';
  const RESOLVE = 'mutation($id: ID!, $decision: DuplicateDecision!, $merge: SameInput) { resolveDuplicate(id: $id, decision: $decision, merge: $merge) { id state batchId } }';
  const REOPEN = 'mutation($id: ID!) { reopenDuplicate(id: $id) { state } }';
  const create = async (input: object): Promise<string> => (await admin.mutate('mutation($input: CustomerInput!) { createCustomer(input: $input) { id } }', { input })).createCustomer.id;
  const pairOf = async (a: string, b: string) => (await admin.query(QUEUE)).duplicateCandidates.nodes.find((row: { customer: { id: string }; other: { id: string } }) => [row.customer.id, row.other.id].sort().join() === [a, b].sort().join());

  it('merges the same person into the chosen record, and asks again when that is taken apart', async () => {
    const [a, b] = [await create({ name: '台甲', phone: '13833330001' }), await create({ name: '台甲', phone: '13833330001' })];
    const waiting = await pairOf(a, b);
    const { resolveDuplicate } = await admin.mutate(RESOLVE, { id: waiting.id, decision: 'SAME', merge: { survivorId: b } });
    expect(resolveDuplicate).toMatchObject({ state: 'SAME', batchId: expect.any(String) });
    expect((await one(a)).id).toBe(b);
    expect(await pairOf(a, b)).toBeUndefined();
    await unmerge((await one(b)).merges[0].id);
    expect(await pairOf(a, b)).toMatchObject({ id: waiting.id, state: 'OPEN', batchId: null });
  });

  it('never asks again about different ones, unless that is taken back', async () => {
    const [a, b] = [await create({ name: '台乙', phone: '13833330002' }), await create({ name: '台乙', phone: '13833330002' })];
    const { id } = await pairOf(a, b);
    await admin.mutate(RESOLVE, { id, decision: 'DIFFERENT' });
    await admin.mutate('mutation($id: ID!, $input: IdentityInput!) { addIdentity(customerId: $id, input: $input) { id } }', { id: b, input: { kind: 'EMAIL', value: 'same@example.com' } });
    await admin.mutate('mutation($id: ID!, $input: IdentityInput!) { addIdentity(customerId: $id, input: $input) { id } }', { id: a, input: { kind: 'EMAIL', value: 'same@example.com' } });
    expect(await pairOf(a, b)).toBeUndefined();
    expect((await admin.mutate(REOPEN, { id })).reopenDuplicate.state).toBe('OPEN');
    expect(await pairOf(a, b)).toMatchObject({ id });
  });

  it('is closed to who is no steward, merges nothing out of reach, and takes back no pair that waits', async () => {
    const [a, b] = [await create({ name: '台丙', phone: '13833330003' }), await create({ name: '台丙', phone: '13833330003' })];
    const { id } = await pairOf(a, b);
    expect(await (await api.as('SALES')).refusal(RESOLVE, { id, decision: 'SAME' })).toBe('FORBIDDEN');
    expect(await (await api.as('SALES')).refusal(REOPEN, { id })).toBe('FORBIDDEN');
    expect(await (await api.as('MANAGER')).refusal(RESOLVE, { id, decision: 'SAME' })).toBe('NOT_FOUND');
    expect(await admin.refusal(RESOLVE, { id, decision: 'SAME', merge: { survivorId: randomUUID() } })).toBe('NOT_FOUND');
    expect(await admin.refusal(REOPEN, { id })).toBe('FORBIDDEN');
    expect(await admin.refusal(REOPEN, { id: randomUUID() })).toBe('NOT_FOUND');
  });
});
