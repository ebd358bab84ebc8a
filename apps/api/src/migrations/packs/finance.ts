/** What the finance pack works with: how much risk a customer bears, what they hold, what was advised, and how they pay. */
export const financeTables = `
  alter table product add column kind text, add column risk_level text check (risk_level in ('R1','R2','R3','R4','R5')), add column min_amount_minor bigint check (min_amount_minor >= 0);
  create index product_risk on product (risk_level, id) where archived_at is null and risk_level is not null;

  create table risk_assessment (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade,
    level text not null check (level in ('C1','C2','C3','C4','C5')), score int check (score between 0 and 100),
    assessed_at timestamptz not null default now(), valid_until date not null, assessed_by uuid
  );
  create index risk_assessment_newest on risk_assessment (customer_id, assessed_at desc, id desc) where archived_at is null;
  create index risk_assessment_until on risk_assessment (valid_until) where archived_at is null;
  select hangs_on_customer('risk_assessment');

  create table holding (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade, product_id uuid references product,
    name text not null check (length(name) between 1 and 200), value_minor bigint not null, currency text not null, as_of date not null
  );
  create index holding_customer on holding (customer_id, as_of desc, id desc);
  create index holding_product on holding (product_id);
  select hangs_on_customer('holding');

  create table advice (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade, product_id uuid not null references product,
    rule text not null, reason text not null, level text, risk_level text, amount_minor bigint, currency text,
    recording_due boolean not null default false, recorded_at timestamptz, advised_by uuid, advised_at timestamptz not null default now()
  );
  create index advice_customer on advice (customer_id, advised_at desc, id desc);
  create index advice_product on advice (product_id);
  select hangs_on_customer('advice');

  create table credit_fact (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade,
    kind text not null check (kind in ('OVERDUE_DAYS','UTILISATION','RATING')), source text not null check (length(source) between 1 and 80),
    observed_on date not null, consented_on date not null, value_cipher bytea not null
  );
  create index credit_fact_customer on credit_fact (customer_id, kind, observed_on desc, id desc);
  select hangs_on_customer('credit_fact');

  create table credit_watch (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade,
    reason text not null check (reason in ('OVERDUE','UTILISATION','RATING_DROP')), rule text not null,
    opened_at timestamptz not null default now(), closed_at timestamptz
  );
  create index credit_watch_customer on credit_watch (customer_id, opened_at desc, id desc);
  create index credit_watch_open on credit_watch (customer_id) where closed_at is null and archived_at is null;
  select hangs_on_customer('credit_watch');

  select guard_table('risk_assessment', '{"revisions":true,"of":"customer_id","ignore":["updated_at"]}');
  select guard_table('holding', '{"revisions":true,"of":"customer_id","personal":["value_minor","name"],"ignore":["updated_at"]}');
  select guard_table('advice', '{"revisions":true,"of":"customer_id","personal":["amount_minor"],"ignore":["updated_at"]}');
  select guard_table('credit_fact', '{"revisions":true,"of":"customer_id","secret":["value_cipher"],"ignore":["updated_at"]}');
  select guard_table('credit_watch', '{"revisions":true,"of":"customer_id","ignore":["updated_at"]}');
  select tell_changes('risk_assessment', '{"type":"Customer","of":"customer","id":"customer_id","scope":["owner_id","team_id"],"fields":["riskAssessments"]}');
  select tell_changes('holding', '{"type":"Customer","of":"customer","id":"customer_id","scope":["owner_id","team_id"],"fields":["holdings"]}');
  select tell_changes('credit_watch', '{"type":"Customer","of":"customer","id":"customer_id","scope":["owner_id","team_id"],"fields":["creditWatches"]}');`;

/** What a service business is asked for. */
export const serviceTables = `
  create table service_request (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade,
    kind text not null, subject text not null check (length(subject) between 1 and 200), state text not null default 'OPEN' check (state in ('OPEN','CLOSED')),
    opened_at timestamptz not null default now(), due_on date, closed_at timestamptz,
    satisfaction int check (satisfaction between 1 and 5), effort int check (effort between 1 and 5), opened_by uuid
  );
  create index service_request_customer on service_request (customer_id, opened_at desc, id desc);
  create index service_request_open on service_request (due_on, id) where state = 'OPEN' and archived_at is null;
  select hangs_on_customer('service_request');
  select guard_table('service_request', '{"revisions":true,"of":"customer_id","personal":["subject"],"ignore":["updated_at"]}');
  select tell_changes('service_request', '{"type":"Customer","of":"customer","id":"customer_id","scope":["owner_id","team_id"],"fields":["serviceRequests"]}');`;
