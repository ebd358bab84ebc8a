import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Database } from '@dossier/kernel/data';
import { Queue, Signals } from '@dossier/kernel/events';
import { Outgoing, type Called } from '@dossier/kernel/net';
import { Clock } from '@dossier/kernel/time';
import { DeliveryFault } from '@dossier/vocabulary/webhook-enums';
import { Secrets } from '../secrets';
import { signatureOf } from '../signature';
import { EventBody, type Due } from './event-body';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** How long a receiver has to answer. */
export const CALL_TIMEOUT = 10 * SECOND;
/** Under way at once: in this process, and to one address from all processes, so that one slow receiver starves nobody. */
const MOST = 32;
const MOST_EACH = 4;
/** Letters of an address that has been silent for a day, put aside in one go. */
const BURIED_AT_ONCE = 200;
/** Statuses by which not the event but the receiver as a whole fails, or somebody says so in its name. */
const AWAY = new Set([429, 502, 503, 504]);

type Outcome = 'DELIVERED' | 'FAILED' | 'UNREACHABLE' | 'OUT_OF_REACH';

interface Settled {
  outcome: Outcome;
  body?: string;
  status?: number | null;
  fault?: DeliveryFault | null;
  latency?: number;
  retryAfter?: number | null;
}

/**
 * Delivers. Every process takes what is due under a lease of a minute; what a dead one had taken goes out again under
 * the same id. A later event of a record waits for the earlier ones.
 */
@Injectable()
export class WebhookPump implements OnApplicationShutdown {
  private readonly holder = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  private readonly underWay = new Set<Promise<void>>();
  private taking: Promise<void> | null = null;
  private again = false;
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly queue: Queue,
    private readonly clock: Clock,
    private readonly outgoing: Outgoing,
    private readonly secrets: Secrets,
    private readonly bodies: EventBody,
    signals: Signals,
  ) {
    signals.on('webhook', () => this.wake());
    signals.on('reconnected', () => this.wake());
  }

  @Interval(SECOND)
  wake(): void {
    if (!this.queue.started || this.stopping) return;
    this.again = true;
    // What fails here is tried again by the next tick: the leases tell what was taken.
    this.taking ??= this.takeAll().catch(() => undefined).finally(() => (this.taking = null));
  }

  /** Deliveries of long ago, and events that nobody waits for. */
  @Interval(HOUR)
  async tidy(): Promise<void> {
    if (this.queue.started && !this.stopping) await this.database.query('select webhook_tidy()').catch(() => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.taking;
    await Promise.allSettled(this.underWay);
  }

  private async takeAll(): Promise<void> {
    while (this.again && !this.stopping) {
      this.again = false;
      const room = MOST - this.underWay.size;
      if (room <= 0) return;
      const due = await this.database.query<Due & Record<string, unknown>>('select * from webhook_claim($1, $2, $3, $4)', [this.clock.now(), this.holder, room, MOST_EACH]);
      for (const one of due) this.begin(one);
    }
  }

  private begin(due: Due): void {
    const run: Promise<void> = this.deliver(due)
      .catch(() => undefined)
      .finally(() => {
        this.underWay.delete(run);
        this.wake();
      });
    this.underWay.add(run);
  }

  /** One attempt, and a note of what came of it. Without the note, the lease runs out and it is made again. */
  private async deliver(due: Due): Promise<void> {
    const body = await this.bodies.of(due);
    if (body === null) return void (await this.settle(due, { outcome: 'OUT_OF_REACH' }));
    const called = await this.outgoing.post({ url: due.url, body, timeout: CALL_TIMEOUT, headers: await this.headers(due, body) });
    const outcome = outcomeOf(called);
    await this.settle(due, { outcome, body, status: called.status, fault: outcome === 'DELIVERED' ? null : faultOf(called), latency: called.latency, retryAfter: called.retryAfter });
    if (outcome === 'UNREACHABLE') await this.bury(due.webhook_id);
  }

  /** The time is that of the event, so that every attempt bears the same signature. */
  private async headers(due: Due, body: string): Promise<Record<string, string>> {
    const timestamp = Math.floor(due.event_at.getTime() / SECOND);
    const secrets = await this.secrets.of(due.webhook_id);
    return {
      'content-type': 'application/json', 'user-agent': 'Dossier-Webhooks/1', 'webhook-id': due.event_id, 'webhook-timestamp': String(timestamp),
      'webhook-signature': secrets.map((secret) => signatureOf(secret, { id: due.event_id, timestamp, body })).join(' '),
    };
  }

  private async settle(due: Due, settled: Settled): Promise<void> {
    const given = { id: due.id, holder: this.holder, at: this.clock.now().toISOString(), ...settled };
    await this.database.query('select webhook_settle($1::jsonb)', [JSON.stringify(given)]);
  }

  /** An address that has been silent for a day: what is as old becomes a dead letter, unless it is out of reach by now. */
  private async bury(webhookId: string): Promise<void> {
    for (let rows: Due[] = []; !this.stopping; ) {
      rows = await this.database.query<Due & Record<string, unknown>>('select * from webhook_lost($1, $2, $3)', [webhookId, this.clock.now(), BURIED_AT_ONCE]);
      for (const row of rows) await this.database.query('select webhook_bury($1, $2, $3)', [row.id, await this.bodies.of(row), this.clock.now()]);
      if (rows.length < BURIED_AT_ONCE) return;
    }
  }
}

function outcomeOf({ status, fault }: Called): Outcome {
  if (fault === 'UNREACHABLE' || fault === 'TIMEOUT' || (status !== null && AWAY.has(status))) return 'UNREACHABLE';
  return fault === null && status !== null && status >= 200 && status < 300 ? 'DELIVERED' : 'FAILED';
}

const faultOf = ({ fault }: Called): DeliveryFault => (fault === null ? DeliveryFault.STATUS : DeliveryFault[fault]);
