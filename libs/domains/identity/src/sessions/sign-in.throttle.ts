import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';

/** Failures within a quarter of an hour before an account, or an address, has to wait as long. */
export const ACCOUNT_ATTEMPTS = 5;
export const ADDRESS_ATTEMPTS = 20;
const WINDOW_SECONDS = 15 * 60;

/** An IPv6 network hands a whole /64 to one customer: whoever has it would have 2^64 addresses to try from. */
export function networkOf(ip: string | null): string {
  const plain = (ip ?? 'unknown').replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0]!;
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after].slice(0, 4).map((part) => part.toLowerCase().replace(/^0+(?=.)/, '')).join(':');
}

const keyOf = (value: string): string => createHash('sha256').update(value).digest('base64url');

/**
 * Counts every attempt before its password is looked at, in the database, so that all processes count together.
 * The counters stand outside the unit of work: a failed attempt is rolled back, its count is not.
 */
@Injectable()
export class SignInThrottle {
  private readonly account: RateLimiterPostgres;
  private readonly address: RateLimiterPostgres;

  constructor(database: Database) {
    const store = { storeClient: database.aside, storeType: 'pool', tableName: 'sign_in_throttle', tableCreated: true, duration: WINDOW_SECONDS, blockDuration: WINDOW_SECONDS };
    this.account = new RateLimiterPostgres({ ...store, keyPrefix: 'account', points: ACCOUNT_ATTEMPTS, inMemoryBlockOnConsumed: ACCOUNT_ATTEMPTS + 1 });
    this.address = new RateLimiterPostgres({ ...store, keyPrefix: 'address', points: ADDRESS_ATTEMPTS, inMemoryBlockOnConsumed: ADDRESS_ATTEMPTS + 1 });
  }

  /** One attempt on an account from an address. Known and unknown accounts count alike. */
  async attempt(account: string, ip: string | null): Promise<void> {
    await counted(this.address.consume(keyOf(networkOf(ip))));
    await counted(this.account.consume(keyOf(account)));
  }

  /** The attempt succeeded: the account starts afresh, the address gets its point back. */
  async succeeded(account: string, ip: string | null): Promise<void> {
    await this.freed(account);
    await this.address.reward(keyOf(networkOf(ip)));
  }

  /** The account may be tried again: its password is new. */
  async freed(account: string): Promise<void> {
    await this.account.delete(keyOf(account));
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
