import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker, type Transferable } from 'node:worker_threads';
import { DomainError } from '../errors/domain-error';

const REST_MS = 60_000;

/** The file that a thread runs, and what it needs to be loaded from source. */
export interface ThreadEntry {
  file: URL;
  execArgv: readonly string[];
}

interface Task<Ask, Answer> {
  ask: Ask;
  transfer: readonly Transferable[];
  settle(answer: Answer): void;
  fail(fault: Error): void;
}

/** From source our own files bear no extension, and doors are names: a thread that imports them is told how to find them. */
const finder = `
  import { registerHooks } from 'node:module';
  import { existsSync } from 'node:fs';
  import { fileURLToPath } from 'node:url';
  const doors = JSON.parse(decodeURIComponent(DOORS));
  registerHooks({ resolve(name, context, next) {
    if (doors[name]) return { url: doors[name], shortCircuit: true };
    if (name.startsWith('.') && context.parentURL?.endsWith('.ts')) {
      const found = [name + '.ts', name + '/index.ts'].map((one) => new URL(one, context.parentURL)).find((url) => existsSync(fileURLToPath(url)));
      if (found) return { url: found.href, shortCircuit: true };
    }
    return next(name, context);
  } });`;

/**
 * The file of a thread, beside the one that asks for it: from source the thread loads the file itself, with the doors that it is told; a
 * build carries it as an entry of its own, beside the bundle or above its chunk.
 */
export function threadEntry(name: string, base: string, doors: Readonly<Record<string, URL>> = {}): ThreadEntry | null {
  const isSource = base.endsWith('.ts');
  const file = (isSource ? [`./${name}.ts`] : [`./${name}.mjs`, `../${name}.mjs`]).map((one) => new URL(one, base)).find((url) => existsSync(fileURLToPath(url)));
  if (!file) return null;
  const told = encodeURIComponent(JSON.stringify(Object.fromEntries(Object.entries(doors).map(([door, url]) => [door, url.href]))));
  const code = finder.replace('DOORS', () => JSON.stringify(told));
  return { file, execArgv: isSource && Object.keys(doors).length > 0 ? ['--experimental-transform-types', '--no-warnings', '--import', `data:text/javascript,${encodeURIComponent(code)}`] : [] };
}

/** Work in a thread of its own, one after the other, so that nobody else waits; the thread goes when it has rested for a minute. */
export class WorkerThread<Ask, Answer> {
  private worker: Worker | null = null;
  private current: Task<Ask, Answer> | null = null;
  private readonly waiting: Task<Ask, Answer>[] = [];
  private rest: NodeJS.Timeout | null = null;

  constructor(
    private readonly entry: ThreadEntry | null,
    private readonly mostWaiting: number,
  ) {}

  /** What the thread answers. `left` ends it where the answer is no longer wanted. @throws DomainError UNAVAILABLE when too many wait. */
  do(ask: Ask, { transfer = [], left }: { transfer?: readonly Transferable[]; left?: AbortSignal } = {}): Promise<Answer> {
    if (this.waiting.length >= this.mostWaiting) return Promise.reject(new DomainError('UNAVAILABLE'));
    return new Promise((settle, fail) => {
      const task: Task<Ask, Answer> = { ask, transfer, settle, fail };
      left?.addEventListener('abort', () => this.drop(task), { once: true });
      this.waiting.push(task);
      this.next();
    });
  }

  /** Lets go of all that waits and of the thread, when what it is doing is done. */
  async end(): Promise<void> {
    for (const task of this.waiting.splice(0)) task.fail(new DomainError('UNAVAILABLE'));
    await this.stop();
  }

  private next(): void {
    if (this.current || this.waiting.length === 0) return;
    if (this.rest) clearTimeout(this.rest);
    const worker = (this.worker ??= this.start());
    this.current = this.waiting.shift()!;
    worker.ref();
    try {
      worker.postMessage(this.current.ask, [...this.current.transfer]);
    } catch (fault) {
      this.settled(worker, (task) => task.fail(fault instanceof Error ? fault : new Error(String(fault))));
    }
  }

  private start(): Worker {
    if (!this.entry) throw new Error('The file of the thread is missing');
    const worker = new Worker(this.entry.file, { execArgv: [...this.entry.execArgv] });
    worker.on('message', (answer: Answer | { fault: string }) => this.settled(worker, (task) => (isFault(answer) ? task.fail(new Error(answer.fault)) : task.settle(answer))));
    worker.on('error', (fault) => this.lost(worker, fault instanceof Error ? fault : new Error(String(fault))));
    worker.on('exit', () => this.lost(worker, new Error('The thread ended early')));
    return worker;
  }

  private settled(worker: Worker, tell: (task: Task<Ask, Answer>) => void): void {
    const task = this.current;
    this.current = null;
    worker.unref();
    if (task) tell(task);
    if (this.waiting.length > 0) return this.next();
    this.rest = setTimeout(() => void this.stop(), REST_MS);
    this.rest.unref();
  }

  private lost(worker: Worker, fault: Error): void {
    if (this.worker !== worker) return;
    this.worker = null;
    const task = this.current;
    this.current = null;
    task?.fail(fault);
    this.next();
  }

  private drop(task: Task<Ask, Answer>): void {
    const at = this.waiting.indexOf(task);
    if (at >= 0) this.waiting.splice(at, 1);
    else if (this.current !== task) return;
    else void this.worker?.terminate();
    task.fail(new DomainError('UNAVAILABLE'));
  }

  private async stop(): Promise<void> {
    if (this.rest) clearTimeout(this.rest);
    if (this.current) return;
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }
}

const isFault = (answer: unknown): answer is { fault: string } => typeof answer === 'object' && answer !== null && 'fault' in answer && typeof answer.fault === 'string';
