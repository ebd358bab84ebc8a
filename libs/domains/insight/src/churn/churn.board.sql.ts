import { ChurnSign } from '@dossier/vocabulary/insight-enums';
import { chunkSql, historySql, type ChurnRule } from './churn.sql';

const COLUMNS = ', c.owner_id, c.team_id, c.source_id, c.region, c.kind';

/** Who came, left and came back in which month; and how long each stayed, by what they are. Of the customers of one part; known and seen until $1 = $2. */
export const movesSql = (rule: ChurnRule): string => `
  with ${historySql(rule, chunkSql(COLUMNS))},
  moved as (
    select customer_id, 'CAME' as what, date_trunc('month', first_day)::date as month from own
    union all select customer_id, 'GONE', date_trunc('month', left_on)::date from leave
    union all select customer_id, 'BACK', date_trunc('month', back_on)::date from leave where back_on is not null
  )
  select c.owner_id, c.team_id, m.month::text as month, count(*) filter (where what = 'CAME')::int as came, count(*) filter (where what = 'GONE')::int as gone, count(*) filter (where what = 'BACK')::int as back
  from moved m join chosen c on c.id = m.customer_id group by 1, 2, 3`;

export const livesSql = (rule: ChurnRule): string => `
  with ${historySql(rule, chunkSql(COLUMNS))},
  life as (
    select o.customer_id, floor(greatest(0, coalesce(l.left_on, $1::date) - o.first_day) / 30.0)::int as months, (l.left_on is not null)::int as gone
    from own o left join (select customer_id, min(left_on) as left_on from leave group by 1) l on l.customer_id = o.customer_id
  )
  select c.owner_id, c.team_id, d.dimension, d.value, l.months, sum(l.gone)::int as gone, sum(1 - l.gone)::int as lost
  from life l join chosen c on c.id = l.customer_id join customer_summary s on s.customer_id = c.id left join customer_value v on v.customer_id = c.id
  cross join lateral (values ('ALL', ''), ('SOURCE', c.source_id::text), ('REGION', nullif(c.region, '')), ('CATEGORY', s.top_category->0->>'id'), ('KIND', c.kind), ('RFM_GROUP', v.rfm_group)) d(dimension, value)
  where d.value is not null group by 1, 2, 3, 4, 5`;

/** A fact of the half year before $1, of customer `s`. */
const fact: Record<ChurnSign, string> = {
  COMPLAINT: `exists (select 1 from customer_feedback f where f.customer_id = s.customer_id and f.archived_at is null and f.kind = 'COMPLAINT' and f.at >= $1::date - 180 and f.at < $1::date + 1)`,
  SLOW_ANSWER: `exists (select 1 from customer_feedback f where f.customer_id = s.customer_id and f.archived_at is null and f.kind = 'COMPLAINT' and f.at >= $1::date - 180 and f.at < $1::date - 1
    and coalesce(f.answered_at, $1::date + 1) > f.at + interval '48 hours')`,
  LOW_SCORE: `exists (select 1 from customer_feedback f where f.customer_id = s.customer_id and f.archived_at is null and f.score <= 6 and f.at >= $1::date - 180 and f.at < $1::date + 1)`,
  REFUND: `exists (select 1 from sales_order o where o.customer_id = s.customer_id and o.archived_at is null and o.kind = 'REFUND' and o.ordered_on > $1::date - 180 and o.ordered_on <= $1::date)`,
  NOT_INTERESTED: `exists (select 1 from communication m where m.customer_id = s.customer_id and m.archived_at is null and m.outcome = 'NOT_INTERESTED' and m.at >= $1::date - 180 and m.at < $1::date + 1)`,
  NOT_REACHED: `exists (select 1 from communication m where m.customer_id = s.customer_id and m.archived_at is null and m.outcome = 'NOT_REACHED' and m.at >= $1::date - 180 and m.at < $1::date + 1)`,
  NEED_WAITS: `exists (select 1 from customer_need n where n.customer_id = s.customer_id and n.archived_at is null and n.kind = 'EXPLICIT' and n.created_at < $1::date - 29 and (n.status = 'OPEN' or n.updated_at >= $1::date + 1))`,
};

/** Of whom a fact stood on record on the day $1, and who of them left by $2; customers of like frequency together. */
export const linksSql = (rule: ChurnRule): string => `
  with ${historySql(rule, chunkSql(COLUMNS))},
  seen as materialized (
    select s.customer_id, case when s.days <= 1 then 0 when s.days <= 3 then 1 else 2 end as stratum, g.customer_id is not null as gone,
      ${Object.entries(fact).map(([sign, says]) => `${says} as "${sign}"`).join(',\n      ')}
    from standing s left join (select distinct customer_id from leave where left_on > $1::date) g on g.customer_id = s.customer_id where s.stays
  )
  select c.owner_id, c.team_id, d.sign, s.stratum, count(*) filter (where d.held)::int as exposed, count(*) filter (where d.held and s.gone)::int as exposed_gone,
    count(*) filter (where not d.held)::int as others, count(*) filter (where not d.held and s.gone)::int as others_gone
  from seen s join chosen c on c.id = s.customer_id cross join lateral (values ${Object.keys(fact).map((sign) => `('${sign}', s."${sign}")`).join(', ')}) d(sign, held) group by 1, 2, 3, 4`;

/** How many are in each band, and what is at stake. */
export const bandsSql = `select c.owner_id, c.team_id, s.band, count(*)::int as customers, coalesce(sum(s.at_stake_minor), 0)::bigint as at_stake_minor from customer_churn s join customer c on c.id = s.customer_id group by 1, 2, 3`;

/** Under which word each fact is read. */
export const wordOf = (sign: ChurnSign): 'feedback.read' | 'order.read' | 'communication.read' | 'need.read' => {
  if (sign === ChurnSign.REFUND) return 'order.read';
  if (sign === ChurnSign.NEED_WAITS) return 'need.read';
  return sign === ChurnSign.NOT_INTERESTED || sign === ChurnSign.NOT_REACHED ? 'communication.read' : 'feedback.read';
};
