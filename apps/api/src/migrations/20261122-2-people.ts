import type { MigrationInterface, QueryRunner } from 'typeorm';
import { shippedRoles } from '../seed/roles';
import { changesAreTold, sessionViewer } from './people/session-viewer';

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz`;
const link = `id uuid primary key default gen_random_uuid(), created_at timestamptz not null default now()`;

/** Teams, users, roles, sessions: who may do what. */
export class People1763780000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app_user (${row},
        name text not null, email text not null check (email = lower(email)), password_hash text,
        password_changed_at timestamptz, last_sign_in_at timestamptz,
        language text not null default 'zh' check (language in ('zh','en')),
        theme text not null default 'system' check (theme in ('system','light','dark')),
        density text not null default 'comfortable' check (density in ('comfortable','compact')),
        status text not null default 'ACTIVE' check (status in ('ACTIVE','SUSPENDED')),
        rights_version int not null default 1, demo boolean not null default false
      );
      create unique index app_user_email on app_user (email) where archived_at is null;
      create index app_user_name on app_user (name, id);
      create index app_user_created on app_user (created_at, id);
      create table team (${row},
        name text not null, parent_id uuid references team, path uuid[] not null default '{}',
        leader_id uuid references app_user, demo boolean not null default false
      );
      create unique index team_name on team (coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), lower(name)) where archived_at is null;
      create index team_path on team using gin (path);
      create table team_member (${link}, team_id uuid not null references team, user_id uuid not null references app_user, unique (team_id, user_id));
      create index team_member_user on team_member (user_id);
      create table role (${row}, code text unique, name text not null, name_en text not null, description text, shipped boolean not null default false);
      create table role_grant (${link},
        role_id uuid not null references role, action text not null,
        scope text not null check (scope in ('SELF','TEAM','TEAM_TREE','ALL')), fields jsonb, unique (role_id, action)
      );
      create table user_role (${link}, user_id uuid not null references app_user, role_id uuid not null references role, unique (user_id, role_id));
      create index user_role_role on user_role (role_id);
      create table session (${row},
        user_id uuid not null references app_user, token_hash bytea not null unique,
        rights_version int not null, expires_at timestamptz not null,
        ended_at timestamptz, ip text, device text
      );
      create index session_of_user on session (user_id, created_at desc);
      create table session_seen (session_id uuid primary key references session, at timestamptz not null);
      create table sign_in_throttle (key varchar(255) primary key, points integer not null default 0, expire bigint);
    `);
    await this.shipRoles(db);
    await this.guard(db);
    await db.query(sessionViewer);
    await db.query(changesAreTold);
  }

  private async shipRoles(db: QueryRunner): Promise<void> {
    for (const { id, code, name, nameEn, description, grants } of shippedRoles) {
      await db.query('insert into role (id, code, name, name_en, description, shipped) values ($1, $2, $3, $4, $5, true)', [id, code, name, nameEn, description]);
      await db.query(
        `insert into role_grant (role_id, action, scope, fields)
         select $1, g->>'action', g->>'scope', nullif(g->'fields', 'null') from jsonb_array_elements($2::jsonb) g`,
        [id, JSON.stringify(grants)],
      );
    }
  }

  private async guard(db: QueryRunner): Promise<void> {
    const guards: Record<string, object> = {
      app_user: { personal: ['email'], secret: ['password_hash'], ignore: ['updated_at', 'last_sign_in_at'], revisions: true },
      team: { ignore: ['updated_at'], revisions: true },
      team_member: {},
      role: { ignore: ['updated_at'] },
      role_grant: {},
      user_role: {},
      session: { secret: ['token_hash'], personal: ['ip', 'device'], ignore: ['updated_at', 'version'] },
      session_seen: { key: 'session_id', audit: false },
    };
    for (const [table, options] of Object.entries(guards)) await db.query('select guard_table($1::regclass, $2::jsonb)', [table, JSON.stringify(options)]);
    // A session is read by its own user only; anybody else comes through session_viewer with the token in hand.
    // The counters of attempts must survive the roll-back of the attempt, so no unit of work ever writes them.
    await db.query(`
      drop policy read_rows on session;
      create policy read_rows on session for select to dossier_app using (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
      drop policy read_rows on session_seen;
      alter table session no force row level security;
      alter table session_seen no force row level security;
      grant select, insert, update, delete on sign_in_throttle to dossier_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
