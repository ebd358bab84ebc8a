import { join } from 'node:path';
import { build } from './build.mjs';
import { fail, node, onEnd } from './shell.mjs';

/** `npm run faults`: kills, fills and exhausts what the product stands on, and measures how it bears it. */
onEnd(() => {});
try {
  await build();
  const { code } = await node(['--disable-warning=ExperimentalWarning', join('dist/apps/api', 'faults.mjs'), ...process.argv.slice(2)]);
  process.exit(code);
} catch (error) {
  fail(error);
}
