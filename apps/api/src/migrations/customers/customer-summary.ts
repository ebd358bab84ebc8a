/** One narrow row for every customer, made with the customer and kept by `refresh_customer_summary`. */
export const customerSummary = `
  create table customer_summary (
    customer_id uuid primary key references customer on delete cascade,
    order_count int not null default 0, refund_count int not null default 0,
    net_minor bigint, sale_minor bigint, currency text, mixed_currency boolean not null default false,
    first_order_on date, last_order_on date, gap_median_days numeric(8,1), top_category jsonb not null default '[]',
    refreshed_at timestamptz not null default now()
  );
  create index customer_summary_last on customer_summary (last_order_on, customer_id);
  create index customer_summary_last_down on customer_summary (last_order_on desc nulls last, customer_id desc);
  create index customer_summary_net on customer_summary (net_minor, customer_id);
  create index customer_summary_net_down on customer_summary (net_minor desc nulls last, customer_id desc);
  create index customer_summary_orders on customer_summary (order_count, customer_id);
  create function make_customer_summary() returns trigger language plpgsql as $$
  begin
    insert into customer_summary (customer_id) select id from new_rows on conflict do nothing;
    return null;
  end $$;
  create trigger customer_has_summary after insert on customer referencing new table as new_rows
    for each statement execute function make_customer_summary();`;

/**
 * Counts these customers again from their orders, set-based. Sequential scans are off: within a big import the planner takes the
 * tables for empty, and would read them whole for each customer.
 * Money is summed inside one currency only: with two, net_minor and currency are null and mixed_currency says why.
 * Median gap: days between neighbouring days with a sale. Shares: positive net of product lines, fees left out.
 */
export const refreshSummary = `
  create function refresh_customer_summary(ids uuid[]) returns void language plpgsql set enable_seqscan to off set enable_mergejoin to off as $$
  begin
    with asked as (select distinct unnest(ids) as id),
    total as (
      select o.customer_id, count(*) filter (where o.kind = 'SALE') as order_count, count(*) filter (where o.kind = 'REFUND') as refund_count,
        sum(o.amount_minor) as net_minor, sum(o.amount_minor) filter (where o.kind = 'SALE') as sale_minor,
        min(o.currency) as currency, count(distinct o.currency) > 1 as mixed,
        min(o.ordered_on) filter (where o.kind = 'SALE') as first_on, max(o.ordered_on) filter (where o.kind = 'SALE') as last_on
      from sales_order o join asked a on a.id = o.customer_id where o.archived_at is null group by o.customer_id
    ),
    gap as (
      select customer_id, percentile_cont(0.5) within group (order by days) as median from (
        select customer_id, ordered_on - lag(ordered_on) over (partition by customer_id order by ordered_on) as days
        from (select distinct o.customer_id, o.ordered_on from sales_order o join asked a on a.id = o.customer_id where o.archived_at is null and o.kind = 'SALE') d
      ) g where days is not null group by customer_id
    ),
    spend as (
      select a.id as customer_id, x.category_id, x.minor from asked a cross join lateral (
        select p.category_id, sum(l.amount_minor) as minor
        from sales_order o join order_line l on l.order_id = o.id and l.kind = 'PRODUCT' and l.archived_at is null
        join product p on p.id = l.product_id where o.customer_id = a.id and o.archived_at is null and p.category_id is not null group by 1
      ) x
    ),
    ranked as (
      select *, row_number() over (partition by customer_id order by minor desc, category_id) as place,
        sum(minor) over (partition by customer_id) as whole from spend where minor > 0
    ),
    top as (
      select customer_id, jsonb_agg(jsonb_build_object('id', category_id, 'minor', minor, 'share', round(minor / whole, 4)) order by place) as list
      from ranked where place <= 5 group by customer_id
    )
    update customer_summary s set
      order_count = coalesce(t.order_count, 0), refund_count = coalesce(t.refund_count, 0),
      net_minor = case when t.mixed then null else t.net_minor end, sale_minor = case when t.mixed then null else coalesce(t.sale_minor, 0) end,
      currency = case when t.mixed then null else t.currency end, mixed_currency = coalesce(t.mixed, false),
      first_order_on = t.first_on, last_order_on = t.last_on, gap_median_days = g.median,
      top_category = case when t.mixed then '[]' else coalesce(c.list, '[]') end, refreshed_at = now()
    from asked a left join total t on t.customer_id = a.id left join gap g on g.customer_id = a.id left join top c on c.customer_id = a.id
    where s.customer_id = a.id;
  end $$;`;
