import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { learnedModel } from './match.link';
import { MatchReader } from './match.reader';
import type { MatchRecord } from './match.record';
import { Matching } from './matching';

export const MATCH_JOB = 'customers.match';
const EVERY = 15_000;
const CHUNK = 500;
const READ = 2_000;
/** Odds are learned from so many records at most; more would not make them better. */
const LEARN_FROM = 50_000;
/** While a file is being written, what it brings is left alone: the import is waited for, the comparing is not. */
const IMPORTING = `exists (select 1 from import where state = 'COMMITTING')`;

/** Compares what waits to be compared, a few hundred records a step, so that an import of any size disturbs nobody. */
@Job(MATCH_JOB, 'job.match')
@Access('job.match')
export class MatchJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly reader: MatchReader,
    private readonly matching: Matching,
  ) {}

  @Interval(EVERY)
  async tick(): Promise<void> {
    const [row] = await this.database.query<{ due: boolean }>(
      `select exists (select 1 from match_due) and not exists (select 1 from job where name = $1 and state in ('QUEUED','RUNNING')) and not (${IMPORTING}) as due`, [MATCH_JOB]);
    if (row?.due) await this.database.work(jobViewer('job.match', ['job.match'], 'tick'), MATCH_JOB, () => this.jobs.startSlot(MATCH_JOB, 1));
  }

  async run(job: JobRun): Promise<void> {
    if (job.data['all'] === true) {
      await this.learn(job);
      await job.work(() => currentWork().query('insert into match_due (customer_id) select id from customer where archived_at is null and merged_into_id is null on conflict do nothing'));
    }
    let done = 0;
    for (;;) {
      if (await job.cancelled()) return;
      if (job.data['all'] !== true && (await this.isImporting())) return;
      const taken = await job.work(() => this.step());
      if (taken === 0) return;
      done += taken;
      const [left] = await this.database.query<{ count: number }>('select count(*)::int as count from match_due');
      await job.progress(done, done + (left?.count ?? 0));
    }
  }

  private async isImporting(): Promise<boolean> {
    const [row] = await this.database.query<{ importing: boolean }>(`select ${IMPORTING} as importing`);
    return row?.importing ?? false;
  }

  /** What is due and what was compared go together: a step that fails is due again. */
  private async step(): Promise<number> {
    const rows = await currentWork().query<{ id: string }>(
      `delete from match_due where customer_id in (select customer_id from match_due order by at, customer_id limit ${CHUNK} for update skip locked) returning customer_id as id`);
    if (rows.length > 0) await this.matching.compare(rows.map(({ id }) => id).sort());
    return rows.length;
  }

  private async learn(job: JobRun): Promise<void> {
    const records: MatchRecord[] = [];
    const ids = await this.database.query<{ id: string }>(`select id from customer where archived_at is null and merged_into_id is null order by md5(id::text) limit ${LEARN_FROM}`);
    for (let at = 0; at < ids.length; at += READ) {
      if (await job.cancelled()) return;
      records.push(...(await this.reader.byIds(ids.slice(at, at + READ).map(({ id }) => id))));
      await job.progress(at, ids.length);
    }
    const model = learnedModel(records);
    if (!model) return;
    await job.work(() => currentWork().query(
      `insert into match_model (id, linkage, records) values (1, $1, $2) on conflict (id) do update set linkage = excluded.linkage, records = excluded.records, made_at = now()`, [JSON.stringify(model.linkage), records.length]));
  }
}
