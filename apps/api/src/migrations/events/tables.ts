const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz`;

/** Places that events come from, what they are about, and how much each kind of event says. */
export const eventSources = `
  create table event_site (${row},
    name text not null check (length(name) between 1 and 80), key text not null unique, origins text[] not null default '{}',
    state text not null default 'ACTIVE' check (state in ('ACTIVE','PAUSED')), demo boolean not null default false
  );
  create table event_site_day (
    site_id uuid not null references event_site on delete cascade, day date not null,
    accepted bigint not null default 0, repeated bigint not null default 0, refused bigint not null default 0, last_at timestamptz,
    primary key (site_id, day)
  );
  create table topic (${row},
    code text not null check (code ~ '^[a-z0-9][a-z0-9._-]{0,59}$'), name text not null check (length(name) between 1 and 80),
    parent_id uuid references topic, path uuid[] not null, category_id uuid references product_category,
    half_life_days numeric(8,2) not null default 30 check (half_life_days between 0.5 and 3650), demo boolean not null default false
  );
  create unique index topic_code on topic (code) where archived_at is null;
  create index topic_parent on topic (parent_id) where parent_id is not null;
  create index topic_category on topic (category_id) where category_id is not null;
  create table event_weight (${row}, name text not null unique, weight numeric(6,2) not null check (weight between 0 and 100));
  alter table company add column event_months int not null default 25 check (event_months between 1 and 120);`;

/**
 * One event lies in the month in which it happened. `event_key` knows every id once, whatever the month: of several sayings under one id
 * the one with the earliest time stands, and at the same time the one with the smallest digest, so that the order in which they came in
 * decides nothing.
 */
export const behaviourEvents = `
  create table event_key (id uuid primary key, occurred_at timestamptz not null, digest bigint not null);
  create table behaviour_event (
    id uuid not null, occurred_at timestamptz not null, received_at timestamptz not null default now(),
    customer_id uuid references customer on delete cascade, visitor_id uuid, site_id uuid references event_site,
    name text not null, topic_ids uuid[] not null default '{}', product_code text, path text, channel_mark text,
    properties jsonb, primary key (id, occurred_at)
  ) partition by range (occurred_at);
  select hangs_on_customer('behaviour_event');
  create index behaviour_event_customer on behaviour_event (customer_id, occurred_at, id) where customer_id is not null;
  create index behaviour_event_visitor on behaviour_event (visitor_id) where visitor_id is not null;
  create table behaviour_event_default partition of behaviour_event default;
  grant select on behaviour_event_default to dossier_backup;
  -- Whose visitor it is; what shows that they agreed stands in the ledger of consents. A visitor that nobody has named has no row.
  create table visitor (${row},
    customer_id uuid references customer on delete cascade, state text not null default 'ATTACHED' check (state in ('ATTACHED','STOPPED')),
    notice_version text, agreed_at timestamptz, attached_at timestamptz, stopped_at timestamptz
  );
  select hangs_on_customer('visitor');
  create index visitor_customer on visitor (customer_id) where customer_id is not null;
  -- Of whom no behaviour is kept: what comes in is refused, what was there was taken off.
  create table behaviour_stop (${row}, customer_id uuid not null references customer on delete cascade, reason text, by_ledger boolean not null default false, stopped_at timestamptz not null);
  select hangs_on_customer('behaviour_stop');
  create index behaviour_stop_customer on behaviour_stop (customer_id) where archived_at is null;
  create index behaviour_stop_of on behaviour_stop (customer_id);`;

/** Interests: what people say of them, what follows from events, and whose are to be computed anew. */
export const interests = `
  create table interest_choice (${row},
    customer_id uuid not null references customer on delete cascade, topic_id uuid not null references topic,
    kind text not null check (kind in ('DECLARED','NOT_INTERESTED')), strength numeric(6,2) not null default 0 check (strength between 0 and 100)
  );
  select hangs_on_customer('interest_choice');
  create index interest_choice_customer on interest_choice (customer_id, topic_id);
  create index interest_choice_topic on interest_choice (topic_id);
  create table customer_interest (
    customer_id uuid not null references customer on delete cascade, topic_id uuid not null references topic on delete cascade,
    events int not null, score float8 not null, first_at timestamptz, last_at timestamptz, level float8,
    declared float8 not null default 0, refused boolean not null default false, primary key (customer_id, topic_id)
  );
  create index customer_interest_topic on customer_interest (topic_id, level) where not refused;
  create table interest_state (customer_id uuid primary key references customer on delete cascade, computed_at timestamptz not null, events int not null, last_at timestamptz);
  create table interest_due (number bigint generated always as identity, customer_id uuid not null, at timestamptz not null default clock_timestamp());
  create index interest_due_customer on interest_due (customer_id);
  create function interests_fall_due() returns trigger language plpgsql as $$
  begin
    if tg_op in ('INSERT','UPDATE') then
      insert into interest_due (customer_id) select distinct customer_id from new_rows where customer_id is not null;
    end if;
    if tg_op in ('UPDATE','DELETE') then
      insert into interest_due (customer_id) select distinct customer_id from old_rows where customer_id is not null;
    end if;
    return null;
  end $$;
  -- Added events say so in the statement that adds them; what moves or takes them off need not know of interests.
  create trigger interests_due_update after update on behaviour_event referencing old table as old_rows new table as new_rows for each statement execute function interests_fall_due();
  create trigger interests_due_delete after delete on behaviour_event referencing old table as old_rows for each statement execute function interests_fall_due();
  create trigger interests_due_insert after insert on interest_choice referencing new table as new_rows for each statement execute function interests_fall_due();
  create trigger interests_due_update after update on interest_choice referencing old table as old_rows new table as new_rows for each statement execute function interests_fall_due();
  create trigger interests_due_delete after delete on interest_choice referencing old table as old_rows for each statement execute function interests_fall_due();`;

/** Events are counted by the call, not written down row by row in the trail; whose visitor it is, and every choice, is. */
export const eventGuards = `
  select guard_table('event_site', '{"ignore":["updated_at"]}');
  select guard_table('event_site_day', '{"audit":false}');
  select guard_table('topic', '{"ignore":["updated_at"]}');
  select guard_table('event_weight', '{"ignore":["updated_at"]}');
  select guard_table('event_key', '{"audit":false}');
  select guard_table('behaviour_event', '{"audit":false}');
  select guard_table('visitor', '{"ignore":["updated_at"]}');
  select guard_table('behaviour_stop', '{"ignore":["updated_at"]}');
  select guard_table('interest_choice', '{"revisions":true,"of":"customer_id","ignore":["updated_at"]}');
  select guard_table('customer_interest', '{"audit":false}');
  select guard_table('interest_state', '{"audit":false}');
  select guard_table('interest_due', '{"audit":false}');
  select tell_changes('event_site', '{"type":"EventSite"}');
  select tell_changes('topic', '{"type":"Topic","ignore":["path"]}');`;
