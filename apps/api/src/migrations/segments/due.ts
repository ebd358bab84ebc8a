/**
 * Marks customers whose membership of segments may have changed: one row for two thousand of them, and none while there is no segment.
 * \`segments_follow(table)\` lets each statement on a table that names customers mark those it touched: what computes scores calls it once
 * for its shelf.
 */
export const segmentDue = `
  create function segments_due(ids uuid[]) returns void language plpgsql set search_path = public, pg_temp as $$
  begin
    if cardinality(ids) > 0 and exists (select 1 from segment where archived_at is null) then
      insert into segment_due (customer_ids) select array_agg(id) from (select id, (row_number() over () - 1) / 2000 as part from (select distinct unnest(ids) as id) d where id is not null) x group by part;
    end if;
  end $$;

  create function segments_are_due() returns trigger language plpgsql as $$
  declare
    ids uuid[];
    named text := coalesce(tg_argv[0], 'customer_id');
  begin
    if not exists (select 1 from segment where archived_at is null) then
      return null;
    end if;
    if tg_op <> 'DELETE' then
      execute format('select array_agg(distinct %I) from new_rows', named) into ids;
    end if;
    perform segments_due(ids);
    if tg_op <> 'INSERT' then
      execute format('select array_agg(distinct o.%1$I) from old_rows o where not o.%1$I = any($1)', named) using coalesce(ids, '{}') into ids;
      perform segments_due(ids);
    end if;
    return null;
  end $$;

  create function segments_follow(target regclass, named text default 'customer_id') returns void language plpgsql as $$
  begin
    execute format('create trigger segments_due_insert after insert on %s referencing new table as new_rows for each statement execute function segments_are_due(%L)', target, named);
    execute format('create trigger segments_due_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function segments_are_due(%L)', target, named);
    execute format('create trigger segments_due_delete after delete on %s referencing old table as old_rows for each statement execute function segments_are_due(%L)', target, named);
  end $$;

  -- What changes for everybody at once: all segments are computed anew.
  create function segments_all_due() returns trigger language plpgsql as $$
  begin
    update segment_state set wants_full = true where not wants_full;
    return null;
  end $$;
  create trigger segments_due_update after update on purpose for each statement execute function segments_all_due();
  create trigger segments_due_insert after insert on purpose for each statement execute function segments_all_due();

  -- Who is in a segment matters to the segments that refer to it.
  create function segments_of_segment_due() returns trigger language plpgsql as $$
  declare
    ids uuid[];
  begin
    if exists (select 1 from segment where archived_at is null and refers <> '{}') then
      select array_agg(distinct x.customer_id) into ids from changed_rows x where exists (select 1 from segment s where s.archived_at is null and s.refers @> array[x.segment_id]);
      perform segments_due(ids);
    end if;
    return null;
  end $$;
  create trigger segments_due_insert after insert on segment_member referencing new table as changed_rows for each statement execute function segments_of_segment_due();
  create trigger segments_due_delete after delete on segment_member referencing old table as changed_rows for each statement execute function segments_of_segment_due();`;

/** Tables from which memberships follow. Behaviour says itself through \`interest_state\`, which is written for all whose events have changed: taking events in costs nothing more. */
export const segmentSources = (tables: readonly string[]): string => [
  ...tables.map((table) => `select segments_follow('${table}');`),
  `select segments_follow('customer', 'id');`,
  // A row of these two is made with its customer, who is marked by that.
  ...['customer_summary', 'customer_completeness'].map((table) => `create trigger segments_due_update after update on ${table} referencing old table as old_rows new table as new_rows for each statement execute function segments_are_due('customer_id');`),
].join('\n');

/**
 * Writes who of these customers belongs to a segment, where nobody else has written since \`seen\`: null says that somebody has, or is about to.
 * It runs as the owner and as the product's own work: what follows from records is no act that the trail would hold. Nothing is kept of whom the
 * company has forgotten.
 */
export const keepMembers = `
  create function segment_keep(target uuid, seen bigint, ids uuid[], wanted uuid[], moment timestamptz) returns int language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    came int;
    went int;
  begin
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'segments'), true);
    perform 1 from segment_state where segment_id = target and turn = seen for update skip locked;
    if not found then
      return null;
    end if;
    with gone as (delete from segment_member m where m.segment_id = target and m.customer_id = any(ids) and not m.customer_id = any(wanted) returning m.customer_id, m.entered_at),
    stayed as (
      insert into segment_stay (segment_id, customer_id, entered_at, left_at)
        select target, g.customer_id, g.entered_at, greatest(moment, g.entered_at) from gone g join customer c on c.id = g.customer_id where c.erased_at is null
    )
    select count(*) into went from gone;
    with come as (
      insert into segment_member (segment_id, customer_id, entered_at) select target, w.id, moment from (select distinct unnest(wanted) as id) w
        where w.id = any(ids) and exists (select 1 from customer c where c.id = w.id) on conflict do nothing returning 1
    )
    select count(*) into came from come;
    update segment_state set turn = turn + 1, size = size + came - went where segment_id = target;
    return came + went;
  end $$;

  create function segment_done(numbers bigint[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'segments'), true);
    delete from segment_due where number = any(numbers);
  end $$;

  -- So much has changed that computing all anew is less work. Marks that stand by now are answered by that.
  create function segment_flood(numbers bigint[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'segments'), true);
    update segment_state set wants_full = true where not wants_full;
    delete from segment_due where number = any(numbers);
  end $$;

  -- A definition that cannot be computed any more says so; its members stay as they were.
  create function segment_failed(target uuid, code text, moment timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'segments'), true);
    update segment_state set fault = code, tried_at = moment where segment_id = target and fault is distinct from code;
  end $$;

  -- The day has changed in a zone that some customers keep: they are looked at again.
  create function segment_zone_rolls(told text, today date) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'segments'), true);
    insert into segment_zone as z (zone, day) values (told, today) on conflict (zone) do update set day = excluded.day where z.day <> excluded.day;
    if found then
      perform segments_due((select array_agg(id) from customer where time_zone = told and archived_at is null));
    end if;
  end $$;
  revoke all on function segment_keep(uuid, bigint, uuid[], uuid[], timestamptz), segment_done(bigint[]), segment_flood(bigint[]), segment_failed(uuid, text, timestamptz), segment_zone_rolls(text, date) from public;
  grant execute on function segment_keep(uuid, bigint, uuid[], uuid[], timestamptz), segment_done(bigint[]), segment_flood(bigint[]), segment_failed(uuid, text, timestamptz), segment_zone_rolls(text, date) to dossier_app;`;
