const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz`;

/** A customer may keep a zone of their own; few do, and an index of those few alone finds them. Some amounts are in two currencies; few too. */
export const zones = `
  alter table customer add column time_zone text check (length(time_zone) <= 64);
  create index customer_time_zone on customer (time_zone, id) where time_zone is not null;
  create index customer_summary_mixed on customer_summary (customer_id) where mixed_currency;`;

/**
 * What a segment is, how far it is computed, whom people have picked, who belongs and who has belonged. Members are many and follow from
 * the rest: no reference of theirs is enforced row by row, a customer who goes takes them along.
 */
export const segments = `
  create table segment (${row},
    name text not null check (length(name) between 1 and 80), description text check (length(description) <= 500),
    kind text not null check (kind in ('STATIC','DYNAMIC')), visibility text not null default 'PRIVATE' check (visibility in ('PRIVATE','TEAM','EVERYONE')),
    owner_id uuid not null references app_user, definition jsonb, refers uuid[] not null default '{}',
    check ((kind = 'DYNAMIC') = (definition is not null))
  );
  create index segment_name on segment (name, id) where archived_at is null;
  create index segment_created on segment (created_at, id) where archived_at is null;
  create index segment_updated on segment (updated_at, id) where archived_at is null;
  create index segment_owner on segment (owner_id);
  create index segment_refers on segment using gin (refers);
  -- How far it is computed. \`turn\` counts the writings of its members: whoever has looked before the last of them writes nothing.
  create table segment_state (
    segment_id uuid primary key references segment on delete cascade, size int not null default 0, turn bigint not null default 0,
    wants_full boolean not null default true, full_at timestamptz, rolled_on date, fault text, tried_at timestamptz
  );
  create table segment_pick (${row},
    segment_id uuid not null references segment on delete cascade, customer_id uuid not null references customer on delete cascade
  );
  select hangs_on_customer('segment_pick');
  create index segment_pick_segment on segment_pick (segment_id, customer_id);
  create index segment_pick_customer on segment_pick (customer_id);
  create table segment_member (
    segment_id uuid not null, customer_id uuid not null, entered_at timestamptz not null, primary key (segment_id, customer_id)
  );
  alter table segment_member add constraint segment_member_customer_id_fkey foreign key (customer_id) references customer on delete cascade not enforced;
  create index segment_member_customer on segment_member (customer_id, segment_id);
  create index segment_member_entered on segment_member (segment_id, entered_at);
  create table segment_stay (
    id uuid primary key default uuidv7(), segment_id uuid not null, customer_id uuid not null, entered_at timestamptz not null, left_at timestamptz not null
  );
  alter table segment_stay add constraint segment_stay_customer_id_fkey foreign key (customer_id) references customer on delete cascade not enforced;
  select hangs_on_customer('segment_stay');
  create index segment_stay_segment on segment_stay (segment_id, left_at, customer_id);
  create index segment_stay_entered on segment_stay (segment_id, entered_at);
  create index segment_stay_customer on segment_stay (customer_id);
  create table segment_due (number bigint generated always as identity primary key, customer_ids uuid[] not null, at timestamptz not null default clock_timestamp());
  create table segment_zone (zone text primary key, day date not null);
  create function members_go_along() returns trigger language plpgsql as $$
  begin
    delete from segment_member m using gone_rows g where m.customer_id = g.id;
    delete from segment_stay s using gone_rows g where s.customer_id = g.id;
    return null;
  end $$;
  create trigger members_go_along after delete on customer referencing old table as gone_rows for each statement execute function members_go_along();`;

export const segmentGuards = `
  select guard_table('segment', '{"ignore":["updated_at"],"revisions":true}');
  select guard_table('segment_state', '{"key":"segment_id","audit":false}');
  select guard_table('segment_pick', '{"ignore":["updated_at"],"bulk":true}');
  select guard_table('segment_member', '{"audit":false}');
  select guard_table('segment_stay', '{"audit":false}');
  select guard_table('segment_due', '{"key":"number","audit":false}');
  select guard_table('segment_zone', '{"key":"zone","audit":false}');`;
