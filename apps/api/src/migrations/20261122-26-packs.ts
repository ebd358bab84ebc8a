import type { MigrationInterface, QueryRunner } from 'typeorm';
import { customFields } from './packs/custom-fields';
import { financeTables, serviceTables } from './packs/finance';
import { packTables } from './packs/packs';

/** Fields of the company's own, and the packs of an industry: what they bring, by which rules, and how they go again. */
export class Packs1763780000026 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(customFields);
    await db.query(financeTables);
    await db.query(serviceTables);
    await db.query(packTables);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
