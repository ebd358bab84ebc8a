import 'reflect-metadata';
import { copyFileSync, createReadStream, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { decryptStream, type KeyRing, loadKeys } from '@dossier/kernel/crypto';
import { erasureListFile, readErasures, replayErasures } from '@dossier/customers';
import { ARCHIVE } from './backups/archive';
import { checkBackup } from './backups/check';
import { load } from './backups/load';
import { runCommand, Sentence } from './backups/say';
import { hasData, prepareDatabase } from './prepare-database';
import { readSettings } from './settings';

export interface RestoreTarget {
  url: string;
  appUrl: string | null;
  dataDir: string;
  ring: KeyRing;
}

export interface Restored {
  rows: number;
  tables: number;
  /** Lines of the list of erasures that were replayed or stood already. */
  erasures: number;
}

/** Loads a backup into an empty place, brings it to this build, and forgets again whoever was erased since: before anybody can look. */
export async function restoreBackup(file: string, list: string | null, target: RestoreTarget): Promise<Restored> {
  if (await hasData(target.url)) throw new Sentence('There is data in this database already: a backup is loaded into an empty one alone.');
  // Both are read to their end before anything is written: what is damaged or another key's leaves the database as it was.
  await checkBackup(file, target.ring);
  const lines = list === null ? [] : readErasures(list, target.ring);
  const opened = createReadStream(file).on('error', (fault) => opened.destroy(fault)).pipe(decryptStream(target.ring, 'backup', ARCHIVE));
  const prepare = (upTo: readonly string[] | null): Promise<unknown> => prepareDatabase({ ownerUrl: target.url, appUrl: target.appUrl, ring: target.ring, upTo });
  const manifest = await load(opened, { url: target.url, dataDir: target.dataDir, prepare: async (migrations) => void (await prepare(migrations)) });
  const kept = erasureListFile(target.dataDir);
  mkdirSync(target.dataDir, { recursive: true, mode: 0o700 });
  if (list !== null && resolve(list) !== resolve(kept)) copyFileSync(list, kept);
  await prepare(null);
  await forget(target.url, lines.flatMap(({ ids }) => ids));
  return { rows: Object.values(manifest).reduce((sum, one) => sum + one.rows, 0), tables: Object.keys(manifest).length, erasures: lines.length };
}

/** By a connection of its own: nothing of the product runs yet. A fault leaves the records as they were, and the next start forgets them. */
async function forget(url: string, listed: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'dossier restore' });
  await client.connect();
  try {
    await replayErasures(async (text, values) => (await client.query(text, values as unknown[])).rows, listed);
  } finally {
    await client.end();
  }
}

const USAGE = 'npm run restore -- --from <backup> [--erasures <list> | --without-erasures]';

/** The list of who must stay forgotten: the one named, else the one that lies in the data folder, else the word that there is none. */
function listOf(named: string | undefined, without: boolean, dataDir: string): string | null {
  const own = erasureListFile(dataDir);
  const list = named ? resolve(named) : existsSync(own) ? own : null;
  if (list !== null && !existsSync(list)) throw new Sentence(`There is no list of erasures ${list}.`);
  if (list === null && !without) {
    throw new Sentence(`No list of erasures was named, and there is none in ${join(dataDir, '')}: whoever was erased since this backup would be back. Name it with --erasures, or say --without-erasures when nobody was.`);
  }
  return list;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, erasures: { type: 'string' }, 'without-erasures': { type: 'boolean', default: false } } });
  if (!values.from) throw new Sentence(`Name the backup to restore. Usage: ${USAGE}`);
  const settings = readSettings(process.env);
  const list = listOf(values.erasures, values['without-erasures'], settings.dataDir);
  const { ring } = loadKeys({ key: settings.key ?? undefined, keyFile: settings.keyFile, defaultFile: settings.keyFile, mayMake: false });
  const { rows, tables, erasures } = await restoreBackup(resolve(values.from), list, { url: settings.databaseUrl!, appUrl: settings.databaseAppUrl, dataDir: settings.dataDir, ring });
  process.stdout.write(`Restored ${rows} rows of ${tables} tables and files. Erasures on the list: ${erasures}; all of them hold.\n`);
}

if (process.argv[1]?.endsWith('restore.mjs')) await runCommand(main, USAGE);
