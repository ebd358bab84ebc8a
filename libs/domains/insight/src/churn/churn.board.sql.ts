import { ChurnSign } from '@dossier/vocabulary/insight-enums';
import { chunkSql, goneOf, historySql, leaveSql, type ChurnRule } from './churn.sql';

/** Who came, left and came back in which month; and how long each stayed, by what they are. Of the customers of one part; known and seen until $1 = $2. */
export const movesSql = (rule: ChurnRule): string => `
  with ${historySql(rule, chunkSql())}, ${leaveSql(rule)},
  moved as (
    select owner_id, team_id, 'CAME' as what, date_trunc('month', first_day)::date as month from standing
    union all select owner_id, team_id, 'GONE', date_trunc('month', left_on)::date from leave
    union all select owner_id, team_id, 'BACK', date_trunc('month', back_on)::date from leave where back_on is not null
  )
  select owner_id, team_id, month::text as month, count(*) filter (where what = 'CAME')::int as came, count(*) filter (where what = 'GONE')::int as gone, count(*) filter (where what = 'BACK')::int as back
  from moved group by 1, 2, 3`;

/** Segments whose customers are counted apart: those that follow from a definition, the latest changed first. */
const MOST_SEGMENTS = 50;
const countedSegments = `select g.id from segment g where g.archived_at is null and g.kind = 'DYNAMIC' order by g.updated_at desc, g.id limit ${MOST_SEGMENTS}`;

export const livesSql = (rule: ChurnRule): string => `
  with ${historySql(rule, chunkSql())}
  select s.owner_id, s.team_id, d.dimension, d.value, floor(greatest(0, coalesce(g.first_on, $1::date) - s.first_day) / 30.0)::int as months,
    count(g.first_on)::int as gone, (count(*) - count(g.first_on))::int as lost
  from standing s cross join lateral ${goneOf(rule)} join customer_summary t on t.customer_id = s.customer_id left join customer_value v on v.customer_id = s.customer_id
  cross join lateral (
    values ('ALL', ''), ('SOURCE', s.source_id::text), ('REGION', nullif(s.region, '')), ('CATEGORY', t.top_category->0->>'id'), ('KIND', s.kind), ('RFM_GROUP', v.rfm_group)
    union all select 'SEGMENT', m.segment_id::text from segment_member m where m.customer_id = s.customer_id and m.segment_id in (${countedSegments})
  ) d(dimension, value)
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
  with ${historySql(rule, chunkSql())},
  seen as materialized (
    select s.owner_id, s.team_id, case when s.days <= 1 then 0 when s.days <= 3 then 1 else 2 end as stratum, g.next_on is not null as gone,
      ${Object.entries(fact).map(([sign, says]) => `${says} as "${sign}"`).join(',\n      ')}
    from standing s cross join lateral ${goneOf(rule)} where s.stays
  )
  select s.owner_id, s.team_id, d.sign, s.stratum, count(*) filter (where d.held)::int as exposed, count(*) filter (where d.held and s.gone)::int as exposed_gone,
    count(*) filter (where not d.held)::int as others, count(*) filter (where not d.held and s.gone)::int as others_gone
  from seen s cross join lateral (values ${Object.keys(fact).map((sign) => `('${sign}', s."${sign}")`).join(', ')}) d(sign, held) group by 1, 2, 3, 4`;

/** How many are in each band, and what is at stake. */
export const bandsSql = `select c.owner_id, c.team_id, s.band, count(*)::int as customers, coalesce(sum(s.at_stake_minor), 0)::bigint as at_stake_minor from customer_churn s join customer c on c.id = s.customer_id group by 1, 2, 3`;

/** Under which word each fact is read. */
export const wordOf = (sign: ChurnSign): 'feedback.read' | 'order.read' | 'communication.read' | 'need.read' => {
  if (sign === ChurnSign.REFUND) return 'order.read';
  if (sign === ChurnSign.NEED_WAITS) return 'need.read';
  return sign === ChurnSign.NOT_INTERESTED || sign === ChurnSign.NOT_REACHED ? 'communication.read' : 'feedback.read';
};
