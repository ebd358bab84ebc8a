/**
 * Each statement that changes rows of ours tells so once, when it commits, to every process that listens: the type,
 * what was done, the changed columns, and the ids. More than a hundred rows are told by the places in which they lie
 * (the columns that reach looks at), so that nobody hears of rows out of their reach. Rows that are gone or have moved
 * bring their place before, for it stands nowhere else. Values are never told.
 * Options: type (as the surface calls it), id (column that names the row), scope (columns that reach looks at, in the
 * order of the policy), of (the table whose row this belongs to, named by `id`), fields (what that row shows of it),
 * ignore (columns whose change is not worth a word).
 */
export const tellChange = `
create function live_tell(told jsonb) returns void language plpgsql as $$
begin
  perform pg_notify('dossier', json_build_array('change', told::text)::text);
end $$;

create function tell_change() returns trigger language plpgsql set enable_seqscan to off as $$
declare
  options jsonb := tg_argv[0]::jsonb;
  id_column text := coalesce(options->>'id', 'id');
  parent text := options->>'of';
  scope text[] := keys_of(options, 'scope');
  rows_now text := case when tg_op = 'DELETE' then 'old_rows' else 'new_rows' end;
  place text := (select coalesce(string_agg(format('s.%I', k), ', '), '') from unnest(scope) k);
  base jsonb := jsonb_build_object('t', options->>'type', 'o', case when parent is null then tg_op else 'UPDATE' end) ||
    case when options ? 'fields' then jsonb_build_object('f', options->'fields') else '{}' end;
  amount int;
  told record;
begin
  execute format('select count(*) from (select 1 from %I limit 101) x', rows_now) into amount;
  if amount = 0 then
    return null;
  end if;

  if amount > 100 or (tg_op = 'DELETE' and parent is null and amount > 25) then
    for told in execute format(
      'select jsonb_agg(p) as places from (select p, (row_number() over ()) / 60 as part from (select distinct jsonb_build_array(%s) as p from (%s) s) d) x group by part', place,
      case when parent is not null then format('select p.* from %I p where p.id in (select %I from %I)', parent, id_column, rows_now)
        when tg_op = 'UPDATE' and cardinality(scope) > 0 then 'select * from new_rows union all select * from old_rows'
        else format('select * from %I', rows_now) end)
    loop
      perform live_tell(base || jsonb_build_object('p', told.places));
    end loop;
  elsif parent is not null then
    for told in execute format('select string_agg(distinct r.%I::text, '','') as ids from %I r %s', id_column, rows_now,
      case when tg_op = 'UPDATE' then format('join old_rows o on o.%1$I = r.%1$I where to_jsonb(o) - $1 is distinct from to_jsonb(r) - $1', coalesce(options->>'key', 'id')) else '' end)
      using keys_of(options, 'ignore')
    loop
      if told.ids is not null then
        perform live_tell(base || jsonb_build_object('i', told.ids));
      end if;
    end loop;
  elsif tg_op = 'INSERT' then
    execute format('select string_agg(%I::text, '','') as ids from new_rows', id_column) into told;
    perform live_tell(base || jsonb_build_object('i', told.ids));
  elsif tg_op = 'DELETE' then
    execute format('select jsonb_agg(jsonb_build_array(%s)) as before from old_rows s', concat_ws(', ', format('s.%I', id_column), nullif(place, ''))) into told;
    perform live_tell(base || jsonb_build_object('b', told.before));
  else
    -- Rows that changed alike are told together: no row brings the columns of another.
    for told in execute format($q$
      with pair as materialized (select to_jsonb(o) b, to_jsonb(n) a from old_rows o join new_rows n on n.%1$I = o.%1$I),
      diff as materialized (select b, a, array(select k from jsonb_object_keys(a) k where a->k is distinct from b->k and k <> all($1) order by k) as changed from pair),
      kept as (select a->>%1$L as id, changed, changed && $2 as moved, jsonb_build_array(b->>%1$L) || coalesce((select jsonb_agg(b->k order by at) from unnest($2) with ordinality c(k, at)), '[]') as before
        from diff where cardinality(changed) > 0)
      select changed, string_agg(id, ',') as ids, jsonb_agg(before) filter (where moved) as before from
        (select *, row_number() over (partition by changed) / case when moved then 25 else 101 end as part from kept) x group by changed, part
    $q$, id_column) using keys_of(options, 'ignore'), scope
    loop
      perform live_tell(base || jsonb_build_object('c', to_jsonb(told.changed), 'i', told.ids) || case when told.before is null then '{}' else jsonb_build_object('b', told.before) end);
    end loop;
  end if;
  return null;
end $$;

create function tell_changes(target regclass, options jsonb) returns void language plpgsql as $$
declare
  told jsonb := jsonb_set(options, '{ignore}', coalesce(options->'ignore', '[]') || '["version","updated_at"]');
begin
  if coalesce((options->>'insert')::boolean, true) then
    execute format('create trigger change_told_insert after insert on %s referencing new table as new_rows for each statement execute function tell_change(%L)', target, told);
    execute format('create trigger change_told_delete after delete on %s referencing old table as old_rows for each statement execute function tell_change(%L)', target, told);
  end if;
  execute format('create trigger change_told_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function tell_change(%L)', target, told);
end $$;`;
