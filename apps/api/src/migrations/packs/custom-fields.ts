/**
 * Fields that a company adds to its records. Their values stand together in one column of the record, so that history, past states
 * and erasure have them without being told. The trail never copies them: whatever stands there is masked as a whole.
 */
export const customFields = `
  create table custom_field (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    entity text not null default 'CUSTOMER' check (entity in ('CUSTOMER')),
    key text not null check (key ~ '^[a-z][A-Za-z0-9_]{0,39}$'),
    name text not null check (length(name) between 1 and 60), name_en text not null check (length(name_en) between 1 and 60),
    type text not null check (type in ('TEXT','NUMBER','MONEY','DAY','DATETIME','BOOLEAN','CHOICE','MULTI_CHOICE','URL')),
    options jsonb not null default '[]', required boolean not null default false,
    least double precision, most double precision, pattern text check (length(pattern) <= 60), currency text,
    section text, section_en text, personal boolean not null default false, indexed boolean not null default false,
    word text, pack text, place int not null default 0
  );
  create unique index custom_field_key on custom_field (entity, key);
  create index custom_field_place on custom_field (place, id) where archived_at is null;
  select guard_table('custom_field', '{"ignore":["updated_at"],"revisions":true}');
  select tell_changes('custom_field', '{"type":"CustomField"}');

  alter table customer add column custom jsonb;
  do $$
  declare
    options jsonb;
  begin
    select convert_from(substring(tgargs from 1 for length(tgargs) - 1), 'UTF8')::jsonb into options from pg_trigger where tgrelid = 'customer'::regclass and tgname = 'audit_insert';
    options := jsonb_set(options, '{personal}', (options->'personal') || '["custom"]');
    drop trigger audit_insert on customer;
    drop trigger audit_update on customer;
    drop trigger audit_delete on customer;
    execute format('create trigger audit_insert after insert on customer referencing new table as new_rows for each statement execute function audit_rows(%L)', options);
    execute format('create trigger audit_update after update on customer referencing old table as old_rows new table as new_rows for each statement execute function audit_rows(%L)', options);
    execute format('create trigger audit_delete after delete on customer referencing old table as old_rows for each statement execute function audit_rows(%L)', options);
  end $$;

  -- The same words as the filter says, or the index would not answer it.
  create function index_custom_field(field uuid, wanted boolean) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    found custom_field;
    name text := 'customer_custom_' || replace(field::text, '-', '');
    said text;
  begin
    if not in_work() then
      raise exception 'index_custom_field outside a unit of work' using errcode = '42501';
    end if;
    execute format('drop index if exists %I', name);
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
  end $$;
  revoke all on function index_custom_field(uuid, boolean) from public;
  grant execute on function index_custom_field(uuid, boolean) to dossier_app;`;
