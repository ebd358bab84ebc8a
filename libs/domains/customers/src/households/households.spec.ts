import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const CUSTOMER = `mutation($input: CustomerInput!) { createCustomer(input: $input) { id } }`;
const SHOWN = '{ id version name reason note archivedAt can members { id version customerId role isMain validFrom validTo can customer { id name } } totals { memberCount hiddenCount orderCount netAmount lastOrderOn } }';
const CREATE = `mutation($input: HouseholdInput!, $member: MemberInput!) { createHousehold(input: $input, member: $member) ${SHOWN} }`;
const UPDATE = `mutation($id: ID!, $version: Int!, $input: HouseholdInput!) { updateHousehold(id: $id, version: $version, input: $input) { id version name reason note } }`;
const ARCHIVE = 'mutation($id: ID!) { archiveHousehold(id: $id) { id archivedAt } }';
const RESTORE = 'mutation($id: ID!) { restoreHousehold(id: $id) { id archivedAt } }';
const ADD = `mutation($id: ID!, $member: MemberInput!) { addHouseholdMember(id: $id, member: $member) ${SHOWN} }`;
const CHANGE = 'mutation($id: ID!, $version: Int!, $input: MemberChange!) { updateHouseholdMember(id: $id, version: $version, input: $input) { id version role isMain validTo } }';
const REMOVE = 'mutation($id: ID!) { archiveHouseholdMember(id: $id) { id archivedAt } }';
const RETURN = 'mutation($id: ID!) { restoreHouseholdMember(id: $id) { id archivedAt isMain } }';
const ONE = `query($id: ID!) { household(id: $id) ${SHOWN} }`;
const OF = `query($id: ID!) { households(customerId: $id) ${SHOWN} }`;
const SUGGESTED = 'query($id: ID!) { householdSuggestions(customerId: $id) { id reasons customer { name } } }';
const RELATE = 'mutation($input: RelationshipInput!) { addRelationship(input: $input) { id } }';
const MERGE = 'mutation($input: MergeInput!) { mergeCustomers(input: $input) { mergeIds } }';
const UNMERGE = 'mutation($id: ID!) { unmergeCustomer(id: $id) { mergeIds } }';
const TIMELINE = 'query($id: ID!) { customerTimeline(id: $id, kinds: [HOUSEHOLD]) { nodes { kind what title } } }';

interface Member { id: string; version: number; customerId: string; role: string; isMain: boolean; validTo: string | null; can: string[]; customer: { name: string } | null }
interface Shown { id: string; version: number; name: string | null; note: string | null; can: string[]; members: Member[]; totals: { memberCount: number; hiddenCount: number; orderCount: number; netAmount: object | null; lastOrderOn: string | null } }

let api: Api;
let sales: Client;
let south: Client;
let admin: Client;
let analyst: Client;

const given = async (who: Client, input: object): Promise<string> => (await who.mutate(CUSTOMER, { input })).createCustomer.id;
const made = async (who: Client, customerId: string, input: object = {}): Promise<Shown> => (await who.mutate(CREATE, { input, member: { customerId } })).createHousehold;
const added = async (who: Client, id: string, member: object): Promise<Shown> => (await who.mutate(ADD, { id, member })).addHouseholdMember;
const shown = async (who: Client, id: string): Promise<Shown> => (await who.query(ONE, { id })).household;
const memberOf = (household: Shown, customerId: string): Member => household.members.find((member) => member.customerId === customerId)!;
async function asWork(text: string, values: unknown[] = []): Promise<void> {
  const client = await api.db.connect();
  try {
    await client.query(`select set_config('app.request_id', 'spec', false), set_config('app.entry_id', gen_random_uuid()::text, false), set_config('app.scope', 'ALL', false)`);
    await client.query(text, values);
  } finally {
    client.release();
  }
}
let orders = 0;
async function bought(customerId: string, minor: number, { currency = 'CNY', on = '2026-03-01' } = {}): Promise<void> {
  await asWork(`insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, external_source, external_key, owner_id, team_id)
    select gen_random_uuid(), $2, 'SALE', $5::date, $5::date, c.id, $3, $4, 'spec', $2, c.owner_id, c.team_id from customer c where c.id = $1`, [customerId, `H-${(orders += 1)}`, minor, currency, on]);
  await asWork('select refresh_customer_summary(array[$1::uuid])', [customerId]);
}

beforeAll(async () => {
  api = await startApi();
  [sales, south, admin, analyst] = [await api.as('SALES'), await api.as('SALES_SOUTH'), await api.as('ADMINISTRATOR'), await api.as('ANALYST')];
});
afterAll(() => api?.close());

describe('making a household', () => {
  it('works: its first member leads it, and it stands on the record, the timeline and in the audit', async () => {
    const [mother, child] = [await given(sales, { name: '周岚' }), await given(sales, { name: '周小满' })];
    const household = await made(sales, mother, { name: ' 周家 ', reason: 'ADDRESS', note: '同住' });
    expect(household).toMatchObject({ name: '周家', reason: 'ADDRESS', note: '同住', can: ['UPDATE', 'ADD_MEMBER', 'ARCHIVE'], members: [{ customerId: mother, role: 'HEAD', isMain: true, can: ['UPDATE', 'ARCHIVE'], customer: { name: '周岚' } }] });
    await added(sales, household.id, { customerId: child, role: 'CHILD', validFrom: '2015-05-01' });
    for (const id of [mother, child]) expect((await sales.query(OF, { id })).households.map((one: Shown) => one.id)).toEqual([household.id]);
    expect((await sales.query(TIMELINE, { id: child })).customerTimeline.nodes).toEqual([{ kind: 'HOUSEHOLD', what: 'CHILD', title: '周家' }]);
    const { rows } = await api.db.query<{ seen: string }>(`select string_agg(c.after::text, '') as seen from audit_change c where c.table_name = 'household'`);
    expect(rows[0]!.seen).toContain('ADDRESS');
    expect(rows[0]!.seen).not.toContain('周家');
  });
  it('is refused without the word, out of reach, and for a company', async () => {
    const [theirs, firm] = [await given(south, { name: '外地' }), await given(sales, { kind: 'COMPANY', companyName: '不是人有限公司' })];
    const mine = await given(sales, { name: '本地' });
    expect(await analyst.refusal(CREATE, { input: {}, member: { customerId: mine } })).toBe('FORBIDDEN');
    expect(await sales.refusal(CREATE, { input: {}, member: { customerId: theirs } })).toBe('NOT_FOUND');
    expect(await sales.refusal(CREATE, { input: {}, member: { customerId: firm } })).toBe('INVALID_INPUT');
  });
});

describe('changing, archiving and restoring a household', () => {
  it('works, and refuses what somebody else has changed meanwhile', async () => {
    const household = await made(sales, await given(sales, { name: '改名' }));
    expect((await sales.mutate(UPDATE, { id: household.id, version: household.version, input: { name: '新名', note: '' } })).updateHousehold).toMatchObject({ name: '新名', note: null, reason: 'TOLD' });
    expect(await sales.refusal(UPDATE, { id: household.id, version: household.version, input: { name: '旧名' } })).toBe('CONFLICT');
    expect((await sales.mutate(ARCHIVE, { id: household.id })).archiveHousehold.archivedAt).not.toBeNull();
    expect(await sales.refusal(UPDATE, { id: household.id, version: 9, input: { name: 'x' } })).toBe('FORBIDDEN');
    expect(await sales.refusal(ARCHIVE, { id: household.id })).toBe('FORBIDDEN');
    expect((await sales.mutate(RESTORE, { id: household.id })).restoreHousehold.archivedAt).toBeNull();
  });
  it('is refused without the word and unknown out of reach', async () => {
    const household = await made(sales, await given(sales, { name: '他人之家' }));
    for (const [document, variables] of [[UPDATE, { version: 1, input: {} }], [ARCHIVE, {}], [RESTORE, {}], [ONE, {}]] as const) {
      expect(await south.refusal(document, { id: household.id, ...variables })).toBe('NOT_FOUND');
      expect(await analyst.refusal(document, { id: household.id, ...variables })).toBe('FORBIDDEN');
    }
  });
});

describe('members', () => {
  it('join, become main contact, leave by a last day, and come back', async () => {
    const [head, partner] = [await given(sales, { name: '户主' }), await given(sales, { name: '伴侣' })];
    const household = await made(sales, head);
    const joined = memberOf(await added(sales, household.id, { customerId: partner, role: 'PARTNER', isMain: true }), partner);
    expect(memberOf(await shown(sales, household.id), head).isMain).toBe(false);
    expect((await sales.mutate(CHANGE, { id: joined.id, version: joined.version, input: { role: 'OTHER', validTo: '2020-12-31' } })).updateHouseholdMember).toMatchObject({ role: 'OTHER', isMain: true, validTo: '2020-12-31' });
    expect(await sales.refusal(CHANGE, { id: joined.id, version: 0, input: { role: 'CHILD' } })).toBe('CONFLICT');
    expect((await shown(sales, household.id)).totals.memberCount).toBe(1);
    await sales.mutate(REMOVE, { id: joined.id });
    expect((await shown(sales, household.id)).members.map(({ customerId }) => customerId)).toEqual([head]);
    const lead = memberOf(await shown(sales, household.id), head);
    await sales.mutate(CHANGE, { id: lead.id, version: lead.version, input: { isMain: true } });
    expect((await sales.mutate(RETURN, { id: joined.id })).restoreHouseholdMember).toMatchObject({ archivedAt: null, isMain: false });
  });
  it('are refused twice, as the last one to go, with a last day before the first, and a company never', async () => {
    const head = await given(sales, { name: '独居' });
    const household = await made(sales, head);
    const [member] = household.members;
    expect(await sales.refusal(ADD, { id: household.id, member: { customerId: head } })).toBe('HOUSEHOLD_MEMBER_EXISTS');
    expect(await sales.refusal(REMOVE, { id: member!.id })).toBe('HOUSEHOLD_EMPTY');
    expect(await sales.refusal(CHANGE, { id: member!.id, version: member!.version, input: { validFrom: '2024-02-01', validTo: '2024-01-01' } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(ADD, { id: household.id, member: { customerId: await given(sales, { kind: 'COMPANY', companyName: '同住有限公司' }) } })).toBe('INVALID_INPUT');
  });
  it('are written by whoever reaches the person, and by nobody else', async () => {
    const [mine, theirs] = [await given(sales, { name: '我方' }), await given(south, { name: '彼方' })];
    const household = await made(admin, mine);
    const far = memberOf(await added(admin, household.id, { customerId: theirs }), theirs);
    for (const [document, variables] of [[CHANGE, { version: 1, input: {} }], [REMOVE, {}], [RETURN, {}]] as const) {
      expect(await sales.refusal(document, { id: far.id, ...variables })).toBe('NOT_FOUND');
      expect(await analyst.refusal(document, { id: far.id, ...variables })).toBe('FORBIDDEN');
    }
    expect(await sales.refusal(ADD, { id: household.id, member: { customerId: await given(south, { name: '又一位' }) } })).toBe('NOT_FOUND');
    expect(await analyst.refusal(ADD, { id: household.id, member: { customerId: mine } })).toBe('FORBIDDEN');
    const own = await given(south, { name: '别家' });
    expect(await sales.refusal(ADD, { id: (await made(south, own)).id, member: { customerId: mine } })).toBe('NOT_FOUND');
    for (const document of [OF, SUGGESTED]) {
      expect(await south.refusal(document, { id: mine })).toBe('NOT_FOUND');
      expect(await analyst.refusal(document, { id: mine })).toBe('FORBIDDEN');
    }
  });
});

describe('what a household has bought', () => {
  it('is added up over present members within reach, and says how many are not', async () => {
    const [near, far, former] = [await given(sales, { name: '近' }), await given(south, { name: '远' }), await given(sales, { name: '旧' })];
    await bought(near, 10_000, { on: '2026-01-05' });
    await bought(far, 500, { on: '2026-06-01' });
    await bought(former, 7, { on: '2026-07-01' });
    const household = await made(admin, near);
    await added(admin, household.id, { customerId: far });
    await added(admin, household.id, { customerId: former, validTo: '2020-01-01' });
    expect((await shown(admin, household.id)).totals).toEqual({ memberCount: 2, hiddenCount: 0, orderCount: 2, netAmount: { minor: 10_500, currency: 'CNY' }, lastOrderOn: '2026-06-01' });
    const seen = await shown(sales, household.id);
    expect(seen.totals).toEqual({ memberCount: 1, hiddenCount: 1, orderCount: 1, netAmount: { minor: 10_000, currency: 'CNY' }, lastOrderOn: '2026-01-05' });
    expect(JSON.stringify(seen)).not.toContain(far);
    await bought(near, 100, { currency: 'GBP' });
    expect((await shown(admin, household.id)).totals).toMatchObject({ orderCount: 3, netAmount: null });
  });
});

describe('who may belong together', () => {
  it('is family by relation, or a shared phone with the same family name or city; never a name alone, and nobody out of reach', async () => {
    const me = await given(sales, { name: '欧阳青', phone: '13911110001', city: '上海' });
    const kin = await given(sales, { name: '李家人' });
    await sales.mutate(RELATE, { input: { fromId: kin, toId: me, kind: 'FAMILY', basis: 'CONSENT' } });
    const caller = await given(sales, { name: '欧阳红', phone: '13911110001', city: '北京' });
    await given(sales, { name: '欧阳蓝', city: '上海' });
    await given(sales, { name: '赵同号', phone: '13911110001' });
    await given(south, { name: '欧阳远', phone: '13911110001', city: '上海' });
    expect((await sales.query(SUGGESTED, { id: me })).householdSuggestions).toEqual([{ id: kin, reasons: ['FAMILY'], customer: { name: '李家人' } }, { id: caller, reasons: ['PHONE', 'NAME'], customer: { name: '欧阳红' } }]);
    expect((await admin.query(SUGGESTED, { id: me })).householdSuggestions).toHaveLength(3);
    const household = await made(sales, me);
    await added(sales, household.id, { customerId: caller });
    expect((await sales.query(SUGGESTED, { id: me })).householdSuggestions.map(({ id }: { id: string }) => id)).toEqual([kin]);
  });
});

describe('a member whose record is merged', () => {
  it('is a member by the record that stands, and again by its own when that is taken apart', async () => {
    const [one, twin, other] = [await given(admin, { name: '双胞档案' }), await given(admin, { name: '双胞档案二' }), await given(admin, { name: '同住者' })];
    const household = await made(admin, other);
    await added(admin, household.id, { customerId: twin, role: 'PARTNER' });
    const { mergeCustomers } = await admin.mutate(MERGE, { input: { survivorId: one, absorbedIds: [twin] } });
    expect((await shown(admin, household.id)).members.map(({ customerId }) => customerId)).toEqual([other, one]);
    expect((await admin.query(OF, { id: one })).households).toHaveLength(1);
    await admin.mutate(UNMERGE, { id: mergeCustomers.mergeIds[0] });
    expect((await shown(admin, household.id)).members.map(({ customerId }) => customerId)).toEqual([other, twin]);
    expect((await admin.query(OF, { id: one })).households).toEqual([]);
  });
});

describe('a member who is erased', () => {
  it('leaves no name behind, and a household of nobody goes', async () => {
    const [gone, stays] = [await given(admin, { name: '将忘' }), await given(admin, { name: '留下' })];
    const shared = await made(admin, gone, { name: '将忘一家', note: '将忘住三楼' });
    await added(admin, shared.id, { customerId: stays });
    const alone = await made(admin, gone, { name: '将忘独居' });
    await asWork(`select erase_person(array[$1::uuid], '[{"table":"household_member","column":"customer_id","side":"side_id","mode":"delete"}]')`, [gone]);
    expect(await shown(admin, shared.id)).toMatchObject({ name: null, note: null, members: [{ customerId: stays }] });
    expect((await api.db.query('select 1 from household where id = $1', [alone.id])).rows).toEqual([]);
    const { rows } = await api.db.query<{ found: number }>(`select count(*)::int as found from revision r where r::text like '%将忘%'`);
    expect(rows[0]!.found).toBe(0);
  });
});

describe('whoever sees more households than they may write', () => {
  it('adds nobody to one of which they may write no member', async () => {
    const [mine, theirs] = [await given(sales, { name: '可写' }), await given(south, { name: '只读' })];
    const household = await made(south, theirs);
    await asWork(`update role_grant set scope = 'ALL' where action in ('customer.read', 'relationship.read') and role_id = (select id from role where code = 'SALES')`);
    const wide = await api.as('SALES');
    expect((await shown(wide, household.id)).id).toBe(household.id);
    expect(await wide.refusal(ADD, { id: household.id, member: { customerId: mine } })).toBe('NOT_FOUND');
    expect(await wide.refusal(UPDATE, { id: household.id, version: household.version, input: { name: '改' } })).toBe('NOT_FOUND');
  });
});
