import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { jobViewer } from '@dossier/kernel/access';
import { Database, inBackground } from '@dossier/kernel/data';
import { Queue } from '@dossier/kernel/events';
import { BehaviourConsent } from '../events/consent';

const BEAT_MS = 700;
/** Customers computed in one transaction. */
const AT_ONCE = 500;

/**
 * Computes the interests that fall due, set-based. Every process ticks; whoever comes first takes the lock and goes on until nothing
 * waits. What is derived from events is no act of anybody: the trail holds the calls that brought the events.
 */
@Injectable()
export class InterestPump implements OnApplicationShutdown {
  private running: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly queue: Queue,
    private readonly consent: BehaviourConsent,
  ) {}

  @Interval(BEAT_MS)
  beat(): void {
    if (!this.queue.started || this.stopping) return;
    // What fails here waits for the next beat: it is still due.
    this.running ??= inBackground(() => this.drain()).then(() => undefined, () => undefined).finally(() => (this.running = null));
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  /** Takes what is due until nothing is left, or somebody else is at it; gives how many customers were computed. */
  async drain(): Promise<number> {
    const [said] = await this.database.query('select 1 from behaviour_check limit 1');
    if (said) await this.database.work(jobViewer('job.events', ['job.events'], 'interests'), 'followConsent', () => this.consent.follow());
    for (let done = 0; ; ) {
      const [row] = await this.database.query<{ count: number | null }>('select interests_take($1) as count', [AT_ONCE]);
      done += row?.count ?? 0;
      if (this.stopping || (row?.count ?? 0) < AT_ONCE) return done;
    }
  }
}
