import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { codegen } from './codegen.mjs';
import { bin, root } from './shell.mjs';

/*
 * Builds what changed: the API by rolldown, the SPA by vite. `node tools/build.mjs api` builds one of them.
 * What was built is remembered by the content of its sources, so that a later start spends no time here.
 */
const sources = {
  api: ['apps/api/{src,*.mjs,*.json}', 'libs/{vocabulary,metrics,kernel,domains}'],
  web: ['apps/web', 'libs/{vocabulary,metrics,client,ui}', 'apps/api/schema.graphql', 'docs/help', 'docs/api.md', 'tools/codegen.mjs'],
};

const tools = {
  api: () => bin('rolldown/bin/cli.mjs', ['-c', 'apps/api/rolldown.config.mjs', '--logLevel', 'warn'], { quiet: true }),
  web: async () => {
    await codegen();
    const result = await bin('vite/bin/vite.js', ['build', 'apps/web', '--logLevel', 'warn'], { quiet: true });
    // What sessions may run in production. Beside the pages, not among them: it is read at start, not served.
    copyFileSync(join(root, 'libs/client/src/generated/persisted-documents.json'), join(root, 'dist/apps/documents.json'));
    return result;
  },
};

/** Builds the named apps where their sources changed since; answers which were built. */
export async function build(names = Object.keys(sources)) {
  const changed = names.filter((name) => !isBuilt(name));
  await Promise.all(changed.map(buildOne));
  return changed;
}

async function buildOne(name) {
  const now = fingerprint(name);
  const { code, output } = await tools[name]();
  if (code !== 0) throw Object.assign(new Error('build'), { sentences: [`The build of ${name} failed.`, stripVTControlCharacters(output)] });
  mkdirSync(join(root, 'dist', 'apps', name), { recursive: true });
  writeFileSync(stampOf(name), now);
}

function isBuilt(name) {
  return existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === fingerprint(name);
}

function stampOf(name) {
  return join(root, 'dist', 'apps', `${name}.built`);
}

function fingerprint(name) {
  const hash = createHash('sha256');
  const patterns = [...sources[name].flatMap((path) => [path, `${path}/**/*`]), 'package-lock.json', 'tsconfig.base.json', 'tools/build.mjs'];
  const files = globSync(patterns, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.spec\.tsx?$/.test(entry.name) && !entry.parentPath.includes('/generated'))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of [...new Set(files)].sort()) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

if (import.meta.main) {
  const names = process.argv.slice(2);
  try {
    const built = await build(names.length > 0 ? names : undefined);
    console.log(built.length > 0 ? `Built ${built.join(' and ')}.` : 'Nothing changed.');
  } catch (error) {
    console.error(error.sentences?.join('\n') ?? error);
    process.exitCode = 1;
  }
}
