import pg from 'pg';
import { product } from './product';

const serverUrl = (): string => {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is not set: the test run starts a PostgreSQL and sets it');
  return url;
};

const named = (database: string): string => {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.toString();
};

async function onServer<R>(run: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

const PATIENCE = 10_000;

/**
 * Ends what is still connected to a database, after waiting for those who are leaving. A pool says that it has ended
 * while its sockets are still closing: a backend ended by force in that moment raises an error nobody listens for any more.
 */
async function empty(client: pg.Client, name: string): Promise<void> {
  const until = Date.now() + PATIENCE;
  const isUsed = async (): Promise<boolean> => (await client.query('select 1 from pg_stat_activity where datname = $1 limit 1', [name])).rowCount !== 0;
  while (Date.now() < until && (await isUsed())) await new Promise((done) => setTimeout(done, 20));
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
}

/** Drops a database as soon as nobody is in it. */
export async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await empty(client, name);
  await client.query(`drop database if exists ${name} with (force)`);
}

/** The migrated template of this build, made by whichever spec comes first. */
async function template(client: pg.Client): Promise<string> {
  const { stamp, prepare } = await product();
  const name = `tpl_${process.env['TEST_RUN'] ?? 'local'}_${stamp}`;
  await client.query('select pg_advisory_lock(7421002)');
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (known.rowCount === 1) return name;
    const making = `${name}_making`;
    await dropDatabase(client, making);
    await client.query(`create database ${making}`);
    await prepare(named(making));
    await empty(client, making);
    await client.query(`alter database ${making} rename to ${name}`);
    return name;
  } finally {
    await client.query('select pg_advisory_unlock(7421002)');
  }
}

/** A database of its own for one spec file: a copy of the template, gone at the end. */
export async function testDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `t_${process.env['TEST_RUN'] ?? 'local'}_${process.pid}_${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
  await onServer(async (client) => {
    const from = await template(client);
    await client.query(`create database ${name} template ${from} strategy file_copy`);
  });
  return { url: named(name), drop: () => onServer((client) => dropDatabase(client, name)) };
}
