import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, node, root } from './shell.mjs';

/* The parts of a check. Each answers `{ passed, failed }` and has printed its own failures. */

const reports = join(root, 'dist', 'reports');

export async function lint(paths = []) {
  return once(await node(['tools/lint.mjs', ...paths]));
}

export async function types() {
  const projects = ['apps/api', 'apps/web', 'e2e'];
  const runs = await Promise.all(projects.map((project) => bin('typescript7/bin/tsc', ['-p', `${project}/tsconfig.json`, '--noEmit', '--pretty', 'false'])));
  return once({ code: Math.max(...runs.map(({ code }) => code)) });
}

/** One of the two jest projects, "api" or "web"; more words are handed to jest. */
export async function jest(project, words = []) {
  const report = reportFile(`jest-${project}.json`);
  const { code } = await node([
    '--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '-c', 'jest.config.mjs',
    '--selectProjects', project, '--passWithNoTests', '--json', `--outputFile=${report}`, ...words,
  ], { stdout: false });
  const result = read(report);
  if (!result) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites } = result;
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  // A file that cannot be loaded or a teardown that breaks is a failure too.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** The browser stories against a product that runs; `env` says where. */
export const stories = (files, env) => nodeTest('stories', files, env);

/** What the commands promise. */
export const commands = () => nodeTest('commands', ['tools/postgres.spec.mjs', 'tools/faults.spec.mjs']);

async function nodeTest(name, files, env = {}) {
  const report = reportFile(`${name}.tap`);
  const { code } = await node([
    '--test', '--test-concurrency=1', '--test-timeout=180000', '--disable-warning=ExperimentalWarning',
    '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${report}`, ...files,
  ], { env });
  const text = readFileSync(report, 'utf8');
  const passed = Number(/^# pass (\d+)/m.exec(text)?.[1] ?? 0);
  const failed = Number(/^# fail (\d+)/m.exec(text)?.[1] ?? 1) + Number(/^# cancelled (\d+)/m.exec(text)?.[1] ?? 0);
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
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
