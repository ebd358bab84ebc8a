import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { threadEntry, WorkerThread } from '@dossier/kernel/threads';
import type { Computation, Computations } from './computations';

/** So many computations may wait; each takes seconds, and whoever asks is a job. */
const MOST_WAITING = 50;

const doors = { '@dossier/metrics': new URL('../../../../metrics/src/index.ts', import.meta.url) };

interface Options {
  /** Buffers of the input that are handed over: the caller has them no longer. */
  transfer?: readonly ArrayBuffer[];
  /** Aborted, the computation ends wherever it is. */
  left?: AbortSignal;
}

/** Heavy mathematics in a thread of its own, one after the other: the process goes on answering meanwhile. */
@Injectable()
export class Compute implements OnApplicationShutdown {
  private readonly thread = new WorkerThread<{ name: Computation; input: unknown }, { answer: unknown }>(threadEntry('compute-thread', import.meta.url, doors), MOST_WAITING);

  /** What the named pure function answers to `input`. */
  async do<K extends Computation>(name: K, input: Parameters<Computations[K]>[0], options: Options = {}): Promise<ReturnType<Computations[K]>> {
    const { answer } = await this.thread.do({ name, input }, options);
    return answer as ReturnType<Computations[K]>;
  }

  onApplicationShutdown(): Promise<void> {
    return this.thread.end();
  }
}
