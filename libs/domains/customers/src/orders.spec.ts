import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const CUSTOMERS = '客户编号,姓名\nC1,甲客户\nC2,乙客户\n';
const PRODUCTS = '商品编码,商品名称,品类,单价,币种\nP1,杯子,餐具,2.55,GBP\nP2,毯子,家纺,10.00,GBP\n';
const HEAD = '订单号,下单时间,客户编号,商品编码,商品名称,数量,单价,币种,明细类型\n';
const ORDERS = `${HEAD}S1,2026-01-05 08:26:00,C1,P1,杯子,6,2.55,GBP,商品\nS1,2026-01-05 08:27:00,C1,POST,邮费,1,4.95,GBP,费用\nS2,2026-03-06 10:00:00,C1,P2,毯子,1,10.00,GBP,商品\nR1,2026-03-10 10:00:00,C1,P1,杯子,-2,2.55,GBP,商品\nG1,2026-03-11 10:00:00,,P1,杯子,1,2.55,GBP,商品\n`;
const SUMMARY = 'query { customers(filter: { externalKey: { equals: "C1" } }) { nodes { id summary { orderCount refundCount netAmount averageAmount firstOrderOn lastOrderOn gapMedianDays currency topCategories { name share amount } } latestOrders { orderNo } } } }';
const ORDER = 'query($no: String!) { orders(filter: { orderNo: { equals: $no } }) { nodes { id kind amount lineCount customer { name } owner { name } lines { lineNo productCode quantity unitPrice amount kind } } } }';

describe('orders', () => {
  let api: Api;
  let admin: Client;

  const until = async (id: string, states: readonly string[]) => {
    for (let tries = 0; tries < 300; tries += 1) {
      const found = (await admin.query('query($id: ID!) { import(id: $id) { state newCount changedCount sameCount failedCount insertedCount updatedCount skippedCount batchId problems { code column } } }', { id })).import;
      if (states.includes(found.state)) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The import does not end');
  };
  const bring = async (kind: string, text: string) => {
    const { id } = (await admin.post(`/api/imports?kind=${kind}`).set('X-File-Name', `${kind}.csv`).set('Content-Type', 'application/octet-stream').send(Buffer.from(text))).body;
    await admin.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id });
    const checked = await until(id, ['CHECKED']);
    await admin.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id });
    return { checked, done: await until(id, ['DONE', 'FAILED']) };
  };
  const summary = async () => (await admin.query(SUMMARY)).customers.nodes[0].summary;

  beforeAll(async () => {
    api = await startApi();
    admin = await api.as('ADMINISTRATOR');
    await bring('customers', CUSTOMERS);
    await bring('products', PRODUCTS);
  });
  afterAll(() => api?.close());

  it('come in line by line, guests and fees included, and count in the summary', async () => {
    const { done } = await bring('orders', ORDERS);
    expect(done).toMatchObject({ state: 'DONE', insertedCount: 5, failedCount: 0 });
    expect((await admin.query(ORDER, { no: 'S1' })).orders.nodes).toMatchObject([{
      kind: 'SALE', amount: { minor: 2025, currency: 'GBP' }, lineCount: 2, customer: { name: '甲客户' },
      lines: [{ lineNo: 1, productCode: 'P1', quantity: 6, unitPrice: { minor: 255 }, amount: { minor: 1530 }, kind: 'PRODUCT' }, { lineNo: 2, kind: 'FEE', amount: { minor: 495 } }],
    }]);
    expect((await admin.query(ORDER, { no: 'R1' })).orders.nodes[0]).toMatchObject({ kind: 'REFUND', amount: { minor: -510 } });
    expect((await admin.query(ORDER, { no: 'G1' })).orders.nodes[0].customer).toBeNull();
    expect(await summary()).toMatchObject({
      orderCount: 2, refundCount: 1, netAmount: { minor: 2025 + 1000 - 510, currency: 'GBP' }, averageAmount: { minor: 1258 }, firstOrderOn: '2026-01-05', lastOrderOn: '2026-03-06', gapMedianDays: 60,
      topCategories: [{ name: '餐具', share: 0.505, amount: { minor: 1020 } }, { name: '家纺', amount: { minor: 1000 } }],
    });
  });

  it('change nothing when they come again', async () => {
    const { checked, done } = await bring('orders', `${ORDERS}\n`);
    expect(checked).toMatchObject({ newCount: 0, changedCount: 0, sameCount: 5 });
    expect(done).toMatchObject({ insertedCount: 0, updatedCount: 0, skippedCount: 5 });
  });

  it('are changed, not doubled, when an amount is another, and come back by a revert', async () => {
    const { checked, done } = await bring('orders', `${HEAD}S2,2026-03-06 10:00:00,C1,P2,毯子,3,10.00,GBP,商品\n`);
    expect(checked).toMatchObject({ changedCount: 1 });
    expect(done).toMatchObject({ updatedCount: 1 });
    expect(await summary()).toMatchObject({ orderCount: 2, netAmount: { minor: 2025 + 3000 - 510 } });
    await admin.mutate('mutation($id: ID!) { revertBatch(id: $id) { id } }', { id: done.batchId });
    for (let tries = 0; tries < 100 && (await summary()).netAmount.minor !== 2515; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await summary()).toMatchObject({ orderCount: 2, netAmount: { minor: 2515 } });
    expect((await admin.query(ORDER, { no: 'S2' })).orders.nodes[0].lines).toHaveLength(1);
  });

  it('fail whole where a customer is not known or the lines do not agree', async () => {
    const { checked } = await bring('orders', `${HEAD}X1,2026-03-06 10:00:00,C9,P2,毯子,3,10.00,GBP,商品\nX2,2026-03-06 10:00:00,C1,P2,毯子,3,10.00,GBP,商品\nX2,2026-03-06 10:00:00,C2,P2,毯子,3,10.00,GBP,商品\n`);
    expect(checked.failedCount).toBe(3);
    expect(checked.problems.map((one: { code: string }) => one.code).sort()).toEqual(['ORDER_MIXED', 'REFERENCE_UNKNOWN']);
  });

  it('tell by which category most was spent, and products are found by their ids', async () => {
    const { categories, products } = await admin.query('{ categories { id name } products(sort: CODE) { nodes { id code } } }');
    const idOf = (name: string): string => categories.find((one: { name: string }) => one.name === name).id;
    const LIST = 'query($f: CustomerFilter) { customers(filter: $f) { nodes { name } } }';
    const named = async (who: Client, topCategory: object): Promise<string[]> => (await who.query(LIST, { f: { topCategory } })).customers.nodes.map(({ name }: { name: string }) => name);
    expect(await named(admin, { in: [idOf('餐具')] })).toEqual(['甲客户']);
    expect(await named(admin, { in: [idOf('家纺')] })).toEqual([]);
    expect(await named(admin, { notIn: [idOf('家纺')] })).toContain('甲客户');
    expect(await named(admin, { isEmpty: false })).toEqual(['甲客户']);
    // Out of reach, and to whoever may not see what was bought, it tells nothing.
    expect(await named(await api.as('SALES_SOUTH'), { in: [idOf('餐具')] })).toEqual([]);
    const found = await admin.query('query($ids: [ID!]!) { products(filter: { id: { in: $ids } }) { nodes { code } } }', { ids: [products.nodes[1].id] });
    expect(found.products.nodes).toEqual([{ code: 'P2' }]);
  });

  it('refuse a sum over two currencies', async () => {
    await bring('orders', `${HEAD}E1,2026-03-06 10:00:00,C2,P2,毯子,1,10.00,GBP,商品\nE2,2026-03-07 10:00:00,C2,P2,毯子,1,10.00,EUR,商品\n`);
    const { customers } = await admin.query('{ customers(filter: { externalKey: { equals: "C2" } }) { nodes { summary { orderCount netAmount averageAmount currency } months { month } } } }');
    expect(customers.nodes[0]).toEqual({ summary: { orderCount: 2, netAmount: null, averageAmount: null, currency: null }, months: [] });
  });

  it('are found by the beginning of their number, and listed by every sort and filter', async () => {
    expect((await admin.query('{ search(text: "s1") { orders { title } } products(filter: { search: "bei" }) { nodes { name category { name } unitPrice } } categories { name } }'))).toMatchObject({ products: { nodes: [{ name: '杯子', category: { name: '餐具' }, unitPrice: { minor: 255, currency: 'GBP' } }] }, categories: [{ name: '家纺' }, { name: '餐具' }] });
    for (const sort of ['ORDERED_AT', 'AMOUNT', 'ORDER_NO']) expect((await admin.query(`{ orders(sort: ${sort}, order: ASC) { nodes { id } totalCount } }`)).orders.totalCount).toBe(6);
    for (const sort of ['CODE', 'NAME', 'UNIT_PRICE']) expect((await admin.query(`{ products(sort: ${sort}, order: DESC) { nodes { id } } }`)).products.nodes).toHaveLength(2);
    for (const filter of [{ kind: { in: ['REFUND'] } }, { amount: { max: -1 } }, { search: 'r1' }, { orderNo: { startsWith: 'R' } }]) expect((await admin.query('query($f: OrderFilter) { orders(filter: $f) { nodes { orderNo } } }', { f: filter })).orders.nodes).toEqual([{ orderNo: 'R1' }]);
    expect(await (await api.as('SALES_SOUTH')).query('{ orders { nodes { id } totalCount } }')).toEqual({ orders: { nodes: [], totalCount: 0 } });
  });
});
