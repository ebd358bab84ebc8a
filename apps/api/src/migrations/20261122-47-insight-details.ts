import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a segment was first computed, customers by the category they spend most on, facts that go with leaving by their own indexes, curves of segments. */
export class InsightDetails1763780000047 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [firstComputing, topCategory, signs, told]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

/** Whoever is found when a segment is first computed has not entered it: they were there before anybody asked. */
const firstComputing = `
  alter table segment_state add column first_at timestamptz;
  create function segment_first_computed() returns trigger language plpgsql as $$
  begin
    new.first_at := new.full_at;
    return new;
  end $$;
  select set_config('app.request_id', 'migration', true);
  update segment_state t set first_at = coalesce((select min(x.at) from (
    select min(entered_at) as at from segment_member m where m.segment_id = t.segment_id union all select min(entered_at) from segment_stay s where s.segment_id = t.segment_id) x), t.full_at) where t.full_at is not null;
  create trigger segment_first_computed before update on segment_state for each row when (old.first_at is null and new.full_at is not null) execute function segment_first_computed();`;

const topCategory = `
  create index customer_summary_top_category on customer_summary ((top_category->0->>'id'), customer_id);
  create index churn_life_value on churn_life (dimension, value);`;

/** A segment may ask for these facts: who changes them marks the customer. */
const signs = `
  create index communication_outcome on communication (outcome, at, customer_id) where archived_at is null and outcome in ('NOT_INTERESTED','NOT_REACHED');
  create index customer_need_waits on customer_need (created_at, customer_id) where archived_at is null and kind = 'EXPLICIT' and status = 'OPEN';
  select segments_follow('communication');
  select segments_follow('customer_need');`;

/** Whoever looks at segments sees at once what becomes of them. */
const told = `select tell_changes('segment', '{"type":"Segment","ignore":["refers"]}');`;
