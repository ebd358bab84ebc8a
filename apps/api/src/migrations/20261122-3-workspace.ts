import type { MigrationInterface, QueryRunner } from 'typeorm';

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz`;

/** The company's settings, saved views and notifications. */
export class Workspace1763780000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table company (${row},
        only_one boolean not null default true unique check (only_one),
        name text not null default '', time_zone text not null default 'Asia/Shanghai',
        currency text not null default 'CNY' check (currency ~ '^[A-Z]{3}$'),
        language text not null default 'zh' check (language in ('zh','en')),
        phone_tail_search boolean not null default false, demo boolean not null default false, set_up_at timestamptz
      );
      insert into company (id) values ('0199a000-0000-7000-8000-00000000c001');
      create table saved_view (${row},
        owner_id uuid not null references app_user, list text not null, name text not null,
        visibility text not null default 'PRIVATE' check (visibility in ('PRIVATE','TEAM','EVERYONE')),
        state jsonb not null default '{}', is_default boolean not null default false
      );
      create index saved_view_list on saved_view (list, owner_id) where archived_at is null;
      create unique index saved_view_default on saved_view (owner_id, list) where is_default and archived_at is null;
      create table notification (${row},
        user_id uuid not null references app_user, kind text not null, facts jsonb not null default '{}', link text, read_at timestamptz
      );
      create index notification_user on notification (user_id, created_at desc, id desc);
      create index notification_unread on notification (user_id) where read_at is null;
    `);
    await db.query(`
      select guard_table('company', '{"ignore":["updated_at"],"revisions":true}');
      select guard_table('saved_view', '{"ignore":["updated_at"],"revisions":true}');
      select guard_table('notification', '{"ignore":["updated_at","facts"]}');
      create function tell_company() returns trigger language plpgsql as $$
      begin perform pg_notify('dossier', json_build_array('company', '')::text); return null; end $$;
      create trigger company_told after update on company for each statement execute function tell_company();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
