import { currentWork } from '@dossier/kernel/data';

/** Customers of the demo whose behaviour is told, those who bought last. */
const TOLD = 400;

/** A site, a topic for each category of goods, and what those who bought lately did before: they looked, put into the cart, paid. In the open unit of work. */
export async function demoEvents(): Promise<void> {
  const work = currentWork();
  for (const statement of [site, topics, events, strangers, days]) await work.query(statement);
  await work.query(`select refresh_interests(array(select distinct customer_id from behaviour_event where customer_id is not null))`);
}

/** An id that follows from words, so that loading twice gives the same rows. */
const idOf = (words: string): string => `overlay(overlay(md5(${words}) placing '7' from 13 for 1) placing '8' from 17 for 1)::uuid`;
const kept = 'on conflict do nothing';

const site = `insert into event_site (id, name, key, origins, demo) values (${idOf(`'demo site'`)}, '演示官网', 'site_demo', '{https://shop.example.com}', true) ${kept}`;

const topics = `
  with top as (insert into topic (id, code, name, path, half_life_days, demo) values (${idOf(`'demo topic'`)}, 'assortment', '全部商品', array[${idOf(`'demo topic'`)}], 60, true) ${kept})
  insert into topic (id, code, name, parent_id, path, category_id, half_life_days, demo)
  select id, 'category-' || place, name, ${idOf(`'demo topic'`)}, array[${idOf(`'demo topic'`)}, id], category_id, 30, true
  from (select ${idOf(`'demo topic ' || c.name`)} as id, c.name, c.id as category_id, row_number() over (order by c.name) as place from product_category c where c.archived_at is null) x ${kept}`;

/** Two looks a day and some hours before, the cart, the checkout: not all of them for each line, by the digits of its id. */
const events = `
  with told as (
    select o.customer_id, max(o.ordered_at) as last from sales_order o join customer c on c.id = o.customer_id and c.demo where o.kind = 'SALE' and o.archived_at is null group by 1 order by 2 desc, 1 limit ${TOLD}
  ),
  line as (
    select x.* from told cross join lateral (
      select told.customer_id, l.id, p.code, p.category_id, least(o.ordered_at, now()) as at, row_number() over (order by o.ordered_at desc, l.line_no) as place
      from sales_order o join order_line l on l.order_id = o.id and l.kind = 'PRODUCT' join product p on p.id = l.product_id
      where o.customer_id = told.customer_id and o.kind = 'SALE' and o.archived_at is null order by o.ordered_at desc, l.line_no limit 6) x
  ),
  fresh as (
    select ${idOf(`'demo event ' || line.id || k.place`)} as id, line.at - k.before - (get_byte(decode(md5(line.id::text || k.place), 'hex'), 0) || ' minutes')::interval as at, line.customer_id, ${idOf(`'demo visitor ' || line.customer_id`)} as visitor_id, k.name, line.code,
      '/products/' || lower(line.code) as path
    from line cross join (values (1, 'PRODUCT_VIEW', interval '50 hours'), (2, 'DWELL', interval '26 hours'), (3, 'CART', interval '2 hours'), (4, 'CHECKOUT', interval '1 hour')) k(place, name, before)
    where get_byte(decode(md5(line.id::text || 'x' || k.place), 'hex'), 1) % 4 < 5 - k.place
  ),
  known as (insert into event_key (id, occurred_at, digest) select id, at, 0 from fresh ${kept} returning id),
  people as (
    insert into visitor (id, customer_id, notice_version, agreed_at, attached_at) select distinct visitor_id, customer_id, '1', now(), now() from fresh ${kept}
  )
  insert into behaviour_event (id, occurred_at, received_at, customer_id, visitor_id, site_id, name, product_code, path, channel_mark)
  select f.id, f.at, f.at, f.customer_id, f.visitor_id, ${idOf(`'demo site'`)}, f.name, case when f.name = 'CHECKOUT' then null else f.code end, case when f.name = 'CHECKOUT' then '/checkout' else f.path end, 'web' from fresh f join known k on k.id = f.id`;

/** Visitors whom nobody has named. */
const strangers = `
  with fresh as (select ${idOf(`'demo stranger ' || n`)} as id, now() - n * interval '37 minutes' as at, ${idOf(`'demo unknown ' || n / 6`)} as visitor_id from generate_series(1, 600) n),
  known as (insert into event_key (id, occurred_at, digest) select id, at, 0 from fresh ${kept} returning id)
  insert into behaviour_event (id, occurred_at, received_at, visitor_id, site_id, name, path, channel_mark)
  select f.id, f.at, f.at, f.visitor_id, ${idOf(`'demo site'`)}, 'PAGE_VIEW', '/', 'web' from fresh f join known k on k.id = f.id`;

const days = `
  insert into event_site_day (site_id, day, accepted, repeated, refused, last_at)
  select site_id, occurred_at::date, count(*), count(*) / 40, count(*) / 90, max(occurred_at) from behaviour_event where site_id = ${idOf(`'demo site'`)} and occurred_at <= now() group by 1, 2 ${kept}`;
