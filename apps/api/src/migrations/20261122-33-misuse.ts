import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lookGuards, lookTables } from './misuse/looks';
import { eraseMentions, maskedTexts } from './misuse/mentions';

/** Bounds of looking, marks of exports, and the last corners that an erasure has to reach. */
export class Misuse1763780000033 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(lookTables);
    await db.query(lookGuards);
    await db.query(eraseMentions);
    await db.query(maskedTexts);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
