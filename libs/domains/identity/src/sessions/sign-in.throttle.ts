import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';

/** Failures within a quarter of an hour before an account, or an address, has to wait as long. */
export const ACCOUNT_ATTEMPTS = 5;
export const ADDRESS_ATTEMPTS = 20;
const WINDOW_SECONDS = 15 * 60;

/** What is tried: each kind has counters of its own, so that guessing codes does not spend the attempts at passwords. */
export type AttemptKind = 'SIGN_IN' | 'SECOND_FACTOR' | 'RESET' | 'LINK' | 'PROOF';

const keyOf = (value: string): string => createHash('sha256').update(value).digest('base64url');

/**
 * Counts every attempt before its password is looked at, in the database, so that all processes count together.
 * The counters stand outside the unit of work: a failed attempt is rolled back, its count is not.
 */
@Injectable()
export class SignInThrottle {
  private readonly counters: Readonly<Record<AttemptKind, { account: RateLimiterPostgres; address: RateLimiterPostgres }>>;

  constructor(database: Database) {
    const store = { storeClient: database.aside, storeType: 'pool', tableName: 'sign_in_throttle', tableCreated: true, duration: WINDOW_SECONDS, blockDuration: WINDOW_SECONDS };
    const limiter = (keyPrefix: string, points: number) => new RateLimiterPostgres({ ...store, keyPrefix, points, inMemoryBlockOnConsumed: points + 1 });
    const pair = (prefix: string) => ({ account: limiter(`${prefix}account`, ACCOUNT_ATTEMPTS), address: limiter(`${prefix}address`, ADDRESS_ATTEMPTS) });
    this.counters = { SIGN_IN: pair(''), SECOND_FACTOR: pair('factor-'), RESET: pair('reset-'), LINK: pair('link-'), PROOF: pair('proof-') };
  }

  /** One attempt on an account from an address. Known and unknown accounts count alike. */
  async attempt(account: string, ip: string | null, kind: AttemptKind = 'SIGN_IN'): Promise<void> {
    await counted(this.counters[kind].address.consume(keyOf(networkOf(ip))));
    await counted(this.counters[kind].account.consume(keyOf(account)));
  }

  /** The attempt succeeded: the account starts afresh, the address gets its point back. */
  async succeeded(account: string, ip: string | null, kind: AttemptKind = 'SIGN_IN'): Promise<void> {
    await this.freed(account, kind);
    await this.counters[kind].address.reward(keyOf(networkOf(ip)));
  }

  /** The account may be tried again: its password is new. */
  async freed(account: string, kind: AttemptKind = 'SIGN_IN'): Promise<void> {
    await this.counters[kind].account.delete(keyOf(account));
  }
}

async function counted(attempt: Promise<unknown>): Promise<void> {
  try {
    await attempt;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new DomainError('THROTTLED', { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) });
  }
}
