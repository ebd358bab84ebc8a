import { customerSql } from '@dossier/customers';
import { MOST_BUYERS } from './buyers.entities';

/** Of its buyers so many came again: then who has it is a likely buyer, not one less. */
const AGAIN = 0.3;
/** How far what they have moves a customer from the mean of all: by a half down, and up as it goes. */
const PLAIN = 0.5;
const MOST_LIKELY = 0.95;

export interface BuyersAsk {
  category: string;
  product: string | null;
  /** The two numbers by which the share of a category is scaled. */
  scale: readonly [string, string];
  /** Conditions over customer `c`: reach, and who may be used for marketing. */
  reach: string;
  marketing: string;
  money: string;
  today: string;
}

/**
 * Who buys something of a category within 90 days, the likeliest first: P(purchase within 90 days) x P(of the category, once there is a purchase), which is the share of the category scaled as the back-test wants it. Of a product it is that times the
 * part of the category's buyers who bought it lately, moved by what each customer has that goes with it, so that the mean stays.
 */
export function buyersSql({ category, product, scale: [a, b], reach, marketing, money, today }: BuyersAsk): string {
  const placed = [1, 2, 3].map((at) => `select n.customer_id, n.within90, n.category${at}_share as share, n.as_of, ${at} as place from customer_next n where n.category${at}_id = ${category} and n.status <> 'REFUSED' and n.within90 is not null`);
  const bought = product === null ? 'false' : `exists (select 1 from own w where w.customer_id = c.customer_id and w.product_id = ${product})`;
  return `
  with found as materialized (
    select n.*, n.within90 / (1 + exp(-(${a} + ${b} * ln(greatest(1e-6, least(1 - 1e-6, n.share)) / (1 - greatest(1e-6, least(1 - 1e-6, n.share))))))) as of_category,
      case when ${money} then s.net_minor::float8 / nullif(s.order_count, 0) end as mean_minor, s.currency
    from (${placed.join(' union all ')}) n join customer c on c.id = n.customer_id join customer_summary s on s.customer_id = c.id
    where c.archived_at is null and c.merged_into_id is null and ${customerSql.isReal('c.id')} and ${reach} and ${marketing}
      ${product === null ? '' : `and exists (select 1 from product p where p.id = ${product} and p.archived_at is null and ${customerSql.offerable('c', 'p', today)})`}
    order by of_category desc, n.customer_id limit ${MOST_BUYERS + 1}
  ),
  own as materialized (${product === null ? 'select null::uuid as customer_id, null::uuid as product_id where false' : `
    select distinct o.customer_id, l.product_id from found f join sales_order o on o.customer_id = f.customer_id and o.archived_at is null and o.kind = 'SALE'
    join order_line l on l.order_id = o.id and l.archived_at is null and l.kind = 'PRODUCT'
    where l.product_id = ${product} or l.product_id in (select n.product_id from product_neighbour n where n.neighbour_id = ${product})`}),
  near as (select w.customer_id, sum(n.weight) as weight from own w join product_neighbour n on n.product_id = w.product_id and n.neighbour_id = ${product ?? 'null::uuid'} group by 1),
  ranked as (
    select f.*, n.weight, coalesce(avg(coalesce(n.weight, 0)) over (), 0) as mean_weight, ${product === null ? '1::float8' : `coalesce((select least(1, a.recent_buyers::float8 / nullif(g.recent_buyers, 0)) from product_pace a, category_pace g where a.product_id = ${product} and g.category_id = ${category}), 0)`} as part,
      ${product === null ? 'false' : `coalesce((select a.repeat_buyers >= ${AGAIN} * a.buyers from product_pace a where a.product_id = ${product}), false)`} as again
    from found f left join near n on n.customer_id = f.customer_id
  )
  select c.customer_id::text as id, least(${MOST_LIKELY}, c.of_category * c.part * ${product === null ? '1' : `case when c.mean_weight > 0 then (${PLAIN} + coalesce(c.weight, 0) / c.mean_weight) / (${PLAIN} + 1) else 1 end`}) as propensity,
    c.within90, c.share, c.place, c.mean_minor, c.currency, c.as_of::text as as_of, c.weight is not null as similar, ${bought} as before
  from ranked c where not (${bought}) or c.again order by 2 desc, c.customer_id`;
}
