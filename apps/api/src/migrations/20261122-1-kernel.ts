import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditTrigger, guardTable } from './kernel/guard-table';

/** The mechanisms that stand under every table: audit trail, revisions, guards, jobs. */
export class Kernel1763780000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table audit_entry (
        id uuid primary key,
        at timestamptz not null default clock_timestamp(),
        xid xid8 not null default pg_current_xact_id(),
        actor_kind text not null, actor_id uuid, actor_name text, on_behalf_of uuid, session_id uuid,
        ip text, device text,
        action text not null, object_type text, object_id text,
        outcome text not null check (outcome in ('DONE','REFUSED','FAILED')),
        code text, reason text, facts jsonb, request_id text not null
      );
      create index audit_entry_at on audit_entry (at desc, id desc);
      create index audit_entry_actor on audit_entry (actor_id, at desc);
      create index audit_entry_object on audit_entry (object_id, at desc);
      create table audit_change (
        id bigint generated always as identity primary key,
        xid xid8 not null default pg_current_xact_id(),
        entry_id uuid not null, at timestamptz not null default clock_timestamp(),
        table_name text not null, operation text not null, row_id text, row_ids uuid[],
        fields text[], before jsonb, after jsonb
      );
      create index audit_change_entry on audit_change (entry_id);
      create index audit_change_row on audit_change (row_id);
      create table revision (
        id bigint generated always as identity primary key,
        entry_id uuid not null, at timestamptz not null default clock_timestamp(),
        actor_id uuid, actor_name text,
        table_name text not null, row_id uuid not null, version int, operation text not null,
        before jsonb, after jsonb
      );
      create index revision_row on revision (table_name, row_id, id desc);
      create table job (
        id uuid primary key, name text not null, data jsonb not null, viewer jsonb not null,
        state text not null default 'QUEUED' check (state in ('QUEUED','RUNNING','DONE','FAILED','CANCELLED')),
        done bigint not null default 0, total bigint, error text, attempts int not null default 0,
        cancel_asked boolean not null default false,
        lease_holder text, lease_until timestamptz,
        owner_id uuid, request_id text,
        created_at timestamptz not null default now(), started_at timestamptz, ended_at timestamptz
      );
      create index job_open on job (state, lease_until) where state in ('QUEUED','RUNNING');
      create index job_owner on job (owner_id, created_at desc);
      create table installation (key text primary key, value jsonb not null);
    `);
    await db.query(auditTrigger);
    await db.query(guardTable);
    await db.query(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin raise exception 'the audit trail is append-only' using errcode = '42501'; end $$;
      create trigger audit_entry_kept before update or delete or truncate on audit_entry for each statement execute function refuse_change();
      create trigger audit_change_kept before update or delete or truncate on audit_change for each statement execute function refuse_change();
      grant usage on schema public to dossier_app, dossier_backup;
      grant select, insert on audit_entry to dossier_app;
      grant select on audit_change, revision to dossier_app;
      grant select, insert, update on job, installation to dossier_app;
      grant select on all tables in schema public to dossier_backup;
      create schema facts;
      grant usage on schema facts to dossier_app;
      alter default privileges in schema facts grant select on tables to dossier_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
