import { found, bytes, type Checks, type Found, type HealthSource } from './source';

const PROVEN = 18;

async function database(source: HealthSource): Promise<Found> {
  const begun = performance.now();
  const [row] = await source.look<{ version: string; size: number; connections: number; most: number }>(
    `select current_setting('server_version') as version, pg_database_size(current_database())::float8 as size,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
      current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most`,
  );
  const { version = '?', size = 0, connections = 0, most = 1 } = row ?? {};
  const facts = { version: version.split(' ')[0]!, ms: Math.round(performance.now() - begun), size: bytes(size), connections, most };
  if (connections > most * 0.9) return found('crowded', facts);
  return found(Number.parseInt(version, 10) < PROVEN ? 'old' : 'answers', facts);
}

/** Whom the product is to the database: the sign of life is written by the application's own login. */
async function secondLock(source: HealthSource): Promise<Found> {
  const [row] = await source.look<{ login: string; role: string; open: boolean }>(
    `select session_user::text as login, current_user::text as role, r.rolsuper or r.rolbypassrls as open from pg_roles r where r.rolname = current_user`,
  );
  const { login = '?', role = '?', open = true } = row ?? {};
  if (open) return found('open', { login });
  return role === login ? found('own', { login }) : found('weaker', { login, role });
}

async function migrations({ look, installation }: HealthSource): Promise<Found> {
  const [row] = await look<{ count: number }>('select count(*)::int as count from migrations');
  const count = row?.count ?? 0;
  const expected = installation.migrations;
  return found(count === expected ? 'done' : count < expected ? 'behind' : 'ahead', { count, expected });
}

/** Half of the way there and back is taken off: what is left is the difference of the clocks. */
async function clock(source: HealthSource): Promise<Found> {
  const sent = Date.now();
  const [row] = await source.look<{ at: number }>('select (extract(epoch from clock_timestamp()) * 1000)::float8 as at');
  const ms = Math.round(Math.abs((row?.at ?? 0) - (sent + Date.now()) / 2));
  return found(ms > 1_000 ? 'apart' : 'even', { ms });
}

interface Slow {
  count: number;
  worst: number;
  statement: string | null;
}

/** By pg_stat_statements where the operator has it, else by our own note of what took over a second. */
async function statements(source: HealthSource): Promise<Found> {
  const theirs = await source.look<Slow>(
    `select count(*)::int as count, coalesce(max(max_exec_time), 0)::float8 as worst, (array_agg(left(query, 200) order by max_exec_time desc))[1] as statement
     from pg_stat_statements s join pg_database d on d.oid = s.dbid and d.datname = current_database() where mean_exec_time > 1000 and query !~* '^(copy|create|alter|vacuum|analyze|<insufficient)'`,
  ).catch(() => null);
  const ours = theirs ?? await source.look<Slow>(
    `select count(*)::int as count, coalesce(max(ms), 0)::float8 as worst, (array_agg(left(statement, 200) order by ms desc))[1] as statement from slow_statement where at > now() - interval '24 hours'`,
  );
  const { count = 0, worst = 0, statement = '' } = ours[0] ?? {};
  const facts = { count, worst: Math.round(worst), statement: (statement ?? '').replace(/\s+/g, ' ').slice(0, 160), source: theirs ? 'pg_stat_statements' : 'slow_statement' };
  return found(count === 0 ? 'none' : 'some', facts);
}

export const databaseChecks: Checks = { DATABASE: database, SECOND_LOCK: secondLock, MIGRATIONS: migrations, CLOCK: clock, STATEMENTS: statements };
