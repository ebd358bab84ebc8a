const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz`;

/** How much may leave, and who said yes; records that nobody has a reason to touch; what a leaver took their hands off. */
export const misuseTables = `
  alter table export_file drop constraint export_file_state_check;
  alter table export_file add constraint export_file_state_check check (state in ('QUEUED','RUNNING','DONE','FAILED','EXPIRED','NEEDS_APPROVAL','DECLINED'));
  alter table export_file add column expected_rows int, add column decided_by uuid, add column decided_at timestamptz, add column decision text;
  create index export_file_waiting on export_file (created_at, id) where state = 'NEEDS_APPROVAL';

  create table export_limit (${row},
    role_id uuid references role on delete cascade, user_id uuid references app_user on delete cascade,
    rows_per_day int check (rows_per_day >= 0), approval_above int check (approval_above >= 0), clear_above int check (clear_above >= 0),
    check (role_id is null or user_id is null)
  );
  create unique index export_limit_role on export_limit (role_id) where role_id is not null;
  create unique index export_limit_user on export_limit (user_id) where user_id is not null;
  create unique index export_limit_house on export_limit ((true)) where role_id is null and user_id is null;

  create table bait (${row},
    customer_id uuid not null references customer on delete cascade, marked_by uuid, note text check (length(note) <= 200)
  );
  create index bait_customer on bait (customer_id);
  select hangs_on_customer('bait');

  create table leaver_sweep (
    id uuid primary key, created_at timestamptz not null default now(), user_id uuid not null references app_user on delete cascade, swept_by uuid, report jsonb not null
  );
  create index leaver_sweep_user on leaver_sweep (user_id, created_at desc);

  -- The limits that apply to one account: its own, else the widest of its roles, else those of the house.
  create function export_limits(account uuid) returns table (rows_per_day int, approval_above int, clear_above int) language sql stable as $$
    with house as (select l.* from export_limit l where l.role_id is null and l.user_id is null),
    own as (select l.* from export_limit l where l.user_id = account),
    given as (
      select max(coalesce(l.rows_per_day, 2147483647)) as rows_per_day, max(coalesce(l.approval_above, 2147483647)) as approval_above, max(coalesce(l.clear_above, 2147483647)) as clear_above
      from export_limit l join user_role r on r.role_id = l.role_id and r.user_id = account and (r.until is null or r.until > now())
    )
    select coalesce((select coalesce(o.rows_per_day, 2147483647) from own o), g.rows_per_day, h.rows_per_day, 2147483647),
      coalesce((select coalesce(o.approval_above, 2147483647) from own o), g.approval_above, h.approval_above, 2147483647),
      coalesce((select coalesce(o.clear_above, 2147483647) from own o), g.clear_above, h.clear_above, 2147483647)
    from (select 1) one left join given g on true left join house h on true $$;`;

export const misuseGuards = `
  select guard_table('export_limit', '{"ignore":["updated_at"]}');
  select guard_table('bait', '{"ignore":["updated_at"],"personal":["note"]}');
  select guard_table('leaver_sweep', '{}');`;

/**
 * Takes out of a leaver's hands, in the unit of work that shuts their account, what would go on working without them: sessions, keys of
 * programs that act for them, what they have lent and what was lent to them, links to their account, webhooks that deliver within their
 * reach, views that others see under their name, exports that wait, run or lie ready. It runs as the owner login, for ours sees no
 * sessions and keys of others; it reaches this one account alone, and leaves a report of what there was.
 */
export const sweepLeaver = `
  create function sweep_leaver(account uuid, by_whom uuid) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    sessions int; keys int; delegations int; links int; webhooks int; sources int; views int; waiting int; ready int;
    report jsonb;
  begin
    if not in_work() then
      raise exception 'sweep_leaver outside a unit of work' using errcode = '42501';
    end if;
    with gone as (update session set ended_at = now() where user_id = account and ended_at is null and expires_at > now() returning 1) select count(*) into sessions from gone;
    with gone as (update api_key k set revoked_at = now(), version = k.version + 1, updated_at = now() from app_user c
      where c.id = k.client_id and c.acts_for_id = account and k.revoked_at is null and k.expires_at > now() returning 1) select count(*) into keys from gone;
    with gone as (update delegation set ended_at = now(), version = version + 1, updated_at = now() where account in (from_id, to_id) and ended_at is null and until > now() returning 1) select count(*) into delegations from gone;
    with gone as (update account_link set ended_at = now() where user_id = account and ended_at is null and expires_at > now() returning 1) select count(*) into links from gone;
    with gone as (update webhook set state = 'PAUSED', version = version + 1, updated_at = now() where owner_id = account and state = 'ACTIVE' and archived_at is null returning 1) select count(*) into webhooks from gone;
    with gone as (update incoming_source set state = 'PAUSED', version = version + 1, updated_at = now() where owner_id = account and state = 'ACTIVE' and archived_at is null returning 1) select count(*) into sources from gone;
    with gone as (update saved_view set visibility = 'PRIVATE', version = version + 1, updated_at = now() where owner_id = account and visibility <> 'PRIVATE' and archived_at is null returning 1) select count(*) into views from gone;
    update job set cancel_asked = true, state = case when state = 'QUEUED' then 'CANCELLED' else state end, ended_at = case when state = 'QUEUED' then now() else ended_at end
      where state in ('QUEUED','RUNNING') and id in (select job_id from export_file where owner_id = account and state in ('QUEUED','RUNNING'));
    with gone as (update export_file set state = 'EXPIRED', expires_at = now(), version = version + 1, updated_at = now() where owner_id = account and state in ('QUEUED','RUNNING','NEEDS_APPROVAL') returning 1) select count(*) into waiting from gone;
    with gone as (update export_file set expires_at = now(), version = version + 1, updated_at = now() where owner_id = account and state = 'DONE' and expires_at > now() returning 1) select count(*) into ready from gone;
    report := jsonb_build_object('sessions', sessions, 'keys', keys, 'delegations', delegations, 'links', links, 'webhooks', webhooks, 'sources', sources, 'views', views, 'waitingExports', waiting, 'readyExports', ready);
    insert into leaver_sweep (id, user_id, swept_by, report) values (gen_random_uuid(), account, by_whom, report);
    return report;
  end $$;
  revoke all on function sweep_leaver(uuid, uuid) from public;
  grant execute on function sweep_leaver(uuid, uuid) to dossier_app;`;
