import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment } from '@dossier/kernel/data';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

/** Values that stand nowhere else in the world: whoever finds them on disk has found class A in clear. */
const markers = ['13958471236', 'mkq7zx', 'mkfile8w', '15073920418', 'wx-mk93hh', '18629530174', 'mkhook5r', '17751846093', 'mkkept2d', 'mkwrong6t'];

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
});
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

/** An event of another system about a person, signed as its sender does. */
async function tellFromOutside(): Promise<void> {
  const { createIncomingSource: made } = await admin.mutate('mutation($i: IncomingSourceInput!) { createIncomingSource(input: $i) { secret source { id } } }', { i: { name: 'form', kind: 'CUSTOMER' } });
  const body = JSON.stringify({ name: '来自外面', phone: markers[5], email: `${markers[6]}@example.com` });
  const [id, at] = ['event-of-a-marker', Math.floor(Date.now() / 1000)];
  const signature = createHmac('sha256', Buffer.from(made.secret.slice(6), 'base64')).update(`${id}.${at}.${body}`).digest('base64');
  const send = (text: string) => api.anonymous().post(`/api/hooks/${made.source.id}`).unset('X-Requested-With').unset('Sec-Fetch-Site').set({ 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` }).send(text);
  expect((await send(body)).status).toBeLessThan(300);
  expect((await send(`${body} `)).status).toBe(401);
  for (let tries = 0; tries < 100 && (await api.db.query(`select 1 from incoming_delivery where state = 'RECEIVED'`)).rowCount! > 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** What goes out and what is kept of requests: webhooks, answers kept for a repetition, refusals, faults of programs. */
async function leaveTraces(): Promise<void> {
  const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id } }';
  await admin.mutate('mutation($i: WebhookInput!) { createWebhook(input: $i) { secret } }', { i: { name: 'out', url: 'https://93.184.216.34/', events: ['CUSTOMER_CREATED', 'CUSTOMER_UPDATED', 'CUSTOMER_ARCHIVED'] } });
  const input = { name: '留下的', phone: markers[7], email: `${markers[8]}@example.com` };
  for (let times = 0; times < 2; times += 1) expect((await admin.post('/graphql').set('Idempotency-Key', 'marker-of-class-a').send({ query: CREATE, variables: { input } })).body.errors).toBeUndefined();
  for (const wrong of [{ name: 'x', email: `${markers[9]}@@` }, { name: 'x', phone: `${markers[7]}00000000000` }, { name: 'x', tagIds: [markers[7]] }, { name: 'x', [markers[9]!]: 1 }]) expect((await admin.raw(CREATE, { input: wrong })).errors).toHaveLength(1);
  await admin.raw(`{ customers(filter: { name: { equals: "${markers[7]}" } }) { nodes { id } } nothing(of: "${markers[8]}") }`);
  await admin.query('query($i: DuplicateProbe!) { possibleDuplicates(input: $i) { reason } }', { i: { phone: markers[7], email: `${markers[8]}@example.com` } });
  await (await api.as('SALES')).raw('query($t: String!) { search(text: $t) { customers { id } } }', { t: `${markers[8]}@example.com` });
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

it('leaves contact data in clear nowhere: not in tables, WAL, job data, kept answers, events, notices, files or logs', async () => {
  const told: string[] = [];
  const listener = await api.db.connect();
  listener.on('notification', ({ payload }) => told.push(payload ?? ''));
  await listener.query('listen dossier');
  await useEverySurface();
  await tellFromOutside();
  await leaveTraces();
  await listener.query('unlisten dossier');
  listener.release();
  expect(told.length).toBeGreaterThan(0);
  expect((await api.db.query('select 1 from webhook_event')).rowCount).toBeGreaterThan(0);
  expect((await api.db.query('select 1 from idempotency')).rowCount).toBeGreaterThan(0);
  for (const marker of markers) expect(told.join('\n')).not.toContain(marker);
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
  const { rows } = await api.db.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
  const segment = async (): Promise<string> => (await api.db.query<{ name: string }>('select pg_walfile_name(pg_current_wal_insert_lsn()) as name')).rows[0]!.name;
  const hits: string[] = [];
  for (let tries = 0; tries < 5 && hits.length === 0; tries += 1) {
    // On disk before it is looked for; twice, for the first may lie in a packed picture of its page. Others write to the same log and
    // may drive it on: then it is written again.
    const names = [await segment()];
    for (const part of ['a', 'b']) await api.db.query(`begin; set local synchronous_commit = on; insert into installation (key, value) values ('spec ${tries}${part}', '"${markers[1]}"'); commit`);
    names.push(await segment());
    for (const name of new Set(names)) hits.push(...(await markersIn(join(rows[0]!.folder, 'pg_wal', name)).catch(() => [])));
  }
  expect(hits).toContain(markers[1]);
});
