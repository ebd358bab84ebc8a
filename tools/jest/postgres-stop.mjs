import pg from 'pg';

export default async function tearDown() {
  const server = globalThis.testPostgres;
  if (!server) return;
  await dropDatabasesOf(server.url, process.env.TEST_RUN);
  await server.stop();
}

async function dropDatabasesOf(url, run) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(`select datname from pg_database where datname like '%' || $1 || '%'`, [run]);
  for (const { datname } of rows) await client.query(`drop database if exists "${datname}" with (force)`);
  await client.end();
}
