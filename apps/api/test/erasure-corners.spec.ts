import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { Writable } from 'node:stream';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

/*
 * Where a person is spoken of without a row of theirs: files that were not accepted, messages that took no effect, filters of colleagues,
 * jobs, notifications, slow statements, and the log. All of it is looked through after they were erased.
 */
const PHONE = '13871946333';
const NAME = '札角落';
const WORDS = [NAME, 'Zyqcorner', PHONE, '138-7194-6333', '138 7194 6333', 'zyqcornermail'];
/** Somebody else of whom as much is said: it stays. */
const OTHER = '旁角落';

let api: Api;
let admin: Client;
let log = '';
let gone: string;
const streams: (() => void)[] = [];
const keep = (stream: NodeJS.WriteStream): void => {
  const write = stream.write.bind(stream);
  stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => ((log += String(chunk)), write(chunk, ...rest))) as typeof stream.write;
  streams.push(() => void (stream.write = write));
};

beforeAll(async () => {
  keep(process.stdout);
  keep(process.stderr);
  api = await startApi({ log: new Writable({ write: (chunk, _, done) => { log += String(chunk); done(); } }) });
  admin = await api.as('ADMINISTRATOR');
});
afterAll(async () => {
  for (const back of streams) back();
  await api?.close();
});

async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 1_500; tries += 1) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('It never came to that');
}

/** Tables in which one of the words stands, each with the word. */
async function rowsWith(words: readonly string[]): Promise<string[]> {
  const { rows: tables } = await api.db.query<{ place: string }>(`select format('%I.%I', n.nspname, c.relname) as place from pg_class c join pg_namespace n on n.oid = c.relnamespace where (n.nspname = 'public' or (n.nspname = 'pgboss' and c.relname = 'job')) and c.relkind in ('r','p') and not c.relispartition`);
  const hits: string[] = [];
  for (const { place } of tables) {
    const { rows } = await api.db.query<{ word: string }>(`select distinct w.word from ${place} x, unnest($1::text[]) w(word) where x::text ilike '%' || w.word || '%'`, [words]);
    hits.push(...rows.map(({ word }) => `${word} in ${place}`));
  }
  return hits.sort();
}

const create = async (input: object): Promise<string> => (await admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: input })).createCustomer.id;

const stateOf = (id: string, wanted: string): Promise<true> => until(async () => ((await admin.query('query($id: ID!) { import(id: $id) { state } }', { id })).import.state === wanted ? true : null));

async function upload(fileName: string, text: string, steps: readonly ('CHECKED' | 'DONE')[]): Promise<string> {
  const { body } = await admin.post('/api/imports?kind=customers').set('X-File-Name', encodeURIComponent(fileName)).set('Content-Type', 'application/octet-stream').send(Buffer.from(text));
  for (const step of steps) {
    await admin.mutate(`mutation($id: ID!) { ${step === 'DONE' ? 'commitImport' : 'checkImport'}(id: $id) { id } }`, { id: body.id });
    await stateOf(body.id, step);
  }
  return body.id;
}

/** A message of another system that cannot take effect: it waits, sealed, for somebody to try again. */
async function toldFromOutside(key: string, content: object): Promise<void> {
  const { createIncomingSource: made } = await admin.mutate('mutation($i: IncomingSourceInput!) { createIncomingSource(input: $i) { secret source { id } } }', { i: { name: key, kind: 'CUSTOMER' } });
  const [body, at] = [JSON.stringify(content), Math.floor(Date.now() / 1000)];
  const signature = createHmac('sha256', Buffer.from(made.secret.slice(6), 'base64')).update(`${key}.${at}.${body}`).digest('base64');
  await api.anonymous().post(`/api/hooks/${made.source.id}`).unset('X-Requested-With').unset('Sec-Fetch-Site').set({ 'content-type': 'application/json', 'webhook-id': key, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` }).send(body);
  await until(async () => ((await api.db.query(`select 1 from incoming_delivery where provider_id = $1 and state = 'FAILED' and payload is not null`, [key])).rowCount === 1 ? true : null));
}

const saveView = async (name: string, search: string, more: object = {}): Promise<{ id: string; version: number }> =>
  (await admin.mutate('mutation($i: SavedViewInput!) { saveView(input: $i) { id version } }', { i: { list: 'customers', name, state: { filter: { search } }, visibility: 'PRIVATE', ...more } })).saveView;

/** How many sealed boxes of these columns there are: nothing in them can be read from outside. */
const boxes = async (): Promise<Record<string, number>> => (await api.db.query(
  `select (select count(*)::int from import_row where raw is not null) as failed, (select count(*)::int from import_correction) as corrected, (select count(*)::int from incoming_delivery where payload is not null) as told`)).rows[0];

const ERASE = 'mutation($id: ID!) { eraseCustomer(id: $id, input: { reason: "asked for" }) { counts { table rows } } }';
let rejected: string;

describe('a person of whom is spoken elsewhere', () => {
  beforeAll(async () => {
    gone = await create({ name: NAME, nameLatin: 'Zyqcorner', phone: PHONE, email: 'zyqcornermail@example.com' });
    await create({ name: OTHER, phone: '13900000333' });
    // Merging tells of both sides, and a find by number of whoever looks for it.
    const twin = await create({ name: '札角落二', email: 'zyqcornermail@example.com' }).catch(() => create({ name: '札角落二' }));
    await admin.mutate('mutation($i: MergeInput!) { mergeCustomers(input: $i) { batchId } }', { i: { survivorId: gone, absorbedIds: [twin], choices: [] } });
    await admin.query('query($t: String!) { search(text: $t) { customers { id } } }', { t: PHONE });
    // Not accepted: a day that is none, and a word that is none for a gender. The cells are kept sealed, the word is told.
    rejected = await upload(`${NAME} 名单.csv`, `姓名,手机,性别,出生日期\n${NAME},${PHONE},男,1980-02-30\nZyqcorner Two,13800000334,Zyqcorner,\n${OTHER},13900000333,男,1980-02-30\n`, ['CHECKED']);
    await admin.mutate('mutation($id: ID!, $rows: [ImportRowInput!]!) { correctImportRows(id: $id, rows: $rows) { id } }', { id: rejected, rows: [{ row: 2, values: { 姓名: `${NAME}三` } }] });
    await stateOf(rejected, 'CHECKED');
    await admin.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id: rejected });
    await stateOf(rejected, 'DONE');
    // Looked at and never brought in.
    await upload('later.csv', `姓名,手机,邮箱\n又一${NAME},138-7194-6333,\n无名,,zyqcornermail@example.com\n${OTHER}二,13900000335,\n`, ['CHECKED']);
    await toldFromOutside('of-them', { name: NAME, phone: PHONE, nothing: 1 });
    await toldFromOutside('of-another', { name: OTHER, nothing: 1 });
    const view = await saveView(`找${NAME}`, NAME);
    await saveView('后来', '138 7194 6333', { id: view.id, version: view.version });
    await saveView(`找${OTHER}`, OTHER);
    await api.write(`insert into notification (id, user_id, kind, facts) select gen_random_uuid(), id, 'SPEC', jsonb_build_object('name', $1::text) from app_user where kind = 'PERSON' limit 1`, [NAME]);
    await api.write(`insert into slow_statement (ms, statement) values (2000, 'select 1 where name = ''Zyqcorner''')`);
    await api.db.query(`insert into job (id, name, data, viewer, state, error, detail, ended_at) values (gen_random_uuid(), 'spec.job', jsonb_build_object('typed', $1::text), '{"kind":"job","userId":null,"name":"spec"}', 'FAILED', 'INTERNAL', $2, now())`, [PHONE, `fault at ${NAME}`]);
    const { exportCustomers } = await admin.mutate('mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }', { i: { format: 'XLSX', columns: ['name', 'phone'], clear: true, reason: 'spec' } });
    await until(async () => ((await admin.query('{ exports(first: 5) { nodes { id state } } }')).exports.nodes.some((one: { id: string; state: string }) => one.id === exportCustomers.id && one.state === 'DONE') ? true : null));
  }, 900_000);

  it('stood in all of these', async () => {
    const tables = new Set((await rowsWith(WORDS)).map((hit) => hit.split(' in public.')[1]));
    for (const table of ['customer', 'import_row', 'import', 'saved_view', 'revision', 'notification', 'slow_statement', 'job', 'operation_batch']) expect([table, tables.has(table)]).toEqual([table, true]);
    expect(await boxes()).toMatchObject({ failed: 3, told: 2 });
  });

  it('is in none of them after the erasure, sealed or in clear; what is said of others stays', async () => {
    const { eraseCustomer } = await admin.mutate(ERASE, { id: gone });
    expect(eraseCustomer.counts).toEqual(expect.arrayContaining([{ table: 'incoming_delivery', rows: 1 }, { table: 'slow_statement', rows: 1 }, { table: 'notification', rows: 1 }]));
    expect(await rowsWith(WORDS)).toEqual([]);
    expect(await boxes()).toMatchObject({ told: 1, corrected: 0, failed: 1 });
    const { nodes } = (await admin.query('query($id: ID!) { import(id: $id) { problemRows(first: 10) { nodes { values } } } }', { id: rejected })).import.problemRows;
    expect(nodes.map(({ values }: { values: Record<string, string> }) => values['姓名'])).toEqual([OTHER]);
    expect((await rowsWith([OTHER])).map((hit) => hit.split('public.')[1])).toEqual(expect.arrayContaining(['customer', 'import_row', 'saved_view']));
    const { savedViews } = await admin.query('{ savedViews(list: "customers") { name state } }');
    expect(savedViews.map(({ name, state }: { name: string; state: { filter: { search: string } } }) => `${name}: ${state.filter.search}`).sort()).toEqual([`后来: …`, `找${OTHER}: ${OTHER}`].sort());
  });

  it('was never told to the log, at any level: creating, searching, merging, importing, exporting, erasing', () => {
    expect(log.length).toBeGreaterThan(2_000);
    expect(log).toContain('eraseCustomer');
    expect(log).toContain('"level":"debug"');
    for (const word of [...WORDS, encodeURIComponent(NAME)]) expect([word, log.includes(word)]).toEqual([word, false]);
  });
});

describe('a name that others bear too', () => {
  it('is nobody’s trace: what is said of a namesake stays as it is', async () => {
    const one = await create({ name: '同名同姓', phone: '13871946444' });
    await create({ name: '同名同姓', phone: '13871946445' });
    await saveView('同名', '同名同姓');
    await admin.mutate(ERASE, { id: one });
    expect((await rowsWith(['同名同姓'])).map((hit) => hit.split('public.')[1])).toEqual(expect.arrayContaining(['customer', 'saved_view']));
  });
});
