/** The trail anew, in partitions; the rows written so far wait beside it. */
export const newTrail = `
alter table audit_entry rename to audit_entry_before;
alter table audit_entry_before drop constraint audit_entry_pkey;
drop index audit_entry_at, audit_entry_actor, audit_entry_object;
alter table audit_change rename to audit_change_before;
alter table audit_change_before drop constraint audit_change_pkey;
drop index audit_change_entry, audit_change_row;

create table audit_entry (
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  actor_kind text not null, actor_id uuid, actor_name text, on_behalf_of uuid, session_id uuid,
  ip text, device text,
  action text not null, object_type text, object_id text,
  outcome text not null check (outcome in ('DONE','REFUSED','FAILED')),
  code text, reason text, facts jsonb, request_id text not null,
  primary key (id, at)
) partition by range (at);
create index audit_entry_at on audit_entry (at desc, id desc);
create index audit_entry_actor on audit_entry (actor_id, at desc);
create index audit_entry_object on audit_entry (object_id, at desc);
create index audit_entry_request on audit_entry (request_id);
create index audit_entry_order on audit_entry (xid, id);
create table audit_entry_default partition of audit_entry default;

create sequence audit_change_number as bigint;
create table audit_change (
  id bigint not null default nextval('audit_change_number'),
  xid xid8 not null default pg_current_xact_id(),
  entry_id uuid not null, at timestamptz not null default clock_timestamp(),
  table_name text not null, operation text not null, row_id text, row_ids uuid[],
  fields text[], before jsonb, after jsonb,
  primary key (id, at)
) partition by range (at);
create index audit_change_entry on audit_change (entry_id);
create index audit_change_row on audit_change (row_id);
create index audit_change_order on audit_change (xid, id);
create table audit_change_default partition of audit_change default;`;

/** The chain: one seal a row, and where the sealer stands. `audit_dropped` holds the signed statements about what is kept no longer, letter by letter. */
export const sealTables = `
create table audit_seal (
  sequence bigint not null,
  sealed_at timestamptz not null,
  entry_id uuid, change_id bigint, check ((entry_id is null) <> (change_id is null)),
  at timestamptz not null,
  backdated boolean not null,
  digest bytea not null, hash bytea not null,
  primary key (sequence, sealed_at)
) partition by range (sealed_at);
create table audit_seal_default partition of audit_seal default;

create table audit_state (
  only_one boolean primary key default true check (only_one),
  sequence bigint not null default 0, head bytea not null default decode(repeat('00', 32), 'hex'),
  entry_xid xid8 not null default '0', entry_id uuid not null default '00000000-0000-0000-0000-000000000000',
  change_xid xid8 not null default '0', change_id bigint not null default 0,
  oldest_open xid8 not null default '0', next_xid xid8, looked_at timestamptz, sealed_at timestamptz,
  checkpoint_at timestamptz, checkpoint_sequence bigint not null default 0
);
insert into audit_state default values;

create table audit_dropped (before timestamptz primary key, made_at timestamptz not null default now(), statement json not null);
create trigger audit_dropped_kept before update or delete or truncate on audit_dropped for each statement execute function refuse_change();
grant select, insert on audit_seal, audit_dropped to dossier_app;
grant select, update on audit_state to dossier_app;
grant select on audit_seal, audit_state, audit_dropped to dossier_backup;`;

/** Makes the months there are, moves the rows over, and closes everything against change. */
export const takeOver = `
do $$
declare
  base text;
  month date;
begin
  foreach base in array array['audit_entry', 'audit_change', 'audit_seal'] loop
    perform audit_keep(base);
    perform audit_keep(base || '_default');
    for month in
      select m::date from generate_series(
        date_trunc('month', least(now(), (select min(at) from audit_entry_before), (select min(at) from audit_change_before)) at time zone 'UTC'),
        date_trunc('month', now() at time zone 'UTC') + interval '2 months', interval '1 month') m
    loop
      perform audit_make_month(base, month);
    end loop;
  end loop;
end $$;
insert into audit_entry (id, at, xid, actor_kind, actor_id, actor_name, on_behalf_of, session_id, ip, device, action, object_type, object_id, outcome, code, reason, facts, request_id)
  select id, at, xid, actor_kind, actor_id, actor_name, on_behalf_of, session_id, ip, device, action, object_type, object_id, outcome, code, reason, facts, request_id from audit_entry_before;
insert into audit_change (id, xid, entry_id, at, table_name, operation, row_id, row_ids, fields, before, after)
  select id, xid, entry_id, at, table_name, operation, row_id, row_ids, fields, before, after from audit_change_before;
select setval('audit_change_number', greatest(1, (select max(id) from audit_change)));
drop table audit_entry_before, audit_change_before;
grant select, insert on audit_entry to dossier_app;
grant select on audit_change to dossier_app;`;

/** What was noticed, how much was read, and what a check of the chain found. */
export const alertTables = `
create table alert (
  id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz,
  kind text not null, cause text not null, facts jsonb not null default '{}', seen_at timestamptz not null,
  acknowledged_at timestamptz, acknowledged_by uuid
);
create unique index alert_open on alert (kind, cause) where acknowledged_at is null;
create index alert_created on alert (created_at desc, id desc);
create index alert_cause on alert (kind, cause, seen_at desc);
create table audit_check (
  id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz,
  job_id uuid, asked_by uuid,
  state text not null default 'RUNNING' check (state in ('RUNNING','SOUND','BROKEN','FAILED')),
  checked bigint not null default 0, total bigint not null default 0, millis bigint not null default 0,
  fault text, sequence bigint, facts jsonb not null default '{}'
);
create index audit_check_created on audit_check (created_at desc, id desc);
create index audit_check_job on audit_check (job_id);
select guard_table('alert', '{"ignore":["updated_at"]}');
select guard_table('audit_check', '{"ignore":["updated_at"]}');
create table read_count (
  id uuid primary key, actor_id uuid not null, key_id uuid, hour timestamptz not null, list text not null, network text not null default '', pages int not null
);
create unique index read_count_once on read_count (hour, actor_id, list, network, coalesce(key_id, actor_id));
create table known_place (kind text not null, owner uuid not null, value text not null, first_at timestamptz not null default now(), primary key (kind, owner, value));
grant select, insert, update, delete on read_count, known_place to dossier_app;
grant select on read_count, known_place to dossier_backup;
alter table company add column audit_months int not null default 36 check (audit_months between 6 and 600);`;
