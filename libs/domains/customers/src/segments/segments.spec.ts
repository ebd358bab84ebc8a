import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';
import { SegmentKeeper } from './refresh/keeper';

const SEGMENT = 'id version name description kind visibility mine readable state freshAt can definition count { count isExact }';
const CREATE = `mutation($input: SegmentInput!) { createSegment(input: $input) { ${SEGMENT} } }`;
const UPDATE = `mutation($id: ID!, $version: Int!, $input: SegmentChange!) { updateSegment(id: $id, version: $version, input: $input) { ${SEGMENT} } }`;
const ARCHIVE = 'mutation($id: ID!) { archiveSegment(id: $id) { id archivedAt can } }';
const RESTORE = 'mutation($id: ID!) { restoreSegment(id: $id) { id archivedAt } }';
const REFRESH = 'mutation($id: ID!) { refreshSegment(id: $id) { id state } }';
const ADD = 'mutation($id: ID!, $customerIds: [ID!]!) { addToSegment(id: $id, customerIds: $customerIds) { id count { count } } }';
const REMOVE = 'mutation($id: ID!, $customerIds: [ID!]!) { removeFromSegment(id: $id, customerIds: $customerIds) { id count { count } } }';
const COMBINE = `mutation($input: CombineSegmentsInput!) { combineSegments(input: $input) { ${SEGMENT} } }`;
const ONE = `query($id: ID!) { segment(id: $id) { ${SEGMENT} } }`;
const LIST = 'query($filter: SegmentFilter) { segments(filter: $filter) { nodes { id name readable count { count } } totalCount } }';
const PREVIEW = 'query($definition: SegmentDefinitionInput!) { previewSegment(definition: $definition) { count { count isExact } customers { id name } leaves { path count } } }';
const COMPARE = 'query($ids: [ID!]!) { compareSegments(ids: $ids) { ids count } }';
const MOVES = 'query($id: ID!) { segmentMoves(id: $id) { day entered left } }';
const CUSTOMERS = 'query($filter: CustomerFilter) { customers(filter: $filter) { nodes { id segments { id name } } totalCount } }';
const CUSTOMER = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id version } }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';

jest.setTimeout(180_000);
let api: Api;
let marketer: Client;
let manager: Client;
let south: Client;
let analyst: Client;
let count = 0;

beforeAll(async () => {
  api = await startApi();
  [marketer, manager, south, analyst] = [await api.as('MARKETER'), await api.as('MANAGER'), await api.as('SALES_SOUTH'), await api.as('ANALYST')];
});
afterAll(() => api?.close());

const customer = async (input: object, who = marketer): Promise<string> => (await who.mutate(CUSTOMER, { input })).createCustomer.id;
const make = async (over: object, who = marketer) => (await who.mutate(CREATE, { input: { name: `分群${(count += 1)}`, kind: 'DYNAMIC', ...over } })).createSegment;
const inCity = (city: string): object => ({ rule: { customer: { city: { equals: city } } } });
/** A city of its own for each case: nobody else of this spec lives there. */
const place = (): string => `Town${(count += 1)}`;
const drained = async (): Promise<void> => {
  const keeper = api.app.get(SegmentKeeper, { strict: false });
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
    await keeper.drain();
    if ((await api.db.query('select 1 from segment_due limit 1')).rows.length === 0) return;
  }
  throw new Error('Marks of segments still wait');
};
const members = async (id: string): Promise<string[]> => (await api.db.query<{ id: string }>('select customer_id as id from segment_member where segment_id = $1 order by 1', [id])).rows.map((row) => row.id);

describe('a definition', () => {
  it('is previewed: how many, who first, and each condition by itself', async () => {
    const city = place();
    const id = await customer({ name: '分群甲', city, gender: 'FEMALE' });
    await customer({ name: '分群乙', city, gender: 'MALE' });
    const definition = { rule: { all: [{ customer: { city: { equals: city } } }, { not: { customer: { gender: { in: ['MALE'] } } } }] } };
    const { previewSegment: found } = await marketer.query(PREVIEW, { definition });
    expect(found).toMatchObject({ count: { count: 1, isExact: true }, customers: [{ id, name: '分群甲' }] });
    expect(found.leaves.map(({ path }: { path: string }) => path)).toEqual(['rule.all.0', 'rule.all.1.not']);
    expect(found.leaves[0].count).toBe(2);
    expect((await marketer.query(PREVIEW, { definition: { rule: { all: [] }, exclude: [{ not: { customer: { city: { equals: city } } } }] } })).previewSegment.count.count).toBe(2);
  });

  it('counts within reach alone, takes nobody who is bait, and is closed to whoever lacks the word', async () => {
    const city = place();
    const [one, two] = [await customer({ name: '近', city }), await customer({ name: '饵', city })];
    await api.write('insert into bait (id, customer_id) values (gen_random_uuid(), $1)', [two]);
    expect((await marketer.query(PREVIEW, { definition: inCity(city) })).previewSegment).toMatchObject({ count: { count: 1 }, customers: [{ id: one }] });
    expect((await south.query(PREVIEW, { definition: inCity(city) })).previewSegment).toMatchObject({ count: { count: 0 }, customers: [] });
    expect(await (await api.as('AUDITOR')).refusal(PREVIEW, { definition: inCity(city) })).toBe('FORBIDDEN');
  });

  it('is refused with its place where it says nothing, too much, or what cannot be', async () => {
    const leaf = { customer: { hasPhone: true } };
    const nested = (depth: number): object => (depth === 0 ? leaf : { all: [nested(depth - 1)] });
    const refused = async (definition: object): Promise<[string, unknown]> => {
      const { errors } = await marketer.raw(PREVIEW, { definition });
      return [errors![0]!.extensions.code, errors![0]!.extensions.facts['path']];
    };
    expect(await refused({ rule: { all: [] } })).toEqual(['SEGMENT_GROUP_EMPTY', 'rule']);
    expect(await refused({ rule: { any: [leaf, { all: [] }] } })).toEqual(['SEGMENT_GROUP_EMPTY', 'rule.any.1']);
    expect(await refused({ rule: {} })).toEqual(['SEGMENT_RULE_UNCLEAR', 'rule']);
    expect(await refused({ rule: { ...leaf, events: {} } })).toEqual(['SEGMENT_RULE_UNCLEAR', 'rule']);
    expect(await refused({ rule: { customer: {} } })).toEqual(['SEGMENT_RULE_UNCLEAR', 'rule']);
    expect((await refused({ rule: nested(6) }))[0]).toBe('SEGMENT_TOO_DEEP');
    expect((await marketer.raw(PREVIEW, { definition: { rule: nested(5) } })).errors).toBeUndefined();
    expect((await refused({ rule: { all: Array.from({ length: 40 }, () => leaf) }, exclude: [{ any: Array.from({ length: 21 }, () => leaf) }] }))[0]).toBe('SEGMENT_TOO_MANY_RULES');
    expect(await refused({ rule: { all: [leaf, { orders: { is: { min: 3, max: 2 } } }] } })).toEqual(['SEGMENT_RANGE', 'rule.all.1']);
    expect(await refused({ rule: leaf, exclude: [{ customer: { createdAt: { from: '2026-02-01', to: '2026-01-01' } } }] })).toEqual(['SEGMENT_RANGE', 'exclude.0']);
    expect(await refused({ rule: { orders: { measure: 'FIRST_ON', is: { min: 1 } } } })).toEqual(['SEGMENT_RULE_VALUE', 'rule']);
    expect(await refused({ rule: { orders: { productIds: [NOBODY] } } })).toEqual(['SEGMENT_UNKNOWN_ID', 'rule']);
    expect(await refused({ rule: { any: [leaf, { member: { in: [NOBODY] } }] } })).toEqual(['SEGMENT_UNKNOWN_ID', 'rule.any.1']);
    expect((await marketer.raw(PREVIEW, { definition: { rule: { customer: { phone: 'x' } } } })).errors).toBeDefined();
  });
});

describe('what a viewer may not know', () => {
  it('is no name in a definition, and withholds size, members and filter of a segment that asks for it', async () => {
    const city = place();
    const id = await customer({ name: '有电话', city, phone: '13812340001' });
    const secret = await make({ definition: { rule: { all: [{ customer: { city: { equals: city } } }, { customer: { hasPhone: true } }] } }, visibility: 'EVERYONE' });
    expect(secret.count.count).toBe(1);
    expect(await analyst.refusal(PREVIEW, { definition: { rule: { customer: { hasPhone: true } } } })).toBe('UNKNOWN_NAME');
    const { segment } = await analyst.query(ONE, { id: secret.id });
    expect(segment).toMatchObject({ readable: false, count: null, definition: null });
    expect(await analyst.refusal(CUSTOMERS, { filter: { segments: { in: [secret.id] } } })).toBe('UNKNOWN_NAME');
    expect(await analyst.refusal(PREVIEW, { definition: { rule: { member: { in: [secret.id] } } } })).toBe('UNKNOWN_NAME');
    expect(await analyst.refusal(COMPARE, { ids: [secret.id, secret.id] })).toBe('UNKNOWN_NAME');
    expect(await analyst.refusal(MOVES, { id: secret.id })).toBe('UNKNOWN_NAME');
    // Nor through another segment that refers to it, nor beside a customer.
    const over = await make({ definition: { rule: { member: { in: [secret.id] } } }, visibility: 'EVERYONE' });
    expect((await analyst.query(ONE, { id: over.id })).segment).toMatchObject({ readable: false, count: null });
    const beside = (await analyst.query('query($id: ID!) { customer(id: $id) { segments { id } } }', { id })).customer.segments;
    expect(beside).toEqual([]);
    expect((await marketer.query('query($id: ID!) { customer(id: $id) { segments { id } } }', { id })).customer.segments.map((one: { id: string }) => one.id).sort()).toEqual([secret.id, over.id].sort());
  });

  it('withholds a segment whose words do not reach all that the viewer reaches', async () => {
    await api.write(`insert into role (id, code, name, name_en) values ('0199a000-0000-7000-8000-0000000000e1', 'NARROW', '窄', 'Narrow')`);
    for (const [word, scope] of [['customer.read', 'ALL'], ['order.read', 'SELF'], ['segment.read', 'ALL'], ['segment.write', 'ALL']]) await api.write(`insert into role_grant (role_id, action, scope) values ('0199a000-0000-7000-8000-0000000000e1', $1, $2)`, [word, scope]);
    await api.write(`insert into app_user (id, name, email, password_hash) select '0199c000-0000-7000-8000-0000000000e1', '窄', 'narrow@example.com', password_hash from app_user where id = $1`, [personId('ADMIN')]);
    await api.write(`insert into user_role (user_id, role_id) values ('0199c000-0000-7000-8000-0000000000e1', '0199a000-0000-7000-8000-0000000000e1')`);
    const narrow = await api.as('narrow@example.com');
    const bought = await make({ definition: { rule: { orders: { is: { max: 0 } } } }, visibility: 'EVERYONE' });
    expect((await narrow.query(ONE, { id: bought.id })).segment).toMatchObject({ readable: false, count: null });
    expect(await narrow.refusal(CREATE, { input: { name: 'x', kind: 'DYNAMIC', definition: { rule: { orders: {} } } } })).toBe('UNKNOWN_NAME');
    // Of customers beyond the word the rule says neither yes nor no.
    expect((await narrow.query(PREVIEW, { definition: { rule: { orders: { is: { max: 0 } } } } })).previewSegment.count.count).toBe(0);
  });
});

describe('segments', () => {
  it('are made, read, listed and used as a filter: members follow the records', async () => {
    const city = place();
    const id = await customer({ name: '跟随', city });
    const made = await make({ name: `${city}客户`, description: '跟随档案', definition: inCity(city), visibility: 'EVERYONE' });
    expect(made).toMatchObject({ count: { count: 1, isExact: true }, state: 'FRESH', readable: true, mine: true, can: ['REFRESH', 'UPDATE', 'ARCHIVE'] });
    expect((await marketer.query(ONE, { id: made.id })).segment.definition).toEqual(inCity(city));
    expect((await south.query(ONE, { id: made.id })).segment).toMatchObject({ mine: false, can: [], count: { count: 0 } });
    expect((await marketer.query(LIST, { filter: { search: city } })).segments).toMatchObject({ nodes: [{ id: made.id, count: { count: 1 } }], totalCount: 1 });
    expect((await marketer.query(CUSTOMERS, { filter: { segments: { in: [made.id] } } })).customers).toMatchObject({ nodes: [{ id, segments: [{ id: made.id, name: `${city}客户` }] }], totalCount: 1 });
    const second = await customer({ name: '后来', city });
    await drained();
    expect(await members(made.id)).toEqual([id, second].sort());
    await marketer.mutate('mutation($id: ID!) { archiveCustomer(id: $id) { id } }', { id });
    await drained();
    expect(await members(made.id)).toEqual([second]);
    const today = (await marketer.query(MOVES, { id: made.id })).segmentMoves;
    expect(today).toEqual([{ day: today[0].day, entered: 2, left: 1 }]);
    expect(await (await api.as('AUDITOR')).refusal(ONE, { id: made.id })).toBe('FORBIDDEN');
  });

  it('create: takes the word, a definition, and another word to be shared', async () => {
    expect(await (await api.as('SALES')).refusal(CREATE, { input: { name: 'x', kind: 'DYNAMIC', definition: inCity('x') } })).toBe('FORBIDDEN');
    expect(await marketer.refusal(CREATE, { input: { name: 'x', kind: 'DYNAMIC' } })).toBe('SEGMENT_KIND');
    expect(await marketer.refusal(CREATE, { input: { name: 'x', kind: 'STATIC', customerIds: [NOBODY] } })).toBe('NOT_FOUND');
    expect(await marketer.refusal(CREATE, { input: { name: ' ', kind: 'STATIC' } })).toBe('INVALID_INPUT');
    await api.write(`delete from role_grant where action = 'view.share' and role_id = (select id from role where code = 'ANALYST')`);
    expect(await analyst.refusal(CREATE, { input: { name: 'x', kind: 'DYNAMIC', definition: inCity('x'), visibility: 'TEAM' } })).toBe('FORBIDDEN');
  });

  it('update: by the owner alone, and never into a circle', async () => {
    const city = place();
    await customer({ name: '改', city });
    const made = await make({ definition: inCity('nowhere'), visibility: 'EVERYONE' });
    const { updateSegment: after } = await marketer.mutate(UPDATE, { id: made.id, version: made.version, input: { name: '改名', definition: inCity(city) } });
    expect(after).toMatchObject({ name: '改名', version: made.version + 1, count: { count: 1 } });
    expect(await manager.refusal(UPDATE, { id: made.id, version: after.version, input: { name: 'x' } })).toBe('FORBIDDEN');
    const own = await make({ definition: inCity(city) });
    expect(await manager.refusal(UPDATE, { id: own.id, version: 1, input: { name: 'x' } })).toBe('NOT_FOUND');
    const over = await make({ definition: { rule: { member: { in: [made.id] } } } });
    const top = await make({ definition: { rule: { customer: { segments: { in: [over.id] } } } } });
    expect(await marketer.refusal(UPDATE, { id: made.id, version: after.version, input: { definition: { rule: { member: { notIn: [top.id] } } } } })).toBe('SEGMENT_CIRCLE');
    expect(await marketer.refusal(UPDATE, { id: made.id, version: after.version, input: { definition: { rule: { member: { in: [made.id] } } } } })).toBe('SEGMENT_CIRCLE');
    expect(await marketer.refusal(UPDATE, { id: made.id, version: 1, input: { name: '旧' } })).toBe('CONFLICT');
  });

  it('archive and restore: not while others refer to it, and by the owner alone', async () => {
    const city = place();
    const made = await make({ definition: inCity(city), visibility: 'EVERYONE' });
    const over = await make({ definition: { rule: { member: { in: [made.id] } } } });
    expect(await marketer.refusal(ARCHIVE, { id: made.id })).toBe('SEGMENT_IN_USE');
    expect(await manager.refusal(ARCHIVE, { id: made.id })).toBe('FORBIDDEN');
    expect(await manager.refusal(ARCHIVE, { id: over.id })).toBe('NOT_FOUND');
    expect(await (await api.as('SALES')).refusal(ARCHIVE, { id: made.id })).toBe('FORBIDDEN');
    expect((await marketer.mutate(ARCHIVE, { id: over.id })).archiveSegment).toMatchObject({ can: ['RESTORE'] });
    await marketer.mutate(ARCHIVE, { id: made.id });
    expect(await marketer.refusal(RESTORE, { id: over.id })).toBe('SEGMENT_UNKNOWN_ID');
    expect(await manager.refusal(RESTORE, { id: made.id })).toBe('FORBIDDEN');
    const id = await customer({ name: '归档期间', city });
    await marketer.mutate(RESTORE, { id: made.id });
    expect(await members(made.id)).toEqual([id]);
    expect((await marketer.mutate(RESTORE, { id: over.id })).restoreSegment.archivedAt).toBeNull();
  });

  it('refresh: as a job that its starter sees', async () => {
    const city = place();
    const made = await make({ definition: inCity(city), visibility: 'EVERYONE' });
    const id = await customer({ name: '重算', city });
    const { refreshSegment: job } = await marketer.mutate(REFRESH, { id: made.id });
    for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) if ((await marketer.query('query($id: ID!) { job(id: $id) { state } }', { id: job.id })).job.state === 'DONE') break;
    expect((await marketer.query('query($id: ID!) { job(id: $id) { state } }', { id: job.id })).job.state).toBe('DONE');
    expect(await members(made.id)).toEqual([id]);
    expect(await (await api.as('SALES')).refusal(REFRESH, { id: made.id })).toBe('FORBIDDEN');
    expect(await manager.refusal(REFRESH, { id: (await make({ definition: inCity(city) })).id })).toBe('NOT_FOUND');
    await marketer.mutate(ARCHIVE, { id: made.id });
    expect(await marketer.refusal(REFRESH, { id: made.id })).toBe('FORBIDDEN');
  });

  it('static: hold whom their owner puts in, among those in reach', async () => {
    const city = place();
    const [one, two, three] = [await customer({ name: '一', city }), await customer({ name: '二', city }), await customer({ name: '三', city })];
    const made = await make({ kind: 'STATIC', filter: { city: { equals: city } }, visibility: 'EVERYONE' });
    expect(made).toMatchObject({ kind: 'STATIC', definition: null, count: { count: 3 }, can: ['REFRESH', 'UPDATE', 'ARCHIVE', 'FILL'] });
    expect((await marketer.mutate(REMOVE, { id: made.id, customerIds: [two] })).removeFromSegment.count.count).toBe(2);
    expect((await marketer.mutate(ADD, { id: made.id, customerIds: [two, one] })).addToSegment.count.count).toBe(3);
    expect(await members(made.id)).toEqual([one, two, three].sort());
    for (const verb of [ADD, REMOVE]) {
      expect(await manager.refusal(verb, { id: made.id, customerIds: [one] })).toBe('FORBIDDEN');
      expect(await marketer.refusal(verb, { id: made.id, customerIds: [NOBODY] })).toBe('NOT_FOUND');
      expect(await (await api.as('SALES')).refusal(verb, { id: made.id, customerIds: [one] })).toBe('FORBIDDEN');
      expect(await marketer.refusal(verb, { id: (await make({ definition: inCity(city) })).id, customerIds: [one] })).toBe('SEGMENT_KIND');
    }
    expect(await marketer.refusal(UPDATE, { id: made.id, version: 1, input: { definition: inCity(city) } })).toBe('SEGMENT_KIND');
  });

  it('are compared and put together', async () => {
    const city = place();
    const [one, two, three] = [await customer({ name: '一', city, gender: 'FEMALE' }), await customer({ name: '二', city, gender: 'FEMALE' }), await customer({ name: '三', city })];
    const a = await make({ definition: inCity(city), visibility: 'EVERYONE' });
    const b = await make({ kind: 'STATIC', customerIds: [one, two] });
    const c = await make({ kind: 'STATIC', customerIds: [two] });
    const { compareSegments: regions } = await marketer.query(COMPARE, { ids: [a.id, b.id, c.id] });
    expect(regions).toHaveLength(7);
    const size = (...ids: string[]): number => regions.find((region: { ids: string[] }) => [...region.ids].sort().join() === [...ids].sort().join()).count;
    expect([size(a.id), size(b.id), size(a.id, b.id), size(a.id, b.id, c.id), size(c.id)]).toEqual([1, 0, 1, 1, 0]);
    const found = async (how: string, ids: string[], kind?: string) => members((await marketer.mutate(COMBINE, { input: { name: how, how, ids, ...(kind ? { kind } : {}) } })).combineSegments.id);
    expect(await found('UNION', [b.id, c.id])).toEqual([one, two].sort());
    expect(await found('INTERSECTION', [b.id, c.id])).toEqual([two]);
    expect(await found('DIFFERENCE', [a.id, b.id])).toEqual([three]);
    expect(await found('DIFFERENCE', [a.id, c.id], 'STATIC')).toEqual([one, three].sort());
    expect(await manager.refusal(COMBINE, { input: { name: 'x', how: 'UNION', ids: [a.id, b.id] } })).toBe('NOT_FOUND');
    expect(await manager.refusal(COMPARE, { ids: [a.id, b.id] })).toBe('NOT_FOUND');
    expect(await (await api.as('SALES')).refusal(COMBINE, { input: { name: 'x', how: 'UNION', ids: [a.id, b.id] } })).toBe('FORBIDDEN');
    // What was put together follows what it was made of.
    const union = (await marketer.mutate(COMBINE, { input: { name: '跟着', how: 'UNION', ids: [b.id, c.id] } })).combineSegments.id;
    await marketer.mutate(ADD, { id: c.id, customerIds: [three] });
    await drained();
    expect(await members(union)).toEqual([one, two, three].sort());
  });
});

describe('members', () => {
  it('follow a merge and its taking apart, and go with an erasure', async () => {
    const city = place();
    const [one, two] = [await customer({ name: '并一', city }), await customer({ name: '并二', city })];
    const dynamic = await make({ definition: inCity(city), visibility: 'EVERYONE' });
    const picked = await make({ kind: 'STATIC', customerIds: [two], visibility: 'EVERYONE' });
    const admin = await api.as('ADMIN');
    const { mergeCustomers: merged } = await admin.mutate('mutation($input: MergeInput!) { mergeCustomers(input: $input) { mergeIds } }', { input: { survivorId: one, absorbedIds: [two] } });
    await drained();
    expect([await members(dynamic.id), await members(picked.id)]).toEqual([[one], [one]]);
    await admin.mutate('mutation($id: ID!) { unmergeCustomer(id: $id) { mergeIds } }', { id: merged.mergeIds[0] });
    await drained();
    expect([await members(dynamic.id), await members(picked.id)]).toEqual([[one, two].sort(), [two]]);
    await admin.mutate('mutation($id: ID!, $i: EraseInput!) { eraseCustomer(id: $id, input: $i) { id } }', { id: two, i: { reason: 'spec' } });
    await drained();
    expect([await members(dynamic.id), await members(picked.id)]).toEqual([[one], []]);
    for (const table of ['segment_member', 'segment_pick', 'segment_stay']) expect([table, (await api.db.query(`select 1 from ${table} where customer_id = $1`, [two])).rows]).toEqual([table, []]);
  });
});

describe('a customer’s zone', () => {
  it('is kept, checked, and part of the history', async () => {
    const id = await customer({ name: '纽约', timeZone: 'America/New_York' });
    expect((await marketer.query('query($id: ID!) { customer(id: $id) { timeZone } }', { id })).customer.timeZone).toBe('America/New_York');
    expect(await marketer.refusal(CUSTOMER, { input: { name: 'x', timeZone: 'Mars/Olympus' } })).toBe('INVALID_INPUT');
    await marketer.mutate('mutation($id: ID!, $v: Int!, $input: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $input) { id } }', { id, v: 1, input: { timeZone: null } });
    const { customerHistory } = await marketer.query('query($id: ID!) { customerHistory(id: $id) { nodes { __typename changes { field } } } }', { id });
    expect(JSON.stringify(customerHistory)).toContain('timeZone');
  });
});
