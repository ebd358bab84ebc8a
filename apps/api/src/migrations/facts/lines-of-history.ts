/**
 * Lines of orders keep a history too, under the order they stand on: what changes or leaves is written down, what comes is known by its
 * own `created_at`, which is the instant of the line itself: where lines are replaced, the old ones leave before the new ones come.
 * Nothing is written down of lines that go for good, with their demo or their pack: the history of an order goes with the order.
 */
export const linesOfHistory = `
alter table order_line alter column created_at set default clock_timestamp();

create function order_lines_left() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  entry uuid := nullif(current_setting('app.entry_id', true), '')::uuid;
begin
  if coalesce(current_setting('app.erasing', true), '') <> 'on' then
    insert into revision (entry_id, actor_id, actor_name, table_name, row_id, part_id, version, operation, before)
      select entry, nullif(current_setting('app.user_id', true), '')::uuid, current_setting('app.actor', true), tg_table_name, l.order_id, l.id, null, 'DELETE', to_jsonb(l) - 'updated_at' from old_rows l
      where exists (select 1 from sales_order o where o.id = l.order_id);
  end if;
  return null;
end $$;
create trigger order_lines_left after delete on order_line referencing old table as old_rows for each statement execute function order_lines_left();

create function order_history_left() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from revision where table_name = 'order_line' and row_id in (select id from old_rows);
  return null;
end $$;
create trigger order_history_left after delete on sales_order referencing old table as old_rows for each statement execute function order_history_left();`;

/** The guards of lines: changes of a line are copied, its coming is not. */
export const lineGuards = { ignore: ['updated_at'], bulk: true, revisions: true, of: 'order_id' };

/** The rows of many owners at once; the rows of one are a case of it. What the function says stays the same. */
export const asOfMany = `
create function rows_as_of(target regclass, owners uuid[], moment timestamptz) returns table (id uuid, was jsonb, stands jsonb)
  language plpgsql stable set timezone to 'UTC' as $$
declare
  options jsonb := history_options(target);
  owner_column text := options->>'of';
  key_column text := coalesce(options->>'key', 'id');
  name text := (select relname from pg_class where oid = target);
  archives boolean := exists (select 1 from pg_attribute where attrelid = target and attname = 'archived_at');
  hidden text[] := keys_of(options, 'secret') || keys_of(options, 'ignore') || array['version', 'updated_at'];
begin
  return query execute format($q$
    with later as materialized (
      select r.id, coalesce(r.part_id, r.row_id) as part, r.operation, r.before from revision r
      where r.table_name = %1$L and r.row_id = any($1) and r.at > $2 and (r.part_id is not null or %2$L is null)
    ),
    bound as (select distinct on (part) part, id, operation, before from later where operation in ('INSERT','DELETE') order by part, id),
    standing as (select x.%3$I as part, to_jsonb(x) as data from %4$s x where x.%5$I = any($1)),
    base as (
      select s.part, s.data from standing s where not exists (select 1 from bound b where b.part = s.part)
      union all
      select b.part, b.before from bound b where b.operation = 'DELETE'
    ),
    undone as (
      select f.part, jsonb_object_agg(f.key, f.value) as was from (
        select distinct on (l.part, e.key) l.part, e.key, e.value from later l left join bound b on b.part = l.part, jsonb_each(l.before) e
        where l.operation = 'UPDATE' and (b.id is null or l.id < b.id) order by l.part, e.key, l.id
      ) f group by f.part
    ),
    imaged as (select b.part, jsonb_populate_record(null::%4$s, b.data || coalesce(u.was, '{}')) as image from base b left join undone u on u.part = b.part)
    select i.part, to_jsonb(i.image) - $3, (select to_jsonb(x) from %4$s x where x.%3$I = i.part)
    from imaged i where (i.image).created_at <= $2 %6$s
    order by (i.image).created_at, i.part
  $q$, name, owner_column, key_column, target, coalesce(owner_column, key_column),
    case when archives and owner_column is not null then 'and ((i.image).archived_at is null or (i.image).archived_at > $2)' else '' end) using owners, moment, hidden;
end $$;

create or replace function rows_as_of(target regclass, customer uuid, moment timestamptz) returns table (id uuid, was jsonb, stands jsonb)
  language sql stable set timezone to 'UTC' as $$ select * from rows_as_of(target, array[customer], moment) $$;`;
