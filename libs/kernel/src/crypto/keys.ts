/** Where the key-encryption key comes from: the environment, or a file outside the database and its backups. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { KeyRing } from './sealing';

/** The start cannot go on without the right key. The message is one sentence for the operator. */
export class KeyError extends Error {
  /** What the start prints, without a stack. */
  readonly sentences: readonly string[];

  constructor(sentence: string) {
    super(sentence);
    this.name = 'KeyError';
    this.sentences = [sentence];
  }
}

export interface KeySettings {
  /** KEY: 32 bytes in base64, or several as `1:<base64>,2:<base64>`. */
  key?: string | undefined;
  /** KEY_FILE: a file of such entries, one a line. */
  keyFile?: string | undefined;
  /** Where the file lies when neither is set: beside the database folder, never in it. */
  defaultFile: string;
  /** True only on the first start, when there is no data yet: then a missing file is made. */
  mayMake: boolean;
}

export interface LoadedKeys {
  ring: KeyRing;
  /** The file the key was read from; null when it came from the environment. */
  file: string | null;
  /** The file was made just now: tell the operator to keep a copy apart from the backups. */
  made: boolean;
  /** Others than the owner may read the file: worth a warning. */
  readableByOthers: boolean;
}

/** Reads the keys, or makes them on the first start. @throws KeyError with one sentence when they are missing or damaged. */
export function loadKeys(settings: KeySettings): LoadedKeys {
  if (settings.key) {
    const ring = new KeyRing(parseKeys(settings.key.split(','), 'KEY'));
    return { ring, file: null, made: false, readableByOthers: false };
  }
  const file = settings.keyFile || settings.defaultFile;
  const made = settings.mayMake && makeKeyFile(file);
  const ring = new KeyRing(keysIn(file));
  return { ring, file, made, readableByOthers: (statSync(file).mode & 0o077) !== 0 };
}

/** The keys of a key file by version. @throws KeyError with one sentence when the file is missing or damaged. */
export const keysIn = (file: string): Map<number, Buffer> => parseKeys(readKeyFile(file).split('\n'), file);

/**
 * Adds a new key to a key file and gives its version. The whole file is written beside and put in its place at once:
 * a crash leaves the old file or the new one. @throws KeyError when the place cannot be written.
 */
export function addKey(file: string): number {
  const version = Math.max(...keysIn(file).keys()) + 1;
  replaceKeyFile(file, `${readKeyFile(file).trimEnd()}\n${version}:${randomBytes(32).toString('base64')}\n`);
  return version;
}

/** Takes a key out of a key file that nothing is sealed with any more. */
export function dropKey(file: string, version: number): void {
  const isOf = (line: string): boolean => (version === 1 && /^\s*[A-Za-z0-9+/_-]{43}=?\s*$/.test(line)) || line.trim().startsWith(`${version}:`);
  replaceKeyFile(file, readKeyFile(file).split('\n').filter((line) => !isOf(line)).join('\n'));
}

function replaceKeyFile(file: string, text: string): void {
  try {
    const handle = openSync(`${file}.new`, 'w', 0o600);
    writeSync(handle, text);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(`${file}.new`, file);
  } catch {
    throw new KeyError(`The key file ${file} cannot be written: make it and its folder writable for the product.`);
  }
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new KeyError(`The key file ${file} cannot be read, and without it the stored data cannot be opened: put it back from your copy, or name its place in KEY_FILE.`);
  }
}

/** Makes the file if there is none; returns whether it did. Two processes at once end up with one file. */
function makeKeyFile(file: string): boolean {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  let handle: number;
  try {
    handle = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new KeyError(`The key file ${file} cannot be written: make its folder writable, or name another place in KEY_FILE.`);
  }
  writeSync(handle, `# Dossier key file. Keep a copy apart from the backups: without it the data cannot be read.\n1:${randomBytes(32).toString('base64')}\n`);
  fsyncSync(handle);
  closeSync(handle);
  return true;
}

/** One entry is `<base64>` (version 1) or `<version>:<base64>`; lines that begin with # are remarks. */
function parseKeys(entries: readonly string[], source: string): Map<number, Buffer> {
  const masters = new Map<number, Buffer>();
  for (const entry of entries.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))) {
    const [, version = '1', text = ''] = /^(?:(\d{1,3}):)?(.*)$/.exec(entry) ?? [];
    const bytes = Buffer.from(text, 'base64');
    const isWhole = bytes.length === 32 && /^[A-Za-z0-9+/_-]{43}=?$/.test(text);
    if (!isWhole || Number(version) < 1 || Number(version) > 255) {
      throw new KeyError(`The key in ${source} is not 32 bytes in base64: make one with "openssl rand -base64 32", or put the right one back.`);
    }
    if (masters.has(Number(version))) throw new KeyError(`The key version ${version} stands twice in ${source}: keep one of the two.`);
    masters.set(Number(version), bytes);
  }
  if (masters.size === 0) throw new KeyError(`There is no key in ${source}: put it back from your copy.`);
  return masters;
}

/** A text that tells whether a key is the right one without revealing it; stored in the database per key version. */
export function keyCheck(ring: KeyRing, version: number = ring.current): string {
  return createHmac('sha256', ring.derive('key-check', version)).update('dossier').digest('hex').slice(0, 32);
}

/** Compares the ring with the checks stored before. @throws KeyError when a key is wrong or one that is still needed is missing. */
export function proveKeys(ring: KeyRing, stored: ReadonlyMap<number, string>): void {
  for (const [version, check] of stored) {
    if (!ring.versions.includes(version)) {
      throw new KeyError(`Key version ${version} is missing, and data sealed with it cannot be opened: put it back into the key file.`);
    }
    const found = Buffer.from(keyCheck(ring, version));
    const expected = Buffer.from(check);
    if (found.length !== expected.length || !timingSafeEqual(found, expected)) {
      throw new KeyError(`Key version ${version} is not the one this database was sealed with: put the right key file back, or set KEY_FILE to it.`);
    }
  }
}
