import { UserStatus } from '@dossier/vocabulary/people-enums';
import { DomainError } from '@dossier/kernel/errors';
import type { User } from './user.entity';

/** The one form of an address: what people type differently is still the same account. */
export const emailOf = (given: string): string => given.normalize('NFKC').trim().toLowerCase();

export const userName = (given: string): string => given.normalize('NFKC').trim().replace(/\s+/g, ' ');

/** All sessions of the user end with the change: they were made under an older version of the rights. */
const endingSessions = (user: User): Pick<User, 'rightsVersion'> => ({ rightsVersion: user.rightsVersion + 1 });

export function suspended(user: User): Partial<User> {
  if (user.status !== UserStatus.ACTIVE) throw new DomainError('USER_NOT_ACTIVE', { status: user.status });
  return { status: UserStatus.SUSPENDED, ...endingSessions(user) };
}

export function reinstated(user: User): Partial<User> {
  if (user.status !== UserStatus.SUSPENDED) throw new DomainError('USER_NOT_SUSPENDED', { status: user.status });
  return { status: UserStatus.ACTIVE };
}

export function withPassword(user: User, passwordHash: string, now: Date): Partial<User> {
  return { passwordHash, passwordChangedAt: now, ...endingSessions(user) };
}

export const withoutSessions = (user: User): Partial<User> => endingSessions(user);

/** Acts on rights and status are somebody else's to do: nobody locks themselves out or raises themselves. */
export function anothers(userId: string, actorId: string | null): void {
  if (userId === actorId) throw new DomainError('OWN_ACCOUNT');
}
