import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bin, node, root } from './shell.mjs';

/* The parts of a check. Each answers `{ passed, failed }`, tests with the `files` that failed, and has printed its own failures. */

const reports = join(root, 'dist', 'reports');

export async function lint(paths = []) {
  return once(await node(['tools/lint.mjs', ...paths]));
}

export async function types() {
  const projects = ['apps/api', 'apps/web', 'e2e'];
  const runs = await Promise.all(projects.map((project) => bin('typescript7/bin/tsc', ['-p', `${project}/tsconfig.json`, '--noEmit', '--pretty', 'false'])));
  return once({ code: Math.max(...runs.map(({ code }) => code)) });
}

/** So many files at most are run a second time: where more fail, it is not chance. */
const FEW = 5;

/**
 * Runs tests, and those files that failed once more, alone: what fails twice has failed, what fails once is named as `unstable` and
 * is to be mended. Two processors that run everything at once meet a late beat or a slow page now and then.
 */
export async function twice(run, files) {
  const first = await run(files);
  if (first.failed === 0 || first.files.length === 0 || first.files.length > FEW) return first;
  console.log(`\n-- Once more, alone: ${first.files.join(' ')}`);
  const second = await run(first.files);
  return second.failed > 0 ? first : { passed: first.passed + first.failed, failed: 0, unstable: first.files };
}

/** One of the two jest projects, "api" or "web"; more words are handed to jest. */
export async function jest(project, words = []) {
  const report = reportFile(`jest-${project}.json`);
  const { code } = await node([
    '--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '-c', 'jest.config.mjs',
    '--selectProjects', project, '--passWithNoTests', '--json', `--outputFile=${report}`, ...words,
  ], { stdout: false });
  const result = read(report);
  if (!result) return { passed: 0, failed: 1, files: [] };
  const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites } = result;
  const files = result.testResults.filter(({ status }) => status === 'failed').map(({ name }) => relative(root, name));
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  // A file that cannot be loaded or a teardown that breaks is a failure too.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, files };
}

/** The browser stories against a product that runs; `env` says where. */
export const stories = (files, env) => nodeTest('stories', files, env);

/** What the commands promise. */
export const commands = (files = ['tools/postgres.spec.mjs', 'tools/backup.spec.mjs', 'tools/faults.spec.mjs']) => nodeTest('commands', files);

async function nodeTest(name, files, env = {}) {
  const report = reportFile(`${name}.tap`);
  const { code } = await node([
    '--test', '--test-concurrency=1', '--test-timeout=400000', '--disable-warning=ExperimentalWarning',
    '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${report}`, ...files,
  ], { env });
  const text = readFileSync(report, 'utf8');
  const passed = Number(/^# pass (\d+)/m.exec(text)?.[1] ?? 0);
  const failed = Number(/^# fail (\d+)/m.exec(text)?.[1] ?? 1) + Number(/^# cancelled (\d+)/m.exec(text)?.[1] ?? 0);
  // Only what failed says where it stands.
  const places = [...text.matchAll(/^ *location: '(.+?):\d+:\d+'$/gm)].map(([, place]) => relative(root, place));
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, files: files.filter((file) => places.includes(file)) };
}

function once({ code }) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function reportFile(name) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, name);
  rmSync(file, { force: true });
  return file;
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
