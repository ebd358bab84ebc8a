import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';

/** Requests of one link, and of one network, within a minute. */
const LINK_A_MINUTE = 30;
const NETWORK_A_MINUTE = 120;

const keyOf = (value: string): string => createHash('sha256').update(value).digest('base64url');

/** Counts requests of the page without sign-in, together for all processes. */
@Injectable()
export class PreferencesThrottle {
  private readonly link: RateLimiterPostgres;
  private readonly network: RateLimiterPostgres;

  constructor(database: Database) {
    const store = { storeClient: database.aside, storeType: 'pool', tableName: 'webhook_throttle', tableCreated: true, duration: 60 };
    this.link = new RateLimiterPostgres({ ...store, keyPrefix: 'preference', points: LINK_A_MINUTE, inMemoryBlockOnConsumed: LINK_A_MINUTE + 1 });
    this.network = new RateLimiterPostgres({ ...store, keyPrefix: 'preferences of', points: NETWORK_A_MINUTE, inMemoryBlockOnConsumed: NETWORK_A_MINUTE + 1 });
  }

  /** Seconds to wait; null: come in. */
  async wait(token: string, ip: string | null): Promise<number | null> {
    try {
      await this.network.consume(keyOf(networkOf(ip)));
      await this.link.consume(keyOf(token));
      return null;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  }
}
