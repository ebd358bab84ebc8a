import { globSync } from 'node:fs';
import { codegen } from './codegen.mjs';
import { commands, jest, lint, stories, twice, types } from './parts.mjs';
import { withProduct } from './product.mjs';
import { onEnd } from './shell.mjs';

/*
 * `npm test`: everything, with its own set-up, and one line at the end. Parts can be named: `npm test -- api web`.
 */
onEnd(() => {});

const specs = (project) => (files) => jest(project, files ? ['--runInBand', ...files] : []);

const parts = {
  lint: { title: 'Lint and import fences', run: () => lint() },
  types: { title: 'Types', run: types },
  api: { title: 'Rules, metrics and the API on PostgreSQL', run: () => twice(specs('api')) },
  web: { title: 'Screens', run: () => twice(specs('web')) },
  commands: { title: 'Commands and the embedded database', run: () => twice(commands) },
  stories: { title: 'Stories in a browser', run: () => twice((files) => withProduct({ demo: 'small' }, (env) => stories(files, env)), globSync('e2e/stories/*.spec.ts').sort()) },
};

const asked = process.argv.slice(2).filter((name) => name in parts);
const total = { passed: 0, failed: 0, unstable: [] };
add(await prepare());
for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
  const { title, run } = parts[name];
  const begin = Date.now();
  console.log(`\n== ${title}`);
  const result = await run().catch((error) => {
    console.error(error.sentences?.join('\n') ?? error);
    return { passed: 0, failed: 1 };
  });
  console.log(`== ${title}: ${result.passed} passed, ${result.failed} failed in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  add(result);
}
if (total.unstable.length > 0) console.log(`\nPassed only when run once more, to be mended: ${total.unstable.join(' ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

/** The typed documents, which lint, types and screens need. */
async function prepare() {
  try {
    await codegen();
    return { passed: 0, failed: 0 };
  } catch (error) {
    console.error(error.sentences?.join('\n') ?? error);
    return { passed: 0, failed: 1 };
  }
}

function add({ passed, failed, unstable = [] }) {
  total.passed += passed;
  total.failed += failed;
  total.unstable.push(...unstable);
}
