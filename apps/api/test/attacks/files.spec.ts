import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { Deployment } from '@dossier/kernel/data';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { ADMINISTRATOR_ROLE, keyOf } from '../third-party';

let api: Api;
let admin: Client;
let program: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  program = api.withKey(await keyOf(api, ADMINISTRATOR_ROLE));
});
afterAll(() => api?.close());

/** A ZIP of the given entries, with whatever sizes and names one likes to claim. */
function zip(entries: readonly { name: string; bytes: Buffer; claims?: number }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, claims } of entries) {
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(claims ?? bytes.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    parts.push(Buffer.from('PK\u0003\u0004'), head, Buffer.from(name), packed);
    const tail = Buffer.alloc(12);
    tail.writeUInt32LE(at, 8);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), head, tail.subarray(0, 0), Buffer.alloc(4), Buffer.alloc(10 - 4 + 4 - 4), tail.subarray(8), Buffer.from(name));
    at += 4 + head.length + Buffer.byteLength(name) + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

const upload = (client: Client, bytes: Buffer, { name = 'customers.csv', type = 'application/octet-stream' } = {}) =>
  client.post('/api/imports?kind=customers').set('X-File-Name', encodeURIComponent(name)).set('Content-Type', type).send(bytes);

const book = (sheet: Buffer, more: { name: string; bytes: Buffer }[] = []): Buffer => zip([
  { name: '[Content_Types].xml', bytes: Buffer.from('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>') },
  { name: 'xl/workbook.xml', bytes: Buffer.from('<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>') },
  { name: 'xl/_rels/workbook.xml.rels', bytes: Buffer.from('<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>') },
  { name: 'xl/worksheets/sheet1.xml', bytes: sheet }, ...more,
]);

const disguised: [string, Buffer][] = [
  ['a picture', Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('name,phone\n1,2\n')])],
  ['a program', Buffer.concat([Buffer.from([0x4d, 0x5a, 0x90]), Buffer.alloc(200), Buffer.from('name\nx\n')])],
  ['a document that is a table too', Buffer.from('%PDF-1.7\nname,phone\n1,2\n')],
  ['an archive without a workbook', zip([{ name: 'readme.txt', bytes: Buffer.from('name\nx\n') }])],
  ['half an archive', book(Buffer.from('<worksheet/>')).subarray(0, 180)],
];
/** A folded file, and how much the process has grown by refusing it. */
const bombs: [string, () => Buffer][] = [
  ['a sheet that unfolds without end', () => book(Buffer.alloc(80 * 1024 * 1024, '<row><c><v>1</v></c></row>'))],
  ['shared texts that unfold without end', () => book(Buffer.from('<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>'), [{ name: 'xl/sharedStrings.xml', bytes: Buffer.alloc(80 * 1024 * 1024, '<si><t>aaaaaaaa</t></si>') }])],
  ['a text that unfolds without end', () => gzipSync(Buffer.alloc(80 * 1024 * 1024, 'a,b\n'))],
  ['a text that claims to be small', () => gzipSync(gzipSync(Buffer.alloc(80 * 1024 * 1024)))],
];

describe('a file that is not what it says', () => {
  it.each(disguised)('%s is told by its bytes, whatever its name and type say, and nothing is kept', async (_, bytes) => {
    const kept = async (): Promise<number> => (await api.db.query('select 1 from import')).rowCount!;
    const before = await kept();
    for (const client of [admin, program]) for (const type of ['text/csv', 'image/svg+xml', 'text/html', 'multipart/form-data; boundary=x']) {
      const { status, body } = await upload(client, bytes, { type });
      expect([type, status >= 400 && status < 500, String(body.error?.code)]).toEqual([type, true, expect.stringMatching(/^FILE_/)]);
    }
    expect(await kept()).toBe(before);
  });

  it.each(bombs)('%s is refused in five seconds, and costs no memory', async (_, made) => {
    const bytes = made();
    expect(bytes.length).toBeLessThan(2 * 1024 * 1024);
    const before = process.memoryUsage().rss;
    const begun = process.cpuUsage();
    const { status, body } = await upload(admin, bytes);
    expect([status >= 400 && status < 500, String(body.error?.code)]).toEqual([true, expect.stringMatching(/^FILE_/)]);
    // Processor time: what else this machine does meanwhile does not count.
    expect(process.cpuUsage(begun).user / 1_000_000).toBeLessThan(5);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });

  it('has no path, no line and no sign that steers: of its name the last part stays', async () => {
    const { dataDir } = api.app.get(Deployment) as Deployment;
    const outside = join(dataDir, '..', 'escaped.csv');
    const names: [string, string][] = [
      ['../../escaped.csv', 'escaped.csv'], ['..\\..\\escaped.csv', 'escaped.csv'], ['/etc/passwd', 'passwd'], ['a\r\nSet-Cookie: x=y.csv', 'aSet-Cookie: x=y.csv'], ['\u202egpj.csv', 'gpj.csv'], ['..', 'file'], ['a\u0000.csv', 'a.csv'],
      ['<script>alert(1)<script>.csv', '<script>alert(1)<script>.csv'],
    ];
    for (const [name, kept] of names) {
      const { body } = await upload(admin, Buffer.from('姓名\n王伟\n'), { name });
      expect([name, (await admin.query('query($id: ID!) { import(id: $id) { fileName } }', { id: body.id })).import.fileName]).toEqual([name, kept]);
    }
    expect(statSync(outside, { throwIfNoEntry: false })).toBeUndefined();
    expect(readdirSync(tmpdir()).filter((name) => name.includes('escaped'))).toEqual([]);
    const sheet = book(Buffer.from('<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row></sheetData></worksheet>'), [{ name: '../../../escaped.csv', bytes: Buffer.from('x') }]);
    await upload(admin, sheet, { name: 'x.xlsx' });
    expect(statSync(outside, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('names fields that are none, and fields that only verbs may change, and is refused with their names', async () => {
    const { id } = (await upload(admin, Buffer.from('a,b\n1,2\n'))).body;
    for (const field of ['ownerId', 'teamId', 'version', 'id', 'archivedAt', 'createdAt', 'demo', 'tier', 'score', 'consent', 'searchText', 'constructor'])
      for (const settings of [`{"mapping":{"a":${JSON.stringify(field)}}}`, `{"defaults":{${JSON.stringify(field)}:"x"}}`, `{${JSON.stringify(field)}:1}`]) {
        const put = await putSettings(id, settings);
        expect([field, settings, put.status, JSON.stringify(put.body).includes(field)]).toEqual([field, settings, put.status >= 400 && put.status < 500 ? put.status : 'refused', true]);
      }
    expect((await putSettings(id, '{"defaults":{"__proto__":{"ownerId":"x"}},"__proto__":{"kind":"ORDERS"}}')).status).toBe(400);
    expect(({} as { ownerId?: string }).ownerId).toBeUndefined();
  });
});

/** As the administrator, by PUT, with a text that stays as it was written. */
async function putSettings(id: string, text: string): Promise<{ status: number; body: unknown }> {
  const cookie = (await admin.get('/healthz')).request.get('Cookie') as unknown as string;
  const { default: request } = await import('supertest');
  return request(api.app.getHttpServer()).put(`/api/imports/${id}/settings`).set({ Cookie: cookie, 'X-Requested-With': 'dossier', 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' }).send(text);
}

describe('text that a spreadsheet could run', () => {
  const formulas = ['=1+1', '+SUM(1)', '-2+3', '@cmd', '\t=1', '  =HYPERLINK("http://x")', '　＝1＋1', '＋1', '－1', '＠x', "'=1", '=cmd|\' /C calc\'!A0', 'plain', '"=1"'];
  it('leaves as text in both formats, and comes back as it was', async () => {
    const ids: string[] = [];
    for (const city of formulas) ids.push((await admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id city } }', { i: { name: `公式${ids.length}`, city } })).createCustomer.id);
    const stored = new Map((await admin.query('{ customers(first: 200, filter: { name: { startsWith: "公式" } }) { nodes { name city } } }')).customers.nodes.map(({ name, city }: { name: string; city: string }) => [name, city]));
    for (const format of ['CSV', 'XLSX']) {
      const { exportCustomers } = await admin.mutate('mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }', { i: { format, columns: ['name', 'city'], filter: { name: { startsWith: '公式' } } } });
      const file = await done(exportCustomers.id);
      if (format === 'CSV') for (const cell of file.toString().split(/\r\n|,/)) expect(cell).not.toMatch(/^"?[\s　]*[=+\-@＝＋－＠]/);
      else expect(file.toString('latin1')).not.toContain('<f>');
      const { body } = await upload(admin, file, { name: `back.${format.toLowerCase()}` });
      const { preview } = (await admin.query('query($id: ID!) { import(id: $id) { preview } }', { id: body.id })).import;
      const read = new Map((preview as string[][]).map(([name, city]) => [name, city]));
      for (const [name, city] of stored) expect([format, name, read.get(name as string)]).toEqual([format, name, city]);
    }
  });

  async function done(id: string): Promise<Buffer> {
    for (let tries = 0; tries < 300; tries += 1) {
      const file = (await admin.query('{ exports(first: 20) { nodes { id state url } } }')).exports.nodes.find((one: { id: string }) => one.id === id);
      if (file.state === 'DONE') return (await admin.get(file.url).buffer(true).parse((response, end) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => end(null, Buffer.concat(chunks)));
      })).body as Buffer;
      await new Promise((next) => setTimeout(next, 50));
    }
    throw new Error('The export never ended');
  }
});
