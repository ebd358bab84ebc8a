import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { MarketReckoner } from './market.reckoner';
import { MARKET_JOB } from './market.service';

const HOUR = 3_600_000;
const SLOT_SECONDS = 23 * 3_600;

/** Every night, and after a change of one part: what each part of the market brings. Each part stands by itself, so a run that is cut short leaves true figures. */
@Job(MARKET_JOB, 'job.model')
@Access('job.model')
export class MarketJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly reckoner: MarketReckoner,
  ) {}

  /** The tick only sends, once a day whatever the number of processes, and not where there is nothing to compute. */
  @Interval(HOUR)
  async tick(): Promise<void> {
    const [due] = await this.database.query(
      `select 1 where exists (select 1 from market_segment where archived_at is null) and not exists (select 1 from job where name = $1 and created_at > now() - interval '${SLOT_SECONDS} seconds')`, [MARKET_JOB]);
    if (due !== undefined) await this.database.work(jobViewer('job.model', ['job.model'], 'tick'), MARKET_JOB, () => this.jobs.startSlot(MARKET_JOB, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    const only = typeof job.data['only'] === 'string' ? job.data['only'] : null;
    const window = await this.reckoner.window();
    const parts = await this.reckoner.parts(only);
    for (const [at, part] of parts.entries()) {
      const sums = await this.reckoner.reckon(part, window, async () => !(await job.cancelled()));
      if (sums === null) return;
      await job.work(() => this.reckoner.keep(part, sums, window));
      await job.progress(at + 1, parts.length);
    }
  }
}
