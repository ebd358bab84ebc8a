import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a customer may want next: the shelf of it, what stands behind recommendations, and what was shown to whom. */
export class Next1763780000039 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(products);
    await db.query(neighbours);
    await db.query(exposures);
    await db.query(shelf);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const products = `
  alter table product add column is_available boolean not null default true, add column brand text check (length(brand) <= 80);
  create index product_brand on product (lower(brand)) where brand is not null;`;

/**
 * Computed by the model of recommendations from all orders: which products are bought by the same customers, how each is bought again, and what is bought most.
 * A segment is a country; '' is everybody. Numbers of buyers are counted again every night, so they are no audited change.
 */
const neighbours = `
  create table product_neighbour (
    product_id uuid not null references product on delete cascade, neighbour_id uuid not null references product on delete cascade,
    weight float8 not null check (weight > 0), primary key (product_id, neighbour_id)
  );
  create index product_neighbour_to on product_neighbour (neighbour_id);
  create table product_pace (
    product_id uuid primary key references product on delete cascade, buyers int not null, repeat_buyers int not null, gap_days numeric(8,1), recent_buyers int not null default 0,
    usual_price_minor bigint, currency text, below_share float8
  );
  create table category_pace (category_id uuid primary key references product_category on delete cascade, recent_buyers int not null);
  create table product_popularity (
    segment text not null, product_id uuid not null references product on delete cascade, buyers int not null, primary key (segment, product_id)
  );
  create index product_popularity_most on product_popularity (segment, buyers desc, product_id);
  create index product_popularity_product on product_popularity (product_id);
  select guard_table('product_neighbour', '{"audit":false}');
  select guard_table('product_pace', '{"key":"product_id","audit":false}');
  select guard_table('category_pace', '{"key":"category_id","audit":false}');
  select guard_table('product_popularity', '{"audit":false}');`;

/** One row a customer, slot and day, however often the page was opened. What was shown to a record stays with it. */
const exposures = `
  create table recommendation_exposure (
    id uuid primary key, customer_id uuid not null references customer on delete cascade, slot text not null check (slot ~ '^[a-z][a-z0-9-]{0,39}$'),
    served_on date not null, arm text not null check (arm in ('MODEL','HOLDOUT')), product_ids uuid[] not null, times int not null default 1,
    first_at timestamptz not null, last_at timestamptz not null
  );
  create unique index recommendation_exposure_day on recommendation_exposure (customer_id, slot, served_on);
  create index recommendation_exposure_slot on recommendation_exposure (slot, served_on, customer_id);
  create index recommendation_exposure_old on recommendation_exposure (served_on);
  select guard_table('recommendation_exposure', '{"audit":false}');`;

const shelf = `
  create table customer_next (
    customer_id uuid primary key references customer on delete cascade,
    status text not null check (status in ('OK','WEAK','REFUSED')), lack text, found int, needed int, purchases int not null,
    regular boolean not null default false, expected_on date, earliest_on date, latest_on date,
    within30 float8, within60 float8, within90 float8,
    category1_id uuid references product_category on delete set null, category1_share float8,
    category2_id uuid references product_category on delete set null, category2_share float8,
    category3_id uuid references product_category on delete set null, category3_share float8,
    price_leaning text, price_share float8, price_low float8, price_high float8, price_expected float8, price_lines int,
    as_of date
  );
  create index customer_next_on on customer_next (expected_on, customer_id);
  create index customer_next_within on customer_next (within30, customer_id);
  create index customer_next_category1 on customer_next (category1_id, within90, customer_id);
  create index customer_next_category2 on customer_next (category2_id) where category2_id is not null;
  create index customer_next_category3 on customer_next (category3_id) where category3_id is not null;
  select make_shelf('customer_next');
  select segments_follow('customer_next');`;
