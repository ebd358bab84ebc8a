import type { MigrationInterface, QueryRunner } from 'typeorm';
import { userViewer } from './rights/user-viewer';

/** Roles that are edited and given for a time, and rights that one person lends to another. */
export class Rights1763780000010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table user_role add column until timestamptz;
      create index user_role_until on user_role (until) where until is not null;
      alter table role add column shipped_grants jsonb;
      alter table session add column acting_for uuid references app_user on delete set null;
      alter table export_file add column on_behalf_of uuid references app_user on delete set null;
      create table delegation (id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(), archived_at timestamptz,
        from_id uuid not null references app_user on delete cascade, to_id uuid not null references app_user on delete cascade,
        words text[] not null check (cardinality(words) > 0), since timestamptz not null, until timestamptz not null,
        ended_at timestamptz, reason text not null, check (from_id <> to_id), check (until > since)
      );
      create index delegation_from on delegation (from_id, created_at desc);
      create index delegation_to on delegation (to_id, from_id, until desc);
      select guard_table('delegation', '{"ignore":["updated_at","version"]}');
    `);
    await db.query(userViewer);
    await db.query(`
      create trigger until_told after update on user_role for each statement execute function tell_rights();
      create trigger rights_told after insert or update on delegation for each statement execute function tell_rights();
      create trigger acting_told after update of acting_for on session for each statement execute function tell_rights();
    `);
    await this.keepShipped(db);
  }

  /** What the product brought is kept beside what a company makes of it; administrators may edit roles from now on. */
  private async keepShipped(db: QueryRunner): Promise<void> {
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.actor', 'migration', true)`);
    await db.query(`insert into role_grant (role_id, action, scope) select id, 'role.manage', 'ALL' from role where code = 'ADMINISTRATOR' on conflict do nothing`);
    await db.query(`
      update role set shipped_grants = (select jsonb_agg(jsonb_build_object('action', g.action, 'scope', g.scope, 'fields', g.fields) order by g.action) from role_grant g where g.role_id = role.id)
      where shipped`);
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
