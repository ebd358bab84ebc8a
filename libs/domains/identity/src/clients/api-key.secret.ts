import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** `dsr_<id>_<secret>`: a name that leak scanners know, the id of the row to look up, and 256 random bits. */
const FORM = /^dsr_([a-z0-9]{12})_([\w-]{43})$/;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export interface MadeSecret {
  /** The whole key, shown once. */
  text: string;
  publicId: string;
  hash: Buffer;
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export function makeSecret(): MadeSecret {
  const publicId = Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const secret = randomBytes(32).toString('base64url');
  return { text: `dsr_${publicId}_${secret}`, publicId, hash: hashOf(secret) };
}

/** Id and hash of a key as it came; null when it is none of ours. */
export function readKey(text: string): { publicId: string; hash: Buffer } | null {
  const [, publicId, secret] = FORM.exec(text) ?? [];
  return publicId && secret ? { publicId, hash: hashOf(secret) } : null;
}

/** Compares in constant time; a key that does not exist costs the same look. */
export const isSame = (given: Buffer, stored: Buffer | null): boolean => timingSafeEqual(given, stored ?? Buffer.alloc(32)) && stored !== null;
