import 'reflect-metadata';
import { createWriteStream, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { encryptStream, loadKeys, proveKeys, type KeyRing } from '@dossier/kernel/crypto';
import { Installation } from '@dossier/workspace';
import { archive, ARCHIVE, type Sum } from './backups/archive';
import { checkBackup } from './backups/check';
import { runCommand, Sentence } from './backups/say';
import { hasData } from './prepare-database';
import { readSettings } from './settings';

/** How long a backup is kept: what was erased is gone from all of them after that. */
export const KEPT_DAYS = 35;
const NAME = /^dossier-\d{8}T\d{6}Z\.backup$/;

/** Writes one encrypted archive and gives its place; a file half written is never seen under its name. */
export async function writeBackup(from: { url: string; dataDir: string; ring: KeyRing }, folder: string, now: Date, told?: (name: string, sum: Sum) => void): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `dossier-${now.toISOString().replace(/[-:]|\.\d+/g, '')}.backup`);
  try {
    await pipeline(Readable.from(archive(from.url, from.dataDir, told), { objectMode: false }), encryptStream(from.ring, 'backup', ARCHIVE), createWriteStream(`${file}.part`, { mode: 0o600, flush: true }));
    renameSync(`${file}.part`, file);
  } catch (fault) {
    rmSync(`${file}.part`, { force: true });
    throw fault;
  }
  return file;
}

/** Removes backups of ours that have had their time. */
export function removeOld(folder: string, now: Date): string[] {
  const old = readdirSync(folder).filter((name) => NAME.test(name) && now.getTime() - statSync(join(folder, name)).mtimeMs > KEPT_DAYS * 86_400_000);
  for (const name of old) rmSync(join(folder, name));
  return old;
}

/** Whether this key is the one that the database was sealed with: an archive under another would open to nobody. */
async function proveKey(url: string, ring: KeyRing): Promise<void> {
  if (!(await hasData(url))) throw new Sentence('There is nothing to back up: this database holds no data of the product yet.');
  const stored = await ask<{ value: Record<string, string> }>(url, `select value from installation where key = 'key-check'`);
  proveKeys(ring, new Map(Object.entries(stored[0]?.value ?? {}).map(([version, check]) => [Number(version), check])));
}

async function ask<R extends object>(url: string, text: string, values: readonly unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'dossier backup' });
  await client.connect();
  try {
    return (await client.query<R & pg.QueryResultRow>(text, values as unknown[])).rows;
  } finally {
    await client.end();
  }
}

const USAGE = 'npm run backup [-- --to <folder>] [--unchecked]';

/** Writes a backup, reads it back, and notes in the database that there is one. Gives what to print. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { to: { type: 'string' }, unchecked: { type: 'boolean', default: false } } });
  const settings = readSettings(process.env);
  const url = settings.databaseUrl!;
  const { ring } = loadKeys({ key: settings.key ?? undefined, keyFile: settings.keyFile, defaultFile: settings.keyFile, mayMake: false });
  await proveKey(url, ring);
  const folder = resolve(values.to ?? join(settings.dataDir, 'backups'));
  const [begun, at] = [performance.now(), new Date()];
  let [rows, tables] = [0, 0];
  const file = await writeBackup({ url, dataDir: settings.dataDir, ring }, folder, at, (_, sum) => {
    rows += sum.rows;
    tables += 1;
  });
  if (!values.unchecked) await checkBackup(file, ring);
  const { size } = statSync(file);
  await Installation.backups.note((text, given) => ask(url, text, given), { at: at.toISOString(), size, rows, checked: !values.unchecked });
  const old = removeOld(folder, new Date());
  const told = values.unchecked ? 'Not read back.' : 'Read back: it opens, and everything in it adds up.';
  process.stdout.write(`${file}: ${rows} rows of ${tables} tables and files, ${(size / 1_048_576).toFixed(1)} MB, ${((performance.now() - begun) / 1_000).toFixed(1)} s. ${told}${old.length > 0 ? ` Removed ${old.length} older than ${KEPT_DAYS} days.` : ''}\n`);
}

if (process.argv[1]?.endsWith('backup.mjs')) await runCommand(main, USAGE);
