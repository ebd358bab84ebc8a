import { idOf } from './company';
import { DAY, fromHash, share, UNTIL } from './chances.sql';
import type { Making } from './generate';

const MONTHS = 25;
const PARTS = 16;
export const TOPICS = 40;
export const codeOf = (at: number): string => `bench-${at}`;
/** What people do, as often as they do it. */
const NAMES = ['PAGE_VIEW', 'PAGE_VIEW', 'PAGE_VIEW', 'PAGE_VIEW', 'PRODUCT_VIEW', 'PRODUCT_VIEW', 'PRODUCT_VIEW', 'DWELL', 'DWELL', 'SEARCH', 'FAVOURITE', 'CART', 'CHECKOUT', 'PURCHASE', 'SHARE', 'DOWNLOAD'];

/** Thirty events a customer on average, unevenly, over the months that are kept; each about one of the four topics that the customer likes. */
export async function events({ client, say }: Making): Promise<void> {
  for (let at = 0; at < TOPICS; at++) await client.query('insert into topic (id, code, name, path) values ($1, $2, $2, array[$1::uuid]) on conflict do nothing', [idOf(codeOf(at)), codeOf(at)]);
  await client.query(`select event_make_month(m::date) from generate_series(date_trunc('month', ${UNTIL} - interval '${MONTHS} months'), date_trunc('month', ${UNTIL}), interval '1 month') m`);
  await client.query('truncate behaviour_event, event_key');
  await restAgain(client);
  const topics = Array.from({ length: TOPICS }, (_, at) => idOf(codeOf(at)));
  for (let part = 0; part < PARTS; part++) {
    await client.query(EVENTS, [topics, NAMES, `${part.toString(16)}0000000-0000-0000-0000-000000000000`, `${part.toString(16)}fffffff-ffff-ffff-ffff-ffffffffffff`]);
    say(`events: ${part + 1} of ${PARTS} parts`);
  }
  await client.query('insert into event_key (id, occurred_at, digest) select id, occurred_at, uuid_hash_extended(id, 3) & 9007199254740991 from behaviour_event');
}

/** Months that were just made have indexes of their own. */
const restAgain = (client: Making['client']): Promise<unknown> =>
  client.query(`update pg_index x set indisready = false from pg_inherits i, pg_class k where i.inhparent = 'behaviour_event'::regclass and x.indrelid = i.inhrelid and k.oid = x.indexrelid and k.relkind = 'i'`);

const EVENTS = `insert into behaviour_event (id, occurred_at, received_at, customer_id, name, topic_ids, product_code, path)
  select md5('event ' || k || '/' || n)::uuid, at, at, id, ($2::text[])[1 + (choice % ${NAMES.length})::int],
    array[($1::uuid[])[1 + ((${fromHash('uuid_hash_extended(id, (choice >> 8) % 4 + 10)')}) % ${TOPICS})::int]],
    case when choice % 3 = 0 then 'P' || (choice >> 4) % 200 end, '/p/' || (choice >> 4) % 500
  from (
    select c.id, c.k, n, date_trunc('milliseconds', c.since + (${UNTIL} - c.since) * ${share('k', 'n * 2 + 100001')}) as at, ${fromHash('hashtextextended(k, n * 2 + 100000)')} as choice
    from (
      select id, external_key as k, greatest(created_at, ${UNTIL} - interval '${MONTHS} months' + 3 * ${DAY}) as since, least(500, floor(-ln(${share('external_key', '5')}) * 30.1))::int as count
      from customer where id between $3 and $4
    ) c cross join lateral generate_series(1, c.count) n
  ) x`;

/** Interests as the product computes them, here for everybody in one statement: weight x 0.5^(age / half-life), for the moment of the newest event. */
export async function interests({ client }: Making): Promise<void> {
  await client.query(`truncate customer_interest, interest_state, interest_due`);
  await client.query(
    `insert into customer_interest (customer_id, topic_id, events, score, first_at, last_at, level)
     select customer_id, topic_id, events, score, first_at, last_at, ln(score) / ln(2::float8) + extract(epoch from last_at)::float8 / 86400 / half_life
     from (
       select customer_id, topic_id, half_life, events, first_at, last_at, whole * power(2::float8, extract(epoch from ${UNTIL} - last_at)::float8 / 86400 / half_life) as score
       from (
         select e.customer_id, t.id as topic_id, min(t.half_life_days)::float8 as half_life, count(*)::int as events, min(e.occurred_at) as first_at, max(e.occurred_at) as last_at,
           sum(w.weight::float8 * power(0.5::float8, extract(epoch from ${UNTIL} - e.occurred_at)::float8 / 86400 / t.half_life_days::float8)) as whole
         from behaviour_event e join event_weight w on w.name = e.name and w.weight > 0 join topic t on t.id = e.topic_ids[1] group by 1, 2
       ) s
     ) x`,
  );
  await client.query(
    `insert into interest_state (customer_id, computed_at, events, last_at)
     select c.id, now(), coalesce(n.events, 0), n.last_at from customer c left join (select customer_id, count(*)::int as events, max(occurred_at) as last_at from behaviour_event group by 1) n on n.customer_id = c.id`,
  );
  await client.query(`select event_times_refresh(array_agg(id)) from (select id, (row_number() over (order by id) - 1) / 5000 as part from customer) c group by part order by part`);
  await client.query('vacuum analyze event_times');
}
