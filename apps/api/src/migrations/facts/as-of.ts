/**
 * The rows of one table that belonged to a customer at an instant, each as it was then and as it is now (null where it is gone).
 * It goes backwards: from the row as it stands, every change that came later is taken back. A part that came later is absent;
 * one that was removed or went to another record later stands as it was when it left. Columns that are never copied into the
 * history (`secret`, `ignore`) and the version are left out. Values come back in the type of their column, in UTC, so that the same instant gives the
 * same text for ever.
 */
export const asOf = `
create function history_options(target regclass) returns jsonb language sql stable as $$
  select split_part(encode(t.tgargs, 'escape'), E'\\\\000', 1)::jsonb from pg_trigger t where t.tgrelid = target and t.tgname = 'audit_update' $$;

create function rows_as_of(target regclass, customer uuid, moment timestamptz) returns table (id uuid, was jsonb, stands jsonb)
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
      where r.table_name = %1$L and r.row_id = $1 and r.at > $2 and (r.part_id is not null or %2$L is null)
    ),
    bound as (select distinct on (part) part, id, operation, before from later where operation in ('INSERT','DELETE') order by part, id),
    standing as (select x.%3$I as part, to_jsonb(x) as data from %4$s x where x.%5$I = $1),
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
    case when archives and owner_column is not null then 'and ((i.image).archived_at is null or (i.image).archived_at > $2)' else '' end) using customer, moment, hidden;
end $$;`;
