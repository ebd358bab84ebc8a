import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What comes in may wait for its sender to confirm an address, and is brought to its record by a beat that takes what is due. */
export class Capture1763780000049 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table intake_submission drop constraint intake_submission_state_check;
      alter table intake_submission add constraint intake_submission_state_check check (state in ('RECEIVED','WAITING','MATCHED','CREATED','SUGGESTED','REFUSED','EXPIRED'));
      alter table intake_submission drop constraint intake_submission_origin_check;
      alter table intake_submission add constraint intake_submission_origin_check check (origin in ('FORM','SURVEY','INTERVIEW','API','FAIR','EMAIL'));
      alter table intake_submission add column attempts int not null default 0, add column due_at timestamptz, add column expires_at timestamptz;
      create index intake_submission_received on intake_submission (created_at, id) where state = 'RECEIVED';
      create index intake_submission_expires on intake_submission (expires_at) where state = 'WAITING';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
