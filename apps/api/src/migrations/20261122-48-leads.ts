import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leads: an interest of a person or company of the archive, each time it came in, each step it took; and the words for them. */
export class Leads1763780000048 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(tables);
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'migration', true)`);
    await db.query(`insert into role_grant (role_id, action, scope) select r.id, g.word, g.scope from role r join (values
      ${words.map(([role, word, scope]) => `('${role}', '${word}', '${scope}')`).join(', ')}) g(code, word, scope) on g.code = r.code on conflict do nothing`);
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.scope', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz`;

/** A lead in a pool has neither owner nor team: it is within nobody's reach until somebody claims it. */
const tables = `
  create table lead (
    ${row}, customer_id uuid not null references customer, origin text not null check (origin in ('FORM','API','CALL','FAIR','EMAIL','IMPORT','STAFF')),
    submission_id uuid references intake_submission on delete set null, source_id uuid references channel, subject text, need text, product_id uuid references product,
    amount_minor bigint check (amount_minor >= 0), budget_minor bigint check (budget_minor >= 0), currency text not null default 'CNY',
    authority text not null default 'UNKNOWN' check (authority in ('DECIDER','INFLUENCER','USER','UNKNOWN')), decide_on date, attributes jsonb check (jsonb_typeof(attributes) = 'object'),
    stage text not null default 'NEW' check (stage in ('NEW','CONTACTED','QUALIFIED','PROPOSAL','NEGOTIATION')),
    status text not null default 'OPEN' check (status in ('OPEN','WON','LOST','INVALID')), loss_reason text, loss_note text,
    owner_id uuid references app_user, team_id uuid references team, pool_id uuid,
    opened_at timestamptz not null default now(), opened_on date not null, assigned_at timestamptz, response_due_at timestamptz, first_response_at timestamptz, last_touch_at timestamptz not null default now(),
    touches int not null default 1, next_on date, stage_since timestamptz not null default now(), closed_at timestamptz, closed_on date,
    external_source text, external_key text, batch_id uuid, search_grams text[] not null default '{}', search_text text not null default '',
    check ((status = 'OPEN') = (closed_at is null)), check (pool_id is null or (owner_id is null and team_id is null)), check ((external_source is null) = (external_key is null))
  );
  select hangs_on_customer('lead');
  create unique index lead_key on lead (external_source, external_key) where external_source is not null;
  create index lead_customer on lead (customer_id, opened_at, id);
  create index lead_owner on lead (owner_id, opened_at, id) where archived_at is null;
  create index lead_team on lead (team_id, opened_at, id) where archived_at is null;
  create index lead_in_pool on lead (pool_id, opened_at, id) where pool_id is not null;
  create index lead_opened on lead (opened_at, id) where archived_at is null;
  create index lead_stage on lead (stage, stage_since, id) where archived_at is null and status = 'OPEN';
  create index lead_board on lead (team_id, stage, currency) include (amount_minor, owner_id) where archived_at is null and status = 'OPEN';
  create index lead_next on lead (next_on, id) where archived_at is null and status = 'OPEN' and next_on is not null;
  create index lead_due on lead (response_due_at, id) where status = 'OPEN' and first_response_at is null;
  create index lead_closed on lead (closed_at, id) where closed_at is not null;
  create index lead_closed_on on lead (closed_on, id) where closed_on is not null;
  create index lead_opened_on on lead (opened_on, id) where archived_at is null;
  create index lead_touched on lead (last_touch_at, id) where archived_at is null;
  create index lead_since on lead (stage_since, id) where archived_at is null;
  create index lead_amount on lead (amount_minor, id) where archived_at is null;
  create index lead_next_step on lead (next_on, id) where archived_at is null;
  create index lead_next_step_down on lead (next_on desc nulls last, id desc) where archived_at is null;
  create index lead_amount_down on lead (amount_minor desc nulls last, id desc) where archived_at is null;
  create index lead_search on lead using gin (search_grams);
  create index lead_source on lead (source_id) where source_id is not null;
  create index lead_product on lead (product_id) where product_id is not null;
  create index lead_submission on lead (submission_id) where submission_id is not null;
  create table lead_transition (
    id uuid primary key, lead_id uuid not null references lead on delete cascade, at timestamptz not null default now(), from_stage text, to_stage text not null, from_status text, to_status text not null,
    reason text, actor_id uuid references app_user, owner_id uuid, team_id uuid
  );
  create index lead_transition_lead on lead_transition (lead_id, at, id);
  create index lead_transition_at on lead_transition (at, id);
  create index lead_transition_actor on lead_transition (actor_id) where actor_id is not null;
  create table lead_touch (
    id uuid primary key, lead_id uuid not null references lead on delete cascade, customer_id uuid not null references customer, at timestamptz not null default now(), origin text not null,
    submission_id uuid references intake_submission on delete set null, source_id uuid references channel, subject text, need text
  );
  select hangs_on_customer('lead_touch');
  create index lead_touch_customer on lead_touch (customer_id);
  create index lead_touch_lead on lead_touch (lead_id, at, id);
  create unique index lead_touch_submission on lead_touch (submission_id) where submission_id is not null;
  create index lead_touch_source on lead_touch (source_id) where source_id is not null;
  select guard_table('lead', '{"revisions":true,"owner":"owner_id","team":"team_id","personal":["subject","need","loss_note","attributes"],"secret":["search_grams","search_text"],"ignore":["updated_at","search_grams","search_text"]}');
  select guard_table('lead_transition', '{"audit":false}');
  select guard_table('lead_touch', '{"audit":false}');
  select tell_changes('lead', '{"type":"Lead","scope":["owner_id","team_id"],"ignore":["search_grams","search_text"]}');`;

const given = (role: string, scope: string, list: readonly string[]): (readonly [string, string, string])[] => list.map((word) => [role, word, scope] as const);
const leads = ['lead.read', 'lead.create', 'lead.update', 'lead.assign', 'lead.convert', 'lead.archive', 'lead.import'];
const managing = ['pool.claim', 'pool.manage', 'assignment.manage', 'scorecard.manage', 'nurture.manage', 'inbox.manage', 'calendar.manage'];

/** The same as new installations get with their roles. */
const words = [
  ...given('ADMINISTRATOR', 'ALL', [...leads, 'lead.export', 'task.read', 'task.write', ...managing]),
  ...given('MARKETING_MANAGER', 'TEAM_TREE', [...leads, 'lead.export', 'task.read', 'task.write']),
  ...given('MARKETING_MANAGER', 'ALL', managing),
  ...given('MARKETER', 'TEAM', [...leads, 'task.read', 'task.write']),
  ...given('MARKETER', 'ALL', ['pool.claim']),
  ...given('SALES', 'TEAM', ['lead.read', 'task.read', 'task.write']),
  ...given('SALES', 'SELF', ['lead.create', 'lead.update', 'lead.convert', 'lead.archive']),
  ...given('SALES', 'ALL', ['pool.claim']),
];
