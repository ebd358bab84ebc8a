import { Injectable } from '@nestjs/common';
import { createHash, createHmac } from 'node:crypto';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { networkOf } from '@dossier/kernel/access';
import { KeyRing } from '@dossier/kernel/crypto';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Spool } from '@dossier/kernel/spool';

/** What one network may do with public forms within a minute: a hall full of visitors behind one address, and not a program. */
const SHOWN_A_MINUTE = 240;
const SENT_A_MINUTE = 60;

const keyOf = (ip: string | null): string => createHash('sha256').update(networkOf(ip)).digest('base64url');

/** Mails that may ask one address within a day whether it is its owner's. */
const MAILED_A_DAY = 5;
const DAY_SECONDS = 86_400;

interface Bound {
  name: string;
  points: number;
  seconds: number;
}

/**
 * Counts what strangers do with forms, together for all processes; while the database is away, each process by itself. Addresses are kept
 * as a hash, and only for the minute.
 */
@Injectable()
export class FormThrottle {
  private readonly shows: Counted;
  private readonly sends: Counted;
  private readonly mails: Counted;

  constructor(
    database: Database,
    private readonly spool: Spool,
    private readonly ring: KeyRing,
  ) {
    this.shows = countedBy(database, { name: 'form-shown', points: SHOWN_A_MINUTE, seconds: 60 });
    this.sends = countedBy(database, { name: 'form-sent', points: SENT_A_MINUTE, seconds: 60 });
    this.mails = countedBy(database, { name: 'form-mailed', points: MAILED_A_DAY, seconds: DAY_SECONDS });
  }

  shown(ip: string | null): Promise<void> {
    return this.count(this.shows, keyOf(ip));
  }

  sent(ip: string | null): Promise<void> {
    return this.count(this.sends, keyOf(ip));
  }

  /** Nobody's mailbox is filled by strangers who type its address into forms. */
  mailed(email: string): Promise<void> {
    return this.count(this.mails, createHmac('sha256', this.ring.derive('form-mailed')).update(email.trim().toLowerCase()).digest('base64url'));
  }

  private count({ together, alone }: Counted, key: string): Promise<void> {
    return counted((this.spool.isAway ? alone : together).consume(key));
  }
}

interface Counted {
  together: RateLimiterAbstract;
  alone: RateLimiterAbstract;
}

function countedBy(database: Database, { name, points, seconds }: Bound): Counted {
  const alone = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  const together = new RateLimiterPostgres({ storeClient: database.aside, storeType: 'pool', tableName: 'webhook_throttle', tableCreated: true, duration: seconds, keyPrefix: name, points, inMemoryBlockOnConsumed: points + 1, insuranceLimiter: alone });
  return { together, alone };
}

async function counted(attempt: Promise<unknown>): Promise<void> {
  try {
    await attempt;
  } catch (refusal) {
    throw refusal instanceof RateLimiterRes ? new DomainError('THROTTLED', { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) }) : refusal;
  }
}
