import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { seal, unseal, type KeyRing } from '../crypto/sealing';
import { writeDurably } from './spool.files';

const aadOf = (name: string, version: number): string => `spool\0${name}\0${version}`;

/** Seals a text for a file of this name; under any other name, or with one byte changed, it does not open. */
export const sealFor = (ring: KeyRing, name: string, text: string): Buffer => seal(ring.derive('spool'), ring.current, Buffer.from(text, 'utf8'), aadOf(name, ring.current));

/** Opens what `sealFor` made. @throws CipherError when it was altered, renamed, or made elsewhere. */
export function openFrom(ring: KeyRing, name: string, box: Buffer): string {
  const version = box[0] ?? 0;
  return unseal(ring.derive('spool', version), box, aadOf(name, version), `file ${name}`).toString('utf8');
}

/** One file that a process keeps for the time when the database is away: sealed, replaced whole, read by every process of the folder. */
export interface SealedFile {
  write(value: unknown): Promise<void>;
  /** Null where there is none, or none that opens. */
  read<T>(): Promise<T | null>;
}

export function sealedFile(ring: KeyRing, path: string): SealedFile {
  const name = basename(path);
  return {
    write: (value) => writeDurably(dirname(path), name, sealFor(ring, name, JSON.stringify(value))),
    read: async <T>() => {
      try {
        return JSON.parse(openFrom(ring, name, await readFile(join(dirname(path), name)))) as T;
      } catch {
        return null;
      }
    },
  };
}
