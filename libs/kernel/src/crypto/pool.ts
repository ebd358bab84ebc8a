/** Worker threads that seal and open batches, so that a large import or export leaves the main thread free. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  CipherError, type KeyRing, openPeople, pack, type PersonToOpen, type PersonToSeal, type SealedPerson, sealPeople,
  unpack, type WorkerAnswer, type WorkerRequest,
} from './sealing';

/** Below this many fields the way to a thread costs more than the work. */
const WORTH_A_THREAD = 200;

type Task = { request: WorkerRequest; settle: (answer: WorkerAnswer) => void; fail: (error: Error) => void };

// From source the thread loads the primitives themselves; a build carries them as an entry of their own, beside this file or above its chunk.
const workerFile = (import.meta.url.endsWith('.ts') ? ['./sealing.ts'] : ['./crypto-worker.mjs', '../crypto-worker.mjs'])
  .map((name) => new URL(name, import.meta.url))
  .find((file) => existsSync(fileURLToPath(file)));

/** Seals and opens batches of persons in worker threads; few rows, or a build without the worker file, are done in place. */
export class CryptoPool {
  private readonly workers = new Map<Worker, Task | null>();
  /** Threads that hold an older ring: they end with the task they are at. */
  private readonly outdated = new WeakSet<Worker>();
  private readonly waiting: Task[] = [];
  private nextId = 1;
  private isClosed = false;

  constructor(
    private readonly ring: KeyRing,
    private readonly size = Math.max(1, Math.min(4, availableParallelism() - 1)),
  ) {}

  /** Whether threads can be used here at all. */
  readonly hasThreads = workerFile !== undefined;

  /** Seals a batch in the order given. Good batches hold 500 to 5,000 persons. @throws CipherError when a key does not open. */
  async encryptBatch(people: readonly PersonToSeal[]): Promise<SealedPerson[]> {
    if (this.isSmall(people)) return sealPeople(this.ring, people);
    const keys = people.flatMap((person) => (person.wrapped ? [person.wrapped] : []));
    const plain = people.map(({ wrapped, ...person }) => ({ ...person, hasKey: wrapped !== null }));
    const answer = await this.ask({ id: this.nextId++, kind: 'seal', people: plain, packed: pack(keys) });
    if (!('packed' in answer)) throw faultOf(answer);
    const parts = unpack(answer.packed);
    let at = 0;
    return people.map(({ personId, fields }) => ({
      personId,
      wrapped: parts[at++]!,
      fields: fields.map((field) => ({ cipher: parts[at++]!, indexes: (field.indexes ?? []).map(() => parts[at++]!) })),
    }));
  }

  /** Opens a batch; texts come in the order of the fields. @throws CipherError at the first box that does not open. */
  async decryptBatch(people: readonly PersonToOpen[]): Promise<string[][]> {
    if (this.isSmall(people)) return openPeople(this.ring, people);
    const boxes = people.flatMap((person) => [person.wrapped, ...person.fields.map((field) => field.cipher)]);
    const plain = people.map(({ personId, fields }) => ({
      personId,
      fields: fields.map(({ table, column, rowId }) => ({ table, column, rowId })),
    }));
    const answer = await this.ask({ id: this.nextId++, kind: 'open', people: plain, packed: pack(boxes) });
    if (!('texts' in answer)) throw faultOf(answer);
    return answer.texts;
  }

  /** The ring has grown or seals with another key: later tasks go to new threads. */
  renew(): void {
    for (const [worker, task] of this.workers) {
      if (task) this.outdated.add(worker);
      else this.end(worker);
    }
  }

  /** Ends the threads; work under way is given up. */
  async close(): Promise<void> {
    this.isClosed = true;
    const closed = new Error('The pool of worker threads is closed');
    for (const task of this.waiting.splice(0)) task.fail(closed);
    for (const task of this.workers.values()) task?.fail(closed);
    await Promise.all([...this.workers.keys()].map((worker) => worker.terminate()));
    this.workers.clear();
  }

  private isSmall(people: readonly { fields: readonly unknown[] }[]): boolean {
    if (!this.hasThreads) return true;
    let fields = 0;
    for (const person of people) fields += 1 + person.fields.length;
    return fields < WORTH_A_THREAD;
  }

  private ask(request: WorkerRequest): Promise<WorkerAnswer> {
    if (this.isClosed) return Promise.reject(new Error('The pool of worker threads is closed'));
    return new Promise((settle, fail) => {
      this.waiting.push({ request, settle, fail });
      this.dispatch();
    });
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const free = [...this.workers].find(([, task]) => task === null)?.[0] ?? this.grow();
      if (!free) return;
      const task = this.waiting.shift()!;
      this.workers.set(free, task);
      free.ref();
      free.postMessage(task.request, [task.request.packed.bytes.buffer as ArrayBuffer]);
    }
  }

  private grow(): Worker | null {
    if (this.workers.size >= this.size || !workerFile) return null;
    const worker = new Worker(workerFile, { workerData: { dossierSealing: this.ring.entries(), sealing: this.ring.current } });
    worker.unref();
    worker.on('message', (answer: WorkerAnswer) => this.settled(worker, answer));
    worker.on('error', (error) => this.lost(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.lost(worker, new Error('A worker thread ended early')));
    this.workers.set(worker, null);
    return worker;
  }

  private settled(worker: Worker, answer: WorkerAnswer): void {
    const task = this.workers.get(worker);
    if (this.outdated.has(worker)) this.end(worker);
    else this.workers.set(worker, null);
    worker.unref();
    task?.settle(answer);
    this.dispatch();
  }

  private end(worker: Worker): void {
    this.workers.delete(worker);
    void worker.terminate();
  }

  private lost(worker: Worker, error: Error): void {
    const task = this.workers.get(worker);
    if (!this.workers.delete(worker)) return;
    task?.fail(error);
    if (!this.isClosed) this.dispatch();
  }
}

function faultOf(answer: WorkerAnswer): Error {
  if (!('fault' in answer)) return new Error('A worker thread gave no answer');
  return answer.fault === 'OTHER' ? new Error(answer.place) : new CipherError(answer.fault, answer.place);
}
