import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { InterestPump } from '../interests/interest.pump';
import { RollupPump } from './refresh/rollup.pump';
import { SegmentRefresher } from './refresh/refresher';
import { RESTING } from './testing/behind';

const CUSTOMER = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id version } }';
const UPDATE = 'mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { id version } }';
const COUNT = 'query($definition: SegmentDefinitionInput!) { previewSegment(definition: $definition) { count { count } customers { id } } }';

interface Holder {
  query(text: string): Promise<unknown>;
  release(ends?: boolean): void;
}

jest.setTimeout(300_000);
let api: Api;
let marketer: Client;
let holder: Holder;
let count = 0;

beforeAll(async () => {
  api = await startApi();
  marketer = await api.as('MARKETER');
  holder = await api.db.connect();
});
afterAll(async () => {
  holder?.release(true);
  await api?.close();
});

const one = async <R extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<R | undefined> => (await api.db.query<R>(text, values)).rows[0];
const customer = async (input: object): Promise<string> => (await marketer.mutate(CUSTOMER, { input })).createCustomer.id;
const found = async (rule: object): Promise<string[]> => {
  const { previewSegment } = await marketer.query(COUNT, { definition: { rule } });
  expect(previewSegment.count.count).toBe(previewSegment.customers.length);
  return previewSegment.customers.map(({ id }: { id: string }) => id).sort();
};

/** Until nothing waits to be kept. */
async function kept(): Promise<void> {
  for (const end = Date.now() + 200_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
    await api.app.get(InterestPump, { strict: false }).drain();
    await api.app.get(RollupPump, { strict: false }).drain();
    if (!(await one('select 1 as there from rollup_due limit 1')) && !(await one('select 1 as there from interest_due limit 1'))) return;
  }
  throw new Error('Something is still to be kept');
}

/** Runs while everything that is written stays marked, and nothing of it is kept. */
async function whileWaiting<R>(run: () => Promise<R>): Promise<R> {
  await kept();
  await holder.query(`${RESTING.records}; ${RESTING.events}`);
  try {
    return await run();
  } finally {
    await holder.query(RESTING.noMore);
  }
}

async function ordered(customerId: string, productId: string, day: string, minor: number): Promise<void> {
  await api.write(`with o as (insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, external_source, external_key) values (gen_random_uuid(), $5, $4, $3::date + time '04:00', $3::date, $1, $2, 'CNY', 'spec', $5) returning id)
    insert into order_line (id, order_id, line_no, product_id, quantity, unit_price_minor, amount_minor, currency) select gen_random_uuid(), o.id, 1, $6, 1, $2, $2, 'CNY' from o`, [customerId, minor, day, minor < 0 ? 'REFUND' : 'SALE', `R-${(count += 1)}`, productId]);
  await api.write('select refresh_customer_summary(array[$1::uuid])', [customerId]);
}

async function goods(): Promise<{ product: string; categories: [string, string] }> {
  const row = await one<{ product: string; first: string; second: string }>('select gen_random_uuid() as product, gen_random_uuid() as first, gen_random_uuid() as second');
  const { product, first, second } = row!;
  await api.write('insert into product_category (id, name) select x, x::text from unnest($1::uuid[]) x', [[first, second]]);
  await api.write('insert into product (id, code, name, category_id) values ($1, $3, $3, $2)', [product, first, `RP-${(count += 1)}`]);
  return { product, categories: [first, second] };
}

describe('what segments are counted from', () => {
  it('tells of a customer, a moment later, what the wide tables tell', async () => {
    const { product, categories } = await goods();
    const id = await customer({ name: '窄甲', city: 'Narrow', gender: 'FEMALE', phone: '13900004711' });
    await ordered(id, product, '2026-02-03', 500);
    await ordered(id, product, '2026-03-05', 700);
    await ordered(id, product, '2026-03-05', 900);
    await ordered(id, product, '2026-04-01', -200);
    await kept();
    expect(await one('select city, gender, has_phone, has_email, order_count, net_minor::int, last_order_on::text from customer_trait where customer_id = $1', [id])).toEqual({ city: 'Narrow', gender: 'FEMALE', has_phone: true, has_email: false, order_count: 3, net_minor: 1_900, last_order_on: '2026-03-05' });
    expect(await one('select sale_days::text[], refund_days::text[], refund_sums::int[], sale_sums[1]::int as first, sale_sums[3]::int as last from order_days where customer_id = $1', [id])).toEqual({ sale_days: ['2026-02-03', '2026-03-05', '2026-03-05'], refund_days: ['2026-04-01'], refund_sums: [-200], first: 500, last: 2_100 });
    expect(await one('select category_id, sales, refunds, sale_minor::int, refund_minor::int, first_on::text, last_on::text from category_sum where customer_id = $1', [id])).toEqual({ category_id: categories[0], sales: 3, refunds: 1, sale_minor: 2_100, refund_minor: -200, first_on: '2026-02-03', last_on: '2026-03-05' });
    expect(await found({ all: [{ customer: { city: { equals: 'Narrow' } } }, { orders: { within: { from: '2026-03-05', to: '2026-04-30' }, measure: 'NET_AMOUNT', is: { min: 1_400, max: 1_400 } } }] })).toEqual([id]);
    expect((await api.app.get(SegmentRefresher, { strict: false }).around()).kept).toEqual({ records: true, events: true });
  });

  it('is asked of the tables themselves while a customer waits', async () => {
    const city = 'Waits';
    const stays = await customer({ name: '窄乙', city });
    await whileWaiting(async () => {
      const comes = await customer({ name: '窄丙', city });
      const version = (await one<{ version: number }>('select version from customer where id = $1', [stays]))!.version;
      expect(await found({ customer: { city: { equals: city } } })).toEqual([stays, comes].sort());
      await marketer.mutate(UPDATE, { id: stays, v: version, i: { city: 'Elsewhere' } });
      expect((await one<{ n: number }>('select count(*)::int as n from rollup_due'))!.n).toBeGreaterThan(1);
      expect(await one('select city from customer_trait where customer_id = $1', [stays])).toEqual({ city });
      expect(await found({ customer: { city: { equals: city } } })).toEqual([comes]);
    });
    await kept();
    expect(await one('select city from customer_trait where customer_id = $1', [stays])).toEqual({ city: 'Elsewhere' });
  });

  it('follows a product into another category', async () => {
    const { product, categories: [before, after] } = await goods();
    const id = await customer({ name: '窄丁', city: 'Category' });
    await ordered(id, product, '2026-05-01', 300);
    await whileWaiting(async () => {
      expect(await found({ orders: { categoryIds: [before] } })).toEqual([id]);
      await api.write('update product set category_id = $2, version = version + 1 where id = $1', [product, after]);
      expect(await found({ orders: { categoryIds: [before] } })).toEqual([]);
      expect(await found({ orders: { categoryIds: [after] } })).toEqual([id]);
    });
    await kept();
    expect(await found({ orders: { categoryIds: [before] } })).toEqual([]);
    expect(await found({ orders: { categoryIds: [after], measure: 'NET_AMOUNT', is: { min: 300 } } })).toEqual([id]);
  });

  it('knows events by names that were never told before', async () => {
    const id = await customer({ name: '窄戊', city: 'Events' });
    const told = (name: string): Promise<void> => api.write(`insert into behaviour_event (id, occurred_at, customer_id, name) values (gen_random_uuid(), now() - interval '20 days', $1, $2)`, [id, name]);
    await told('CART');
    await told('NEVER_TOLD');
    await api.write('insert into interest_due (customer_id) values ($1)', [id]);
    await kept();
    const row = await one<{ n: number; known: number }>(`select cardinality(moments) as n, (select count(*)::int from event_code where name = 'NEVER_TOLD') as known from event_times where customer_id = $1`, [id]);
    expect(row).toEqual({ n: 2, known: 1 });
    const rule = { all: [{ customer: { city: { equals: 'Events' } } }, { events: { names: ['CART'], within: { last: 60 }, count: { min: 1, max: 1 } } }] };
    expect(await found(rule)).toEqual([id]);
    await whileWaiting(async () => {
      await told('CART');
      await api.write('insert into interest_due (customer_ids) values (array[$1::uuid])', [id]);
      expect(await found(rule)).toEqual([]);
    });
  });

  it('holds nothing of customers who are archived or gone', async () => {
    const [archived, gone] = [await customer({ name: '窄己', city: 'Gone' }), await customer({ name: '窄庚', city: 'Gone' })];
    await kept();
    await marketer.mutate('mutation($id: ID!) { archiveCustomer(id: $id) { id } }', { id: archived });
    await api.write('delete from customer where id = $1', [gone]);
    expect(await one('select 1 as there from customer_trait where customer_id = $1', [gone])).toBeUndefined();
    expect(await found({ customer: { city: { equals: 'Gone' } } })).toEqual([]);
    await kept();
    expect(await one('select 1 as there from customer_trait where customer_id = any($1::uuid[])', [[archived, gone]])).toBeUndefined();
  });
});
