/**
 * What conditions of segments ask most, kept in narrow tables beside the wide ones, of live customers alone. A statement that changes a customer,
 * or the sums or contacts of one, leaves a mark in `rollup_due`; a pump computes who is marked a moment later. Whoever reads these tables leaves out the
 * marked ones and asks of them the tables from which the rest follows: the answer is that of the wide tables at every moment.
 */
export const rollupTables = `
  create table rollup_due (number bigint generated always as identity primary key, customer_ids uuid[] not null);
  alter table rollup_due alter column customer_ids set storage external;
  create table customer_trait (
    customer_id uuid primary key, owner_id uuid, team_id uuid, created_at timestamptz not null,
    order_count int, refund_count int, net_minor bigint, sale_minor bigint, first_order_on date, last_order_on date, demo boolean not null, has_phone boolean not null, has_email boolean not null,
    kind text not null, stage text not null, gender text not null, country text, region text, city text, occupation text, time_zone text, source_id uuid, tag_ids uuid[] not null
  ) with (fillfactor = 90);
  create index customer_trait_tags on customer_trait using gin (tag_ids);
  -- The days of all sales in their order, one entry a sale, and beside each the sum up to it: a window is two places in a list. The same of refunds.
  -- The first and the last day of all of them stand in front: most lists need not be opened to be left out.
  create table order_days (
    customer_id uuid primary key, first_on date not null, last_on date not null, sale_days date[] not null, sale_sums bigint[] not null, refund_days date[] not null, refund_sums bigint[] not null
  ) with (fillfactor = 90);
  create table category_sum (
    customer_id uuid not null, category_id uuid not null, sales int not null, refunds int not null, sale_minor bigint not null, refund_minor bigint not null, first_on date, last_on date,
    primary key (customer_id, category_id)
  ) with (fillfactor = 90);
  create index category_sum_category on category_sum (category_id, customer_id) include (sales, refunds, sale_minor, refund_minor, first_on, last_on);
  -- All events in one list: the code of the name in the upper bits, the second below. So those of one name in one window are two places as well.
  create table event_code (name text primary key, code smallint not null unique);
  create table event_times (customer_id uuid primary key, moments bigint[] not null) with (fillfactor = 90);
  alter table customer_trait add constraint customer_trait_customer_id_fkey foreign key (customer_id) references customer on delete cascade not enforced;
  alter table order_days add constraint order_days_customer_id_fkey foreign key (customer_id) references customer on delete cascade not enforced;
  alter table category_sum add constraint category_sum_customer_id_fkey foreign key (customer_id) references customer on delete cascade not enforced;
  alter table event_times add constraint event_times_customer_id_fkey foreign key (customer_id) references customer on delete cascade not enforced;
  create or replace function members_go_along() returns trigger language plpgsql as $$
  begin
    delete from segment_member m using gone_rows g where m.customer_id = g.id;
    delete from segment_stay s using gone_rows g where s.customer_id = g.id;
    delete from customer_trait x using gone_rows g where x.customer_id = g.id;
    delete from order_days x using gone_rows g where x.customer_id = g.id;
    delete from category_sum x using gone_rows g where x.customer_id = g.id;
    delete from event_times x using gone_rows g where x.customer_id = g.id;
    return null;
  end $$;
  select guard_table('rollup_due', '{"key":"number","audit":false}');
  select guard_table('customer_trait', '{"audit":false}');
  select guard_table('order_days', '{"audit":false}');
  select guard_table('category_sum', '{"audit":false}');
  select guard_table('event_code', '{"key":"name","audit":false}');
  select guard_table('event_times', '{"audit":false}');`;

/**
 * Marks. The triggers are those by which segments are marked: a statement on customers, their sums or contacts looks through its rows once for both. A
 * product that changes its category changes what its buyers have bought of it.
 */
export const rollupMarks = `
  create function rollups_due(ids uuid[]) returns void language plpgsql set search_path = public, pg_temp as $$
  begin
    insert into rollup_due (customer_ids) select array_agg(id) from (select id, (row_number() over () - 1) / 2000 as part from unnest(ids) d(id) where id is not null) x group by part;
  end $$;

  create or replace function segments_are_due() returns trigger language plpgsql as $$
  declare
    ids uuid[];
    named text := coalesce(tg_argv[0], 'customer_id');
    is_rolled boolean := tg_table_name in ('customer', 'customer_summary', 'customer_identity');
    is_asked boolean := exists (select 1 from segment where archived_at is null);
    -- The id of a customer never changes, nor whose sums a row holds; other rows may move from one customer to another.
    touched text := case when tg_op = 'INSERT' or (tg_op = 'UPDATE' and tg_table_name in ('customer', 'customer_summary')) then 'new_rows'
      when tg_op = 'DELETE' then 'old_rows' else format('(select %1$I from new_rows union all select %1$I from old_rows)', named) end;
  begin
    if not (is_rolled or is_asked) then
      return null;
    end if;
    execute format('select array_agg(distinct r.%I) from %s r', named, touched) into ids;
    if is_rolled then
      perform rollups_due(ids);
    end if;
    if is_asked then
      perform segments_due(ids);
    end if;
    return null;
  end $$;

  create function rollups_of_product_due() returns trigger language plpgsql as $$
  declare
    ids uuid[];
  begin
    if exists (select 1 from new_rows n join old_rows o on o.id = n.id where n.category_id is distinct from o.category_id) then
      select array_agg(distinct s.customer_id) into ids from new_rows n join old_rows o on o.id = n.id join order_line l on l.product_id = n.id join sales_order s on s.id = l.order_id
        where n.category_id is distinct from o.category_id and s.customer_id is not null;
      perform rollups_due(ids);
      perform segments_due(ids);
    end if;
    return null;
  end $$;
  create trigger rollups_due_update after update on product referencing old table as old_rows new table as new_rows for each statement execute function rollups_of_product_due();`;
