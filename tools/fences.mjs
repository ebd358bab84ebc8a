import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';
import { root } from './shell.mjs';

/* Lints files that do not exist: `[{ path, code }]` on standard input, the messages of each on standard output. */
process.env.NX_DAEMON = 'false';
process.chdir(root);
await createProjectGraphAsync();
const eslint = new ESLint({ cwd: root });
const answers = [];
for (const { path, code } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(code, { filePath: path });
  answers.push(result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
process.stdout.write(JSON.stringify(answers));
