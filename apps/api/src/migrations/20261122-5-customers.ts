import type { MigrationInterface, QueryRunner } from 'typeorm';
import { customerSummary } from './customers/customer-summary';

/** Channels, tags, customers with their keys and identities, and the steward's queue. */
export class Customers1763780000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(dictionaries);
    await db.query(customer);
    await db.query(identities);
    await db.query(customerSummary);
    await db.query(duplicates);
    await db.query(guards);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const dictionaries = `
  create function company_today() returns date language sql stable as $$
    select (now() at time zone coalesce((select time_zone from company limit 1), 'Asia/Shanghai'))::date $$;

  create table channel (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    name text not null check (length(name) between 1 and 80), kind text not null default 'OTHER'
  );
  create unique index channel_name on channel (lower(name)) where archived_at is null;

  create table tag (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    name text not null check (length(name) between 1 and 40)
  );
  create unique index tag_name on tag (lower(name)) where archived_at is null;`;

// A list has an index for each sort it offers, and for the two hottest also within one owner and one team.
const customer = `
  create sequence customer_archive_no;
  grant usage on sequence customer_archive_no to dossier_app;
  create function next_archive_no() returns text language sql volatile as $$
    select 'DA-' || to_char(now(), 'YYYY') || '-' || lpad(n::text, greatest(6, length(n::text)), '0') from (select nextval('customer_archive_no') n) x $$;

  create table customer (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    archive_no text not null default next_archive_no(),
    kind text not null default 'PERSON' check (kind in ('PERSON','COMPANY')),
    name text check (length(name) <= 200), family_name text, given_name text, name_latin text, company_name text,
    gender text not null default 'UNKNOWN', birth_date date, birth_precision text, birth_calendar text, birth_leap_month boolean,
    occupation text, occupation_text text, country text, region text, city text,
    stage text not null default 'PROSPECT',
    source_id uuid references channel, owner_id uuid, team_id uuid, tag_ids uuid[] not null default '{}',
    external_source text, external_key text,
    name_key text not null default '', search_grams text[] not null default '{}', search_text text not null default '',
    batch_id uuid, demo boolean not null default false,
    check (birth_date is null or birth_precision is not null)
  );
  create unique index customer_archive_no_key on customer (archive_no);
  create unique index customer_external_key on customer (external_source, external_key) where archived_at is null and external_key is not null;
  create index customer_key_anywhere on customer (external_key) where archived_at is null and external_key is not null;
  create index customer_created on customer (created_at, id) where archived_at is null;
  create index customer_updated on customer (updated_at, id) where archived_at is null;
  create index customer_name on customer (name_key, id) where archived_at is null;
  create index customer_owner_name on customer (owner_id, name_key, id) where archived_at is null;
  create index customer_owner_created on customer (owner_id, created_at, id) where archived_at is null;
  create index customer_team_name on customer (team_id, name_key, id) where archived_at is null;
  create index customer_team_created on customer (team_id, created_at, id) where archived_at is null;
  create index customer_same_person on customer (name_key, birth_date) where archived_at is null and birth_date is not null;
  create index customer_archived on customer (archived_at, id) where archived_at is not null;
  create index customer_tags on customer using gin (tag_ids);
  create index customer_grams on customer using gin (search_grams);
  create index customer_batch on customer (batch_id) where batch_id is not null;`;

const identities = `
  create table customer_key (
    customer_id uuid primary key references customer on delete cascade,
    wrapped bytea not null, key_version int not null, created_at timestamptz not null default now()
  );
  create table customer_identity (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade,
    kind text not null check (kind in ('PHONE','EMAIL','ACCOUNT')), label text,
    value_cipher bytea not null, blind_index bytea not null, phone_tail text, email_domain text,
    is_primary boolean not null default false, verified_at timestamptz, source text not null default 'MANUAL'
  );
  create index customer_identity_customer on customer_identity (customer_id);
  create index customer_identity_blind on customer_identity (blind_index) where archived_at is null;
  create index customer_identity_tail on customer_identity (phone_tail) where archived_at is null and phone_tail is not null;
  create unique index customer_identity_primary on customer_identity (customer_id, kind) where is_primary and archived_at is null;`;

const duplicates = `
  create table duplicate_candidate (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade, other_id uuid not null references customer on delete cascade,
    reason text not null, state text not null default 'OPEN', decided_by uuid, decided_at timestamptz,
    check (customer_id < other_id)
  );
  create unique index duplicate_candidate_pair on duplicate_candidate (customer_id, other_id, reason);
  create index duplicate_candidate_other on duplicate_candidate (other_id);
  create index duplicate_candidate_open on duplicate_candidate (state, created_at, id);`;

const guards = `
  select guard_table('channel', '{"revisions":true,"ignore":["updated_at"]}');
  select guard_table('tag', '{"revisions":true,"ignore":["updated_at"]}');
  select guard_table('customer', '{"revisions":true,"owner":"owner_id","team":"team_id",
    "personal":["name","family_name","given_name","name_latin","company_name","birth_date","occupation_text","region","city","external_key"],
    "secret":["name_key","search_grams","search_text"],
    "ignore":["updated_at","name_key","search_grams","search_text"]}');
  select guard_table('customer_key', '{"key":"customer_id","bulk":true,"secret":["wrapped"]}');
  select guard_table('customer_identity', '{"revisions":true,"of":"customer_id","secret":["value_cipher","blind_index"],"personal":["phone_tail","email_domain","label"],"ignore":["updated_at"]}');
  select guard_table('customer_summary', '{"audit":false}');
  select guard_table('duplicate_candidate', '{"ignore":["updated_at"]}');`;
