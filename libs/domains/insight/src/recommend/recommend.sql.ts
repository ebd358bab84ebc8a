import { customerSql } from '@dossier/customers';

/** Bought again by so many of its buyers, of at least so many, a product is one that is bought again and again. */
const AGAIN = { part: 0.3, buyers: 20, due: 0.8 } as const;

/** The customer $1 as far as the caller may look: `reach`, `orders` and `events` are conditions over alias `c`. */
export interface CandidateAsk {
  customer: string;
  today: string;
  purpose: string;
  reach: string;
  orders: string;
  events: string;
  isHoldout: string;
}

/**
 * All that may be shown to one customer, in one statement: what is asked of the customer first, then what they have, what speaks for what, and what is left after every
 * exclusion. A product that is gone, sold out, owned (and not bought again and again), given back, of a refused topic or unsuitable by the rules in force is not among its rows.
 */
export function candidatesSql(ask: CandidateAsk): string {
  return `
  with ${customerSqlOf(ask)},
  ${sourcesSql(ask)}
  select me.allowed, me.sees_orders, me.sees_events, s.* from me left join lateral (
    select p.id, p.code, p.name, p.category_id, g.name as category, p.unit_price_minor::float8 as minor, p.currency, f.weight, f.because, b.name as because_name, f.gap_days, f.topic_id, f.topic,
      coalesce(f.declared, false) as declared, f.score, coalesce(f.there, false) as there, q.buyers
    from found f join product p on p.id = f.product_id left join product_category g on g.id = p.category_id left join product b on b.id = f.because
      left join product_popularity q on q.product_id = p.id and q.segment = ''
    where me.allowed and ${eligible({ product: 'p', found: 'f', customer: 'me' }, ask.today)}
    order by (f.gap_days is not null) desc, f.weight desc nulls last, f.score desc nulls last, q.buyers desc nulls last, p.id limit 300
  ) s on true`;
}

/** Who it is, what of them the reader may be told, and what they have. */
const customerSqlOf = ({ customer, purpose, reach, orders, events }: CandidateAsk): string => `me as materialized (
    select c.id, coalesce(c.country, '') as country, ${orders} as sees_orders, ${events} as sees_events,
      (not exists (select 1 from purpose p where p.code = ${purpose} and p.archived_at is null) or ${customerSql.consented({ customer: 'c.id', purpose })}) as allowed
    from customer c where c.id = ${customer} and c.archived_at is null and ${reach}
  ),
  own as materialized (
    select l.product_id, max(o.ordered_on) filter (where o.kind = 'SALE') as last_on, bool_or(o.kind = 'REFUND') as returned
    from sales_order o join order_line l on l.order_id = o.id and l.archived_at is null and l.kind = 'PRODUCT'
    where o.customer_id = ${customer} and o.archived_at is null and l.product_id is not null group by 1
    union all
    select h.product_id, h.as_of, false from holding h where h.customer_id = ${customer} and h.archived_at is null and h.product_id is not null
  ),
  latest as (select product_id from own where last_on is not null and not returned order by last_on desc, product_id limit 200)`;

/** What speaks for which product: what they have, what is due again, what they like, and what many buy. */
const sourcesSql = ({ customer, today, isHoldout }: CandidateAsk): string => `near as (
    select n.neighbour_id as product_id, sum(n.weight) as weight, (array_agg(n.product_id order by n.weight desc, n.product_id))[1] as because
    from latest w join product_neighbour n on n.product_id = w.product_id where not ${isHoldout} group by 1
  ),
  again as (
    select w.product_id, a.gap_days::float8 as gap_days from own w join product_pace a on a.product_id = w.product_id
    where not ${isHoldout} and w.last_on is not null and a.buyers >= ${AGAIN.buyers} and a.repeat_buyers >= ${AGAIN.part} * a.buyers and a.gap_days is not null and ${today} - w.last_on >= ${AGAIN.due} * a.gap_days
  ),
  topics as materialized (
    select t.category_id, t.id, t.name, i.refused, i.declared > 0 as declared, i.declared + coalesce(i.score * power(0.5::float8, greatest(0, extract(epoch from now() - i.last_at)::float8) / 86400 / t.half_life_days::float8), 0) as score
    from customer_interest i join topic t on t.id = i.topic_id and t.archived_at is null where i.customer_id = ${customer} and t.category_id is not null
  ),
  liked as (
    select p.id as product_id, t.id as topic_id, t.name as topic, t.declared, t.score from (select distinct on (category_id) * from topics where not refused and score >= 1 order by category_id, score desc, id) t
    cross join lateral (select p.id from product p join product_popularity q on q.product_id = p.id and q.segment = '' where p.category_id = t.category_id and p.archived_at is null order by q.buyers desc, p.id limit 20) p where not ${isHoldout}
  ),
  popular as (
    (select q.product_id, q.buyers, true as there from product_popularity q, me where me.country <> '' and q.segment = me.country order by q.buyers desc, q.product_id limit 150)
    union all (select q.product_id, q.buyers, false from product_popularity q where q.segment = '' order by q.buyers desc, q.product_id limit 150)
  ),
  found as (
    select product_id, max(weight) as weight, (array_agg(because) filter (where because is not null))[1] as because, max(gap_days) as gap_days, (array_agg(topic_id) filter (where topic_id is not null))[1] as topic_id,
      (array_agg(topic) filter (where topic is not null))[1] as topic, bool_or(declared) as declared, max(score) as score, bool_or(there) as there, bool_or(common) as common from (
      select product_id, weight, because, null::float8 as gap_days, null::uuid as topic_id, null::text as topic, null::boolean as declared, null::float8 as score, null::boolean as there, null::boolean as common from near
      union all select product_id, null, null, gap_days, null, null, null, null, null, null from again
      union all select product_id, null, null, null, topic_id, topic, declared, score, null, null from liked
      union all select product_id, null, null, null, null, null, null, null, there, true from popular
    ) x group by product_id
  )`;

/** What may be shown at all, of a product and what was found of it. Each line keeps out one kind. */
function eligible({ product, found, customer }: { product: string; found: string; customer: string }, today: string): string {
  return [
    `${product}.archived_at is null`,
    `${product}.is_available`,
    `(${found}.gap_days is not null or not exists (select 1 from own w where w.product_id = ${product}.id and w.last_on is not null))`,
    `not exists (select 1 from own w where w.product_id = ${product}.id and w.returned)`,
    `not exists (select 1 from topics t where t.refused and t.category_id = ${product}.category_id)`,
    customerSql.offerable(customer, product, today),
  ].join(' and ');
}
