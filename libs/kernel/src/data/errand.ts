import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient } from 'pg';
import type { Work } from './unit-of-work';

/** For whom statements run: a request whose sender may leave, or work in the background that may take longer. */
export class Errand {
  /** Reads under way on a connection; they are cancelled when whoever asked has left. */
  readonly running = new Set<PoolClient>();
  hasLeft = false;
  /** It has waited for a connection in vain once: it does not wait again, so that an answer comes in time. */
  isStarved = false;
  /** Root field of the operation, and the code it was refused with: for metrics and the log. */
  operation: string | null = null;
  code: string | null = null;
  /** Runs in each unit of work of this errand just before it commits: what must be kept exactly when the change is. */
  beforeCommit: ((work: Work) => Promise<void>) | null = null;

  constructor(readonly lane: 'people' | 'background') {}

  /** Notes the first code that this errand was refused with. */
  refused(code: string): void {
    this.code ??= code;
  }
}

const errands = new AsyncLocalStorage<Errand>();

/** The errand that is being run here, if any. */
export const currentErrand = (): Errand | undefined => errands.getStore();

/** Runs everything below on behalf of one errand. */
export const onErrand = <R>(errand: Errand, run: () => R): R => errands.run(errand, run);

/** Runs long work on connections of its own, so that it can neither starve people nor be cut off as early as they are. */
export const inBackground = <R>(run: () => R): R => errands.run(new Errand('background'), run);
