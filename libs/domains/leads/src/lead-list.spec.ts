import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($input: CreateLeadInput!) { createLead(input: $input) { id version customerId } }';
const GET = 'query($id: ID!) { lead(id: $id) { id subject customer { id name } } }';
const LIST = 'query($f: LeadFilter, $s: LeadSort, $o: SortOrder) { leads(filter: $f, sort: $s, order: $o) { nodes { id subject } totalCount } }';
const MOVE = 'mutation($id: ID!, $stage: LeadStage!) { moveLead(id: $id, stage: $stage) { id } }';
const CLOSE = 'mutation($id: ID!, $input: CloseLeadInput!) { closeLead(id: $id, input: $input) { id } }';
const CONVERT = 'mutation($id: ID!, $input: ConvertLeadInput!) { convertLead(id: $id, input: $input) { id } }';
const DUPLICATES = 'query($person: LeadPersonInput!) { leadDuplicates(person: $person) { people { reasons customer { name } leads { id subject status } } elsewhere } }';
const BOARD = 'query($f: LeadFilter) { leadBoard(filter: $f) { stage count amount leads { id subject } } }';

let api: Api;
let admin: Client;
let sales: Client;
let south: Client;
let marketer: Client;
let analyst: Client;

beforeAll(async () => {
  api = await startApi();
  [admin, sales, south, marketer, analyst] = await Promise.all(['ADMINISTRATOR', 'SALES', 'SALES_SOUTH', 'MARKETER', 'ANALYST'].map((who) => api.as(who))) as [Client, Client, Client, Client, Client];
}, 300_000);
afterAll(() => api?.close());

let made = 0;
const fresh = async (input: object = {}, who: Client = sales): Promise<{ id: string; version: number; customerId: string }> => {
  made += 1;
  return (await who.mutate(CREATE, { input: { person: { name: `客户${made}`, phone: `1380000${String(1000 + made)}` }, subject: `意向${made}`, ...input } })).createLead;
};
const lead = async (id: string, who: Client = admin) => (await who.query(GET, { id })).lead;
const idsOf = async (f: object, who: Client = admin): Promise<string[]> => (await who.query(LIST, { f })).leads.nodes.map(({ id }: { id: string }) => id);

describe('leadDuplicates', () => {
  it('tells who is on record with a phone, an e-mail or a company, with their leads, closed ones included', async () => {
    const one = await fresh({ person: { name: '查重甲', companyName: '查重公司', phone: '13812340010', email: 'dup@example.com' }, subject: '旧事' });
    await sales.mutate(CLOSE, { id: one.id, input: { status: 'LOST', reason: 'PRICE' } });
    const { leadDuplicates } = await sales.query(DUPLICATES, { person: { phone: '138 1234 0010', companyName: '查重公司' } });
    expect(leadDuplicates).toMatchObject({ people: [{ customer: { name: '查重甲' }, leads: [{ id: one.id, status: 'LOST' }] }], elsewhere: false });
    expect([...leadDuplicates.people[0].reasons].sort()).toEqual(['COMPANY', 'PHONE']);
    expect((await sales.query(DUPLICATES, { person: { email: 'DUP@example.com' } })).leadDuplicates.people[0].reasons).toEqual(['EMAIL']);
  });

  it('says of what is out of reach that there is one, and nothing else', async () => {
    await fresh({ person: { name: '南方客', phone: '13812340011' } }, south);
    expect((await sales.query(DUPLICATES, { person: { phone: '13812340011' } })).leadDuplicates).toEqual({ people: [], elsewhere: true });
    // A record within reach, whose lead a colleague out of reach works on.
    const shared = await fresh({ person: { name: '共有客', phone: '13812340012' } });
    await api.write('update lead set owner_id = $2, team_id = $3 where id = $1', [shared.id, personId('SALES_SOUTH'), teamId('SOUTH')]);
    expect((await sales.query(DUPLICATES, { person: { phone: '13812340012' } })).leadDuplicates).toEqual({ people: [{ reasons: ['PHONE'], customer: { name: '共有客' }, leads: [] }], elsewhere: true });
    expect((await sales.query(DUPLICATES, { person: { phone: '13812349999' } })).leadDuplicates).toEqual({ people: [], elsewhere: false });
    expect(await analyst.refusal(DUPLICATES, { person: { phone: '13812340011' } })).toBe('FORBIDDEN');
    expect(await sales.refusal(DUPLICATES, { person: { phone: '12' } })).toBe('INVALID_INPUT');
  });
});

describe('the list of leads', () => {
  it('is within reach, and found by its own words and by those of its record', async () => {
    const one = await fresh({ person: { name: '欧阳锋', companyName: '白驼山', phone: '13812345678' }, subject: '蛤蟆功教程' });
    expect(await idsOf({ search: '蛤蟆功' }, sales)).toEqual([one.id]);
    expect(await idsOf({ search: 'ouyang' }, sales)).toEqual([one.id]);
    expect(await idsOf({ search: '白驼' }, sales)).toEqual([one.id]);
    expect(await idsOf({ search: '欧阳' }, south)).toEqual([]);
    expect(await idsOf({ search: '蛤蟆功' }, south)).toEqual([]);
    expect(await idsOf({ search: '没有这样的' }, admin)).toEqual([]);
    // A lead within reach is not found by the name of a record that is not.
    await api.write('update lead set owner_id = $2, team_id = $3 where id = $1', [one.id, personId('SALES_SOUTH'), teamId('SOUTH')]);
    expect(await idsOf({ search: '蛤蟆功' }, south)).toEqual([one.id]);
    expect(await idsOf({ search: 'ouyang' }, south)).toEqual([]);
    expect((await lead(one.id, south)).customer).toBeNull();
    expect((await south.query('query($id: ID!) { lead(id: $id) { subject customer { name } } }', { id: one.id })).lead).toEqual({ subject: '蛤蟆功教程', customer: null });
  });

  it('finds nobody by a name that is masked, and shows it masked', async () => {
    const one = await fresh({ person: { name: '慕容复', companyName: '燕子坞' }, subject: '复国' });
    await api.write(`insert into role (id, code, name, name_en) values ('0199a000-0000-7000-8000-0000000000e1', 'SPEC_MASKED', '遮名', 'Masked names')`);
    for (const [word, fields] of [['lead.read', null], ['customer.read', { name: 'MASKED', companyName: 'MASKED' }]] as const) await api.write(`insert into role_grant (role_id, action, scope, fields) values ('0199a000-0000-7000-8000-0000000000e1', $1, 'ALL', $2)`, [word, fields]);
    await api.write(`delete from user_role where user_id = $1`, [personId('AUDITOR')]);
    await api.write(`insert into user_role (user_id, role_id) values ($1, '0199a000-0000-7000-8000-0000000000e1')`, [personId('AUDITOR')]);
    const masked = await api.as('AUDITOR');
    expect((await lead(one.id, masked)).customer.name).toBe('慕容*');
    expect(await idsOf({ search: '慕容复' }, masked)).toEqual([]);
    expect(await idsOf({ search: '燕子坞' }, masked)).toEqual([]);
    expect(await idsOf({ search: '复国' }, masked)).toEqual([one.id]);
  });

  it('hides a lead in a pool from everybody whose reach is not everything', async () => {
    const one = await fresh({ subject: '公海里的' });
    await api.write(`with pool as (insert into lead_pool (id, name) values (gen_random_uuid(), '公海') returning id) update lead set owner_id = null, team_id = null, pool_id = pool.id from pool where lead.id = $1`, [one.id]);
    expect(await idsOf({ search: '公海里的' }, sales)).toEqual([]);
    expect(await idsOf({ search: '公海里的' }, marketer)).toEqual([]);
    expect(await sales.refusal(GET, { id: one.id })).toBe('NOT_FOUND');
    expect(await idsOf({ search: '公海里的' })).toEqual([one.id]);
  });

  it('knows every filter and sort', async () => {
    const one = await fresh({ subject: '全部筛选', amount: { minor: 777, currency: 'CNY' } });
    await api.write(`update lead set next_on = current_date - 3, response_due_at = now() - interval '1 hour' where id = $1`, [one.id]);
    const filters: object[] = [
      { status: { in: ['OPEN'] } }, { stage: { in: ['NEW'] } }, { origin: { in: ['STAFF'] } }, { authority: { in: ['UNKNOWN'] } }, { lossReason: { isEmpty: true } }, { owner: { in: [personId('SALES')] } }, { team: { in: [teamId('EAST')] } },
      { source: { isEmpty: true } }, { product: { isEmpty: true } }, { customer: { in: [one.customerId] } }, { openedOn: { last: 2 } }, { closedOn: { isEmpty: true } }, { nextOn: { isEmpty: false } }, { amount: { min: 777, max: 777 } },
      { isOverdue: true }, { isUnanswered: true }, { hasOwner: true }, { archived: false }, { search: '全部筛选' },
    ];
    for (const filter of filters) expect([filter, await idsOf({ and: [filter, { customer: { in: [one.customerId] } }] })]).toEqual([filter, [one.id]]);
    for (const filter of [{ isOverdue: false }, { isUnanswered: false }, { hasOwner: false }, { archived: true }]) expect([filter, await idsOf({ and: [filter, { customer: { in: [one.customerId] } }] })]).toEqual([filter, []]);
    const { totalCount } = (await admin.query(LIST, {})).leads;
    for (const s of ['OPENED_AT', 'LAST_TOUCH_AT', 'NEXT_ON', 'AMOUNT', 'STAGE_SINCE']) for (const o of ['ASC', 'DESC']) expect([s, o, (await admin.query(LIST, { s, o })).leads.totalCount]).toEqual([s, o, totalCount]);
  });
});

describe('leadBoard', () => {
  it('counts and sums what is open within reach, by stage and currency', async () => {
    const subject = '看板样本';
    for (const amount of [{ minor: 100, currency: 'CNY' }, { minor: 250, currency: 'CNY' }, { minor: 30, currency: 'USD' }]) await fresh({ subject, amount });
    const moved = await fresh({ subject });
    await sales.mutate(MOVE, { id: moved.id, stage: 'PROPOSAL' });
    const closed = await fresh({ subject });
    await sales.mutate(CLOSE, { id: closed.id, input: { status: 'LOST', reason: 'PRICE' } });
    const { leadBoard } = await sales.query(BOARD, { f: { search: subject } });
    expect(leadBoard.map(({ stage, count }: { stage: string; count: number }) => [stage, count])).toEqual([['NEW', 3], ['CONTACTED', 0], ['QUALIFIED', 0], ['PROPOSAL', 1], ['NEGOTIATION', 0]]);
    expect(leadBoard[0].amount).toEqual([{ minor: 350, currency: 'CNY' }, { minor: 30, currency: 'USD' }]);
    expect(leadBoard[0].leads).toHaveLength(3);
    expect(leadBoard[3].leads).toEqual([{ id: moved.id, subject }]);
    expect((await south.query(BOARD, { f: { search: subject } })).leadBoard.every(({ count, leads }: { count: number; leads: unknown[] }) => count === 0 && leads.length === 0)).toBe(true);
  });
});

describe('the timeline of a record', () => {
  it('shows how its leads were opened, moved and decided, to whoever reaches them', async () => {
    const one = await fresh({ subject: '时间线上' });
    await sales.mutate(MOVE, { id: one.id, stage: 'QUALIFIED' });
    await sales.mutate(CONVERT, { id: one.id, input: {} });
    const TIMELINE = 'query($id: ID!) { customerTimeline(id: $id, kinds: [LEAD]) { nodes { kind what title rowId actor { name } } } }';
    const { customerTimeline } = await sales.query(TIMELINE, { id: one.customerId });
    expect(customerTimeline.nodes).toEqual(['WON', 'QUALIFIED', 'NEW'].map((what) => ({ kind: 'LEAD', what, title: '时间线上', rowId: one.id, actor: { name: '赵一凡' } })));
    expect((await analyst.query(TIMELINE, { id: one.customerId })).customerTimeline.nodes).toEqual([]);
    await api.write('update lead set owner_id = $2, team_id = $3 where id = $1', [one.id, personId('SALES_SOUTH'), teamId('SOUTH')]);
    expect((await sales.query(TIMELINE, { id: one.customerId })).customerTimeline.nodes).toEqual([]);
  });
});
