import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { averageAmount, categoryShares, gapMedianDays, netAmount, orderCount, refundCount, type CategoryAmount, type Purchase } from '@dossier/metrics';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { FixedClock } from '@dossier/kernel/time';
import { readFileSync } from 'node:fs';
import { printedFigures } from '../src/figures';
import { bringDemo } from '../src/seed';
import { mailOf } from '../src/seed/demo.company';
import { shifted, shiftTo } from '../src/seed/demo.dates';
import { demoProducts } from '../src/seed/demo.products';
import { retailOrders, type RetailOrder } from '../src/seed/retail.reading';
import { amountOf } from '../src/seed/retail.figures';
import { loadRetail } from '../src/seed/retail.set';

const TODAY = '2026-11-22';
const PASSWORD = 'a quiet harbour of numbers';
const LIST = 'query($after: String) { customers(first: 200, after: $after, sort: ARCHIVE_NO, order: ASC) { nodes { id externalKey } pageInfo { hasNextPage endCursor } } }';
const RECORD = `query($id: ID!) { customer(id: $id) { externalKey summary {
  orderCount refundCount netAmount averageAmount firstOrderOn lastOrderOn gapMedianDays topCategories { name share amount } } } }`;
const ORDERS = `query($after: String) { orders(first: 200, after: $after, sort: ORDER_NO, order: ASC) {
  nodes { orderNo kind customerId amount lineCount } pageInfo { hasNextPage endCursor } } }`;

/** What the record page must show, summed from the file alone. */
interface Expected {
  purchases: Purchase[];
  categories: CategoryAmount[];
}

const orders: RetailOrder[] = [...retailOrders(loadRetail())];
const days = shiftTo(TODAY);

function expectedByCustomer(): Map<string, Expected> {
  const categoryOfCode = new Map(demoProducts(orders).map(({ code, category }) => [code, category]));
  const byCustomer = new Map<string, Expected>();
  for (const order of orders) {
    if (order.customer === '') continue;
    const one = byCustomer.get(order.customer) ?? { purchases: [], categories: [] };
    byCustomer.set(order.customer, one);
    one.purchases.push({ kind: order.kind, day: shifted(order.at, days).slice(0, 10), amount: amountOf(order) });
    for (const line of order.lines) {
      if (line.kind === 'PRODUCT') one.categories.push({ category: categoryOfCode.get(line.code) ?? '', amount: line.amountPence });
    }
  }
  return byCustomer;
}

function expectedRecord({ purchases, categories }: Expected): Comparable {
  const sales = purchases.filter(({ kind }) => kind === 'SALE').map(({ day }) => day).sort();
  const net = netAmount(purchases);
  return {
    orderCount: orderCount(purchases), refundCount: refundCount(purchases), netAmount: { minor: net, currency: 'GBP' },
    averageAmount: averageAmount(net, orderCount(purchases)), firstOrderOn: sales[0] ?? null, lastOrderOn: sales.at(-1) ?? null,
    gapMedianDays: gapMedianDays(purchases),
    topCategories: categoryShares(categories).slice(0, 5).map(({ amount, share }) => [amount, rounded(share)]),
  };
}

type Comparable = Record<string, unknown>;

interface Shown {
  orderCount: number;
  refundCount: number;
  netAmount: unknown;
  averageAmount: { minor: number } | null;
  firstOrderOn: string | null;
  lastOrderOn: string | null;
  gapMedianDays: number | null;
  topCategories: { share: number; amount: { minor: number } }[];
}

const shownRecord = (shown: Shown): Comparable => ({
  ...shown, averageAmount: shown.averageAmount?.minor ?? null,
  topCategories: shown.topCategories.map(({ amount, share }) => [amount.minor, rounded(share)]),
});

interface Paged<T> {
  nodes: T[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

async function everyPage<T>(client: Client, document: string, field: string): Promise<T[]> {
  const all: T[] = [];
  for (let after: string | null = null; ; ) {
    const page: Paged<T> = (await client.query(document, { after }))[field];
    all.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return all;
    after = page.pageInfo.endCursor;
  }
}

describe('the real set in the product', () => {
  let api: Api;
  let admin: Client;

  beforeAll(async () => {
    api = await startApi({ clock: new FixedClock(TODAY), password: PASSWORD });
    await bringDemo(api.app, { size: 'full', password: PASSWORD });
    admin = await api.as(mailOf('admin'));
  }, 900_000);

  afterAll(() => api?.close());

  it('shows on the record page of every customer what the file sums up to', async () => {
    const expected = expectedByCustomer();
    const all = await everyPage<{ id: string; externalKey: string | null }>(admin, LIST, 'customers');
    // Beside those of the set stand the prospects of the demo's leads, who bear no number of it; one of them has the telephone of a customer.
    const ids = all.filter(({ externalKey }) => externalKey !== null).map(({ id }) => id);
    expect([ids.length, all.length - ids.length]).toEqual([4372, 479]);
    const wrong: unknown[] = [];
    for (const id of ids) {
      const { customer } = await admin.query(RECORD, { id });
      const one = expected.get(customer.externalKey);
      const [shown, wanted] = [JSON.stringify(sorted(shownRecord(customer.summary))), one ? JSON.stringify(sorted(expectedRecord(one))) : 'nobody'];
      if (shown !== wanted) wrong.push({ customer: customer.externalKey, shown, wanted });
      expected.delete(customer.externalKey);
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect([...expected.keys()]).toEqual([]);
  }, 300_000);

  it('holds every order, guests and cancellations included', async () => {
    const shown = await everyPage<{ orderNo: string; kind: string; customerId: string | null; amount: { minor: number }; lineCount: number }>(admin, ORDERS, 'orders');
    const line = (no: string, kind: string, guest: boolean, minor: number, lines: number) => `${no} ${kind} ${guest ? 'guest' : 'known'} ${minor} ${lines}`;
    const inProduct = shown.map((order) => line(order.orderNo, order.kind, order.customerId === null, order.amount.minor, order.lineCount)).sort();
    const inFile = orders.map((order) => line(order.invoice, order.kind, order.customer === '', amountOf(order), order.lines.length)).sort();
    expect(inProduct.length).toBe(25_900);
    expect(inProduct.filter((text, at) => text !== inFile[at]).slice(0, 5)).toEqual([]);
  });

  it('holds every line with its pieces, its amount and its kind', async () => {
    const { rows } = await api.db.query<{ kind: string; lines: string; pieces: string; minor: string }>(
      `select kind, count(*) as lines, sum(quantity)::bigint as pieces, sum(amount_minor) as minor from order_line group by kind order by kind`);
    const sums = new Map<string, [number, number, number]>();
    for (const line of orders.flatMap((order) => order.lines)) {
      const [lines, pieces, minor] = sums.get(line.kind) ?? [0, 0, 0];
      sums.set(line.kind, [lines + 1, pieces + line.quantity, minor + line.amountPence]);
    }
    expect(rows.map(({ kind, lines, pieces, minor }) => [kind, Number(lines), Number(pieces), Number(minor)]))
      .toEqual([['FEE', ...(sums.get('FEE') ?? [])], ['PRODUCT', ...(sums.get('PRODUCT') ?? [])]]);
  });

  it('gives the published totals from its own tables', async () => {
    const { rows } = await api.db.query(`
      select count(distinct o.customer_id)::int as customers, count(distinct o.id)::int as invoices, sum(l.amount_minor)::bigint as minor
      from order_line l join sales_order o on o.id = l.order_id
      where o.customer_id is not null and o.kind = 'SALE' and l.quantity > 0 and l.unit_price_minor > 0`);
    expect({ ...rows[0], minor: Number(rows[0].minor) }).toEqual({ customers: 4338, invoices: 18_532, minor: 891_140_790 });
  });
});

/** To four places, half up as the database does it: halves that a double puts a hair below are halves. */
const rounded = (share: number): number => Math.round(share * 10_000 + 1e-6);

const sorted = (record: Record<string, unknown>): unknown[] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

describe('the printed figures', () => {
  it('are those of docs/figures.md', () => {
    const page = readFileSync('docs/figures.md', 'utf8');
    const printed = printedFigures();
    expect(/```figures\n([\s\S]*?)\n```/.exec(page)?.[1]?.split('\n')).toEqual(printed);
    expect(printed).toContain('retail.clean_customers 4338 customers n=397884');
    expect(printed).toContain('retail.clean_revenue 8911407.90 GBP n=397884');
  });
});
