/** Computes what is kept of these customers anew, set-based; rows that say the same already are left as they are. */
const traits = `
  create function customer_trait_refresh(ids uuid[]) returns void language plpgsql set enable_seqscan to off set enable_mergejoin to off set jit to off as $$
  begin
    delete from customer_trait t where t.customer_id = any(ids) and not exists (select 1 from customer c where c.id = t.customer_id and c.archived_at is null);
    insert into customer_trait as t (customer_id, owner_id, team_id, created_at, order_count, refund_count, net_minor, sale_minor, first_order_on, last_order_on, demo, has_phone, has_email,
        kind, stage, gender, country, region, city, occupation, time_zone, source_id, tag_ids)
      select c.id, c.owner_id, c.team_id, c.created_at, s.order_count, s.refund_count, s.net_minor, s.sale_minor, s.first_order_on, s.last_order_on, c.demo,
        coalesce(i.has_phone, false), coalesce(i.has_email, false), c.kind, c.stage, c.gender, c.country, c.region, c.city, c.occupation, c.time_zone, c.source_id, c.tag_ids
      from customer c left join customer_summary s on s.customer_id = c.id
      left join (select customer_id, bool_or(kind = 'PHONE') as has_phone, bool_or(kind = 'EMAIL') as has_email from customer_identity where customer_id = any(ids) and archived_at is null group by 1) i on i.customer_id = c.id
      where c.id = any(ids) and c.archived_at is null order by c.id
      on conflict (customer_id) do update set owner_id = excluded.owner_id, team_id = excluded.team_id, created_at = excluded.created_at, order_count = excluded.order_count,
        refund_count = excluded.refund_count, net_minor = excluded.net_minor, sale_minor = excluded.sale_minor, first_order_on = excluded.first_order_on, last_order_on = excluded.last_order_on,
        demo = excluded.demo, has_phone = excluded.has_phone, has_email = excluded.has_email, kind = excluded.kind, stage = excluded.stage, gender = excluded.gender, country = excluded.country, region = excluded.region, city = excluded.city,
        occupation = excluded.occupation, time_zone = excluded.time_zone, source_id = excluded.source_id, tag_ids = excluded.tag_ids
      where t.* is distinct from excluded.*;
  end $$;`;

const orders = `
  create function order_days_refresh(ids uuid[]) returns void language plpgsql set enable_seqscan to off set enable_mergejoin to off set jit to off as $$
  begin
    with mine as (
      select o.customer_id, o.id, o.kind, o.ordered_on, sum(o.amount_minor) over (partition by o.customer_id, o.kind order by o.ordered_on, o.id)::bigint as upto
      from sales_order o where o.customer_id = any(ids) and o.archived_at is null and exists (select 1 from customer c where c.id = o.customer_id and c.archived_at is null)
    ),
    said as materialized (
      select customer_id, min(ordered_on) as first_on, max(ordered_on) as last_on, coalesce(array_agg(ordered_on order by ordered_on, id) filter (where kind = 'SALE'), '{}') as sale_days, coalesce(array_agg(upto order by ordered_on, id) filter (where kind = 'SALE'), '{}') as sale_sums,
        coalesce(array_agg(ordered_on order by ordered_on, id) filter (where kind = 'REFUND'), '{}') as refund_days, coalesce(array_agg(upto order by ordered_on, id) filter (where kind = 'REFUND'), '{}') as refund_sums
      from mine group by customer_id
    ),
    gone as (delete from order_days d where d.customer_id = any(ids) and not exists (select 1 from said s where s.customer_id = d.customer_id))
    insert into order_days as d (customer_id, first_on, last_on, sale_days, sale_sums, refund_days, refund_sums) select customer_id, first_on, last_on, sale_days, sale_sums, refund_days, refund_sums from said
      on conflict (customer_id) do update set first_on = excluded.first_on, last_on = excluded.last_on, sale_days = excluded.sale_days, sale_sums = excluded.sale_sums, refund_days = excluded.refund_days, refund_sums = excluded.refund_sums
      where d.* is distinct from excluded.*;
  end $$;

  create function category_sum_refresh(ids uuid[]) returns void language plpgsql set enable_seqscan to off set enable_mergejoin to off set jit to off as $$
  begin
    with said as materialized (
      select o.customer_id, p.category_id, count(distinct o.id) filter (where o.kind = 'SALE') as sales, count(distinct o.id) filter (where o.kind = 'REFUND') as refunds,
        coalesce(sum(l.amount_minor) filter (where o.kind = 'SALE'), 0)::bigint as sale_minor, coalesce(sum(l.amount_minor) filter (where o.kind = 'REFUND'), 0)::bigint as refund_minor,
        min(o.ordered_on) filter (where o.kind = 'SALE') as first_on, max(o.ordered_on) filter (where o.kind = 'SALE') as last_on
      from sales_order o join order_line l on l.order_id = o.id and l.kind = 'PRODUCT' and l.archived_at is null join product p on p.id = l.product_id and p.category_id is not null
      where o.customer_id = any(ids) and o.archived_at is null and exists (select 1 from customer c where c.id = o.customer_id and c.archived_at is null) group by 1, 2
    ),
    gone as (delete from category_sum x where x.customer_id = any(ids) and not exists (select 1 from said s where s.customer_id = x.customer_id and s.category_id = x.category_id))
    insert into category_sum as x (customer_id, category_id, sales, refunds, sale_minor, refund_minor, first_on, last_on) select customer_id, category_id, sales, refunds, sale_minor, refund_minor, first_on, last_on from said
      on conflict (customer_id, category_id) do update set sales = excluded.sales, refunds = excluded.refunds, sale_minor = excluded.sale_minor, refund_minor = excluded.refund_minor, first_on = excluded.first_on, last_on = excluded.last_on
      where x.* is distinct from excluded.*;
  end $$;

  create function rollups_refresh(ids uuid[]) returns void language plpgsql as $$
  begin
    perform customer_trait_refresh(ids);
    perform order_days_refresh(ids);
    perform category_sum_refresh(ids);
  end $$;`;

/**
 * A name that was never seen gets its code, and what the first look had left out is looked at once more. Whoever computes interests keeps the times
 * with them, in the same transaction: a mark of the one is a mark of the other.
 */
const times = `
  create function event_times_refresh(ids uuid[]) returns void language plpgsql set enable_seqscan to off set enable_mergejoin to off set jit to off as $$
  declare
    again boolean;
  begin
    for look in 1..3 loop
      with said as materialized (
        select e.customer_id, array_agg((k.code::bigint << 40) + greatest(0, floor(extract(epoch from e.occurred_at)))::bigint order by k.code, e.occurred_at) as moments, bool_or(k.code is null) as has_new
        from behaviour_event e left join event_code k on k.name = e.name where e.customer_id = any(ids) group by 1
      ),
      gone as (delete from event_times t where t.customer_id = any(ids) and not exists (select 1 from said s where s.customer_id = t.customer_id)),
      kept as (
        insert into event_times as t (customer_id, moments) select customer_id, moments from said where not has_new order by customer_id
          on conflict (customer_id) do update set moments = excluded.moments where t.moments is distinct from excluded.moments
      )
      select coalesce(bool_or(has_new), false) into again from said;
      exit when not again;
      insert into event_code (name, code) select n.name, (select max(code) from event_code) + row_number() over (order by n.name)
        from (select distinct e.name from behaviour_event e where e.customer_id = any(ids) and not exists (select 1 from event_code k where k.name = e.name)) n on conflict do nothing;
    end loop;
  end $$;

  alter function refresh_interests(uuid[]) rename to compute_interests;
  create function refresh_interests(ids uuid[]) returns void language plpgsql as $$
  begin
    perform compute_interests(ids);
    perform event_times_refresh(ids);
  end $$;`;

/**
 * Takes the oldest marks and computes whom they name, in one transaction that holds a lock: a mark goes in the very moment in which what it
 * stands for is kept. What is written while it computes has a mark of its own. Null: somebody else is at it.
 */
const take = `
  create function rollups_take(most int) returns int language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    ids uuid[];
  begin
    if not pg_try_advisory_xact_lock(7421046) then
      return null;
    end if;
    if not exists (select 1 from rollup_due) then
      return 0;
    end if;
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'rollups'), true);
    with oldest as (select number, sum(cardinality(customer_ids)) over (order by number) - cardinality(customer_ids) as before from (select number, customer_ids from rollup_due order by number limit 400) d),
    taken as (delete from rollup_due where number in (select number from oldest where before < most) returning customer_ids)
    select coalesce(array_agg(distinct x.id order by x.id), '{}') into ids from taken cross join lateral unnest(taken.customer_ids) x(id);
    perform rollups_refresh(ids);
    return greatest(1, cardinality(ids));
  end $$;
  revoke all on function rollups_take(int) from public;
  grant execute on function rollups_take(int) to dossier_app;`;

/** What stands already: times of events at once, the rest by marks, so that a big company waits for nothing. */
const fill = `
  insert into event_code (name, code) select name, ordinality from unnest(array['PAGE_VIEW','PRODUCT_VIEW','DWELL','SEARCH','SHARE','FAVOURITE','CART','CHECKOUT','PURCHASE','DOWNLOAD','CUSTOM']) with ordinality x(name);
  insert into event_code (name, code) select name, 11 + row_number() over (order by name) from (select distinct e.name from behaviour_event e where not exists (select 1 from event_code k where k.name = e.name)) n;
  insert into event_times (customer_id, moments)
    select e.customer_id, array_agg((k.code::bigint << 40) + greatest(0, floor(extract(epoch from e.occurred_at)))::bigint order by k.code, e.occurred_at)
    from behaviour_event e join event_code k on k.name = e.name where e.customer_id is not null group by 1;
  insert into rollup_due (customer_ids) select array_agg(id) from (select id, (row_number() over (order by id) - 1) / 2000 as part from customer where archived_at is null) x group by part;`;

export const rollupPump = [traits, orders, times, take, fill].join('\n');
