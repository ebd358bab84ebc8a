import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient, QueryResultRow } from 'pg';
import type { Viewer } from '../access/viewer';
import { DomainError } from '../errors/domain-error';

/** One mutation or one step of a job: a transaction that knows who acts, and what is told when it has happened. */
export class Work {
  private readonly afterCommit: (() => void | Promise<void>)[] = [];

  constructor(
    readonly client: PoolClient,
    readonly viewer: Viewer,
    readonly operation: string,
    readonly entryId: string,
  ) {}

  /** Set-based SQL inside this unit of work. The statement must carry its own reach. */
  async query<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return (await this.client.query<R>(text, values as unknown[])).rows;
  }

  /** Runs when the commit has happened; never when it has not. */
  after(run: () => void | Promise<void>): void {
    this.afterCommit.push(run);
  }

  async tell(): Promise<void> {
    for (const run of this.afterCommit) await run();
  }

  /** What the audit entry of this unit says beyond its operation: the object acted on, and facts without personal data. */
  readonly note: { objectType?: string; objectId?: string; facts?: Record<string, unknown>; reason?: string } = {};
}

const open = new AsyncLocalStorage<Work>();

export const runInWork = <R>(work: Work, run: () => Promise<R>): Promise<R> => open.run(work, run);
export const openWork = (): Work | undefined => open.getStore();

/** The unit of work that is open here. Writing outside one is a bug, never a user's fault. */
export function currentWork(): Work {
  const work = open.getStore();
  if (!work) throw new Error('No unit of work is open: writes happen in a mutation or a job step');
  return work;
}

/** The statement touched nothing although the row was fetched: somebody was faster, or it left the reach. */
export const notFound = (): DomainError => new DomainError('NOT_FOUND');
