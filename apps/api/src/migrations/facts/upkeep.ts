/** What is looked at again and when, what has been found, what goes by which rule, and how good the records are from month to month. */
export const upkeep = `
create table review_policy (
  id uuid primary key, version int not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
  name text not null check (length(name) between 1 and 80), section text not null,
  months int not null check (months between 1 and 120), risk text not null default 'MEDIUM', stages text[] not null default '{}'
);
create unique index review_policy_name on review_policy (lower(name)) where archived_at is null;
create table review_item (
  id uuid primary key, version int not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
  customer_id uuid not null references customer on delete cascade, policy_id uuid not null references review_policy,
  section text not null, due_on date not null, state text not null default 'OPEN' check (state in ('OPEN','DONE')),
  verdict text, reviewed_at timestamptz, reviewed_by_id uuid, observation_id uuid, before jsonb
);
select hangs_on_customer('review_item');
create index review_item_customer on review_item (customer_id);
create unique index review_item_once on review_item ((coalesce(side_id, customer_id)), policy_id);
create index review_item_due on review_item (due_on, id) where archived_at is null and state = 'OPEN';
create index review_item_policy on review_item (policy_id, reviewed_at);
create table contact_check (
  id uuid primary key, version int not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
  customer_id uuid not null references customer on delete cascade, identity_id uuid not null references customer_identity on delete cascade,
  outcome text not null check (outcome in ('CONFIRMED','BOUNCED','UNKNOWN')), checked_at timestamptz not null default now(), checked_by_id uuid, item_id uuid
);
select hangs_on_customer('contact_check');
create index contact_check_customer on contact_check (customer_id);
create index contact_check_identity on contact_check (identity_id, checked_at desc);
create index contact_check_item on contact_check (item_id) where item_id is not null;
create table retention_policy (
  id uuid primary key, version int not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
  code text not null check (code ~ '^[A-Z][A-Z0-9-]{1,30}$'), purpose text not null check (length(purpose) between 1 and 300),
  subject text not null, months int not null check (months between 1 and 240), action text not null check (action in ('ARCHIVE','STRIP')), last_run_at timestamptz
);
create unique index retention_policy_code on retention_policy (code);
create table retention_proof (
  id uuid primary key, version int not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
  policy_id uuid not null references retention_policy, code text not null, action text not null,
  customer_id uuid not null, archive_no text not null, fields text[] not null default '{}', contacts int not null default 0,
  batch_id uuid not null, ran_at timestamptz not null default now(), undone_at timestamptz, final_at timestamptz
);
create index retention_proof_ran on retention_proof (ran_at, id);
create index retention_proof_policy on retention_proof (policy_id, ran_at);
create index retention_proof_batch on retention_proof (batch_id, customer_id);
create index retention_proof_open on retention_proof (ran_at) where action = 'STRIP' and undone_at is null and final_at is null;
create table quality_report (
  id uuid primary key, version int not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
  month date not null, computed_at timestamptz not null default now(), figures jsonb not null
);
create unique index quality_report_month on quality_report (month);

alter table operation_batch drop constraint if exists operation_batch_kind_check;
alter table operation_batch add constraint operation_batch_kind_check check (kind in ('BULK_EDIT','IMPORT','DEMO','MERGE','RETENTION'));
select guard_table('review_policy', '{"revisions":true,"ignore":["updated_at"]}');
select guard_table('review_item', '{"bulk":true,"ignore":["updated_at"],"personal":["before"]}');
select guard_table('contact_check', '{"bulk":true,"ignore":["updated_at"]}');
select guard_table('retention_policy', '{"revisions":true,"ignore":["updated_at","last_run_at"]}');
select guard_table('retention_proof', '{"bulk":true,"ignore":["updated_at"]}');
select guard_table('quality_report', '{"bulk":true,"ignore":["updated_at"]}');
select tell_changes('quality_report', '{"type":"QualityReport"}');

-- What was stripped by a rule is gone for good once its time to be taken back is over: history, sources and the key of the contacts.
create function finish_stripping(ids uuid[]) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone uuid[] := array(select distinct p.customer_id from retention_proof p where p.customer_id = any(ids) and p.action = 'STRIP' and p.undone_at is null and p.final_at is null
    and p.ran_at < now() - interval '31 days');
begin
  delete from revision r where r.row_id = any(gone);
  delete from observation o where o.customer_id = any(gone);
  delete from profile_snapshot s where s.customer_id = any(gone);
  delete from match_key m where m.customer_id = any(gone);
  delete from customer_key k where k.customer_id = any(gone);
  update retention_proof p set final_at = now() where p.customer_id = any(gone) and p.action = 'STRIP' and p.undone_at is null;
  return cardinality(gone);
end $$;
revoke all on function finish_stripping(uuid[]) from public;
grant execute on function finish_stripping(uuid[]) to dossier_app;`;

/** The rules every company starts with, and the word that manages them. */
export const upkeepRules = `
select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.actor', 'migration', true);
insert into review_policy (id, name, section, months, risk, stages) values
  ('0199d000-0000-7000-8000-000000000001', '每年一次 · Yearly', 'BASIC', 12, 'MEDIUM', '{}'),
  ('0199d000-0000-7000-8000-000000000002', '每半年一次 · Half-yearly', 'CONTACT', 6, 'HIGH', '{NEW,ACTIVE}');
insert into role_grant (role_id, action, scope) select id, 'upkeep.manage', 'ALL' from role where code = 'ADMINISTRATOR' on conflict do nothing;
select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.actor', '', true);`;
