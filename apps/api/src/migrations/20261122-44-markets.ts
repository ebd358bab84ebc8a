import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts of the market: what they are, what is known of them from outside, and the sums of what they bring us. */
export class Markets1763780000044 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(tables);
    await db.query(sums);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz`;

const tables = `
  create table market_segment (
    ${row}, name text not null check (length(name) between 1 and 80), note text check (length(note) <= 500), basis text not null check (basis in ('SEGMENT','CATEGORY','REGION')),
    segment_id uuid references segment on delete cascade, category_id uuid references product_category, country text, region text check (length(region) <= 80),
    check (num_nonnulls(segment_id) = (basis = 'SEGMENT')::int and num_nonnulls(category_id) = (basis = 'CATEGORY')::int and (num_nonnulls(country, region) > 0) = (basis = 'REGION'))
  );
  create index market_segment_name on market_segment (name, id) where archived_at is null;
  create index market_segment_segment on market_segment (segment_id) where segment_id is not null;
  create index market_segment_category on market_segment (category_id) where category_id is not null;
  create table market_figure (
    ${row}, market_segment_id uuid not null references market_segment on delete cascade, kind text not null check (kind in ('SIZE','COMPETITOR')), year int not null check (year between 1990 and 2100),
    amount_minor bigint check (amount_minor > 0), currency text, competitor text check (length(competitor) between 1 and 80), share numeric check (share between 0 and 1),
    source text not null check (length(source) between 1 and 300), told_on date not null, author_id uuid references app_user on delete set null,
    check ((kind = 'SIZE') = (amount_minor is not null and currency is not null)), check ((kind = 'COMPETITOR') = (competitor is not null and share is not null))
  );
  create index market_figure_segment on market_figure (market_segment_id, year);
  create index market_figure_created on market_figure (created_at, id) where archived_at is null;
  create index market_figure_author on market_figure (author_id);
  select guard_table('market_segment', '{"ignore":["updated_at"]}');
  select guard_table('market_figure', '{"ignore":["updated_at"]}');`;

/** Sums stand by team and owner: a reach is a filter on them. Without a market segment they are those of all customers. */
const sums = `
  create table market_sum (
    id uuid primary key, market_segment_id uuid references market_segment on delete cascade, team_id uuid, owner_id uuid, as_of date not null, currency text not null,
    customers int not null, buyers int not null, orders int not null, minor bigint not null, squares numeric not null, buyers_before int not null, orders_before int not null, minor_before bigint not null
  );
  create index market_sum_segment on market_sum (market_segment_id);
  create table market_month (
    id uuid primary key, market_segment_id uuid references market_segment on delete cascade, team_id uuid, owner_id uuid, month date not null, orders int not null, minor bigint not null
  );
  create index market_month_segment on market_month (market_segment_id, month);
  create table market_need (
    id uuid primary key, market_segment_id uuid not null references market_segment on delete cascade, team_id uuid, owner_id uuid, category text not null, customers int not null
  );
  create index market_need_segment on market_need (market_segment_id);
  select guard_table('market_sum', '{"audit":false}');
  select guard_table('market_month', '{"audit":false}');
  select guard_table('market_need', '{"audit":false}');`;
