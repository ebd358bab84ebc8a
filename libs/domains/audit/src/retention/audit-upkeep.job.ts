import { Interval } from '@nestjs/schedule';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { Access, jobViewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { ReadCounts } from '../reads/read-counts';
import { VerifyService } from '../verify/verify.service';
import { Retention } from './retention';

const QUARTER = 15 * 60_000;
const SLOT_SECONDS = 20 * 3_600;
const NAME = 'audit.upkeep';

/** Once a night: months to come are made, months that are kept no longer are dropped, and the whole trail is checked. */
@Job(NAME, 'job.audit')
@Access('job.audit')
export class AuditUpkeep implements JobHandler, OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly retention: Retention,
    private readonly reads: ReadCounts,
    private readonly verify: VerifyService,
    private readonly clock: Clock,
  ) {}

  /** After a long rest the month of now may be missing; the spare partition takes what comes meanwhile. */
  async onApplicationBootstrap(): Promise<void> {
    await this.retention.prepare().catch(() => undefined);
  }

  /** The tick only sends, and only once a night whatever the number of processes; by day where two nights were missed. */
  @Interval(QUARTER)
  async tick(): Promise<void> {
    const [recent] = await this.database.query(
      `select 1 from job where name = $1 and created_at > now() - case when extract(hour from now() at time zone $2) between 1 and 5 then interval '${SLOT_SECONDS} seconds' else interval '47 hours' end limit 1`,
      [NAME, this.clock.zone],
    );
    if (recent !== undefined) return;
    await this.database.work(jobViewer('job.audit', ['job.audit'], 'tick'), NAME, () => this.jobs.startSlot(NAME, SLOT_SECONDS));
  }

  async run(): Promise<void> {
    await this.retention.prepare();
    await this.retention.drop();
    await this.reads.forget();
    await this.verify.startOwn();
  }
}
