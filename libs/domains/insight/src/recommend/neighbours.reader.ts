import { customerSql } from '@dossier/customers';
import type { ModelRun } from '../models/score-model';
import { BELOW } from '../next/need.reader';
import type { Bought } from './neighbours.compute';

/** So many products take part at most, those with most buyers, and so many customers are enough to learn from. */
const MOST_PRODUCTS = 20_000;
const MOST_CUSTOMERS = 200_000;
/** A country has a list of its own from so many buyers on, and every list is this long. */
const LEAST_THERE = 50;
const MOST_POPULAR = 500;
/** Lately: over so many days up to the last one. */
const RECENT = 90;

/** Sales of products that count: kept, with a positive quantity, of standing real customers. */
const sold = `sales_order o join order_line l on l.order_id = o.id and l.kind = 'PRODUCT' and l.archived_at is null and l.quantity > 0 and l.product_id is not null
  join customer c on c.id = o.customer_id and c.archived_at is null and ${customerSql.isReal('c.id')}`;
const counts = `o.kind = 'SALE' and o.archived_at is null and o.ordered_on <= $1::date`;

export interface PaceRow extends Record<string, unknown> {
  product_id: string;
  buyers: number;
  repeat_buyers: number;
  gap_days: number | null;
  recent_buyers: number;
  usual: number | null;
  currency: string | null;
  below: number | null;
}

/** How each product is bought again, at which price usually, and how often below it. */
export const readPaces = (run: ModelRun): Promise<PaceRow[]> => run.rows<PaceRow>(`
  with line as materialized (select l.product_id, o.customer_id, o.ordered_on, l.unit_price_minor, l.currency from ${sold} where ${counts}),
  gap as (select product_id, customer_id, ordered_on - lag(ordered_on) over (partition by product_id, customer_id order by ordered_on) as days, ordered_on from (select distinct product_id, customer_id, ordered_on from line) d),
  again as (select product_id, count(distinct customer_id)::int as buyers, count(distinct customer_id) filter (where days is not null)::int as repeat_buyers, count(distinct customer_id) filter (where ordered_on > $1::date - ${RECENT})::int as recent_buyers, percentile_cont(0.5) within group (order by days) as gap_days from gap group by 1),
  price as (select distinct on (product_id) product_id, currency, usual from (
    select product_id, currency, percentile_disc(0.5) within group (order by unit_price_minor) as usual, count(*) as lines from line where unit_price_minor > 0 group by 1, 2) p order by product_id, lines desc, currency),
  below as (select p.product_id, p.currency, p.usual, avg(case when l.unit_price_minor < ${BELOW} * p.usual then 1.0 else 0 end)::float8 as below from price p join line l on l.product_id = p.product_id and l.currency = p.currency group by 1, 2, 3)
  select a.product_id::text, a.buyers, a.repeat_buyers, a.recent_buyers, a.gap_days::float8 as gap_days, b.usual::float8 as usual, b.currency, b.below from again a left join below b on b.product_id = a.product_id order by a.buyers desc, a.product_id`, [run.cutoff]);

export interface PopularRow extends Record<string, unknown> {
  segment: string;
  product_id: string;
  buyers: number;
}

/** What is bought by most customers, in all and by country; '' is everybody. */
export const readPopular = (run: ModelRun): Promise<PopularRow[]> => run.rows<PopularRow>(`
  with pair as materialized (select distinct l.product_id, o.customer_id, c.country from ${sold} where ${counts}),
  there as (select country from pair where country is not null group by 1 having count(distinct customer_id) >= ${LEAST_THERE}),
  counted as (
    select '' as segment, product_id, count(*)::int as buyers from pair group by 2
    union all select p.country, p.product_id, count(*)::int from pair p join there t on t.country = p.country group by 1, 2
  )
  select segment, product_id::text, buyers from (select *, row_number() over (partition by segment order by buyers desc, product_id) as place from counted) r where segment = '' or place <= ${MOST_POPULAR} order by 1, 3 desc, 2`, [run.cutoff]);

/** How many customers bought something of each category lately. */
export const readCategories = (run: ModelRun): Promise<{ category_id: string; recent_buyers: number }[]> => run.rows<{ category_id: string; recent_buyers: number }>(`
  select p.category_id::text, count(distinct o.customer_id)::int as recent_buyers from ${sold} join product p on p.id = l.product_id and p.category_id is not null where ${counts} and o.ordered_on > $1::date - ${RECENT} group by 1`, [run.cutoff]);

/** Who bought which of these products and when first, of an even part of the customers. */
export async function readBought(run: ModelRun, productIds: readonly string[], customers: number): Promise<Bought> {
  const part = Math.min(1, MOST_CUSTOMERS / Math.max(1, customers));
  const [start, item, day]: [number[], number[], number[]] = [[0], [], []];
  let last: unknown = null;
  await run.stream(
    `select o.customer_id::text, (m.place - 1)::int, min(o.ordered_on) - date '1970-01-01' from ${sold} join unnest($2::uuid[]) with ordinality m(id, place) on m.id = l.product_id
      where ${counts} and ($3::float8 >= 1 or (hashtextextended(o.customer_id::text, 11) & 65535) < $3::float8 * 65536) group by 1, 2 order by 1, 2`, [run.cutoff, productIds, part],
    (batch) => batch.forEach(([customer, place, first]) => {
      if (customer !== last && last !== null) start.push(item.length);
      last = customer;
      item.push(Number(place));
      day.push(Number(first));
    }));
  if (last !== null) start.push(item.length);
  return { start: Uint32Array.from(start), item: Uint32Array.from(item), day: Int32Array.from(day), items: productIds.length };
}

/** The products that take part, those with most buyers first. */
export const taking = (paces: readonly PaceRow[]): string[] => paces.slice(0, MOST_PRODUCTS).map(({ product_id }) => product_id);
