import { DAY, fromHash, share, UNTIL } from './chances.sql';
import type { Making } from './generate';

/**
 * Purchases as people make them: each customer begins on the day of the record, buys at a pace of their own (skewed: most seldom, some
 * often) and leaves after a time of their own (mean two years); ten orders a customer on average, one in twenty-five a refund, more of
 * them in November and December. Amounts lie around a sum that is the customer's own. Stored in the order in which they were made.
 */
export async function orders({ client }: Making): Promise<void> {
  await client.query(
    `insert into sales_order (id, created_at, updated_at, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, line_count, external_source, external_key, owner_id, team_id)
     select md5('order ' || k || '/' || n)::uuid, at, at, 'SO' || k || '-' || n, case when is_back then 'REFUND' else 'SALE' end, at, (at at time zone 'Asia/Shanghai')::date, id,
       case when is_back then -amount else amount end, 'CNY', 1 + ((hashtextextended(k, n * 16 + 9) >> 9) & 1)::int, 'bench', k || '/' || n, owner_id, team_id
     from (
       select c.*, n, date_trunc('second', case when ${share('k', 'n * 16 + 2')} < 0.18 and high between c.created_at and c.ends then high else usual end) as at,
         n > 1 and ${share('k', 'n * 16 + 4')} < 0.04 as is_back, greatest(100, c.spends * (0.4 + 1.2 * ${share('k', 'n * 16 + 5')}))::bigint as amount
       from (${PACE}) c cross join lateral generate_series(1, c.count) n
       cross join lateral (select case n when 1 then c.created_at else c.created_at + c.life * ${share('k', 'n * 16 + 1')} * ${DAY} end as usual) u
       cross join lateral (select date_trunc('year', usual) + interval '10 months' + 60 * ${share('k', 'n * 16 + 3')} * ${DAY} as high) h
     ) x order by at`,
  );
}

/** How long each customer stays, and how many orders come of it. */
const PACE = `select l.*, created_at + life * ${DAY} as ends, least(400, 1 + floor(0.0176 * power(-ln(${share('k', '2')}), 1.4) * life + ${share('k', '3')}))::int as count, 1500 + 28000 * power(${share('k', '4')}, 3) as spends
  from (select id, external_key as k, owner_id, team_id, created_at, least(extract(epoch from ${UNTIL} - created_at) / 86400, -ln(${share('external_key', '1')}) * 700)::float8 as life from customer) l`;

/** One or two lines an order: mostly of the category that the customer likes best. */
export async function lines({ client, company: { products } }: Making): Promise<void> {
  const categories = 12;
  const liked = `(${fromHash('uuid_hash_extended(o.customer_id, 1)')} % ${categories})`;
  await client.query(
    `insert into order_line (id, created_at, updated_at, order_id, line_no, product_id, product_code, product_name, quantity, unit_price_minor, amount_minor, currency)
     select md5('line ' || o.external_key || '/' || n)::uuid, o.ordered_at, o.ordered_at, o.id, n, p.id, p.code, p.name, 1, x.part, x.part, o.currency
     from sales_order o cross join lateral generate_series(1, o.line_count) n
     cross join lateral (select case when o.line_count = 1 then o.amount_minor when n = 1 then o.amount_minor / 2 else o.amount_minor - o.amount_minor / 2 end as part,
       ($1::uuid[])[1 + (case when ${fromHash('uuid_hash_extended(o.id, n * 4 + 1)')} % 10 < 6 then ${liked} + ${categories} * (${fromHash('uuid_hash_extended(o.id, n * 4 + 2)')} % ${Math.floor(products.length / categories)})
         else ${fromHash('uuid_hash_extended(o.id, n * 4 + 3)')} % ${products.length} end)::int] as goods) x
     join product p on p.id = x.goods`,
    [products],
  );
}
