import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';

const HOUR = 3_600_000;
const SLOT_SECONDS = 23 * 3_600;
const NAME = 'identity.sign-in-upkeep';

/** Takes out, once a night, what signing in leaves behind: ended sessions after a week, half sign-ins, old links, counters that ran out. */
@Job(NAME, 'job.upkeep')
@Access('job.upkeep')
export class SignInUpkeep implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  @Interval(HOUR)
  async tick(): Promise<void> {
    const [recent] = await this.database.query(`select 1 from job where name = $1 and created_at > now() - interval '${SLOT_SECONDS} seconds' limit 1`, [NAME]);
    if (recent !== undefined) return;
    await this.database.work(jobViewer('job.upkeep', ['job.upkeep'], 'tick'), NAME, () => this.jobs.startSlot(NAME, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    await job.work(() => currentWork().query('select sign_in_upkeep($1)', [this.clock.now()]));
  }
}
