/**
 * The history of a row that belongs to another one (`of`) also bears its own id, so that each part of a record can be followed and
 * shown as it was. A part that moves to another record leaves the one (DELETE, with all it was) and comes into the other (INSERT,
 * with all it is): each record's history is whole by itself. Parts whose adding is told in bulk have no copy of it in the history:
 * they are known by their own `created_at`, and only what changes them later is kept.
 */
export const partsOfHistory = `
alter table revision add column part_id uuid;

create or replace function trail_of_added(options jsonb, target oid) returns text language sql stable as $$
  select format($q$
    with fresh as materialized (select to_jsonb(x) j from (select %1$s from new_rows) x),
    trail as (
      insert into audit_change (entry_id, table_name, operation, row_id, after) select $1, $2, 'INSERT', j->>%2$L, mask_values(j, $4) from fresh
    )
    insert into revision (entry_id, actor_id, actor_name, table_name, row_id, part_id, version, operation, after)
      select $1, $3, $5, $2, (j->>%3$L)::uuid, %4$s, (j->>'version')::int, 'INSERT', j - keys_of($4, 'ignore') from fresh where coalesce(($4->>'revisions')::boolean, false)
    $q$, string_agg(quote_ident(attname), ', ' order by attnum), coalesce(options->>'key', 'id'), coalesce(options->>'of', options->>'key', 'id'),
    case when options ? 'of' then format('(j->>%L)::uuid', coalesce(options->>'key', 'id')) else 'null::uuid' end)
  from pg_attribute where attrelid = target and attnum > 0 and not attisdropped and attname <> all (keys_of(options, 'secret')) $$;

create or replace function audit_rows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  options jsonb := tg_argv[0]::jsonb;
  entry uuid := nullif(current_setting('app.entry_id', true), '')::uuid;
  actor uuid := nullif(current_setting('app.user_id', true), '')::uuid;
  actor_name text := current_setting('app.actor', true);
  key_column text := coalesce(options->>'key', 'id');
begin
  if entry is null then
    raise exception 'write to % outside a unit of work', tg_table_name using errcode = '42501';
  end if;
  if tg_op = 'INSERT' then
    if coalesce((options->>'bulk')::boolean, false) then
      execute format('insert into audit_change (entry_id, table_name, operation, row_ids) select $1, $2, $3, array_agg(%I) from new_rows having count(*) > 0', key_column)
        using entry, tg_table_name, tg_op;
    else
      execute trail_of_added(options, tg_relid) using entry, tg_table_name, actor, options, actor_name;
    end if;
  elsif tg_op = 'UPDATE' then
    execute format($q$
      with pair as materialized (
        select to_jsonb(o) b, to_jsonb(n) a from old_rows o join new_rows n on n.%1$I = o.%1$I
      ), diff as materialized (
        select b, a, array(select k from jsonb_object_keys(a) k where a->k is distinct from b->k and not coalesce($4->'ignore' ? k, false)) as changed from pair
      ), kept as (select * from diff where cardinality(changed) > 0),
      trail as (
        insert into audit_change (entry_id, table_name, operation, row_id, fields, before, after)
        select $1, $2, 'UPDATE', a->>%2$L, changed,
          mask_values((select jsonb_object_agg(k, b->k) from unnest(changed) k), $4),
          mask_values((select jsonb_object_agg(k, a->k) from unnest(changed) k), $4) from kept
      )
      insert into revision (entry_id, actor_id, actor_name, table_name, row_id, part_id, version, operation, before, after)
      %3$s
    $q$, key_column, key_column, history_of_changed(options, key_column)) using entry, tg_table_name, actor, options, actor_name;
  else
    insert into audit_change (entry_id, table_name, operation, row_id, before)
      select entry, tg_table_name, tg_op, j->>key_column, mask_values(j, options) from (select to_jsonb(o) j from old_rows o) x
      where not coalesce((options->>'bulk')::boolean, false);
    if coalesce((options->>'bulk')::boolean, false) then
      execute format('insert into audit_change (entry_id, table_name, operation, row_ids) select $1, $2, $3, array_agg(%I) from old_rows having count(*) > 0', key_column)
        using entry, tg_table_name, tg_op;
    elsif options ? 'of' and coalesce((options->>'revisions')::boolean, false) then
      insert into revision (entry_id, actor_id, actor_name, table_name, row_id, part_id, version, operation, before)
        select entry, actor, actor_name, tg_table_name, (j->>(options->>'of'))::uuid, (j->>key_column)::uuid, null, tg_op, drop_secret(j, options) from (select to_jsonb(o) j from old_rows o) x
        where j->>(options->>'of') is not null;
    end if;
  end if;
  return null;
end $$;`;

/** What the history says of changed rows: the change itself, and of a part that has moved its leaving and its coming. */
export const historyOfChanged = `
create function history_of_changed(options jsonb, key_column text) returns text language sql immutable as $$
  select case when not options ? 'of' then format($q$
      select $1, $3, $5, $2, (a->>%1$L)::uuid, null::uuid, (a->>'version')::int, 'UPDATE',
        drop_secret((select jsonb_object_agg(k, b->k) from unnest(changed) k), $4),
        drop_secret((select jsonb_object_agg(k, a->k) from unnest(changed) k), $4)
      from kept where coalesce(($4->>'revisions')::boolean, false) and changed <> array['version']
    $q$, key_column)
  else format($q$
      select $1, $3, $5, $2, (a->>%2$L)::uuid, (a->>%1$L)::uuid, (a->>'version')::int, 'UPDATE',
        drop_secret((select jsonb_object_agg(k, b->k) from unnest(changed) k), $4),
        drop_secret((select jsonb_object_agg(k, a->k) from unnest(changed) k), $4)
      from kept where coalesce(($4->>'revisions')::boolean, false) and changed <> array['version'] and not %2$L = any(changed) and a->>%2$L is not null
      union all
      select $1, $3, $5, $2, (b->>%2$L)::uuid, (b->>%1$L)::uuid, null::int, 'DELETE', drop_secret(b, $4), null::jsonb
      from kept where coalesce(($4->>'revisions')::boolean, false) and %2$L = any(changed) and b->>%2$L is not null
      union all
      select $1, $3, $5, $2, (a->>%2$L)::uuid, (a->>%1$L)::uuid, (a->>'version')::int, 'INSERT', null::jsonb, drop_secret(a, $4)
      from kept where coalesce(($4->>'revisions')::boolean, false) and %2$L = any(changed) and a->>%2$L is not null
    $q$, key_column, options->>'of') end $$;`;
