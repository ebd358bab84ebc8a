import { codegen } from './codegen.mjs';
import { jest, lint, types } from './parts.mjs';
import { fail, onEnd } from './shell.mjs';

/** `npm run check`: lint, types and the tests of what changed since the last commit. */
onEnd(() => {});
try {
  await codegen();
  const results = [await lint(), await types(), await jest('api', ['--onlyChanged']), await jest('web', ['--onlyChanged'])];
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log(failed === 0 ? 'Everything holds.' : `${failed} failed.`);
  process.exit(failed === 0 ? 0 : 1);
} catch (error) {
  fail(error);
}
