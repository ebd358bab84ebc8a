import type pg from 'pg';

/** Tables that move by themselves, or that count the knocking itself: no act of anybody stands in them. */
const restless = new Set([
  'audit_entry', 'audit_seal', 'audit_seal_default', 'audit_entry_default', 'audit_state', 'audit_check', 'alert', 'known_place', 'read_count', 'running_process', 'session', 'session_seen', 'api_key_seen',
  'slow_statement', 'sign_in_throttle', 'webhook_throttle', 'webhook_health', 'job', 'migrations', 'lead_presence', 'segment_state', 'segment_zone',
]);

/** Rows that alerts make of so much knocking. */
const calm: Readonly<Record<string, string>> = { notification: `where kind not like 'ALERT%'`, mail: `where kind <> 'ALERT'` };

async function tablesOf(db: pg.Pool): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' order by 1`);
  return rows.map(({ name }) => name).filter((name) => !restless.has(name) && !/^audit_\w+_\d/.test(name));
}

export type Trace = Readonly<Record<string, string>>;

/** Looks at everything that an act could leave behind: each table as one hash over all its rows, and the work that people have begun. */
export async function traceTaker(db: pg.Pool): Promise<() => Promise<Trace>> {
  const tables = await tablesOf(db);
  const hashOf = (name: string): string => `select '${name}' as name, md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as hash from "${name}" t ${calm[name] ?? ''}`;
  const jobs = `select 'job', md5(coalesce(string_agg(id::text, '' order by id), '')) from job where owner_id is not null`;
  const text = [...tables.map(hashOf), jobs].join(' union all ');
  return async () => Object.fromEntries((await db.query<{ name: string; hash: string }>(text)).rows.map(({ name, hash }) => [name, hash]));
}

/** Until no work waits for a worker or a beat any more (such tables end in `_due`): what moves from here on, somebody has moved. */
export async function atRest(db: pg.Pool): Promise<void> {
  const queues = (await tablesOf(db)).filter((name) => /_due$|^behaviour_check$/.test(name));
  const owed = [`select 'job' as name, count(*)::int as rows from job where state in ('QUEUED','RUNNING')`, `select 'intake_submission', count(*)::int from intake_submission where state = 'RECEIVED' and raw is not null`, ...queues.map((name) => `select '${name}', count(*)::int from "${name}"`)].join(' union all ');
  let left: string[] = [];
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
    left = (await db.query<{ name: string; rows: number }>(owed)).rows.filter(({ rows }) => rows > 0).map(({ name, rows }) => `${name} ${rows}`);
    if (left.length === 0) return;
  }
  throw new Error(`Work is still owed: ${left.join(', ')}`);
}

/** The entries that were written since a moment of the trail, of the given people. */
export async function entriesSince(db: pg.Pool, at: Date, actors: readonly string[]): Promise<{ action: string; outcome: string; code: string | null }[]> {
  const { rows } = await db.query(`select action, outcome, code from audit_entry where at > $1 and actor_id = any($2::uuid[]) order by at, id`, [at, actors]);
  return rows;
}

/** Now, as the trail counts. */
export const moment = async (db: pg.Pool): Promise<Date> => (await db.query<{ at: Date }>('select clock_timestamp() as at')).rows[0]!.at;
