import { DomainError } from '@dossier/kernel/errors';
import { addDays, daysBetween, type Day } from '@dossier/kernel/time';

export const KEY_DAYS = 90;
export const MOST_KEY_DAYS = 365;
export const RATE_PER_MINUTE = 600;
export const OVERLAP_HOURS = 24;
export const MOST_OVERLAP_HOURS = 168;

/** The last day of a key: within a year, never one that has passed. */
export function lastDay(given: Day | undefined, today: Day): Day {
  const day = given ?? addDays(today, KEY_DAYS);
  const days = daysBetween(today, day);
  if (days < 0) throw new DomainError('INVALID_INPUT', { field: 'expiresOn', reason: 'PAST' });
  if (days > MOST_KEY_DAYS) throw new DomainError('KEY_TOO_LONG', { field: 'expiresOn', days: MOST_KEY_DAYS });
  return day;
}

export interface KeyState {
  expires_at: Date;
  revoked_at: Date | null;
}

export const isLive = (key: KeyState, now: Date): boolean => key.revoked_at === null && key.expires_at > now;

/** Only a key that still opens something can be replaced or taken back. */
export function requireLive(key: KeyState, now: Date): void {
  if (!isLive(key, now)) throw new DomainError('KEY_NOT_LIVE');
}

/** When the key that is being replaced ends: after the overlap, never later than before. */
export function endOfOverlap(key: KeyState, hours: number, now: Date): Date {
  return new Date(Math.min(key.expires_at.getTime(), now.getTime() + hours * 3_600_000));
}

/** The replacement lives as long as its forerunner was made to live. */
export const sameLength = (made: Date, expires: Date): number => Math.min(MOST_KEY_DAYS, Math.max(1, Math.round((expires.getTime() - made.getTime()) / 86_400_000)));
