import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KeyRing } from '@dossier/kernel/crypto';
import { signerOf, Trusted, trustRing, type Signer } from './signing';
import { readStatements, signed, type Read, type Statement } from './statements';

const NAME = 'checkpoints.jsonl';

/** Where the checkpoints of an installation lie: outside the database, in its data folder. */
export const checkpointFile = (dataDir: string): string => join(dataDir, 'audit', NAME);

/** Appends statements to the file, each flushed to the disk; the public keys stand beside it. */
export function appendStatement(ring: KeyRing, file: string, said: Omit<Statement, 'key' | 'signature'>): Statement {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const signer = introduced(ring, file);
  const statement = signed(signer, said);
  append(file, statement);
  return statement;
}

/** The signer of now. When the key-encryption key has changed, the signer before it introduces the new one. */
function introduced(ring: KeyRing, file: string): Signer {
  const signer = signerOf(ring);
  const place = join(dirname(file), `${signer.id}.pub`);
  if (existsSync(place)) return signer;
  const before = ring.versions.filter((version) => version !== ring.current).map((version) => signerOf(ring, version)).findLast((one) => existsSync(join(dirname(file), `${one.id}.pub`)));
  if (before) append(file, signed(before, { kind: 'KEY', sequence: 0, head: '', count: 0, at: new Date().toISOString(), publicKey: signer.publicKey }));
  writeFileSync(place, signer.publicKey, { mode: 0o644 });
  return signer;
}

function append(file: string, statement: Statement): void {
  cutTorn(file);
  const handle = openSync(file, 'a', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(statement)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A line that a power cut has torn was never finished: what follows must not be written behind it. */
function cutTorn(file: string): void {
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) truncateSync(file, whole);
}

/** The keys that may have signed a file: those of the ring, and the public keys that lie beside it. */
export function trustedFor(file: string, ring: KeyRing | null): Trusted {
  const trusted = ring ? trustRing(ring) : new Trusted();
  const folder = dirname(file);
  if (existsSync(folder)) for (const name of readdirSync(folder).filter((one) => one.endsWith('.pub'))) trusted.add(readFileSync(join(folder, name), 'utf8'));
  return trusted;
}

/** What a file says, or null where there is none. */
export function readCheckpoints(file: string, trusted: Trusted): Read | null {
  return existsSync(file) ? readStatements(readFileSync(file, 'utf8'), trusted) : null;
}
