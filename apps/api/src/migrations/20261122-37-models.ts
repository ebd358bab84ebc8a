import type { MigrationInterface, QueryRunner } from 'typeorm';
import { models, value } from './insight/models';
import { shelves } from './insight/shelves';

/** Models with their versions and checks, the shelves of scores, and what customers are worth. */
export class Models1763780000037 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(shelves);
    await db.query(models);
    await db.query(value);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
