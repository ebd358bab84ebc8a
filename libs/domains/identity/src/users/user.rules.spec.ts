import { describe, expect, it } from '@jest/globals';
import { UserStatus } from '@dossier/vocabulary/people-enums';
import type { User } from './user.entity';
import { anothers, emailOf, reinstated, suspended, userName, withPassword } from './user.rules';

const user = (over: Partial<User> = {}): User => ({ id: 'u', status: UserStatus.ACTIVE, rightsVersion: 3, ...over }) as User;
const code = (code: string) => expect.objectContaining({ code }) as never;

describe('users', () => {
  it('have one form of an address and of a name', () => {
    expect(emailOf('  Li.Min@Ｅxample.COM ')).toBe('li.min@example.com');
    expect(userName(' 李　敏 ')).toBe('李 敏');
  });

  it('lose every session when suspended', () => {
    expect(suspended(user())).toEqual({ status: 'SUSPENDED', rightsVersion: 4 });
    expect(() => suspended(user({ status: UserStatus.SUSPENDED }))).toThrow(code('USER_NOT_ACTIVE'));
  });

  it('come back without old sessions', () => {
    expect(reinstated(user({ status: UserStatus.SUSPENDED }))).toEqual({ status: 'ACTIVE' });
    expect(() => reinstated(user())).toThrow(code('USER_NOT_SUSPENDED'));
  });

  it('lose every session with a new password', () => {
    const now = new Date('2026-11-22T00:00:00Z');
    expect(withPassword(user(), 'hash', now)).toEqual({ passwordHash: 'hash', passwordChangedAt: now, rightsVersion: 4 });
  });

  it('do not act on their own rights', () => {
    expect(() => anothers('u', 'u')).toThrow(code('OWN_ACCOUNT'));
    expect(() => anothers('u', 'v')).not.toThrow();
  });
});
