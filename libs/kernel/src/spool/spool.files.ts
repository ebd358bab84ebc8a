import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export const ENDING = '.spool';
/** What a file takes of the disk at least. */
const BLOCK = 4_096;

/** Where the spool lies within the data folder, and where what does not open is set aside. */
export const spoolFolder = (dataDir: string): string => join(dataDir, 'spool');
export const asideFolder = (dataDir: string): string => join(dataDir, 'spool', 'aside');

/** The name of a file: what its key says is readable by nobody, and the same key has the same file. */
export const fileName = (kind: string, key: string): string => `${createHash('sha256').update(`${kind}\0${key}`).digest('hex').slice(0, 48)}${ENDING}`;

export interface Lying {
  name: string;
  bytes: number;
  /** When it was written, in nanoseconds. */
  at: bigint;
}

/** What so many bytes take of the disk. */
export const takenBy = (bytes: number): number => Math.max(BLOCK, bytes);

/** The files that lie in a folder, the oldest first. A folder that is not there holds none. */
export async function lying(folder: string): Promise<Lying[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ENDING));
  const files: Lying[] = [];
  for (const name of names) {
    const seen = await stat(join(folder, name), { bigint: true }).catch(() => null);
    if (seen?.isFile()) files.push({ name, bytes: takenBy(Number(seen.size)), at: seen.mtimeNs });
  }
  return files.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : one.name < other.name ? -1 : 1));
}

/** Writes a file whole or not at all: its bytes and its name are on the disk before this returns, also when the power fails in the next moment. */
export async function writeDurably(folder: string, name: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const making = join(folder, `${name}.${process.pid}.${randomUUID().slice(0, 8)}.new`);
  const file = await open(making, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (fault) {
    await file.close();
    await rm(making, { force: true });
    throw fault;
  }
  await file.close();
  await rename(making, join(folder, name));
  await syncFolder(folder);
}

/** A name that was written or moved is kept only once its folder is on the disk too. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
