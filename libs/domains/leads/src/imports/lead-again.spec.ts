import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, type Client, startApi } from '@dossier/kernel/testing';
import { ImportDesk } from './testing/import-desk';

const ERASE = 'mutation($id: ID!, $i: EraseInput!) { eraseCustomer(id: $id, input: $i) { id } }';
const UPDATE = 'mutation($id: ID!, $version: Int!, $input: LeadInput!) { updateLead(id: $id, version: $version, input: $input) { id version } }';
const CLOSE = 'mutation($id: ID!, $input: CloseLeadInput!) { closeLead(id: $id, input: $input) { id } }';

describe('files of leads that have come before', () => {
  let api: Api;
  let admin: Client;
  let desk: ImportDesk;
  beforeAll(async () => {
    api = await startApi();
    admin = await api.as('ADMIN');
    desk = new ImportDesk(admin, api);
  });
  afterAll(() => api.close());

  const lead = async (key: string) => (await api.db.query(
    `select l.*, l.decide_on::text as decides, l.last_touch_at::text as last_at, l.amount_minor::int as amount, l.budget_minor::int as budget, (select count(*)::int from lead_touch t where t.lead_id = l.id) as touch_rows from lead l where l.external_key = $1 or l.id::text = $1`, [key])).rows[0];
  const touched = async (key: string, at: string) => bringOne(`T-${key}-${at}`, key, at);
  /** A further row of the same person, which touches their open lead. */
  const bringOne = (key: string, phone: string, at: string) => desk.bring(`线索编号,姓名,手机,主题,进入时间\n${key},来客,${phone},再来一次,${at}`);

  it('change what they say of an open lead, count it, and leave alone what they do not say', async () => {
    await desk.bring('线索编号,姓名,手机,主题,需求,预计金额,预算,决策权,预计决策日期,颜色\nU-1,甲,13820000001,旧主题,旧需求,1000,5000,,2027-01-01,红\nU-2,乙,13820000002,照旧,,200,,,,\nU-3,丙,13820000003,已结束,,300,,,,\nU-4,丁,13820000004,,,,,,,', { rules: { mapping: { 线索编号: 'leadKey', 姓名: 'name', 手机: 'phone', 主题: 'subject', 需求: 'need', 预计金额: 'amount', 预算: 'budget', 决策权: 'authority', 预计决策日期: 'decideOn', 颜色: 'detail' } } });
    await admin.mutate(CLOSE, { id: (await lead('U-3')).id, input: { status: 'LOST', reason: 'PRICE' } });
    const before = { one: await lead('U-1'), two: await lead('U-2'), three: await lead('U-3') };
    const people = (await api.db.query('select count(*)::int as n from customer')).rows[0].n;
    const { id, tried, done } = await desk.bring('线索编号,姓名,手机,主题,需求,预计金额,决策权,大小\nU-1,改名,13820000009,新主题,,2500,DECIDER,L\nU-2,乙,13820000002,照旧,,200,,\nU-3,丙,13820000003,改不了,,900,,\nU-5,戊,13820000005,全新,,10,,', { rules: { mapping: { 线索编号: 'leadKey', 姓名: 'name', 手机: 'phone', 主题: 'subject', 需求: 'need', 预计金额: 'amount', 决策权: 'authority', 大小: 'detail' } } });
    expect(tried).toMatchObject({ newCount: 1, changedCount: 1, sameCount: 2, failedCount: 0 });
    expect(done).toMatchObject({ insertedCount: 1, updatedCount: 1, skippedCount: 2, failedCount: 0 });
    expect(await lead('U-1')).toMatchObject({ subject: '新主题', search_text: expect.stringContaining('新主题'), need: '旧需求', amount: 250_000, budget: 500_000, authority: 'DECIDER', decides: '2027-01-01', attributes: { 颜色: '红', 大小: 'L' }, version: before.one.version + 1, touches: 1, owner_id: before.one.owner_id });
    expect([await lead('U-2'), await lead('U-3')]).toEqual([before.two, before.three]);
    expect((await api.db.query('select count(*)::int as n from customer')).rows[0].n).toBe(people + 1);

    expect((await desk.bring('线索编号,主题,预计金额\nU-1,新主题,2500')).tried).toMatchObject({ newCount: 0, changedCount: 0, sameCount: 1 });
    const { conflictCount } = await desk.revert(id);
    expect(conflictCount).toBe(0);
    expect(await lead('U-1')).toMatchObject({ subject: '旧主题', search_text: before.one.search_text, amount: 100_000, authority: 'UNKNOWN', attributes: { 颜色: '红' }, version: before.one.version + 2 });
    expect(await lead('U-5')).toBeUndefined();
  }, 300_000);

  it('fill what is to be kept only where it is empty, and mix no currencies', async () => {
    await api.write(`update lead set currency = 'USD' where external_key in ('U-1', 'U-4')`, []);
    const { tried } = await desk.bring('线索编号,主题,需求,预计金额,预计决策日期\nU-1,不要改,新需求,70,2027-09-09\nU-4,补上,补上的需求,70,2027-09-09', { rules: { keepFields: ['subject', 'need', 'decideOn'] } });
    expect(tried).toMatchObject({ changedCount: 1, sameCount: 1 });
    // The lead has a budget of its own currency, which a sum of another one cannot stand beside.
    expect(await lead('U-1')).toMatchObject({ subject: '旧主题', need: '旧需求', amount: 100_000, currency: 'USD', decides: '2027-01-01' });
    expect(await lead('U-4')).toMatchObject({ subject: '补上', need: '补上的需求', amount: 7_000, currency: 'CNY', decides: '2027-09-09' });
  }, 300_000);

  it('leave a lead alone that somebody changed or closed since, when they are taken back or go on', async () => {
    const { id } = await desk.bring('线索编号,主题\nU-2,来自文件');
    const now = await lead('U-2');
    await admin.mutate(UPDATE, { id: now.id, version: now.version, input: { subject: '来自同事' } });
    expect((await desk.revert(id)).conflictCount).toBe(1);
    expect(await lead('U-2')).toMatchObject({ subject: '来自同事' });
    const late = await desk.upload('线索编号,主题\nU-2,太晚了');
    expect(await desk.check(late)).toMatchObject({ changedCount: 1 });
    await admin.mutate(CLOSE, { id: now.id, input: { status: 'LOST', reason: 'PRICE' } });
    expect(await desk.commit(late)).toMatchObject({ updatedCount: 0, skippedCount: 1 });
    expect(await lead('U-2')).toMatchObject({ subject: '来自同事', status: 'LOST' });
  }, 300_000);

  it('change nothing where only new leads are wanted, or where the lead is not within reach of the one who brings them', async () => {
    expect((await desk.bring('线索编号,主题\nU-1,只要新的', { rules: { mode: 'CREATE' } })).done).toMatchObject({ updatedCount: 0, insertedCount: 0, skippedCount: 1 });
    const marketer = new ImportDesk(await api.as('MARKETER'), api);
    expect((await marketer.bring('线索编号,姓名,手机,主题\nU-1,外人,13820000077,够不着')).done).toMatchObject({ insertedCount: 1, updatedCount: 0 });
    expect(await lead((await api.db.query(`select id from lead where external_key = 'U-1' and subject = '旧主题'`)).rows[0].id)).toMatchObject({ subject: '旧主题' });
    expect((await desk.bring('线索编号,主题\nU-404,没有', { rules: { mode: 'UPDATE' } })).tried).toMatchObject({ failedCount: 1, problems: [expect.objectContaining({ code: 'KEY_NOT_FOUND' })] });
  }, 300_000);

  it('take the touches with them that they left on leads of before', async () => {
    await desk.bring('线索编号,姓名,手机,主题,进入时间\nV-1,己,13820000011,第一次,2026-03-01 10:00');
    const before = await lead('V-1');
    const first = await touched('13820000011', '2026-03-05 10:00');
    const second = await touched('13820000011', '2026-03-09 10:00');
    const after = await lead('V-1');
    expect(after).toMatchObject({ touches: 3, touch_rows: 3 });
    expect(after.last_at).not.toBe(before.last_at);
    expect((await desk.revert(second.id)).conflictCount).toBe(0);
    const once = await lead('V-1');
    expect(once).toMatchObject({ touches: 2, touch_rows: 2, version: before.version });
    expect((await desk.revert(first.id)).conflictCount).toBe(0);
    expect(await lead('V-1')).toMatchObject({ touches: 1, touch_rows: 1, last_at: before.last_at, version: before.version });
    // Its number is free again.
    expect((await touched('13820000011', '2026-03-05 10:00')).done).toMatchObject({ updatedCount: 1 });
  }, 300_000);

  it('keep what somebody did meanwhile: when they worked on the lead, and whoever came back to it', async () => {
    const { id } = await desk.bring('线索编号,姓名,手机,主题,进入时间\nW-1,庚,13820000012,第一次,2026-03-01 10:00');
    const again = await touched('13820000012', '2026-03-05 10:00');
    await api.write(`update lead set last_touch_at = '2026-04-01T00:00:00Z' where external_key = 'W-1'`, []);
    const worked = await lead('W-1');
    expect((await desk.revert(id)).conflictCount).toBeGreaterThan(0);
    expect(await lead('W-1')).toMatchObject({ archived_at: null });
    await desk.revert(again.id);
    expect(await lead('W-1')).toMatchObject({ touches: 1, last_at: worked.last_at });
  }, 300_000);

  it('are taken back whole where one row touched what another one had opened', async () => {
    const { id, done } = await desk.bring('线索编号,姓名,手机,主题\nX-1,辛,13820000013,一\nX-2,辛,13820000013,二\nX-3,辛,13820000013,三');
    expect(done).toMatchObject({ insertedCount: 1, updatedCount: 2 });
    const { id: leadId, customer_id: customerId } = await lead('X-1');
    expect((await desk.revert(id)).conflictCount).toBe(0);
    expect((await lead(leadId)).archived_at).not.toBeNull();
    expect((await api.db.query('select archived_at from customer where id = $1', [customerId])).rows[0].archived_at).not.toBeNull();
  }, 300_000);

  it('bring what people agreed to, to those they add and to those who are known, and take it back', async () => {
    const [purpose] = (await api.db.query(`select name, id from purpose where legal_basis = 'CONSENT' and archived_at is null order by created_at limit 1`)).rows;
    await desk.bring('线索编号,姓名,手机\nC-1,旧人,13820000021');
    const { id } = await desk.bring(`线索编号,姓名,手机,${purpose.name}·同意,同意凭证\nC-2,旧人,13820000021,同意,展会签字表第 3 页\nC-3,新人,13820000022,同意,展会签字表第 4 页\nC-4,不肯,13820000023,否,`);
    const lines = async (phone: string) => (await api.db.query(
      `select e.act, e.source, e.proof_cipher is not null as proven from consent_entry e join customer c on c.id = e.customer_id where c.name = $1 order by e.id`, [phone])).rows;
    expect([await lines('旧人'), await lines('新人'), await lines('不肯')]).toEqual([[{ act: 'GIVEN', source: 'IMPORT', proven: true }], [{ act: 'GIVEN', source: 'IMPORT', proven: true }], [{ act: 'WITHDRAWN', source: 'IMPORT', proven: false }]]);
    expect((await desk.revert(id)).conflictCount).toBe(0);
    expect((await lines('旧人')).length).toBe(2);
    expect((await api.db.query(`select count(*)::int as n from consent_state s join customer c on c.id = s.customer_id where c.name = '旧人' and s.state = 'GIVEN'`)).rows[0].n).toBe(0);
  }, 300_000);

  it('know again who was met at a stand, sent by the phone and saved as a file besides', async () => {
    const entries = [{ key: 'phone-file-0001', at: '2026-11-20T03:00:00.000Z', name: '展会甲', phone: '13820000031', interest: '看样机' }];
    await admin.mutate('mutation($input: CollectedLeadsInput!) { collectLeads(input: $input) { key } }', { input: { entries } });
    const touches = async () => (await api.db.query(`select count(*)::int as n from lead_touch t join customer c on c.id = t.customer_id where c.name = '展会甲'`)).rows[0].n;
    for (let tries = 0; tries < 1_200 && (await touches()) === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    const { tried, done } = await desk.bring('线索编号,进入时间,姓名,电话,邮箱,对什么感兴趣\nphone-file-0001,2026-11-20T03:00:00.000Z,展会甲,13820000031,,看样机\nphone-file-0002,2026-11-20T03:05:00.000Z,展会乙,13820000032,,看样机', { rules: { mapping: { 线索编号: 'leadKey', 进入时间: 'openedAt', 姓名: 'name', 电话: 'phone', 邮箱: 'email', 对什么感兴趣: 'subject' } } });
    expect(tried).toMatchObject({ newCount: 1, sameCount: 1 });
    expect(done).toMatchObject({ insertedCount: 1, skippedCount: 1 });
    expect(await touches()).toBe(1);
  }, 300_000);

  it('keep no copy of what somebody said who is forgotten', async () => {
    await desk.bring('线索编号,姓名,手机,主题\nE-1,遗忘,13820000014,麒麟一号');
    await desk.bring('线索编号,主题\nE-1,麒麟二号');
    const { customer_id: customerId } = await lead('E-1');
    const copies = async () => (await api.db.query(`select (select count(*)::int from import_row t where t::text like '%麒麟%') as rows, (select count(*)::int from batch_item t where t::text like '%麒麟%') as images`)).rows[0];
    expect(await copies()).toEqual({ rows: 2, images: 1 });
    await admin.mutate(ERASE, { id: customerId, i: { reason: 'spec' } });
    expect(await copies()).toEqual({ rows: 0, images: 0 });
  }, 300_000);
});
