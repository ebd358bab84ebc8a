import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sessionViewer, signInReads } from './sign-in/session-viewer';

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now()`;
const ofUser = 'user_id uuid not null references app_user on delete cascade';

/** Mail, invitations, resets, second factors, the steps of a sign-in, and links to an outside provider. */
export class SignIn1763780000011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table mail (${row},
        kind text not null, language text not null, letter bytea, message_id text not null unique,
        state text not null check (state in ('QUEUED','SENDING','SENT','FAILED','UNKNOWN','NO_SERVER')),
        attempts int not null default 0, error text, next_at timestamptz not null, sent_at timestamptz
      );
      create index mail_open on mail (next_at) where state in ('QUEUED','SENDING');
      create table account_link (${row}, ${ofUser},
        purpose text not null check (purpose in ('INVITATION','RESET')), token_hash bytea not null unique,
        expires_at timestamptz not null, ended_at timestamptz, mail_id uuid references mail on delete set null
      );
      create index account_link_user on account_link (user_id, purpose, created_at desc);
      create table second_factor (${row}, user_id uuid not null unique references app_user on delete cascade,
        secret bytea not null, confirmed_at timestamptz, last_step bigint not null default 0
      );
      create table recovery_code (${row}, ${ofUser}, code_hash bytea not null, used_at timestamptz, unique (user_id, code_hash));
      create table sign_in_step (${row}, ${ofUser},
        kind text not null check (kind in ('SECOND_FACTOR','ENROLMENT')), token_hash bytea not null unique, rights_version int not null,
        expires_at timestamptz not null, ended_at timestamptz, ip text, device text
      );
      create index sign_in_step_user on sign_in_step (user_id);
      create table provider_link (${row}, ${ofUser}, issuer text not null, subject text not null, unique (issuer, subject));
      create index provider_link_user on provider_link (user_id);
      alter table session add column proven_at timestamptz;
      alter table company add column require_second_factor boolean not null default true;
      alter table app_user add column short_password boolean not null default false;
      alter table app_user drop constraint app_user_status_check;
      alter table app_user add constraint app_user_status_check check (status in ('INVITED','ACTIVE','SUSPENDED'));
      alter table company disable trigger audit_update;
      update company set require_second_factor = false where demo;
      alter table company enable trigger audit_update;
    `);
    await this.guard(db);
    await db.query(sessionViewer);
    await db.query(signInReads);
  }

  private async guard(db: QueryRunner): Promise<void> {
    const guards: Record<string, object> = {
      mail: { secret: ['letter'], ignore: ['updated_at', 'version'] },
      account_link: { secret: ['token_hash'], ignore: ['updated_at', 'version'] },
      second_factor: { secret: ['secret', 'last_step'], ignore: ['updated_at', 'version'] },
      recovery_code: { secret: ['code_hash'], ignore: ['updated_at', 'version'] },
      sign_in_step: { secret: ['token_hash'], personal: ['ip', 'device'], ignore: ['updated_at', 'version'] },
      provider_link: { personal: ['subject'], ignore: ['updated_at', 'version'] },
    };
    for (const [table, options] of Object.entries(guards)) await db.query('select guard_table($1::regclass, $2::jsonb)', [table, JSON.stringify(options)]);
    // Secrets are read by their own user only, or by a unit of work that says whose sign-in it serves. The reading functions run as the owner.
    await db.query(`
      create function is_subject(given uuid) returns boolean language sql stable as $$
        select given = nullif(current_setting('app.user_id', true), '')::uuid or given = nullif(current_setting('app.subject', true), '')::uuid $$;
      do $$ declare name text; begin
        foreach name in array array['account_link','second_factor','recovery_code','sign_in_step','provider_link'] loop
          execute format('drop policy read_rows on %I', name);
          execute format('create policy read_rows on %I for select to dossier_app using (is_subject(user_id))', name);
          execute format('alter table %I no force row level security', name);
        end loop;
        drop policy read_rows on session;
        create policy read_rows on session for select to dossier_app using (is_subject(user_id));
      end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
