import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is bought together: computations of association rules, and the rules that each has found. */
export class Baskets1763780000040 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(tables);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz`;

/** Rules follow from the orders: they are written anew with their run, and the trail holds the run alone. */
const tables = `
  create table basket_run (
    ${row}, team_id uuid references team, team_ids uuid[], level text not null check (level in ('PRODUCT','CATEGORY')), from_on date not null, to_on date not null check (to_on >= from_on),
    state text not null check (state in ('RUNNING','DONE','REFUSED')), job_id uuid, min_support numeric not null, min_confidence numeric not null, significance numeric not null,
    method text not null, method_version text not null, orders int, baskets int, sample_share numeric, items int, least_count int, capped boolean not null default false,
    found int, chance int, redundant int, mirrored int, rules int, lack text, lack_found int, lack_needed int, computed_at timestamptz
  );
  create index basket_run_created on basket_run (created_at, id) where archived_at is null;
  create index basket_run_team on basket_run (team_id) where team_id is not null;
  create table basket_rule (
    ${row}, run_id uuid not null references basket_run on delete cascade, left_ids uuid[] not null, right_id uuid not null, count int not null, left_count int not null, right_count int not null,
    support float8 not null, confidence float8 not null, lift float8 not null, lift_low float8 not null, lift_high float8 not null, leverage float8 not null, p float8 not null, q float8 not null
  );
  create index basket_rule_lift on basket_rule (run_id, lift, id);
  create index basket_rule_confidence on basket_rule (run_id, confidence, id);
  create index basket_rule_count on basket_rule (run_id, count, id);
  create index basket_rule_leverage on basket_rule (run_id, leverage, id);
  create index basket_rule_q on basket_rule (run_id, q, id);
  select guard_table('basket_run', '{"ignore":["updated_at"]}');
  select guard_table('basket_rule', '{"audit":false}');`;
