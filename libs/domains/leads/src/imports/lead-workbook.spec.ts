import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, type SheetCell, startApi, workbookOf } from '@dossier/kernel/testing';
import { ImportDesk } from './testing/import-desk';

const HEAD = ['线索编号', '客户姓名', '手机号码', '公司名称', '感兴趣的产品', '意向', '预计成交金额（元）', '预计决策日期', '登记时间', '现场评级', '进入方式', '同事'];
const DAY = 'yyyy"年"m"月"d"日"';
const INSTANT = 'yyyy/m/d h:mm';
const on = (text: string): Date => new Date(`${text}Z`);
/** What an office program saves of a fair: a title above the table, numbers as numbers, days as days, one cell computed. */
const ROWS: readonly (readonly SheetCell[])[] = [
  ['2026 秋季广交会　线索登记表'],
  [],
  HEAD,
  ['GZ-001', '沈一诺', 13_912_340_001, '恒远机械', '85123A', '看样机', 128_000, on('2026-12-31T00:00:00'), on('2026-10-15T09:30:00'), 'A', '展会', null],
  ['GZ-002', '陆知行', '139-1234-0002', '海川贸易', '85123a', '询价', { formula: '12.5*4800', result: 60_000 }, on('2027-01-15T00:00:00'), on('2026-10-15T14:05:00'), 'B', '展会', null],
  [3, 'Ann Meyer', '+44 20 7946 0958', 'Meyer Ltd', null, 'Wants a catalogue', 1_234.5, null, on('2026-10-16T00:00:00'), 4, '展会', null],
  ['GZ-004', '坏日期', 13_912_340_004, null, null, '询价', 100, '2026年2月30日', null, null, null, null],
  ['GZ-005', '没有的产品', 13_912_340_005, null, 'NO-SUCH', '询价', 100, null, null, null, null, null],
];

describe('a workbook of leads from a trade fair', () => {
  let api: Api;
  let desk: ImportDesk;
  let codes: Record<string, string>;
  let id = '';
  let later = '';

  beforeAll(async () => {
    api = await startApi();
    desk = new ImportDesk(await api.as('ADMIN'), api);
    await api.write(`insert into product (id, code, name, is_available, unit_price_minor, currency) select gen_random_uuid(), c, n, true, 100, 'CNY' from (values ('85123A', '白色灯座'), ('85123a', '米色灯座'), ('白色灯座', '另一种')) v(c, n)`, []);
    codes = Object.fromEntries((await api.db.query('select code, id from product')).rows.map((row) => [row.code, row.id]));
  });
  afterAll(() => api.close());

  const lead = async (key: string) => (await api.db.query(
    `select l.id, l.origin, l.subject, l.amount_minor, l.currency, l.decide_on::text, l.product_id, l.attributes, to_char(l.opened_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as opened, l.archived_at is not null as gone,
      c.name, c.company_name, c.archived_at is not null as record_gone, l.customer_id from lead l join customer c on c.id = l.customer_id where l.external_key = $1 or l.id::text = $1`, [key])).rows[0];

  it('is read below its title, with its columns proposed by their Chinese heads', async () => {
    id = await desk.upload(await workbookOf('线索', ROWS, { 7: DAY, 8: INSTANT }), '秋季广交会线索.xlsx');
    const { format, headerRow, mapping } = await desk.seen(id);
    expect({ format, headerRow }).toEqual({ format: 'XLSX', headerRow: 3 });
    expect(mapping).toMatchObject({ 线索编号: 'leadKey', 客户姓名: 'name', 手机号码: 'phone', 公司名称: 'companyName', 感兴趣的产品: 'product', 意向: 'subject', '预计成交金额（元）': 'amount', 预计决策日期: 'decideOn', 登记时间: 'openedAt', 现场评级: null, 进入方式: 'origin' });
    await desk.details(id, ['现场评级']);
  });

  it('is tried without writing anything', async () => {
    const before = (await api.db.query('select count(*)::int as n from lead')).rows[0].n;
    const tried = await desk.check(id);
    expect(tried).toMatchObject({ state: 'CHECKED', newCount: 3, sameCount: 0, failedCount: 2 });
    expect(tried.problems.map(({ code, column }) => [code, column]).toSorted()).toEqual([['DAY_IMPOSSIBLE', '预计决策日期'], ['REFERENCE_UNKNOWN', '感兴趣的产品']]);
    expect((await api.db.query('select count(*)::int as n from lead')).rows[0].n).toBe(before);
  }, 300_000);

  it('becomes leads: days as days, telephones as numbers, amounts, products told apart by their letters', async () => {
    expect(await desk.commit(id)).toMatchObject({ state: 'DONE', insertedCount: 3, failedCount: 2 });
    expect(await lead('GZ-001')).toMatchObject({ name: '沈一诺', company_name: '恒远机械', origin: 'FAIR', subject: '看样机', amount_minor: 12_800_000, currency: 'CNY', decide_on: '2026-12-31', opened: '2026-10-15 09:30', product_id: codes['85123A'], attributes: { 现场评级: 'A' } });
    expect(await lead('GZ-002')).toMatchObject({ name: '陆知行', amount_minor: 6_000_000, decide_on: '2027-01-15', opened: '2026-10-15 14:05', product_id: codes['85123a'] });
    expect(await lead('3')).toMatchObject({ name: 'Ann Meyer', amount_minor: 123_450, decide_on: null, opened: '2026-10-16 00:00', product_id: null, attributes: { 现场评级: 4 } });
    const { customer } = await (await api.as('ADMIN')).query('query($id: ID!) { customer(id: $id) { identities { kind value } } }', { id: (await lead('GZ-001')).customer_id });
    expect(customer.identities.map(({ kind }: { kind: string }) => kind)).toEqual(['PHONE']);
  }, 300_000);

  it('knows somebody of it again by the telephone that stood there as a number', async () => {
    const { id: file, done } = await desk.bring('线索编号,姓名,手机,主题\nGZ-101,沈,+86 139 1234 0001,再问一次');
    later = file;
    expect(done).toMatchObject({ insertedCount: 0, updatedCount: 1 });
  }, 300_000);

  it('gives the rows that were not accepted back as a file, which comes in once it is mended', async () => {
    const file = await (await api.as('ADMIN')).get(`/api/imports/${id}/failed`).buffer(true);
    const lines = file.text.replace(/^\uFEFF/, '').trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('感兴趣的产品');
    expect(lines[1]).toContain('2026年2月30日');
    const { done } = await desk.bring(file.text.replace('2026年2月30日', '2026年2月28日').replace('NO-SUCH', '白色灯座'), { name: 'mended.csv' });
    expect(done).toMatchObject({ insertedCount: 2, failedCount: 0 });
    expect(await lead('GZ-004')).toMatchObject({ decide_on: '2026-02-28' });
    // A code comes before a name that reads the same.
    expect(await lead('GZ-005')).toMatchObject({ product_id: codes['白色灯座'] });
  }, 300_000);

  it('is taken back whole, once the later file that came upon it is', async () => {
    const kept = await Promise.all(['GZ-001', 'GZ-002', '3'].map(lead));
    expect(await desk.revert(later)).toEqual({ conflictCount: 0 });
    expect(await desk.revert(id)).toEqual({ conflictCount: 0 });
    for (const { id: leadId } of kept) expect(await lead(leadId)).toMatchObject({ gone: true });
    expect((await lead(kept[2].id)).record_gone).toBe(true);
    const { done } = await desk.bring(await workbookOf('线索', ROWS.slice(0, 6), { 7: DAY, 8: INSTANT }), { name: '再来.xlsx' });
    expect(done).toMatchObject({ insertedCount: 3, failedCount: 0 });
  }, 300_000);
});
