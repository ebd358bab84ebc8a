import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';

/** What one network may do with public forms within a minute: a hall full of visitors behind one address, and not a program. */
const SHOWN_A_MINUTE = 240;
const SENT_A_MINUTE = 60;

const keyOf = (ip: string | null): string => createHash('sha256').update(networkOf(ip)).digest('base64url');

/** Counts what strangers do with forms, together for all processes. Addresses are kept as a hash, and only for the minute. */
@Injectable()
export class FormThrottle {
  private readonly shows: RateLimiterPostgres;
  private readonly sends: RateLimiterPostgres;

  constructor(database: Database) {
    const store = { storeClient: database.aside, storeType: 'pool', tableName: 'webhook_throttle', tableCreated: true, duration: 60 };
    this.shows = new RateLimiterPostgres({ ...store, keyPrefix: 'form-shown', points: SHOWN_A_MINUTE, inMemoryBlockOnConsumed: SHOWN_A_MINUTE + 1 });
    this.sends = new RateLimiterPostgres({ ...store, keyPrefix: 'form-sent', points: SENT_A_MINUTE, inMemoryBlockOnConsumed: SENT_A_MINUTE + 1 });
  }

  shown(ip: string | null): Promise<void> {
    return counted(this.shows.consume(keyOf(ip)));
  }

  sent(ip: string | null): Promise<void> {
    return counted(this.sends.consume(keyOf(ip)));
  }
}

async function counted(attempt: Promise<unknown>): Promise<void> {
  try {
    await attempt;
  } catch (refusal) {
    throw refusal instanceof RateLimiterRes ? new DomainError('THROTTLED', { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) }) : refusal;
  }
}
