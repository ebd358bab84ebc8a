import { share, UNTIL } from './chances.sql';
import type { Making } from './generate';

const STEP = 5_000;
const MARKETING = `(select id from purpose where code = 'MARKETING')`;

/** What the product keeps of each customer, counted by its own function; how full each record is follows from its number. */
export async function summaries({ client, customers, say }: Making): Promise<void> {
  await client.query('insert into customer_summary (customer_id) select id from customer on conflict do nothing');
  await client.query(`insert into customer_completeness (customer_id, share) select id, round((0.3 + 0.7 * ${share('external_key', '6')})::numeric, 4) from customer on conflict do nothing`);
  await client.query('vacuum analyze customer_summary, customer_completeness');
  let after = '00000000-0000-0000-0000-000000000000';
  for (let at = 0; at < customers; at += STEP) {
    const { rows } = await client.query<{ last: string }>(
      `with chosen as materialized (select id from customer where id > $1 order by id limit ${STEP}), counted as (select refresh_customer_summary(array(select id from chosen)))
       select (select max(id::text) from chosen) as last, (select count(*) from counted)`, [after]);
    after = rows[0]!.last;
    if (at % 100_000 === 0 && at > 0) say(`${at} summaries`);
  }
  await client.query('vacuum full analyze customer_summary');
  await client.query(`select rollups_refresh(array_agg(id)) from (select id, (row_number() over (order by id) - 1) / ${STEP} as part from customer) c group by part order by part`);
  await client.query('truncate rollup_due');
  for (const table of ['customer_trait', 'order_days', 'category_sum']) await client.query(`vacuum analyze ${table}`);
}

/** Six in ten agreed to letters by e-mail and four in ten to messages by SMS; some of them took it back. */
export async function consents({ client }: Making): Promise<void> {
  await client.query('truncate consent_entry, consent_state');
  for (const [channel, agreed, number] of [['EMAIL', 0.6, 7], ['SMS', 0.4, 8]] as const)
    await client.query(
      `insert into consent_entry (id, customer_id, purpose_id, channel, act, at, source, notice_id)
       select md5('consent ' || $1 || external_key)::uuid, id, ${MARKETING}, $1, case when said < $2 * 0.9 then 'GIVEN' else 'WITHDRAWN' end, least(created_at + interval '3 days', ${UNTIL}), 'FORM', (select id from notice where purpose_id = ${MARKETING} limit 1)
       from (select *, ${share('external_key', String(number))} as said from customer) c where said < $2`, [channel, agreed]);
  await client.query('insert into consent_state (customer_id, purpose_id, channel, state, at, entry_id) select customer_id, purpose_id, channel, act, at, id from consent_entry');
}
