/**
 * What was said of a customer, by whom and how surely: one row a write, with all its fields. What can be derived is not copied: the
 * first facts of an imported customer stand in the history of its row, and its batch says where they came from (`fact_reading`).
 */
export const observation = `
create table observation (
  id uuid primary key, version int not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
  customer_id uuid not null references customer on delete cascade,
  source text not null, channel_id uuid references channel, origin text, batch_id uuid,
  observed_at timestamptz not null, confidence numeric(4,3) not null check (confidence between 0 and 1),
  fields jsonb not null check (jsonb_typeof(fields) = 'object'),
  verdict text check (verdict in ('CONFIRMED','CORRECTED','UNKNOWN')), section text,
  initial boolean not null default false, actor_id uuid, actor_name text, entry_id uuid
);
select hangs_on_customer('observation');
create index observation_customer on observation (customer_id, observed_at desc, id desc);
create index observation_batch on observation (batch_id) where batch_id is not null;
create index observation_channel on observation (channel_id) where channel_id is not null;
create index observation_reviewed on observation (created_at) where verdict is not null;
select guard_table('observation', '{"bulk":true,"revisions":true,"of":"customer_id","personal":["fields"],"ignore":["updated_at"]}');

create view fact_reading as
  select o.id, o.customer_id, o.side_id, o.source, o.channel_id, o.origin, o.batch_id, o.observed_at, o.created_at as recorded_at, o.confidence, o.fields, o.verdict, o.section,
    o.actor_id, o.actor_name, false as derived
  from observation o where o.archived_at is null
  union all
  select c.id, coalesce(c.merged_into_id, c.id), case when c.merged_into_id is not null then c.id end,
    case when c.demo then 'DEMO' when c.batch_id is not null then 'IMPORT' when c.external_source like 'webhook:%' then 'WEBHOOK' else 'MANUAL' end,
    c.source_id, c.external_source, c.batch_id, r.at, r.at, case when c.batch_id is not null or c.demo then 0.8 else 0.9 end,
    (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(r.after) e
      where e.value not in ('null', '""', '[]') and e.key = any (fact_columns()) and (e.key, e.value) not in (('gender', '"UNKNOWN"'::jsonb))),
    null, null, r.actor_id, r.actor_name, true
  from customer c join revision r on r.table_name = 'customer' and r.row_id = c.id and r.operation = 'INSERT'
  where not exists (select 1 from observation o where coalesce(o.side_id, o.customer_id) = c.id and o.initial and o.customer_id = coalesce(c.merged_into_id, c.id));
grant select on fact_reading to dossier_app;`;

/** The columns of a customer that are facts about them: never the class A ones, never those of our own machinery. */
export const factColumns = `
create function fact_columns() returns text[] language sql immutable as $$
  select array['kind','name','family_name','given_name','name_latin','company_name','gender','birth_date','birth_precision','birth_calendar','birth_leap_month',
    'occupation','occupation_text','country','region','city','stage','source_id','tag_ids','custom'] $$;`;

/** Whole records kept as they were, and since when the history knows each change of each part. */
export const snapshots = `
create table profile_snapshot (
  id uuid primary key, version int not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
  customer_id uuid not null references customer on delete cascade,
  taken_at timestamptz not null, taken_by_id uuid, sha256 text not null, size int not null, content text not null
);
select hangs_on_customer('profile_snapshot');
create index profile_snapshot_customer on profile_snapshot (customer_id, taken_at, id);
select guard_table('profile_snapshot', '{"bulk":true,"secret":["content"],"ignore":["updated_at"]}');
insert into installation (key, value) values ('exact_history', jsonb_build_object('at', now()));`;
