import { globSync } from 'node:fs';
import { stories } from './parts.mjs';
import { withProduct } from './product.mjs';
import { fail, onEnd } from './shell.mjs';

/** `npm run e2e`: the browser stories; `npm run e2e -- e2e/stories/sales-find.spec.ts` tells one of them. */
onEnd(() => {});
const files = process.argv.slice(2);
try {
  const { passed, failed } = await withProduct({ demo: 'small' }, (env) => stories(files.length > 0 ? files : globSync('e2e/stories/*.spec.ts').sort(), env));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  fail(error);
}
