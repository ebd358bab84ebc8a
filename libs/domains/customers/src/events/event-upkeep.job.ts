import type { OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';

const QUARTER = 15 * 60_000;
const SLOT_SECONDS = 20 * 3_600;
const NAME = 'customers.events-upkeep';
/** Months that have their partition ready. */
const AHEAD = 2;

const monthOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Once a night: months to come are made, and months that the company keeps no longer are dropped, each as one act in the trail. */
@Job(NAME, 'job.events')
@Access('job.events')
export class EventUpkeep implements JobHandler, OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** After a long rest the month of now may be missing; the spare partition takes what comes meanwhile. */
  async onApplicationBootstrap(): Promise<void> {
    await this.prepare().catch(() => undefined);
  }

  @Interval(QUARTER)
  async tick(): Promise<void> {
    const [recent] = await this.database.query(
      `select 1 from job where name = $1 and created_at > now() - case when extract(hour from now() at time zone $2) between 1 and 5 then interval '${SLOT_SECONDS} seconds' else interval '47 hours' end limit 1`,
      [NAME, this.clock.zone],
    );
    if (recent !== undefined) return;
    await this.database.work(jobViewer('job.events', ['job.events'], 'tick'), NAME, () => this.jobs.startSlot(NAME, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    await this.prepare();
    for (const month of await this.old()) await job.work(() => this.drop(month));
  }

  /** Partitions for this month and the next ones, and for months whose events wait in the spare one. */
  async prepare(): Promise<void> {
    const now = this.clock.now();
    const caught = await this.database.query<{ month: string }>('select month from event_waiting_months() month');
    const ahead = Array.from({ length: AHEAD + 1 }, (_, at) => monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + at, 1))));
    for (const month of new Set([...caught.map((row) => row.month), ...ahead])) await this.database.query('select event_make_month($1)', [month]);
  }

  private async old(): Promise<string[]> {
    const rows = await this.database.query<{ month: string }>(
      `select to_char(m.month, 'YYYY-MM-DD') as month from (select to_date(right(c.relname, 7), 'YYYY_MM') as month from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
        where p.relname = 'behaviour_event' and c.relname ~ '_[0-9]{4}_[0-9]{2}$') m, company
        where (m.month + interval '1 month') at time zone 'UTC' <= (date_trunc('month', now() at time zone 'UTC') - event_months * interval '1 month') at time zone 'UTC' order by 1`);
    return rows.map(({ month }) => month);
  }

  private async drop(month: string): Promise<void> {
    const [row] = await this.database.query<{ gone: number | null }>('select event_drop_month($1)::float8 as gone', [month]);
    currentWork().note.facts = { month: month.slice(0, 7), events: row?.gone ?? 0 };
  }
}
