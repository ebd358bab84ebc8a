import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '@dossier/kernel/crypto';

/** How long a link of the preference page serves. */
export const LINK_DAYS = 180;

const PURPOSE = 'preference-link';
const MARK = 16;

const markOf = (ring: KeyRing, version: number, said: string): Buffer => createHmac('sha256', ring.derive(PURPOSE, version)).update(said).digest().subarray(0, MARK);

/** A link names its customer and its end, and bears our mark: nobody else can make one, and nothing is stored of it. */
export function writeToken(ring: KeyRing, customerId: string, expiresAt: Date): string {
  const said = `${Buffer.from(customerId.replaceAll('-', ''), 'hex').toString('base64url')}.${Math.floor(expiresAt.getTime() / 1000).toString(36)}.${ring.current.toString(36)}`;
  return `${said}.${markOf(ring, ring.current, said).toString('base64url')}`;
}

/** The customer a token names; null where it is altered, has ended, or was marked with a key that is gone. */
export function readToken(ring: KeyRing, token: string, now: Date): string | null {
  const [id = '', end = '', version = '', mark = '', ...rest] = token.slice(0, 200).split('.');
  const known = Number.parseInt(version, 36);
  if (rest.length > 0 || !ring.versions.includes(known)) return null;
  const given = Buffer.from(mark, 'base64url');
  const expected = markOf(ring, known, `${id}.${end}.${version}`);
  if (given.length !== MARK || !timingSafeEqual(given, expected) || Number.parseInt(end, 36) * 1000 <= now.getTime()) return null;
  const hex = Buffer.from(id, 'base64url').toString('hex');
  return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null;
}
