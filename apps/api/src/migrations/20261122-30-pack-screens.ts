import type { MigrationInterface, QueryRunner } from 'typeorm';
import { packRemoval } from './packs/removal';

/** Which pages may show a form inside them; and open screens hear of packs that come and go, of advice and of credit facts. */
export class PackScreens1763780000030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table form add column frame_origins text[] not null default '{}' check (cardinality(frame_origins) <= 20);
      select tell_changes('industry_pack', '{"type":"AppliedPack"}');
      select tell_changes('advice', '{"type":"Customer","of":"customer","id":"customer_id","scope":["owner_id","team_id"],"fields":["advices"]}');
      select tell_changes('credit_fact', '{"type":"Customer","of":"customer","id":"customer_id","scope":["owner_id","team_id"],"fields":["creditFacts"]}');
    `);
    await db.query(packRemoval);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
