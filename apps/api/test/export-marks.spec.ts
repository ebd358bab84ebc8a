import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { marksIn } from '@dossier/kernel/exchange';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const EXPORT = 'mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }';
const LIMIT = 'mutation($i: ExportLimitInput!) { setExportLimit(input: $i) { id mark } }';
const TRACE = 'query($m: [String!]!) { tracedExports(marks: $m) { id mark isProven exportedBy onBehalfOf list format rowCount clear reason } }';
const SIGNS = /[\u200b-\u200d\u2060\u2063]/g;

let api: Api;
let admin: Client;
let manager: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  manager = await api.as('MANAGER');
  for (let no = 0; no < 3; no += 1) await manager.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: `带标记${no}`, phone: `1380013850${no}`, city: '杭州' } });
});
afterAll(() => api?.close());

const parse = (answer: NodeJS.ReadableStream & { text?: string }, done: (fault: Error | null, body: Buffer) => void): void => {
  const chunks: Buffer[] = [];
  answer.on('data', (chunk: Buffer) => chunks.push(Buffer.from(chunk)));
  answer.on('end', () => done(null, Buffer.concat(chunks)));
};

/** Exports customers and gives the number of the export with what stands in the file, and its name. */
async function exported(client: Client, format: 'CSV' | 'XLSX' = 'CSV'): Promise<{ id: string; bytes: Buffer; name: string }> {
  const { id } = (await client.mutate(EXPORT, { i: { format, columns: ['name', 'city'], filter: { name: { startsWith: '带标记' } }, reason: '季度核对' } })).exportCustomers;
  for (let tries = 0; tries < 900; tries += 1) {
    const { rows } = await api.db.query<{ state: string; file_name: string }>('select state, file_name from export_file where id = $1', [id]);
    if (rows[0]!.state === 'FAILED') throw new Error('The export failed');
    if (rows[0]!.state === 'DONE') return { id, name: rows[0]!.file_name, bytes: (await client.get(`/api/exports/${id}/file`).buffer(true).parse(parse as never)).body as Buffer };
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('The export is not ready');
}
const markAll = (mark: 'OFF' | 'PEOPLE' | 'ALL', over: object = {}): Promise<unknown> => admin.mutate(LIMIT, { i: { rowsPerDay: null, approvalAbove: null, clearAbove: null, mark, ...over } });
const traced = async (marks: readonly string[]): Promise<{ id: string; exportedBy: string; isProven: boolean }[]> => (await admin.query(TRACE, { m: marks })).tracedExports;

async function program(): Promise<Client> {
  const { rows } = await api.db.query<{ id: string }>(`select id from role where code = 'ADMINISTRATOR'`);
  const { createClient } = await admin.mutate('mutation($i: ClientInput!) { createClient(input: $i) { id } }', { i: { name: 'nightly', roleIds: [rows[0]!.id] } });
  const { createKey } = await admin.mutate('mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret } }', { id: createClient.id, i: { name: 'k' } });
  return api.withKey(createKey.secret);
}

describe('the mark of an export', () => {
  it('is in no file while nobody has switched it on; the name of the file says who all the same', async () => {
    const { bytes, name, id } = await exported(manager);
    expect(bytes.toString()).not.toMatch(SIGNS);
    expect(name).toMatch(new RegExp(`周岚 ${id.slice(-6)}\\.csv$`));
    expect(await traced([id.slice(-6)])).toEqual([expect.objectContaining({ id, exportedBy: '周岚', isProven: false, list: 'customers', rowCount: 3, reason: '季度核对' })]);
  });

  it('tells from any row of a file who exported it, in CSV and in a workbook, and changes nothing that is seen', async () => {
    const plain = (await exported(manager)).bytes.toString();
    await markAll('PEOPLE');
    const csv = await exported(manager);
    expect(csv.bytes.toString().replace(SIGNS, '')).toBe(plain);
    const lines = csv.bytes.toString().trimEnd().split('\r\n');
    expect(lines[0]).not.toMatch(SIGNS);
    for (const line of lines.slice(1)) expect(await traced(marksIn(line))).toEqual([{ id: csv.id, mark: marksIn(line)[0], isProven: true, exportedBy: '周岚', onBehalfOf: null, list: 'customers', format: 'CSV', rowCount: 3, clear: false, reason: '季度核对' }]);
    const sheet = await exported(manager, 'XLSX');
    const book = new exceljs.Workbook();
    await book.xlsx.load(sheet.bytes as never);
    const cells = book.worksheets[0]!.getSheetValues().slice(2).map((row) => String((row as unknown[])[1]));
    expect([...new Set(cells.flatMap((cell) => marksIn(cell)))]).toHaveLength(1);
    expect((await traced(marksIn(cells[1]!)))[0]).toMatchObject({ id: sheet.id, isProven: true });
    // Without the cells, the last sheet still says it.
    const said = book.worksheets.at(-1)!.getSheetValues().slice(1).map((row) => (row as unknown[]).slice(1));
    expect(said).toEqual(expect.arrayContaining([['导出人', '周岚'], ['导出编号', sheet.id]]));
    expect((await traced([sheet.id]))[0]).toMatchObject({ id: sheet.id, isProven: true });
  });

  it('comes off again when the file is imported', async () => {
    const { bytes } = await exported(manager);
    const { body } = await admin.post('/api/imports?kind=customers').set('X-File-Name', 'back.csv').set('Content-Type', 'application/octet-stream').send(bytes);
    await admin.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id: body.id });
    for (let tries = 0; tries < 900 && (await admin.query('query($id: ID!) { import(id: $id) { state } }', { id: body.id })).import.state !== 'CHECKED'; tries += 1) await new Promise((next) => setTimeout(next, 100));
    const { rows } = await api.db.query<{ name: string }>(`select parsed->'set'->>'name' as name from import_row where import_id = $1 order by 1`, [body.id]);
    expect(rows.map(({ name }) => name)).toEqual(['带标记0', '带标记1', '带标记2']);
  });

  it('is not borne by exports of programs unless that is switched on too; one person may have a rule of their own', async () => {
    const robot = await program();
    expect((await exported(robot)).bytes.toString()).not.toMatch(SIGNS);
    await markAll('ALL');
    expect((await traced(marksIn((await exported(robot)).bytes.toString())))[0]).toMatchObject({ exportedBy: 'nightly' });
    const { rows } = await api.db.query<{ id: string }>(`select id from app_user where name = '周岚'`);
    await markAll('OFF', { userId: rows[0]!.id });
    expect((await exported(manager)).bytes.toString()).not.toMatch(SIGNS);
  });

  it('cannot be made up, and is read by whoever approves exports alone', async () => {
    await admin.mutate('mutation($id: ID!) { removeExportLimit(id: $id) }', { id: (await admin.query('{ exportLimits { id userId } }')).exportLimits.find(({ userId }: { userId: string | null }) => userId).id });
    const { id, bytes } = await exported(manager);
    const [mark] = marksIn(bytes.toString());
    const forged = `${id.slice(-8)}${mark!.slice(8) === '0000' ? '1111' : '0000'}`;
    expect(await traced([forged])).toEqual([]);
    expect(await traced([mark!])).toHaveLength(1);
    expect(await manager.refusal(TRACE, { m: [mark] })).toBe('FORBIDDEN');
    for (const odd of ['xyz', '12', `${mark}'--`, ...[Array.from({ length: 60 }, (_, at) => `00000000${at}`)]].flat().slice(0, 3)) expect(await admin.refusal(TRACE, { m: [odd] })).toBe('INVALID_INPUT');
    expect(await traced(['ffffffffffff', '0199dead-0000-7000-8000-000000000000'])).toEqual([]);
    const { rows } = await api.db.query(`select count(*)::int as count from audit_entry where action = 'tracedExports' and outcome = 'DONE'`);
    expect(rows[0].count).toBeGreaterThan(3);
  });
});
