import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Households and who belongs to them; who works for a company as what; relations that open screens hear of, and the graph around a customer from indexes alone. */
export class Households1763780000032 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(households);
    await db.query(members);
    await db.query(left);
    await db.query(people);
    await db.query(graph);
    await db.query(told);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const households = `
  create table household (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    name text check (length(name) <= 80), reason text not null default 'TOLD', note text check (length(note) <= 500)
  );
  select guard_table('household', '{"personal":["name","note"],"ignore":["updated_at"]}');`;

// One person of it, and for which record they came in when that was merged since.
const members = `
  create table household_member (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    household_id uuid not null references household on delete cascade,
    customer_id uuid not null references customer on delete cascade, side_id uuid references customer on delete cascade,
    role text not null default 'OTHER', is_main boolean not null default false, valid_from date, valid_to date,
    check (valid_to is null or valid_from is null or valid_to >= valid_from)
  );
  create index household_member_household on household_member (household_id, created_at, id);
  create index household_member_customer on household_member (customer_id, created_at, id) where archived_at is null;
  create index household_member_whole on household_member (customer_id);
  create index household_member_side on household_member (side_id) where side_id is not null;
  select guard_table('household_member', '{"revisions":true,"of":"customer_id","ignore":["updated_at"]}');`;

/**
 * Members go when a person is erased or the demo is left. A household that nobody belongs to any more goes with them; of others, name
 * and note are emptied, for they may say who it was.
 */
const left = `
  create function household_was_left() returns trigger language plpgsql set search_path = public, pg_temp as $$
  begin
    delete from household h where h.id in (select household_id from old_rows) and not exists (select 1 from household_member m where m.household_id = h.id);
    update household set name = null, note = null, version = version + 1, updated_at = now() where id in (select household_id from old_rows) and (name is not null or note is not null);
    return null;
  end $$;
  create trigger household_left after delete on household_member referencing old table as old_rows for each statement execute function household_was_left();`;

const people = `
  alter table relationship add column job_title text check (length(job_title) <= 80), add column is_main boolean not null default false;
  create index relationship_to_main on relationship (to_id) where is_main;`;

/** All that the graph reads of a relation stands in the index by which it is found: a hub is walked without touching the table. */
const graph = `
  drop index relationship_from;
  drop index relationship_to;
  create index relationship_from on relationship (from_id, strength desc, id) include (to_id, kind, valid_to) where archived_at is null;
  create index relationship_to on relationship (to_id, strength desc, id) include (from_id, kind, valid_to) where archived_at is null;`;

const told = `
  select tell_changes('relationship', '{"type":"Relationship"}');
  select tell_changes('household', '{"type":"Household"}');
  select tell_changes('household_member', '{"type":"HouseholdMember"}');`;
