import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { type Api, type Client, startApi } from '@dossier/kernel/testing';

const ROWS = Number(process.env['IMPORT_ROWS'] ?? 5_000);
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';

/** A customer file as a shop would write it; every 33rd row is wrong in one of several ways, or in none once `fixed`. */
function customerFile(rows: number, fixed = false, only: (no: number) => boolean = () => true): Buffer {
  const lines = ['客户编号,姓名,手机号码,电子邮箱,性别,出生日期,所在省,城市,公司名称'];
  for (let no = 1; no <= rows; no += 1) if (only(no)) lines.push(fixed ? line(no) : broken(no));
  return iconv.encode(`${lines.join('\r\n')}\r\n`, 'gb18030');
}

const isBroken = (no: number): boolean => no % 33 === 0;
const nameOf = (no: number): string => `${SURNAMES[no % SURNAMES.length]}${SURNAMES[(no * 7) % SURNAMES.length]}`;
const phoneOf = (no: number): string => `138${String(no).padStart(8, '0')}`;
const line = (no: number, phone = phoneOf(no), birth = `19${70 + (no % 30)}/${1 + (no % 12)}/${1 + (no % 28)}`, gender = no % 2 ? '女' : '男'): string =>
  `K${String(no).padStart(6, '0')},${nameOf(no)},${phone},u${no}@example.com,${gender},${birth},浙江,杭州,"测试,公司 ${no % 100}"`;

function broken(no: number): string {
  if (!isBroken(no)) return line(no);
  const kind = (no / 33) % 4;
  if (kind === 0) return line(no, '12');
  if (kind === 1) return line(no, undefined, '1980-02-30');
  if (kind === 2) return line(no, undefined, undefined, '未定');
  return line(no).replace(',浙江,杭州', '');
}

const FIELDS = 'id state rowCount newCount changedCount sameCount failedCount insertedCount updatedCount skippedCount sameFileAs batchId canRevert';

describe('imports', () => {
  let api: Api;
  let admin: Client;

  beforeAll(async () => {
    api = await startApi();
    admin = await api.as('ADMIN');
  }, 120_000);
  afterAll(() => api.close());

  const upload = async (client: Client, bytes: Buffer, kind = 'customers', name = '客户.csv') => {
    const answer = await client.post(`/api/imports?kind=${kind}`).set('X-File-Name', encodeURIComponent(name)).set('Content-Type', 'application/octet-stream').send(bytes);
    return answer;
  };
  const get = async (client: Client, id: string) => (await client.query(`query($id: ID!) { import(id: $id) { ${FIELDS} } }`, { id })).import;
  const until = async (client: Client, id: string, states: readonly string[]) => {
    for (let tries = 0; tries < 2_000; tries += 1) {
      const found = await get(client, id);
      if (states.includes(found.state)) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The import stays in ${(await get(client, id)).state}`);
  };
  const check = async (client: Client, id: string) => {
    await client.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id });
    return until(client, id, ['CHECKED', 'UPLOADED']);
  };
  const commit = async (client: Client, id: string) => {
    await client.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id });
    return until(client, id, ['DONE', 'FAILED']);
  };
  const sum = (found: { insertedCount: number; updatedCount: number; skippedCount: number; failedCount: number }) => found.insertedCount + found.updatedCount + found.skippedCount + found.failedCount;
  const wrong = Math.floor(ROWS / 33);

  let first = '';
  it('finds encoding, delimiter and mapping, and tries the whole file', async () => {
    const answer = await upload(admin, customerFile(ROWS));
    expect(answer.status).toBe(201);
    first = answer.body.id;
    const found = (await admin.query(`query($id: ID!) { import(id: $id) { encoding delimiter headerRow mode key mapping columns { name field sample confidence } preview fields { name label } } }`, { id: first })).import;
    expect(found).toMatchObject({ encoding: 'GB18030', delimiter: ',', headerRow: 1, mode: 'BOTH', key: 'externalKey' });
    expect(found.mapping).toEqual({ 客户编号: 'externalKey', 姓名: 'name', 手机号码: 'phone', 电子邮箱: 'email', 性别: 'gender', 出生日期: 'birthDate', 所在省: 'region', 城市: 'city', 公司名称: 'companyName' });
    expect(found.preview).toHaveLength(20);
    const started = Date.now();
    const tried = await check(admin, first);
    console.info(`dry run of ${ROWS} rows: ${Date.now() - started} ms`);
    expect(tried).toMatchObject({ state: 'CHECKED', rowCount: ROWS, newCount: ROWS - wrong, changedCount: 0, sameCount: 0, failedCount: wrong });
  }, 300_000);

  it('tells every kind of problem and shows the rows', async () => {
    const { problems, problemRows } = (await admin.query(`query($id: ID!) { import(id: $id) { problems { code column count example remedy message rowNo } problemRows(first: 200) { nodes { row values problems { code message remedy } } pageInfo { hasNextPage } } } }`, { id: first })).import;
    expect(problems.map((one: { code: string }) => one.code).sort()).toEqual(['CHOICE_UNKNOWN', 'DAY_IMPOSSIBLE', 'PHONE_INVALID', 'RAGGED_ROW']);
    expect(problems.find((one: { code: string }) => one.code === 'PHONE_INVALID')).toMatchObject({ column: '手机号码', example: null, remedy: '检查位数；国外号码以 + 和国家代码开头。' });
    expect(problemRows.nodes).toHaveLength(Math.min(200, wrong));
    expect(problemRows.nodes[0].values['客户编号']).toBe('K000033');
  });

  it('corrects values for all rows of a kind', async () => {
    const rows = (await admin.query(`query($id: ID!) { import(id: $id) { problemRows(first: 200) { nodes { row values problems { code } } } } }`, { id: first })).import.problemRows.nodes;
    const one = rows.find((row: { problems: { code: string }[] }) => row.problems[0]?.code === 'CHOICE_UNKNOWN');
    await admin.mutate('mutation($id: ID!, $rows: [ImportRowInput!]!) { correctImportRows(id: $id, rows: $rows, allOfKind: true) { id } }', { id: first, rows: [{ row: one.row, values: { 性别: '女' } }] });
    const tried = await until(admin, first, ['CHECKED']);
    expect(tried.failedCount).toBeLessThan(wrong - Math.floor(wrong / 4) + 2);
    expect(tried.newCount + tried.failedCount).toBe(ROWS);
    expect(await admin.refusal('mutation($id: ID!, $rows: [ImportRowInput!]!) { correctImportRows(id: $id, rows: $rows) { id } }', { id: first, rows: [{ row: one.row, values: { owner: 'x' } }] })).toBe('UNKNOWN_NAME');
  }, 300_000);

  it('commits good rows in spite of bad ones, and gives the bad ones back as a file', async () => {
    const started = Date.now();
    const done = await commit(admin, first);
    console.info(`commit of ${ROWS} rows: ${Date.now() - started} ms`);
    expect(done).toMatchObject({ state: 'DONE', updatedCount: 0, skippedCount: 0, canRevert: true });
    expect(sum(done)).toBe(ROWS);
    const file = await admin.get(`/api/imports/${first}/failed`).buffer(true);
    const lines = file.text.trim().split('\r\n');
    expect(lines[0]).toBe('客户编号,姓名,手机号码,电子邮箱,性别,出生日期,所在省,城市,公司名称,问题和处理办法');
    expect(lines).toHaveLength(done.failedCount + 1);
    const stored = await api.db.query(`select count(*)::int as n from customer where external_key like 'K%' and archived_at is null`);
    expect(stored.rows[0].n).toBe(done.insertedCount);
  }, 600_000);

  it('takes the corrected rows in again', async () => {
    const { id } = (await upload(admin, customerFile(ROWS, true, isBroken))).body;
    await check(admin, id);
    const done = await commit(admin, id);
    expect(sum(done)).toBe(wrong);
    expect(done.failedCount).toBe(0);
    const stored = await api.db.query(`select count(*)::int as n from customer where external_key like 'K%' and archived_at is null`);
    expect(stored.rows[0].n).toBe(ROWS);
  }, 300_000);

  it('notices the same file and changes nothing the second time', async () => {
    const answer = await upload(admin, customerFile(ROWS));
    expect(answer.body.sameFileAs).toBe(first);
    const tried = await check(admin, answer.body.id);
    expect(tried).toMatchObject({ newCount: 0 });
    const done = await commit(admin, answer.body.id);
    expect(done).toMatchObject({ insertedCount: 0, updatedCount: 0 });
    expect(sum(done)).toBe(ROWS);
  }, 300_000);

  it('reverts, leaves rows changed since alone, and counts them', async () => {
    const { batchId, insertedCount } = await get(admin, first);
    const changed = (await api.db.query(`select id, version from customer where external_key = 'K000001'`)).rows[0];
    await admin.mutate('mutation($id: ID!, $v: Int!) { updateCustomer(id: $id, version: $v, input: { city: "宁波" }) { id } }', { id: changed.id, v: changed.version });
    await admin.mutate('mutation($id: ID!) { revertBatch(id: $id) { id } }', { id: batchId });
    await until(admin, first, ['REVERTED']);
    const batch = (await admin.query('query($id: ID!) { operationBatch(id: $id) { state rowCount conflictCount canRevert } }', { id: batchId })).operationBatch;
    expect(batch).toEqual({ state: 'REVERTED', rowCount: insertedCount, conflictCount: 1, canRevert: false });
    const stored = await api.db.query(`select count(*)::int as n from customer where external_key like 'K%' and archived_at is null`);
    expect(stored.rows[0].n).toBe(wrong + 1 - (ROWS - wrong - insertedCount) * -1 - (insertedCount - (ROWS - wrong)));
  }, 300_000);
});
