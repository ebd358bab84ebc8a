import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tells the app login which months wait in a spare partition: it may not look into a partition itself, so its nightly upkeep stopped there. */
export class AuditMonths1763780000018 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function audit_waiting_months(base text) returns setof text language plpgsql stable
        security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
      begin
        if base <> all (array['audit_entry', 'audit_change', 'audit_seal']) then
          raise exception 'no partitions of %', base using errcode = '42501';
        end if;
        return query execute format('select distinct to_char(%I, ''YYYY-MM-01'') from %I', case base when 'audit_seal' then 'sealed_at' else 'at' end, base || '_default');
      end $$;
      revoke all on function audit_waiting_months(text) from public;
      grant execute on function audit_waiting_months(text) to dossier_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
