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

/**
 * Customers with the days on which they bought, and when they left, in parts that follow each other: `chosen` (who), `day` (days with a sale, up to
 * the day $2), `known` (what was known on the day $1), `own` (with the silence allowed to each), `leave` (when they left for the first time after $1).
 * Parameters: $1 the day on which things were known, $2 the last day that may be looked at, $3 the currency, $4 the usual gap of everybody.
 */
export const historySql = (rule: ChurnRule, chosen: string): string => `
  chosen as materialized (${chosen}),
  day as materialized (
    select o.customer_id, o.ordered_on as on_day, sum(o.amount_minor) filter (where o.currency = $3) as minor
    from chosen c join sales_order o on o.customer_id = c.id and o.kind = 'SALE' and o.archived_at is null and o.ordered_on <= $2::date group by 1, 2
  ),
  gap as (
    select customer_id, percentile_cont(0.5) within group (order by days) as gap, count(*)::int as gaps
    from (select customer_id, on_day - lag(on_day) over (partition by customer_id order by on_day) as days from day where on_day <= $1::date) g where days is not null group by 1
  ),
  bought as (
    select d.customer_id, count(*)::int as days, min(on_day) as first_day, max(on_day) as last_day, count(*) filter (where on_day > $1::date - 365)::int as year_days,
      coalesce(sum(minor) filter (where on_day > $1::date - 365), 0)::float8 as year_minor, coalesce(sum(minor) filter (where on_day > $1::date - 90), 0)::float8 as late_minor,
      coalesce(sum(minor) filter (where on_day > $1::date - 180 and on_day <= $1::date - 90), 0)::float8 as early_minor
    from day d where on_day <= $1::date group by 1
  ),
  known as (
    select c.id as customer_id, coalesce(b.days, 0) as days, coalesce(b.first_day, c.created_at::date) as first_day, b.last_day, coalesce(b.year_days, 0) as year_days, coalesce(b.year_minor, 0) as year_minor,
      coalesce(b.late_minor, 0) as late_minor, coalesce(b.early_minor, 0) as early_minor, ${endsSql(rule)} as ends_on, coalesce(g.gap, 0)::float8 as gap, coalesce(g.gaps, 0) as gaps
    from chosen c ${rule.kind === 'CONTRACT' ? 'left ' : ''}join bought b on b.customer_id = c.id left join gap g on g.customer_id = c.id
  ),
  own as materialized (
    select o.*, (o.gaps * o.gap + ${GAP_WEIGHT} * $4::float8) / (o.gaps + ${GAP_WEIGHT}) as usual, ${allowedSql(rule)} as allowed,
      $1::date - coalesce(o.last_day, o.first_day) as quiet from known o${rule.kind === 'CONTRACT' ? ' where o.ends_on is not null and o.first_day <= $1::date' : ''}
  ),
  standing as (select *, ${rule.kind === 'CONTRACT' ? 'coalesce(ends_on >= $1::date, false)' : 'quiet <= allowed'} as stays from own),
  leave as materialized (${rule.kind === 'CONTRACT'
    ? `select customer_id, ends_on + 1 as left_on, null::date as back_on from own where ends_on < $2::date`
    : `select s.customer_id, s.on_day + o.allowed + 1 as left_on, s.next_day as back_on
      from (select customer_id, on_day, lead(on_day) over (partition by customer_id order by on_day) as next_day from day) s join own o on o.customer_id = s.customer_id
      where coalesce(s.next_day > s.on_day + o.allowed, true) and s.on_day + o.allowed + 1 <= $2::date`})`;

/** The usual gap of everybody, of which a customer of few gaps is given a part. Null where nobody bought twice. */
export const usualGapSql = `select percentile_cont(0.5) within group (order by gap_median_days)::float8 as gap, min(first_order_on)::text as since, count(*)::int as repeat_buyers from customer_summary where gap_median_days is not null`;

/** What the model sees of each customer on the day $1, in the order of `FEATURES`; then in how many days they left after it (null: not by $2). */
export const featureSql = (rule: ChurnRule, chosen: string): string => `
  with ${historySql(rule, chosen)},
  gone as (select customer_id, min(left_on) filter (where left_on > $1::date) as next_on, max(left_on) filter (where left_on <= $1::date) as last_on from leave group by 1),
  said as (
    select f.customer_id, count(*) filter (where f.kind = 'COMPLAINT' and f.at >= $1::date - 180) as complaints,
      count(*) filter (where f.kind = 'COMPLAINT' and (f.answered_at is null or f.answered_at >= $1::date + 1)) as waiting, avg(f.score) filter (where f.at >= $1::date - 365)::float8 as score
    from customer_feedback f join chosen c on c.id = f.customer_id where f.archived_at is null and f.at < $1::date + 1 group by 1
  ),
  back as (
    select o.customer_id, count(*) as refunds from sales_order o join chosen c on c.id = o.customer_id
    where o.kind = 'REFUND' and o.archived_at is null and o.ordered_on > $1::date - 365 and o.ordered_on <= $1::date group by 1
  ),
  seen as (
    select e.customer_id, count(*) as events from behaviour_event e join chosen c on c.id = e.customer_id
    where e.occurred_at >= $1::date - 30 and e.occurred_at < $1::date + 1 and not exists (select 1 from behaviour_stop b where b.customer_id = e.customer_id and b.archived_at is null) group by 1
  )
  select s.customer_id, s.stays, s.quiet, s.allowed, s.ends_on - $1::date as ends_in, case when s.stays then null else g.last_on::text end as left_on,
    s.year_minor, case when s.stays then g.next_on - $1::date end as leaves_in,
    array[ln(1 + s.quiet / greatest(1, s.usual)), ln(1 + s.year_days), ln(1 + ($1::date - s.first_day)), ln(1 + greatest(0, s.year_minor) / 100),
      ln((greatest(0, s.late_minor) + 10000) / (greatest(0, s.early_minor) + 10000)), ln(1 + s.usual), coalesce(b.refunds, 0)::float8 / greatest(1, s.year_days),
      coalesce(f.complaints, 0), least(1, coalesce(f.waiting, 0)), coalesce(f.score, 'NaN'::float8), ln(1 + coalesce(e.events, 0))]::float8[] as seen
  from standing s left join gone g on g.customer_id = s.customer_id left join said f on f.customer_id = s.customer_id left join back b on b.customer_id = s.customer_id left join seen e on e.customer_id = s.customer_id
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

/** A stable part of all customers, for learning: at most about so many. */
export const sampleSql = (share: number): string =>
  `select c.id, c.custom, c.created_at from customer c where ${counts('c')}${share >= 1 ? '' : ` and ('x' || substr(md5(c.id::text), 1, 8))::bit(32)::bigint < ${Math.floor(share * 4_294_967_296)}`}`;

/** The customers between two ids: $5 excluded, $6 included (null: to the last). */
export const chunkSql = (columns = ''): string => `select c.id, c.custom, c.created_at${columns} from customer c where ${counts('c')} and c.id > $5::uuid and ($6::uuid is null or c.id <= $6::uuid)`;

/** Where to cut all customers into parts of $1. */
export const cutsSql = `select id::text as id from (select c.id, row_number() over (order by c.id) as place from customer c where ${counts('c')}) x where place % $1 = 0 order by 1`;
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Who is held out of every attempt to keep them, so that an attempt can be measured: the same tenth always. */
export const heldOut = (customerId: string): string => `('x' || substr(md5(${customerId} || 'keep'), 1, 8))::bit(32)::bigint < 429496730`;
