import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { NurtureRunner } from './nurture.run';

const NAME = 'leads.nurture';
const MINUTES_10 = 600_000;
const SLOT_SECONDS = 3_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Every hour, where a track is in force: leads leave, go on and enter. */
@Job(NAME, 'job.lead')
@Access('job.lead')
export class NurtureJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly runner: NurtureRunner,
  ) {}

  /** The tick only sends, and once an hour whatever the number of processes. */
  @Interval(MINUTES_10)
  async tick(): Promise<void> {
    const [track] = await this.database.query('select 1 from nurture_track where is_active and archived_at is null limit 1');
    if (track !== undefined) await this.database.work(jobViewer('job.lead', ['job.lead'], 'tick'), NAME, () => this.jobs.startSlot(NAME, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    const rules = await job.work(() => this.runner.rules());
    await this.each(job, (after) => job.work((viewer) => this.runner.goOn(viewer, rules, after)));
    for (const track of rules) {
      if (track.grades.length > 0) await this.each(job, (after) => job.work(() => this.runner.enter(track, 'GRADE', after)));
      if (track.takesBadTiming) await this.each(job, (after) => job.work(() => this.runner.enter(track, 'BAD_TIMING', after)));
    }
    // Who has just entered may owe the first task today.
    await this.each(job, (after) => job.work((viewer) => this.runner.goOn(viewer, rules, after)));
  }

  private async each(job: JobRun, chunk: (after: string) => Promise<string | null>): Promise<void> {
    for (let after: string | null = FIRST; after !== null && !(await job.cancelled()); ) after = await chunk(after);
  }
}
