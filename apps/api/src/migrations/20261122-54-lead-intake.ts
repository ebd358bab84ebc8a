import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other ways in for leads: files, and mailboxes of ours. */
export class LeadIntake1763780000054 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(files);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

/** A row of a file that touched an open lead is known again by its number. */
const files = `
  alter table lead_touch add column external_source text, add column external_key text;
  create unique index lead_touch_key on lead_touch (external_source, external_key) where external_key is not null;
  create index lead_touch_key_anywhere on lead_touch (external_key) where external_key is not null;
  create index lead_key_anywhere on lead (external_key) where external_key is not null;`;
