import type { Chance } from './chance';
import type { World } from './world';

type Run = (text: string, values?: unknown[]) => Promise<unknown>;

/** Whoever holds these keeps the product's own work from taking marks: of records, and of events. */
export const RESTING = { records: 'select pg_advisory_lock(7421046)', events: 'select pg_advisory_lock(7421025)', noMore: 'select pg_advisory_unlock_all()' } as const;

/** The narrow tables as they should be; but of some customers they tell nonsense, and these are marked as waiting. Gives how many wait. */
export async function keepBehind(run: Run, world: World, chance: Chance): Promise<number> {
  const all = world.people.map(({ id }) => id);
  await run('select rollups_refresh($1::uuid[])', [all]);
  await run('select event_times_refresh($1::uuid[])', [all]);
  const some = all.filter(() => chance.is(0.35));
  const [lost, wrong] = [some.filter((_, at) => at % 2 === 0), some.filter((_, at) => at % 2 === 1)];
  for (const table of ['customer_trait', 'order_days', 'category_sum', 'event_times']) await run(`delete from ${table} where customer_id = any($1::uuid[])`, [lost]);
  const { tags, categories } = world;
  for (const id of wrong) {
    await run(`insert into customer_trait as t (customer_id, created_at, demo, has_phone, has_email, kind, stage, gender, tag_ids) values ($1, now(), false, true, false, 'COMPANY', 'LOST', 'MALE', $2::uuid[])
      on conflict (customer_id) do update set kind = excluded.kind, has_phone = true, has_email = false, stage = excluded.stage, gender = excluded.gender, tag_ids = excluded.tag_ids, city = 'Ningbo', order_count = 3, net_minor = 2000, first_order_on = '2026-02-20', last_order_on = '2026-03-01', time_zone = null`, [id, tags]);
    await run(`insert into order_days values ($1, '2026-02-20', '2026-03-01', array['2026-02-20','2026-03-01']::date[], array[700, 1500]::bigint[], '{}', '{}') on conflict (customer_id) do update set first_on = excluded.first_on, last_on = excluded.last_on, sale_days = excluded.sale_days, sale_sums = excluded.sale_sums`, [id]);
    for (const category of categories) await run(`insert into category_sum values ($1, $2, 3, 1, 1500, -100, '2026-02-20', '2026-03-01') on conflict (customer_id, category_id) do update set sales = excluded.sales, sale_minor = excluded.sale_minor`, [id, category]);
    await run(`insert into event_times select $1, array_agg((code::bigint << 40) + 1772000000 order by code) from event_code on conflict (customer_id) do update set moments = excluded.moments`, [id]);
  }
  await run('insert into rollup_due (customer_ids) values ($1::uuid[]), ($2::uuid[])', [lost, [...wrong, ...lost.slice(0, 1)]]);
  await run('insert into interest_due (customer_id) select unnest($1::uuid[])', [lost]);
  await run('insert into interest_due (customer_ids) values ($1::uuid[])', [wrong]);
  return some.length;
}
