import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@dossier/kernel/data';
import { startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { chanceOf } from '@dossier/metrics';

const START = 'mutation($input: BasketRunInput!) { startBasketRun(input: $input) { id state jobId team { name } } }';
const RUN = 'query { basketRuns(first: 50) { nodes { id state level fromOn toOn baskets orders items leastCount sampleShare capped found chance redundant mirrored rules lack lackFound lackNeeded method methodVersion can team { name } } } }';
const RULES = 'query($filter: BasketRuleFilter, $sort: BasketRuleSort, $order: SortOrder) { basketRules(filter: $filter, sort: $sort, order: $order, first: 200) { totalCount nodes { id left { id name } right { id name } count leftCount rightCount support confidence lift liftLow liftHigh leverage p q } } }';
const ARCHIVE = 'mutation($id: ID!) { archiveBasketRun(id: $id) { id archivedAt can } }';
const RESTORE = 'mutation($id: ID!) { restoreBasketRun(id: $id) { id archivedAt can } }';
const EXPORT = 'mutation($input: BasketRuleExportInput!) { exportBasketRules(input: $input) { id state } }';

// A computation is waited for, however busy the machine is.
jest.setTimeout(120_000);

const PERIOD = { fromOn: '2026-01-01', toOn: '2026-06-30' };
const USUAL = { level: 'PRODUCT', ...PERIOD, minSupport: 0.02, minConfidence: 0.3 };
interface Run { id: string; state: string; baskets: number; [field: string]: unknown }
interface Rule { left: { id: string; name: string }[]; right: { id: string; name: string }; count: number; confidence: number; lift: number; [field: string]: unknown }

let api: Api;
let admin: Client;
const product: Record<string, string> = {};
const category: Record<string, string> = { 餐具: newId(), 家纺: newId() };
/** What each basket of the east holds, for counting by hand. */
const baskets: string[][] = [];

/** Eight products; who buys a cup mostly buys a saucer too, and who buys both nearly always buys spoons; of the rest everybody takes what they like. */
function drawn(seed: number, count: number): string[][] {
  const chance = chanceOf(seed);
  return Array.from({ length: count }, () => {
    const own = ['毯子', '枕头', '灯', '花瓶'].filter(() => chance.even() < 0.3);
    const cup = chance.even() < 0.4;
    const saucer = chance.even() < (cup ? 0.8 : 0.15);
    const spoon = chance.even() < (cup && saucer ? 0.9 : 0.2);
    return [...own, ...(cup ? ['杯子'] : []), ...(saucer ? ['茶碟'] : []), ...(spoon ? ['勺子'] : [])];
  });
}

interface Sale { id: string; team: string; day: string; things: string[]; kind?: string; customer?: string | null }

async function bring(sales: readonly Sale[]): Promise<void> {
  const orders = sales.map(({ id, team, day, kind = 'SALE', customer = null }) => ({ id, team_id: team, ordered_on: day, kind, customer_id: customer, minor: kind === 'SALE' ? 100 : -100 }));
  await api.write(
    `insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, line_count, external_source, external_key, team_id)
      select o.id, o.id::text, o.kind, (o.ordered_on || ' 12:00+08')::timestamptz, o.ordered_on, o.customer_id, o.minor, 'CNY', 1, 'spec', o.id::text, o.team_id
      from jsonb_to_recordset($1::jsonb) o(id uuid, team_id uuid, ordered_on date, kind text, customer_id uuid, minor bigint)`, [JSON.stringify(orders)]);
  const lines = sales.flatMap(({ id, things, kind = 'SALE' }) => things.map((thing, at) => ({ id: newId(), order_id: id, line_no: at + 1, product_id: product[thing], name: thing, quantity: kind === 'SALE' ? 1 : -1, kind: thing === '邮费' ? 'FEE' : 'PRODUCT' })));
  await api.write(
    `insert into order_line (id, order_id, line_no, product_id, product_code, product_name, quantity, unit_price_minor, amount_minor, currency, kind)
      select l.id, l.order_id, l.line_no, l.product_id, l.name, l.name, l.quantity, 100, l.quantity * 100, 'CNY', l.kind
      from jsonb_to_recordset($1::jsonb) l(id uuid, order_id uuid, line_no int, product_id uuid, name text, quantity numeric, kind text)`, [JSON.stringify(lines)]);
}

/** Looks again and again until something is there: as long as a busy machine may need, and no longer. */
async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error('It does not come');
}

const ended = (id: string, who = admin): Promise<Run> => until(async () => ((await who.query(RUN)).basketRuns.nodes as Run[]).find((run) => run.id === id && run.state !== 'RUNNING'));

const computed = async (input: object, who = admin): Promise<Run> => ended((await who.mutate(START, { input })).startBasketRun.id as string, who);
const rulesOf = async (run: string, more: object = {}, who = admin): Promise<Rule[]> => (await who.query(RULES, { filter: { run: { in: [run] } }, ...more })).basketRules.nodes as Rule[];
const said = ({ left, right }: Rule): string => `${left.map(({ name }) => name).sort().join('+')}>${right.name}`;

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  for (const name of Object.keys(category)) await api.write('insert into product_category (id, name) values ($1, $2)', [category[name], name]);
  for (const [name, of] of [['杯子', '餐具'], ['茶碟', '餐具'], ['勺子', '餐具'], ['花瓶', null], ['毯子', '家纺'], ['枕头', '家纺'], ['灯', null], ['邮费', null]] as const) {
    product[name] = newId();
    await api.write('insert into product (id, code, name, category_id) values ($1, $2, $2, $3)', [product[name], name, of === null ? null : category[of]]);
  }
  baskets.push(...drawn(11, 300));
  const day = (at: number): string => `2026-0${1 + (at % 6)}-${String(1 + (at % 28)).padStart(2, '0')}`;
  await bring(baskets.map((things, at) => ({ id: newId(), team: teamId('EAST'), day: day(at), things: [...things, '邮费'] })));
  // Other teams sell the other way round: their baskets would spoil every rule of the east.
  await bring(Array.from({ length: 200 }, (_, at) => ({ id: newId(), team: teamId('SOUTH'), day: day(at), things: at % 2 === 0 ? ['杯子', '灯'] : ['茶碟', '花瓶'] })));
});
afterAll(() => api?.close());

describe('what is bought together', () => {
  it('is counted of the sales of a team, without fees, and told with its interval, its significance and what was left out', async () => {
    const run = await computed({ ...USUAL, teamId: teamId('EAST') });
    const filled = baskets.filter((things) => things.length > 0);
    expect(run).toMatchObject({ state: 'DONE', orders: 300, baskets: filled.length, items: 7, sampleShare: 1, capped: false, method: 'ECLAT', methodVersion: '1', team: { name: '华东' } });
    const rules = await rulesOf(run.id);
    expect(rules.length).toBe(run['rules']);
    expect(run['found']).toBe(rules.length + Number(run['chance']) + Number(run['redundant']) + Number(run['mirrored']));
    const rule = rules.find((one) => said(one) === '杯子+茶碟>勺子')!;
    const count = (...things: string[]): number => filled.filter((basket) => things.every((thing) => basket.includes(thing))).length;
    expect(rule).toMatchObject({ count: count('杯子', '茶碟', '勺子'), leftCount: count('杯子', '茶碟'), rightCount: count('勺子') });
    expect(rule.confidence).toBeCloseTo(count('杯子', '茶碟', '勺子') / count('杯子', '茶碟'), 12);
    expect(rule.lift).toBeCloseTo((rule.confidence * filled.length) / count('勺子'), 12);
    expect(Number(rule['liftLow'])).toBeLessThan(rule.lift);
    expect(Number(rule['liftHigh'])).toBeGreaterThan(rule.lift);
    expect(Number(rule['q'])).toBeLessThan(0.001);
    expect(rules.every(({ q, leverage }) => Number(q) <= 0.05 && Number(leverage) > 0)).toBe(true);
  });

  it('says the same pair once, the surer way round, and nothing that a shorter rule says', async () => {
    const rules = await rulesOf((await computed({ ...USUAL, teamId: teamId('EAST') })).id);
    const pairs = rules.filter(({ left }) => left.length === 1).map(({ left, right }) => [left[0]!.id, right.id].sort().join());
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const rule of rules.filter(({ left }) => left.length > 1)) {
      for (const { id } of rule.left) expect(rules.some((shorter) => shorter.left.length === 1 && shorter.left[0]!.id === id && shorter.right.id === rule.right.id && shorter.confidence >= rule.confidence)).toBe(false);
    }
  });

  it('is told of categories too, and found by either side and in every order', async () => {
    const run = await computed({ ...USUAL, level: 'CATEGORY', minConfidence: 0.05, significance: 1 });
    expect(run).toMatchObject({ state: 'DONE', items: 2, orders: 500 });
    const products = await computed({ ...USUAL, teamId: teamId('EAST'), minConfidence: 0.1, significance: 1 });
    const all = await rulesOf(products.id);
    const cups = await rulesOf(products.id, { filter: { run: { in: [products.id] }, item: { in: [product['杯子']] } } });
    expect(cups.map(said).sort()).toEqual(all.filter((rule) => said(rule).includes('杯子')).map(said).sort());
    for (const [sort, field] of [['LIFT', 'lift'], ['CONFIDENCE', 'confidence'], ['COUNT', 'count'], ['LEVERAGE', 'leverage'], ['ADJUSTED', 'q']] as const) {
      const values = (await rulesOf(products.id, { sort, order: 'DESC' })).map((rule) => Number(rule[field]));
      expect(values).toEqual([...values].sort((a, b) => b - a));
    }
    expect((await rulesOf(products.id, { filter: { run: { in: [products.id] }, lift: { min: 1.5 }, confidence: { min: 0.5 }, count: { min: 20 } } })).every(({ lift, confidence, count }) => lift >= 1.5 && confidence >= 0.5 && count >= 20)).toBe(true);
  });

  it('counts neither refunds nor bait, and neither what lies outside the period', async () => {
    const before = await computed(USUAL);
    const customer = (await admin.mutate('mutation { createCustomer(input: { name: "诱饵" }) { id } }')).createCustomer.id as string;
    await bring([
      { id: newId(), team: teamId('EAST'), day: '2026-03-01', things: ['杯子'], kind: 'REFUND' }, { id: newId(), team: teamId('EAST'), day: '2026-03-01', things: ['杯子'], customer },
      { id: newId(), team: teamId('EAST'), day: '2025-12-31', things: ['杯子'] }, { id: newId(), team: teamId('EAST'), day: '2026-07-01', things: ['杯子'] },
    ]);
    expect((await computed(USUAL)).baskets).toBe(before.baskets + 1);
    await admin.mutate('mutation($id: ID!) { markBait(customerId: $id) { id } }', { id: customer });
    expect((await computed(USUAL)).baskets).toBe(before.baskets);
  });

  it('is refused with fewer than a hundred baskets: what is lacking is told, and no rule', async () => {
    const run = await computed({ ...USUAL, fromOn: '2024-01-01', toOn: '2024-12-31' });
    expect(run).toMatchObject({ state: 'REFUSED', lack: 'BASKETS', lackFound: 0, lackNeeded: 100, rules: null });
    expect(await rulesOf(run.id)).toEqual([]);
  });
});

describe('who may', () => {
  it('compute: who manages models, of what they reach alone', async () => {
    const manager = await api.as('MANAGER');
    const run = await computed(USUAL, manager);
    // The manager of the east reaches the east: nothing of the south is counted.
    expect(run).toMatchObject({ state: 'DONE', orders: baskets.length });
    expect(await manager.refusal(START, { input: { ...USUAL, teamId: teamId('SOUTH') } })).toBe('NOT_FOUND');
    expect(await manager.refusal(START, { input: { ...USUAL, teamId: teamId('HOUSE') } })).toBe('NOT_FOUND');
    expect(await (await api.as('MARKETER')).refusal(START, { input: USUAL })).toBe('FORBIDDEN');
    expect(await admin.refusal(START, { input: { ...USUAL, fromOn: '2026-07-01' } })).toBe('PERIOD_ENDS_EARLY');
  });

  it('see: rules that count nothing out of their reach', async () => {
    const [whole, east] = [await computed(USUAL), await computed({ ...USUAL, teamId: teamId('EAST') })];
    const south = await computed({ ...USUAL, teamId: teamId('SOUTH') });
    const marketer = await api.as('MARKETER');
    const seen = ((await marketer.query(RUN)).basketRuns.nodes as Run[]).map(({ id }) => id);
    expect([seen.includes(east.id), seen.includes(whole.id), seen.includes(south.id)]).toEqual([true, false, false]);
    expect((await rulesOf(east.id, {}, marketer)).length).toBeGreaterThan(0);
    expect([await rulesOf(whole.id, {}, marketer), await rulesOf(south.id, {}, marketer)]).toEqual([[], []]);
    expect((await marketer.query(RULES, { filter: {} })).basketRules.nodes.length).toBeGreaterThan(0);
    expect(await (await api.as('SALES')).refusal(RULES, {})).toBe('FORBIDDEN');
  });

  it('see: nobody to whom the lines of orders are closed', async () => {
    const run = await computed({ ...USUAL, teamId: teamId('EAST') });
    expect((await rulesOf(run.id, {}, await api.as('ANALYST'))).length).toBeGreaterThan(0);
    await api.write(`update role_grant set fields = '{"lines":"HIDDEN"}' where action = 'order.read' and role_id = (select id from role where code = 'MARKETER')`);
    const marketer = await api.as('marketer@example.com');
    await until(async () => (await rulesOf(run.id, {}, marketer)).length === 0);
    expect((await marketer.query(RUN)).basketRuns.nodes).toEqual([]);
    await api.write(`update role_grant set fields = null where action = 'order.read' and role_id = (select id from role where code = 'MARKETER')`);
  });

  it('put away and bring back: who manages models, within reach', async () => {
    const run = await computed({ ...USUAL, teamId: teamId('SOUTH') });
    expect(await (await api.as('MANAGER')).refusal(ARCHIVE, { id: run.id })).toBe('NOT_FOUND');
    expect(await (await api.as('MARKETER')).refusal(ARCHIVE, { id: run.id })).toBe('FORBIDDEN');
    expect((await admin.mutate(ARCHIVE, { id: run.id })).archiveBasketRun).toMatchObject({ id: run.id, can: ['RESTORE'] });
    expect(await admin.refusal(ARCHIVE, { id: run.id })).toBe('FORBIDDEN');
    expect(((await admin.query(RUN)).basketRuns.nodes as Run[]).some(({ id }) => id === run.id)).toBe(false);
    expect((await admin.mutate(RESTORE, { id: run.id })).restoreBasketRun).toMatchObject({ archivedAt: null, can: ['ARCHIVE'] });
  });

  it('take the rules along as a file: who may export orders', async () => {
    const run = await computed({ ...USUAL, teamId: teamId('EAST') });
    const input = { filter: { run: { in: [run.id] } }, sort: 'LIFT', order: 'DESC', format: 'CSV', columns: ['left', 'right', 'lift', 'q'], reason: '核对' };
    expect(await (await api.as('MARKETER')).refusal(EXPORT, { input })).toBe('FORBIDDEN');
    const { id } = (await admin.mutate(EXPORT, { input })).exportBasketRules;
    await until(async () => (await admin.query('query { exports { nodes { id state } } }')).exports.nodes.some((one: { id: string; state: string }) => one.id === id && one.state === 'DONE'));
    const text = (await admin.get(`/api/exports/${id}/file`).buffer(true)).text;
    const [rules, lines] = [await rulesOf(run.id), text.trim().split(/\r?\n/)];
    expect(lines.filter((line) => line.includes('杯子')).length).toBe(rules.filter((rule) => said(rule).includes('杯子')).length);
  });
});
