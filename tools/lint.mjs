import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import { root } from './shell.mjs';

/*
 * The whole tree in one process. The import fences read the project graph of Nx and skip themselves in silence where there
 * is none: so it is made first. `node tools/lint.mjs libs/ui` lints a part.
 */
process.env.NX_DAEMON = 'false';
process.chdir(root);
await createProjectGraphAsync();

const eslint = new ESLint({ cwd: root, cache: true, cacheLocation: '.nx/eslint/', cacheStrategy: 'content', errorOnUnmatchedPattern: false });
const args = process.argv.slice(2);
const results = await eslint.lintFiles(args.length > 0 ? args : ['.']);
const formatter = await eslint.loadFormatter('stylish');
const report = await formatter.format(results);
if (report) console.log(report);
const problems = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
process.exitCode = problems > 0 ? 1 : 0;
