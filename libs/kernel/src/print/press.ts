import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { threadEntry, WorkerThread } from '../threads/worker-thread';
import type { Pressed, PrintedDocument } from './printed';

/** Beyond so many documents in the queue the next one is refused: each takes the better part of a second. */
const MOST_WAITING = 20;

/** Prints documents in a thread of its own, one after the other, so that nobody else waits; the thread with its fonts goes when it has rested for a minute. */
@Injectable()
export class Press implements OnApplicationShutdown {
  private readonly thread = new WorkerThread<PrintedDocument, Pressed>(threadEntry('press-thread', import.meta.url), MOST_WAITING);

  /** One document as PDF. @throws DomainError UNAVAILABLE when too many wait. */
  print(document: PrintedDocument): Promise<Pressed> {
    return this.thread.do(document);
  }

  onApplicationShutdown(): Promise<void> {
    return this.thread.end();
  }
}
