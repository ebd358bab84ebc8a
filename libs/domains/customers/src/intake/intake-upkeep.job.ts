import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { Spool } from '@dossier/kernel/spool';
import { Clock } from '@dossier/kernel/time';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SLOT_SECONDS = 23 * 3_600;
const NAME = 'customers.intake-upkeep';
/** How long what was refused is kept for somebody to try again. */
const REFUSED_DAYS = 30;

/**
 * Forgets, once a night, what was refused and has found no record in thirty days: nobody could be asked about it, and nobody could ask for
 * it. And, within the hour, what its sender has not confirmed in time.
 */
@Job(NAME, 'job.intake')
@Access('job.intake')
export class IntakeUpkeep implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly spool: Spool,
  ) {}

  @Interval(HOUR)
  async tick(): Promise<void> {
    await this.expire();
    const [recent] = await this.database.query(`select 1 from job where name = $1 and created_at > now() - interval '${SLOT_SECONDS} seconds' limit 1`, [NAME]);
    if (recent !== undefined) return;
    await this.database.work(jobViewer('job.intake', ['job.intake'], 'tick'), NAME, () => this.jobs.startSlot(NAME, SLOT_SECONDS));
  }

  /** Erases what was not confirmed while it could be: that something came stays, what it said does not. */
  async expire(): Promise<void> {
    // Who has confirmed in time while the database was away is heard first; a file that is stuck holds nobody's words back for longer than a day.
    const waits = (await this.spool.files()).length > 0;
    const now = new Date(this.clock.now().getTime() - (waits ? DAY : 0));
    const [over] = await this.database.query(`select 1 from intake_submission where state = 'WAITING' and expires_at <= $1 limit 1`, [now]);
    if (over === undefined) return;
    await this.database.work(jobViewer('job.intake', ['job.intake'], 'tick'), NAME, () =>
      currentWork().query(`update intake_submission set state = 'EXPIRED', raw = null, settled_at = now(), version = version + 1, updated_at = now() where state = 'WAITING' and expires_at <= $1`, [now]));
  }

  async run(job: JobRun): Promise<void> {
    await job.work(() => currentWork().query(`update intake_submission set raw = null, version = version + 1, updated_at = now() where raw is not null and state = 'REFUSED' and created_at < now() - interval '${REFUSED_DAYS} days'`));
  }
}
