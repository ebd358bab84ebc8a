import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rollupPump } from './segments/rollup-pump';
import { rollupMarks, rollupTables } from './segments/rollups';

/** Narrow tables beside the wide ones, so that whoever builds a segment of a million waits for no table read from end to end. */
export class Rollups1763780000046 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [rollupTables, rollupMarks, rollupPump]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
