import type { MigrationInterface, QueryRunner } from 'typeorm';

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz, owner_id uuid`;

/** Imports with their stage, exported files, and batches that can be taken back. */
export class Exchange1763780000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table operation_batch (${row},
        kind text not null check (kind in ('BULK_EDIT','IMPORT','DEMO')),
        state text not null default 'RUNNING' check (state in ('RUNNING','DONE','REVERTING','REVERTED','FAILED')),
        title text not null, row_count int not null default 0, conflict_count int not null default 0, job_id uuid
      );
      create index operation_batch_owner on operation_batch (owner_id, created_at desc, id desc);
      create table batch_item (
        id bigint generated always as identity primary key,
        batch_id uuid not null references operation_batch, subject text not null, target_id uuid not null,
        action text not null check (action in ('INSERT','UPDATE','ARCHIVE')), before jsonb, row_version int not null,
        reverted boolean not null default false, conflict text
      );
      create index batch_item_batch on batch_item (batch_id, id desc);
      create index batch_item_target on batch_item (target_id);
      create table import (${row},
        kind text not null, file_name text not null, size bigint not null, content_hash text not null, shape_key text,
        state text not null default 'UPLOADED' check (state in ('UPLOADED','CHECKING','CHECKED','COMMITTING','DONE','FAILED','REVERTING','REVERTED','CANCELLED')),
        format text not null, encoding text, delimiter text, sheet text, sheets text[] not null default '{}', header_row int not null, date_order text,
        columns jsonb not null default '[]', head bytea, mapping jsonb not null default '{}',
        mode text not null default 'BOTH' check (mode in ('CREATE','UPDATE','BOTH')), key text, keep_fields text[] not null default '{}', defaults jsonb not null default '{}',
        row_count int not null default 0, new_count int not null default 0, changed_count int not null default 0, same_count int not null default 0, failed_count int not null default 0,
        inserted_count int not null default 0, updated_count int not null default 0, skipped_count int not null default 0,
        problems jsonb not null default '[]', same_file_as uuid, reaches_all boolean, checkpoint int not null default 0, job_id uuid, batch_id uuid
      );
      create index import_owner on import (owner_id, created_at desc, id desc);
      create index import_content on import (content_hash, kind);
      create index import_shape on import (shape_key, created_at desc);
      create table import_row (
        import_id uuid not null, row_no int not null, unit_no int not null, key text, unit text,
        parsed jsonb not null, sealed bytea, raw bytea, problems jsonb,
        verdict text check (verdict in ('NEW','CHANGED','SAME','FAILED')), outcome text check (outcome in ('INSERTED','UPDATED','SKIPPED','FAILED')), target_id uuid,
        primary key (import_id, row_no)
      );
      create index import_row_unit on import_row (import_id, unit_no, row_no);
      create index import_row_key on import_row (import_id, key) where key is not null;
      create index import_row_failed on import_row (import_id, row_no) where problems is not null;
      create table import_correction (
        import_id uuid not null, row_no int not null, cells bytea not null, primary key (import_id, row_no)
      );
      create table export_file (${row},
        list text not null, format text not null check (format in ('CSV','XLSX')),
        state text not null default 'QUEUED' check (state in ('QUEUED','RUNNING','DONE','FAILED','EXPIRED')),
        ask bytea not null, fields text[] not null, clear boolean not null default false, reason text, file_name text not null,
        row_count int, size bigint, expires_at timestamptz not null, job_id uuid
      );
      create index export_file_owner on export_file (owner_id, created_at desc, id desc);
      create index export_file_expiry on export_file (expires_at) where state <> 'EXPIRED';
    `);
    await db.query(`
      select guard_table('operation_batch', '{"ignore":["updated_at","row_count","conflict_count"]}');
      select guard_table('batch_item', '{"audit":false}');
      select guard_table('import', '{"ignore":["updated_at","checkpoint","columns","problems","sheets"],"secret":["head"]}');
      select guard_table('import_row', '{"audit":false}');
      select guard_table('import_correction', '{"audit":false}');
      select guard_table('export_file', '{"ignore":["updated_at"],"secret":["ask"]}');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
