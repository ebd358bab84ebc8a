import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Identities of every channel, candidates with their weight, conflicts, and what customers are to each other. */
export class Matching1763780000021 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.actor', 'migration', true)`);
    await db.query(identities);
    await db.query(candidates);
    await db.query(keys);
    await db.query(conflicts);
    await db.query(relations);
    await db.query(words);
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const identities = `
  alter table customer_identity drop constraint customer_identity_kind_check;
  alter table customer_identity add constraint customer_identity_kind_check
    check (kind in ('PHONE','EMAIL','ACCOUNT','WECHAT_OPENID','WECHAT_UNIONID','MEMBER_CARD','DEVICE','POS_MEMBER','SOCIAL')) not valid;
  alter table customer_identity validate constraint customer_identity_kind_check;
  alter table customer_identity add column shared boolean not null default false;`;

/** One row a pair, whatever it was found by: the decided one stays, else the strongest reason. */
const candidates = `
  delete from duplicate_candidate d using (
    select id, row_number() over (partition by customer_id, other_id order by (state <> 'OPEN') desc, array_position(array['PHONE','EMAIL','NAME'], reason), id) as place from duplicate_candidate
  ) x where x.id = d.id and x.place > 1;
  drop index duplicate_candidate_pair;
  create unique index duplicate_candidate_pair on duplicate_candidate (customer_id, other_id);
  alter table duplicate_candidate add column weight real, add column probability real, add column reasons jsonb not null default '[]',
    add column level text not null default 'REVIEW' check (level in ('AUTO','REVIEW'));
  create index duplicate_candidate_weight on duplicate_candidate (weight desc nulls last, id) where state = 'OPEN' and archived_at is null;`;

/** Keyed hashes of what records must have in common to be compared; records that wait; what matching has learned. They follow from the records. */
const keys = `
  create table match_key (
    key bigint not null, customer_id uuid not null references customer on delete cascade, key_version int not null, primary key (key, customer_id)
  );
  create index match_key_customer on match_key (customer_id);
  create table match_due (customer_id uuid primary key references customer on delete cascade, at timestamptz not null default now());
  create table match_model (
    id int primary key default 1 check (id = 1), linkage jsonb not null, records int not null, made_at timestamptz not null default now()
  );
  select guard_table('match_key', '{"audit":false}');
  select guard_table('match_due', '{"audit":false}');
  select guard_table('match_model', '{"audit":false}');`;

const conflicts = `
  create table identity_conflict (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    customer_id uuid not null references customer on delete cascade, other_id uuid not null references customer on delete cascade,
    identity_id uuid not null references customer_identity on delete cascade, other_identity_id uuid not null references customer_identity on delete cascade,
    identity_kind text not null, kind text not null check (kind in ('IDENTITY','FACTS')), fields text[] not null default '{}',
    state text not null default 'OPEN' check (state in ('OPEN','RESOLVED')), resolution text check (resolution in ('FIRST','SECOND','BOTH')),
    decided_by uuid, decided_at timestamptz, check (identity_id < other_identity_id)
  );
  create unique index identity_conflict_pair on identity_conflict (identity_id, other_identity_id);
  create index identity_conflict_customer on identity_conflict (customer_id);
  create index identity_conflict_other on identity_conflict (other_id);
  create index identity_conflict_other_identity on identity_conflict (other_identity_id);
  create index identity_conflict_open on identity_conflict (created_at, id) where state = 'OPEN';
  select guard_table('identity_conflict', '{"ignore":["updated_at"]}');`;

// Two customers, and for each of them the record it came in for.
const relations = `
  create table relationship (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    from_id uuid not null references customer on delete cascade, from_side_id uuid references customer on delete cascade,
    to_id uuid not null references customer on delete cascade, to_side_id uuid references customer on delete cascade,
    kind text not null, strength real not null default 0.5 check (strength >= 0 and strength <= 1),
    source text not null, basis text not null, valid_from date, valid_to date, note text check (length(note) <= 500),
    check (valid_to is null or valid_from is null or valid_to >= valid_from)
  );
  create index relationship_from on relationship (from_id, strength desc, id) where archived_at is null;
  create index relationship_to on relationship (to_id, strength desc, id) where archived_at is null;
  create index relationship_from_any on relationship (from_id);
  create index relationship_to_any on relationship (to_id);
  create index relationship_from_side on relationship (from_side_id) where from_side_id is not null;
  create index relationship_to_side on relationship (to_side_id) where to_side_id is not null;
  select guard_table('relationship', '{"revisions":true,"of":"from_id","personal":["note"],"ignore":["updated_at"]}');`;

const words = `
  insert into role_grant (role_id, action, scope) select r.id, g.word, g.scope from role r join (values
    ('ADMINISTRATOR', 'relationship.read', 'ALL'), ('ADMINISTRATOR', 'relationship.write', 'ALL'),
    ('MARKETING_MANAGER', 'relationship.read', 'TEAM_TREE'), ('MARKETING_MANAGER', 'relationship.write', 'TEAM_TREE'),
    ('MARKETER', 'relationship.read', 'TEAM'), ('MARKETER', 'relationship.write', 'TEAM'),
    ('SALES', 'relationship.read', 'TEAM'), ('SALES', 'relationship.write', 'TEAM')
  ) g(code, word, scope) on g.code = r.code on conflict do nothing`;
