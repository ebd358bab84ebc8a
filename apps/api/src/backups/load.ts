import { createHash, type Hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { quoted, ARCHIVE, type ArchivedTable, type ArchiveHead, type Manifest, type Sum } from './archive';
import { blocksOf, readJson, type Block } from './blocks';

interface Target {
  url: string;
  dataDir: string;
  /** Brings the empty database to the migrations that the archive was made with. */
  prepare(migrations: readonly string[]): Promise<void>;
}

interface Open {
  name: string;
  hash: Hash;
  bytes: number;
  stream: (CopyStreamQuery & NodeJS.WritableStream) | null;
  file: { path: string; parts: Buffer[] } | null;
}

/**
 * Loads an archive into an empty database and an empty data folder, all of it or nothing. No trigger runs and no key is checked while rows
 * come in, for they were checked where they come from: so it takes a superuser. Every table must add up to what the archive says of it.
 */
export async function load(source: AsyncIterable<Uint8Array>, target: Target): Promise<Manifest> {
  const blocks = blocksOf(source);
  const first = await blocks.next();
  const head = first.done || first.value.kind !== 'HEAD' ? null : readJson<ArchiveHead>(first.value);
  if (head?.format !== ARCHIVE) throw new Error('This is no backup of ours.');
  await target.prepare(head.migrations);
  const client = new pg.Client({ connectionString: target.url, application_name: 'dossier restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`set statement_timeout = 0; set timezone = 'UTC'`);
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    const loading = new Loading(client, target.dataDir);
    await loading.empty();
    for await (const block of blocks) await loading.take(block);
    const manifest = loading.proven();
    await sequences(client, head);
    await renumberTrail(client);
    await client.query('commit');
    loading.writeFiles();
    return manifest;
  } finally {
    await client.end();
  }
}

class Loading {
  private open: Open | null = null;
  private readonly sums: Manifest = {};
  private said: Manifest | null = null;
  private readonly files: { path: string; bytes: Buffer }[] = [];

  constructor(
    private readonly client: pg.Client,
    private readonly dataDir: string,
  ) {}

  /** What the migrations themselves have put there makes room for what was. */
  async empty(): Promise<void> {
    const { rows } = await this.client.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r','p') and not c.relispartition and c.relname <> 'migrations'`);
    // All of them are named; but a table whose reference is declared without being enforced, and that bears no trigger, is overlooked unless it may be reached by the reference.
    await this.client.query(`truncate ${rows.map(({ name }) => quoted(name)).join(', ')} cascade`);
  }

  async take(block: Block): Promise<void> {
    if (block.kind === 'TABLE') await this.table(readJson<ArchivedTable>(block));
    else if (block.kind === 'FILE') this.open = { name: '', hash: createHash('sha256'), bytes: 0, stream: null, file: { path: readJson<{ path: string }>(block).path, parts: [] } };
    else if (block.kind === 'BYTES') await this.bytes(block.bytes);
    else if (block.kind === 'DONE') await this.done(readJson<Sum>(block));
    else if (block.kind === 'MANIFEST') this.said = readJson<Manifest>(block);
  }

  /** The sums, when the archive has come to its end and all of it is here. */
  proven(): Manifest {
    if (this.said === null) throw new Error('The backup ends too early: it was cut off.');
    const wrong = Object.keys({ ...this.said, ...this.sums }).find((name) => JSON.stringify(this.said![name]) !== JSON.stringify(this.sums[name]));
    if (wrong) throw new Error(`The backup is damaged: ${wrong} does not add up.`);
    return this.sums;
  }

  writeFiles(): void {
    for (const { path, bytes } of this.files) {
      const place = resolve(this.dataDir, path);
      if (!place.startsWith(resolve(this.dataDir) + sep)) throw new Error(`The backup names a place outside the data folder: ${path}`);
      mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
      writeFileSync(place, bytes, { mode: 0o600 });
    }
  }

  private async table({ name, columns, partitions }: ArchivedTable): Promise<void> {
    for (const part of partitions) await this.partition(name, part);
    const stream = this.client.query(copyFrom(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`));
    // Whoever waits for it hears of its fault; one that breaks while nobody waits has been given up.
    stream.on('error', () => undefined);
    this.open = { name, hash: createHash('sha256'), bytes: 0, stream: stream as Open['stream'], file: null };
  }

  /** A month that the archive has and a fresh database has not. The trail makes its own, closed against change. */
  private async partition(table: string, { name, bound }: { name: string; bound: string }): Promise<void> {
    const { rows } = await this.client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [`public.${quoted(name)}`]);
    const month = /_(\d{4})_(\d{2})$/.exec(name);
    if (rows[0]?.there) return;
    if (table.startsWith('audit_') && month) await this.client.query('select audit_make_month($1, $2::date)', [table, `${month[1]}-${month[2]}-01`]);
    else await this.client.query(`create table ${quoted(name)} partition of ${quoted(table)} ${bound}`);
  }

  private async bytes(bytes: Buffer): Promise<void> {
    const { open } = this;
    if (!open) throw new Error('The backup is damaged.');
    open.hash.update(bytes);
    open.bytes += bytes.length;
    if (open.file) open.file.parts.push(Buffer.from(bytes));
    else if (!open.stream!.write(Buffer.from(bytes))) await new Promise<void>((next, fail) => void open.stream!.once('drain', next).once('error', fail));
  }

  private async done(said: Sum): Promise<void> {
    const { open } = this;
    if (!open) throw new Error('The backup is damaged.');
    this.open = null;
    let rows = 1;
    if (open.stream) {
      open.stream.end();
      await finished(open.stream);
      rows = open.stream.rowCount;
    } else {
      this.files.push({ path: open.file!.path, bytes: Buffer.concat(open.file!.parts) });
    }
    const sum: Sum = { rows, bytes: open.bytes, sha256: open.hash.digest('hex') };
    const name = open.file ? `file ${open.file.path}` : open.name;
    if (JSON.stringify(sum) !== JSON.stringify(said)) throw new Error(`The backup is damaged: ${name} does not add up.`);
    this.sums[name] = sum;
  }
}

async function sequences(client: pg.Client, head: ArchiveHead): Promise<void> {
  for (const [name, value] of Object.entries(head.sequences)) await client.query('select setval(to_regclass($1), $2::bigint)', [`public.${quoted(name)}`, value]);
}

/**
 * Numbers of transactions belong to the server that wrote them and are not hashed. On this server every number of the other may lie in the
 * future, and what waits for its seal would wait for ever: sealed rows get the first number there can be, and waiting ones the second. The
 * next checkpoint is due at once: the last one may have been written between the files and the snapshot.
 */
async function renumberTrail(client: pg.Client): Promise<void> {
  await client.query(`
    update audit_entry set xid = '2'; update audit_change set xid = '2';
    update audit_entry e set xid = '1' from audit_seal s where s.entry_id = e.id;
    update audit_change c set xid = '1' from audit_seal s where s.change_id = c.id;
    update audit_state set entry_xid = '1', entry_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff', change_xid = '1', change_id = 9223372036854775807, oldest_open = '0', next_xid = null, looked_at = null,
      checkpoint_at = null, checkpoint_sequence = 0;`);
}

