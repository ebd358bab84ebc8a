import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { build } from './build.mjs';
import { databaseOf, startPostgres } from './postgres.mjs';
import { fail, isEnding, onEnd, root } from './shell.mjs';

/** `npm start`: builds what changed, starts a database and the product, and says that it is ready. */
let app = null;
let database = null;

onEnd(async () => {
  // The app first: its last words need the database.
  await app?.close();
  await (await database)?.stop();
});

try {
  const { readSettings } = await import('../apps/api/src/settings.ts');
  const settings = readSettings(process.env);
  const built = await build();
  if (built.length > 0) console.log(`Built ${built.join(' and ')}.`);
  await provide(settings);
  process.env.NODE_ENV ??= 'production';
  const { serve } = await import(pathToFileURL(join(root, 'dist/apps/api/main.mjs')).href);
  app = await serve(settings);
  announce(app);
} catch (error) {
  if (!isEnding()) {
    await (await database)?.stop();
    fail(error);
  }
}

async function provide(settings) {
  if (settings.databaseUrl !== null) {
    if (!existsSync(settings.dataDir)) mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
    // Where forms were published, the product itself bridges the time until a database that is away is back.
    return existsSync(join(settings.dataDir, 'spool', 'forms.sealed')) ? undefined : requireAnswer(settings.databaseUrl);
  }
  database = startPostgres({ dataDir: settings.dataDir });
  const server = await database;
  if (server.adopted) console.log('PostgreSQL was still running and goes on.');
  settings.databaseUrl = await databaseOf(server, 'dossier');
  process.env.DATABASE_URL = settings.databaseUrl;
}

/** A server of one's own that does not answer is told in words, before anything else fails of it. The address is said without its password. */
async function requireAnswer(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const { host, port, database: name, user } = client;
    throw Object.assign(error, { sentences: [
      `The database of DATABASE_URL does not let us in: ${user}@${host}:${port}/${name}: ${error.message || error.code}`,
      'Check that PostgreSQL 18 runs there and that user, password and database are right; or leave DATABASE_URL out to use the embedded one.',
    ] });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function announce({ url, signIns = [] }) {
  if (signIns.length > 0) {
    console.log('Sign in to the demo as:');
    for (const { email, password, role } of signIns) console.log(`  ${email.padEnd(34)} ${password}   ${role}`);
  }
  console.log(`Dossier is ready: ${url}`);
}
