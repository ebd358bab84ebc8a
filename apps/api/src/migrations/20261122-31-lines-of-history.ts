import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOfMany, lineGuards, linesOfHistory } from './facts/lines-of-history';

/** Orders can be read with their lines as they were; and a long history is read from any place on without what came before it. */
export class LinesOfHistory1763780000031 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const [operation, tables] of [['insert', 'new table as new_rows'], ['update', 'old table as old_rows new table as new_rows'], ['delete', 'old table as old_rows']] as const) {
      await db.query(`drop trigger audit_${operation} on order_line`);
      await db.query(`create trigger audit_${operation} after ${operation} on order_line referencing ${tables} for each statement execute function audit_rows('${JSON.stringify(lineGuards)}')`);
    }
    await db.query(linesOfHistory);
    await db.query(asOfMany);
    // The one index of the history now bears the order in which it is read: an instant, and the number where instants are the same.
    await db.query('drop index revision_row');
    await db.query('create index revision_row on revision (table_name, row_id, at desc, id desc)');
    await db.query(`update installation set value = jsonb_build_object('at', now()) where key = 'exact_history' and exists (select 1 from order_line)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
