import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Beat, Job, Jobs, Queue, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { LeadScorer } from './lead.scorer';

const BEAT_MS = 1_500;
/** Marks taken at once: a few hundred milliseconds. */
const AT_ONCE = 500;
const HOUR = 3_600_000;
export const AGEING_JOB = 'leads.score-ageing';
/** What has happened weighs less as days go by: so often all open leads are looked at again. */
const SLOT_SECONDS = 6 * 3_600 - 300;

interface Mark extends Record<string, unknown> {
  number: string;
  lead_id: string;
}

/** Scores leads a moment after something of them has changed, set-based. Every process ticks; two that score the same lead agree by its marks. */
@Injectable()
export class ScoreKeeper implements OnApplicationShutdown {
  private readonly due: Beat;

  constructor(
    private readonly database: Database,
    private readonly scorer: LeadScorer,
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

  /** Marks every open lead, as another scorecard or model asks for; gives how many. */
  async allDue(): Promise<number> {
    const [row] = await this.database.query<{ marked: number }>('select lead_scores_all_due() as marked');
    return row!.marked;
  }

  /** Takes what is due until nothing is left; gives how many scores have changed. While a file comes in it takes one step, so that the import keeps the machine. */
  async drain(seen: (done: number) => Promise<void> = async () => undefined): Promise<number> {
    for (let [changed, done] = [0, 0]; ; ) {
      const step = await this.step();
      changed += step.changed;
      done += step.taken;
      await seen(done);
      if (this.due.isEnding || step.taken < AT_ONCE || (await this.isBringing())) return changed;
    }
  }

  private async step(): Promise<{ taken: number; changed: number }> {
    const marks = await this.database.query<Mark>('select number::text, lead_id from lead_score_due order by number limit $1', [AT_ONCE]);
    if (marks.length === 0) return { taken: 0, changed: 0 };
    const card = await this.scorer.card();
    const told = card ? await this.scorer.scores(card, [...new Set(marks.map(({ lead_id: id }) => id))]) : [];
    const [row] = await this.database.query<{ changed: number }>('select lead_scores_keep($1::bigint[], $2::jsonb) as changed', [marks.map(({ number }) => number), JSON.stringify(told)]);
    return { taken: marks.length, changed: row!.changed };
  }

  private async isBringing(): Promise<boolean> {
    const [one] = await this.database.query(`select 1 from job where state = 'RUNNING' and name = 'workspace.import-commit' limit 1`);
    return one !== undefined;
  }
}

/** As time goes by, what happened weighs less: open leads are marked to be scored anew. */
@Job(AGEING_JOB, 'job.lead')
@Access('job.lead')
export class ScoreAgeing implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly keeper: ScoreKeeper,
  ) {}

  /** The tick only sends, and once a slot whatever the number of processes; none while no lead is open. */
  @Interval(HOUR)
  async tick(): Promise<void> {
    const [due] = await this.database.query(
      `select 1 from lead where status = 'OPEN' and archived_at is null and not exists (select 1 from job where name = $1 and created_at > now() - interval '${SLOT_SECONDS} seconds') limit 1`, [AGEING_JOB]);
    if (due === undefined) return;
    await this.database.work(jobViewer('job.lead', ['job.lead'], 'tick'), AGEING_JOB, () => this.jobs.startSlot(AGEING_JOB, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    await this.keeper.allDue();
    await job.progress(1, 1);
  }
}
