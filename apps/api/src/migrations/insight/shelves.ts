/**
 * Shelves of scores: `make_shelf(table)` guards a table whose key is `customer_id` and makes `<table>_keep`, by which it is written in bulk.
 *
 * `<table>_keep(after, upto, ids, <a list a column>)` lays the rows of these customers on the shelf and takes away whoever lies between the
 * two bounds (the first excluded, the second included; null: no bound) and is not among them. Rows that stay as they are cost no write. It
 * runs as the owner and marks itself as the product's own work: what follows from other rows is no act that the trail would hold. Customers
 * who no longer stand are not laid. Gives whose row has changed.
 *
 * `leave_shelves(ids)` takes absorbed records off every shelf: what is said of them is said of the record that stands.
 */
export const shelves = `
  create function make_shelf(target regclass) returns void language plpgsql as $make$
  declare
    columns text[];
    types text[];
  begin
    select array_agg(quote_ident(attname) order by attnum), array_agg(format_type(atttypid, atttypmod) order by attnum) into columns, types
      from pg_attribute where attrelid = target and attnum > 0 and not attisdropped and attname <> 'customer_id';
    perform guard_table(target, '{"audit":false}');
    execute format('comment on table %s is %L', target, 'shelf of scores');
    execute format($f$
      create function %1$I(after uuid, upto uuid, ids uuid[], %2$s) returns uuid[] language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $body$
      declare
        standing uuid[];
        gone uuid[];
        kept uuid[];
      begin
        perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'scores'), true);
        select coalesce(array_agg(c.id), '{}') into standing from customer c where c.id = any(ids) and c.archived_at is null and c.merged_into_id is null and c.erased_at is null;
        with left_over as (
          delete from %3$s s where (after is null or s.customer_id > after) and (upto is null or s.customer_id <= upto) and s.customer_id <> all(standing) returning s.customer_id
        ) select array_agg(customer_id) into gone from left_over;
        with laid as (
          insert into %3$s as s (customer_id, %4$s) select t.* from unnest(ids, %5$s) t(customer_id, %4$s) where t.customer_id = any(standing) order by t.customer_id
            on conflict (customer_id) do update set %6$s where (%7$s) is distinct from (%8$s) returning s.customer_id
        ) select array_agg(customer_id) into kept from laid;
        return coalesce(gone, '{}') || coalesce(kept, '{}');
      end $body$ $f$,
      target::text || '_keep',
      (select string_agg(format('n%s %s[]', at, type), ', ' order by at) from unnest(types) with ordinality t(type, at)),
      target, array_to_string(columns, ', '),
      (select string_agg(format('n%s', at), ', ' order by at) from unnest(types) with ordinality t(type, at)),
      (select string_agg(format('%1$s = excluded.%1$s', name), ', ' order by at) from unnest(columns) with ordinality t(name, at)),
      (select string_agg(format('s.%s', name), ', ' order by at) from unnest(columns) with ordinality t(name, at)),
      (select string_agg(format('excluded.%s', name), ', ' order by at) from unnest(columns) with ordinality t(name, at)));
    execute format('revoke all on function %I from public', target::text || '_keep');
    execute format('grant execute on function %I to dossier_app', target::text || '_keep');
  end $make$;

  create function leave_shelves(ids uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    shelf regclass;
  begin
    for shelf in select c.oid::regclass from pg_class c join pg_description d on d.objoid = c.oid and d.classoid = 'pg_class'::regclass and d.objsubid = 0 where d.description = 'shelf of scores' loop
      execute format('delete from %s s using customer c where s.customer_id = any($1) and c.id = s.customer_id and c.merged_into_id is not null', shelf) using ids;
    end loop;
  end $$;
  revoke all on function leave_shelves(uuid[]) from public;
  grant execute on function leave_shelves(uuid[]) to dossier_app;`;
