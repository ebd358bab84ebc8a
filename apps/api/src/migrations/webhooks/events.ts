/**
 * Events are written by the statement that makes the change, in its transaction, for all its rows at once; a statement
 * costs one look at a small table while no active webhook wants what it does. An event holds ids and names of changed
 * fields, never a value. Its number rises with each change of a record, for whoever changes one holds its lock.
 */
export const events = `
create function events_wanted(given text[]) returns text[] language sql stable set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct e), '{}') from webhook w cross join unnest(w.events) e
  where w.state = 'ACTIVE' and w.archived_at is null and w.events && given and e = any(given) $$;

create function tell_created() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if cardinality(events_wanted(array[tg_argv[0]])) > 0 then
    insert into webhook_event (type, object, object_id, version) select tg_argv[0], tg_table_name, n.id, n.version from new_rows n order by n.id;
  end if;
  return null;
end $$;

create function tell_customer_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted text[] := events_wanted(array['CUSTOMER_UPDATED','CUSTOMER_ARCHIVED','CUSTOMER_RESTORED']);
begin
  if cardinality(wanted) = 0 then return null; end if;
  insert into webhook_event (type, object, object_id, version, fields)
    select x.type, tg_table_name, x.id, x.version, x.fields
    from (
      select n.id, n.version,
        case when o.archived_at is null and n.archived_at is not null then 'CUSTOMER_ARCHIVED'
          when o.archived_at is not null and n.archived_at is null then 'CUSTOMER_RESTORED' else 'CUSTOMER_UPDATED' end as type,
        array(select a.key from jsonb_each(to_jsonb(n)) a join jsonb_each(to_jsonb(o)) b on b.key = a.key
          where a.value is distinct from b.value and a.key <> all('{version,created_at,updated_at,name_key,search_grams,search_text,batch_id}') order by a.key) as fields
      -- What happens to a customer in the transaction of its creation is told by that.
      from old_rows o join new_rows n on n.id = o.id where n.created_at <> now()
    ) x
    where cardinality(x.fields) > 0 and x.type = any(wanted) order by x.id;
  return null;
end $$;

create function identity_field(kind text) returns text language sql immutable as $$
  select case kind when 'PHONE' then 'phone' when 'EMAIL' then 'email' else 'identities' end $$;

create function tell_identity_added() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if cardinality(events_wanted(array['CUSTOMER_UPDATED'])) > 0 then
    insert into webhook_event (type, object, object_id, version, fields)
      select 'CUSTOMER_UPDATED', 'customer', c.id, c.version, array_agg(distinct identity_field(n.kind)) from new_rows n join customer c on c.id = n.customer_id
      where c.created_at <> now() group by c.id, c.version order by c.id;
  end if;
  return null;
end $$;

create function tell_identity_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if cardinality(events_wanted(array['CUSTOMER_UPDATED'])) > 0 then
    insert into webhook_event (type, object, object_id, version, fields)
      select 'CUSTOMER_UPDATED', 'customer', c.id, c.version, array_agg(distinct identity_field(n.kind))
      from old_rows o join new_rows n on n.id = o.id join customer c on c.id = n.customer_id
      where (o.archived_at, o.is_primary, o.label, o.verified_at) is distinct from (n.archived_at, n.is_primary, n.label, n.verified_at) and c.created_at <> now()
      group by c.id, c.version order by c.id;
  end if;
  return null;
end $$;

create function tell_finished() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from old_rows o join new_rows n on n.id = o.id where n.state in ('DONE','FAILED') and o.state <> n.state)
    and cardinality(events_wanted(array[tg_argv[0]])) > 0 then
    insert into webhook_event (type, object, object_id, version, fields)
      select tg_argv[0], tg_table_name, n.id, n.version, '{state}' from old_rows o join new_rows n on n.id = o.id
      where n.state in ('DONE','FAILED') and o.state <> n.state order by n.id;
  end if;
  return null;
end $$;

create function deliver_events() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into webhook_delivery (webhook_id, event_id, seq, object_id, next_at)
    select w.id, e.id, e.seq, e.object_id, '-infinity' from new_rows e
    join webhook w on w.archived_at is null and (w.id = e.only_for or (e.only_for is null and w.state = 'ACTIVE' and e.type = any(w.events)));
  perform pg_notify('dossier', json_build_array('webhook', '')::text);
  return null;
end $$;

create trigger events_delivered after insert on webhook_event referencing new table as new_rows for each statement execute function deliver_events();
create trigger event_created after insert on customer referencing new table as new_rows for each statement execute function tell_created('CUSTOMER_CREATED');
create trigger event_changed after update on customer referencing old table as old_rows new table as new_rows for each statement execute function tell_customer_changed();
create trigger event_created after insert on customer_identity referencing new table as new_rows for each statement execute function tell_identity_added();
create trigger event_changed after update on customer_identity referencing old table as old_rows new table as new_rows for each statement execute function tell_identity_changed();
create trigger event_created after insert on sales_order referencing new table as new_rows for each statement execute function tell_created('ORDER_CREATED');
create trigger event_finished after update on import referencing old table as old_rows new table as new_rows for each statement execute function tell_finished('IMPORT_FINISHED');
create trigger event_finished after update on export_file referencing old table as old_rows new table as new_rows for each statement execute function tell_finished('EXPORT_FINISHED');`;
