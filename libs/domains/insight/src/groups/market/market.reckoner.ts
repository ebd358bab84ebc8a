import { Injectable } from '@nestjs/common';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { customerSql } from '@dossier/customers';
import { CompanyService } from '@dossier/workspace';
import { MarketBasis } from '@dossier/vocabulary/insight-enums';
import type { MarketSegment } from './market.entities';

/** Customers that are walked through in one statement. */
const CHUNK = 20_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** A part of the market as it is computed; null is all customers. */
export type Part = Pick<MarketSegment, 'id' | 'basis' | 'segmentId' | 'categoryId' | 'country' | 'region'>;

interface Month { team_id: string | null; owner_id: string | null; month: string; orders: number; minor: number }
interface Sum { team_id: string | null; owner_id: string | null; customers: number; buyers: number; orders: number; minor: number; squares: number; buyers_before: number; orders_before: number; minor_before: number }
interface Need { team_id: string | null; owner_id: string | null; category: string; customers: number }
interface ChunkRow extends Record<string, unknown> { last: string | null; months: Month[] | null; sums: Sum[] | null; needs: Need[] | null }

/** The two years of whole months that are looked at, up to a day that is not part of them. */
interface Window {
  from: string;
  middle: string;
  until: string;
  currency: string;
}

/** Which customers belong to a part: parameters from $6 on. */
const belongs: Readonly<Record<MarketBasis, string>> = {
  SEGMENT: `exists (select 1 from segment_member m where m.segment_id = $6::uuid and m.customer_id = c.id)`,
  CATEGORY: 'true', REGION: `($6::text is null or c.country = $6) and ($7::text is null or lower(c.region) = lower($7))`,
};

/** What an order brings: all of it, or what was spent on the category. */
const orderLines = (isCategory: boolean): string => (isCategory
  ? `select p.id, p.team_id, p.owner_id, o.id as order_id, o.kind, o.ordered_on, sum(l.amount_minor)::bigint as minor from person p join sales_order o on o.customer_id = p.id and o.archived_at is null and o.ordered_on >= $2::date and o.ordered_on < $4::date and o.currency = $5
      join order_line l on l.order_id = o.id and l.archived_at is null and l.kind = 'PRODUCT' join product g on g.id = l.product_id and g.category_id = $6::uuid group by 1, 2, 3, 4, 5, 6`
  : `select p.id, p.team_id, p.owner_id, o.id as order_id, o.kind, o.ordered_on, o.amount_minor as minor from person p join sales_order o on o.customer_id = p.id and o.archived_at is null and o.ordered_on >= $2::date and o.ordered_on < $4::date and o.currency = $5`);

const chunkSql = (basis: MarketBasis | null): string => {
  const isCategory = basis === MarketBasis.CATEGORY;
  return `with walked as materialized (select c.id, c.team_id, c.owner_id, c.country, c.region from customer c where c.id > $1::uuid and c.archived_at is null and c.merged_into_id is null and ${customerSql.isReal('c.id')} order by c.id limit ${CHUNK}),
    person as materialized (select c.id, c.team_id, c.owner_id from walked c where ${basis === null ? 'true' : belongs[basis]}),
    bought as materialized (${orderLines(isCategory)}),
    monthly as (select team_id, owner_id, date_trunc('month', ordered_on)::date::text as month, count(*) filter (where kind = 'SALE')::int as orders, sum(minor)::bigint as minor from bought group by 1, 2, 3),
    one as (select id, team_id, owner_id, count(*) filter (where kind = 'SALE' and ordered_on >= $3::date) as orders, coalesce(sum(minor) filter (where ordered_on >= $3::date), 0) as minor,
      count(*) filter (where kind = 'SALE' and ordered_on < $3::date) as orders_before, coalesce(sum(minor) filter (where ordered_on < $3::date), 0) as minor_before from bought group by 1, 2, 3),
    member as (${isCategory ? 'select id, team_id, owner_id from one' : 'select * from person'}),
    total as (select m.team_id, m.owner_id, count(*)::int as customers, count(*) filter (where o.orders > 0)::int as buyers, coalesce(sum(o.orders), 0)::int as orders, coalesce(sum(o.minor), 0)::bigint as minor,
      coalesce(sum(greatest(o.minor, 0)::float8 ^ 2), 0)::float8 as squares, count(*) filter (where o.orders_before > 0)::int as buyers_before, coalesce(sum(o.orders_before), 0)::int as orders_before, coalesce(sum(o.minor_before), 0)::bigint as minor_before
      from member m left join one o on o.id = m.id group by 1, 2),
    need as (select m.team_id, m.owner_id, n.category, count(distinct m.id)::int as customers from member m join customer_need n on n.customer_id = m.id and n.archived_at is null and n.status in ('OPEN','IN_PROGRESS') and n.category is not null group by 1, 2, 3)
    select (select w.id::text from walked w order by w.id desc limit 1) as last, (select json_agg(monthly) from monthly) as months, (select json_agg(total) from total) as sums, (select json_agg(need) from need) as needs`;
};

const valuesOf = (part: Part | null, { from, middle, until, currency }: Window, after: string): unknown[] => {
  const fixed = [after, from, middle, until, currency];
  if (part === null) return fixed;
  if (part.basis === MarketBasis.SEGMENT) return [...fixed, part.segmentId];
  return part.basis === MarketBasis.CATEGORY ? [...fixed, part.categoryId] : [...fixed, part.country, part.region];
};

/** Adds up what each part of the market brings, chunk by chunk of customers, so that no statement is long. */
@Injectable()
export class MarketReckoner {
  constructor(
    private readonly database: Database,
    private readonly company: CompanyService,
    private readonly clock: Clock,
  ) {}

  /** The parts to be computed; null first: all customers. */
  async parts(only: string | null): Promise<(Part | null)[]> {
    const rows = await this.database.query<Part & Record<string, unknown>>(
      `select id, basis, segment_id as "segmentId", category_id as "categoryId", country, region from market_segment where archived_at is null and ($1::uuid is null or id = $1) order by id`, [only]);
    return [null, ...rows];
  }

  async window(): Promise<Window> {
    const until = `${this.clock.today().slice(0, 7)}-01`;
    const year = Number(until.slice(0, 4));
    return { from: `${year - 2}${until.slice(4)}`, middle: `${year - 1}${until.slice(4)}`, until, currency: (await this.company.settings()).currency };
  }

  /** What one part brings. `seen` hears after each chunk; null from it: somebody has cancelled. */
  async reckon(part: Part | null, window: Window, seen: () => Promise<boolean>): Promise<Reckoned | null> {
    const sums = new Reckoned();
    for (let after: string | null = FIRST; after !== null; ) {
      const [row]: ChunkRow[] = await this.database.query<ChunkRow>(chunkSql(part?.basis ?? null), valuesOf(part, window, after));
      sums.add(row!);
      if (!(await seen())) return null;
      after = row!.last;
    }
    return sums;
  }

  /** Keeps what a part brings in the place of what was kept of it. */
  async keep(part: Part | null, sums: Reckoned, { until, currency }: Window): Promise<void> {
    const work = currentWork();
    const id = part?.id ?? null;
    for (const table of ['market_sum', 'market_month', ...(id === null ? [] : ['market_need'])]) await work.query(`delete from ${table} where market_segment_id is not distinct from $1::uuid`, [id]);
    await work.query(
      `insert into market_sum (id, market_segment_id, team_id, owner_id, as_of, currency, customers, buyers, orders, minor, squares, buyers_before, orders_before, minor_before)
        select r.id, $1, r.team_id, r.owner_id, $3::date - 1, $4, r.customers, r.buyers, r.orders, r.minor, r.squares, r.buyers_before, r.orders_before, r.minor_before
        from jsonb_to_recordset($2::jsonb) r(id uuid, team_id uuid, owner_id uuid, customers int, buyers int, orders int, minor bigint, squares float8, buyers_before int, orders_before int, minor_before bigint)`,
      [id, JSON.stringify(sums.sums()), until, currency]);
    await work.query(
      `insert into market_month (id, market_segment_id, team_id, owner_id, month, orders, minor) select r.id, $1, r.team_id, r.owner_id, r.month, r.orders, r.minor
        from jsonb_to_recordset($2::jsonb) r(id uuid, team_id uuid, owner_id uuid, month date, orders int, minor bigint)`, [id, JSON.stringify(sums.months())]);
    if (id === null) return;
    await work.query(
      `insert into market_need (id, market_segment_id, team_id, owner_id, category, customers) select r.id, $1, r.team_id, r.owner_id, r.category, r.customers
        from jsonb_to_recordset($2::jsonb) r(id uuid, team_id uuid, owner_id uuid, category text, customers int)`, [id, JSON.stringify(sums.needs())]);
  }
}

/** Sums by team and owner, added up over chunks. */
export class Reckoned {
  private readonly kept = { months: new Map<string, Month>(), sums: new Map<string, Sum>(), needs: new Map<string, Need>() };

  add({ months, sums, needs }: ChunkRow): void {
    for (const row of months ?? []) addTo(this.kept.months, `${row.team_id} ${row.owner_id} ${row.month}`, row);
    for (const row of sums ?? []) addTo(this.kept.sums, `${row.team_id} ${row.owner_id}`, row);
    for (const row of needs ?? []) addTo(this.kept.needs, `${row.team_id} ${row.owner_id} ${row.category}`, row);
  }

  months = (): (Month & { id: string })[] => withIds(this.kept.months);
  sums = (): (Sum & { id: string })[] => withIds(this.kept.sums);
  needs = (): (Need & { id: string })[] => withIds(this.kept.needs);
}

const withIds = <T>(rows: ReadonlyMap<string, T>): (T & { id: string })[] => [...rows.values()].map((row) => ({ id: newId(), ...row }));

/** Adds the figures of a row to those that stand under its key. */
function addTo<T extends object>(rows: Map<string, T>, key: string, row: T): void {
  const own = rows.get(key);
  if (!own) return void rows.set(key, row);
  const figures = own as Record<string, unknown>;
  for (const [name, value] of Object.entries(row)) if (typeof value === 'number') figures[name] = (figures[name] as number) + value;
}
