import type { MigrationInterface, QueryRunner } from 'typeorm';
import { completenessTables, dueTriggers, keepCompleteness } from './completeness/completeness';
import { sortableFields } from './completeness/sortable-fields';

/** How full each record is, kept in a narrow table of its own, so that a list of a million can be sorted by it; and custom fields that lists are sorted by. */
export class Completeness1763780000029 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(completenessTables);
    await db.query(keepCompleteness);
    await db.query(dueTriggers);
    await db.query(sortableFields);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
