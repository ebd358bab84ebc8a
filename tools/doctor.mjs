import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from './build.mjs';
import { liveServer } from './postgres-pid.mjs';
import { fail, node, root } from './shell.mjs';

/*
 * `npm run doctor`: looks at the product from the outside and says how it fares. It starts nothing: where the embedded database is
 * down, it says so. `--json` for programs; it ends with 0 (well), 1 (warnings) or 2 (failures).
 */
try {
  const args = process.argv.slice(2);
  await build(['api']);
  const env = process.env.DATABASE_URL ? {} : { DATABASE_URL: embedded(resolve(root, process.env.DATA_DIR || '.data')) };
  const { code } = await node(['--disable-warning=ExperimentalWarning', join('dist/apps/api', 'doctor.mjs'), ...args], { env });
  process.exit(code);
} catch (error) {
  fail(error);
}

/** The address of the embedded database while it runs; empty while it does not. */
function embedded(dataDir) {
  const file = join(dataDir, 'database.json');
  if (!existsSync(file)) return '';
  const { password, cluster, socket } = JSON.parse(readFileSync(file, 'utf8'));
  return liveServer(cluster) ? `postgres://postgres:${password}@localhost/dossier?host=${encodeURIComponent(socket)}` : '';
}
