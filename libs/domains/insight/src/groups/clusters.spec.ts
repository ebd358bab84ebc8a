import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { chanceOf } from '@dossier/metrics';

const BOARD = '{ clusterBoard { isPublished isOpen isClear isStable isFallback silhouette customers fittedOn asOf clusters { cluster name customers share stability differences { feature difference mean whole } } } }';
const NAME = 'mutation($cluster: Int!, $name: String) { nameCluster(cluster: $cluster, name: $name) { clusters { cluster name } } }';
const MEMBERS = 'query($filter: CustomerFilter) { customers(filter: $filter, first: 200) { totalCount nodes { id cluster { cluster name asOf } } } }';
const FIT = 'mutation { fitModel(kind: CLUSTER) { id } }';
const LATEST = '{ model(kind: CLUSTER) { latest { id state weak card scoredRows } } }';
const PUBLISH = 'mutation($id: ID!) { publishModelVersion(id: $id) { id state } }';

// A fit and a scoring are waited for, however busy the machine is.
jest.setTimeout(180_000);

interface Version { id: string; state: string; weak: boolean; scoredRows: number | null; card: { lack: { found: number; needed: number } | null; parameters: { key: string; value: number }[]; cautions: { en: string }[] } }
interface Profile { cluster: number; name: string | null; customers: number; share: number; stability: number; differences: { feature: string; difference: number | null; mean: number; whole: number }[] }

let api: Api;
let admin: Client;

const latest = async (): Promise<Version | null> => (await admin.query(LATEST)).model.latest as Version | null;

/** Looks again and again until something is there: as long as a busy machine may need, and no longer. */
async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error('It does not come');
}

async function fitted(): Promise<Version> {
  const before = (await latest())?.id;
  await admin.mutate(FIT);
  return until(async () => {
    const version = await latest();
    return version && version.id !== before && version.state !== 'FITTING' && version;
  });
}

/** Customers of two kinds: many who bought little long ago, and a few who buy much all the time. Some of each in both teams. */
async function people(): Promise<void> {
  const chance = chanceOf(3);
  const rows = Array.from({ length: 300 }, (_, at) => {
    const isGood = at % 3 === 0;
    const orders = isGood ? 10 + chance.below(20) : 1 + chance.below(4);
    return { id: newId(), no: `DA-C-${String(at).padStart(5, '0')}`, team: teamId(at % 2 === 0 ? 'EAST' : 'SOUTH'), owner: at % 2 === 0 ? personId('SALES') : personId('SALES_SOUTH'), orders, quiet: isGood ? 1 + chance.below(60) : 120 + chance.below(180), minor: Math.round((isGood ? 120_000 : 40_000) * Math.exp(0.5 * chance.normal())), gap: isGood ? 14 : null };
  });
  await api.write(`insert into customer (id, archive_no, name, kind, stage, team_id, owner_id) select r.id, r.no, r.no, 'PERSON', 'ACTIVE', r.team, r.owner from jsonb_to_recordset($1::jsonb) r(id uuid, no text, team uuid, owner uuid)`, [JSON.stringify(rows)]);
  // One order stands for all: the summary is what counts here, and it is set to what it would be with the others.
  await api.write(
    `insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, line_count, external_source, external_key, team_id, owner_id)
      select gen_random_uuid(), 'C-' || r.no, 'SALE', (company_today() - r.quiet)::timestamp at time zone 'Asia/Shanghai', company_today() - r.quiet, r.id, r.minor, (select currency from company), 0, 'spec', r.no, r.team, r.owner
      from jsonb_to_recordset($1::jsonb) r(id uuid, no text, team uuid, owner uuid, minor bigint, quiet int)`, [JSON.stringify(rows)]);
  await api.write(
    `update customer_summary s set order_count = r.orders, refund_count = 0, net_minor = r.minor, sale_minor = r.minor, currency = (select currency from company), first_order_on = company_today() - r.quiet - 100, last_order_on = company_today() - r.quiet, gap_median_days = r.gap
      from jsonb_to_recordset($1::jsonb) r(id uuid, orders int, minor bigint, quiet int, gap numeric) where s.customer_id = r.id`, [JSON.stringify(rows)]);
}

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
});
afterAll(() => api?.close());

describe('clusters', () => {
  it('are refused while too few have bought: what is lacking is told', async () => {
    const version = await fitted();
    expect(version).toMatchObject({ state: 'REFUSED', card: { lack: { found: 0, needed: 100 } } });
    expect((await admin.query(BOARD)).clusterBoard).toMatchObject({ isPublished: false, clusters: [] });
  });

  it('find the two kinds of customers, with what sets each apart, and put everybody into one', async () => {
    await people();
    const version = await fitted();
    expect(version).toMatchObject({ state: 'FITTED', weak: false });
    expect(version.card.parameters.find(({ key }) => key === 'k')?.value).toBe(2);
    await admin.mutate(PUBLISH, { id: version.id });
    await until(async () => (await latest())?.scoredRows === 300);
    const board = (await admin.query(BOARD)).clusterBoard;
    expect(board).toMatchObject({ isPublished: true, isOpen: true, isClear: true, isStable: true, isFallback: false, customers: 300, fittedOn: 300 });
    const [many, few] = board.clusters as [Profile, Profile];
    // Two kinds that hardly overlap: one or two in a hundred stand between them.
    expect(many.customers + few.customers).toBe(300);
    expect(Math.abs(few.customers - 100)).toBeLessThanOrEqual(3);
    expect(Math.min(many.stability, few.stability)).toBeGreaterThanOrEqual(0.75);
    const apart = (profile: Profile, feature: string) => profile.differences.find((one) => one.feature === feature)!;
    expect(apart(few, 'FREQUENCY').difference!).toBeGreaterThan(0.5);
    expect(apart(many, 'RECENCY').difference!).toBeGreaterThan(0.2);
    expect(apart(few, 'FREQUENCY').mean).toBeGreaterThan(10);
    // All together are the groups weighed by their sizes, and their differences weighed so are none.
    const weighed = (of: (profile: Profile) => number): number => (many.customers * of(many) + few.customers * of(few)) / 300;
    expect(apart(many, 'FREQUENCY').whole).toBeCloseTo(weighed((profile) => apart(profile, 'FREQUENCY').mean), 9);
    expect(weighed((profile) => apart(profile, 'SPEND').difference!)).toBeCloseTo(0, 9);
    // What never differs is not used, and says so.
    expect(apart(few, 'RETURNS').difference).toBeNull();
    expect(version.card.cautions.some(({ en }) => en.includes('hardly ever differs'))).toBe(true);
  });

  it('stand on the record, filter the list, and are named by who manages models', async () => {
    const few = (await admin.query(MEMBERS, { filter: { cluster: { in: ['2'] } } })).customers;
    expect(few.totalCount).toBe((await admin.query(BOARD)).clusterBoard.clusters[1].customers);
    expect(few.nodes[0].cluster).toMatchObject({ cluster: '2', name: null });
    expect((await admin.mutate(NAME, { cluster: 2, name: ' 常客 ' })).nameCluster.clusters[1]).toEqual({ cluster: 2, name: '常客' });
    expect((await admin.query(MEMBERS, { filter: { cluster: { in: ['2'] } } })).customers.nodes[0].cluster).toMatchObject({ name: '常客' });
    expect((await admin.mutate(NAME, { cluster: 2, name: null })).nameCluster.clusters[1]).toEqual({ cluster: 2, name: null });
    expect(await admin.refusal(NAME, { cluster: 9, name: 'x' })).toBe('NOT_FOUND');
    expect(await (await api.as('MARKETER')).refusal(NAME, { cluster: 2, name: 'x' })).toBe('FORBIDDEN');
  });

  it('count nobody out of reach', async () => {
    const east = (await (await api.as('MARKETER')).query(BOARD)).clusterBoard;
    expect(east.customers).toBe(150);
    const mine = (east.clusters as Profile[])[1]!.customers;
    expect(mine).toBe((await (await api.as('MARKETER')).query(MEMBERS, { filter: { cluster: { in: ['2'] } } })).customers.totalCount);
    expect(mine).toBeLessThan(60);
    expect((await (await api.as('ANALYST')).query(BOARD)).clusterBoard.customers).toBe(300);
    expect(await (await api.as('SALES')).refusal(BOARD)).toBe('FORBIDDEN');
    expect((await (await api.as('SALES')).query(MEMBERS, { filter: { cluster: { in: ['2'] } } })).customers.totalCount).toBe(mine);
    expect(await (await api.as('AUDITOR')).refusal(MEMBERS, { filter: { cluster: { in: ['2'] } } })).toBe('UNKNOWN_NAME');
  });

  it('are closed to whom what they are built of is closed', async () => {
    await api.write(`update role_grant set fields = '{"summary":"HIDDEN"}' where action = 'customer.read' and role_id = (select id from role where code = 'MARKETER')`);
    const marketer = await api.as('marketer@example.com');
    await until(async () => (await marketer.query(BOARD)).clusterBoard.isOpen === false);
    expect((await marketer.query(BOARD)).clusterBoard).toMatchObject({ customers: 0, clusters: [] });
    expect(await marketer.refusal(MEMBERS, { filter: { cluster: { in: ['2'] } } })).toBe('UNKNOWN_NAME');
    await api.write(`update role_grant set fields = null where action = 'customer.read' and role_id = (select id from role where code = 'MARKETER')`);
  });
});
