import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';

/** Deliveries of a source within a minute, and refused ones of a network address. */
const SOURCE_A_MINUTE = 1_200;
const REFUSED_A_MINUTE = 30;

const keyOf = (value: string): string => createHash('sha256').update(value).digest('base64url');


/** Counts deliveries of a source, and refused ones of a network, together for all processes. Whoever signs is never refused for a neighbour. */
@Injectable()
export class IncomingThrottle {
  private readonly source: RateLimiterPostgres;
  private readonly refused: RateLimiterPostgres;

  constructor(database: Database) {
    const store = { storeClient: database.aside, storeType: 'pool', tableName: 'webhook_throttle', tableCreated: true, duration: 60 };
    this.source = new RateLimiterPostgres({ ...store, keyPrefix: 'source', points: SOURCE_A_MINUTE, inMemoryBlockOnConsumed: SOURCE_A_MINUTE + 1 });
    this.refused = new RateLimiterPostgres({ ...store, keyPrefix: 'refused', points: REFUSED_A_MINUTE, inMemoryBlockOnConsumed: REFUSED_A_MINUTE + 1 });
  }

  /** One delivery of a source that signed it. */
  accepted(sourceId: string): Promise<void> {
    return counted(this.source.consume(keyOf(sourceId)));
  }

  /** One delivery that nobody signed. */
  failed(ip: string | null): Promise<void> {
    return counted(this.refused.consume(keyOf(networkOf(ip))));
  }
}

const throttled = ({ msBeforeNext }: RateLimiterRes): DomainError => new DomainError('THROTTLED', { seconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) });

async function counted(attempt: Promise<unknown>): Promise<void> {
  try {
    await attempt;
  } catch (refusal) {
    throw refusal instanceof RateLimiterRes ? throttled(refusal) : refusal;
  }
}
