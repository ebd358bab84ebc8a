import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What counts as leaving, the shelf of who may leave, and the sums that the board of leaving reads. */
export class Churn1763780000038 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(definitions);
    await db.query(shelf);
    await db.query(sums);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

/** The newest one is in force; those before it stay, so that what was said under them can be read. */
const definitions = `
  create table churn_definition (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    number int not null unique, kind text not null check (kind in ('GAP','DORMANCY','CONTRACT')),
    factor numeric(4,2) check (factor between 1 and 10), days int check (days between 7 and 1095), field_key text, horizon_days int not null check (horizon_days between 14 and 365),
    set_by_id uuid references app_user on delete set null,
    check ((kind = 'GAP') = (factor is not null) and (kind = 'DORMANCY') = (days is not null) and (kind = 'CONTRACT') = (field_key is not null))
  );
  create index churn_definition_set_by on churn_definition (set_by_id) where set_by_id is not null;
  insert into churn_definition (id, number, kind, factor, horizon_days) values (gen_random_uuid(), 1, 'GAP', 2, 60);
  select guard_table('churn_definition', '{"ignore":["updated_at"]}');`;

const shelf = `
  create table customer_churn (
    customer_id uuid primary key references customer on delete cascade,
    version_id uuid, as_of date not null, basis text not null check (basis in ('MODEL','RULE')),
    band text not null check (band in ('HIGH','MEDIUM','LOW','LEFT')), probability float8 check (probability between 0 and 1),
    at_stake_minor bigint, currency text, quiet_days int, allowed_days int, left_on date,
    reasons jsonb not null default '[]', signs jsonb not null default '[]', held_out boolean not null
  );
  create index customer_churn_probability on customer_churn (probability, customer_id);
  create index customer_churn_stake on customer_churn (at_stake_minor, customer_id);
  create index customer_churn_band on customer_churn (band, customer_id);
  create index customer_churn_left on customer_churn (left_on, customer_id);
  create index customer_churn_held on customer_churn (held_out, customer_id);
  create index customer_churn_reasons on customer_churn using gin (reasons);
  create index customer_churn_signs on customer_churn using gin (signs);
  select make_shelf('customer_churn');
  select segments_follow('customer_churn');`;

/** Cut by owner and team, so that a reach is a filter on them; written whole by their job. */
const sums = `
  create table churn_state (
    id uuid primary key default gen_random_uuid(), definition_id uuid not null references churn_definition on delete cascade, as_of date not null, computed_at timestamptz not null default now(), customers int not null
  );
  create index churn_state_definition on churn_state (definition_id);
  create table churn_month (
    id uuid primary key default gen_random_uuid(), team_id uuid, owner_id uuid, month date not null, came int not null, gone int not null, back int not null
  );
  create index churn_month_reach on churn_month (team_id, owner_id, month);
  create table churn_life (
    id uuid primary key default gen_random_uuid(), team_id uuid, owner_id uuid, dimension text not null, value text not null, months int not null, gone int not null, lost int not null
  );
  create index churn_life_reach on churn_life (dimension, team_id, owner_id);
  create table churn_sign (
    id uuid primary key default gen_random_uuid(), team_id uuid, owner_id uuid, sign text not null, stratum int not null,
    exposed int not null, exposed_gone int not null, others int not null, others_gone int not null
  );
  create index churn_sign_reach on churn_sign (team_id, owner_id, sign);
  create table churn_band (
    id uuid primary key default gen_random_uuid(), team_id uuid, owner_id uuid, band text not null, customers int not null, at_stake_minor bigint not null
  );
  create index churn_band_reach on churn_band (team_id, owner_id);
  create table churn_hazard (
    id uuid primary key default gen_random_uuid(), team_id uuid, found jsonb not null
  );
  create index churn_hazard_team on churn_hazard (team_id);
  select guard_table(t::regclass, '{"audit":false}') from unnest(array['churn_state','churn_month','churn_life','churn_sign','churn_band','churn_hazard']) t;`;
