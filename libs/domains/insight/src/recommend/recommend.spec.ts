import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { RecommendationArm, RecommendationReason } from '@dossier/vocabulary/insight-enums';
import { armOf, choose, reasonOf, type Candidate } from './recommend.rules';

const RECOMMEND = 'mutation($c: ID!, $s: String!, $n: Int! = 5) { recommend(customerId: $c, slot: $s, first: $n) { state arm servedOn items { productId code reason because { name } topic { name } gapDays buyers } } }';
const CONSENT = 'mutation($id: ID!, $i: ConsentInput!) { recordConsent(customerId: $id, input: $i) { id } }';
const REPORT = 'query($s: String!, $from: Day, $to: Day, $d: Int! = 14) { recommendationReport(slot: $s, from: $from, to: $to, days: $d) { arms { arm customers exposures buyers rate low high } uplift upliftLow upliftHigh found needed coverage gini } }';
const NOWHERE = '00000000-0000-7000-8000-00000000dead';
const CATEGORIES = ['茶', '杯', '毯', '灯'];

let api: Api;
let admin: Client;
let sales: Client;
const category: Record<string, string> = {};
const product: Record<string, string> = {};

interface Item { code: string; reason: string; because: { name: string } | null; topic: { name: string } | null; gapDays: number | null }
const made = async (who: Client, name: string, more: object = {}): Promise<string> => (await who.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name, ...more } })).createCustomer.id;
/** A place at which this customer stands in the arm that is wanted. */
const placeFor = (id: string, arm: RecommendationArm): string => Array.from({ length: 2_000 }, (_, at) => `place-${at}`).find((slot) => armOf(slot, id) === arm)!;
const shown = async (id: string, { who = admin, slot = placeFor(id, RecommendationArm.MODEL), first = 10 } = {}): Promise<Item[]> => (await who.mutate(RECOMMEND, { c: id, s: slot, n: first })).recommend.items;
const codes = async (id: string, first = 10): Promise<string[]> => (await shown(id, { first })).map(({ code }) => code);

async function order(customerId: string, code: string, { days = 5, kind = 'SALE', quantity = 1 } = {}): Promise<void> {
  const id = randomUUID();
  await api.write(`insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, line_count, external_source, external_key, owner_id, team_id)
    select $1::uuid, $5::text, $2, now() - make_interval(days => $3), company_today() - $3, $4, 100, 'CNY', 1, 'spec', $5::text, owner_id, team_id from customer where id = $4`, [id, kind, days, customerId, id]);
  await api.write(`insert into order_line (id, order_id, line_no, product_id, product_code, product_name, quantity, unit_price_minor, amount_minor, currency)
    values (gen_random_uuid(), $1, 1, $2, $3::text, $3::text, $4, 100, 100, 'CNY')`, [id, product[code], code, quantity]);
}

beforeAll(async () => {
  api = await startApi();
  [admin, sales] = [await api.as('ADMIN'), await api.as('SALES')];
  for (const name of CATEGORIES) await api.write('insert into product_category (id, name) values ($1, $2)', [(category[name] = randomUUID()), name]);
  // Twelve products, three a category; the first is bought most.
  for (let at = 0; at < 12; at += 1) {
    const code = `P${at}`;
    await api.write('insert into product (id, code, name, category_id) values ($1, $2, $2, $3)', [(product[code] = randomUUID()), code, category[CATEGORIES[at % 4]!]]);
    await api.write(`insert into product_popularity (segment, product_id, buyers) values ('', $1, $2)`, [product[code], 100 - at]);
    await api.write('insert into product_pace (product_id, buyers, repeat_buyers, gap_days) values ($1, $2, $3, $4)', [product[code], 100 - at, code === 'P8' ? 60 : 2, code === 'P8' ? 30 : null]);
  }
  for (const [from, to, weight] of [['P0', 'P5', 0.9], ['P0', 'P6', 0.6], ['P0', 'P7', 0.3], ['P5', 'P6', 0.2]] as const) {
    await api.write('insert into product_neighbour (product_id, neighbour_id, weight) values ($1, $2, $3)', [product[from], product[to], weight]);
  }
});
afterAll(() => api?.close());

describe('what a customer is recommended', () => {
  it('is what goes with their own purchases, each with its reason, and then what most buy', async () => {
    const id = await made(admin, '买家');
    await order(id, 'P0');
    const items = await shown(id);
    expect(items.slice(0, 3).map(({ code, reason, because }) => [code, reason, because?.name])).toEqual([['P5', 'BOUGHT_TOGETHER', 'P0'], ['P6', 'BOUGHT_TOGETHER', 'P0'], ['P7', 'BOUGHT_TOGETHER', 'P0']]);
    expect(items[3]).toMatchObject({ code: 'P1', reason: 'POPULAR', because: null });
  });

  it('is never what they own, unless it is bought again and again and due', async () => {
    const id = await made(admin, '拥有');
    await order(id, 'P0');
    await order(id, 'P8', { days: 5 });
    expect(await codes(id)).not.toContain('P0');
    expect(await codes(id)).not.toContain('P8');
    const due = await made(admin, '该补货');
    await order(due, 'P8', { days: 26 });
    expect((await shown(due))[0]).toMatchObject({ code: 'P8', reason: 'DUE_AGAIN', gapDays: 30 });
  });

  it('is never what they gave back, even when it would be due', async () => {
    const id = await made(admin, '退货');
    await order(id, 'P0', { days: 60 });
    await order(id, 'P8', { days: 40 });
    await order(id, 'P8', { days: 38, kind: 'REFUND', quantity: -1 });
    expect(await codes(id)).not.toContain('P8');
  });

  it('is never sold out or archived', async () => {
    const id = await made(admin, '缺货');
    await order(id, 'P0');
    await api.write('update product set is_available = false where id = $1', [product['P5']]);
    await api.write('update product set archived_at = now() where id = $1', [product['P6']]);
    const found = await codes(id);
    await api.write('update product set is_available = true, archived_at = null where id = any($1)', [[product['P5'], product['P6']]]);
    expect(found).not.toContain('P5');
    expect(found).not.toContain('P6');
    expect(found).toContain('P7');
  });

  it('is never of a topic that they do not want; a declared one comes first for somebody new', async () => {
    const topic = (await admin.mutate('mutation($i: TopicInput!) { createTopic(input: $i) { id } }', { i: { code: 'lamps', name: '灯具', categoryId: category['灯'] } })).createTopic.id;
    const SET = 'mutation($c: ID!, $t: ID!, $k: InterestKind!) { setInterest(customerId: $c, topicId: $t, kind: $k) { computedAt } }';
    const settled = async (): Promise<void> => {
      for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) if ((await api.db.query('select count(*)::int as n from interest_due')).rows[0].n === 0) return;
      throw new Error('Interests stay due');
    };
    const [fresh, refuses] = [await made(admin, '新客'), await made(admin, '不要灯')];
    await admin.mutate(SET, { c: fresh, t: topic, k: 'DECLARED' });
    await admin.mutate(SET, { c: refuses, t: topic, k: 'NOT_INTERESTED' });
    await order(refuses, 'P0');
    await settled();
    expect((await shown(fresh))[0]).toMatchObject({ code: 'P3', reason: 'DECLARED_INTEREST', topic: { name: '灯具' } });
    expect(await codes(refuses)).not.toContain('P7');
  });

  it('is never unsuitable: beyond the risk that was assessed, or of any risk without an assessment', async () => {
    await admin.mutate('mutation { applyPack(code: FINANCE) { applied } }');
    const risky = randomUUID();
    await api.write(`insert into product (id, code, name, category_id, kind, risk_level) values ($1, 'RISKY', 'RISKY', $2, 'FUND', 'R4')`, [risky, category['茶']]);
    await api.write(`insert into product_popularity (segment, product_id, buyers) values ('', $1, 9999)`, [risky]);
    await api.write('insert into product_neighbour (product_id, neighbour_id, weight) values ($1, $2, 99)', [product['P0'], risky]);
    const [careful, bold, unknown] = [await made(admin, '谨慎'), await made(admin, '进取'), await made(admin, '未评')];
    for (const id of [careful, bold, unknown]) await order(id, 'P0');
    const ASSESS = 'mutation($id: ID!, $l: RiskTolerance!) { assessRisk(customerId: $id, input: { level: $l }) { id } }';
    await admin.mutate(ASSESS, { id: careful, l: 'C2' });
    await admin.mutate(ASSESS, { id: bold, l: 'C5' });
    expect([await codes(careful), await codes(bold), await codes(unknown)].map((found) => found.includes('RISKY'))).toEqual([false, true, false]);
    const kept = (await admin.mutate(RECOMMEND, { c: careful, s: placeFor(careful, RecommendationArm.HOLDOUT), n: 10 })).recommend;
    expect([kept.arm, kept.items.map(({ code }: Item) => code).includes('RISKY')]).toEqual(['HOLDOUT', false]);
    await api.write('delete from product_popularity where product_id = $1', [risky]);
    await api.write('update product set archived_at = now() where id = $1', [risky]);
    await admin.mutate('mutation { removePack(code: FINANCE) { applied } }');
  });

  it('is nothing at all for who has objected to personalisation, and nothing is logged', async () => {
    const id = await made(admin, '反对');
    const slot = placeFor(id, RecommendationArm.MODEL);
    await order(id, 'P0');
    await admin.mutate(CONSENT, { id, i: { purpose: 'PERSONALISATION', channel: 'ANY', choice: 'WITHDRAWN' } });
    expect((await admin.mutate(RECOMMEND, { c: id, s: slot })).recommend).toMatchObject({ state: 'OPTED_OUT', items: [] });
    expect((await api.db.query('select 1 from recommendation_exposure where customer_id = $1', [id])).rowCount).toBe(0);
  });

  it('is no more of one category than its part', async () => {
    const id = await made(admin, '多样');
    const found = await shown(id, { first: 5 });
    const byCategory = new Map<number, number>();
    for (const { code } of found) byCategory.set(Number(code.slice(1)) % 4, (byCategory.get(Number(code.slice(1)) % 4) ?? 0) + 1);
    expect([found.length, Math.max(...byCategory.values())]).toEqual([5, 2]);
  });
});

describe('who may ask', () => {
  it('whoever holds the word, of customers within reach alone', async () => {
    const [mine, other] = [await made(sales, '我的'), await made(admin, '别人的')];
    expect((await sales.mutate(RECOMMEND, { c: mine, s: 'record' })).recommend.state).toBe('SERVED');
    expect(await sales.refusal(RECOMMEND, { c: other, s: 'record' })).toBe('NOT_FOUND');
    expect(await admin.refusal(RECOMMEND, { c: NOWHERE, s: 'record' })).toBe('NOT_FOUND');
    expect(await (await api.as('AUDITOR')).refusal(RECOMMEND, { c: mine, s: 'record' })).toBe('FORBIDDEN');
    expect(await admin.refusal(RECOMMEND, { c: mine, s: 'Not a place' })).toBe('INVALID_INPUT');
    expect(await admin.refusal(RECOMMEND, { c: mine, s: 'record', n: 21 })).toBe('INVALID_INPUT');
  });
});

describe('exposures', () => {
  it('are logged once a customer, place and day, with all that was shown', async () => {
    const id = await made(admin, '展示');
    const slot = placeFor(id, RecommendationArm.MODEL);
    for (const first of [1, 2, 2]) await shown(id, { slot, first });
    const { rows } = await api.db.query('select times, arm, cardinality(product_ids)::int as products from recommendation_exposure where customer_id = $1 and slot = $2', [id, slot]);
    expect(rows).toEqual([{ times: 3, arm: 'MODEL', products: 2 }]);
  });

  it('keep five of a hundred out at each place, the same ones for good and others elsewhere', async () => {
    const ids = Array.from({ length: 20_000 }, (_, at) => `0199f000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`);
    const out = (slot: string) => new Set(ids.filter((id) => armOf(slot, id) === RecommendationArm.HOLDOUT));
    const [record, mail] = [out('record'), out('mail')];
    expect(record.size / ids.length).toBeCloseTo(0.05, 2);
    expect([...out('record')]).toEqual([...record]);
    // Drawn apart: of those kept out here about as many are kept out there as of all.
    expect([...record].filter((id) => mail.has(id)).length / record.size).toBeLessThan(0.1);
    expect(armOf('record', ids[0]!)).toBe(armOf('record', ids[0]!));
    const id = await made(admin, '对照');
    const slot = placeFor(id, RecommendationArm.HOLDOUT);
    await order(id, 'P0');
    const { recommend } = await admin.mutate(RECOMMEND, { c: id, s: slot });
    expect([recommend.arm, recommend.items.every(({ reason }: Item) => reason === 'POPULAR')]).toEqual(['HOLDOUT', true]);
    expect((await api.db.query('select arm from recommendation_exposure where customer_id = $1', [id])).rows).toEqual([{ arm: 'HOLDOUT' }]);
  });
});

describe('whether a product can be had', () => {
  const UPDATE = 'mutation($id: ID!, $v: Int!, $i: ProductInput!) { updateProduct(id: $id, version: $v, input: $i) { id version isAvailable brand } }';
  const of = async (code: string) => (await admin.query('query($f: ProductFilter) { products(filter: $f) { nodes { id version isAvailable brand } } }', { f: { code: { equals: code } } })).products.nodes[0];
  const until = async (id: string, field: 'state', states: readonly string[], query: string) => {
    for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
      const found = Object.values(await admin.query(query, { id }))[0] as Record<string, string>;
      if (states.includes(found[field]!)) return found;
    }
    throw new Error('It does not end');
  };

  it('is said by whoever keeps products, by nobody else, of products that are there, and of no version that is none', async () => {
    const { id, version } = await of('P11');
    const { updateProduct } = await admin.mutate(UPDATE, { id, v: version, i: { isAvailable: false, brand: ' 山野 ' } });
    expect(updateProduct).toMatchObject({ isAvailable: false, brand: '山野' });
    expect((await admin.query('{ products(filter: { isAvailable: false, brand: { equals: "山野" } }) { nodes { code } } }')).products.nodes).toEqual([{ code: 'P11' }]);
    expect(await admin.refusal(UPDATE, { id, v: version + 9, i: { brand: '别家' } })).toBe('CONFLICT');
    expect(await sales.refusal(UPDATE, { id, v: version + 1, i: { isAvailable: true } })).toBe('FORBIDDEN');
    expect(await admin.refusal(UPDATE, { id: NOWHERE, v: 1, i: { isAvailable: true } })).toBe('NOT_FOUND');
    await admin.mutate(UPDATE, { id, v: version + 1, i: { isAvailable: true, brand: null } });
  });

  it('comes with a file, and is as before once the file is taken back', async () => {
    const IMPORT = 'query($id: ID!) { import(id: $id) { state batchId } }';
    const { id } = (await admin.post('/api/imports?kind=products').set('X-File-Name', 'stock.csv').set('Content-Type', 'application/octet-stream').send(Buffer.from('商品编码,商品名称,品牌,可售\nP10,P10,晴川,否\n'))).body;
    await admin.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id });
    await until(id, 'state', ['CHECKED'], IMPORT);
    await admin.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id });
    const { batchId } = await until(id, 'state', ['DONE'], IMPORT);
    expect(await of('P10')).toMatchObject({ isAvailable: false, brand: '晴川' });
    await admin.mutate('mutation($id: ID!) { revertBatch(id: $id) { id } }', { id: batchId });
    for (const end = Date.now() + 120_000; Date.now() < end && (await of('P10')).isAvailable === false; ) await new Promise((next) => setTimeout(next, 100));
    expect(await of('P10')).toMatchObject({ isAvailable: true, brand: null });
  });
});

describe('what recommendations brought', () => {
  it('is the difference of both arms with its range, of those whose days are over; under thirty an arm it is not told', async () => {
    const slot = 'uplift';
    const people = await Promise.all(Array.from({ length: 8 }, (_, at) => made(admin, `效果${at}`)));
    for (const [at, id] of people.entries()) {
      await api.write(`insert into recommendation_exposure (id, customer_id, slot, served_on, arm, product_ids, first_at, last_at) values (gen_random_uuid(), $1, $2, company_today() - 20, $3, $4, now() - interval '20 days', now() - interval '20 days')`,
        [id, slot, at < 5 ? 'MODEL' : 'HOLDOUT', [product['P1']]]);
      if (at < 3 || at === 5) await order(id, 'P1', { days: 10 });
    }
    const young = await made(admin, '还早');
    await api.write(`insert into recommendation_exposure (id, customer_id, slot, served_on, arm, product_ids, first_at, last_at) values (gen_random_uuid(), $1, $2, company_today(), 'MODEL', $3, now(), now())`, [young, slot, [product['P1']]]);
    const { recommendationReport: report } = await admin.query(REPORT, { s: slot });
    expect(report.arms.map(({ arm, customers, buyers }: { arm: string; customers: number; buyers: number }) => [arm, customers, buyers])).toEqual([['MODEL', 5, 3], ['HOLDOUT', 3, 1]]);
    expect([report.uplift, report.found, report.needed]).toEqual([null, 3, 30]);
    expect(report.coverage).toBeCloseTo(1 / 12, 6);
    const marketer = await api.as('MARKETER');
    expect((await marketer.query(REPORT, { s: slot })).recommendationReport.arms.map(({ customers }: { customers: number }) => customers)).toEqual([0, 0]);
    expect(await sales.refusal(REPORT, { s: slot })).toBe('FORBIDDEN');
    expect(await admin.refusal(REPORT, { s: slot, from: '2026-05-01', to: '2026-04-01' })).toBe('INVALID_INPUT');
    expect((await admin.query('{ recommendationSlots }')).recommendationSlots).toContain(slot);
    expect((await marketer.query('{ recommendationSlots }')).recommendationSlots).not.toContain(slot);
  });
});

describe('the order of candidates', () => {
  const one = (id: string, more: Partial<Candidate> = {}): Candidate => ({ id, categoryId: null, weight: null, gapDays: null, topicId: null, declared: false, interest: null, there: false, buyers: 1, ...more });
  it('puts what is due before what goes with purchases, that before interests, and those before what most buy', () => {
    const all = [one('d', { buyers: 90 }), one('c', { topicId: 't', interest: 3 }), one('b', { weight: 0.4 }), one('a', { gapDays: 30 })];
    expect(choose(all, 4, RecommendationArm.MODEL).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(choose(all, 1, RecommendationArm.HOLDOUT).map(({ id }) => id)).toEqual(['d']);
    expect(all.map(reasonOf)).toEqual([RecommendationReason.POPULAR, RecommendationReason.INTEREST, RecommendationReason.BOUGHT_TOGETHER, RecommendationReason.DUE_AGAIN]);
  });
});
