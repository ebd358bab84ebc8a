import type { MigrationInterface, QueryRunner } from 'typeorm';
import { clientViewer } from './clients/client-viewer';
import { idempotency } from './clients/idempotency';

/** Programs that come with a key, the answers kept for their retries, and the documents that a browser may run. */
export class Clients1763780000012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // A program is an account like any other, so that owners, actors, roles and teams need no second mechanism. It has
    // neither address nor password, and the table itself refuses to give it one.
    await db.query(`
      alter table app_user add column kind text not null default 'PERSON' check (kind in ('PERSON','CLIENT')),
        add column acts_for_id uuid references app_user, add column description text;
      alter table app_user alter column email drop not null;
      alter table app_user add constraint app_user_signs_in check (case kind when 'PERSON' then email is not null and acts_for_id is null else email is null and password_hash is null end);
      create index app_user_clients on app_user (created_at, id) where kind = 'CLIENT';
      create table api_key (id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        client_id uuid not null references app_user on delete cascade, maker_id uuid references app_user on delete set null, name text not null,
        public_id text not null unique, secret_hash bytea not null, expires_at timestamptz not null, revoked_at timestamptz,
        ip_list text[] not null default '{}', rate_per_minute int not null check (rate_per_minute between 1 and 6000),
        follows_id uuid references api_key on delete set null
      );
      create index api_key_of_client on api_key (client_id, created_at desc);
      create table api_key_seen (key_id uuid not null references api_key on delete cascade, network text not null, first_at timestamptz not null, last_at timestamptz not null, primary key (key_id, network));
      select guard_table('api_key', '{"secret":["secret_hash"],"ignore":["updated_at","version"]}');
      select guard_table('api_key_seen', '{"key":"key_id","audit":false}');
      drop policy read_rows on api_key_seen;
      alter table api_key no force row level security;
      alter table api_key_seen no force row level security;
      -- The app login never reads what a secret is compared with but through client_viewer, and sees the rest of a key
      -- only while somebody's act is under way; lists come through keys_of.
      revoke select on api_key from dossier_app;
      grant select (id, version, created_at, updated_at, client_id, maker_id, name, public_id, expires_at, revoked_at, ip_list, rate_per_minute, follows_id) on api_key to dossier_app;
      drop policy read_rows on api_key;
      create policy read_rows on api_key for select to dossier_app using (in_work());
    `);
    await db.query(clientViewer);
    await db.query(idempotency);
    await db.query(`
      create table trusted_document (hash text primary key, body text not null, first_seen timestamptz not null default now(), last_seen timestamptz not null default now());
      alter table trusted_document enable row level security;
      create policy read_rows on trusted_document for select to public using (true);
      grant select on trusted_document to dossier_app, dossier_backup;
    `);
    await this.giveWord(db);
  }

  /** Companies that began before there were keys: their administrators may manage them too. */
  private async giveWord(db: QueryRunner): Promise<void> {
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.actor', 'migration', true)`);
    await db.query(`insert into role_grant (role_id, action, scope) select id, 'key.manage', 'ALL' from role where code = 'ADMINISTRATOR' on conflict do nothing`);
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
