import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFileSync, copyFileSync, createReadStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { checkpointFile, readCheckpoints, trustedFor, verifyTrail, type Ask } from '@dossier/audit';
import { erasureListFile } from '@dossier/customers';
import { KeyRing } from '@dossier/kernel/crypto';
import { Deployment } from '@dossier/kernel/data';
import { dropDatabase, startApi, type Api, type Client } from '@dossier/kernel/testing';
import { writeBackup } from '../src/backup';
import { restoreBackup } from '../src/restore';

/*
 * A person leaves: from the database, the files, the jobs and the exports of the product, and from every backup that is restored later.
 * Class A (contact data, evidence) never stands anywhere in clear; class B (names, notes) stands in the database until it is erased.
 */
const CLASS_A = ['13871946205', 'zyqcontact', '13862750914', 'zyqevidence'];
const CLASS_B = ['Zyqmarkov', '札可夫', 'zyqcity', 'zyqnote', 'zyqlead'];
const EVERYTHING = [...CLASS_A, ...CLASS_B];

let api: Api;
let admin: Client;
let ring: KeyRing;
let dataDir: string;
let scratch: string;
let gone: string;
let stays: string;
let backup: string;
const databases: string[] = [];
/** Tables in which the person stood in clear before. */
let stoodIn: string[] = [];

const ERASE = 'mutation($id: ID!, $i: EraseInput!, $r: ID) { eraseCustomer(id: $id, input: $i, requestId: $r) { id archiveNo erasedAt actorName reason listNumber listMark counts { table rows } } }';
const REGISTER = 'mutation($id: ID!, $i: SubjectRequestInput!) { registerSubjectRequest(customerId: $id, input: $i) { id } }';
const CHECK = 'mutation($id: ID!) { checkRequestIdentity(id: $id, how: "zyqnote: shown at the counter") { identityCheckedAt } }';

const asSpec = async (client: pg.PoolClient, text: string, values: unknown[] = []): Promise<void> => {
  await client.query('begin');
  await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
  await client.query(text, values);
  await client.query('commit');
};

async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** Rows of any table in which one of the words stands. */
async function rowsWith(db: pg.Pool, words: readonly string[]): Promise<string[]> {
  const { rows: tables } = await db.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public') and c.relkind in ('r','p') and not c.relispartition`);
  const hits: string[] = [];
  for (const { name } of tables) {
    const { rows } = await db.query<{ word: string }>(`select distinct w.word from "${name}" x, unnest($1::text[]) w(word) where x::text ilike '%' || w.word || '%'`, [words]);
    hits.push(...rows.map(({ word }) => `${word} in ${name}`));
  }
  const { rows } = await db.query<{ word: string }>(`select distinct w.word from pgboss.job x, unnest($1::text[]) w(word) where x::text ilike '%' || w.word || '%'`, [words]);
  return [...hits, ...rows.map(({ word }) => `${word} in the queue`)];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : entry.isFile() ? [join(folder, entry.name)] : []));
}

async function wordsIn(file: string, words: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const bytes = words.map((word) => [word, Buffer.from(word, 'utf8').toString('latin1')] as const);
  let tail = '';
  for await (const chunk of createReadStream(file, { highWaterMark: 4 << 20 })) {
    const text = tail + (chunk as Buffer).toString('latin1');
    for (const [word, raw] of bytes) if (text.includes(raw)) found.add(`${word} in ${file}`);
    tail = text.slice(-64);
  }
  return [...found];
}

const filesWith = async (folder: string, words: readonly string[]): Promise<string[]> => (await Promise.all(filesBelow(folder).map((file) => wordsIn(file, words)))).flat();

/**
 * What the files of the tables hold in which the person stood: rows, long values and indexes. Dead rows leave them when a table is
 * written anew; the log of the database goes by its own time.
 */
async function tablesWith(db: pg.Pool, words: readonly string[]): Promise<string[]> {
  for (const name of stoodIn) await db.query(`vacuum full "${name}"`);
  await db.query('checkpoint');
  const { rows } = await db.query<{ path: string }>(
    `with own as (select c.oid, c.reltoastrelid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relname = any($1)),
      heaps as (select oid from own union select reltoastrelid from own where reltoastrelid <> 0)
     select current_setting('data_directory') || '/' || pg_relation_filepath(x.oid) as path from (select oid from heaps union select i.indexrelid from pg_index i join heaps h on h.oid = i.indrelid) x`, [stoodIn]);
  expect(rows.length).toBeGreaterThan(stoodIn.length);
  return (await Promise.all(rows.map(({ path }) => wordsIn(path, words)))).flat();
}

const totals = async (db: pg.Pool): Promise<unknown> =>
  (await db.query(`select (select count(*)::int from sales_order) as orders, (select sum(amount_minor)::text from sales_order) as amount, (select sum(net_minor)::text from customer_summary) as summed, (select count(*)::int from customer) as customers`)).rows[0];

async function verdictOf(db: pg.Pool, folder: string): Promise<{ isSound: boolean; sequence: number }> {
  const ask: Ask = async <R extends object>(text: string, values: readonly unknown[] = []) => (await db.query(text, values as unknown[])).rows as R[];
  const trusted = trustedFor(checkpointFile(folder), ring);
  // The very first checkpoint may just be on its way between the database and its file.
  await until(async () => (readCheckpoints(checkpointFile(folder), trusted) || (await db.query('select 1 from audit_state where checkpoint_at is not null')).rowCount === 0 ? true : null));
  const { isSound, sequence, faults } = await verifyTrail({ ask, trusted, checkpoints: readCheckpoints(checkpointFile(folder), trusted) });
  expect(faults).toEqual([]);
  return { isSound, sequence: Number(sequence) };
}

async function importFile(name: string, text: string): Promise<void> {
  const { body } = await admin.post('/api/imports?kind=customers').set('X-File-Name', name).set('Content-Type', 'application/octet-stream').send(Buffer.from(text));
  const state = async (wanted: string): Promise<true> => until(async () => ((await admin.query('query($id: ID!) { import(id: $id) { state } }', { id: body.id })).import.state === wanted ? true : null));
  await admin.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id: body.id });
  await state('CHECKED');
  await admin.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id: body.id });
  await state('DONE');
}

/** Everything that makes a person stand somewhere: a file, contacts, consent, requests, orders, exports, a copy of their data. */
async function aLife(): Promise<void> {
  await importFile('people.csv', `姓名,企业名称,城市,手机,邮箱\n札可夫,Zyqmarkov Ltd,zyqcity,${CLASS_A[0]},${CLASS_A[1]}@example.com\n旁人,Else Ltd,杭州,13900000001,else@example.com\n`);
  const { nodes } = (await admin.query('{ customers(first: 10) { nodes { id version companyName } } }')).customers;
  [gone, stays] = ['Zyqmarkov Ltd', 'Else Ltd'].map((name) => nodes.find((one: { companyName: string }) => one.companyName === name).id) as [string, string];
  const { version } = nodes.find((one: { id: string }) => one.id === gone);
  await admin.mutate('mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { id } }', { id: gone, v: version, i: { nameLatin: 'Zyqmarkov', phone: CLASS_A[2] } });
  await admin.mutate('mutation($id: ID!, $i: ConsentInput!) { recordConsent(customerId: $id, input: $i) { id } }', { id: gone, i: { purpose: 'MARKETING', channel: 'EMAIL', choice: 'GIVEN', proof: `letter of ${CLASS_A[3]}` } });
  const { createLead } = await admin.mutate('mutation($i: CreateLeadInput!) { createLead(input: $i) { id } }', { i: { customerId: gone, subject: 'zyqlead one', need: 'zyqlead two' } });
  await admin.mutate('mutation($id: ID!, $i: CloseLeadInput!) { closeLead(id: $id, input: $i) { id } }', { id: createLead.id, i: { status: 'LOST', reason: 'OTHER', note: 'zyqlead three' } });
  const client = await api.db.connect();
  for (const [id, no, minor] of [[gone, 'Z-1', 12_345], [stays, 'Z-2', 700]] as const) {
    await asSpec(client, `insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, external_source, external_key) values (gen_random_uuid(), $1, 'SALE', now(), current_date, $2, $3, 'CNY', 'spec', $1)`, [no, id, minor]);
  }
  await asSpec(client, 'select refresh_customer_summary($1::uuid[])', [[gone, stays]]);
  client.release();
  const { exportCustomers } = await admin.mutate('mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }', { i: { format: 'CSV', columns: ['name', 'phone'], clear: true, reason: 'spec' } });
  await until(async () => ((await admin.query('{ exports(first: 5) { nodes { id state } } }')).exports.nodes.find((one: { id: string }) => one.id === exportCustomers.id).state === 'DONE' ? true : null));
  const { id: copy } = (await admin.mutate(REGISTER, { id: gone, i: { kind: 'COPY', note: 'zyqnote asked by phone' } })).registerSubjectRequest;
  await admin.mutate(CHECK, { id: copy });
  const { makeSubjectFile } = await admin.mutate('mutation($r: ID!) { makeSubjectFile(requestId: $r) { jsonUrl } }', { r: copy });
  const data = JSON.parse((await admin.get(makeSubjectFile.jsonUrl).buffer(true)).text);
  expect(JSON.stringify(data)).toContain(CLASS_A[0]);
  expect(JSON.stringify(data)).toContain(CLASS_A[3]);
}

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
  ring = api.app.get(KeyRing);
  ({ dataDir } = api.app.get(Deployment) as Deployment);
  scratch = mkdtempSync(join(tmpdir(), 'dossier-erasure-'));
  await aLife();
  backup = await writeBackup({ url: api.url, dataDir, ring }, join(scratch, 'backups'), new Date());
}, 900_000);
afterAll(async () => {
  const server = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL']! });
  await server.connect();
  for (const name of databases) await dropDatabase(server, name);
  await server.end();
  rmSync(scratch, { recursive: true, force: true });
  await api?.close();
});

async function emptyPlace(): Promise<{ url: string; dataDir: string; db: pg.Pool }> {
  const name = `t_${process.env['TEST_RUN'] ?? 'local'}_${process.pid}_${Date.now().toString(36)}_r${databases.length}`;
  const server = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL']! });
  await server.connect();
  await server.query(`create database ${name}`);
  await server.end();
  databases.push(name);
  const url = new URL(process.env['TEST_DATABASE_URL']!);
  url.pathname = `/${name}`;
  const db = new pg.Pool({ connectionString: url.toString(), max: 2 });
  db.on('error', () => undefined);
  return { url: url.toString(), dataDir: mkdtempSync(join(scratch, 'data-')), db };
}

describe('a person is erased', () => {
  let before: unknown;

  it('stood everywhere before', async () => {
    before = await totals(api.db);
    const hits = await rowsWith(api.db, EVERYTHING);
    stoodIn = [...new Set(hits.map((hit) => hit.split(' in ')[1]!).filter((table) => table !== 'the queue'))];
    expect(stoodIn).toEqual(expect.arrayContaining(['customer', 'revision', 'import_row', 'subject_request']));
    expect(hits.filter((hit) => CLASS_A.some((word) => hit.startsWith(word)))).toEqual([]);
  });

  it('by whoever holds both words and has proven lately who they are, after it was checked who asks', async () => {
    for (const who of ['MANAGER', 'SALES', 'AUDITOR']) expect(await (await api.as(who)).refusal(ERASE, { id: gone, i: { reason: 'x' } })).toBe('FORBIDDEN');
    const { id } = (await admin.mutate(REGISTER, { id: gone, i: { kind: 'ERASE' } })).registerSubjectRequest;
    expect(await admin.refusal(ERASE, { id: gone, r: id, i: { reason: 'asked for by the person' } })).toBe('IDENTITY_UNCHECKED');
    expect(await admin.refusal(ERASE, { id: stays, r: id, i: { reason: 'asked for by the person' } })).toBe('NOT_FOUND');
    await admin.mutate(CHECK, { id });
    const { eraseCustomer } = await admin.mutate(ERASE, { id: gone, r: id, i: { reason: 'asked for by the person' } });
    expect(eraseCustomer).toMatchObject({ actorName: '管理员', listNumber: 1, reason: 'asked for by the person' });
    expect(eraseCustomer.counts).toEqual(expect.arrayContaining([{ table: 'customer_identity', rows: 3 }, { table: 'customer', rows: 1 }]));
    expect(await admin.refusal(ERASE, { id: gone, i: { reason: 'again' } })).toBe('CUSTOMER_ERASED');
    const { rows } = await api.db.query('select state, answered_at is not null as answered, note, identity_check from subject_request where id = $1', [id]);
    expect(rows).toEqual([{ state: 'ANSWERED', answered: true, note: null, identity_check: null }]);
  });

  it('stands nowhere after: no table, no queue, no history, no file', async () => {
    expect(await rowsWith(api.db, EVERYTHING)).toEqual([]);
    await until(async () => ((await api.db.query(`select 1 from job where name = 'customers.erase-files' and state <> 'DONE'`)).rowCount === 0 ? true : null));
    expect(filesBelow(join(dataDir, 'files', 'export'))).toEqual([]);
    expect(await filesWith(dataDir, EVERYTHING)).toEqual([]);
    expect((await api.db.query('select 1 from customer_key where customer_id = $1', [gone])).rowCount).toBe(0);
    const { exports } = await admin.query('{ exports(first: 5) { nodes { url } } }');
    expect(exports.nodes.every(({ url }: { url: string | null }) => url === null)).toBe(true);
  });

  it('nor in the files of the database itself, once it has tidied up', async () => {
    // A transaction that is still open anywhere in this database keeps the dead rows it might look at: then it is tidied once more.
    await until(async () => ((await tablesWith(api.db, EVERYTHING)).length === 0 ? true : null));
  }, 900_000);

  it('leaves a number without a name, its amounts, what others have, and a trail that verifies', async () => {
    expect(await totals(api.db)).toEqual(before);
    const { customer } = await admin.query('query($id: ID!) { customer(id: $id) { name companyName city phone erasedAt summary { orderCount netAmount } identities { id } } }', { id: gone });
    expect(customer).toMatchObject({ name: null, companyName: null, city: null, phone: null, identities: [], summary: { orderCount: 1, netAmount: { minor: 12_345, currency: 'CNY' } } });
    expect(customer.erasedAt).not.toBeNull();
    const { customer: other } = await admin.query('query($id: ID!) { customer(id: $id) { companyName phone } }', { id: stays });
    expect([other.companyName, other.phone]).toEqual(['Else Ltd', '139****0001']);
    expect((await verdictOf(api.db, dataDir)).isSound).toBe(true);
    const { nodes } = (await admin.query('{ erasures(first: 5) { nodes { archiveNo listMark counts { table rows } } } }')).erasures;
    expect(nodes).toHaveLength(1);
    expect(readFileSync(erasureListFile(dataDir), 'utf8')).toContain(nodes[0].listMark);
  });
});

describe('a backup from before', () => {
  const restored = async (list: string | null) => {
    const place = await emptyPlace();
    await restoreBackup(backup, list, { url: place.url, appUrl: null, dataDir: place.dataDir, ring });
    return place;
  };

  it('is one sealed file: nothing can be read from it', async () => {
    expect(await filesWith(join(scratch, 'backups'), [...EVERYTHING, '旁人', 'Else Ltd'])).toEqual([]);
  });

  it('brings the person back where nobody knows of the erasure: so the list it is', async () => {
    const { db } = await restored(null);
    expect((await rowsWith(db, ['Zyqmarkov'])).some((hit) => hit.endsWith(' in customer'))).toBe(true);
    await db.end();
  }, 900_000);

  it('restored with the list forgets them again before anybody can look: database, folder, queue; totals and trail stand', async () => {
    const { db, dataDir: folder, url } = await restored(erasureListFile(dataDir));
    expect(await rowsWith(db, EVERYTHING)).toEqual([]);
    expect(await filesWith(folder, EVERYTHING)).toEqual([]);
    expect((await db.query('select erased_at is not null as erased from customer where id = $1', [gone])).rows).toEqual([{ erased: true }]);
    expect((await db.query('select 1 from customer_key where customer_id = $1', [gone])).rowCount).toBe(0);
    expect(await totals(db)).toEqual(await totals(api.db));
    const { rows } = await db.query(`select company_name from customer where id = $1`, [stays]);
    expect(rows).toEqual([{ company_name: 'Else Ltd' }]);
    const verdict = await verdictOf(db, folder);
    expect(verdict.isSound).toBe(true);
    expect((await db.query(`select facts->>'forgotten' as forgotten from audit_entry where action = 'replayErasures'`)).rows).toEqual([{ forgotten: '1' }]);
    expect(existsSync(erasureListFile(folder))).toBe(true);
    await until(async () => ((await tablesWith(db, EVERYTHING)).length === 0 ? true : null));
    await db.end();
    await expect(restoreBackup(backup, null, { url, appUrl: null, dataDir: folder, ring })).rejects.toThrow('There is data in this database already');
  }, 900_000);

  it('is not restored when list or backup were changed', async () => {
    const list = join(scratch, 'changed.list');
    copyFileSync(erasureListFile(dataDir), list);
    appendFileSync(list, readFileSync(list, 'utf8'));
    const place = await emptyPlace();
    await expect(restoreBackup(backup, list, { ...place, appUrl: null, ring })).rejects.toThrow('was changed in line 2');
    const cut = join(scratch, 'cut.backup');
    copyFileSync(backup, cut);
    truncateSync(cut, statSync(cut).size - 100);
    await expect(restoreBackup(cut, null, { ...place, appUrl: null, ring })).rejects.toThrow();
    await place.db.end();
  });
});
