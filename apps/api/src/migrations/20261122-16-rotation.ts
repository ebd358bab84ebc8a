import type { MigrationInterface, QueryRunner } from 'typeorm';

const guards = { revisions: true, of: 'customer_id', secret: ['value_cipher', 'blind_index', 'blind_index_b'], personal: ['phone_tail', 'email_domain', 'label'], ignore: ['updated_at', 'blind_index', 'blind_index_b'] };

/** A second place for the blind index, so that keys can change while the product is in use. */
export class Rotation1763780000016 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table customer_identity add column blind_index_b bytea, alter column blind_index drop not null;
      alter table customer_identity add constraint customer_identity_indexed check (blind_index is not null or blind_index_b is not null) not valid;
      alter table customer_identity validate constraint customer_identity_indexed;
      create index customer_identity_blind_b on customer_identity (blind_index_b) where archived_at is null and blind_index_b is not null;
      create function second_factors_behind(current_version int) returns table (user_id uuid)
      language sql stable security definer set search_path = public, pg_temp as $$
        select f.user_id from second_factor f where get_byte(f.secret, 0) <> current_version $$;
      revoke all on function second_factors_behind(int) from public;
      grant execute on function second_factors_behind(int) to dossier_app;
      create index customer_key_version on customer_key (key_version);
    `);
    // An index that moves to another key says nothing about the person: no line in the trail, none in the history.
    for (const [operation, tables] of [['insert', 'new table as new_rows'], ['update', 'old table as old_rows new table as new_rows'], ['delete', 'old table as old_rows']] as const) {
      await db.query(`drop trigger audit_${operation} on customer_identity`);
      await db.query(`create trigger audit_${operation} after ${operation} on customer_identity referencing ${tables} for each statement execute function audit_rows('${JSON.stringify(guards)}')`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
