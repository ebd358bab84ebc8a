import pg from 'pg';
import { createHash, randomBytes } from 'node:crypto';
import { loadKeys, type KeyRing } from '@dossier/kernel/crypto';
import { hasData, prepareDatabase } from '../prepare-database';
import type { Settings } from '../settings';
import { GENERATOR, generate } from './generate';

const DATABASE = 'dossier_bench';
/** The exchange is measured in a copy, so that what it writes does not stay. */
export const EXCHANGE = 'dossier_bench_exchange';

/** A generated database of the product, ready to be asked. */
export interface Place {
  url: string;
  ring: KeyRing;
}

/** The generated database of this size: the one kept from an earlier run, or a new one. What the product has learned since is added by its own migrations. */
export async function placeOf(settings: Settings, { customers, fresh }: { customers: number; fresh: boolean }): Promise<Place> {
  const server = settings.databaseUrl;
  if (server === null) throw new Error('DATABASE_URL is not set.');
  const url = beside(server, DATABASE);
  const stamp = `${GENERATOR}/${customers}`;
  const kept = await markOf(server, url);
  if (fresh || kept?.stamp !== stamp) {
    await dropDatabase(server, DATABASE);
    await on(server, (client) => client.query(`create database ${DATABASE}`));
  }
  const ring = keysOf(settings, !(await hasData(url)));
  const { migrationsRun } = await prepareDatabase({ ownerUrl: url, appUrl: settings.databaseAppUrl, ring });
  const done = (await markOf(server, url))?.done ?? [];
  if (done.includes('all')) {
    if (migrationsRun.length > 0) await on(url, (client) => client.query('analyze'));
    return { url, ring };
  }
  const begun = performance.now();
  const keep = (steps: readonly string[]): Promise<unknown> => on(url, (client) => client.query(`insert into installation (key, value) values ('bench', $1) on conflict (key) do update set value = excluded.value`, [JSON.stringify({ stamp, done: steps })]));
  if (done.length === 0) await keep([]);
  await on(url, (client) => generate(client, ring, { customers, done, keep, say: (line) => say(`  ${line}`) }));
  await keep(['all']);
  say(`Generated ${customers} customers in ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
  return { url, ring };
}

const keysOf = ({ key, keyFile }: Settings, mayMake: boolean): KeyRing => loadKeys({ key: key ?? undefined, keyFile, defaultFile: keyFile, mayMake }).ring;

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Which rows a database of the bench holds, and how far its generation has come. */
interface Mark {
  stamp: string;
  done: string[];
}

async function markOf(server: string, url: string): Promise<Mark | null> {
  const there = await on(server, async (client) => (await client.query('select 1 from pg_database where datname = $1', [DATABASE])).rowCount === 1);
  if (!there) return null;
  return on(url, async (client) => {
    const { rows } = await client.query<{ value: Mark }>(`select value from installation where key = 'bench'`).catch(() => ({ rows: [] as { value: Mark }[] }));
    return rows[0]?.value ?? null;
  });
}

/** The address of another database on the same server. */
export const beside = (url: string, database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).href;

export const dropDatabase = (server: string, name: string): Promise<unknown> => on(server, (client) => client.query(`drop database if exists ${name} with (force)`));

/** One connection of the owner for the length of a call. */
export async function on<R>(url: string, run: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return run(client).finally(() => client.end());
}

/** A session of somebody, as a sign-in leaves it; gives the cookie. How people prove who they are is not what is measured. */
export async function sessionOf(url: string, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await on(url, async (client) => {
    await client.query('set session_replication_role = replica');
    const { rows } = await client.query<{ id: string }>(
      `insert into session (id, user_id, token_hash, rights_version, expires_at) select gen_random_uuid(), id, $2, rights_version, now() + interval '1 day' from app_user where id = $1 returning id`,
      [userId, createHash('sha256').update(token).digest()],
    );
    await client.query('insert into session_seen (session_id, at) values ($1, now())', [rows[0]?.id]);
  });
  return `dossier=${token}`;
}

/** The sessions through which the product does what nobody waits for. */
export const writersOf = async (client: pg.Client): Promise<number[]> => (await client.query<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and application_name = 'dossier background'`)).rows.map(({ pid }) => pid);
