import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = `mutation($input: CustomerInput!) { createCustomer(input: $input) { id version archiveNo name nameLatin country phone email age birthPrecision owner { id name } team { name } tags { name } can identities { id kind value primary } } }`;
const UPDATE = `mutation($id: ID!, $version: Int!, $input: CustomerInput!) { updateCustomer(id: $id, version: $version, input: $input) { id version name city stage } }`;
const READ = `query($id: ID!) { customer(id: $id) { id version name city phone archivedAt summary { orderCount netAmount averageAmount recencyDays topCategories { name } } months { month } latestOrders { orderNo } } }`;
const LIST = `query($filter: CustomerFilter, $sort: CustomerSort, $order: SortOrder, $first: Int, $after: String) { customers(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) { nodes { id name phone } pageInfo { hasNextPage endCursor } totalCount totalIsExact } }`;
const ADD = `mutation($id: ID!, $input: IdentityInput!) { addIdentity(customerId: $id, input: $input) { id identities { id kind value primary label } phone } }`;
const REVEAL = `mutation($id: ID!) { revealIdentities(customerId: $id) { id kind value } }`;
const HISTORY = `query($id: ID!) { customerHistory(id: $id) { nodes { id operation table actor { name } changes { field before after } } } }`;
const SEARCH = `query($text: String!) { search(text: $text) { customers { id title detail matched link } orders { title } products { title } users { title } } }`;
const PROBE = `query($input: DuplicateProbe!) { possibleDuplicates(input: $input) { reason customer { id name } } }`;

let api: Api;
let sales: Client;
let south: Client;
let admin: Client;

const given = async (who: Client, input: object): Promise<{ id: string; version: number; name: string; archiveNo: string; phone: string; can: string[]; identities: { id: string; kind: string; value: string; primary: boolean }[]; owner: { id: string }; age: number }> =>
  (await who.mutate(CREATE, { input })).createCustomer;

beforeAll(async () => {
  api = await startApi();
  [sales, south, admin] = await Promise.all([api.as('SALES'), api.as('SALES_SOUTH'), api.as('ADMINISTRATOR')]);
});
afterAll(() => api?.close());

describe('creating a customer', () => {
  it('keeps the name, masks the phone and gives it to its maker', async () => {
    const made = await given(sales, { name: ' 王  伟 ', phone: '138 0013 8000', email: 'Wang.Wei@Example.com', country: '中国', birthDate: '1990-02-14' });
    expect(made).toMatchObject({ name: '王 伟', country: 'CN', phone: '138****8000', email: 'w***@example.com', owner: { id: personId('SALES') }, team: { name: '华东' }, birthPrecision: 'FULL' });
    expect(made.archiveNo).toMatch(/^DA-\d{4}-\d{6}$/);
    expect(made.can).toEqual(expect.arrayContaining(['UPDATE', 'ARCHIVE']));
    expect(made.age).toBeGreaterThan(30);
  });
  it('is refused to an auditor', async () => expect(await (await api.as('AUDITOR')).refusal(CREATE, { input: { name: '甲' } })).toBe('FORBIDDEN'));
  it('does not know a source that nobody made', async () => expect(await sales.refusal(CREATE, { input: { name: '乙', sourceId: '0199b000-0000-7000-8000-00000000ffff' } })).toBe('NOT_FOUND'));
  it('refuses a field that the role may not fill in, and a contact likewise', async () => {
    const closeIn = (fields: object | null) => api.db.query(
      `with said as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true))
       update role_grant set fields = $1 from role, said where role.id = role_id and role.code = 'SALES' and action = 'customer.create'`, [fields && JSON.stringify(fields)]);
    await closeIn({ city: 'HIDDEN', identities: 'HIDDEN' });
    await new Promise((heard) => setTimeout(heard, 500));
    expect(await sales.refusal(CREATE, { input: { name: '丁', city: '上海' } })).toBe('FORBIDDEN');
    expect(await sales.refusal(CREATE, { input: { name: '丁', phone: '13800138111' } })).toBe('FORBIDDEN');
    expect((await sales.mutate(CREATE, { input: { name: '丁', region: '上海' } })).createCustomer.id).toBeTruthy();
    await closeIn(null);
    await new Promise((heard) => setTimeout(heard, 500));
  });
  it('needs one thing by which people know the customer', async () => expect(await sales.refusal(CREATE, { input: { city: '上海' } })).toBe('CUSTOMER_WITHOUT_NAME'));
  it('says what is wrong with a phone number', async () => expect(await sales.refusal(CREATE, { input: { name: '丙', phone: '1380013' } })).toBe('INVALID_INPUT'));
  it('keeps no phone number in clear', async () => {
    await given(sales, { name: '密文', phone: '13911112222' });
    const { rows } = await api.db.query(`select (select string_agg(to_jsonb(i)::text, '') from customer_identity i) || (select string_agg(to_jsonb(c)::text, '') from audit_change c) || (select string_agg(to_jsonb(r)::text, '') from revision r) as all`);
    expect(rows[0].all).not.toContain('13911112222');
  });
});

describe('reading and listing', () => {
  it('reads a customer with an empty summary in one answer', async () => {
    const made = await given(sales, { name: '李静怡' });
    const { customer } = await sales.query(READ, { id: made.id });
    expect(customer).toMatchObject({ name: '李静怡', summary: { orderCount: 0, netAmount: null, averageAmount: null, recencyDays: null, topCategories: [] }, months: [], latestOrders: [] });
  });
  it('answers out of reach as if there were nothing', async () => {
    const made = await given(sales, { name: '远处' });
    expect(await south.refusal(READ, { id: made.id })).toBe('NOT_FOUND');
    const { customers } = await south.query(LIST, { filter: { search: '远处' } });
    expect(customers.nodes).toEqual([]);
    expect(customers.totalCount).toBe(0);
  });
  it('sorts by pinyin and pages by cursor', async () => {
    const names = ['张三丰甲', '阿宝甲', '李四光甲'];
    for (const name of names) await given(sales, { name });
    const first = (await sales.query(LIST, { filter: { name: { contains: '甲' } }, sort: 'NAME', order: 'ASC', first: 2 })).customers;
    expect(first.nodes.map((row: { name: string }) => row.name)).toEqual(['阿宝甲', '李四光甲']);
    const rest = (await sales.query(LIST, { filter: { name: { contains: '甲' } }, sort: 'NAME', order: 'ASC', first: 2, after: first.pageInfo.endCursor })).customers;
    expect(rest.nodes.map((row: { name: string }) => row.name)).toEqual(['张三丰甲']);
  });
  it.each(['NAME', 'CREATED_AT', 'UPDATED_AT', 'LAST_ORDER_ON', 'NET_AMOUNT', 'ORDER_COUNT', 'ARCHIVE_NO'])('sorts by %s both ways and past the first page', async (sort) => {
    for (const order of ['ASC', 'DESC']) {
      const all = (await admin.query(LIST, { sort, order, first: 200 })).customers.nodes.map((row: { id: string }) => row.id);
      const page = (await admin.query(LIST, { sort, order, first: 3 })).customers;
      const next = (await admin.query(LIST, { sort, order, first: 3, after: page.pageInfo.endCursor })).customers;
      expect([...page.nodes, ...next.nodes].map((row: { id: string }) => row.id)).toEqual(all.slice(0, 6));
    }
  });
  it('understands every filter', async () => {
    const filters = [
      { search: 'wangwei' }, { companyName: { contains: 'x' } }, { archiveNo: { startsWith: 'DA' } }, { kind: { in: ['PERSON'] } }, { stage: { notIn: ['LOST'] } }, { gender: { in: ['UNKNOWN'] } },
      { occupation: { isEmpty: true } }, { country: { in: ['CN'] } }, { region: { isEmpty: true } }, { city: { equals: '上海' } }, { owner: { in: [personId('SALES')] } }, { team: { isEmpty: false } },
      { source: { isEmpty: true } }, { tags: { isEmpty: true } }, { birthDate: { month: 2 } }, { birthDate: { from: '1980-01-01', to: '1999-12-31' } }, { createdAt: { last: 3 } }, { updatedAt: { last: 3 } },
      { firstOrderOn: { isEmpty: true } }, { lastOrderOn: { last: 30 } }, { orderCount: { min: 0 } }, { recencyDays: { min: 3, max: 90 } }, { netAmount: { min: 0 } }, { archived: true }, { hasPhone: true },
      { hasEmail: false }, { demo: false }, { externalKey: { isEmpty: true } }, { not: { or: [{ name: { equals: '王 伟' } }, { hasPhone: true }] } }, { and: [{ stage: { in: ['PROSPECT'] } }] },
    ];
    for (const filter of filters) expect((await admin.query(LIST, { filter })).customers.totalIsExact).toBe(true);
    expect((await admin.query(LIST, { filter: { search: 'ww' } })).customers.nodes.map((row: { name: string }) => row.name)).toContain('王 伟');
  });
});

describe('changing a customer', () => {
  it('saves, and merges a change of other fields made meanwhile', async () => {
    const made = await given(sales, { name: '合并' });
    await sales.mutate(UPDATE, { id: made.id, version: made.version, input: { city: '杭州' } });
    const { updateCustomer } = await sales.mutate(UPDATE, { id: made.id, version: made.version, input: { stage: 'ACTIVE' } });
    expect(updateCustomer).toMatchObject({ city: '杭州', stage: 'ACTIVE', version: made.version + 2 });
  });
  it('answers with both values where the same field was changed', async () => {
    const made = await given(sales, { name: '冲突' });
    await sales.mutate(UPDATE, { id: made.id, version: made.version, input: { city: '杭州' } });
    const { errors } = await sales.raw(UPDATE, { id: made.id, version: made.version, input: { city: '苏州' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', facts: { fields: { city: { mine: '苏州', theirs: '杭州' } } } });
  });
  it('finds a customer by the new name at once', async () => {
    const made = await given(sales, { name: '旧名字' });
    await sales.mutate(UPDATE, { id: made.id, version: made.version, input: { name: '欧阳娜娜' } });
    expect((await sales.query(SEARCH, { text: 'ouyang' })).search.customers.map((hit: { id: string }) => hit.id)).toContain(made.id);
  });
  it('is refused to an auditor and does not exist out of reach', async () => {
    const made = await given(sales, { name: '守卫' });
    expect(await (await api.as('AUDITOR')).refusal(UPDATE, { id: made.id, version: 1, input: { city: '无' } })).toBe('FORBIDDEN');
    expect(await south.refusal(UPDATE, { id: made.id, version: 1, input: { city: '无' } })).toBe('NOT_FOUND');
  });
  it('is archived, leaves the list, and comes back', async () => {
    const made = await given(admin, { name: '归档者' });
    await admin.mutate('mutation($id: ID!) { archiveCustomer(id: $id) { id archivedAt can } }', { id: made.id });
    expect((await admin.query(LIST, { filter: { search: '归档者' } })).customers.nodes).toEqual([]);
    const { restoreCustomer } = await admin.mutate('mutation($id: ID!) { restoreCustomer(id: $id) { archivedAt } }', { id: made.id });
    expect(restoreCustomer.archivedAt).toBeNull();
  });
  it('cannot come back when its key belongs to another by now', async () => {
    const [first, second] = [await given(admin, { name: '键一' }), await given(admin, { name: '键二' })];
    const key = async (id: string) => {
      await api.db.query(`select set_config('app.request_id', 'spec', false), set_config('app.entry_id', gen_random_uuid()::text, false), set_config('app.scope', 'ALL', false)`);
      await api.db.query(`update customer set external_source = 's', external_key = 'k' where id = $1`, [id]);
    };
    await key(first.id);
    await admin.mutate('mutation($id: ID!) { archiveCustomer(id: $id) { id } }', { id: first.id });
    await key(second.id);
    expect(await admin.refusal('mutation($id: ID!) { restoreCustomer(id: $id) { id } }', { id: first.id })).toBe('CONFLICT');
  });
  it('goes to a colleague with its team', async () => {
    const made = await given(admin, { name: '转交' });
    const { assignCustomer } = await admin.mutate('mutation($id: ID!, $o: ID!) { assignCustomer(id: $id, ownerId: $o) { owner { name } team { name } } }', { id: made.id, o: personId('SALES_SOUTH') });
    expect(assignCustomer).toEqual({ owner: { name: '孙浩' }, team: { name: '华南' } });
    expect((await south.query(READ, { id: made.id })).customer.name).toBe('转交');
  });
});

describe('contacts', () => {
  it('adds, changes the primary one and removes', async () => {
    const made = await given(sales, { name: '联系', phone: '13700000001' });
    const { addIdentity } = await sales.mutate(ADD, { id: made.id, input: { kind: 'PHONE', value: '13700000002', label: '办公' } });
    const second = addIdentity.identities.find((row: { primary: boolean }) => !row.primary);
    expect(second).toMatchObject({ value: '137****0002', label: '办公' });
    const { makeIdentityPrimary } = await sales.mutate('mutation($id: ID!) { makeIdentityPrimary(id: $id) { phone } }', { id: second.id });
    expect(makeIdentityPrimary.phone).toBe('137****0002');
    const { removeIdentity } = await sales.mutate('mutation($id: ID!) { removeIdentity(id: $id) { phone identities { id } } }', { id: second.id });
    expect(removeIdentity).toMatchObject({ phone: '137****0001' });
    expect(removeIdentity.identities).toHaveLength(1);
  });
  it('refuses the same one twice', async () => {
    const made = await given(sales, { name: '重复号', phone: '13700000003' });
    expect(await sales.refusal(ADD, { id: made.id, input: { kind: 'PHONE', value: '+86 137 0000 0003' } })).toBe('IDENTITY_TAKEN');
  });
  it('are revealed by one audited act', async () => {
    const made = await given(admin, { name: '明文', phone: '13700000004' });
    const { revealIdentities } = await admin.mutate(REVEAL, { id: made.id });
    expect(revealIdentities).toEqual([{ id: made.identities[0]!.id, kind: 'PHONE', value: '+8613700000004' }]);
    const { rows } = await api.db.query(`select count(*)::int as n from audit_entry where action = 'revealIdentities' and object_id = $1 and outcome = 'DONE'`, [made.id]);
    expect(rows[0].n).toBe(1);
    expect(await south.refusal(REVEAL, { id: made.id })).toMatch(/NOT_FOUND|FORBIDDEN/);
  });
});

describe('duplicates', () => {
  it('warns within reach, and tells only the steward of the others', async () => {
    const mine = await given(sales, { name: '重名人', phone: '13600000001' });
    const { possibleDuplicates } = await sales.query(PROBE, { input: { name: '重名人', phone: '136 0000 0001' } });
    expect(possibleDuplicates).toEqual([{ reason: 'PHONE', customer: { id: mine.id, name: '重名人' } }]);
    expect((await south.query(PROBE, { input: { name: '重名人', phone: '13600000001' } })).possibleDuplicates).toEqual([]);
    const other = await given(south, { name: '另一个', phone: '13600000001' });
    const { duplicateCandidates } = await admin.query('{ duplicateCandidates { nodes { id reason state customer { id } other { id } } } }');
    const pair = duplicateCandidates.nodes.find((row: { customer: { id: string }; other: { id: string } }) => [row.customer.id, row.other.id].includes(other.id));
    expect(pair).toMatchObject({ reason: 'PHONE', state: 'OPEN' });
    const { resolveDuplicate } = await admin.mutate('mutation($id: ID!) { resolveDuplicate(id: $id, decision: DIFFERENT) { state decidedBy { name } } }', { id: pair.id });
    expect(resolveDuplicate).toEqual({ state: 'DIFFERENT', decidedBy: { name: '管理员' } });
    expect(await south.refusal('{ duplicateCandidates { nodes { id } } }')).toBe('FORBIDDEN');
  });
});

describe('searching', () => {
  it.each(['司马相如', 'simaxiangru', 'smxr', '司马', 'sima'])('finds a name by %s', async (text) => {
    const known = (await sales.query(SEARCH, { text: '司马相如' })).search.customers[0] ?? (await given(sales, { name: '司马相如' }));
    expect((await sales.query(SEARCH, { text })).search.customers.map((hit: { id: string }) => hit.id)).toContain(known.id);
    expect((await south.query(SEARCH, { text })).search.customers).toEqual([]);
  });
  it('finds by record number, by whole phone, and counts look-ups', async () => {
    const made = await given(admin, { name: '查号', phone: '13500001234' });
    expect((await admin.query(SEARCH, { text: made.archiveNo })).search.customers[0]).toMatchObject({ id: made.id, matched: 'ARCHIVE_NO' });
    expect((await admin.query(SEARCH, { text: '135 0000 1234' })).search.customers[0]).toMatchObject({ id: made.id, matched: 'PHONE', detail: expect.stringContaining('135****1234') });
    for (let at = 0; at < 29; at += 1) await admin.query(SEARCH, { text: '13500001234' });
    expect(await admin.refusal(SEARCH, { text: '13500001234' })).toBe('THROTTLED');
  });
  it('finds by the tail of a phone only where the company has opened that', async () => {
    const work = `select set_config('app.request_id', 'spec', false), set_config('app.entry_id', gen_random_uuid()::text, false), set_config('app.scope', 'ALL', false)`;
    await given(sales, { name: '尾号关', phone: '13400007777' });
    expect((await sales.query(SEARCH, { text: '7777' })).search.customers).toEqual([]);
    await api.db.query(work);
    await api.db.query('update company set phone_tail_search = true');
    const made = await given(sales, { name: '尾号开', phone: '13400007777' });
    expect((await sales.query(SEARCH, { text: '7777' })).search.customers).toMatchObject([{ id: made.id, matched: 'PHONE_TAIL' }]);
  });
});

describe('history', () => {
  it('tells who changed what, and nothing that was sealed', async () => {
    const made = await given(sales, { name: '历史', phone: '13300000001' });
    await sales.mutate(UPDATE, { id: made.id, version: made.version, input: { city: '成都' } });
    const { customerHistory } = await sales.query(HISTORY, { id: made.id });
    expect(customerHistory.nodes[0]).toMatchObject({ operation: 'UPDATE', actor: { name: '赵一凡' }, changes: [{ field: 'city', before: null, after: '成都' }] });
    expect(customerHistory.nodes.map((row: { table: string; operation: string }) => `${row.table} ${row.operation}`)).toEqual(['Customer UPDATE', 'CustomerIdentity CREATE', 'Customer CREATE']);
    expect(JSON.stringify(customerHistory)).not.toMatch(/13300000001|search|\\\\x/);
    expect(await south.refusal(HISTORY, { id: made.id })).toBe('NOT_FOUND');
  });
});

describe('tags and channels', () => {
  it('are made, worn, counted within reach and archived', async () => {
    const { createTag } = await admin.mutate('mutation { createTag(name: "大客户") { id version name } }');
    const { createChannel } = await admin.mutate('mutation { createChannel(input: { name: "门店", kind: STORE }) { id name kind can } }');
    const made = await given(sales, { name: '有标签', tagIds: [createTag.id], sourceId: createChannel.id });
    expect(made).toMatchObject({ tags: [{ name: '大客户' }] });
    expect((await sales.query('{ tags { name customerCount } }')).tags).toEqual([{ name: '大客户', customerCount: 1 }]);
    expect((await south.query('{ tags { name customerCount } channels { name kind } }'))).toEqual({ tags: [{ name: '大客户', customerCount: 0 }], channels: [{ name: '门店', kind: 'STORE' }] });
    expect(await admin.refusal('mutation { createTag(name: "大客户") { id } }')).toBe('NAME_TAKEN');
    expect(await (await api.as('ANALYST')).refusal('mutation { createTag(name: "不行") { id } }')).toBe('FORBIDDEN');
    const { archiveTag } = await admin.mutate('mutation($id: ID!) { archiveTag(id: $id) { id } }', { id: createTag.id });
    expect(archiveTag.id).toBe(createTag.id);
    expect((await sales.query('{ tags { name } }')).tags).toEqual([]);
  });
});
