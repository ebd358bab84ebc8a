import { createHash, randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';

/** One step of the clock that authenticators count. */
const STEP_SECONDS = 30;
export const RECOVERY_CODES = 10;
/** No letter that reads like a digit: 32 signs, five bits each. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789x';
const GROUPS = 4;
const GROUP = 4;

/** A new secret of 160 bits, in the form that people can type. */
export const newSecret = (): string => generateSecret({ length: 20 });

/** The address that an authenticator reads from the picture. */
export const addressOf = (secret: string, account: string, issuer: string): string => generateURI({ secret, label: account, issuer });

/** The step whose code was given: the one before, this or the next, and later than the last one used. Null: no such code. */
export function stepOf(secret: string, code: string, now: Date, lastStep: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS, ...(lastStep > 0 ? { afterTimeStep: lastStep } : {}) });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}

/** What people type of a code: blanks between the digits and full-width digits are forgiven. */
export const codeOf = (given: string): string => given.normalize('NFKC').replace(/[\s-]/g, '');

/** A code that replaces the authenticator once: 80 random bits in groups that can be read out. */
export function newRecoveryCode(): string {
  const bytes = randomBytes(GROUPS * GROUP);
  const signs = Array.from(bytes, (byte) => SIGNS[byte % 32]!).join('');
  return signs.match(/.{4}/g)!.join('-');
}

/** What the table keeps of a recovery code; bound to its user, so that equal codes of two people differ. */
export const recoveryHash = (userId: string, code: string): Buffer => createHash('sha256').update(`${userId}\0${codeOf(code).toLowerCase()}`).digest();
