import type { MigrationInterface, QueryRunner } from 'typeorm';
import { intakeGuards, intakeTables } from './intake/tables';
import { misuseGuards, misuseTables, sweepLeaver } from './intake/misuse';

/** Forms and what comes in by them; bounds of what may leave, records that are bait, and what ends with a leaver. */
export class Intake1763780000027 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(intakeTables);
    await db.query(intakeGuards);
    await db.query(misuseTables);
    await db.query(misuseGuards);
    await db.query(sweepLeaver);
    // The bounds a house starts with, and the new words for the roles of an installation that is there already.
    await db.query(`
      select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'migration', true);
      insert into export_limit (id, rows_per_day, approval_above, clear_above) values (gen_random_uuid(), 1000000, 20000, 2000);
      insert into role_grant (role_id, action, scope) select r.id, w.word, 'ALL' from role r cross join (values ('form.manage'), ('intake.write'), ('export.approve')) w(word)
        where r.code = 'ADMINISTRATOR' and not exists (select 1 from role_grant g where g.role_id = r.id and g.action = w.word);
      insert into role_grant (role_id, action, scope) select r.id, w.word, 'TEAM_TREE' from role r cross join (values ('form.manage')) w(word)
        where r.code = 'MARKETING_MANAGER' and not exists (select 1 from role_grant g where g.role_id = r.id and g.action = w.word);
      select set_config('app.request_id', '', true), set_config('app.entry_id', '', true);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
