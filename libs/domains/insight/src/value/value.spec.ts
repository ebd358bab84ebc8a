import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { dayAfter, daysBetween, fitBgNbd, fitGammaGamma, rfmScores, valueOutlook } from '@dossier/metrics';
import { bringBuyers, bringOrders, drawnBuyers, fitted, inForce, modelsRest, scoredAgain, type GivenBuyer } from '../models/models.given';

const CUSTOMER = `query($id: ID!) { customer(id: $id) { id value { asOf basis currency purchaseDays rfmRecency rfmFrequency rfmMonetary rfmGroup aliveProbability silenceProbability expectedPurchases expectedLow expectedHigh
  lifetimeValue lifetimeLow lifetimeHigh longLifetimeValue horizonDays valueDecile modelVersion { id kind number method methodVersion scoredAt } } } }`;
const LIST = 'query($filter: CustomerFilter, $sort: CustomerSort, $order: SortOrder, $first: Int, $after: String) { customers(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id value { lifetimeValue aliveProbability rfmGroup valueDecile } } } }';
const VERSION = 'query { model(kind: VALUE) { published { id number state weak card } } }';
const REASONS = 'query($id: ID!) { scoreReasons(customerId: $id, kind: VALUE) { text weight } }';
const GRID = 'query { rfmGrid { state asOf computedAt currency customers revenue tied cells { recency frequency group customers revenue } groups { group customers customersBefore before revenue } cuts { column score from to } } }';
const SPREAD = 'query { valueDistribution { state basis asOf customers horizonDays level method deciles { decile customers from to mean low high total predicted realised } alive { from to customers } holdOut { from to predicted realised customers } } }';

// Fits run in the background and are waited for, however busy the machine is.
jest.setTimeout(400_000);

let api: Api;
let admin: Client;
let buyers: GivenBuyer[];
let version: string;
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  buyers = drawnBuyers(420, { seed: 11, today: today() });
  await bringBuyers(api, buyers);
  version = await inForce(api, admin, 'VALUE');
});
afterAll(() => api?.close());

/** What the model rests on, written down anew from the orders of the spec. */
function histories(cutoff: string): { repeats: number[]; last: number[]; age: number[]; spend: number[]; recency: number[]; frequency: number[]; monetary: number[] } {
  const all = buyers.map(({ purchases }) => {
    const days = [...new Set(purchases.map(({ day }) => day))].sort();
    const net = purchases.reduce((sum, { minor }) => sum + minor, 0);
    const first = purchases.filter(({ day }) => day === days[0]).reduce((sum, { minor }) => sum + minor, 0);
    const repeats = days.length - 1;
    return { repeats, last: daysBetween(days[0]!, days.at(-1)!), age: daysBetween(days[0]!, cutoff), spend: repeats === 0 ? 0 : (net - first) / repeats, recency: daysBetween(days.at(-1)!, cutoff), frequency: purchases.length, monetary: net };
  });
  const column = (name: keyof (typeof all)[number]): number[] => all.map((one) => one[name]);
  return { repeats: column('repeats'), last: column('last'), age: column('age'), spend: column('spend'), recency: column('recency'), frequency: column('frequency'), monetary: column('monetary') };
}

const cutoffOf = async (): Promise<string> => (await api.db.query<{ day: string }>('select cutoff_on::text as day from model_version where id = $1', [version])).rows[0]!.day;

describe('a fitted and published model of value', () => {
  it('says of each customer what the methods say of the very same histories, with version, range and day', async () => {
    const cutoff = await cutoffOf();
    const known = histories(cutoff);
    const { card } = (await admin.query(VERSION)).model.published;
    const kind = card.parameters.find(({ key, name }: { key: string; name: { en: string } }) => key.startsWith('likelihood.') && name.en.endsWith(', taken')).key.endsWith('MBG') ? 'MBG' : 'BG';
    const [purchase, spend] = [fitBgNbd(known, kind), fitGammaGamma(known.repeats, known.spend)];
    if (purchase.status === 'REFUSED' || spend.status === 'REFUSED') throw new Error('The spec has too few buyers');
    const parameter = (key: string): number => card.parameters.find((one: { key: string }) => one.key === key).value;
    for (const key of ['r', 'alpha', 'a', 'b'] as const) expect(parameter(key)).toBeCloseTo(purchase.value.model[key], 6);
    for (const key of ['p', 'q', 'v'] as const) expect(parameter(key) / spend.value.model[key]).toBeCloseTo(1, 6);
    const told = valueOutlook({ purchase: purchase.value.model, spend: spend.value.model }, known, { periods: 12, length: 365.25 / 12, discount: 1.1 ** (1 / 12) - 1, margin: 1 }, 36);
    const rfm = rfmScores({ recency: known.recency, frequency: known.frequency, monetary: known.monetary });
    if (rfm.status === 'REFUSED') throw new Error('The spec has too few buyers');
    for (const at of [0, 7, 100, 419]) {
      const { value } = (await admin.query(CUSTOMER, { id: buyers[at]!.id })).customer;
      expect(value).toMatchObject({
        asOf: cutoff, basis: 'MODEL', currency: 'CNY', purchaseDays: known.repeats[at]! + 1, horizonDays: 365, rfmRecency: rfm.value.recency[at], rfmFrequency: rfm.value.frequency[at], rfmMonetary: rfm.value.monetary[at], rfmGroup: rfm.value.group[at],
        lifetimeValue: { minor: Math.round(told.value[at]!), currency: 'CNY' }, lifetimeLow: { minor: Math.round(told.valueLow[at]!) }, lifetimeHigh: { minor: Math.round(told.valueHigh[at]!) }, longLifetimeValue: { minor: Math.round(told.longValue[at]!) },
        modelVersion: { id: version, kind: 'VALUE', number: 1, methodVersion: '1' },
      });
      expect(value.aliveProbability).toBeCloseTo(told.alive[at]!, 5);
      expect(value.expectedPurchases).toBeCloseTo(told.purchases[at]!, 3);
      expect([value.expectedLow, value.expectedHigh]).toEqual([told.purchasesLow[at], told.purchasesHigh[at]]);
    }
    const { scoreReasons } = await admin.query(REASONS, { id: buyers[7]!.id });
    expect(scoreReasons[0].text).toContain(String(known.repeats[7]! + 1));
    expect(scoreReasons).toHaveLength(3);
    expect(card).toMatchObject({ cutoff, used: 420, to: cutoff, lack: null, reliability: { n: expect.any(Number), deciles: expect.any(Array) } });
    expect(card.formula.zh).toMatch(/Gamma-Gamma/);
  });

  it('is a column, a filter and a sort of the list; customers without a score come last, either way', async () => {
    const { createCustomer: unscored } = await admin.mutate('mutation { createCustomer(input: { name: "从未购买" }) { id } }');
    for (const order of ['ASC', 'DESC']) {
      const values: (number | null)[] = [];
      const seen: string[] = [];
      for (let after: string | null = null; ; ) {
        const { customers } = await admin.query(LIST, { sort: 'LIFETIME_VALUE', order, first: 97, after });
        for (const { id, value } of customers.nodes) {
          seen.push(id);
          values.push(value?.lifetimeValue.minor ?? null);
        }
        if (!customers.pageInfo.hasNextPage) break;
        after = customers.pageInfo.endCursor;
      }
      expect(new Set(seen).size).toBe(421);
      expect(seen.at(-1)).toBe(unscored.id);
      const scored = values.slice(0, 420) as number[];
      expect(scored).toEqual([...scored].sort((a, b) => (order === 'ASC' ? a - b : b - a)));
    }
    const top = (await admin.query(LIST, { filter: { valueDecile: { min: 10 } }, sort: 'ALIVE_PROBABILITY', order: 'DESC' })).customers;
    expect(top.totalCount).toBe(42);
    expect((await admin.query(LIST, { filter: { not: { valueDecile: { max: 9 } } } })).customers.totalCount).toBe(42);
    const champions = (await admin.query(LIST, { filter: { rfmGroup: { in: ['CHAMPION'] } } })).customers;
    expect(champions.nodes.every(({ value }: { value: { rfmGroup: string } }) => value.rfmGroup === 'CHAMPION')).toBe(true);
    expect((await admin.query(LIST, { filter: { rfmGroup: { isEmpty: true } } })).customers.totalCount).toBe(1);
    expect((await admin.query(LIST, { filter: { aliveProbability: { min: 0.5 }, lifetimeValue: { min: 0 }, expectedPurchases: { min: 0 }, rfmRecency: { min: 1 }, rfmFrequency: { min: 1 }, rfmMonetary: { min: 1 } } })).customers.totalCount).toBeGreaterThan(0);
  });

  it('is closed to whoever may not read scores, nor the purchases that they follow from', async () => {
    const south = buyers.find(({ team }) => team === 'SOUTH')!;
    const east = buyers.find(({ team }) => team === 'EAST')!;
    const sales = await api.as('SALES');
    expect((await sales.query(CUSTOMER, { id: east.id })).customer.value.rfmGroup).not.toBeNull();
    expect(await sales.refusal(CUSTOMER, { id: south.id })).toBe('NOT_FOUND');
    // The auditor sees customers and orders, and holds no word for scores.
    const auditor = await api.as('AUDITOR');
    expect((await auditor.query(CUSTOMER, { id: east.id })).customer.value).toBeNull();
    expect(await auditor.refusal(REASONS, { id: east.id })).toBe('FORBIDDEN');
    expect(await sales.refusal(REASONS, { id: south.id })).toBe('NOT_FOUND');
    expect(await auditor.refusal(LIST, { filter: { valueDecile: { min: 1 } } })).toBe('UNKNOWN_NAME');
    expect(await auditor.refusal(LIST, { sort: 'LIFETIME_VALUE' })).toBe('UNKNOWN_NAME');
    // Scores without orders: what follows from orders stays closed.
    await api.write(`delete from role_grant g using role r where r.id = g.role_id and r.code = 'MARKETER' and g.action = 'order.read'`);
    const marketer = await api.as('MARKETER');
    expect((await marketer.query(CUSTOMER, { id: east.id })).customer.value).toBeNull();
    expect((await marketer.query(REASONS, { id: east.id })).scoreReasons).toEqual([]);
    expect(await marketer.refusal(LIST, { filter: { aliveProbability: { min: 0 } } })).toBe('UNKNOWN_NAME');
    expect(await marketer.refusal(LIST, { sort: 'ALIVE_PROBABILITY' })).toBe('UNKNOWN_NAME');
    await api.write(`insert into role_grant (role_id, action, scope) select id, 'order.read', 'TEAM' from role where code = 'MARKETER'`);
  });
});

describe('the boards of value', () => {
  it('add up to the customers within reach, cell by cell and tenth by tenth', async () => {
    const { rfmGrid } = await admin.query(GRID);
    expect(rfmGrid).toMatchObject({ currency: 'CNY', customers: 420, revenue: { minor: buyers.flatMap(({ purchases }) => purchases).reduce((sum, { minor }) => sum + minor, 0) } });
    for (const cell of rfmGrid.cells.slice(0, 4)) {
      const found = (await admin.query(LIST, { filter: { rfmRecency: { min: cell.recency, max: cell.recency }, rfmFrequency: { min: cell.frequency, max: cell.frequency } } })).customers;
      expect(found.totalCount).toBe(cell.customers);
    }
    for (const { group, customers, before, customersBefore } of rfmGrid.groups) {
      expect((await admin.query(LIST, { filter: { rfmGroup: { in: [group] } } })).customers.totalCount).toBe(customers);
      expect([before, typeof customersBefore]).toEqual([dayAfter(`${rfmGrid.asOf.slice(0, 8)}01`, -1), 'number']);
    }
    expect(rfmGrid.cuts.filter(({ column }: { column: string }) => column === 'RECENCY')).toHaveLength(5);
    const { valueDistribution: spread } = await admin.query(SPREAD);
    expect(spread).toMatchObject({ basis: 'MODEL', customers: 420, horizonDays: 365, level: 0.8, method: expect.stringContaining('BG/NBD') });
    expect(spread.deciles.map(({ customers }: { customers: number }) => customers)).toEqual(new Array(10).fill(42));
    expect(spread.alive.reduce((sum: number, { customers }: { customers: number }) => sum + customers, 0)).toBe(420);
    const means = spread.deciles.map(({ mean }: { mean: { minor: number } }) => mean.minor);
    expect(means).toEqual([...means].sort((a, b) => a - b));
    expect(spread.holdOut).toMatchObject({ customers: expect.any(Number), predicted: expect.any(Number) });
  });

  it('count nobody out of reach, and are closed to whoever has no word for them', async () => {
    const marketer = await api.as('MARKETER');
    const { rfmGrid } = await marketer.query(GRID);
    expect([rfmGrid.customers, rfmGrid.cuts]).toEqual([210, []]);
    const own = buyers.filter(({ team }) => team === 'EAST').flatMap(({ purchases }) => purchases).reduce((sum, { minor }) => sum + minor, 0);
    expect(rfmGrid.revenue.minor).toBe(own);
    expect((await marketer.query(SPREAD)).valueDistribution.customers).toBe(210);
    expect(await (await api.as('SALES')).refusal(GRID)).toBe('FORBIDDEN');
    // Amounts are closed: what is told in amounts is, and customers are still counted.
    await api.write(`update role_grant g set fields = '{"netAmount":"HIDDEN"}' from role r where r.id = g.role_id and r.code = 'MARKETING_MANAGER' and g.action = 'customer.read'`);
    const manager = await api.as('MANAGER');
    const closed = (await manager.query(GRID)).rfmGrid;
    expect([closed.revenue, closed.cells[0].revenue, closed.customers]).toEqual([null, null, 210]);
    expect((await manager.query(SPREAD)).valueDistribution).toBeNull();
    await api.write(`update role_grant g set fields = null from role r where r.id = g.role_id and r.code = 'MARKETING_MANAGER' and g.action = 'customer.read'`);
  });
});

describe('the shelf of value', () => {
  it('keeps nobody who was erased, merged or archived, leaves out bait, and writes no row that stays as it is', async () => {
    const [gone, bait, back, other] = buyers.slice(20, 24) as [GivenBuyer, GivenBuyer, GivenBuyer, GivenBuyer];
    await admin.mutate('mutation($id: ID!) { archiveCustomer(id: $id) { id } }', { id: gone.id });
    await api.write('insert into bait (id, customer_id, note) values (gen_random_uuid(), $1, $2)', [bait.id, 'spec']);
    await bringOrders(api, [{ customerId: back.id, team: back.team, day: back.purchases.at(-1)!.day, minor: -back.purchases.at(-1)!.minor }]);
    await bringOrders(api, [{ customerId: other.id, team: other.team, day: other.purchases.at(-1)!.day, minor: 500 }], 'EUR');
    const stamps = async (): Promise<Map<string, string>> => new Map((await api.db.query<{ id: string; at: string }>('select customer_id as id, xmin::text as at from customer_value')).rows.map(({ id, at }) => [id, at]));
    const before = await stamps();
    await admin.mutate('mutation($id: ID!) { publishModelVersion(id: $id) { id } }', { id: await fitted(api, admin, 'VALUE') });
    await modelsRest(api);
    await admin.mutate('mutation { rollBackModel(kind: VALUE) { id } }');
    await modelsRest(api);
    const after = await stamps();
    expect([gone, bait, other].map(({ id }) => after.has(id))).toEqual([false, false, false]);
    expect(after.size).toBe(417);
    expect((await admin.query(CUSTOMER, { id: back.id })).customer.value.modelVersion.id).toBe(version);
    // Nothing has changed since: laid again, no row is written.
    await scoredAgain(api, version, 'VALUE');
    const again = await stamps();
    expect([...again].filter(([id, at]) => after.get(id) !== at)).toEqual([]);
    expect([...after].filter(([id, at]) => before.get(id) !== at).length).toBeGreaterThan(0);
    const merged = buyers.slice(30, 32) as [GivenBuyer, GivenBuyer];
    await api.write('update customer set merged_into_id = $2, archived_at = now() where id = $1', [merged[0].id, merged[1].id]);
    await api.write('select leave_shelves($1::uuid[])', [[merged[0].id, merged[1].id]]);
    const left = await stamps();
    expect([left.has(merged[0].id), left.has(merged[1].id)]).toEqual([false, true]);
  });
});
