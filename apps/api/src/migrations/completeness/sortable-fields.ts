/**
 * Custom fields that lists may be sorted by. Such a field has two indexes: the one that its filter uses serves the order upwards, a second
 * one the order downwards with the empty ones last. They are made when an administrator marks the field, and go when the mark goes.
 */
export const sortableFields = `
  alter table custom_field add column sortable boolean not null default false, add check (indexed or not sortable);
  create or replace function index_custom_field(field uuid, wanted boolean) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    found custom_field;
    name text := 'customer_custom_' || replace(field::text, '-', '');
    said text;
  begin
    if not in_work() then
      raise exception 'index_custom_field outside a unit of work' using errcode = '42501';
    end if;
    execute format('drop index if exists %I', name);
    execute format('drop index if exists %I', name || '_down');
    select * into found from custom_field where id = field;
    if not wanted or found.id is null then
      return;
    end if;
    said := case when found.type in ('NUMBER', 'MONEY') then format('(case when jsonb_typeof(custom->%1$L) = ''number'' then (custom->>%1$L)::numeric end)', found.key)
      when found.type = 'TEXT' or found.type = 'URL' then format('lower(custom->>%L)', found.key) else format('(custom->>%L)', found.key) end;
    if found.type = 'MULTI_CHOICE' then
      execute format('create index %I on customer using gin ((custom->%L)) where archived_at is null', name, found.key);
    else
      execute format('create index %I on customer (%s, id) where archived_at is null', name, said);
    end if;
    if found.sortable then
      execute format('create index %I on customer (%s desc nulls last, id desc) where archived_at is null', name || '_down', said);
    end if;
  end $$;`;
