import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { inBackground } from '@dossier/kernel/data';
import { ImportRunner } from '@dossier/workspace';
import { median } from '@dossier/metrics';
import { ImportMode } from '@dossier/vocabulary/enums';
import type { Exchange } from './exchange';
import type { BenchOptions } from './options';
import { personOf } from './people';
import { on, say } from './place';

const COLUMNS = ['externalKey', 'name', 'nameLatin', 'companyName', 'kind', 'gender', 'birthDate', 'country', 'region', 'city', 'phone', 'email', 'stage', 'owner'];
/** What an import stores of customers; their twins bear the same indexes, and no triggers and no foreign keys. */
const TABLES: Readonly<Record<string, string>> = {
  customer: 'select t.* from customer t where t.batch_id = $batch',
  customer_key: 'select t.* from customer_key t join customer c on c.id = t.customer_id where c.batch_id = $batch',
  customer_identity: 'select t.* from customer_identity t join customer c on c.id = t.customer_id where c.batch_id = $batch',
  customer_summary: 'select t.* from customer_summary t join customer c on c.id = t.customer_id where c.batch_id = $batch',
};
/** Tables that have a twin while imports are measured. */
export const TWINNED: readonly string[] = Object.keys(TABLES);
const BEYOND = 10_000_000;

/** Import from the bytes of a file to the commit, against COPY of what it stored into twin tables that hold all other rows already. */
export async function measureImports({ app, viewer, url }: Exchange, { rows, rounds }: BenchOptions): Promise<void> {
  const owners = await on(url, async (client) => (await client.query<{ email: string }>(`select u.email from app_user u join user_role r on r.user_id = u.id join role on role.id = r.role_id where role.code = 'SALES' order by u.id`)).rows.map(({ email }) => email));
  await on(url, async (client) => {
    for (const table of Object.keys(TABLES)) await client.query(`create table twin_${table} (like ${table} including all); insert into twin_${table} select * from ${table}`);
    for (const table of TWINNED) await client.query(`vacuum analyze twin_${table}`);
  });
  const seconds: { ours: number; theirs: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const file = fileOf(BEYOND + round * rows, rows, owners);
    const begun = performance.now();
    const result = await inBackground(() => app.get(ImportRunner).bring(viewer, {
      kind: 'CUSTOMERS', fileName: `bench-${round}.csv`, bytes: Readable.from([file]),
      settings: { mode: ImportMode.BOTH, key: 'externalKey', mapping: Object.fromEntries(COLUMNS.map((name) => [name, name])) } as never,
    }));
    const ours = (performance.now() - begun) / 1000;
    if (result.inserted !== rows) throw new Error(`import: ${JSON.stringify(result)} of ${rows} rows`);
    const theirs = await on(url, (client) => copyBatch(client, result.id));
    if (round > 0) seconds.push({ ours, theirs });
  }
  const middle = (of: (one: { ours: number; theirs: number }) => number): number => median(seconds.map(of)) ?? 0;
  say(`customer-import: ${rows} rows with two contacts each, product ${(rows / middle(({ ours }) => ours)).toFixed(0)} rows/s, COPY of the same stored bytes ${(rows / middle(({ theirs }) => theirs)).toFixed(0)} rows/s, ${rounds} rounds`);
  say(`ratio customer-import ${middle(({ ours, theirs }) => theirs / ours).toFixed(2)}`);
}

/** Copies what a batch stored into the twins; seconds of the copying in alone. Equal rows stand on both sides afterwards. */
async function copyBatch(client: pg.Client, importId: string): Promise<number> {
  const { rows } = await client.query<{ batch_id: string }>('select batch_id from import where id = $1', [importId]);
  const batch = `'${rows[0]?.batch_id}'`;
  const stored = new Map<string, Buffer>();
  for (const [table, statement] of Object.entries(TABLES)) {
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(copyTo(`copy (${statement.replace('$batch', batch)}) to stdout`))) chunks.push(chunk as Buffer);
    stored.set(table, Buffer.concat(chunks));
  }
  const begun = performance.now();
  await client.query('begin');
  for (const [table, bytes] of stored) await pipeline(Readable.from([bytes]), client.query(copyFrom(`copy twin_${table} from stdin`)));
  await client.query('commit');
  const took = (performance.now() - begun) / 1000;
  for (const table of stored.keys()) {
    const { rows: differing } = await client.query<{ count: string }>(`select count(*) from (${TABLES[table]!.replace('$batch', batch)} except all select * from twin_${table}) x`);
    if (Number(differing[0]?.count) !== 0) throw new Error(`import: ${differing[0]?.count} rows of ${table} differ from their twins`);
  }
  return took;
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A file of people whom the database does not know yet. */
function fileOf(from: number, rows: number, owners: readonly string[]): Buffer {
  const lines = [COLUMNS.join(',')];
  for (let number = from; number < from + rows; number++) {
    const person = personOf(number);
    lines.push([`N${number}`, person.name, person.nameLatin, person.companyName, person.kind, person.gender, person.birthDate, person.country, person.region, person.city,
      person.phone, person.email, 'ACTIVE', owners[number % owners.length]!].map(quoted).join(','));
  }
  return Buffer.from(lines.join('\n'));
}
