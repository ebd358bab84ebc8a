import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose a lead is: rules that assign, every decision with its candidates, and pools for leads that nobody owns. */
export class Assignment1763780000051 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(pools);
    await db.query(policies);
    await db.query(decisions);
    await db.query(looks);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz`;

/** Picks, locks and warnings are kept by lead and person; what a pool hides stands on the pool. */
const pools = `
  create table lead_pool (
    ${row}, name text not null check (length(name) between 1 and 80), team_id uuid references team, per_day int check (per_day > 0), in_total int check (in_total > 0), views_per_day int check (views_per_day > 0),
    hidden text[] not null default '{}', lock_days int not null default 0 check (lock_days between 0 and 3650), recycle jsonb not null default '[]' check (jsonb_typeof(recycle) = 'array'),
    spared_user_ids uuid[] not null default '{}', spares_top_grade boolean not null default true, spares_appointments boolean not null default true
  );
  create index lead_pool_name on lead_pool (name, id) where archived_at is null;
  create index lead_pool_team on lead_pool (team_id) where team_id is not null;
  alter table lead add constraint lead_in_pool foreign key (pool_id) references lead_pool;
  create index lead_unowned on lead (opened_at, id) where owner_id is null and pool_id is null and status = 'OPEN' and archived_at is null;
  create index lead_open_of on lead (owner_id) where status = 'OPEN' and archived_at is null;
  create table lead_pick (
    id uuid primary key, lead_id uuid not null references lead on delete cascade, pool_id uuid not null references lead_pool, user_id uuid not null references app_user, at timestamptz not null default now(), on_day date not null, released_at timestamptz, counts boolean not null default true
  );
  create index lead_pick_of on lead_pick (user_id, pool_id, on_day) where counts;
  create index lead_pick_lead on lead_pick (lead_id, at);
  create index lead_pick_pool on lead_pick (pool_id);
  create table lead_view (
    user_id uuid not null references app_user, pool_id uuid not null references lead_pool on delete cascade, lead_id uuid not null references lead on delete cascade, on_day date not null, at timestamptz not null default now(), primary key (user_id, pool_id, on_day, lead_id)
  );
  create index lead_view_lead on lead_view (lead_id);
  create index lead_view_pool on lead_view (pool_id);
  create table lead_lock (lead_id uuid not null references lead on delete cascade, user_id uuid not null references app_user, until timestamptz not null, primary key (lead_id, user_id));
  create index lead_lock_user on lead_lock (user_id);
  create table lead_spared (lead_id uuid primary key references lead on delete cascade, until date, user_id uuid references app_user, at timestamptz not null default now());
  create index lead_spared_user on lead_spared (user_id) where user_id is not null;
  create table lead_warning (
    lead_id uuid primary key references lead on delete cascade, pool_id uuid not null references lead_pool on delete cascade, owner_id uuid not null, reason text not null, due_at timestamptz not null, warned_at timestamptz not null default now()
  );
  create index lead_warning_pool on lead_warning (pool_id);
  select guard_table('lead_pool', '{"ignore":["updated_at"]}');
  select guard_table('lead_pick', '{"audit":false}');
  select guard_table('lead_view', '{"audit":false}');
  select guard_table('lead_lock', '{"audit":false}');
  select guard_table('lead_spared', '{"ignore":["at"],"key":"lead_id"}');
  select guard_table('lead_warning', '{"audit":false}');`;

/** One policy is in force at a time; each version that ever was is kept. */
const policies = `
  create table assignment_policy (
    ${row}, name text not null check (length(name) between 1 and 80), rules jsonb not null default '[]' check (jsonb_typeof(rules) = 'array'), state text not null default 'DRAFT' check (state in ('DRAFT','ACTIVE','RETIRED')),
    number int not null default 0
  );
  create index assignment_policy_name on assignment_policy (name, id) where archived_at is null;
  create unique index assignment_policy_active on assignment_policy (state) where state = 'ACTIVE';
  create table assignment_version (
    id uuid primary key, policy_id uuid not null references assignment_policy on delete cascade, number int not null, rules jsonb not null, activated_at timestamptz not null default now(), user_id uuid references app_user, unique (policy_id, number)
  );
  create index assignment_version_user on assignment_version (user_id) where user_id is not null;
  create table sales_profile (
    ${row}, user_id uuid not null unique references app_user, skills text[] not null default '{}', languages text[] not null default '{}', territories jsonb not null default '[]' check (jsonb_typeof(territories) = 'array'),
    weight float8 not null default 1 check (weight > 0 and weight <= 100), open_cap int check (open_cap > 0), receives boolean not null default true
  );
  create table assignment_simulation (
    ${row}, policy_id uuid references assignment_policy on delete cascade, user_id uuid not null references app_user, job_id uuid, days int not null, state text not null default 'RUNNING' check (state in ('RUNNING','DONE','FAILED')), result jsonb
  );
  create index assignment_simulation_policy on assignment_simulation (policy_id) where policy_id is not null;
  create index assignment_simulation_user on assignment_simulation (user_id, created_at);
  select guard_table('assignment_policy', '{"ignore":["updated_at"]}');
  select guard_table('assignment_version', '{"key":"id"}');
  select guard_table('sales_profile', '{"ignore":["updated_at"]}');
  select guard_table('assignment_simulation', '{"audit":false}');`;

/** A round holds what one look at everybody has found; a decision holds one figure for each candidate of it, in the same order. */
const decisions = `
  create table assignment_round (id uuid primary key, at timestamptz not null default now(), policy_id uuid references assignment_policy on delete set null, number int, candidates jsonb not null);
  create index assignment_round_policy on assignment_round (policy_id) where policy_id is not null;
  create table lead_assignment (
    ${row}, user_id uuid references app_user, owner_id uuid not null references app_user, team_id uuid references team, lead_count int not null default 0, skipped jsonb not null default '[]', undone_at timestamptz, kept jsonb not null default '[]', job_id uuid
  );
  create index lead_assignment_user on lead_assignment (user_id, created_at) where user_id is not null;
  create index lead_assignment_owner on lead_assignment (owner_id);
  create index lead_assignment_team on lead_assignment (team_id) where team_id is not null;
  create table lead_decision (
    id uuid primary key, lead_id uuid not null references lead on delete cascade, at timestamptz not null default now(), act text not null, round_id uuid references assignment_round on delete set null, rule int, rule_name text,
    loads int[], refusals text, owner_id uuid references app_user, team_id uuid references team, pool_id uuid references lead_pool, actor_id uuid references app_user, reason text, assignment_id uuid references lead_assignment on delete set null,
    before jsonb
  );
  create index lead_decision_lead on lead_decision (lead_id, at, id);
  create index lead_decision_round on lead_decision (round_id) where round_id is not null;
  create index lead_decision_owner on lead_decision (owner_id, at) where owner_id is not null;
  create index lead_decision_team on lead_decision (team_id) where team_id is not null;
  create index lead_decision_pool on lead_decision (pool_id) where pool_id is not null;
  create index lead_decision_actor on lead_decision (actor_id) where actor_id is not null;
  create index lead_decision_assignment on lead_decision (assignment_id) where assignment_id is not null;
  create table lead_wait (lead_id uuid primary key references lead on delete cascade, since timestamptz not null, why text not null, rule int, escalates_at timestamptz, tried_at timestamptz not null default now());
  create index lead_wait_escalates on lead_wait (escalates_at) where escalates_at is not null;
  select guard_table('assignment_round', '{"audit":false}');
  select guard_table('lead_assignment', '{"ignore":["updated_at"]}');
  select guard_table('lead_decision', '{"audit":false}');
  select guard_table('lead_wait', '{"audit":false}');`;

/** Details of a pool are counted by day and person. One at a time for each person, so that two requests cannot pass the bound together. */
const looks = `
  create function may_view_lead(account uuid, pool uuid, lead uuid, today date, most int) returns boolean language plpgsql as $$
  begin
    if not in_work() then
      perform set_config('app.request_id', 'look', true);
    end if;
    perform pg_advisory_xact_lock(hashtextextended('lead views ' || account::text, 0));
    if not exists (select 1 from lead_view v where v.user_id = account and v.pool_id = pool and v.on_day = today and v.lead_id = lead)
      and most is not null and (select count(*) from lead_view v where v.user_id = account and v.pool_id = pool and v.on_day = today) >= most then
      return false;
    end if;
    insert into lead_view (user_id, pool_id, lead_id, on_day) values (account, pool, lead, today) on conflict (user_id, pool_id, on_day, lead_id) do update set at = now();
    return true;
  end $$;
  grant execute on function may_view_lead(uuid, uuid, uuid, date, int) to dossier_app;`;
