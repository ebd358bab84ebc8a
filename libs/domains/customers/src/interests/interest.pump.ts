import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { jobViewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Beat, Queue } from '@dossier/kernel/events';
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
  private readonly due: Beat;

  constructor(
    private readonly database: Database,
    queue: Queue,
    private readonly consent: BehaviourConsent,
  ) {
    this.due = new Beat(queue, () => this.drain());
  }

  @Interval(BEAT_MS)
  beat(): void {
    this.due.strike();
  }

  onApplicationShutdown(): Promise<void> {
    return this.due.end();
  }

  /** Takes what is due until nothing is left, or somebody else is at it; gives how many customers were computed. */
  async drain(): Promise<number> {
    const [said] = await this.database.query('select 1 from behaviour_check limit 1');
    if (said) await this.database.work(jobViewer('job.events', ['job.events'], 'interests'), 'followConsent', () => this.consent.follow());
    for (let done = 0; ; ) {
      const [row] = await this.database.query<{ count: number | null }>('select interests_take($1) as count', [AT_ONCE]);
      done += row?.count ?? 0;
      if (this.due.isEnding || (row?.count ?? 0) < AT_ONCE) return done;
    }
  }
}
