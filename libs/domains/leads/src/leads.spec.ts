import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const LEAD = 'id version customerId subject need stage status origin touches lossReason lossNote amount budget authority decideOn productName openedOn closedOn archivedAt owner { id name } customer { id name companyName stage archiveNo } can';
const CREATE = `mutation($input: CreateLeadInput!) { createLead(input: $input) { ${LEAD} transitions { fromStage toStage fromStatus toStatus reason actor { name } owner { name } } touchList { origin subject need } } }`;
const GET = `query($id: ID!) { lead(id: $id) { ${LEAD} conversion { amount convertedBy { name } company { id companyName stage } } transitions { fromStage toStage fromStatus toStatus reason actor { name } owner { name } } touchList { origin subject need } } }`;
const LIST = 'query($f: LeadFilter) { leads(filter: $f) { nodes { id } } }';
const UPDATE = `mutation($id: ID!, $version: Int!, $input: LeadInput!) { updateLead(id: $id, version: $version, input: $input) { ${LEAD} } }`;
const MOVE = `mutation($id: ID!, $stage: LeadStage!) { moveLead(id: $id, stage: $stage) { ${LEAD} } }`;
const CLOSE = `mutation($id: ID!, $input: CloseLeadInput!) { closeLead(id: $id, input: $input) { ${LEAD} } }`;
const REOPEN = `mutation($id: ID!) { reopenLead(id: $id) { ${LEAD} } }`;
const ARCHIVE = 'mutation($id: ID!) { archiveLead(id: $id) { id archivedAt can } }';
const RESTORE = 'mutation($id: ID!) { restoreLead(id: $id) { id archivedAt } }';
const CONVERT = `mutation($id: ID!, $input: ConvertLeadInput!) { convertLead(id: $id, input: $input) { ${LEAD} conversion { amount company { id companyName stage } } } }`;
const UNCONVERT = `mutation($id: ID!) { unconvertLead(id: $id) { ${LEAD} conversion { amount } } }`;

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

describe('createLead', () => {
  it('writes down a person who is new: a prospect of their own, and a lead with its first touch and step', async () => {
    const { createLead } = await sales.mutate(CREATE, { input: { person: { name: '王小明', companyName: '明日科技', phone: '13812340001', city: '杭州' }, subject: '询价', need: '要三台', amount: { minor: 120_000, currency: 'CNY' }, authority: 'DECIDER', decideOn: '2026-12-24', origin: 'CALL' } });
    expect(createLead).toMatchObject({
      subject: '询价', need: '要三台', stage: 'NEW', status: 'OPEN', origin: 'CALL', touches: 1, amount: { minor: 120_000, currency: 'CNY' }, authority: 'DECIDER', decideOn: '2026-12-24',
      owner: { name: '赵一凡' }, customer: { name: '王小明', companyName: '明日科技', stage: 'PROSPECT' },
      transitions: [{ fromStage: null, toStage: 'NEW', fromStatus: null, toStatus: 'OPEN', actor: { name: '赵一凡' }, owner: { name: '赵一凡' } }], touchList: [{ origin: 'CALL', subject: '询价', need: '要三台' }],
    });
  });

  it('finds a person who is on record already, overwrites nothing, and touches the interest that is open', async () => {
    const first = await fresh({ person: { name: '李在册', phone: '13812340002' }, subject: '第一次' });
    const { createLead: again } = await sales.mutate(CREATE, { input: { person: { name: '李在册', phone: '13812340002', city: '广州' }, subject: '又来了' } });
    expect(again).toMatchObject({ id: first.id, customerId: first.customerId, subject: '第一次', touches: 2, touchList: [{ subject: '又来了' }, { subject: '第一次' }] });
    const { customer } = await admin.query('query($id: ID!) { customer(id: $id) { name city leads { id } } }', { id: first.customerId });
    expect(customer).toEqual({ name: '李在册', city: null, leads: [{ id: first.id }] });
  });

  it('opens a second lead of a record for another product, and for nobody who may not', async () => {
    await api.write(`insert into product (id, code, name, currency) values ('0199aaaa-0000-7000-8000-000000000001', 'LP1', '探头', 'CNY'), ('0199aaaa-0000-7000-8000-000000000002', 'LP2', '主机', 'CNY')`);
    const one = await fresh({ productId: '0199aaaa-0000-7000-8000-000000000001' });
    const { createLead: other } = await sales.mutate(CREATE, { input: { customerId: one.customerId, productId: '0199aaaa-0000-7000-8000-000000000002' } });
    expect(other).toMatchObject({ customerId: one.customerId, productName: '主机' });
    expect(other.id).not.toBe(one.id);
    expect(await analyst.refusal(CREATE, { input: { customerId: one.customerId } })).toBe('FORBIDDEN');
    expect(await south.refusal(CREATE, { input: { customerId: one.customerId } })).toBe('NOT_FOUND');
    expect(await sales.refusal(CREATE, { input: { customerId: one.customerId, productId: one.id } })).toBe('NOT_FOUND');
    expect(await sales.refusal(CREATE, { input: { subject: '谁' } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(CREATE, { input: { customerId: one.customerId, amount: { minor: 1, currency: 'CNY' }, budget: { minor: 1, currency: 'USD' } } })).toBe('INVALID_INPUT');
  });

  it('gives it to a colleague where the writer may assign, the prospect along with it', async () => {
    const { createLead } = await marketer.mutate(CREATE, { input: { person: { name: '给同事', phone: '13812340003' }, ownerId: personId('SALES') } });
    expect(createLead).toMatchObject({ owner: { id: personId('SALES') } });
    expect((await api.db.query('select owner_id from customer where id = $1', [createLead.customerId])).rows[0].owner_id).toBe(personId('SALES'));
    expect(await sales.refusal(CREATE, { input: { person: { name: '不能给', phone: '13812340004' }, ownerId: personId('MARKETER') } })).toBe('FORBIDDEN');
  });

  it('keeps what was said on the phone among the communications of the record', async () => {
    const { createLead } = await sales.mutate(CREATE, { input: { person: { name: '来电者', phone: '13812340006' }, origin: 'CALL', call: { summary: '问了价格', nextStep: '发报价', nextOn: '2026-12-01' } } });
    const said = await sales.query('query($f: CommunicationFilter) { communications(filter: $f) { nodes { kind direction summary nextStep nextOn } } }', { f: { customer: { in: [createLead.customerId] } } });
    expect(said.communications.nodes).toEqual([{ kind: 'CALL', direction: 'INCOMING', summary: '问了价格', nextStep: '发报价', nextOn: '2026-12-01' }]);
    expect(createLead).toMatchObject({ origin: 'CALL' });
  });

  it('keeps one lead where the same interest is brought twice in one moment', async () => {
    const input = { person: { name: '双击', phone: '13812340005' }, subject: '同一件' };
    const answers = await Promise.all([0, 1, 2].map(() => sales.mutate(CREATE, { input })));
    expect(new Set(answers.map(({ createLead }) => createLead.id)).size).toBe(1);
    expect(await lead(answers[0].createLead.id)).toMatchObject({ touches: 3 });
  });
});

describe('updateLead', () => {
  it('changes what is said; what two people changed at once is a conflict, other fields merge', async () => {
    const one = await fresh();
    const { updateLead } = await sales.mutate(UPDATE, { id: one.id, version: one.version, input: { subject: '新题目', amount: { minor: 500, currency: 'USD' } } });
    expect(updateLead).toMatchObject({ subject: '新题目', amount: { minor: 500, currency: 'USD' } });
    expect((await marketer.mutate(UPDATE, { id: one.id, version: one.version, input: { need: '别处说的' } })).updateLead).toMatchObject({ subject: '新题目', need: '别处说的' });
    expect(await marketer.refusal(UPDATE, { id: one.id, version: one.version, input: { subject: '旧的' } })).toBe('CONFLICT');
  });

  it('is refused to a role without the word, out of reach, and on a lead that is closed', async () => {
    const one = await fresh();
    expect(await analyst.refusal(UPDATE, { id: one.id, version: one.version, input: {} })).toBe('FORBIDDEN');
    expect(await south.refusal(UPDATE, { id: one.id, version: one.version, input: {} })).toBe('NOT_FOUND');
    await sales.mutate(CLOSE, { id: one.id, input: { status: 'INVALID', reason: 'SPAM' } });
    expect(await sales.refusal(UPDATE, { id: one.id, version: one.version, input: { subject: 'x' } })).toBe('LEAD_CLOSED');
  });
});

describe('moveLead, closeLead and reopenLead', () => {
  it('take a lead forth and back, and write every step down', async () => {
    const one = await fresh();
    expect((await sales.mutate(MOVE, { id: one.id, stage: 'PROPOSAL' })).moveLead).toMatchObject({ stage: 'PROPOSAL', status: 'OPEN' });
    expect((await sales.mutate(MOVE, { id: one.id, stage: 'QUALIFIED' })).moveLead.stage).toBe('QUALIFIED');
    await sales.mutate(MOVE, { id: one.id, stage: 'QUALIFIED' });
    expect((await sales.mutate(CLOSE, { id: one.id, input: { status: 'LOST', reason: 'OTHER', note: '换了人' } })).closeLead).toMatchObject({ status: 'LOST', stage: 'QUALIFIED', lossReason: 'OTHER', lossNote: '换了人', can: ['REOPEN', 'ARCHIVE'] });
    expect((await sales.mutate(REOPEN, { id: one.id })).reopenLead).toMatchObject({ status: 'OPEN', stage: 'QUALIFIED', lossReason: null, lossNote: null, closedOn: null });
    expect((await lead(one.id)).transitions.map((step: Record<string, unknown>) => [step['fromStage'], step['toStage'], step['toStatus'], step['reason']])).toEqual([
      ['QUALIFIED', 'QUALIFIED', 'OPEN', null], ['QUALIFIED', 'QUALIFIED', 'LOST', 'OTHER'], ['PROPOSAL', 'QUALIFIED', 'OPEN', null], ['NEW', 'PROPOSAL', 'OPEN', null], [null, 'NEW', 'OPEN', null],
    ]);
  });

  it('are refused to a role without the word, out of reach, and where the state does not allow them', async () => {
    const one = await fresh();
    for (const [document, variables] of [[MOVE, { stage: 'PROPOSAL' }], [CLOSE, { input: { status: 'LOST', reason: 'PRICE' } }], [REOPEN, {}]] as const) {
      expect(await analyst.refusal(document, { id: one.id, ...variables })).toBe('FORBIDDEN');
      expect(await south.refusal(document, { id: one.id, ...variables })).toBe('NOT_FOUND');
    }
    expect(await sales.refusal(REOPEN, { id: one.id })).toBe('LEAD_NOT_LOST');
    expect(await sales.refusal(CLOSE, { id: one.id, input: { status: 'LOST', reason: 'OTHER' } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(CLOSE, { id: one.id, input: { status: 'WON', reason: 'PRICE' } })).toBe('INVALID_INPUT');
    await sales.mutate(CLOSE, { id: one.id, input: { status: 'LOST', reason: 'PRICE' } });
    expect(await sales.refusal(MOVE, { id: one.id, stage: 'PROPOSAL' })).toBe('LEAD_CLOSED');
    expect(await sales.refusal(CLOSE, { id: one.id, input: { status: 'LOST', reason: 'PRICE' } })).toBe('LEAD_CLOSED');
  });
});

describe('closeLeads and reopenLeads', () => {
  const CLOSE_ALL = 'mutation($ids: [ID!]!, $input: CloseLeadInput!) { closeLeads(ids: $ids, input: $input) { ids count skipped } }';
  const REOPEN_ALL = 'mutation($ids: [ID!]!) { reopenLeads(ids: $ids) { ids count skipped } }';

  it('close and open what is within reach and can be, pass over the rest, and say how many', async () => {
    const [one, two] = [await fresh(), await fresh()];
    const theirs = await fresh({}, south);
    await sales.mutate(CLOSE, { id: two.id, input: { status: 'LOST', reason: 'PRICE' } });
    const ids = [one.id, two.id, theirs.id];
    expect(await analyst.refusal(CLOSE_ALL, { ids, input: { status: 'LOST', reason: 'PRICE' } })).toBe('FORBIDDEN');
    expect(await sales.refusal(CLOSE_ALL, { ids, input: { status: 'LOST', reason: 'OTHER' } })).toBe('INVALID_INPUT');
    expect((await sales.mutate(CLOSE_ALL, { ids, input: { status: 'INVALID', reason: 'SPAM' } })).closeLeads).toEqual({ ids: [one.id], count: 1, skipped: 2 });
    expect(await lead(theirs.id)).toMatchObject({ status: 'OPEN' });
    expect(await analyst.refusal(REOPEN_ALL, { ids })).toBe('FORBIDDEN');
    expect((await sales.mutate(REOPEN_ALL, { ids })).reopenLeads).toMatchObject({ count: 2, skipped: 1 });
    expect(await sales.refusal(REOPEN_ALL, { ids: Array.from({ length: 201 }, () => one.id) })).toBe('INVALID_INPUT');
  });
});

describe('a lead that was closed or archived, and has come again since', () => {
  const again = async (productId: string | null = null, first: string | null = null): Promise<{ id: string; since: string }> => {
    const one = await fresh(first ? { productId: first } : {});
    await sales.mutate(CLOSE, { id: one.id, input: { status: 'LOST', reason: 'BAD_TIMING' } });
    const { createLead } = await sales.mutate(CREATE, { input: { customerId: one.customerId, subject: '又来了', ...(productId ? { productId } : {}) } });
    return { id: one.id, since: createLead.id };
  };

  it('stays closed while the newer one is open, and opens where that one has ended or is about another product', async () => {
    const { id, since } = await again();
    expect(await sales.refusal(REOPEN, { id })).toBe('LEAD_PURSUED');
    expect((await sales.mutate('mutation($ids: [ID!]!) { reopenLeads(ids: $ids) { count skipped } }', { ids: [id] })).reopenLeads).toEqual({ count: 0, skipped: 1 });
    await sales.mutate(CLOSE, { id: since, input: { status: 'INVALID', reason: 'DUPLICATE' } });
    expect((await sales.mutate(REOPEN, { id })).reopenLead).toMatchObject({ status: 'OPEN' });
    await api.write(`insert into product (id, code, name, currency) values ('0199aaaa-0000-7000-8000-000000000011', 'LP11', '支架', 'CNY'), ('0199aaaa-0000-7000-8000-000000000012', 'LP12', '电池', 'CNY')`);
    const other = await again('0199aaaa-0000-7000-8000-000000000012', '0199aaaa-0000-7000-8000-000000000011');
    expect((await sales.mutate(REOPEN, { id: other.id })).reopenLead).toMatchObject({ status: 'OPEN' });
  });

  it('comes back from the archive alone where nobody works on the same', async () => {
    const one = await fresh();
    await sales.mutate(ARCHIVE, { id: one.id });
    const { createLead } = await sales.mutate(CREATE, { input: { customerId: one.customerId, subject: '又来了' } });
    expect(await sales.refusal(RESTORE, { id: one.id })).toBe('LEAD_PURSUED');
    await sales.mutate(CLOSE, { id: createLead.id, input: { status: 'INVALID', reason: 'DUPLICATE' } });
    expect((await sales.mutate(RESTORE, { id: one.id })).restoreLead).toEqual({ id: one.id, archivedAt: null });
  });
});

describe('archiveLead and restoreLead', () => {
  it('take a lead out of the lists and bring it back; not for everybody', async () => {
    const one = await fresh();
    expect(await analyst.refusal(ARCHIVE, { id: one.id })).toBe('FORBIDDEN');
    expect(await south.refusal(ARCHIVE, { id: one.id })).toBe('NOT_FOUND');
    expect(await sales.refusal(RESTORE, { id: one.id })).toBe('FORBIDDEN');
    expect((await sales.mutate(ARCHIVE, { id: one.id })).archiveLead).toMatchObject({ can: ['RESTORE'] });
    expect(await idsOf({ customer: { in: [one.customerId] } })).toEqual([]);
    expect(await idsOf({ customer: { in: [one.customerId] }, archived: true })).toEqual([one.id]);
    await sales.mutate(RESTORE, { id: one.id });
    expect(await idsOf({ customer: { in: [one.customerId] } })).toEqual([one.id]);
  });

  it('take many at once: those out of reach are passed over, and the list finds them by their ids', async () => {
    const [one, two, theirs] = [await fresh(), await fresh(), await fresh({}, south)];
    const ids = [one.id, two.id, theirs.id];
    const [away, back] = ['archiveLeads', 'restoreLeads'].map((name) => `mutation($ids: [ID!]!) { ${name}(ids: $ids) { ids count skipped } }`) as [string, string];
    expect(await analyst.refusal(away, { ids })).toBe('FORBIDDEN');
    expect((await sales.mutate(away, { ids })).archiveLeads).toMatchObject({ count: 2, skipped: 1 });
    expect(await idsOf({ id: { in: ids } })).toEqual([theirs.id]);
    expect(await idsOf({ id: { in: ids } }, sales)).toEqual([]);
    expect(await analyst.refusal(back, { ids })).toBe('FORBIDDEN');
    expect((await sales.mutate(back, { ids })).restoreLeads).toMatchObject({ count: 2, skipped: 1 });
    expect(new Set(await idsOf({ id: { in: ids } }, sales))).toEqual(new Set([one.id, two.id]));
  });
});

describe('convertLead and unconvertLead', () => {
  it('make a customer of a prospect and link a company in one commit, and put both sides back', async () => {
    const one = await fresh({ amount: { minor: 900, currency: 'CNY' } });
    const before = (await api.db.query('select stage from customer where id = $1', [one.customerId])).rows[0];
    const { convertLead } = await sales.mutate(CONVERT, { id: one.id, input: { companyName: '转化有限公司', amount: { minor: 1_000, currency: 'CNY' } } });
    expect(convertLead).toMatchObject({ status: 'WON', stage: 'NEW', customer: { stage: 'ACTIVE' }, can: ['UNCONVERT', 'ARCHIVE'], conversion: { amount: { minor: 1_000, currency: 'CNY' }, company: { companyName: '转化有限公司' } } });
    const { customer } = await admin.query('query($id: ID!) { customer(id: $id) { leads { id status conversion { company { companyName } } } } }', { id: one.customerId });
    expect(customer.leads).toEqual([{ id: one.id, status: 'WON', conversion: { company: { companyName: '转化有限公司' } } }]);
    expect((await api.db.query(`select count(*)::int as count from relationship where from_id = $1 and kind = 'EMPLOYEE_OF' and archived_at is null`, [one.customerId])).rows[0].count).toBe(1);
    const { unconvertLead } = await sales.mutate(UNCONVERT, { id: one.id });
    expect(unconvertLead).toMatchObject({ status: 'OPEN', stage: 'NEW', closedOn: null, customer: { stage: 'PROSPECT' }, conversion: null });
    expect((await api.db.query('select stage from customer where id = $1', [one.customerId])).rows[0]).toEqual(before);
    expect((await api.db.query(`select count(*)::int as count from relationship where from_id = $1 and archived_at is null`, [one.customerId])).rows[0].count).toBe(0);
    expect((await api.db.query(`select archived_at is not null as gone from customer where id = $1`, [convertLead.conversion.company.id])).rows[0].gone).toBe(true);
  });

  it('keep the stage of a record as long as one of its leads stands won', async () => {
    const one = await fresh({ productId: '0199aaaa-0000-7000-8000-000000000001' });
    const { createLead: two } = await sales.mutate(CREATE, { input: { customerId: one.customerId, productId: '0199aaaa-0000-7000-8000-000000000002' } });
    await sales.mutate(CONVERT, { id: one.id, input: {} });
    await sales.mutate(CONVERT, { id: two.id, input: {} });
    expect((await sales.mutate(UNCONVERT, { id: one.id })).unconvertLead.customer.stage).toBe('ACTIVE');
    expect((await sales.mutate(UNCONVERT, { id: two.id })).unconvertLead.customer.stage).toBe('PROSPECT');
  });

  it('are refused to a role without the word, out of reach, twice, and where the record has moved on', async () => {
    const one = await fresh();
    expect(await analyst.refusal(CONVERT, { id: one.id, input: {} })).toBe('FORBIDDEN');
    expect(await south.refusal(CONVERT, { id: one.id, input: {} })).toBe('NOT_FOUND');
    expect(await analyst.refusal(UNCONVERT, { id: one.id })).toBe('FORBIDDEN');
    expect(await south.refusal(UNCONVERT, { id: one.id })).toBe('NOT_FOUND');
    expect(await sales.refusal(UNCONVERT, { id: one.id })).toBe('LEAD_NOT_WON');
    expect(await sales.refusal(CONVERT, { id: one.id, input: { companyId: one.id } })).toBe('NOT_FOUND');
    await sales.mutate(CONVERT, { id: one.id, input: {} });
    expect(await sales.refusal(CONVERT, { id: one.id, input: {} })).toBe('LEAD_CLOSED');
    await api.write(`update customer set stage = 'DORMANT' where id = $1`, [one.customerId]);
    expect(await sales.refusal(UNCONVERT, { id: one.id })).toBe('LEAD_RECORD_MOVED_ON');
    expect(await lead(one.id)).toMatchObject({ status: 'WON' });
  });
});
