import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database } from '@dossier/kernel/data';
import { Beat, Queue } from '@dossier/kernel/events';
import { IntakeJob, type Due } from './intake.job';

const BEAT_MS = 500;
const AT_ONCE = 200;
/** Submissions that are brought to their records at the same time: the background lane has room for other work beside them. */
const LANES = 3;

/** Takes in what has come, oldest first, a moment after it came. Every process does; each submission is taken by one of them. */
@Injectable()
export class IntakePump implements OnApplicationShutdown {
  private readonly due: Beat;

  constructor(
    private readonly database: Database,
    private readonly job: IntakeJob,
    queue: Queue,
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

  /** Takes in what is due until nothing is left that this process can take; gives how many were settled. */
  async drain(): Promise<number> {
    for (let done = 0; ; ) {
      const rows = await this.database.query<Due & Record<string, unknown>>(
        `select id, owner_id, team_id from intake_submission where state = 'RECEIVED' and raw is not null and (due_at is null or due_at <= now()) order by created_at, id limit ${AT_ONCE}`);
      const settled = await this.chunk(rows);
      done += settled;
      // Where somebody else is at all of them, the next beat looks again.
      if (this.due.isEnding || settled === 0) return done;
    }
  }

  private async chunk(due: readonly Due[]): Promise<number> {
    let at = 0;
    let settled = 0;
    const lane = async (): Promise<void> => {
      while (at < due.length && !this.due.isEnding) {
        const tried = await this.job.settle(due[at++]!, 'intake');
        if (tried === 'TAKEN' || tried === 'REFUSED') settled += 1;
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
    const broken = ended.find((one) => one.status === 'rejected');
    if (broken) throw broken.reason;
    return settled;
  }
}
