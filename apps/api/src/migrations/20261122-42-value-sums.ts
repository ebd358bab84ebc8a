import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keepSums, sums } from './insight/value-sums';

/** What the boards of value read: one head a day that was taken, and one function by which a day is kept. */
export class ValueSums1763780000042 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sums);
    await db.query(keepSums);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
