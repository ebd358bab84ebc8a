import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const PREFIX = 'whsec_';
/** How far the clock of a sender may be from ours. */
export const TOLERANCE_SECONDS = 5 * 60;

/** The three parts that a signature binds together. */
export interface Signed {
  id: string;
  timestamp: number;
  body: string | Buffer;
}

/** A new secret, in the form of the Standard Webhooks specification: 32 random bytes after a prefix. */
export const newSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`;

const keyOf = (secret: string): Buffer => Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');

/** One signature: `v1,` and the HMAC-SHA-256 over `id.timestamp.body`. */
export function signatureOf(secret: string, { id, timestamp, body }: Signed): string {
  return `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

/** Whether one of the signatures of a header was made with one of the secrets. Every pair is compared, in constant time. */
export function isSigned(secrets: readonly string[], header: string, signed: Signed): boolean {
  const given = header.split(' ', 10).map((one) => Buffer.from(one));
  const made = secrets.map((secret) => Buffer.from(signatureOf(secret, signed)));
  let found = false;
  for (const mine of made) for (const theirs of given) if (theirs.length === mine.length && timingSafeEqual(theirs, mine)) found = true;
  return found;
}
