import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { databaseOf, startPostgres } from './postgres.mjs';
import { fail, node, onEnd, root } from './shell.mjs';

/** Builds the API and runs one of its programs; with `database`, against the database that `npm start` uses. */
export async function runEntry(name, { database = false } = {}) {
  let server = null;
  onEnd(async () => (await server)?.stop());
  try {
    await build(['api']);
    const file = join('dist/apps/api', `${name}.mjs`);
    if (!existsSync(join(root, file))) throw Object.assign(new Error(name), { sentences: [`The build made no ${file}.`] });
    const env = {};
    if (database && !process.env.DATABASE_URL) {
      server = startPostgres({ dataDir: process.env.DATA_DIR || join(root, '.data') });
      env.DATABASE_URL = await databaseOf(await server, 'dossier');
    }
    const { code } = await node(['--disable-warning=ExperimentalWarning', file, ...process.argv.slice(2)], { env });
    await (await server)?.stop();
    process.exit(code);
  } catch (error) {
    await (await server)?.stop();
    fail(error);
  }
}
