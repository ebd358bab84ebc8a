import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

const children = new Set();

/** Runs one program to its end: `{ code, output }`, printing as it goes: nothing if `quiet`, errors alone without `stdout`. */
export function sh(program, args, { env = {}, quiet = false, stdout = true } = {}) {
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...(quiet ? { NO_COLOR: '1' } : {}), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let output = '';
  const take = (sink, shown) => (chunk) => {
    output += chunk;
    if (shown) sink.write(chunk);
  };
  child.stdout.on('data', take(process.stdout, !quiet && stdout));
  child.stderr.on('data', take(process.stderr, !quiet));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      children.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

export const node = (args, options) => sh(process.execPath, args, options);

/** A program of node_modules, run by our own Node whatever its first line says. */
export const bin = (path, args, options) => node([join('node_modules', path), ...args], options);

let ending = false;

/** Whether somebody has asked us to end. */
export const isEnding = () => ending;

/** Calls `stop` once: on Ctrl-C, on SIGTERM, or when the process that started us is gone. */
export function onEnd(stop) {
  const end = (signal) => {
    if (ending) return;
    ending = true;
    for (const child of children) child.kill(signal);
    void Promise.resolve(stop(signal)).then(() => process.exit(0), (error) => {
      console.error(error);
      process.exit(1);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(signal));
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end('SIGTERM'), 500).unref();
}

/** Prints what a person can act on without a stack, all else with it, and ends with an error. */
export function fail(error) {
  console.error(error?.sentences ? error.sentences.join('\n') : error);
  process.exit(1);
}
