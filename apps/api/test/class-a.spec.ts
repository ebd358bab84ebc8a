import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment } from '@dossier/kernel/data';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

/** Values that stand nowhere else in the world: whoever finds them on disk has found class A in clear. */
const markers = ['13958471236', 'mkq7zx', 'mkfile8w', '15073920418', 'wx-mk93hh'];

let api: Api;
let admin: Client;
const said: string[] = [];
const keep = (stream: NodeJS.WriteStream): (() => void) => {
  const write = stream.write.bind(stream);
  stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => (said.push(String(chunk)), write(chunk, ...rest))) as typeof stream.write;
  return () => void (stream.write = write);
};
let restore: (() => void)[] = [];

beforeAll(async () => {
  restore = [keep(process.stdout), keep(process.stderr)];
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
}, 120_000);
afterAll(async () => {
  for (const back of restore) back();
  await api?.close();
});

const until = async (document: string, id: string, path: string, states: readonly string[]): Promise<void> => {
  for (let tries = 0; tries < 300; tries += 1) {
    const data = await admin.query(document, { id });
    if (states.includes(data[path].state)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${path} never came to ${states.join(' or ')}`);
};
const STATE = 'query($id: ID!) { import(id: $id) { state } }';

async function useEverySurface(): Promise<void> {
  const { createCustomer } = await admin.mutate('mutation($input: CustomerInput!) { createCustomer(input: $input) { id phone email } }', { input: { name: '标记', phone: markers[0], email: `${markers[1]}@example.com` } });
  expect(JSON.stringify(createCustomer)).not.toContain(markers[0]);
  await admin.mutate('mutation($id: ID!, $input: IdentityInput!) { addIdentity(customerId: $id, input: $input) { id } }', { id: createCustomer.id, input: { kind: 'ACCOUNT', value: markers[4] } });
  const { revealIdentities } = await admin.mutate('mutation($id: ID!) { revealIdentities(customerId: $id) { value } }', { id: createCustomer.id });
  expect(JSON.stringify(revealIdentities)).toContain(markers[0]);
  await admin.query('query($t: String!) { search(text: $t) { customers { id } } }', { t: markers[0] });
  const file = `姓名,手机,邮箱\n${Array.from({ length: 300 }, (_, at) => `文件${at},${at === 7 ? markers[3] : `1380000${1000 + at}`},${at === 7 ? markers[2] : `u${at}`}@example.com`).join('\n')}\n坏行,${markers[3]}9,${markers[2]}@@\n`;
  const { body } = await admin.post('/api/imports?kind=customers').set('X-File-Name', 'marker.csv').set('Content-Type', 'application/octet-stream').send(Buffer.from(file));
  await admin.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id: body.id });
  await until(STATE, body.id, 'import', ['CHECKED']);
  await admin.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id: body.id });
  await until(STATE, body.id, 'import', ['DONE']);
  await admin.mutate('mutation($input: CustomerExportInput!) { exportCustomers(input: $input) { id } }', { input: { format: 'CSV', columns: ['name', 'phone', 'email'], clear: true, reason: 'spec' } });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

const isGone = (fault: unknown): boolean => (fault as NodeJS.ErrnoException).code === 'ENOENT';

/** Which markers a file holds; read in pieces that overlap, so that none is cut in two. */
async function markersIn(file: string): Promise<string[]> {
  const found = new Set<string>();
  let tail = '';
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 4 << 20 })) {
      const text = tail + (chunk as Buffer).toString('latin1');
      for (const marker of markers) if (text.includes(marker)) found.add(marker);
      tail = text.slice(-64);
    }
  } catch (fault) {
    // The log is recycled while other specs write: a segment that is gone is read by nobody.
    if (!isGone(fault)) throw fault;
  }
  return [...found];
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

it('leaves contact data in clear nowhere: not in tables, WAL, job data, files or logs', async () => {
  await useEverySurface();
  const { rows } = await api.db.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
  const log = filesBelow(join(rows[0]!.folder, 'pg_wal'));
  expect(log.length).toBeGreaterThan(0);
  const hits: string[] = [];
  // The log first, while it still holds what was just written; then the tables, once they are on disk.
  for (const file of log) for (const marker of await markersIn(file)) hits.push(`${marker} in ${file}`);
  await api.db.query('checkpoint');
  const folders = [rows[0]!.folder, (api.app.get(Deployment) as Deployment).dataDir];
  for (const file of folders.flatMap(filesBelow).filter((one) => !one.includes('pg_wal') && sizeOf(one) > 0)) for (const marker of await markersIn(file)) hits.push(`${marker} in ${file}`);
  expect(hits).toEqual([]);
  for (const marker of markers) expect(said.join('')).not.toContain(marker);
}, 300_000);

it('would find a marker that stood in clear', async () => {
  await api.db.query(`insert into installation (key, value) values ('spec', '"${markers[1]}"')`);
  const { rows } = await api.db.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
  const hits: string[] = [];
  for (const file of filesBelow(join(rows[0]!.folder, 'pg_wal'))) hits.push(...(await markersIn(file)));
  expect(hits).toContain(markers[1]);
}, 60_000);
