import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { BatchService } from '@dossier/workspace';
import { QUALITY_CHUNK, QualityService } from './quality.service';
import type { Line } from './quality.sums';
import { RETENTION_CHUNK, RetentionRunner } from './retention.run';
import { DUE_CHUNK, ReviewDue } from './review.due';

const NAME = 'customers.upkeep';
const HOUR = 3_600_000;
const SLOT_SECONDS = 23 * 3_600;

/** Every night: what is due for review, what a rule of retention takes, and once a month how good the records are. Each step goes on where it stood. */
@Job(NAME, 'job.upkeep')
@Access('job.upkeep')
export class CustomerUpkeep implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly due: ReviewDue,
    private readonly retention: RetentionRunner,
    private readonly quality: QualityService,
    private readonly batches: BatchService,
  ) {}

  /** The tick only sends, and once a day whatever the number of processes. */
  @Interval(HOUR)
  async tick(): Promise<void> {
    const [recent] = await this.database.query(`select 1 from job where name = $1 and created_at > now() - interval '${SLOT_SECONDS} seconds' limit 1`, [NAME]);
    if (recent !== undefined) return;
    await this.database.work(jobViewer('job.upkeep', ['job.upkeep'], 'tick'), NAME, () => this.jobs.startSlot(NAME, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    if (job.data['quality'] === true) return this.measure(job);
    for (let opened = DUE_CHUNK; opened >= DUE_CHUNK && !(await job.cancelled()); ) opened = await job.work(() => this.due.open());
    await this.retain(job);
    if (await job.work(() => this.quality.isOwed())) await this.measure(job);
  }

  private async retain(job: JobRun): Promise<void> {
    await job.work(() => this.retention.markUndone());
    for (const rule of await job.work(() => this.retention.rules())) {
      let batch: string | null = null;
      for (let taken = RETENTION_CHUNK; taken >= RETENTION_CHUNK && !(await job.cancelled()); ) {
        const done: { batchId: string | null; taken: number } = await job.work(() => this.retention.chunk(rule, batch));
        batch = done.batchId;
        taken = done.taken;
      }
      const made = batch;
      if (made !== null) await job.work(() => this.batches.close(made));
    }
    for (let gone = RETENTION_CHUNK; gone >= RETENTION_CHUNK && !(await job.cancelled()); ) gone = await job.work(() => this.retention.finish());
  }

  private async measure(job: JobRun): Promise<void> {
    const [all] = await job.work(() => currentWork().query<{ count: number }>('select count(*)::int as count from customer where archived_at is null'));
    const lines: Line[] = [];
    let last = '00000000-0000-0000-0000-000000000000';
    for (let counted = QUALITY_CHUNK, done = 0; counted >= QUALITY_CHUNK; ) {
      const after = last;
      const chunk = await job.work(() => this.quality.chunk(after));
      counted = chunk.reduce((sum, { customers }) => sum + customers, 0);
      done += counted;
      last = chunk.reduce((highest, line) => (line.last > highest ? line.last : highest), last);
      lines.push(...chunk);
      await job.progress(done, all?.count ?? null);
    }
    await job.work(() => this.quality.keep(lines));
  }
}
