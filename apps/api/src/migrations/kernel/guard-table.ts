/**
 * The one trigger function of all our tables. It runs once a statement over the transition tables, refuses a write
 * outside a unit of work, and writes what changed: to the audit trail with personal values masked and secret ones
 * left out, and to the revisions (erasable with the person) with values but never secret ones.
 * Arguments: the options given to guard_table.
 */
export const auditTrigger = `
create function keys_of(options jsonb, name text) returns text[] language sql immutable as $$
  select array(select jsonb_array_elements_text(coalesce(options->name, '[]'))) $$;

create function mask_values(row_data jsonb, options jsonb) returns jsonb language sql immutable as $$
  select (row_data - keys_of(options, 'secret')) || coalesce(
    (select jsonb_object_agg(key, '***') from unnest(keys_of(options, 'personal')) key where row_data->key <> 'null'), '{}') $$;

create function drop_secret(row_data jsonb, options jsonb) returns jsonb language sql immutable as $$
  select row_data - keys_of(options, 'secret') - keys_of(options, 'ignore') $$;

create function audit_rows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
      insert into audit_change (entry_id, table_name, operation, row_id, after)
        select entry, tg_table_name, tg_op, j->>key_column, mask_values(j, options) from (select to_jsonb(n) j from new_rows n) x;
      if coalesce((options->>'revisions')::boolean, false) then
        insert into revision (entry_id, actor_id, actor_name, table_name, row_id, version, operation, after)
          select entry, actor, actor_name, tg_table_name, (j->>coalesce(options->>'of', key_column))::uuid, (j->>'version')::int, tg_op, drop_secret(j, options)
          from (select to_jsonb(n) j from new_rows n) x;
      end if;
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
      insert into revision (entry_id, actor_id, actor_name, table_name, row_id, version, operation, before, after)
      select $1, $3, $5, $2, (a->>coalesce($4->>'of', %2$L))::uuid, (a->>'version')::int, 'UPDATE',
        drop_secret((select jsonb_object_agg(k, b->k) from unnest(changed) k), $4),
        drop_secret((select jsonb_object_agg(k, a->k) from unnest(changed) k), $4)
      from kept where coalesce(($4->>'revisions')::boolean, false) and changed <> array['version']
    $q$, key_column, key_column) using entry, tg_table_name, actor, options, actor_name;
  else
    insert into audit_change (entry_id, table_name, operation, row_id, before)
      select entry, tg_table_name, tg_op, j->>key_column, mask_values(j, options) from (select to_jsonb(o) j from old_rows o) x
      where not coalesce((options->>'bulk')::boolean, false);
    if coalesce((options->>'bulk')::boolean, false) then
      execute format('insert into audit_change (entry_id, table_name, operation, row_ids) select $1, $2, $3, array_agg(%I) from old_rows having count(*) > 0', key_column)
        using entry, tg_table_name, tg_op;
    elsif options ? 'of' and coalesce((options->>'revisions')::boolean, false) then
      insert into revision (entry_id, actor_id, actor_name, table_name, row_id, version, operation, before)
        select entry, actor, actor_name, tg_table_name, (j->>(options->>'of'))::uuid, null, tg_op, drop_secret(j, options) from (select to_jsonb(o) j from old_rows o) x;
    end if;
  end if;
  return null;
end $$;`;

/**
 * guard_table(table, options): audit triggers, rights of the app login, row policies for writing.
 * Options: personal (masked in the trail), secret (never copied), ignore (changes not worth a line), bulk (one line
 * per statement), key (primary key column, `id` unless said), revisions (keep values for history and undo),
 * of (column naming the row whose history this belongs to), owner and team (columns of the write policy),
 * audit (false: no trail, for stages and counters).
 */
export const guardTable = `
create function may_write(owner uuid, team uuid) returns boolean language sql stable as $$
  select case when nullif(current_setting('app.request_id', true), '') is null then false
    when current_setting('app.scope', true) = 'ALL' then true
    else owner = any(current_setting('app.owner_ids', true)::uuid[]) or team = any(current_setting('app.team_ids', true)::uuid[]) end $$;

create function in_work() returns boolean language sql stable as $$
  select nullif(current_setting('app.request_id', true), '') is not null $$;

create function guard_table(target regclass, options jsonb default '{}') returns void language plpgsql as $$
declare
  test text := case when options ? 'owner' or options ? 'team'
    then format('may_write(%s, %s)', coalesce(quote_ident(options->>'owner'), 'null::uuid'), coalesce(quote_ident(options->>'team'), 'null::uuid')) else 'in_work()' end;
begin
  if coalesce((options->>'audit')::boolean, true) then
    execute format('create trigger audit_insert after insert on %s referencing new table as new_rows for each statement execute function audit_rows(%L)', target, options);
    execute format('create trigger audit_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function audit_rows(%L)', target, options);
    execute format('create trigger audit_delete after delete on %s referencing old table as old_rows for each statement execute function audit_rows(%L)', target, options);
  end if;
  execute format('grant select, insert, update, delete on %s to dossier_app', target);
  execute format('grant select on %s to dossier_backup', target);
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy backup_read on %s for select to dossier_backup using (true)', target);
  execute format('create policy read_rows on %s for select to public using (true)', target);
  execute format('create policy add_rows on %s for insert to public with check (%s)', target, test);
  execute format('create policy change_rows on %s for update to public using (%s) with check (in_work())', target, test);
  execute format('create policy remove_rows on %s for delete to public using (%s)', target, test);
end $$;`;
