import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOf } from './facts/as-of';
import { factColumns, observation, snapshots } from './facts/observation';
import { upkeep, upkeepRules } from './facts/upkeep';
import { historyOfChanged, partsOfHistory } from './facts/parts-of-history';

const orderGuards = { owner: 'owner_id', team: 'team_id', ignore: ['updated_at'], bulk: true, revisions: true, of: 'customer_id' };

/** Facts with their source, and a history from which a whole record can be read as it was. */
export class Facts1763780000022 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(historyOfChanged);
    await db.query(partsOfHistory);
    // Orders are known by the time they came in; only what changes them later has a line in the history.
    for (const [operation, tables] of [['insert', 'new table as new_rows'], ['update', 'old table as old_rows new table as new_rows'], ['delete', 'old table as old_rows']] as const) {
      await db.query(`drop trigger audit_${operation} on sales_order`);
      await db.query(`create trigger audit_${operation} after ${operation} on sales_order referencing ${tables} for each statement execute function audit_rows('${JSON.stringify(orderGuards)}')`);
    }
    await db.query(factColumns);
    await db.query(observation);
    await db.query(snapshots);
    await db.query(asOf);
    await db.query(upkeep);
    await db.query(upkeepRules);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
