import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import type { Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { ViewerSource } from '@dossier/kernel/events';
import { type Api, type Client, personId, startApi } from '@dossier/kernel/testing';
import { ImportCommit } from './import-commit';

const ROWS = Number(process.env['IMPORT_ROWS'] ?? 2_000);
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';

/** A customer file as a shop would write it; every 33rd row is wrong in one of several ways, or in none once `fixed`. */
function customerFile(rows: number, fixed = false, only: (no: number) => boolean = () => true): Buffer {
  const lines = ['客户编号,姓名,手机号码,电子邮箱,性别,出生日期,所在省,城市,公司名称'];
  for (let no = 1; no <= rows; no += 1) if (only(no)) lines.push(fixed ? line(no) : broken(no));
  return iconv.encode(`${lines.join('\r\n')}\r\n`, 'gb18030');
}

const isBroken = (no: number): boolean => no % 33 === 0;
const sign = (at: number): string => SURNAMES[at % SURNAMES.length] ?? '王';
const nameOf = (no: number): string => sign(no) + sign(Math.floor(no / SURNAMES.length)) + sign(no * 7 + 3);
const phoneOf = (no: number): string => `138${String(no).padStart(8, '0')}`;
const line = (no: number, phone = phoneOf(no), birth = `19${60 + ((no * 31) % 40)}/${1 + ((no * 17) % 12)}/${1 + ((no * 13) % 28)}`, gender = no % 2 ? '女' : '男'): string =>
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
  });
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
  const count = async (where: string): Promise<number> => (await api.db.query(`select count(*)::int as n from customer where ${where} and archived_at is null`)).rows[0].n;
  const standing = (): Promise<number> => count(`external_key like 'K%'`);

  let first = '';
  let updatedSince = 0;
  it('finds encoding, delimiter and mapping, and tries the whole file', async () => {
    const answer = await upload(admin, customerFile(ROWS));
    expect(answer.status).toBe(201);
    first = answer.body.id;
    const found = (await admin.query(`query($id: ID!) { import(id: $id) { encoding delimiter headerRow mode key mapping columns { name field sample confidence } preview fields { name label } } }`, { id: first })).import;
    expect(found).toMatchObject({ encoding: 'GB18030', delimiter: ',', headerRow: 1, mode: 'BOTH', key: 'externalKey' });
    expect(found.mapping).toEqual({ 客户编号: 'externalKey', 姓名: 'name', 手机号码: 'phone', 电子邮箱: 'email', 性别: 'gender', 出生日期: 'birthDate', 所在省: 'region', 城市: 'city', 公司名称: 'companyName' });
    expect(found.preview).toHaveLength(20);
    const tried = await check(admin, first);
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
    const done = await commit(admin, first);
    expect(done).toMatchObject({ state: 'DONE', updatedCount: 0, skippedCount: 0, canRevert: true });
    expect(sum(done)).toBe(ROWS);
    const file = await admin.get(`/api/imports/${first}/failed`).buffer(true);
    const lines = file.text.trim().split('\r\n');
    expect(lines[0]).toBe('客户编号,姓名,手机号码,电子邮箱,性别,出生日期,所在省,城市,公司名称,问题和处理办法');
    expect(lines).toHaveLength(done.failedCount + 1);
    expect(await standing()).toBe(done.insertedCount);
  }, 600_000);

  it('takes the corrected rows in again', async () => {
    const { id } = (await upload(admin, customerFile(ROWS, true, isBroken))).body;
    await check(admin, id);
    const done = await commit(admin, id);
    expect(sum(done)).toBe(wrong);
    expect(done.failedCount).toBe(0);
    updatedSince = done.updatedCount;
    expect(await standing()).toBe(ROWS);
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
    const before = await standing();
    const changed = (await api.db.query(`select id, version from customer where external_key = 'K000001'`)).rows[0];
    await admin.mutate('mutation($id: ID!, $v: Int!) { updateCustomer(id: $id, version: $v, input: { city: "宁波" }) { id } }', { id: changed.id, v: changed.version });
    await admin.mutate('mutation($id: ID!) { revertBatch(id: $id) { id } }', { id: batchId });
    await until(admin, first, ['REVERTED']);
    const batch = (await admin.query('query($id: ID!) { operationBatch(id: $id) { state rowCount conflictCount canRevert } }', { id: batchId })).operationBatch;
    expect(batch).toEqual({ state: 'REVERTED', rowCount: insertedCount, conflictCount: 1 + updatedSince, canRevert: false });
    expect(await standing()).toBe(before - insertedCount + 1 + updatedSince);
  }, 300_000);

  it('goes on behind its last checkpoint after it died in the middle', async () => {
    const rows = 3_000;
    const { id } = (await upload(admin, Buffer.from(`external key,name,phone\n${Array.from({ length: rows }, (_, no) => `D${no},Dora ${no},139${String(no).padStart(8, '0')}`).join('\n')}`), 'customers', 'dora.csv')).body;
    await check(admin, id);
    await api.db.query('begin');
    await api.db.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true)`);
    await api.db.query(`update import set state = 'COMMITTING' where id = $1`, [id]);
    await api.db.query('commit');
    const commit = api.app.get(ImportCommit, { strict: false });
    const database = api.app.get(Database, { strict: false });
    const viewer = await api.app.get(ViewerSource, { strict: false }).anew({ kind: 'user', userId: personId('ADMIN'), name: '' }, 'spec');
    if (viewer === null) throw new Error('nobody');
    let units = 0;
    const steps = (dies: number) => ({
      viewer: async () => viewer, progress: async () => undefined, cancelled: async () => false,
      work: <R>(run: (who: Viewer) => Promise<R>) => database.work(viewer, 'spec', async () => {
        const result = await run(viewer);
        units += 1;
        if (units === dies) throw new Error('killed');
        return result;
      }),
    });
    await expect(commit.run(steps(2), id)).rejects.toThrow();
    expect(await count(`external_key like 'D%'`)).toBe(2_000);
    units = 0;
    await commit.run(steps(0), id);
    const done = await get(admin, id);
    expect(done).toMatchObject({ state: 'DONE', insertedCount: rows, updatedCount: 0, skippedCount: 0, failedCount: 0 });
    expect(await count(`external_key like 'D%'`)).toBe(rows);
  });

  it('lets somebody without reach over all create and never update, and tells them nothing of keys out of reach', async () => {
    const sales = await api.as('MARKETER');
    const body = (key: string) => Buffer.from(`external key,name,city\n${key},Nora,Bergen\n`);
    const report = async (key: string) => {
      const { id, ...rest } = (await upload(sales, body(key), 'customers', 'nora.csv')).body;
      const tried = await check(sales, id);
      const done = await commit(sales, id);
      const made = (await sales.query('query { customers(filter: { name: { equals: "Nora" } }, sort: CREATED_AT, order: DESC, first: 1) { totalCount nodes { name city externalKey } } }')).customers;
      return { rest, tried: { ...tried, id: '', batchId: '' }, done: { ...done, id: '', batchId: '' }, made: { ...made.nodes[0], externalKey: made.nodes[0].externalKey === key } };
    };
    const before = (await api.db.query(`select name, city, version from customer where external_key = 'D7'`)).rows;
    const [known, unknown] = [await report('D7'), await report('NOT-THERE')];
    expect(known).toEqual(unknown);
    expect(known.done).toMatchObject({ insertedCount: 1, updatedCount: 0, failedCount: 0 });
    expect((await api.db.query(`select name, city, version from customer where external_key = 'D7' and external_source = 'file'`)).rows).toEqual(before);
  });

  it('answers others as if the file did not exist', async () => {
    const sales = await api.as('SALES');
    expect(await sales.refusal('query($id: ID!) { import(id: $id) { id } }', { id: first })).toBe('NOT_FOUND');
    expect(await sales.refusal('mutation($id: ID!) { commitImport(id: $id) { id } }', { id: first })).toBe('NOT_FOUND');
    expect((await sales.get(`/api/imports/${first}/failed`)).status).toBe(404);
    const analyst = await api.as('ANALYST');
    expect((await upload(analyst, Buffer.from('name\nx\n'))).status).toBe(403);
  });

  it('refuses what is no table, and names what it does not know', async () => {
    expect((await upload(admin, Buffer.from('%PDF-1.7\n'), 'customers', 'x.csv')).body.error.code).toBe('FILE_NOT_A_TABLE');
    expect((await upload(admin, Buffer.from('name\nx\n'), 'cats')).body.error.code).toBe('UNKNOWN_NAME');
    const { id } = (await upload(admin, Buffer.from('name,city\nOla,Oslo\n'), 'customers', '../../etc/pass\nwd.csv')).body;
    const configure = 'mutation($id: ID!, $input: ConfigureImportInput!) { configureImport(id: $id, input: $input) { mapping } }';
    expect(await admin.refusal(configure, { id, input: { mapping: { nobody: 'name' } } })).toBe('UNKNOWN_NAME');
    expect(await admin.refusal(configure, { id, input: { mapping: { name: 'tier' } } })).toBe('UNKNOWN_NAME');
    expect(await admin.refusal(configure, { id, input: { defaults: { phone: '13800138000' } } })).toBe('UNKNOWN_NAME');
    expect((await admin.mutate(configure, { id, input: { mapping: { name: 'name' } } })).configureImport.mapping).toEqual({ name: 'name', city: null });
    expect((await admin.query('query($id: ID!) { import(id: $id) { fileName } }', { id })).import.fileName).toBe('passwd.csv');
  });

  it('keeps contact data of files nowhere in clear', async () => {
    const marker = '13912345678';
    const { id } = (await upload(admin, Buffer.from(`external key,name,phone,gender\nM1,Mia,${marker},${marker}\nM2,Max,${marker}9,F\n`), 'customers', 'marker.csv')).body;
    const tried = await check(admin, id);
    expect(tried.failedCount).toBe(2);
    const { rows } = await api.db.query(`select (to_jsonb(i) - 'problems')::text || coalesce((select string_agg(to_jsonb(r)::text, '') from import_row r where r.import_id = i.id and r.row_no = 3), '') as text from import i where i.id = $1`, [id]);
    expect(rows[0].text).not.toContain('3912345678');
  });
});
