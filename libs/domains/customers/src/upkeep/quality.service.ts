import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Dictionaries, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import type { ListSpec, Page, PageArgs } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { isReal } from '../misuse/real';
import { validitySql } from './contact.decay';
import { QualityReport } from './quality.entity';
import { chunkSql, figuresOf, originSql, type Contacts, type Line, type Reviewed } from './quality.sums';

export const QUALITY_CHUNK = 20_000;
const reportList: ListSpec<never, 'MONTH'> = { filter: {}, sort: { MONTH: { path: 'month', type: 'date' } }, defaultSort: 'MONTH', defaultOrder: 'DESC' };

/** How good the records are: measured set by set, kept month by month. */
@Injectable()
export class QualityService {
  constructor(
    @InjectRecords(QualityReport) private readonly reports: Records<QualityReport>,
    private readonly dictionaries: Dictionaries,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** The reports, the newest month first. They count every customer, so they are for whoever reaches every customer. */
  page(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    requireAll(viewer);
    return this.reports.page(viewer, args, reportList, asked);
  }

  /** Measures anew, in the background: the report of this month is the last one measured in it. */
  async ask(viewer: Viewer): Promise<string> {
    requireAll(viewer);
    return this.jobs.startOwn('customers.upkeep', { quality: true });
  }

  /** Does now what is done every night: reviews, retention, and the report of the month where it is owed. */
  runAll(): Promise<string> {
    return this.jobs.startOwn('customers.upkeep', {});
  }

  /** Adds up one chunk of customers. */
  chunk(after: string): Promise<Line[]> {
    return currentWork().query<Line>(chunkSql(), [after, QUALITY_CHUNK]);
  }

  /** Writes the report of this month from the chunks. */
  async keep(lines: readonly Line[]): Promise<void> {
    const figures = figuresOf(lines, { reviewed: await this.reviewed(), contacts: await this.contacts(), stale: await this.stale() }, (id) => this.dictionaries.lookUp('channel', id)?.name ?? '');
    await currentWork().query(
      `insert into quality_report (id, month, figures) values ($1, date_trunc('month', $2::date), $3)
        on conflict (month) do update set figures = excluded.figures, computed_at = now(), version = quality_report.version + 1, updated_at = now()`,
      [newId(), this.clock.today(), JSON.stringify(figures)],
    );
  }

  /** Whether this month has no report yet. */
  async isOwed(): Promise<boolean> {
    const found = await currentWork().query(`select 1 from quality_report where month = date_trunc('month', $1::date)`, [this.clock.today()]);
    return found.length === 0;
  }

  /** Facts looked at within a year: each confirmed field counts once, each corrected one once, and contacts by their looks. */
  private reviewed(): Promise<Reviewed[]> {
    return currentWork().query<Reviewed>(
      `select channel, origin, sum(confirmed)::int as confirmed, sum(corrected)::int as corrected, sum(doubt)::int as unknown from (
        select c.source_id as channel, ${originSql('c')} as origin, case when x.verdict = 'CONFIRMED' then x.facts else 0 end as confirmed,
          case when x.verdict = 'CORRECTED' then x.facts else 0 end as corrected, case when x.verdict = 'UNKNOWN' then x.facts else 0 end as doubt
        from (
          select o.customer_id, o.verdict, greatest((select count(*) from jsonb_object_keys(o.fields)), case when o.section = 'CONTACT' and o.verdict = 'CORRECTED' then 1 else 0 end) as facts from observation o where o.verdict is not null and o.archived_at is null and o.created_at > now() - interval '1 year'
          union all
          select k.customer_id, case k.outcome when 'BOUNCED' then 'CORRECTED' else k.outcome end, 1 from contact_check k where k.archived_at is null and k.checked_at > now() - interval '1 year'
        ) x join customer c on c.id = x.customer_id and ${isReal('c.id')}
      ) y group by channel, origin`);
  }

  private contacts(): Promise<Contacts[]> {
    return currentWork().query<Contacts>(
      `select i.kind, count(*)::int as contacts, count(i.verified_at)::int as verified, count(*) filter (where look.outcome = 'BOUNCED')::int as bounced, avg(${validitySql('i', 'look')})::float8 as validity
        from customer_identity i join customer c on c.id = i.customer_id and c.archived_at is null and ${isReal('c.id')} ${allLooks} where i.archived_at is null group by i.kind order by i.kind`);
  }

  private async stale(): Promise<number> {
    const [row] = await currentWork().query<{ count: number }>(
      `select count(distinct i.customer_id)::int as count from review_item i join customer c on c.id = i.customer_id and c.archived_at is null and ${isReal('c.id')} where i.state = 'OPEN' and i.archived_at is null and i.due_on <= company_today()`);
    return row?.count ?? 0;
  }
}

/** The last look at every contact at once, where there are many of them. */
const allLooks = `left join (select distinct on (k.identity_id) k.identity_id, k.outcome, k.checked_at from contact_check k where k.archived_at is null and k.outcome <> 'UNKNOWN'
  order by k.identity_id, k.checked_at desc, k.id desc) look on look.identity_id = i.id`;

/** A sum over every customer is for whoever may see every customer: else it would tell of rows out of reach. */
function requireAll(viewer: Viewer): void {
  const reaches = viewer.grants.some((grant) => grant.action === 'customer.read' && grant.scope === 'ALL' && !grant.fields);
  if (!reaches) throw new DomainError('FORBIDDEN', { permission: 'customer.read' });
}
