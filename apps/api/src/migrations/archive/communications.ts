/** How we were in touch with a customer, what was attached, and the questions of interviews. The private note and the files are sealed under the person's key. */
export const communications = `
  create table interview_template (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    title text not null check (length(title) between 1 and 120), questions text[] not null check (cardinality(questions) between 1 and 50),
    demo boolean not null default false
  );
  create unique index interview_template_title on interview_template (lower(title)) where archived_at is null;

  create table communication (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade,
    kind text not null check (kind in ('CALL','VISIT','MESSAGE','EMAIL','MEETING','INTERVIEW','OTHER')),
    direction text not null default 'OUTGOING' check (direction in ('OUTGOING','INCOMING')),
    at timestamptz not null, contact_name text check (length(contact_name) <= 120),
    summary text check (length(summary) <= 4000), note_cipher bytea,
    outcome text check (outcome in ('REACHED','NOT_REACHED','INTERESTED','NOT_INTERESTED','AGREED','COMPLAINED')),
    next_step text check (length(next_step) <= 400), next_on date,
    next_state text check (next_state in ('OPEN','DONE')),
    template_id uuid references interview_template, answers jsonb not null default '[]',
    author_id uuid references app_user on delete set null,
    demo boolean not null default false,
    check ((next_on is null and next_step is null) = (next_state is null))
  );
  select hangs_on_customer('communication');
  create index communication_customer on communication (customer_id, at, id) where archived_at is null;
  create index communication_whole on communication (customer_id);
  create index communication_at on communication (at, id) where archived_at is null;
  create index communication_next on communication (next_on, id) where archived_at is null and next_state = 'OPEN';
  create index communication_author on communication (author_id, at, id);
  create index communication_template on communication (template_id) where template_id is not null;

  create table communication_file (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade,
    communication_id uuid not null references communication on delete cascade,
    name text not null check (length(name) between 1 and 200), media_type text not null, size int not null check (size > 0),
    hash text not null, content bytea not null, author_id uuid references app_user on delete set null
  );
  select hangs_on_customer('communication_file');
  create index communication_file_of on communication_file (communication_id);
  create index communication_file_customer on communication_file (customer_id);
  create index communication_file_author on communication_file (author_id) where author_id is not null;
  alter table communication_file alter column content set storage external;`;

export const communicationGuards = `
  select guard_table('interview_template', '{"ignore":["updated_at"],"revisions":true}');
  select guard_table('communication', '{"revisions":true,"of":"customer_id","secret":["note_cipher"],"personal":["contact_name","summary","next_step","answers"],"ignore":["updated_at"]}');
  select guard_table('communication_file', '{"secret":["content"],"personal":["name"],"ignore":["updated_at"]}');
  select tell_changes('interview_template', '{"type":"InterviewTemplate"}');
  select tell_changes('communication', '{"type":"Communication","ignore":["note_cipher"]}');`;
