import type { MigrationInterface, QueryRunner } from 'typeorm';
import { delivering, deliveringRights } from './webhooks/delivering';
import { events } from './webhooks/events';

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz`;

/** Events that leave the house and events that come in: who wants them, what was delivered, what was received. */
export class Webhooks1763780000013 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(tables);
    await db.query(guards);
    await db.query(events);
    await db.query(delivering);
    await db.query(deliveringRights);
    // Administrators of an installation that is there already get the new word; the trail says by what.
    await db.query(`
      select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'migration', true);
      insert into role_grant (role_id, action, scope) select id, 'webhook.manage', 'ALL' from role r where code = 'ADMINISTRATOR' and not exists (select 1 from role_grant g where g.role_id = r.id and g.action = 'webhook.manage');
      select set_config('app.request_id', '', true), set_config('app.entry_id', '', true);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const tables = `
  create table webhook (${row},
    owner_id uuid not null references app_user on delete cascade, name text not null check (length(name) between 1 and 80), url text not null,
    events text[] not null check (cardinality(events) > 0), state text not null default 'ACTIVE' check (state in ('ACTIVE','PAUSED'))
  );
  create index webhook_active on webhook using gin (events) where state = 'ACTIVE' and archived_at is null;
  create table webhook_health (
    webhook_id uuid primary key references webhook on delete cascade,
    failures int not null default 0, failing_since timestamptz, rest_until timestamptz, served_at timestamptz
  );
  create sequence webhook_event_seq;
  -- UUID version 7: the time, then the number of the event, from which its order within a record is read.
  create function webhook_event_id(given bigint) returns uuid language sql volatile as $$
    select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || left(h, 3) || '8' || right(h, 15))::uuid
    from (select lpad(to_hex(given), 18, '0') as h) x $$;
  create function webhook_event_number(id uuid) returns bigint language sql immutable as $$
    select ('x' || right(replace(id::text, '-', ''), 15))::bit(60)::bigint $$;
  create table webhook_event (
    id uuid primary key default webhook_event_id(nextval('webhook_event_seq')),
    seq bigint not null generated always as (webhook_event_number(id)) stored, at timestamptz not null default clock_timestamp(),
    type text not null, object text, object_id uuid, version int, fields text[] not null default '{}', only_for uuid
  );
  create index webhook_event_at on webhook_event (at);
  create table webhook_delivery (
    id uuid primary key default gen_random_uuid(), created_at timestamptz not null default now(),
    webhook_id uuid not null references webhook on delete cascade, event_id uuid not null references webhook_event, seq bigint not null, object_id uuid,
    state text not null default 'WAITING' check (state in ('WAITING','DELIVERED','DEAD')), attempts int not null default 0,
    next_at timestamptz not null, first_at timestamptz, last_at timestamptz, status int, fault text, latency_ms int, body text,
    lease_holder text, lease_until timestamptz, unique (webhook_id, event_id)
  );
  create index webhook_delivery_due on webhook_delivery (webhook_id, seq) where state = 'WAITING';
  create index webhook_delivery_order on webhook_delivery (webhook_id, object_id, seq) where state = 'WAITING';
  create index webhook_delivery_held on webhook_delivery (webhook_id, lease_until) where lease_until is not null;
  create index webhook_delivery_event on webhook_delivery (event_id);
  create index webhook_delivery_shown on webhook_delivery (webhook_id, created_at desc, id desc) where body is not null;
  create table incoming_source (${row},
    owner_id uuid not null references app_user on delete cascade, name text not null check (length(name) between 1 and 80),
    kind text not null, state text not null default 'ACTIVE' check (state in ('ACTIVE','PAUSED'))
  );
  create table incoming_delivery (
    id uuid primary key, source_id uuid not null references incoming_source on delete cascade, provider_id text not null, received_at timestamptz not null default now(),
    state text not null default 'RECEIVED' check (state in ('RECEIVED','DONE','FAILED')), attempts int not null default 0,
    code text, facts jsonb, payload bytea, object_id uuid, settled_at timestamptz, unique (source_id, provider_id)
  );
  create index incoming_delivery_shown on incoming_delivery (source_id, received_at desc, id desc);
  create table webhook_secret (id uuid primary key, of_id uuid not null, cipher bytea not null, until timestamptz, created_at timestamptz not null default now());
  create index webhook_secret_of on webhook_secret (of_id);
  create table webhook_throttle (key varchar(255) primary key, points integer not null default 0, expire bigint);`;

// The counters of refused deliveries stand outside units of work; a secret is read by verbs, and by the one function that serves signing.
const guards = `
  select guard_table('webhook', '{"ignore":["updated_at"],"revisions":true}');
  select guard_table('webhook_health', '{"audit":false}');
  select guard_table('webhook_event', '{"audit":false}');
  select guard_table('webhook_delivery', '{"audit":false}');
  select guard_table('incoming_source', '{"ignore":["updated_at"],"revisions":true}');
  select guard_table('incoming_delivery', '{"audit":false}');
  select guard_table('webhook_secret', '{"secret":["cipher"]}');
  drop policy read_rows on webhook_secret;
  create policy read_rows on webhook_secret for select to public using (in_work());
  grant usage on sequence webhook_event_seq to dossier_app;
  grant select, insert, update, delete on webhook_throttle to dossier_app;`;
