import type { MigrationInterface, QueryRunner } from 'typeorm';
import { partitionFunctions } from './audit/partitions';
import { alertTables, newTrail, sealTables, takeOver } from './audit/tables';

/** The trail in monthly partitions, its seals, and the alerts that are found in it. */
export class AuditSeal1763780000009 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(newTrail);
    await db.query(sealTables);
    await db.query(partitionFunctions);
    await db.query(takeOver);
    await db.query(alertTables);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
