import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { block } from './blocks';

/** Where a stream of ours was sealed for: an archive opens as nothing else. */
export const ARCHIVE = 'dossier archive 1';

export interface ArchiveHead {
  format: typeof ARCHIVE;
  madeAt: string;
  /** Names of the migrations that had run: an archive is loaded into a database of just these, and brought on from there. */
  migrations: string[];
  sequences: Record<string, string>;
}

export interface ArchivedTable {
  name: string;
  columns: string[];
  /** Of a table in partitions: each with its bound, as PostgreSQL writes it. */
  partitions: { name: string; bound: string }[];
}

/** What one table or file must add up to. */
export interface Sum {
  rows: number;
  bytes: number;
  sha256: string;
}

export type Manifest = Record<string, Sum>;

/** Rows that belong to the server or the moment, not to the company: they are made anew. */
const LEFT_OUT = new Set(['migrations', 'running_process', 'slow_statement']);
/** Folders of the data folder that go along: sealed attachments, and the checkpoints that prove the trail. */
const FOLDERS = ['audit', join('files', 'attachment')];

const tables = `select c.relname as name, c.relkind = 'p' as parted,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
    coalesce((select json_agg(json_build_object('name', p.relname, 'bound', pg_get_expr(p.relpartbound, p.oid)) order by p.relname) from pg_inherits i join pg_class p on p.oid = i.inhrelid where i.inhparent = c.oid and c.relkind = 'p'), '[]') as partitions
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r','p') and not c.relispartition order by c.relname`;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Everything of one moment, as blocks: all tables in one snapshot, and the files that go along. Give `told` to hear of each table. */
export async function* archive(url: string, dataDir: string, told: (name: string, sum: Sum) => void = () => undefined): AsyncGenerator<Buffer> {
  const manifest: Manifest = {};
  const done = (name: string, sum: Sum): Buffer => {
    manifest[name] = sum;
    told(name, sum);
    return block('DONE', sum);
  };
  // Files first: a checkpoint younger than the snapshot would speak of seals that are not in it.
  const files = await filesOf(dataDir);
  const client = new pg.Client({ connectionString: url, application_name: 'dossier backup' });
  await client.connect();
  try {
    await client.query(`set statement_timeout = 0; set timezone = 'UTC'`);
    await client.query('begin transaction isolation level repeatable read read only');
    yield block('HEAD', await headOf(client));
    for (const { path, bytes } of files) {
      yield block('FILE', { path });
      yield block('BYTES', bytes);
      yield done(`file ${path}`, { rows: 1, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    }
    const { rows } = await client.query<ArchivedTable>(tables);
    for (const table of rows.filter(({ name }) => !LEFT_OUT.has(name))) {
      yield block('TABLE', { name: table.name, columns: table.columns, partitions: table.partitions });
      const sum: Sum = { rows: 0, bytes: 0, sha256: '' };
      yield* rowsOf(client, table, sum);
      yield done(table.name, sum);
    }
    yield block('MANIFEST', manifest);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

async function* rowsOf(client: pg.Client, { name, columns }: ArchivedTable, sum: Sum): AsyncGenerator<Buffer> {
  const stream = client.query(copyTo(`copy (select ${columns.map(quoted).join(', ')} from ${quoted(name)}) to stdout`));
  const hash = createHash('sha256');
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sum.bytes += chunk.length;
    yield block('BYTES', chunk);
  }
  sum.rows = stream.rowCount;
  sum.sha256 = hash.digest('hex');
}

async function headOf(client: pg.Client): Promise<ArchiveHead> {
  const migrations = await client.query<{ name: string }>('select name from migrations order by timestamp');
  const sequences = await client.query<{ name: string; value: string }>(`select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'public' and last_value is not null`);
  return { format: ARCHIVE, madeAt: new Date().toISOString(), migrations: migrations.rows.map(({ name }) => name), sequences: Object.fromEntries(sequences.rows.map(({ name, value }) => [name, value])) };
}

async function filesOf(dataDir: string): Promise<{ path: string; bytes: Buffer }[]> {
  const found: { path: string; bytes: Buffer }[] = [];
  for (const folder of FOLDERS.map((name) => join(dataDir, name)).filter(existsSync)) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile() && !one.name.endsWith('.part'))) {
      const path = join(entry.parentPath, entry.name);
      found.push({ path: relative(dataDir, path), bytes: await readFile(path) });
    }
  }
  return found;
}
