import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Segments that ask by cluster are computed anew for whoever has moved to another one. */
export class ClusterSegments1763780000045 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`select segments_follow('customer_cluster')`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
