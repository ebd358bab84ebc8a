import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/*
 * Every npm script comes through here. This file runs on whatever Node the machine has (20 or later) and uses nothing that
 * must be installed first: it installs what is missing and hands over to the Node the product is pinned to.
 */
const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const pinnedNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const stamp = join(modules, '.dossier-installed');
const GRACE = 45_000;

const [command, ...args] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 20) fail(`Dossier needs Node 20 or later to begin with; this is ${process.version}.`);
if (!/^[a-z0-9]+$/.test(command ?? '') || !existsSync(join(import.meta.dirname, `${command}.mjs`))) fail(`There is no command "${command ?? ''}".`);
install();
handOver();

function install() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && runs(pinnedNode)) return;
  if (!holds(JSON.parse(lock)) || !runs(pinnedNode)) {
    console.log('Installing what is missing (a minute or two the first time) ...');
    npm('ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error');
    if (!runs(pinnedNode)) npm('rebuild', 'node');
    if (!runs(pinnedNode)) fail('npm installed the packages, but the pinned Node in node_modules/node does not run.');
  }
  writeFileSync(stamp, wanted);
}

/** Whether node_modules holds exactly what the lock file names: then somebody has installed already. */
function holds(lock) {
  const file = join(modules, '.package-lock.json');
  if (!existsSync(file)) return false;
  const there = JSON.parse(readFileSync(file, 'utf8')).packages;
  return Object.entries(lock.packages).every(([path, { version, optional, link }]) =>
    path === '' || link || (there[path] ? there[path].version === version : optional));
}

function runs(node) {
  return existsSync(node) && spawnSync(node, ['--version']).status === 0;
}

function npm(...words) {
  const [program, first] = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  const { status, error } = spawnSync(program, [...first, ...words], { cwd: root, stdio: 'inherit' });
  if (error || status !== 0) fail(`"npm ${words[0]}" failed${error ? `: ${error.message}` : ''}.`);
}

function handOver() {
  const child = spawn(pinnedNode, [join(import.meta.dirname, `${command}.mjs`), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [join(modules, 'node', 'bin'), join(modules, '.bin'), process.env.PATH].join(delimiter),
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'node'),
    },
  });
  const stop = (signal) => {
    child.kill(signal);
    setTimeout(() => child.kill('SIGKILL'), GRACE).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
  // A signal to npm reaches npm's shell and ends there: that our parent is another one now is all we see of it.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && (clearInterval(watch), stop('SIGTERM')), 300);
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  child.on('error', (error) => fail(error.message));
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
