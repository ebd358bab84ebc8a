import pg from 'pg';
import { createHash, randomBytes } from 'node:crypto';
import { loadKeys, type KeyRing } from '@dossier/kernel/crypto';
import { migrations } from '../migrations';
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

/** The generated database of this build and size: the one kept from an earlier run, or a new one. */
export async function placeOf(settings: Settings, { customers, fresh }: { customers: number; fresh: boolean }): Promise<Place> {
  const server = settings.databaseUrl;
  if (server === null) throw new Error('DATABASE_URL is not set.');
  const url = beside(server, DATABASE);
  const stamp = createHash('sha1').update(JSON.stringify([GENERATOR, customers, migrations.map((migration) => [migration.name, String(migration.prototype.up)])])).digest('hex');
  if (fresh || (await stampOf(server, url)) !== stamp) await dropDatabase(server, DATABASE);
  if ((await stampOf(server, url)) === stamp) return { url, ring: keysOf(settings, false) };
  await on(server, (client) => client.query(`create database ${DATABASE}`));
  const ring = keysOf(settings, !(await hasData(url)));
  await prepareDatabase({ ownerUrl: url, appUrl: settings.databaseAppUrl, ring });
  const begun = performance.now();
  await on(url, async (client) => {
    await generate(client, ring, customers, (line) => say(`  ${line}`));
    await client.query(`insert into installation (key, value) values ('bench', $1)`, [JSON.stringify({ stamp })]);
  });
  say(`Generated ${customers} customers in ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
  return { url, ring };
}

const keysOf = ({ key, keyFile }: Settings, mayMake: boolean): KeyRing => loadKeys({ key: key ?? undefined, keyFile, defaultFile: keyFile, mayMake }).ring;

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The stamp that a database of the bench carries; null without one. */
async function stampOf(server: string, url: string): Promise<string | null> {
  const there = await on(server, async (client) => (await client.query('select 1 from pg_database where datname = $1', [DATABASE])).rowCount === 1);
  if (!there) return null;
  return on(url, async (client) => {
    const { rows } = await client.query<{ stamp: string }>(`select value->>'stamp' as stamp from installation where key = 'bench'`).catch(() => ({ rows: [] }));
    return rows[0]?.stamp ?? null;
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
