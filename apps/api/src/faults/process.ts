import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { mailOf } from '../seed/demo.company';
import { pause, until } from './waiting';

const READY = /^Dossier is ready: (\S+)$/m;
const WORKS = /^The worker is ready\.$/m;
const PATIENCE = 180_000;
export const PASSWORD = 'the faults are made of oak';
export const ADMIN = mailOf('admin');

/** The product as `npm start` runs it, in a process of its own. */
export interface Running {
  url: string;
  pid: number;
  output(): string;
  /** Asks it to end, and gives its exit code and how long it took. */
  stop(): Promise<{ code: number | null; ms: number }>;
  /** Ends it as a power cut would: the process alone, not its database. */
  kill(): Promise<void>;
  readonly ended: Promise<number | null>;
}

/** What the product that was started last has said. */
let last: (() => string) | null = null;
export const lastWords = (): string => last?.().trimEnd().split('\n').slice(-15).join('\n') ?? '';

const children = new Set<ChildProcess>();
// Whoever stops the faults must not leave products behind.
process.once('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** A data folder of its own, which another user who runs the database can reach. */
export function dataFolder(parent = tmpdir()): { path: string; remove(): void } {
  const path = mkdtempSync(join(parent, 'dossier-fault-'));
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

const productEnv = (dataDir: string): Readonly<Record<string, string>> => ({
  DATA_DIR: dataDir, DATABASE_URL: '', PORT: '0', HOST: '127.0.0.1', DEMO: 'small', DEMO_PASSWORD: PASSWORD, TRUSTED_DOCUMENTS: 'off', REQUESTS_PER_MINUTE: '0', REQUESTS_IN_FLIGHT: '0',
});

/** Starts the product on a data folder and waits until it is ready. */
export async function startProduct(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  mkdirSync(dataDir, { recursive: true });
  const started = await begun(['tools/start.mjs'], { ...productEnv(dataDir), ...env }, READY);
  return { ...started, url: started.url.replace('localhost', '127.0.0.1') };
}

/** One more process that works off jobs alone, on the database of a product that runs. */
export function startWorker(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  return begun([join('dist', 'apps', 'api', 'worker.mjs')], { ...productEnv(dataDir), DATABASE_URL: ownerUrl(dataDir), ...env }, WORKS);
}

/** Starts a program of ours and waits until it says that it is ready. */
async function begun(args: readonly string[], env: Readonly<Record<string, string>>, ready: RegExp): Promise<Running> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000)));
  last = () => output;
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => {
    children.delete(child);
    resolve(code);
  }));
  let isOver = false;
  void ended.then(() => (isOver = true));
  await until(() => isOver || ready.test(output), PATIENCE);
  if (isOver) throw new Error(`What was started did not become ready.\n${output}`);
  const stop = async (): Promise<{ code: number | null; ms: number }> => {
    const since = performance.now();
    child.kill('SIGTERM');
    return { code: await ended, ms: performance.now() - since };
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { url: ready.exec(output)?.[1] ?? '', pid: child.pid ?? 0, output: () => output, stop, kill, ended };
}

interface Place {
  password: string;
  cluster: string;
  socket: string;
}

const placeOf = (dataDir: string): Place => JSON.parse(readFileSync(join(dataDir, 'database.json'), 'utf8')) as Place;

function ownerUrl(dataDir: string): string {
  const { password, socket } = placeOf(dataDir);
  return `postgres://postgres:${password}@localhost/dossier?host=${encodeURIComponent(socket)}`;
}

/** Process id of the embedded database's first process; null while none runs. */
export function postmasterOf(dataDir: string): number | null {
  const file = join(placeOf(dataDir).cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return isAlive(pid) ? pid : null;
}

/** Resident memory of a process, in megabytes. */
export const memoryOf = (pid: number): number => Number(/^VmRSS:\s+(\d+)/m.exec(readText(`/proc/${pid}/status`))?.[1] ?? 0) / 1_024;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** How many first processes of PostgreSQL run on this cluster: more than one would destroy it. */
export function postmastersOn(dataDir: string): number {
  const { cluster } = placeOf(dataDir);
  const lines = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => readText(`/proc/${pid}/cmdline`).split('\0'));
  return lines.filter(([program = '', ...args]) => /(^|\/)postgres$/.test(program) && args.includes(cluster)).length;
}

/** The database as its owner sees it, for looking and for bringing faults about. */
export async function onDatabase<R>(dataDir: string, run: (client: pg.Client) => Promise<R>, patience = 20_000): Promise<R> {
  const client = new pg.Client({ connectionString: ownerUrl(dataDir), connectionTimeoutMillis: patience, application_name: 'dossier faults' });
  client.on('error', () => undefined);
  await client.connect();
  return run(client).finally(() => client.end().catch(() => undefined));
}

/** Whether the database answers at all. */
export const databaseAnswers = (dataDir: string): Promise<boolean> => onDatabase(dataDir, (client) => client.query('select 1'), 2_000).then(() => true, () => false);

/** Starts nothing and waits for nobody: for a load to run a little. */
export const forSeconds = (seconds: number): Promise<void> => pause(seconds * 1_000);

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
