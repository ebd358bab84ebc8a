import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';

const BOARD = `{ marketBoard { asOf isRunning revenue lines { isOpen isComputed customers buyers orders revenue share concentration marketShare needs { category customers } growth { yearly low high months isWeak needed }
  change { before after customers orders amount } months { month orders revenue } segment { id version name basis country region category { name } can } figures { id kind year amount competitor share source toldOn author { name } } } } }`;
const CREATE = 'mutation($input: MarketSegmentInput!) { createMarketSegment(input: $input) { id version name basis } }';
const UPDATE = 'mutation($id: ID!, $version: Int!, $input: MarketSegmentInput!) { updateMarketSegment(id: $id, version: $version, input: $input) { id name region } }';
const ARCHIVE = 'mutation($id: ID!) { archiveMarketSegment(id: $id) { id archivedAt } }';
const RESTORE = 'mutation($id: ID!) { restoreMarketSegment(id: $id) { id archivedAt } }';
const FIGURE = 'mutation($id: ID!, $input: MarketFigureInput!) { addMarketFigure(id: $id, input: $input) { id kind year source author { name } } }';
const NO_FIGURE = 'mutation($id: ID!) { archiveMarketFigure(id: $id) { id archivedAt } }';
const FIGURE_BACK = 'mutation($id: ID!) { restoreMarketFigure(id: $id) { id archivedAt } }';
const SEGMENT = 'mutation($input: SegmentInput!) { createSegment(input: $input) { id } }';

// What a part brings is computed in the background and waited for, however busy the machine is.
jest.setTimeout(120_000);

interface Money { minor: number; currency: string }
interface Line {
  isOpen: boolean; isComputed: boolean; customers: number | null; buyers: number; orders: number; revenue: Money | null; share: number; concentration: number; marketShare: number | null;
  needs: { category: string; customers: number }[] | null; growth: { yearly: number; low: number; high: number; months: number; isWeak: boolean; needed: number | null } | null;
  change: Record<'before' | 'after' | 'customers' | 'orders' | 'amount', Money> | null; months: { month: string; orders: number; revenue: Money }[];
  segment: { id: string; version: number; name: string; can: string[] }; figures: { id: string; kind: string }[];
}

let api: Api;
let admin: Client;
const made = new Map<string, string>();
const [category, product] = [newId(), newId()];

async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 150))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error('It does not come');
}

const lineOf = async (name: string, who = admin): Promise<Line | undefined> => ((await who.query(BOARD)).marketBoard.lines as Line[]).find((line) => line.segment.name === name);
const computed = (name: string, who = admin): Promise<Line> => until(async () => {
  const line = await lineOf(name, who);
  return line?.isComputed === true && line;
});

async function add(name: string, input: object): Promise<Line> {
  made.set(name, (await admin.mutate(CREATE, { input: { name, ...input } })).createMarketSegment.id as string);
  return computed(name);
}

/** Ten customers in the east of whom each buys once a month, two a month in the year after the first; five in the south who buy half as much. One of the east is bait. */
async function trade(): Promise<void> {
  const people = Array.from({ length: 16 }, (_, at) => ({ id: newId(), no: `DA-M-${at}`, region: at < 10 || at === 15 ? '浙江' : '广东', team: teamId(at < 10 || at === 15 ? 'EAST' : 'SOUTH'), owner: personId(at < 10 || at === 15 ? 'SALES' : 'SALES_SOUTH') }));
  await api.write(`insert into customer (id, archive_no, name, kind, stage, country, region, team_id, owner_id) select r.id, r.no, r.no, 'PERSON', 'ACTIVE', 'CN', r.region, r.team, r.owner from jsonb_to_recordset($1::jsonb) r(id uuid, no text, region text, team uuid, owner uuid)`, [JSON.stringify(people)]);
  const orders = people.flatMap(({ id, team, owner }, who) => Array.from({ length: 24 }, (_, month) => month).flatMap((month) =>
    Array.from({ length: month >= 12 && who < 10 ? 2 : 1 }, () => ({ id: newId(), customer: id, team, owner, month, minor: who < 10 || who === 15 ? 1_000 : 500 }))));
  await api.write(
    `insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, line_count, external_source, external_key, team_id, owner_id)
      select r.id, r.id::text, 'SALE', d.day::timestamp at time zone 'Asia/Shanghai', d.day, r.customer, r.minor, (select currency from company), 1, 'spec', r.id::text, r.team, r.owner
      from jsonb_to_recordset($1::jsonb) r(id uuid, customer uuid, team uuid, owner uuid, month int, minor bigint) cross join lateral (select (date_trunc('month', company_today()) - (24 - r.month) * interval '1 month' + interval '9 days')::date as day) d`, [JSON.stringify(orders)]);
  await api.write('insert into product_category (id, name) values ($1, $2)', [category, '茶具']);
  await api.write('insert into product (id, code, name, category_id) values ($1, $2, $2, $3)', [product, 'T1', category]);
  // Of each order of the south three fifths go to the category.
  await api.write(`insert into order_line (id, order_id, line_no, product_id, quantity, unit_price_minor, amount_minor, currency) select gen_random_uuid(), o.id, 1, $1, 1, 300, 300, o.currency from sales_order o where o.external_source = 'spec' and o.amount_minor = 500`, [product]);
  await api.write(`insert into customer_need (id, customer_id, kind, statement, category) select gen_random_uuid(), r.id, 'EXPLICIT', '想要', '礼品' from jsonb_to_recordset($1::jsonb) r(id uuid)`, [JSON.stringify(people.slice(0, 3))]);
  await admin.mutate('mutation($id: ID!) { markBait(customerId: $id) { id } }', { id: people[15]!.id });
}

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  await trade();
});
afterAll(() => api?.close());

describe('a market segment', () => {
  it('tells its size, share, growth and what the change is made of, of real customers alone', async () => {
    const line = await add('浙江', { basis: 'REGION', country: 'CN', region: '浙江' });
    // Ten customers, two orders a month each of 10.00; the five of the south bring 5.00 each a month.
    expect(line).toMatchObject({ customers: 10, buyers: 10, orders: 240, revenue: { minor: 240_000 } });
    expect(line.share).toBeCloseTo(240 / (240 + 30), 9);
    expect(line.concentration).toBeCloseTo(0.1, 9);
    expect(line.months).toHaveLength(24);
    expect(line.growth).toMatchObject({ months: 24, isWeak: false });
    expect(line.growth!.yearly).toBeGreaterThan(0.5);
    expect(line.growth!.low).toBeLessThan(line.growth!.yearly);
    // Twice the orders, the same customers and the same amounts: all of the change is orders.
    expect(line.change).toMatchObject({ before: { minor: 120_000 }, after: { minor: 240_000 }, customers: { minor: 0 }, orders: { minor: 120_000 }, amount: { minor: 0 } });
    expect(line.needs).toEqual([{ category: '礼品', customers: 3 }]);
  });

  it('of a category counts what is spent on it alone', async () => {
    expect(await add('茶具', { basis: 'CATEGORY', categoryId: category })).toMatchObject({ customers: 5, buyers: 5, orders: 60, revenue: { minor: 18_000 } });
  });

  it('of a customer segment counts its members, and is told to whom the segment is open', async () => {
    const { id } = (await admin.mutate(SEGMENT, { input: { name: '南方', kind: 'DYNAMIC', visibility: 'EVERYONE', definition: { rule: { customer: { region: { equals: '广东' } } } } } })).createSegment;
    await until(async () => Number((await api.db.query('select count(*) from segment_member where segment_id = $1', [id])).rows[0].count) === 5);
    expect(await add('南方客户', { basis: 'SEGMENT', segmentId: id })).toMatchObject({ customers: 5, revenue: { minor: 30_000 } });
    const own = (await admin.mutate(SEGMENT, { input: { name: '私有', kind: 'DYNAMIC', visibility: 'PRIVATE', definition: { rule: { customer: { region: { equals: '广东' } } } } } })).createSegment.id;
    await add('私有客户', { basis: 'SEGMENT', segmentId: own });
    expect(await lineOf('私有客户', await api.as('ANALYST'))).toMatchObject({ isOpen: false, customers: null, revenue: null, months: [] });
    expect(await (await api.as('ANALYST')).refusal(CREATE, { input: { name: '偷看', basis: 'SEGMENT', segmentId: own } })).toBe('NOT_FOUND');
  });

  it('counts nobody out of reach', async () => {
    const marketer = await api.as('MARKETER');
    expect(await lineOf('茶具', marketer)).toMatchObject({ isOpen: true, isComputed: false, customers: null });
    expect(await lineOf('浙江', marketer)).toMatchObject({ customers: 10, share: 1 });
    expect((await marketer.query(BOARD)).marketBoard.revenue).toMatchObject({ minor: 240_000 });
    expect(await (await api.as('SALES')).refusal(BOARD)).toBe('FORBIDDEN');
  });

  it('is changed, put away and brought back by who edits segments, and by nobody else', async () => {
    const { segment } = (await lineOf('浙江'))!;
    const input = { name: '浙江', basis: 'REGION', country: 'CN', region: '广东' };
    expect((await admin.mutate(UPDATE, { id: segment.id, version: segment.version, input })).updateMarketSegment).toMatchObject({ region: '广东' });
    await until(async () => (await lineOf('浙江'))?.customers === 5);
    expect(await (await api.as('SALES')).refusal(UPDATE, { id: segment.id, version: segment.version, input })).toBe('FORBIDDEN');
    expect(await admin.refusal(UPDATE, { id: newId(), version: 1, input })).toBe('NOT_FOUND');
    expect(await (await api.as('SALES')).refusal(ARCHIVE, { id: segment.id })).toBe('FORBIDDEN');
    expect(await admin.refusal(ARCHIVE, { id: newId() })).toBe('NOT_FOUND');
    await admin.mutate(ARCHIVE, { id: segment.id });
    expect(await lineOf('浙江')).toBeUndefined();
    await admin.mutate(RESTORE, { id: segment.id });
    expect((await lineOf('浙江'))?.customers).toBe(5);
  });

  it('is just what its basis asks for', async () => {
    for (const input of [{ basis: 'REGION' }, { basis: 'CATEGORY', categoryId: category, country: 'CN' }, { basis: 'SEGMENT', categoryId: category }]) expect(await admin.refusal(CREATE, { input: { name: '错', ...input } })).toBe('MARKET_PLACE');
    expect(await admin.refusal(CREATE, { input: { name: '错', basis: 'CATEGORY', categoryId: newId() } })).toBe('NOT_FOUND');
  });
});

describe('what a source says of a market', () => {
  it('gives our share and those of others, with source and date; it is put away and brought back', async () => {
    const { segment } = (await lineOf('茶具'))!;
    const size = { kind: 'SIZE', year: 2026, amount: { minor: 180_000, currency: (await lineOf('茶具'))!.revenue!.currency }, source: '行业协会年报', toldOn: '2026-03-01' };
    const { addMarketFigure } = await admin.mutate(FIGURE, { id: segment.id, input: size });
    expect(addMarketFigure).toMatchObject({ kind: 'SIZE', year: 2026, source: '行业协会年报', author: { name: '管理员' } });
    await admin.mutate(FIGURE, { id: segment.id, input: { kind: 'COMPETITOR', year: 2026, competitor: '某某茶具', share: 0.3, source: '行业协会年报', toldOn: '2026-03-01' } });
    const line = (await lineOf('茶具'))!;
    expect(line.marketShare).toBeCloseTo(0.1, 9);
    expect(line.figures).toHaveLength(2);
    await admin.mutate(NO_FIGURE, { id: addMarketFigure.id });
    expect((await lineOf('茶具'))!.marketShare).toBeNull();
    await admin.mutate(FIGURE_BACK, { id: addMarketFigure.id });
    expect((await lineOf('茶具'))!.marketShare).toBeCloseTo(0.1, 9);
  });

  it('is refused without a source, without its figure, and to whoever may not edit', async () => {
    const { segment } = (await lineOf('茶具'))!;
    const input = { kind: 'COMPETITOR', year: 2026, competitor: '某某茶具', share: 0.3, source: '年报', toldOn: '2026-03-01' };
    expect(await admin.refusal(FIGURE, { id: segment.id, input: { ...input, source: '' } })).toBe('INVALID_INPUT');
    expect(await admin.refusal(FIGURE, { id: segment.id, input: { ...input, competitor: null } })).toBe('MARKET_FIGURE');
    expect(await admin.refusal(FIGURE, { id: segment.id, input: { ...input, kind: 'SIZE' } })).toBe('MARKET_FIGURE');
    expect(await admin.refusal(FIGURE, { id: newId(), input })).toBe('NOT_FOUND');
    expect(await (await api.as('SALES')).refusal(FIGURE, { id: segment.id, input })).toBe('FORBIDDEN');
  });
});
