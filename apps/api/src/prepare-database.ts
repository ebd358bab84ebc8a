import { createHash } from 'node:crypto';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { DataSource } from 'typeorm';
import { QUEUE, SWEEP } from '@dossier/kernel/events';
import { KeyRing, keyCheck, proveKeys } from '@dossier/kernel/crypto';
import { migrations } from './migrations';

/** What the product found: how to connect as `app`, and how strong the second lock is. */
export interface PreparedDatabase {
  appUrl: string;
  /** Set when no login of its own could be made: connections take on this role instead. */
  role?: string;
  migrationsRun: string[];
}

interface Owner {
  ownerUrl: string;
  /** Login named by the operator where ours may not be made. */
  appUrl: string | null;
  ring: KeyRing;
  /** Names of the migrations to stop at: a backup is loaded into the tables that it came from. All of them unless named. */
  upTo?: readonly string[] | null;
}

const LOCK = 7_421_001;

/**
 * Brings a database to the state this build needs: the three logins, the tables, the queue, the proof of the key.
 * Safe to run from several processes at once: an advisory lock lets one go first.
 */
export async function prepareDatabase({ ownerUrl, appUrl, ring, upTo = null }: Owner): Promise<PreparedDatabase> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const logins = await makeLogins(client, ring, appUrl !== null);
    const migrationsRun = await migrate(ownerUrl, upTo);
    await makeQueue(ownerUrl, client);
    await proveKey(client, ring);
    if (appUrl) return { appUrl, migrationsRun };
    return logins ? { appUrl: withLogin(ownerUrl, 'dossier_app', logins.app), migrationsRun } : { appUrl: ownerUrl, role: 'dossier_app', migrationsRun };
  } finally {
    await client.end();
  }
}

/** Passwords follow from the oldest key, so that nothing has to be kept, every process knows them, and a rotation leaves them alone. */
const passwordOf = (ring: KeyRing, login: string): string => ring.derive(`login:${login}`, ring.versions[0]).toString('base64url');

async function makeLogins(client: pg.Client, ring: KeyRing, named: boolean): Promise<{ app: string } | null> {
  const { rows } = await client.query<{ may: boolean }>('select rolsuper or rolcreaterole as may from pg_roles where rolname = current_user');
  const app = passwordOf(ring, 'dossier_app');
  for (const login of ['dossier_app', 'dossier_backup']) {
    const known = await client.query('select 1 from pg_roles where rolname = $1', [login]);
    if (known.rowCount === 0 && !rows[0]?.may) throw new Error(`The login of DATABASE_URL may not create roles and ${login} does not exist: create it, or name its login in DATABASE_APP_URL`);
    if (known.rowCount === 0) await makeRole(client, login);
    if (rows[0]?.may && !named) await setPassword(client, login, passwordOf(ring, login));
  }
  await client.query(`do $$ begin execute format('grant connect on database %I to dossier_app, dossier_backup', current_database()); end $$`);
  return rows[0]?.may && !named ? { app } : null;
}

/** The lock is of one database, a role of the whole cluster: somebody who prepares another database may have made it meanwhile. */
async function makeRole(client: pg.Client, login: string): Promise<void> {
  await client.query(`create role ${login} nosuperuser nobypassrls`).catch((fault: { code?: string }) => {
    if (fault.code !== '42710' && fault.code !== '23505') throw fault;
  });
}

/** A role belongs to the whole cluster: it is written only when its password is another one, and again when somebody else wrote at once. */
async function setPassword(client: pg.Client, login: string, password: string, tries = 5): Promise<void> {
  const stamp = createHash('sha256').update(password).digest('hex');
  const { rows } = await client.query<{ stamp: string | null }>(`select shobj_description(oid, 'pg_authid') as stamp from pg_roles where rolname = $1`, [login]);
  if (rows[0]?.stamp === stamp) return;
  try {
    await client.query(`alter role ${login} login password '${password}'; comment on role ${login} is '${stamp}'`);
  } catch (fault) {
    if (tries === 0 || !/concurrently updated/.test(String(fault))) throw fault;
    await new Promise((resolve) => setTimeout(resolve, 100));
    await setPassword(client, login, password, tries - 1);
  }
}

function withLogin(url: string, user: string, password: string): string {
  const parsed = new URL(url);
  parsed.username = user;
  parsed.password = password;
  return parsed.toString();
}

async function migrate(url: string, upTo: readonly string[] | null): Promise<string[]> {
  const wanted = upTo === null ? migrations : migrations.filter(({ name }) => upTo.includes(name));
  const source = new DataSource({ type: 'postgres', url, migrations: wanted, migrationsTransactionMode: 'each', logging: false });
  await source.initialize();
  try {
    return (await source.runMigrations()).map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

async function makeQueue(url: string, client: pg.Client): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: 'pgboss', supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  for (const queue of [QUEUE, SWEEP]) await boss.createQueue(queue, { retryLimit: 0, deleteAfterSeconds: 24 * 3_600 });
  await boss.stop({ graceful: false });
  // The readiness check counts them.
  await client.query('grant select on migrations to dossier_app');
  await client.query('grant usage on schema pgboss to dossier_app; grant select, insert, update, delete on all tables in schema pgboss to dossier_app; grant usage on all sequences in schema pgboss to dossier_app; grant execute on all functions in schema pgboss to dossier_app');
}

async function proveKey(client: pg.Client, ring: KeyRing): Promise<void> {
  const { rows } = await client.query<{ value: Record<string, string> }>(`select value from installation where key = 'key-check'`);
  const stored = new Map(Object.entries(rows[0]?.value ?? {}).map(([version, check]) => [Number(version), check]));
  proveKeys(ring, stored);
  for (const version of ring.versions) stored.set(version, keyCheck(ring, version));
  await client.query(`insert into installation (key, value) values ('key-check', $1) on conflict (key) do update set value = excluded.value`, [JSON.stringify(Object.fromEntries(stored))]);
}

/** Whether a database holds data of ours already: then a missing key file is a fault, not a first start. */
export async function hasData(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(`select to_regclass('public.installation') is not null as there`);
    if (!rows[0]?.there) return false;
    return (await client.query(`select 1 from installation where key = 'key-check'`)).rowCount === 1;
  } finally {
    await client.end();
  }
}
