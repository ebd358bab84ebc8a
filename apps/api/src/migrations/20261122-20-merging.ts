import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records merged and taken apart again: which one absorbed which, and the values that each side brought along. */
export class Merging1763780000020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(merges);
    await db.query(identities);
    await db.query(keys);
    await db.query(duplicates);
    await db.query(`
      alter table operation_batch drop constraint operation_batch_kind_check;
      alter table operation_batch add constraint operation_batch_kind_check check (kind in ('BULK_EDIT','IMPORT','DEMO','MERGE'));
      select guard_table('customer_merge', '{"revisions":true,"of":"customer_id","ignore":["updated_at","rules","choices","place"]}');
      select guard_table('customer_side', '{"key":"customer_id","bulk":true,"secret":["own"]}');
    `);
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.actor', 'migration', true)`);
    await db.query(`insert into role_grant (role_id, action, scope) select r.id, 'customer.merge', g.scope from role r join (values ('ADMINISTRATOR', 'ALL'), ('MARKETING_MANAGER', 'TEAM_TREE')) g(code, scope) on g.code = r.code on conflict do nothing`);
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

/**
 * One row for each record that was absorbed. `customer_id` is the record that stands now, `parent_id` the one that absorbed it;
 * `choices` says field by field whose value was taken. Taken apart, the row is archived. `customer_side.own` holds, for each record
 * of a tree, the values that are its own: they are what it gets back.
 */
const merges = `
  create table customer_merge (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade,
    parent_id uuid not null references customer on delete cascade,
    absorbed_id uuid not null references customer on delete cascade,
    place bigint generated always as identity, choices jsonb not null default '{}', rules jsonb not null default '{}',
    batch_id uuid, merged_by uuid, unmerged_by uuid, check (parent_id <> absorbed_id)
  );
  create unique index customer_merge_absorbed on customer_merge (absorbed_id) where archived_at is null;
  create index customer_merge_customer on customer_merge (customer_id, created_at, id);
  create index customer_merge_parent on customer_merge (parent_id);
  create index customer_merge_once on customer_merge (absorbed_id);
  create index customer_merge_batch on customer_merge (batch_id) where batch_id is not null;
  create table customer_side (
    customer_id uuid primary key references customer on delete cascade, own jsonb not null, created_at timestamptz not null default now()
  );
  create index sales_order_customer_archived on sales_order (customer_id) where archived_at is not null;
  alter table customer drop constraint customer_merged_into_id_fkey;
  alter table customer add constraint customer_merged_into_id_fkey foreign key (merged_into_id) references customer on delete set null;`;

/** Which contact leads on its own side, and which are kept back because the same one stands on another side. Both are null where nothing is merged. */
const identities = `
  alter table customer_identity add column side_primary boolean, add column side_hidden boolean;`;

/** The key of an absorbed record goes on finding it: it stays taken, and look-ups see it. */
const keys = `
  drop index customer_external_key;
  create unique index customer_external_key on customer (external_source, external_key) where (archived_at is null or merged_into_id is not null) and external_key is not null;
  create index customer_key_merged on customer (external_key) where merged_into_id is not null and external_key is not null;
  create index customer_number_merged on customer (archive_no) where merged_into_id is not null;`;

/** A decided pair stays decided, whatever either side is merged into later. */
const duplicates = `
  alter table duplicate_candidate add column merge_batch_id uuid;
  create index duplicate_candidate_batch on duplicate_candidate (merge_batch_id) where merge_batch_id is not null;
  create index duplicate_candidate_apart on duplicate_candidate (customer_id, other_id) where state = 'DIFFERENT';
  create function kept_apart(one uuid, other uuid) returns boolean language sql stable as $$
    with mine as (select one as id union all select id from customer where merged_into_id = one),
    theirs as (select other as id union all select id from customer where merged_into_id = other)
    select exists (select 1 from mine a join duplicate_candidate d on d.customer_id = a.id and d.state = 'DIFFERENT' join theirs b on b.id = d.other_id)
      or exists (select 1 from theirs a join duplicate_candidate d on d.customer_id = a.id and d.state = 'DIFFERENT' join mine b on b.id = d.other_id) $$;`;
