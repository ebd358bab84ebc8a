import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Following leads up: until when the first answer is owed, who looks at a lead and works on it, and what a contact with the record does to its open leads. */
export class LeadFollow1763780000053 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(columns);
    await db.query(tables);
    await db.query(functions);
    await db.query(paths);
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'migration', true)`);
    await db.query(`insert into step_escalation (id, team_id, hours, target) values (gen_random_uuid(), null, 8, 'LEADER')`);
    await db.query(`insert into response_target (id, team_id, grade, minutes) values (gen_random_uuid(), null, null, 240), (gen_random_uuid(), null, 'A', 60)`);
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.scope', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz`;

/** For which due moment, and for which day of a next step, people were told already: a new one is told anew. */
const columns = `
  alter table lead add column response_minutes int check (response_minutes >= 0), add column response_told_for timestamptz, add column next_told_for date, add column next_leader_for date;
  create index lead_late on lead (response_due_at, id) where status = 'OPEN' and archived_at is null and first_response_at is null and response_told_for is distinct from response_due_at;
  create index lead_step_late on lead (next_on, id) where status = 'OPEN' and archived_at is null and next_on is not null and next_told_for is distinct from next_on;
  create index lead_step_waits on lead (next_on, id) where status = 'OPEN' and archived_at is null and next_on is not null and next_leader_for is distinct from next_on;`;

const tables = `
  create table response_target (
    ${row}, team_id uuid references team, grade text check (grade in ('A','B','C','D')), minutes int not null check (minutes between 1 and 100000)
  );
  create unique index response_target_place on response_target (team_id, grade) nulls not distinct where archived_at is null;
  create index response_target_team on response_target (team_id) where team_id is not null;
  create table step_escalation (
    ${row}, team_id uuid references team, hours int not null check (hours between 1 and 200), target text not null check (target in ('LEADER','PERSON','NOBODY')), person_id uuid references app_user,
    check ((target = 'PERSON') = (person_id is not null))
  );
  create unique index step_escalation_place on step_escalation (team_id) nulls not distinct where archived_at is null;
  create index step_escalation_team on step_escalation (team_id) where team_id is not null;
  create index step_escalation_person on step_escalation (person_id) where person_id is not null;
  create index step_escalation_hours on step_escalation (hours, id);
  create table lead_presence (
    lead_id uuid not null references lead on delete cascade, user_id uuid not null references app_user, since timestamptz not null default now(), seen_at timestamptz not null default now(), primary key (lead_id, user_id)
  );
  create index lead_presence_user on lead_presence (user_id);
  create index lead_presence_seen on lead_presence (seen_at);
  create table lead_hold (
    lead_id uuid primary key references lead on delete cascade, user_id uuid not null references app_user, since timestamptz not null, until timestamptz not null
  );
  create index lead_hold_user on lead_hold (user_id);
  select guard_table('response_target');
  select guard_table('step_escalation');
  select guard_table('lead_presence', '{"audit":false}');
  select guard_table('lead_hold', '{"audit":false}');
  select tell_changes('lead_presence', '{"type":"Lead","of":"lead","id":"lead_id","key":"user_id","scope":["owner_id","team_id"],"fields":["hold"],"ignore":["seen_at"]}');
  select tell_changes('lead_hold', '{"type":"Lead","of":"lead","id":"lead_id","key":"lead_id","scope":["owner_id","team_id"],"fields":["hold"]}');`;

const functions = `
  -- Says that somebody looks at a lead now. Looking is no change of anything: it stands outside units of work, and what is old goes by itself.
  create function lead_seen(target uuid, who uuid, patience interval) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'presence'), true);
    delete from lead_presence p using (select lead_id, user_id from lead_presence where seen_at < now() - patience order by seen_at limit 20 for update skip locked) old where p.lead_id = old.lead_id and p.user_id = old.user_id;
    insert into lead_presence as p (lead_id, user_id) select l.id, u.id from lead l, app_user u where l.id = target and u.id = who
      on conflict (lead_id, user_id) do update set seen_at = now(), since = case when p.seen_at < now() - patience then now() else p.since end;
  end $$;
  revoke all on function lead_seen(uuid, uuid, interval) from public;
  grant execute on function lead_seen(uuid, uuid, interval) to dossier_app;

  -- Says that somebody has left a lead: whoever waits for it need not wait until they are missed.
  create function lead_left(target uuid, who uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'presence'), true);
    delete from lead_presence where lead_id = target and user_id = who;
    delete from lead_hold where lead_id = target and user_id = who;
  end $$;
  revoke all on function lead_left(uuid, uuid) from public;
  grant execute on function lead_left(uuid, uuid) to dossier_app;

  -- What is known of the next steps of a lead: the earliest day on which one is open, among those written down since it came in.
  create function lead_next_on(record uuid, opened timestamptz) returns date language sql stable as $$
    select min(c.next_on) from communication c where c.customer_id = record and c.archived_at is null and c.next_state = 'OPEN' and (c.at >= opened or c.created_at >= opened) $$;

  -- A contact with a record reaches its open leads, whoever had it: they are answered, touched, and no longer new once somebody was spoken with.
  create function leads_followed(record uuid, met_at timestamptz, is_answer boolean, is_reached boolean, ids uuid[], minutes int[])
    returns table (id uuid, from_stage text, to_stage text) language plpgsql as $$
  declare
    scope text := current_setting('app.scope', true);
    actor uuid := nullif(current_setting('app.user_id', true), '')::uuid;
  begin
    perform set_config('app.scope', 'ALL', true);
    return query
      with before as materialized (select l.id, l.stage, m.minutes from lead l left join unnest(ids, minutes) m(id, minutes) on m.id = l.id
          where l.customer_id = record and l.status = 'OPEN' and l.archived_at is null order by l.id for update of l),
      saved as (update lead l set
          first_response_at = case when is_answer and met_at >= l.opened_at then least(l.first_response_at, met_at) else l.first_response_at end,
          response_minutes = case when is_answer and met_at >= l.opened_at and (l.first_response_at is null or met_at < l.first_response_at) then b.minutes else l.response_minutes end,
          last_touch_at = greatest(l.last_touch_at, met_at), next_on = lead_next_on(record, l.opened_at),
          stage = case when is_reached and l.stage = 'NEW' then 'CONTACTED' else l.stage end,
          stage_since = case when is_reached and l.stage = 'NEW' then greatest(met_at, l.opened_at) else l.stage_since end,
          version = l.version + 1, updated_at = now()
        from before b where b.id = l.id returning l.id, b.stage as was, l.stage as now_is, l.status, l.stage_since, l.owner_id, l.team_id),
      told as (insert into lead_transition (id, lead_id, at, from_stage, to_stage, from_status, to_status, actor_id, owner_id, team_id)
        select gen_random_uuid(), s.id, s.stage_since, s.was, s.now_is, s.status, s.status, actor, s.owner_id, s.team_id from saved s where s.was <> s.now_is)
      select s.id, s.was, s.now_is from saved s where s.was <> s.now_is;
    perform set_config('app.scope', coalesce(scope, ''), true);
  end $$;

  -- The next steps of a record changed: its open leads are told the earliest day anew.
  create function leads_stepped(record uuid) returns void language plpgsql as $$
  declare
    scope text := current_setting('app.scope', true);
  begin
    perform set_config('app.scope', 'ALL', true);
    update lead l set next_on = lead_next_on(record, l.opened_at), version = l.version + 1, updated_at = now()
      where l.customer_id = record and l.status = 'OPEN' and l.archived_at is null and l.next_on is distinct from lead_next_on(record, l.opened_at);
    perform set_config('app.scope', coalesce(scope, ''), true);
  end $$;`;

/**
 * When each lead first came to a stage or past it: one narrow row a lead beside its many steps, which the funnel reads. A statement that writes steps
 * brings their leads along in the same commit; whose a lead is, and whether it counts, is asked of the lead.
 */
const paths = `
  create table lead_path (
    lead_id uuid primary key, contacted_at timestamptz, qualified_at timestamptz, proposal_at timestamptz, negotiation_at timestamptz,
    foreign key (lead_id) references lead on delete cascade
  ) with (fillfactor = 90);
  select guard_table('lead_path', '{"key":"lead_id","audit":false}');
  create function lead_paths_keep() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    insert into lead_path as p (lead_id, contacted_at, qualified_at, proposal_at, negotiation_at)
      select s.lead_id, min(s.at), min(s.at) filter (where s.to_stage in ('QUALIFIED','PROPOSAL','NEGOTIATION')), min(s.at) filter (where s.to_stage in ('PROPOSAL','NEGOTIATION')), min(s.at) filter (where s.to_stage = 'NEGOTIATION')
      from new_rows s where s.to_stage <> 'NEW' group by s.lead_id order by s.lead_id
      on conflict (lead_id) do update set contacted_at = least(p.contacted_at, excluded.contacted_at), qualified_at = least(p.qualified_at, excluded.qualified_at),
        proposal_at = least(p.proposal_at, excluded.proposal_at), negotiation_at = least(p.negotiation_at, excluded.negotiation_at)
      where (p.contacted_at, p.qualified_at, p.proposal_at, p.negotiation_at) is distinct from
        (least(p.contacted_at, excluded.contacted_at), least(p.qualified_at, excluded.qualified_at), least(p.proposal_at, excluded.proposal_at), least(p.negotiation_at, excluded.negotiation_at));
    return null;
  end $$;
  create trigger lead_paths_keep after insert on lead_transition referencing new table as new_rows for each statement execute function lead_paths_keep();`;
