/**
 * Takes persons out of the database: what hangs on their records, wherever a merge may have moved it. It runs as the owner, inside the
 * unit of work of the one who erases: the trail says who removed what, without a value. `parts` says of each table of customers what
 * becomes of its rows. Orders keep their amounts; the record stays as a number without a name.
 */
export const erasePerson = `
  create function erase_person(ids uuid[], parts jsonb) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    waiting jsonb := parts;
    left_over jsonb;
    part jsonb;
    sets text;
    touched bigint;
    told jsonb := '[]';
    kept constant text[] := '{id,version,created_at,updated_at,archived_at,archive_no,kind,stage,owner_id,team_id,merged_into_id,demo,erased_at}';
  begin
    if not in_work() then
      raise exception 'erase_person outside a unit of work' using errcode = '42501';
    end if;
    perform set_config('app.erasing', 'on', true);
    perform erase_copies(ids);
    -- A row that another part still refers to waits for the next round.
    for round in 1..5 loop
      left_over := '[]';
      for part in select value from jsonb_array_elements(waiting) loop
        begin
          touched := erase_part(ids, part);
          if touched > 0 then
            told := told || jsonb_build_object('table', part->>'table', 'rows', touched);
          end if;
        exception when foreign_key_violation then
          left_over := left_over || part;
        end;
      end loop;
      waiting := left_over;
      exit when jsonb_array_length(waiting) = 0;
    end loop;
    if jsonb_array_length(waiting) > 0 then
      raise exception 'rows of % cannot be removed', waiting;
    end if;
    delete from customer_key where customer_id = any(ids);
    select string_agg(format('%I = default', column_name), ', ') into sets from information_schema.columns
      where table_schema = 'public' and table_name = 'customer' and is_generated = 'NEVER' and not column_name = any(kept);
    execute format('update customer set %s, archived_at = coalesce(archived_at, now()), erased_at = now(), version = version + 1, updated_at = now() where id = any($1)', sets) using ids;
    told := told || jsonb_build_object('table', 'customer', 'rows', cardinality(ids));
    -- Last: what was written above has left its own traces.
    delete from revision where row_id = any(ids);
    perform set_config('app.erasing', '', true);
    return told;
  end $$;
  create function erase_part(ids uuid[], part jsonb) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    own uuid[];
    sets text;
    touched bigint := 0;
    theirs text := format('(%I = any($1) or %I = any($1))', part->>'column', part->>'side');
  begin
    if part->>'mode' = 'keep' then
      return 0;
    end if;
    if exists (select 1 from information_schema.columns where table_schema = 'public' and table_name = part->>'table' and column_name = 'id' and data_type = 'uuid') then
      execute format('select coalesce(array_agg(id), ''{}'') from %I where %s', part->>'table', theirs) into own using ids;
    end if;
    if part->>'mode' = 'delete' then
      execute format('delete from %I where %s', part->>'table', theirs) using ids;
    else
      select string_agg(format('%I = default', name), ', ') into sets from jsonb_array_elements_text(part->'clear') name;
      execute format('update %I set %s where %s', part->>'table', sets, theirs) using ids;
    end if;
    get diagnostics touched = row_count;
    delete from revision where table_name = part->>'table' and row_id = any(own);
    return touched;
  end $$;
  -- Copies that lie about: stages of imports, before-images, sides of merges, bodies shown of deliveries, payloads that came in, the data of waiting jobs. Files end now.
  create function erase_copies(ids uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    delete from import_correction c using import_row r where r.target_id = any(ids) and c.import_id = r.import_id and c.row_no = r.row_no;
    delete from import_row where target_id = any(ids);
    delete from batch_item where target_id = any(ids);
    delete from duplicate_candidate where customer_id = any(ids) or other_id = any(ids);
    update customer_side set own = '{}' where customer_id = any(ids);
    update webhook_delivery set body = null where object_id = any(ids) and body is not null;
    update incoming_delivery set payload = null, facts = null where object_id = any(ids) and (payload is not null or facts is not null);
    update job set state = 'CANCELLED', data = '{}', ended_at = now()
      where state = 'QUEUED' and exists (select 1 from unnest(ids) x(id) where data::text like '%' || x.id || '%');
    update export_file set expires_at = now(), version = version + 1, updated_at = now() where state in ('RUNNING','DONE') and expires_at > now();
  end $$;
  revoke all on function erase_person(uuid[], jsonb), erase_part(uuid[], jsonb), erase_copies(uuid[]) from public;
  grant execute on function erase_person(uuid[], jsonb) to dossier_app;`;
