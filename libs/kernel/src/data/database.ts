import { Injectable } from '@nestjs/common';
import pg, { type Pool, type QueryResultRow } from 'pg';
import type { Viewer } from '../access/viewer';
import { asDomainError } from '../errors/storage-error';
import { DomainError } from '../errors/domain-error';
import { newId } from './row';
import { readTypes, setParsers } from './parsers';
import { openWork, runInWork, Work } from './unit-of-work';
import { writeEntry, writeRefusal, type Outcome } from './audit-entry';

export interface DatabaseSettings {
  /** Connection of the `app` login. */
  url: string;
  poolSize?: number;
  /** Set when the login could not be made: every connection takes on this role. */
  role?: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** The one pool of a process. Reads are raw rows; writes happen in a unit of work. */
@Injectable()
export class Database {
  readonly pool: Pool;
  /** For what must be written although its own transaction was rolled back: refusals, counters of attempts. A full pool cannot starve it. */
  readonly aside: Pool;

  constructor(settings: DatabaseSettings) {
    setParsers();
    this.pool = this.makePool(settings, settings.poolSize ?? 10);
    this.aside = this.makePool(settings, 2);
  }

  private makePool(settings: DatabaseSettings, max: number): Pool {
    const pool = new pg.Pool({
      connectionString: settings.url,
      max,
      connectionTimeoutMillis: 2_000,
      application_name: 'dossier',
      options: `-c timezone=UTC -c statement_timeout=30000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000${settings.role ? ` -c role=${settings.role}` : ''}`,
    });
    // A connection that dies while idle is replaced at the next use; without this listener it would end the process.
    pool.on('error', () => undefined);
    return pool;
  }

  /** Reads outside a unit of work, or inside the open one, so that a verb reads what it has written. */
  async query<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const work = openWork();
    if (work) return work.query<R>(text, values);
    return (await this.pool.query<R>(text, values as unknown[]).catch(failed)).rows;
  }

  /** A compiled read: positional rows, instants as text. `name` makes it a prepared statement. */
  async rows(text: string, values: readonly unknown[], name?: string): Promise<unknown[][]> {
    const config = { text, values: values as unknown[], rowMode: 'array' as const, types: readTypes, ...(name ? { name } : {}) };
    const work = openWork();
    const result = work ? await work.client.query(config) : await this.pool.query(config).catch(failed);
    return result.rows as unknown[][];
  }

  /**
   * One unit of work: everything or nothing, with one audit entry. Inside an open one it simply joins it.
   * A refusal leaves an entry of its own, for its transaction is rolled back.
   */
  async work<R>(viewer: Viewer, operation: string, run: () => Promise<R>): Promise<R> {
    if (openWork()) return run();
    const client = await this.pool.connect().catch(failed);
    const work = new Work(client, viewer, operation, newId());
    let broken: Error | undefined;
    let done = false;
    try {
      await begin(work);
      const result = await runInWork(work, run);
      await writeEntry(work, 'DONE');
      await client.query('commit');
      done = true;
      return result;
    } catch (fault) {
      await client.query('rollback').catch((dead: Error) => (broken = dead));
      await this.refused(work, fault);
      throw asDomainError(fault);
    } finally {
      client.release(broken);
      if (done) await work.tell();
    }
  }

  async close(): Promise<void> {
    if (this.pool.ending) return;
    await Promise.all([this.pool.end(), this.aside.end()]);
  }

  private async refused(work: Work, fault: unknown): Promise<void> {
    const inner = asDomainError(fault);
    const outcome: Outcome = inner instanceof DomainError ? 'REFUSED' : 'FAILED';
    await writeRefusal(this.aside, work, outcome, inner instanceof DomainError ? inner.code : 'INTERNAL').catch(() => undefined);
  }
}

const failed = (fault: unknown): never => {
  throw asDomainError(fault);
};

/** Tells PostgreSQL who acts, for this transaction alone: the triggers and the write policies read it. */
async function begin(work: Work): Promise<void> {
  const { viewer } = work;
  const scopes = new Set(viewer.grants.filter((grant) => !grant.action.endsWith('.read')).map((grant) => grant.scope));
  // The union of what this viewer may write is the second lock; the exact test stands in each statement.
  const scope = viewer.kind === 'job' || scopes.has('ALL') ? 'ALL' : 'SOME';
  const teams = scopes.has('TEAM_TREE') ? viewer.treeIds : scopes.has('TEAM') ? viewer.teamIds : [];
  await work.client.query('begin');
  await work.client.query(
    `select set_config('app.user_id', $1, true), set_config('app.actor', $2, true), set_config('app.scope', $3, true),
      set_config('app.owner_ids', $4, true), set_config('app.team_ids', $5, true), set_config('app.request_id', $6, true), set_config('app.entry_id', $7, true)`,
    [viewer.userId ?? '', viewer.name, scope, `{${viewer.ownerId ?? ''}}`, `{${teams.join(',')}}`, viewer.requestId, work.entryId],
  );
}
