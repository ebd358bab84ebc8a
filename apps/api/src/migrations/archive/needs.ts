/** What a customer needs, said or guessed, with what it rests on; what they think of what they got; and who answers for which facts. */
export const needs = `
  create table customer_need (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade,
    kind text not null check (kind in ('EXPLICIT','LATENT')),
    statement text not null check (length(statement) between 1 and 1000), category text check (length(category) <= 80),
    confidence numeric(4,3) check (confidence between 0 and 1),
    status text not null default 'OPEN' check (status in ('OPEN','IN_PROGRESS','MET','DROPPED')),
    priority text not null default 'MEDIUM' check (priority in ('HIGH','MEDIUM','LOW')),
    budget_min_minor bigint check (budget_min_minor >= 0), budget_max_minor bigint check (budget_max_minor >= budget_min_minor), currency text,
    expected_on date, evidence jsonb not null default '[]',
    author_id uuid references app_user on delete set null, demo boolean not null default false,
    check (budget_max_minor is null or budget_min_minor is not null), check ((budget_min_minor is null) = (currency is null))
  );
  select hangs_on_customer('customer_need');
  create index customer_need_customer on customer_need (customer_id, created_at, id) where archived_at is null;
  create index customer_need_whole on customer_need (customer_id);
  create index customer_need_created on customer_need (created_at, id) where archived_at is null;
  create index customer_need_expected on customer_need (expected_on, id) where archived_at is null;
  create index customer_need_author on customer_need (author_id) where author_id is not null;

  create table customer_feedback (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade,
    kind text not null check (kind in ('PRAISE','COMPLAINT','SUGGESTION','SURVEY','REVIEW')),
    at timestamptz not null, score int check (score between 0 and 10),
    product_id uuid references product on delete set null, channel_id uuid references channel on delete set null,
    text text check (length(text) <= 4000), status text not null default 'OPEN' check (status in ('OPEN','ANSWERED','CLOSED')),
    answer text check (length(answer) <= 4000), answered_at timestamptz, answered_by uuid references app_user on delete set null,
    author_id uuid references app_user on delete set null, demo boolean not null default false
  );
  select hangs_on_customer('customer_feedback');
  create index customer_feedback_customer on customer_feedback (customer_id, at, id) where archived_at is null;
  create index customer_feedback_whole on customer_feedback (customer_id);
  create index customer_feedback_at on customer_feedback (at, id) where archived_at is null;
  create index customer_feedback_product on customer_feedback (product_id) where product_id is not null;
  create index customer_feedback_channel on customer_feedback (channel_id) where channel_id is not null;
  create index customer_feedback_author on customer_feedback (author_id) where author_id is not null;
  create index customer_feedback_answered_by on customer_feedback (answered_by) where answered_by is not null;`;

// The status of a merged record is that it is merged: it follows from where it points, and is kept in no second place.
export const signOffs = `
  alter table customer add column record_status text not null default 'ACTIVE' check (record_status in ('ACTIVE','DORMANT','CLOSED'));

  create table customer_sign_off (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade,
    section text not null check (section in ('BASIC','CONTACT','BELONGING')),
    signed_at timestamptz not null, signed_by uuid references app_user on delete set null, signed_name text not null,
    customer_version int not null, revision_id bigint not null, fields text[] not null
  );
  select hangs_on_customer('customer_sign_off');
  create index customer_sign_off_customer on customer_sign_off (customer_id, signed_at, id);
  create index customer_sign_off_by on customer_sign_off (signed_by) where signed_by is not null;`;

export const needGuards = `
  select guard_table('customer_need', '{"revisions":true,"of":"customer_id","personal":["statement","evidence"],"ignore":["updated_at"]}');
  select guard_table('customer_feedback', '{"revisions":true,"of":"customer_id","personal":["text","answer"],"ignore":["updated_at"]}');
  select guard_table('customer_sign_off', '{"revisions":true,"of":"customer_id","ignore":["updated_at"]}');
  select tell_changes('customer_need', '{"type":"CustomerNeed"}');
  select tell_changes('customer_feedback', '{"type":"CustomerFeedback"}');
  select tell_changes('customer_sign_off', '{"type":"Customer","of":"customer","id":"customer_id","scope":["owner_id","team_id"],"fields":["signOffs"]}');`;
