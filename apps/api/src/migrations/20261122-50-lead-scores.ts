import type { MigrationInterface, QueryRunner } from 'typeorm';
import { firstScorecard } from './leads/first-scorecard';
import { keepLeadScores, leadScoresDue, leadScoreTables } from './leads/scores';

/** Scorecards, what leads are scored by them, what a lead was when it came in, and the scorecard that the product comes with. */
export class LeadScores1763780000050 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(leadScoreTables);
    await db.query(keepLeadScores);
    await db.query(leadScoresDue);
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'migration', true)`);
    await db.query(
      `insert into lead_scorecard (id, number, state, rules, grading, published_at) values (gen_random_uuid(), 1, 'PUBLISHED', $1, $2, now())`,
      [JSON.stringify(firstScorecard.rules), JSON.stringify(firstScorecard.grading)]);
    await db.query(`insert into lead_score_due (lead_id) select id from lead where archived_at is null`);
    await db.query(`insert into lead_opening (lead_id, source_id, product_id, amount_minor, budget_minor, authority, decide_on, has_need)
      select id, source_id, product_id, amount_minor, budget_minor, authority, decide_on, coalesce(need, '') <> '' from lead`);
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.scope', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
