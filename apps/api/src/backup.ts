import 'reflect-metadata';
import { createWriteStream, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { encryptStream, loadKeys, type KeyRing } from '@dossier/kernel/crypto';
import { plainFault } from '@dossier/kernel/errors';
import { archive, ARCHIVE, type Sum } from './backups/archive';
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

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  const settings = readSettings(process.env);
  const { ring } = loadKeys({ key: settings.key ?? undefined, keyFile: settings.keyFile, defaultFile: settings.keyFile, mayMake: false });
  const folder = resolve(values.to ?? join(settings.dataDir, 'backups'));
  const begun = performance.now();
  let [rows, tables] = [0, 0];
  const file = await writeBackup({ url: settings.databaseUrl!, dataDir: settings.dataDir, ring }, folder, new Date(), (_, sum) => {
    rows += sum.rows;
    tables += 1;
  });
  const old = removeOld(folder, new Date());
  process.stdout.write(`${file}: ${rows} rows of ${tables} tables and files, ${(statSync(file).size / 1_048_576).toFixed(1)} MB, ${((performance.now() - begun) / 1_000).toFixed(1)} s.${old.length > 0 ? ` Removed ${old.length} older than ${KEPT_DAYS} days.` : ''}\n`);
}

if (process.argv[1]?.endsWith('backup.mjs')) {
  process.exit(await main().then(() => 0, (fault: unknown) => {
    process.stderr.write(`${(fault as { sentences?: string[] }).sentences?.join('\n') ?? plainFault(fault)}\n`);
    return 1;
  }));
}
