const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz`;

/** What persons ask about their own data, the files that answer them, and the certificates of erasure. */
export const requestTables = `
  alter table customer add column erased_at timestamptz;
  create table subject_request (${row},
    customer_id uuid not null references customer on delete cascade, kind text not null,
    state text not null default 'OPEN' check (state in ('OPEN','ANSWERED','REFUSED')),
    received_at timestamptz not null, due_at timestamptz not null, identity_check text, identity_checked_at timestamptz,
    note text, answer text, answered_at timestamptz, answered_by uuid, told_at timestamptz
  );
  create index subject_request_customer on subject_request (customer_id);
  create index subject_request_due on subject_request (due_at, id);
  create index subject_request_received on subject_request (received_at, id);
  create index subject_request_open on subject_request (due_at) where state = 'OPEN';
  select hangs_on_customer('subject_request');
  create table subject_file (${row},
    customer_id uuid not null references customer on delete cascade, request_id uuid references subject_request on delete cascade,
    owner_id uuid not null, size bigint not null, expires_at timestamptz not null
  );
  create index subject_file_customer on subject_file (customer_id);
  create index subject_file_request on subject_file (request_id);
  create index subject_file_expiry on subject_file (expires_at);
  create index subject_file_owner on subject_file (owner_id, created_at, id);
  select hangs_on_customer('subject_file');
  create table erasure (${row},
    customer_id uuid not null references customer on delete cascade, request_id uuid, erased_at timestamptz not null default now(), actor_id uuid, actor_name text not null,
    reason text not null, counts jsonb not null, list_number int not null, list_mark text not null
  );
  create index erasure_customer on erasure (customer_id);
  create index erasure_at on erasure (erased_at, id);
  select hangs_on_customer('erasure');
  select guard_table('subject_request', '{"ignore":["updated_at","told_at"],"personal":["note","identity_check","answer"]}');
  select guard_table('subject_file', '{"ignore":["updated_at"]}');
  select guard_table('erasure', '{"ignore":["updated_at"],"personal":["reason"]}');`;
