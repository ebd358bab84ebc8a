import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = `mutation($input: CustomerInput!) { createCustomer(input: $input) { id } }`;
const RELATE = `mutation($input: RelationshipInput!) { addRelationship(input: $input) { id version kind strength source basis validFrom validTo note can from { id name } to { id name } } }`;
const CHANGE = `mutation($id: ID!, $version: Int!, $input: RelationshipChange!) { updateRelationship(id: $id, version: $version, input: $input) { id version kind strength note } }`;
const ARCHIVE = `mutation($id: ID!) { archiveRelationship(id: $id) { id archivedAt } }`;
const RESTORE = `mutation($id: ID!) { restoreRelationship(id: $id) { id archivedAt } }`;
const LIST = `query($id: ID!) { relationships(customerId: $id) { nodes { id kind from { id } to { id } } } }`;
const GRAPH = `query($id: ID!) { relationGraph(customerId: $id) { isCut nodes { id hop customer { id name } } edges { fromId toId kind strength } } }`;
const REFERRALS = `query($id: ID!) { referrals(customerId: $id) { made bought revenue } }`;
const PEOPLE = `query($id: ID!, $kind: RelationKind) { relationships(customerId: $id, kind: $kind) { nodes { id jobTitle isMain } } }`;

let api: Api;
let sales: Client;
let admin: Client;
let south: Client;

const given = async (who: Client, input: object): Promise<string> => (await who.mutate(CREATE, { input })).createCustomer.id;
const relate = async (who: Client, fromId: string, toId: string, more: object = {}): Promise<{ id: string; version: number; can: string[] }> =>
  (await who.mutate(RELATE, { input: { fromId, toId, kind: 'FAMILY', basis: 'CONSENT', ...more } })).addRelationship;
const listed = async (who: Client, id: string): Promise<string[]> => (await who.query(LIST, { id })).relationships.nodes.map((node: { id: string }) => node.id);
const asWork = async (text: string, values: unknown[] = []): Promise<void> => {
  await api.db.query(`select set_config('app.request_id', 'spec', false), set_config('app.entry_id', gen_random_uuid()::text, false), set_config('app.scope', 'ALL', false)`);
  await api.db.query(text, values);
};

beforeAll(async () => {
  api = await startApi();
  sales = await api.as('SALES');
  admin = await api.as('ADMINISTRATOR');
  south = await api.as('SALES_SOUTH');
});
afterAll(() => api?.close());

describe('relating two customers', () => {
  it('works, shows on both, and is read from the first to the second', async () => {
    const [one, other] = [await given(sales, { name: '石磊' }), await given(sales, { name: '石小磊' })];
    const made = (await sales.mutate(RELATE, { input: { fromId: one, toId: other, kind: 'FAMILY', strength: 0.9, basis: 'CONSENT', validFrom: '2020-01-01', note: ' 父子 ' } })).addRelationship;
    expect(made).toMatchObject({ kind: 'FAMILY', strength: expect.closeTo(0.9, 5), source: 'DECLARED', basis: 'CONSENT', validFrom: '2020-01-01', validTo: null, note: '父子', from: { id: one, name: '石磊' }, to: { id: other } });
    expect(made.can).toEqual(['UPDATE', 'ARCHIVE']);
    expect(await listed(sales, one)).toEqual([made.id]);
    expect(await listed(sales, other)).toEqual([made.id]);
  });
  it('is refused without the word, out of reach on either side, and where it cannot be', async () => {
    const [one, other, firm, theirs] = [await given(sales, { name: '甲方' }), await given(sales, { name: '乙方' }), await given(sales, { kind: 'COMPANY', companyName: '石材有限公司' }), await given(south, { name: '外地人' })];
    const input = { fromId: one, toId: other, kind: 'FAMILY', basis: 'CONSENT' };
    expect(await (await api.as('ANALYST')).refusal(RELATE, { input })).toBe('FORBIDDEN');
    expect(await sales.refusal(RELATE, { input: { ...input, toId: theirs } })).toBe('NOT_FOUND');
    expect(await sales.refusal(RELATE, { input: { ...input, fromId: theirs } })).toBe('NOT_FOUND');
    for (const broken of [{ toId: one }, { toId: firm }, { kind: 'EMPLOYEE_OF' }, { validFrom: '2024-02-01', validTo: '2024-01-01' }]) expect(await sales.refusal(RELATE, { input: { ...input, ...broken } })).toBe('INVALID_INPUT');
    await relate(sales, one, other);
    expect(await sales.refusal(RELATE, { input: { ...input, fromId: other, toId: one } })).toBe('RELATION_EXISTS');
    await relate(sales, one, firm, { kind: 'EMPLOYEE_OF' });
  });
});

describe('changing and ending a relation', () => {
  it('works, merges with what others changed, and comes back', async () => {
    const made = await relate(sales, await given(sales, { name: '改关系甲' }), await given(sales, { name: '改关系乙' }));
    const { updateRelationship } = await sales.mutate(CHANGE, { id: made.id, version: made.version, input: { kind: 'COLLEAGUE', strength: 0.2 } });
    expect(updateRelationship).toMatchObject({ kind: 'COLLEAGUE', strength: expect.closeTo(0.2, 5) });
    expect(await sales.refusal(CHANGE, { id: made.id, version: 0, input: { strength: 0.7 } })).toBe('CONFLICT');
    expect((await sales.mutate(ARCHIVE, { id: made.id })).archiveRelationship.archivedAt).not.toBeNull();
    expect(await sales.refusal(CHANGE, { id: made.id, version: made.version, input: { strength: 0.7 } })).toBe('FORBIDDEN');
    expect((await sales.mutate(RESTORE, { id: made.id })).restoreRelationship.archivedAt).toBeNull();
  });
  it('is unknown to whoever reaches one side only', async () => {
    const [mine, theirs] = [await given(sales, { name: '这边' }), await given(south, { name: '那边' })];
    const made = await relate(admin, mine, theirs, { kind: 'REFERRER' });
    expect(await listed(admin, mine)).toEqual([made.id]);
    for (const [who, id] of [[sales, mine], [south, theirs]] as const) {
      expect(await listed(who, id)).toEqual([]);
      expect((await who.query(GRAPH, { id })).relationGraph).toMatchObject({ nodes: [{ id, hop: 0 }], edges: [] });
      for (const document of [ARCHIVE, RESTORE]) expect(await who.refusal(document, { id: made.id })).toBe('NOT_FOUND');
      expect(await who.refusal(CHANGE, { id: made.id, version: 1, input: { note: 'x' } })).toBe('NOT_FOUND');
    }
    for (const document of [LIST, GRAPH, REFERRALS]) {
      expect(await south.refusal(document, { id: mine })).toBe('NOT_FOUND');
      expect(await (await api.as('ANALYST')).refusal(document, { id: mine })).toBe('FORBIDDEN');
    }
  });
});

describe('the graph around a customer', () => {
  it('goes two steps, not three, and never by way of somebody out of reach', async () => {
    const [a, b, c, d] = [await given(sales, { name: '一' }), await given(sales, { name: '二' }), await given(sales, { name: '三' }), await given(sales, { name: '四' })];
    await relate(sales, a, b);
    await relate(sales, c, b);
    await relate(sales, c, d);
    const { relationGraph } = await sales.query(GRAPH, { id: a });
    expect(relationGraph.nodes.map(({ id, hop }: { id: string; hop: number }) => [id, hop])).toEqual([[a, 0], [b, 1], [c, 2]]);
    expect(relationGraph.edges).toHaveLength(2);
    const bridge = await given(south, { name: '桥' });
    const behind = await given(sales, { name: '桥那头' });
    await relate(admin, a, bridge);
    await relate(admin, bridge, behind);
    expect((await sales.query(GRAPH, { id: a })).relationGraph.nodes.map(({ id }: { id: string }) => id)).toEqual([a, b, c]);
    expect((await admin.query(GRAPH, { id: a })).relationGraph.nodes.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([bridge, behind]));
  });
  it('shows 200 customers at most and says that there are more; what has ended is not in it', async () => {
    const [middle, past] = [await given(admin, { name: '中心' }), await given(admin, { name: '往昔' })];
    await relate(admin, middle, past, { validTo: '2020-01-01' });
    await asWork(`insert into customer (id, name, owner_id) select gen_random_uuid(), '邻 ' || n, null from generate_series(1, 260) n`);
    await asWork(`insert into relationship (id, from_id, to_id, kind, strength, source, basis) select gen_random_uuid(), $1, id, 'GROUP', 0.5, 'OBSERVED', 'CONTRACT' from customer where name like '邻 %' limit 90`, [middle]);
    await asWork(`insert into relationship (id, from_id, to_id, kind, strength, source, basis) select gen_random_uuid(), r.to_id, c.id, 'FOLLOWER', 0.5, 'OBSERVED', 'CONTRACT'
      from customer c cross join lateral (select to_id from relationship where from_id = $1 and kind = 'GROUP' limit 3) r where c.name like '邻 %' and c.id <> r.to_id`, [middle]);
    const { relationGraph } = await admin.query(GRAPH, { id: middle });
    expect([relationGraph.nodes.length, relationGraph.isCut]).toEqual([200, true]);
    expect(relationGraph.nodes.map(({ id }: { id: string }) => id)).not.toContain(past);
    expect(relationGraph.nodes.every(({ customer }: { customer: unknown }) => customer !== null)).toBe(true);
  });
  it('hides what a merge has made a relation of a record to itself', async () => {
    const [one, other] = [await given(sales, { name: '自己' }), await given(sales, { name: '自己的另一份' })];
    const made = await relate(sales, one, other, { kind: 'OTHER' });
    await asWork('update relationship set to_id = $2, to_side_id = $3 where id = $1', [made.id, one, other]);
    expect(await listed(sales, one)).toEqual([]);
    expect((await sales.query(GRAPH, { id: one })).relationGraph).toMatchObject({ nodes: [{ id: one }], edges: [] });
    await asWork('update relationship set to_id = $2, to_side_id = null where id = $1', [made.id, other]);
    expect(await listed(sales, other)).toEqual([made.id]);
  });
});

describe('what follows from relations', () => {
  it('counts referrals made and what they have bought, within reach', async () => {
    const [referrer, first, second, theirs] = [await given(sales, { name: '介绍人' }), await given(sales, { name: '被介绍一' }), await given(sales, { name: '被介绍二' }), await given(south, { name: '被介绍三' })];
    for (const id of [first, second, theirs]) await relate(admin, referrer, id, { kind: 'REFERRER', basis: 'CONTRACT' });
    await asWork(`insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, external_source, external_key, owner_id, team_id)
      select gen_random_uuid(), 'R' || c.id, 'SALE', now(), current_date, c.id, 12500, 'CNY', 'spec', 'R' || c.id, c.owner_id, c.team_id from customer c where c.id = any($1::uuid[])`, [[first, theirs]]);
    await asWork('select refresh_customer_summary($1::uuid[])', [[first, theirs]]);
    expect((await sales.query(REFERRALS, { id: referrer })).referrals).toEqual({ made: 2, bought: 1, revenue: { minor: 12_500, currency: 'CNY' } });
    expect((await admin.query(REFERRALS, { id: referrer })).referrals).toEqual({ made: 3, bought: 2, revenue: { minor: 25_000, currency: 'CNY' } });
    expect((await sales.query(REFERRALS, { id: first })).referrals).toEqual({ made: 0, bought: 0, revenue: null });
  });
  it('does not add up referrals of two currencies', async () => {
    const [referrer, first, second] = [await given(sales, { name: '双币介绍人' }), await given(sales, { name: '人民币' }), await given(sales, { name: '两种币' })];
    for (const id of [first, second]) await relate(sales, referrer, id, { kind: 'REFERRER', basis: 'CONTRACT' });
    for (const [no, id, currency] of [['A', first, 'CNY'], ['B', second, 'CNY'], ['C', second, 'GBP']])
      await asWork(`insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, external_source, external_key, owner_id, team_id)
        select gen_random_uuid(), $3, 'SALE', now(), current_date, c.id, 100, $2, 'spec', $3, c.owner_id, c.team_id from customer c where c.id = $1`, [id, currency, `TWO-${no}`]);
    await asWork('select refresh_customer_summary($1::uuid[])', [[first, second]]);
    expect((await sales.query(REFERRALS, { id: referrer })).referrals).toEqual({ made: 2, bought: 2, revenue: null });
  });
});

describe('the people of a company', () => {
  it('bear a position, one of them is its main contact, and they are listed apart from other relations', async () => {
    const [firm, one, two, owner] = [await given(sales, { kind: 'COMPANY', companyName: '联系人有限公司' }), await given(sales, { name: '采购' }), await given(sales, { name: '财务' }), await given(sales, { name: '介绍' })];
    const first = await relate(sales, one, firm, { kind: 'EMPLOYEE_OF', jobTitle: ' 采购经理 ', isMain: true });
    const second = await relate(sales, two, firm, { kind: 'EMPLOYEE_OF', jobTitle: '财务' });
    await relate(sales, owner, firm, { kind: 'REFERRER' });
    const people = async () => (await sales.query(PEOPLE, { id: firm, kind: 'EMPLOYEE_OF' })).relationships.nodes.toSorted((a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1));
    const expected = (main: string) => [{ id: first.id, jobTitle: '采购经理', isMain: main === first.id }, { id: second.id, jobTitle: '财务', isMain: main === second.id }].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(await people()).toEqual(expected(first.id));
    await sales.mutate(CHANGE, { id: second.id, version: second.version, input: { isMain: true } });
    expect(await people()).toEqual(expected(second.id));
    for (const input of [{ jobTitle: '董事' }, { isMain: true }]) expect(await sales.refusal(RELATE, { input: { fromId: one, toId: two, kind: 'FAMILY', basis: 'CONSENT', ...input } })).toBe('INVALID_INPUT');
  });
});
