import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { learnedModel } from './match.link';
import { OpenedRecords } from './match.opened';
import { MatchReader } from './match.reader';
import type { MatchRecord } from './match.record';
import { Matching } from './matching';

export const MATCH_JOB = 'customers.match';
const EVERY = 15_000;
const CHUNK = 500;
const READ = 2_000;
/** Odds are learned from so many records at most; more would not make them better. */
const LEARN_FROM = 50_000;
const LIVE = 'archived_at is null and merged_into_id is null';
const FIRST = '00000000-0000-0000-0000-000000000000';
/** What is left is counted once in so many steps, and reckoned meanwhile. */
const COUNT_EACH = 20;
/** The lock of steps: two jobs side by side would each leave to the other what both have in hand. */
const COMPARING = 7_421_026;
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
    const opened = new OpenedRecords(this.reader);
    if (job.data['all'] === true && !(await this.prepare(job, opened))) return;
    let [done, left] = [0, 0];
    for (let step = 0; ; step++) {
      if (await job.cancelled()) return;
      if (job.data['all'] !== true && (await this.isImporting())) return;
      const taken = await job.work(() => this.step(opened));
      if (taken === 0) return;
      done += taken;
      left = step % COUNT_EACH === 0 ? await this.due() : Math.max(0, left - taken);
      await job.progress(done, done + left);
    }
  }

  /** Before everybody is compared with everybody: keys of all records, so that it is known which of them a crowd shares; odds; and all of them due. False: cancelled. */
  private async prepare(job: JobRun, opened: OpenedRecords): Promise<boolean> {
    const [all] = await this.database.query<{ count: number }>(`select count(*)::int as count from customer where ${LIVE}`);
    let [after, done] = [FIRST, 0];
    for (;;) {
      if (await job.cancelled()) return false;
      const rows = await this.database.query<{ id: string }>(`select id from customer where ${LIVE} and id > $1 order by id limit ${READ}`, [after]);
      if (rows.length === 0) break;
      await job.work(() => this.matching.key(rows.map(({ id }) => id), opened));
      after = rows.at(-1)!.id;
      await job.progress((done += rows.length), all?.count ?? null);
    }
    if (!(await this.learn(job, opened))) return false;
    await job.work(() => currentWork().query(`insert into match_due (customer_id) select id from customer where ${LIVE} on conflict do nothing`));
    return true;
  }

  private async due(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>('select count(*)::int as count from match_due');
    return row?.count ?? 0;
  }

  private async isImporting(): Promise<boolean> {
    const [row] = await this.database.query<{ importing: boolean }>(`select ${IMPORTING} as importing`);
    return row?.importing ?? false;
  }

  /** What is due and what was compared go together: a step that fails is due again. One step at a time: each leaves to a later one what is due still. */
  private async step(opened: OpenedRecords): Promise<number> {
    const work = currentWork();
    await work.query('select pg_advisory_xact_lock($1)', [COMPARING]);
    const rows = await work.query<{ id: string }>(
      `delete from match_due where customer_id in (select customer_id from match_due order by at, customer_id limit ${CHUNK} for update skip locked) returning customer_id as id`);
    if (rows.length > 0) work.note.facts = { records: rows.length, ...(await this.matching.compareDue(rows.map(({ id }) => id).sort(), opened)) };
    return rows.length;
  }

  /** False: cancelled. */
  private async learn(job: JobRun, opened: OpenedRecords): Promise<boolean> {
    const records: MatchRecord[] = [];
    const ids = await this.database.query<{ id: string }>(`select id from customer where ${LIVE} order by md5(id::text) limit ${LEARN_FROM}`);
    for (let at = 0; at < ids.length; at += READ) {
      if (await job.cancelled()) return false;
      const asked = ids.slice(at, at + READ).map(({ id }) => id);
      const found = await opened.of(asked);
      records.push(...asked.flatMap((id) => found.get(id)?.record ?? []));
    }
    const model = learnedModel(records);
    if (model) await job.work(() => currentWork().query(
      `insert into match_model (id, linkage, records) values (1, $1, $2) on conflict (id) do update set linkage = excluded.linkage, records = excluded.records, made_at = now()`, [JSON.stringify(model.linkage), records.length]));
    return true;
  }
}
