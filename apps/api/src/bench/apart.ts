import { fork } from 'node:child_process';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadKeys, type KeyRing } from '@dossier/kernel/crypto';
import { readSettings } from '../settings';

type Part = 'product' | 'limit';

/** A server in a process of its own: where it listens, and how much of a core it has used. */
export interface Apart {
  url: string;
  pid: number;
  /** Milliseconds of a core since the process began. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

const PART = 'BENCH_PART';

/** Whether this process is one of the two that are measured. */
export const isApart = (): boolean => process.env[PART] !== undefined && process.send !== undefined;

/** Starts this very program as one of the two servers, in a process of its own, so that neither waits for the other. */
export function apart(part: Part, env: Readonly<Record<string, string>>, execArgv: readonly string[] = []): Promise<Apart> {
  const child = fork(process.argv[1] ?? '', [], { env: { ...process.env, ...env, [PART]: part }, execArgv: [...process.execArgv, ...execArgv], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const cpu = (): Promise<number> => new Promise((resolve) => {
    child.once('message', (used) => resolve(Number(used)));
    child.send('cpu');
  });
  return new Promise((resolve, reject) => {
    child.once('message', (url) => resolve({ url: String(url), pid: child.pid ?? 0, cpu, stop: () => (child.connected && child.send('stop'), ended) }));
    void ended.then(() => reject(new Error(`The ${part} of the bench ended before it answered.`)));
  });
}

/** What such a process does: it serves, says where, tells what it used, and stops when it is told to or left alone. */
export async function runApart(startLimit: (url: string, ring: KeyRing) => Promise<Server>): Promise<void> {
  const settings = readSettings(process.env);
  const served = process.env[PART] === 'product' ? await (await import('../main')).serve(settings) : await serveLimit(startLimit, settings);
  const stop = () => void served.close().then(() => process.exit(0));
  process.on('message', (asked) => {
    const { user, system } = process.cpuUsage();
    if (asked === 'cpu') process.send?.((user + system) / 1000);
    else stop();
  });
  process.once('disconnect', stop);
  process.send?.(served.url);
}

async function serveLimit(startLimit: (url: string, ring: KeyRing) => Promise<Server>, settings: ReturnType<typeof readSettings>) {
  const keys = loadKeys({ key: settings.key ?? undefined, keyFile: settings.keyFile, defaultFile: settings.keyFile, mayMake: false });
  const server = await startLimit(settings.databaseUrl ?? '', keys.ring);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
