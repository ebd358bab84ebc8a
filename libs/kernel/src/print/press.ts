import { existsSync } from 'node:fs';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../errors/domain-error';
import type { Pressed, PrintedDocument } from './printed';

/** Beyond so many documents in the queue the next one is refused: each takes the better part of a second. */
const MOST_WAITING = 20;
const REST_MS = 60_000;

interface Task {
  document: PrintedDocument;
  settle(pressed: Pressed): void;
  fail(fault: Error): void;
}

// From source the thread loads the file itself; a build carries it as an entry of its own, beside this file or above its chunk.
const threadFile = (import.meta.url.endsWith('.ts') ? ['./press-thread.ts'] : ['./press-thread.mjs', '../press-thread.mjs'])
  .map((name) => new URL(name, import.meta.url))
  .find((file) => existsSync(fileURLToPath(file)));

/** Prints documents in a thread of its own, one after the other, so that nobody else waits; the thread with its fonts goes when it has rested for a minute. */
@Injectable()
export class Press implements OnApplicationShutdown {
  private worker: Worker | null = null;
  private current: Task | null = null;
  private readonly waiting: Task[] = [];
  private rest: NodeJS.Timeout | null = null;

  /** One document as PDF. @throws DomainError UNAVAILABLE when too many wait. */
  print(document: PrintedDocument): Promise<Pressed> {
    if (this.waiting.length >= MOST_WAITING) return Promise.reject(new DomainError('UNAVAILABLE'));
    return new Promise((settle, fail) => {
      this.waiting.push({ document, settle, fail });
      this.next();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    for (const task of this.waiting.splice(0)) task.fail(new DomainError('UNAVAILABLE'));
    await this.stop();
  }

  private next(): void {
    if (this.current || this.waiting.length === 0) return;
    if (this.rest) clearTimeout(this.rest);
    const worker = (this.worker ??= this.start());
    this.current = this.waiting.shift()!;
    worker.ref();
    worker.postMessage(this.current.document);
  }

  private start(): Worker {
    if (!threadFile) throw new Error('The file of the printing thread is missing');
    const worker = new Worker(threadFile);
    worker.on('message', (answer: Pressed | { fault: string }) => this.done(worker, answer));
    worker.on('error', (fault) => this.lost(worker, fault instanceof Error ? fault : new Error(String(fault))));
    worker.on('exit', () => this.lost(worker, new Error('The printing thread ended early')));
    return worker;
  }

  private done(worker: Worker, answer: Pressed | { fault: string }): void {
    const task = this.current;
    this.current = null;
    worker.unref();
    if ('fault' in answer) task?.fail(new Error(answer.fault));
    else task?.settle(answer);
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

  private async stop(): Promise<void> {
    if (this.rest) clearTimeout(this.rest);
    if (this.current) return;
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }
}
