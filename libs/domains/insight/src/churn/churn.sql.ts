import type { ChurnKind } from '@dossier/vocabulary/insight-enums';

/** A day from which a customer counts as gone follows from this alone. */
export interface ChurnRule {
  kind: ChurnKind;
  /** GAP: so many times the customer's own gap. */
  factor: number | null;
  /** DORMANCY: so many days. */
  days: number | null;
  /** CONTRACT: the custom field that holds its last day. */
  fieldKey: string | null;
  /** Who leaves within so many days is what the model predicts. */
  horizonDays: number;
}

/** Few gaps say little: those of everybody weigh like so many of one's own. */
export const GAP_WEIGHT = 3;
/** Silence allowed is never shorter or longer, whatever the gaps. */
export const LEAST_ALLOWED = 30;
export const MOST_ALLOWED = 365;

const fieldName = /^[a-z][A-Za-z0-9_]{0,39}$/;

/** Customers that count: live, not merged into others, nobody’s bait. */
export const counts = (c: string): string =>
  `${c}.archived_at is null and ${c}.merged_into_id is null and not exists (select 1 from bait b where coalesce(b.side_id, b.customer_id) = ${c}.id and b.archived_at is null)`;

/** So many days a customer may be silent; `o` bears the median gap, how many gaps, and the usual gap of everybody. */
const allowedSql = ({ kind, factor, days }: ChurnRule): string => (kind === 'GAP'
  ? `least(${MOST_ALLOWED}, greatest(${LEAST_ALLOWED}, ceil(${Number(factor)} * (o.gaps * o.gap + ${GAP_WEIGHT} * $4::float8) / (o.gaps + ${GAP_WEIGHT}))))::int` : days === null ? 'null::int' : `${Number(days)}`);

/** The last day of the contract, where the field holds a day. */
function endsSql({ kind, fieldKey }: ChurnRule): string {
  if (kind !== 'CONTRACT') return 'null::date';
  if (fieldKey === null || !fieldName.test(fieldKey)) throw new Error(`No field of a record: ${fieldKey}`);
  return `(case when c.custom->>'${fieldKey}' ~ '^\\d{4}-\\d{2}-\\d{2}$' then (c.custom->>'${fieldKey}')::date end)`;
}

/** From the days of one customer `s` the spells of silence that were too long: since when they counted as gone, and when they came back. */
const leavesOf = ({ kind }: ChurnRule): string => (kind === 'CONTRACT'
  ? `(select s.ends_on + 1 as left_on, null::date as back_on where s.ends_on < $2::date)`
  : `(select x.on_day + s.allowed + 1 as left_on, x.next_day as back_on from (select d as on_day, lead(d) over (order by d) as next_day from unnest(s.all_days) d) x
      where coalesce(x.next_day > x.on_day + s.allowed, true) and x.on_day + s.allowed + 1 <= $2::date)`);

/**
 * Customers with what was known of them on the day $1, in parts that follow each other: `chosen` (who), `own` (their days with a sale up to the day $2),
 * `standing` (with the silence allowed to each, and whether they count as there). One look into an index a customer, whatever is known of the tables:
 * no plan then depends on how lately they were analysed. Parameters: $1 the day on which things were known, $2 the last day that may be looked at,
 * $3 the currency, $4 the usual gap of everybody.
 */
export const historySql = (rule: ChurnRule, chosen: string): string => `
  chosen as materialized (${chosen}),
  own as materialized (
    select c.id as customer_id, c.owner_id, c.team_id, c.source_id, c.region, c.kind, ${endsSql(rule)} as ends_on, b.all_days, b.days, coalesce(b.first_day, c.created_at::date) as first_day, b.last_day,
      b.year_days, b.year_minor, b.late_minor, b.early_minor, coalesce(b.gap, 0)::float8 as gap, b.gaps
    from chosen c cross join lateral (
      select coalesce(array_agg(on_day), '{}') as all_days, count(*) filter (where on_day <= $1::date)::int as days, min(on_day) filter (where on_day <= $1::date) as first_day, max(on_day) filter (where on_day <= $1::date) as last_day,
        count(*) filter (where on_day > $1::date - 365 and on_day <= $1::date)::int as year_days,
        coalesce(sum(minor) filter (where on_day > $1::date - 365 and on_day <= $1::date), 0)::float8 as year_minor, coalesce(sum(minor) filter (where on_day > $1::date - 90 and on_day <= $1::date), 0)::float8 as late_minor,
        coalesce(sum(minor) filter (where on_day > $1::date - 180 and on_day <= $1::date - 90), 0)::float8 as early_minor,
        percentile_cont(0.5) within group (order by on_day - before) filter (where on_day <= $1::date and before is not null) as gap, count(before) filter (where on_day <= $1::date)::int as gaps
      from (
        select on_day, minor, lag(on_day) over (order by on_day) as before from (
          select o.ordered_on as on_day, sum(o.amount_minor) filter (where o.currency = $3) as minor
          from sales_order o where o.customer_id = c.id and o.kind = 'SALE' and o.archived_at is null and o.ordered_on <= $2::date group by 1
        ) d
      ) g
    ) b ${rule.kind === 'CONTRACT' ? '' : 'where b.days > 0'}
  ),
  standing as materialized (
    select o.*, (o.gaps * o.gap + ${GAP_WEIGHT} * $4::float8) / (o.gaps + ${GAP_WEIGHT}) as usual, a.allowed, $1::date - coalesce(o.last_day, o.first_day) as quiet,
      ${rule.kind === 'CONTRACT' ? 'o.ends_on >= $1::date' : '$1::date - o.last_day <= a.allowed'} as stays
    from own o cross join lateral (select ${allowedSql(rule)} as allowed) a${rule.kind === 'CONTRACT' ? ' where o.ends_on is not null and o.first_day <= $1::date' : ''}
  )`;

/** Every time that somebody of `standing` left, with when they came back: a row each. */
export const leaveSql = (rule: ChurnRule): string => `leave as materialized (select s.customer_id, s.owner_id, s.team_id, l.left_on, l.back_on from standing s cross join lateral ${leavesOf(rule)} l)`;

/** Of one customer `s`: when they left for the first time after the day $1, for the last time by it, and for the first time ever. */
export const goneOf = (rule: ChurnRule): string =>
  `(select min(l.left_on) filter (where l.left_on > $1::date) as next_on, max(l.left_on) filter (where l.left_on <= $1::date) as last_on, min(l.left_on) as first_on from ${leavesOf(rule)} l) g`;

/** The usual gap of everybody, of which a customer of few gaps is given a part. Null where nobody bought twice. */
export const usualGapSql = `select percentile_cont(0.5) within group (order by gap_median_days)::float8 as gap, min(first_order_on)::text as since, count(*)::int as repeat_buyers from customer_summary where gap_median_days is not null`;

/** What the model sees of each customer on the day $1, in the order of `FEATURES`; then in how many days they left after it (null: not by $2). */
export const featureSql = (rule: ChurnRule, chosen: string): string => `
  with ${historySql(rule, chosen)}
  select s.customer_id, s.stays, s.quiet, s.allowed, s.ends_on - $1::date as ends_in, case when s.stays then null else g.last_on::text end as left_on,
    s.year_minor, case when s.stays then g.next_on - $1::date end as leaves_in,
    array[ln(1 + s.quiet / greatest(1, s.usual)), ln(1 + s.year_days), ln(1 + ($1::date - s.first_day)), ln(1 + greatest(0, s.year_minor) / 100),
      ln((greatest(0, s.late_minor) + 10000) / (greatest(0, s.early_minor) + 10000)), ln(1 + s.usual), b.refunds::float8 / greatest(1, s.year_days),
      f.complaints, least(1, f.waiting), coalesce(f.score, 'NaN'::float8), ln(1 + e.events)]::float8[] as seen
  from standing s cross join lateral ${goneOf(rule)}
  cross join lateral (
    select count(*) filter (where f.kind = 'COMPLAINT' and f.at >= $1::date - 180) as complaints,
      count(*) filter (where f.kind = 'COMPLAINT' and (f.answered_at is null or f.answered_at >= $1::date + 1)) as waiting, avg(f.score) filter (where f.at >= $1::date - 365)::float8 as score
    from customer_feedback f where f.customer_id = s.customer_id and f.archived_at is null and f.at < $1::date + 1
  ) f
  cross join lateral (
    select count(*) as refunds from sales_order o where o.customer_id = s.customer_id and o.kind = 'REFUND' and o.archived_at is null and o.ordered_on > $1::date - 365 and o.ordered_on <= $1::date
  ) b
  cross join lateral (
    select count(*) as events from behaviour_event e where e.customer_id = s.customer_id and e.occurred_at >= $1::date - 30 and e.occurred_at < $1::date + 1
      and not exists (select 1 from behaviour_stop t where t.customer_id = s.customer_id and t.archived_at is null)
  ) e
  order by s.customer_id::text`;

/** A row of `featureSql`. */
export interface FeatureRow extends Record<string, unknown> {
  customer_id: string;
  stays: boolean;
  quiet: number;
  /** Null where a contract says when it ends. */
  allowed: number | null;
  /** Days until the contract ends; null without one. */
  ends_in: number | null;
  left_on: string | null;
  year_minor: number;
  leaves_in: number | null;
  seen: number[];
}

/** What is taken of each customer `c`. */
export const PERSON = 'c.id, c.custom, c.created_at, c.owner_id, c.team_id, c.source_id, c.region, c.kind';

/** A stable part of all customers, for learning: at most about so many. */
export const sampleSql = (share: number): string =>
  `select ${PERSON} from customer c where ${counts('c')}${share >= 1 ? '' : ` and ('x' || substr(md5(c.id::text), 1, 8))::bit(32)::bigint < ${Math.floor(share * 4_294_967_296)}`}`;

/** The customers between two ids: $5 excluded, $6 included (null: to the last). */
export const chunkSql = (): string => `select ${PERSON} from customer c where ${counts('c')} and c.id > $5::uuid and ($6::uuid is null or c.id <= $6::uuid)`;

/** Where to cut all customers into parts of $1. */
export const cutsSql = `select id::text as id from (select c.id, row_number() over (order by c.id) as place from customer c where ${counts('c')}) x where place % $1 = 0 order by 1`;
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Who is held out of every attempt to keep them, so that an attempt can be measured: the same tenth always. */
export const heldOut = (customerId: string): string => `('x' || substr(md5(${customerId} || 'keep'), 1, 8))::bit(32)::bigint < 429496730`;
