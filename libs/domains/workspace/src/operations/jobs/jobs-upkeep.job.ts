import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';

const HOUR = 3_600_000;
const SLOT_SECONDS = 55 * 60;
const NAME = 'workspace.jobs-upkeep';
/** How long ended jobs are kept. */
export const JOB_DAYS = 30;
const CHUNK = 5_000;

/** Removes jobs that ended more than thirty days ago. */
@Job(NAME, 'job.upkeep')
@Access('job.upkeep')
export class JobsUpkeep implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** The tick only sends, and only once an hour whatever the number of processes. */
  @Interval(HOUR)
  async tick(): Promise<void> {
    const [recent] = await this.database.query(`select 1 from job where name = '${NAME}' and created_at > now() - interval '${SLOT_SECONDS} seconds' limit 1`);
    if (recent === undefined) await this.database.work(jobViewer('job.upkeep', ['job.upkeep'], 'tick'), NAME, () => this.jobs.startSlot(NAME, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    for (let left = true; left; ) left = (await job.work(() => this.chunk())) === CHUNK;
  }

  private async chunk(): Promise<number> {
    const rows = await currentWork().query(
      `delete from job where id in (select id from job where state in ('DONE','FAILED','CANCELLED') and coalesce(ended_at, created_at) < now() - interval '${JOB_DAYS} days' limit ${CHUNK}) returning id`,
    );
    return rows.length;
  }
}
