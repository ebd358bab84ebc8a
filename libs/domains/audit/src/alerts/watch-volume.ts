import type { Cause } from './alerts';
import type { Look } from './watch.types';

/** The company's working hours, and how much outside them is worth a word. */
export const HOURS = { from: 7, to: 21 };
const NIGHT_LEAST = { READ: 60, EXPORT: 1, REVEAL: 3 };
/** Below this a day is not unusual, whatever the median. */
export const DAY_LEAST = { READ: 60, EXPORT: 3, REVEAL: 10 };
/** With fewer days behind somebody there is no median of their own; this is taken instead. */
const LEAST_DAYS = 3;
const USUAL = { READ: 100, EXPORT: 3, REVEAL: 20 };

type Act = keyof typeof USUAL;

interface Amount {
  actor: string;
  name: string;
  act: Act;
  count: number;
  last: Date;
}

/* Who did how much of what, by the hour. Export and reveal stand in the trail, lists are counted only. */
const acts = (since: string): string => `
  select actor_id, case when action = 'revealIdentities' then 'REVEAL' else 'EXPORT' end as act, at, 1 as n from audit_entry
    where at > ${since} and outcome = 'DONE' and actor_kind <> 'JOB' and actor_id is not null and (action = 'revealIdentities' or action ~ '^export[A-Z]')
  union all
  select actor_id, 'READ', hour, pages from read_count where hour > ${since} and list in ('Customer', 'Order', 'SalesOrder')`;

const amounts = (where: string, since: string): string => `
  select x.actor_id::text as actor, coalesce(max(u.name), '–') as name, x.act, sum(x.n)::int as count, max(x.at) as last from (${acts(since)}) x left join app_user u on u.id = x.actor_id
  where ${where} group by x.actor_id, x.act`;

const isNight = (at: string): string => `(extract(hour from ${at} at time zone $1) not between ${HOURS.from} and ${HOURS.to - 1} or extract(isodow from ${at} at time zone $1) > 5)`;

/** Reading, export and reveal at night or at the weekend, by the company's clock; once a person and day. */
export async function outOfHours({ ask, zone }: Look): Promise<Cause[]> {
  const rows = await ask<Amount & { day: string }>(`select a.*, (now() at time zone $1)::date::text as day from (${amounts(isNight('x.at'), `now() - interval '1 hour'`)}) a`, [zone]);
  return rows.filter(({ act, count }) => count >= NIGHT_LEAST[act])
    .map(({ actor, name, act, count, last, day }) => ({ kind: 'OUT_OF_HOURS', cause: `user:${actor}:${act}:${day}`, facts: { userId: actor, name, act, count }, seenAt: last }));
}

/** More than three times one's own daily median of the last thirty days; once a person, act and day. */
export async function unusualVolume(look: Look): Promise<Cause[]> {
  const { ask, zone } = look;
  const today = `(date_trunc('day', now() at time zone $1) at time zone $1)`;
  const rows = await ask<Amount & { day: string }>(`select a.*, (now() at time zone $1)::date::text as day from (${amounts('true', today)}) a`, [zone]);
  const causes: Cause[] = [];
  for (const { actor, name, act, count, last, day } of rows.filter((row) => row.count >= DAY_LEAST[row.act])) {
    const median = await usual(look, actor, act);
    if (count > 3 * median) causes.push({ kind: 'UNUSUAL_VOLUME', cause: `user:${actor}:${act}:${day}`, facts: { userId: actor, name, act, count, median }, seenAt: last });
  }
  return causes;
}

async function usual({ ask, zone }: Look, actor: string, act: Act): Promise<number> {
  const [row] = await ask<{ days: number; median: number | null }>(
    `select count(*)::int as days, percentile_cont(0.5) within group (order by n)::float8 as median from (
       select (x.at at time zone $1)::date as day, sum(x.n) as n from (${acts(`now() - interval '31 days'`)}) x
       where x.actor_id = $2::uuid and x.act = $3 and (x.at at time zone $1)::date < (now() at time zone $1)::date group by 1) days`,
    [zone, actor, act],
  );
  return row && row.days >= LEAST_DAYS ? Math.round(Number(row.median)) : USUAL[act] / 3;
}
