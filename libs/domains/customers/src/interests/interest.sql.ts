/** Seconds of a day, for ages in days. */
const DAY = 86_400;

/** What is left of a score by now: events that are dated ahead count in full. */
export const decayed = (score: string, at: string, halfLife: string): string => `(${score} * power(0.5::float8, greatest(0, extract(epoch from now() - ${at})::float8) / ${DAY} / ${halfLife}::float8))`;

/** Whether a row of customer_interest `alias` stands at or above a score now; `topic` is its topic. Compared on the level alone, so that an index answers. */
export const standsAt = (alias: string, topic: string, least: string): string =>
  `(not ${alias}.refused and (${alias}.declared >= ${least} or ${alias}.level >= ln(${least}) / ln(2::float8) + extract(epoch from now())::float8 / ${DAY} / ${topic}.half_life_days::float8))`;

const columns = `i.customer_id, i.topic_id, t.name as topic_name, t.parent_id, p.name as parent_name, t.half_life_days::float8 as half_life, i.events, i.last_at, i.refused, i.declared,
  coalesce(${decayed('i.score', 'i.last_at', 't.half_life_days')}, 0) as from_events,
  (select case when bool_or(h.kind = 'NOT_INTERESTED') then 'NOT_INTERESTED' else min(h.kind) end from interest_choice h where h.customer_id = i.customer_id and h.topic_id = i.topic_id and h.archived_at is null) as choice`;

const source = `customer_interest i join topic t on t.id = i.topic_id and t.archived_at is null left join topic p on p.id = t.parent_id`;

/** All interests of customer $1. */
export const interestsOf = `select ${columns} from ${source} where i.customer_id = $1 order by i.refused, i.declared + coalesce(${decayed('i.score', 'i.last_at', 't.half_life_days')}, 0) desc, t.code`;

/** The strongest three of each of these customers, within the reach that the caller adds over alias `c`. */
export const strongestOf = (ids: string, reach: string): string =>
  `select x.* from customer c cross join lateral (select ${columns} from ${source} where i.customer_id = c.id and not i.refused
    order by i.declared + coalesce(${decayed('i.score', 'i.last_at', 't.half_life_days')}, 0) desc, t.code limit 3) x where c.id = any(${ids}) and ${reach}`;

/** The ten events of customer $1 that add most to topic $2 now, by the rule of the computation. */
export const evidenceOf = `
  with topic_now as (select id, half_life_days::float8 as half_life from topic where id = $2),
  refused as (select h.topic_id from interest_choice h where h.customer_id = $1 and h.kind = 'NOT_INTERESTED' and h.archived_at is null),
  line as (
    select distinct e.id, e.name, e.occurred_at, e.path, e.product_code, w.weight::float8 as weight, n.half_life
    from topic_now n join behaviour_event e on e.customer_id = $1
    join event_weight w on w.name = e.name and w.weight > 0
    cross join lateral (
      select t.path from topic t where t.id = any(e.topic_ids) and t.archived_at is null
      union all select t.path from product p join topic t on t.category_id = p.category_id and t.archived_at is null where p.code = e.product_code and p.archived_at is null
    ) said
    where n.id = any(said.path) and not exists (select 1 from refused r where r.topic_id = any(said.path))
  )
  select id, name, occurred_at, path, product_code, weight, greatest(0, extract(epoch from now() - occurred_at)::float8) / ${DAY} as age, ${decayed('weight', 'occurred_at', 'half_life')} as part
  from line order by part desc, occurred_at desc, id limit 10`;
