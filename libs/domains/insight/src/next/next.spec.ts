import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { chanceOf } from '@dossier/metrics';
import { modelsRest } from '../models/models.given';
import { SeasonTime, dayOf, numberOf, seasonOf } from './need.time';

const FIT = 'mutation($k: ModelKind!) { fitModel(kind: $k) { id } }';
const LATEST = 'query($k: ModelKind!) { model(kind: $k) { latest { id state card } } }';
const PUBLISH = 'mutation($id: ID!) { publishModelVersion(id: $id) { id state } }';
const NEED = 'status lack found needed purchases regular expectedOn earliestOn latestOn within30 within60 within90 categories { name share } asOf';
const RECORD = `query($id: ID!) { customer(id: $id) { id nextNeed { ${NEED} } } }`;
const LIST = 'query($f: CustomerFilter, $s: CustomerSort, $o: SortOrder) { customers(filter: $f, sort: $s, order: $o, first: 200) { nodes { id nextNeed { expectedOn within30 } } totalCount } }';
const BUYERS = 'query($c: ID, $p: ID, $n: Int! = 500, $m: Boolean! = false) { likelyBuyers(categoryId: $c, productId: $p, size: $n, forMarketing: $m) { status candidates isExact size control expected expectedLow expectedHigh revenue buyers { customerId propensity reasons customer { id } } } }';
const MAKE = 'mutation($i: LikelyBuyersInput!) { createLikelyBuyers(input: $i) { segmentId controlId contacted control } }';
const NOWHERE = '00000000-0000-7000-8000-00000000dead';
const PEOPLE = 400;
const CATEGORIES = ['茶叶', '杯具', '毯子', '灯具'];

let api: Api;
let admin: Client;
let sales: Client;
const category: string[] = [];
const product: string[] = [];
const people: string[] = [];

const done = async (kind: string): Promise<{ id: string; state: string; card: { used: number; parameters: { key: string; value: number | null }[]; lack: { found: number; needed: number } | null } }> => {
  for (const end = Date.now() + 240_000; Date.now() < end; await new Promise((next) => setTimeout(next, 150))) {
    const { latest } = (await admin.query(LATEST, { k: kind })).model;
    if (latest && latest.state !== 'FITTING') return latest;
  }
  throw new Error(`The fit of ${kind} does not end`);
};
const publish = async (kind: string, isThere: () => Promise<boolean>): Promise<void> => {
  await admin.mutate(FIT, { k: kind });
  const { id, state } = await done(kind);
  expect(state).toBe('FITTED');
  await admin.mutate(PUBLISH, { id });
  for (const end = Date.now() + 240_000; Date.now() < end; await new Promise((next) => setTimeout(next, 150))) if (await isThere()) return;
  throw new Error(`The scores of ${kind} do not come`);
};
const rows = async (sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> => (await api.db.query(sql, [...values])).rows;
const need = async (id: string, who: Client = admin) => (await who.query(RECORD, { id })).customer.nextNeed;

/** Customers over a year: half buy every four weeks and stay with their category, half by chance; the last ones too little to tell of. */
async function trade(): Promise<void> {
  const chance = chanceOf(2026);
  const orders: unknown[][] = [];
  for (let at = 0; at < PEOPLE; at += 1) {
    const own = at % 4;
    const regular = at % 2 === 0;
    for (let day = 360 - Math.floor(chance.even() * 30); day > 0; day -= regular ? 25 + Math.floor(chance.even() * 7) : 5 + Math.floor(-Math.log(1 - chance.even()) * 60)) {
      orders.push([people[at], day, product[(chance.even() < 0.8 ? own : Math.floor(chance.even() * 4)) + 4 * Math.floor(chance.even() * 2)]]);
    }
  }
  orders.push([people[PEOPLE], 100, product[0]], [people[PEOPLE + 1], 20, product[0]], [people[PEOPLE + 1], 3, product[0]]);
  await api.write(
    `with given as (select gen_random_uuid() as id, (e->>0)::uuid as customer_id, (e->>1)::int as days, (e->>2)::uuid as product_id from jsonb_array_elements($1::jsonb) e),
      sold as (insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, line_count, external_source, external_key, owner_id, team_id)
        select g.id, g.id::text, 'SALE', (company_today() - g.days) + time '04:00', company_today() - g.days, g.customer_id, 1000, 'CNY', 1, 'spec', g.id::text, c.owner_id, c.team_id from given g join customer c on c.id = g.customer_id returning id)
    insert into order_line (id, order_id, line_no, product_id, product_code, product_name, quantity, unit_price_minor, amount_minor, currency)
      select gen_random_uuid(), g.id, 1, g.product_id, 'x', 'x', 1, 1000, 1000, 'CNY' from given g`, [JSON.stringify(orders)]);
  await api.write('select refresh_customer_summary($1::uuid[])', [people]);
}

beforeAll(async () => {
  api = await startApi();
  [admin, sales] = [await api.as('ADMIN'), await api.as('SALES')];
  for (const name of CATEGORIES) await api.write('insert into product_category (id, name) values ($1, $2)', [(category[category.length] = randomUUID()), name]);
  for (let at = 0; at < 8; at += 1) await api.write('insert into product (id, code, name, category_id) values ($1, $2::text, $2::text, $3)', [(product[at] = randomUUID()), `N${at}`, category[at % 4]]);
  const made = (await admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: '模板客户' } })).createCustomer.id;
  const mine = (await sales.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: '销售的客户' } })).createCustomer.id;
  people.push(...Array.from({ length: PEOPLE + 2 }, () => randomUUID()));
  await api.write(`insert into customer (id, archive_no, kind, name, name_key, owner_id, team_id) select x.id, 'N-' || x.at, 'PERSON', '客户' || x.at, 'kehu', c.owner_id, c.team_id
    from unnest($1::uuid[]) with ordinality x(id, at) join customer c on c.id = case when x.at <= 40 then $3::uuid else $2::uuid end`, [people, made, mine]);
  await trade();
  await publish('RECOMMENDATION', async () => (await rows('select 1 from product_neighbour limit 1')).length > 0);
  await publish('NEED', async () => (await rows('select count(*)::int as n from customer_next'))[0]!['n'] === PEOPLE + 2);
}, 600_000);
afterAll(() => api?.close());

describe('the next need', () => {
  it('tells of who buys in a rhythm when they come next, within which window, and what', async () => {
    const found = await need(people[0]!);
    expect(found).toMatchObject({ status: 'OK', regular: true, lack: null });
    expect(found.earliestOn <= found.expectedOn && found.expectedOn <= found.latestOn).toBe(true);
    expect(numberOf(found.expectedOn) - numberOf(found.asOf)).toBeLessThanOrEqual(32);
    expect(0 <= found.within30 && found.within30 <= found.within60 && found.within60 <= found.within90 && found.within90 <= 1).toBe(true);
    expect(found.categories).toHaveLength(3);
    expect(found.categories[0]).toMatchObject({ name: '茶叶' });
    expect(found.categories[0].share).toBeGreaterThan(0.5);
  });

  it('tells which products are due again, and under the retail pack which brands they keep to', async () => {
    const WITH = 'query($id: ID!) { customer(id: $id) { nextNeed { replenishments { productId lastOn dueOn buyers } brands { brand share } } } }';
    await api.write('update product set brand = $1 where id = $2', ['山野', product[0]]);
    await api.write('update product set brand = $1 where id = $2', ['晴川', product[4]]);
    const of = async () => (await admin.query(WITH, { id: people[0] })).customer.nextNeed;
    const { replenishments, brands } = await of();
    expect(brands).toEqual([]);
    const [first] = replenishments;
    const [bought] = await rows('select max(o.ordered_on)::text as last from sales_order o join order_line l on l.order_id = o.id where o.customer_id = $1 and l.product_id = $2', [people[0], first.productId]);
    const [pace] = await rows('select gap_days::float8 as gap, repeat_buyers from product_pace where product_id = $1', [first.productId]);
    expect([first.lastOn, first.buyers, numberOf(first.dueOn) - numberOf(first.lastOn)]).toEqual([bought!['last'], pace!['repeat_buyers'], Math.round(Number(pace!['gap']))]);
    await admin.mutate('mutation { applyPack(code: RETAIL) { applied } }');
    const shares = (await of()).brands as { brand: string; share: number }[];
    expect(shares.map(({ brand }) => brand).sort()).toEqual(['山野', '晴川'].sort());
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('says of what there is too little, and tells no number: under two purchases, and under six weeks', async () => {
    expect(await need(people[PEOPLE]!)).toMatchObject({ status: 'REFUSED', lack: 'PURCHASES', found: 1, needed: 2, expectedOn: null, earliestOn: null, latestOn: null, within30: null, within90: null, categories: [] });
    expect(await need(people[PEOPLE + 1]!)).toMatchObject({ status: 'REFUSED', lack: 'DAYS', needed: 42, expectedOn: null, within30: null, categories: [] });
  });

  it('is judged on past quarters: eight of ten come within the window, and the categories beat the most popular ones', async () => {
    const { card } = await done('NEED');
    const figure = (key: string): number => card.parameters.find((one) => one.key === key)!.value!;
    expect(figure('window')).toBeGreaterThan(0.7);
    expect(figure('window')).toBeLessThan(0.9);
    expect(figure('category')).toBeGreaterThanOrEqual(figure('popular'));
    expect(card.parameters.filter(({ key }) => /^window\.\d/.test(key)).length).toBeGreaterThanOrEqual(2);
  });

  it('is a filter and a sort of the list, and closed to whoever may not see it', async () => {
    const soon = (await admin.query(LIST, { f: { nextPurchaseOn: { next: 30 } }, s: 'NEXT_PURCHASE_ON' })).customers;
    expect(soon.totalCount).toBeGreaterThan(100);
    const days = soon.nodes.map(({ nextNeed }: { nextNeed: { expectedOn: string } }) => nextNeed.expectedOn);
    expect(days).toEqual([...days].sort());
    const likely = (await admin.query(LIST, { f: { nextWithin30: { min: 0.6 }, nextCategory: { in: [category[1]] } }, s: 'NEXT_WITHIN_30', o: 'DESC' })).customers;
    expect(likely.nodes.every(({ nextNeed }: { nextNeed: { within30: number } }) => nextNeed.within30 >= 0.6)).toBe(true);
    const sellers = (await sales.query(LIST, { f: { nextPurchaseOn: { next: 365 } } })).customers.nodes.map(({ id }: { id: string }) => id);
    expect(sellers.every((id: string) => people.slice(0, 40).includes(id))).toBe(true);
    expect((await need(people[0]!, sales)).status).toBe('OK');
    const auditor = await api.as('AUDITOR');
    expect(await auditor.refusal(LIST, { f: { nextWithin30: { min: 0.1 } } })).toBe('UNKNOWN_NAME');
    expect(await auditor.refusal(LIST, { f: { nextCategory: { in: [category[0]] } } })).toBe('UNKNOWN_NAME');
    expect((await auditor.query('{ customers(first: 5) { nodes { nextNeed { within30 } } } }')).customers.nodes.every(({ nextNeed }: { nextNeed: unknown }) => nextNeed === null)).toBe(true);
  });
});

describe('who would buy', () => {
  it('is a list of customers, the likeliest first, with what may be expected of them', async () => {
    const { likelyBuyers: found } = await admin.query(BUYERS, { c: category[2] });
    expect(found).toMatchObject({ status: 'OK', isExact: true });
    const given = found.buyers.map(({ propensity }: { propensity: number }) => propensity);
    expect(given).toEqual([...given].sort((a: number, b: number) => b - a));
    expect(found.buyers[0].customer.id).toBe(found.buyers[0].customerId);
    expect(found.buyers[0].reasons).toContain('OWN_CATEGORY');
    expect(found.expectedLow <= found.expected && found.expected <= found.expectedHigh && found.expectedHigh <= found.size - found.control).toBe(true);
    expect(found.control / found.size).toBeGreaterThan(0.02);
    expect(found.control / found.size).toBeLessThan(0.2);
    expect(found.revenue.currency).toBe('CNY');
  });

  it('of a product leaves out nobody who buys it again and again, and moves up who has what goes with it', async () => {
    const { likelyBuyers: found } = await admin.query(BUYERS, { p: product[2] });
    expect(found.buyers.length).toBe(50);
    expect(found.expected).toBeLessThan((await admin.query(BUYERS, { c: category[2] })).likelyBuyers.expected);
    expect(found.buyers.some(({ reasons }: { reasons: string[] }) => reasons.includes('BOUGHT_BEFORE'))).toBe(true);
  });

  it('becomes a segment and a control group, drawn the same way each time and never overlapping', async () => {
    const { createLikelyBuyers: made } = await admin.mutate(MAKE, { i: { name: '毯子买家', categoryId: category[2], size: 200, forMarketing: false } });
    const { likelyBuyers } = await admin.query(BUYERS, { c: category[2], n: 200 });
    expect([made.control, made.contacted + made.control]).toEqual([likelyBuyers.control, 200]);
    const members = async (id: string): Promise<string[]> => (await admin.query('query($f: CustomerFilter) { customers(filter: $f, first: 200) { nodes { id } } }', { f: { segments: { in: [id] } } })).customers.nodes.map((one: { id: string }) => one.id);
    const [contacted, control] = [await members(made.segmentId), await members(made.controlId)];
    expect([contacted.length, control.length]).toEqual([made.contacted, made.control]);
    expect(control.filter((id) => contacted.includes(id))).toEqual([]);
  });

  it('is found within reach alone, of those who may be used for marketing, and refused without the words', async () => {
    const { likelyBuyers: own } = await sales.query(BUYERS, { c: category[0] });
    expect(own.buyers.every(({ customerId }: { customerId: string }) => people.slice(0, 40).includes(customerId))).toBe(true);
    expect(own.candidates).toBeLessThanOrEqual(40);
    expect((await admin.query(BUYERS, { c: category[0], m: true })).likelyBuyers).toMatchObject({ status: 'REFUSED', candidates: 0, expected: 0 });
    expect(await admin.refusal(MAKE, { i: { name: '无人', categoryId: category[0], size: 100, forMarketing: true } })).toBe('NOBODY_LIKELY');
    expect(await (await api.as('AUDITOR')).refusal(BUYERS, { c: category[0] })).toBe('FORBIDDEN');
    expect(await sales.refusal(MAKE, { i: { name: '不行', categoryId: category[0], size: 100 } })).toBe('FORBIDDEN');
    expect(await admin.refusal(BUYERS, { c: NOWHERE })).toBe('NOT_FOUND');
    expect(await admin.refusal(BUYERS, { p: NOWHERE })).toBe('NOT_FOUND');
    expect(await admin.refusal(BUYERS, {})).toBe('INVALID_INPUT');
    expect(await admin.refusal(BUYERS, { c: category[0], p: product[0] })).toBe('INVALID_INPUT');
  });
});

describe('the watch over recommendations', () => {
  const CHECK = 'mutation { checkModel(kind: RECOMMENDATION) { jobId } }';
  const WATCH = 'query { model(kind: RECOMMENDATION) { health isFallback lastCheck { psi gap reliability } } }';
  const look = async () => {
    await admin.mutate(CHECK);
    await modelsRest(api);
    return (await admin.query(WATCH)).model;
  };
  const refit = (sql: string, values: readonly unknown[] = []): Promise<unknown> => api.write(`update model_version set fit = ${sql} where kind = 'RECOMMENDATION' and state = 'PUBLISHED'`, [...values]);

  it('compares what is bought and how often it hits with what was at fitting', async () => {
    const { health, isFallback, lastCheck } = await look();
    expect([health, isFallback]).toEqual(['GREEN', false]);
    expect(lastCheck.psi).toBeCloseTo(0, 9);
    expect(lastCheck.gap).toBeCloseTo(0, 9);
    expect(lastCheck.reliability.n).toBeGreaterThan(50);
  });

  it('shows what most buy where it falls short, and comes back', async () => {
    const [kept] = await rows(`select fit from model_version where kind = 'RECOMMENDATION' and state = 'PUBLISHED'`);
    await refit(`jsonb_set(fit, '{hits}', '1.5')`);
    const short = await look();
    expect([short.health, short.isFallback, short.lastCheck.gap < -0.05]).toEqual(['AMBER', true, true]);
    expect(await rows('select 1 from product_neighbour limit 1')).toEqual([]);
    expect(await rows('select 1 from product_popularity limit 1')).toHaveLength(1);
    await refit('$1::jsonb', [JSON.stringify(kept!['fit'])]);
    expect(await look()).toMatchObject({ health: 'GREEN', isFallback: false });
    expect(await rows('select 1 from product_neighbour limit 1')).toHaveLength(1);
  });

  it('turns amber too where other products are bought than at fitting', async () => {
    await refit(`jsonb_set(fit, '{popularity,shares}', (select jsonb_agg(case when at = 1 then 0.9 else 0.1 / (jsonb_array_length(fit->'popularity'->'shares') - 1) end) from jsonb_array_elements(fit->'popularity'->'shares') with ordinality e(v, at)))`);
    const moved = await look();
    expect([moved.health, moved.lastCheck.psi > 0.2]).toEqual(['AMBER', true]);
  });
});

describe('days by season', () => {
  it('are days of the calendar where every month is alike, and turned round they are the same day', () => {
    const first = numberOf('2025-01-01');
    const time = new SeasonTime(new Array<number>(12).fill(1), first, first + 400);
    expect(time.at(first + 40) - time.at(first + 10)).toBeCloseTo(30, 9);
    for (const ahead of [1, 59, 400, 1_499, 2_000]) expect(time.day(time.at(first + ahead))).toBe(first + ahead);
    expect(dayOf(first)).toBe('2025-01-01');
    const two = Array.from({ length: 900 }, (_, at) => first + at).flatMap((day) => (dayOf(day).slice(5, 7) === '12' ? [day, day, day] : [day]));
    const { index, months } = seasonOf(Int32Array.from(two), first + 899);
    expect(months).toBeGreaterThanOrEqual(24);
    expect(index[11]).toBeGreaterThan(2);
  });
});
