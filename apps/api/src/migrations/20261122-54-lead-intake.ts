import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other ways in for leads: files, and mailboxes of ours. */
export class LeadIntake1763780000054 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(files);
    await db.query(mailboxes);
    await db.query(copies);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

/** A row of a file that touched an open lead is known again by its number; an entry of a phone that was also saved as a file, by the number of the phone. */
const files = `
  alter table lead_touch add column external_source text, add column external_key text;
  create unique index lead_touch_key on lead_touch (external_source, external_key) where external_key is not null;
  create index lead_touch_key_anywhere on lead_touch (external_key) where external_key is not null;
  create index lead_key_anywhere on lead (external_key) where external_key is not null;
  create index intake_submission_met on intake_submission (key) where origin = 'FAIR';`;

/** Rows of files and before-images of leads are copies of what their people said: they go with the person, as those of the records themselves do. */
const copies = `
  create or replace function erase_copies(ids uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    things uuid[] := ids || array(select id from lead where customer_id = any(ids) or side_id = any(ids));
  begin
    delete from import_correction c using import_row r where r.target_id = any(things) and c.import_id = r.import_id and c.row_no = r.row_no;
    delete from import_row where target_id = any(things);
    delete from batch_item where target_id = any(things);
    delete from duplicate_candidate where customer_id = any(ids) or other_id = any(ids);
    update customer_side set own = '{}' where customer_id = any(ids);
    update webhook_delivery set body = null where object_id = any(things) and body is not null;
    update incoming_delivery set payload = null, facts = null where object_id = any(things) and (payload is not null or facts is not null);
    update job set state = 'CANCELLED', data = '{}', ended_at = now()
      where state = 'QUEUED' and exists (select 1 from unnest(ids) x(id) where data::text like '%' || x.id || '%');
    update export_file set expires_at = now(), version = version + 1, updated_at = now() where state in ('RUNNING','DONE') and expires_at > now();
  end $$;`;

/** What is set up stands in one table, how far it was read in another: the second moves every minute and is no act of anybody. */
const mailboxes = `
  create table mail_inbox (
    id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    name text not null, host text not null, port int not null check (port between 1 and 65535), security text not null check (security in ('TLS','STARTTLS','NONE')),
    username text not null, password bytea not null, folder text not null default 'INBOX', source_id uuid references channel, owner_id uuid references app_user, team_id uuid references team,
    state text not null default 'ACTIVE' check (state in ('ACTIVE','PAUSED'))
  );
  create unique index mail_inbox_name on mail_inbox (lower(name)) where archived_at is null;
  create index mail_inbox_source on mail_inbox (source_id) where source_id is not null;
  create index mail_inbox_owner on mail_inbox (owner_id) where owner_id is not null;
  create index mail_inbox_team on mail_inbox (team_id) where team_id is not null;
  create table mail_watch (
    inbox_id uuid primary key references mail_inbox on delete cascade, uid_validity text, last_uid bigint not null default 0, lease uuid, lease_until timestamptz,
    due_at timestamptz not null default now(), checked_at timestamptz, fault text, fault_at timestamptz, tries int not null default 0, taken int not null default 0, set_aside int not null default 0
  );
  create table mail_item (
    id uuid primary key, inbox_id uuid not null references mail_inbox on delete cascade, key text not null, uid bigint not null, uid_validity text not null, at timestamptz not null,
    state text not null default 'KEPT' check (state in ('KEPT','TAKEN','SET_ASIDE')), reason text, submission_id uuid references intake_submission on delete set null,
    raw bytea, tries int not null default 0, created_at timestamptz not null default now(), unique (inbox_id, key)
  );
  create index mail_item_kept on mail_item (inbox_id, created_at) where state = 'KEPT';
  create index mail_item_taken on mail_item (inbox_id, created_at, id) where state = 'TAKEN' and raw is not null;
  create index mail_item_held on mail_item (created_at) where raw is not null;
  create index mail_item_submission on mail_item (submission_id) where submission_id is not null;
  select guard_table('mail_inbox', '{"secret":["password"],"ignore":["updated_at"]}');
  select guard_table('mail_watch', '{"audit":false}');
  select guard_table('mail_item', '{"audit":false}');`;
