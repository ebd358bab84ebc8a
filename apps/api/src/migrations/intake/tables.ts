const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz`;

/**
 * Forms with their versions, what comes in by them and by other ways, and what it suggests for records. Before a submission has found
 * its customer it is sealed under the key of the installation (raw); from then on under the person's own (payload), and belongs to them.
 */
export const intakeTables = `
  create table form (${row},
    owner_id uuid not null references app_user on delete cascade, team_id uuid, kind text not null check (kind in ('FORM','SURVEY')),
    name text not null check (length(name) between 1 and 80), code text not null unique, state text not null default 'DRAFT' check (state in ('DRAFT','PUBLISHED','CLOSED')),
    draft jsonb not null, published_no int, source_id uuid references channel on delete set null
  );
  create index form_name on form (lower(name), id) where archived_at is null;
  create index form_created on form (created_at, id) where archived_at is null;
  create index form_owner on form (owner_id);
  create index form_source on form (source_id) where source_id is not null;
  create table form_version (${row},
    form_id uuid not null references form on delete cascade, no int not null, definition jsonb not null, published_by uuid, unique (form_id, no)
  );

  create table intake_submission (${row},
    customer_id uuid references customer on delete cascade, origin text not null check (origin in ('FORM','SURVEY','INTERVIEW','API')),
    form_id uuid references form on delete cascade, form_no int, source_id uuid references channel on delete set null,
    scope text not null, key text not null, owner_id uuid, team_id uuid,
    state text not null default 'RECEIVED' check (state in ('RECEIVED','MATCHED','CREATED','SUGGESTED','REFUSED')),
    code text, field text, raw bytea, payload bytea, settled_at timestamptz,
    unique (scope, key)
  );
  create index intake_submission_customer on intake_submission (customer_id, created_at, id) where customer_id is not null;
  create index intake_submission_form on intake_submission (form_id, created_at desc, id desc);
  create index intake_submission_shown on intake_submission (created_at, id) where archived_at is null;
  create index intake_submission_source on intake_submission (source_id) where source_id is not null;
  create index intake_submission_raw on intake_submission (created_at) where raw is not null;

  create table form_answer (
    id uuid primary key, created_at timestamptz not null default now(),
    submission_id uuid not null references intake_submission on delete cascade, form_id uuid not null references form on delete cascade,
    customer_id uuid references customer on delete cascade, question text not null, score int, choice text
  );
  create index form_answer_submission on form_answer (submission_id);
  create index form_answer_form on form_answer (form_id, question);
  create index form_answer_customer on form_answer (customer_id) where customer_id is not null;

  create table field_suggestion (${row},
    customer_id uuid not null references customer on delete cascade, submission_id uuid references intake_submission on delete cascade,
    field text not null, value bytea not null, replaced bytea, origin text not null, source_id uuid references channel on delete set null,
    confidence numeric(3,2) not null check (confidence between 0 and 1), state text not null default 'OPEN' check (state in ('OPEN','ACCEPTED','DECLINED')),
    decided_by uuid, decided_at timestamptz
  );
  create index field_suggestion_customer on field_suggestion (customer_id, created_at, id);
  create index field_suggestion_submission on field_suggestion (submission_id);
  create index field_suggestion_source on field_suggestion (source_id) where source_id is not null;

  select hangs_on_customer('intake_submission');
  select hangs_on_customer('form_answer');
  select hangs_on_customer('field_suggestion');`;

export const intakeGuards = `
  select guard_table('form', '{"ignore":["updated_at"],"revisions":true}');
  select guard_table('form_version', '{"ignore":["updated_at"]}');
  select guard_table('intake_submission', '{"ignore":["updated_at"],"secret":["raw","payload"]}');
  select guard_table('form_answer', '{"audit":false}');
  select guard_table('field_suggestion', '{"ignore":["updated_at"],"secret":["value","replaced"]}');
  select tell_changes('form', '{"type":"Form","scope":["owner_id","team_id"]}');
  select tell_changes('intake_submission', '{"type":"Submission","ignore":["raw","payload"]}');`;
