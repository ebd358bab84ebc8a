import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';

const MINUTE = 60_000;
/** Processes tick a little apart; the one who comes later finds the job of this minute. */
const SLOT_SECONDS = 1;
const NAME = 'identity.rights-upkeep';
const DUE = `select exists (select 1 from user_role where until <= now()) or exists (select 1 from delegation where ended_at is null and until <= now()) as due`;

/** Clears away what was given for a time, so that the trail says when it ended. It has given nothing since that moment already. */
@Job(NAME, 'job.upkeep')
@Access('job.upkeep')
export class RightsUpkeep implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  @Interval(MINUTE)
  async tick(): Promise<void> {
    const [row] = await this.database.query<{ due: boolean }>(DUE);
    if (!row?.due) return;
    const [waiting] = await this.database.query(`select 1 from job where name = $1 and state in ('QUEUED','RUNNING') limit 1`, [NAME]);
    if (!waiting) await this.database.work(jobViewer('job.upkeep', ['job.upkeep'], 'tick'), NAME, () => this.jobs.startSlot(NAME, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    await job.work(async () => {
      await currentWork().query('delete from user_role where until <= now()');
      await currentWork().query('update delegation set ended_at = until, version = version + 1, updated_at = now() where ended_at is null and until <= now()');
    });
  }
}
