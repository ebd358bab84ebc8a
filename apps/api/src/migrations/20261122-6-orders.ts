import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refreshSummary } from './customers/customer-summary';

/** Products, orders and their lines, the upkeep of summaries, and the two fact views that analytics may read. */
export class Orders1763780000006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(products);
    await db.query(orders);
    await db.query(refreshSummary);
    await db.query(facts);
    await db.query(guards);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const products = `
  create table product_category (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    name text not null check (length(name) between 1 and 80), batch_id uuid
  );
  create unique index product_category_name on product_category (lower(name)) where archived_at is null;
  create table product (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    code text not null, name text not null, category_id uuid references product_category,
    unit_price_minor bigint, currency text, search_text text not null default '', search_grams text[] not null default '{}', batch_id uuid
  );
  create unique index product_code on product (code) where archived_at is null;
  create index product_name on product (name, id) where archived_at is null;
  create index product_price on product (unit_price_minor, id) where archived_at is null;
  create index product_category_of on product (category_id);
  create index product_grams on product using gin (search_grams);
  create index product_batch on product (batch_id) where batch_id is not null;`;

const orders = `
  create table sales_order (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    order_no text not null, kind text not null check (kind in ('SALE','REFUND')),
    ordered_at timestamptz not null, ordered_on date not null,
    customer_id uuid references customer, amount_minor bigint not null, currency text not null, line_count int not null default 0,
    refunds_order_no text, external_source text not null, external_key text not null,
    owner_id uuid, team_id uuid, batch_id uuid
  );
  create unique index sales_order_external_key on sales_order (external_source, external_key) where archived_at is null;
  create index sales_order_customer on sales_order (customer_id, ordered_at, id) where archived_at is null;
  create index sales_order_ordered on sales_order (ordered_at, id) where archived_at is null;
  create index sales_order_amount on sales_order (amount_minor, id) where archived_at is null;
  create index sales_order_no on sales_order (order_no text_pattern_ops, id) where archived_at is null;
  create index sales_order_owner on sales_order (owner_id, ordered_at, id) where archived_at is null;
  create index sales_order_team on sales_order (team_id, ordered_at, id) where archived_at is null;
  create index sales_order_batch on sales_order (batch_id) where batch_id is not null;
  create table order_line (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    order_id uuid not null references sales_order on delete cascade, line_no int not null,
    product_id uuid references product, product_code text, product_name text,
    quantity numeric(14,3) not null, unit_price_minor bigint not null, amount_minor bigint not null, currency text not null,
    kind text not null default 'PRODUCT' check (kind in ('PRODUCT','FEE'))
  );
  create unique index order_line_order on order_line (order_id, line_no);
  create index order_line_product on order_line (product_id);`;

const facts = `
  create view facts.order_fact as
    select o.id as order_id, o.customer_id, o.kind, o.ordered_on, o.ordered_at, o.amount_minor, o.currency, o.line_count, o.owner_id, o.team_id
    from sales_order o where o.archived_at is null;
  create view facts.customer_fact as
    select c.id as customer_id, c.kind, c.stage, c.gender, c.country, c.region, c.source_id, c.tag_ids, c.created_at,
      s.order_count, s.refund_count, s.net_minor, s.sale_minor, s.currency, s.first_order_on, s.last_order_on, s.gap_median_days, c.owner_id, c.team_id
    from customer c join customer_summary s on s.customer_id = c.id where c.archived_at is null;
  grant select on facts.order_fact, facts.customer_fact to dossier_app;`;

const guards = `
  select guard_table('product_category', '{"ignore":["updated_at"],"bulk":true}');
  select guard_table('product', '{"ignore":["updated_at"],"secret":["search_text","search_grams"],"bulk":true}');
  select guard_table('sales_order', '{"owner":"owner_id","team":"team_id","ignore":["updated_at"],"bulk":true}');
  select guard_table('order_line', '{"ignore":["updated_at"],"bulk":true}');`;
