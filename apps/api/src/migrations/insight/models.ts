const row = `id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz`;

/** Versions of models: one in force a kind, one being fitted at a time; and what each look at one has found. What a fit has learned is kept for scoring and never shown. */
export const models = `
  create table model_version (${row},
    kind text not null, number int not null, state text not null check (state in ('FITTING','REFUSED','FITTED','PUBLISHED','RETIRED','FAILED')),
    weak boolean not null default false, method text not null, method_version text not null, params jsonb not null default '{}', fit jsonb, card jsonb,
    cutoff_on date, seed bigint not null, job_id uuid, fitted_at timestamptz, fitted_by_id uuid references app_user,
    published_at timestamptz, published_by_id uuid references app_user, retired_at timestamptz,
    health text not null default 'UNKNOWN' check (health in ('GREEN','AMBER','UNKNOWN')), checked_at timestamptz,
    scored_at timestamptz, scored_on date, scored_rows int, basis text check (basis in ('MODEL','RULE'))
  );
  create unique index model_version_number on model_version (kind, number);
  create unique index model_version_in_force on model_version (kind) where state = 'PUBLISHED';
  create unique index model_version_fitting on model_version (kind) where state = 'FITTING';
  create index model_version_fitted_by on model_version (fitted_by_id);
  create index model_version_published_by on model_version (published_by_id);
  create index model_version_created on model_version (created_at, id);
  create table model_check (${row},
    version_id uuid not null references model_version on delete cascade, checked_on date not null,
    health text not null check (health in ('GREEN','AMBER','UNKNOWN')), psi float8, gap float8, reliability jsonb, cautions jsonb not null default '[]'
  );
  create index model_check_version on model_check (version_id, checked_on desc);
  select guard_table('model_version', '{"ignore":["updated_at","scored_at","scored_on","scored_rows","checked_at"],"secret":["fit"]}');
  select guard_table('model_check', '{"ignore":["updated_at"]}');`;

/** What each customer is worth: the shelf of value, and the sums that its boards read, cut by team and owner so that a reach is a filter on them. */
export const value = `
  alter table company add column value_margin numeric(5,4) not null default 1 check (value_margin > 0 and value_margin <= 1),
    add column value_discount numeric(5,4) not null default 0.1 check (value_discount >= 0 and value_discount <= 1);
  create table customer_value (
    customer_id uuid primary key references customer on delete cascade,
    version_id uuid not null, as_of date not null, basis text not null check (basis in ('MODEL','RULE')), currency text not null,
    purchase_days int not null, rfm_recency smallint, rfm_frequency smallint, rfm_monetary smallint, rfm_group text,
    alive_probability float8, silence_probability float8, expected_purchases float8, expected_low float8, expected_high float8,
    lifetime_minor bigint, lifetime_low_minor bigint, lifetime_high_minor bigint, long_lifetime_minor bigint, value_decile smallint
  );
  create index customer_value_alive on customer_value (alive_probability, customer_id);
  create index customer_value_expected on customer_value (expected_purchases, customer_id);
  create index customer_value_lifetime on customer_value (lifetime_minor, customer_id);
  create index customer_value_group on customer_value (rfm_group, customer_id);
  select make_shelf('customer_value');
  create table value_cell (
    id uuid primary key default gen_random_uuid(), taken_on date not null, team_id uuid, owner_id uuid,
    recency smallint not null, frequency smallint not null, rfm_group text not null, customers int not null, revenue_minor bigint not null
  );
  create index value_cell_day on value_cell (taken_on, team_id, owner_id);
  create table value_step (
    id uuid primary key default gen_random_uuid(), taken_on date not null, team_id uuid, owner_id uuid, kind text not null check (kind in ('DECILE','ALIVE')),
    step smallint not null, customers int not null, sum_minor bigint not null default 0, low_minor bigint not null default 0, high_minor bigint not null default 0, least_minor bigint, most_minor bigint
  );
  create index value_step_day on value_step (taken_on, team_id, owner_id);
  select guard_table('value_cell', '{"audit":false}');
  select guard_table('value_step', '{"audit":false}');`;
