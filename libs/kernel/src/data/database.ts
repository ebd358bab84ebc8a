import { Injectable } from '@nestjs/common';
import type { Pool, QueryArrayConfig, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { Viewer } from '../access/viewer';
import { asDomainError } from '../errors/storage-error';
import { DomainError } from '../errors/domain-error';
import { currentErrand, type Errand } from './errand';
import { ask, connected, leave, makePool, type DatabaseSettings, type SlowStatement } from './pools';
import { newId } from './row';
import { readTypes, setParsers } from './parsers';
import { Reading } from './reading';
import { openWork, runInWork, Work } from './unit-of-work';
import { writeEntry, writeRefusal, type Outcome } from './audit-entry';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** The connections of a process. Reads are raw rows; writes happen in a unit of work. */
@Injectable()
export class Database {
  readonly pool: Pool;
  /** Jobs and other long work: they cannot starve people, and may take longer. */
  readonly background: Pool;
  /** For what must be written although its own transaction was rolled back: refusals, counters of attempts. A full pool cannot starve it. */
  readonly aside: Pool;
  /** For looking at the state of things and for cancelling: answers when all others are taken. */
  readonly watch: Pool;
  /** Asked before each unit of work; a fault given back refuses it, as when the disk is nearly full. */
  refuses: (operation: string) => DomainError | null = () => null;
  /** Hears of statements that took longer than a second. */
  onSlow: (statement: SlowStatement) => void = () => undefined;

  constructor(settings: DatabaseSettings) {
    setParsers();
    this.pool = makePool(settings, { name: 'dossier', max: settings.poolSize ?? 10, wait: settings.wait ?? 1_500, statement: 10_000 });
    this.background = makePool(settings, { name: 'dossier background', max: 6, wait: 10_000, statement: 30_000 });
    this.aside = makePool(settings, { name: 'dossier aside', max: 2, wait: settings.wait ?? 1_500, statement: 5_000 });
    this.watch = makePool(settings, { name: 'dossier watch', max: 2, wait: settings.wait ?? 1_000, statement: 3_000, idle: 60_000 });
  }

  /** Reads outside a unit of work, or inside the open one, so that a verb reads what it has written. */
  async query<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const work = openWork();
    if (work) return work.query<R>(text, values);
    return (await this.ask({ text, values: values as unknown[] })).rows as R[];
  }

  /** A heavy read, planned under settings of its own and writing nothing. Inside a unit of work they hold until it ends. */
  async planned<R extends QueryResultRow>(settings: Readonly<Record<string, string>>, text: string, values: readonly unknown[] = []): Promise<R[]> {
    const set = `select ${Object.keys(settings).map((name, at) => `set_config('${name}', $${at + 1}, true)`).join(', ')}`;
    const work = openWork();
    if (work) {
      await work.query(set, Object.values(settings));
      return work.query<R>(text, values);
    }
    const client = await connected(this.lane()).catch(failed);
    let broken: Error | undefined;
    try {
      await client.query('begin read only');
      await client.query(set, Object.values(settings));
      return (await client.query<R>(text, values as unknown[])).rows;
    } catch (fault) {
      return failed(fault);
    } finally {
      await client.query('rollback').catch((dead: Error) => (broken = dead));
      client.release(broken);
    }
  }

  /** A compiled read: positional rows, instants as text. `name` makes it a prepared statement. */
  async rows(text: string, values: readonly unknown[], name?: string): Promise<unknown[][]> {
    const work = openWork();
    if (!work && name) return (await this.ask(new Reading(name, text, values))).rows as unknown[][];
    const config = { text, values: values as unknown[], rowMode: 'array' as const, types: readTypes, ...(name ? { name } : {}) };
    const result = work ? await work.client.query(config) : await this.ask(config);
    return result.rows as unknown[][];
  }

  /** Looks at the state of the server itself, whatever else is going on. */
  async look<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return (await this.watch.query<R>(text, values as unknown[]).catch(failed)).rows;
  }

  /** Cancels the reads of a request whose sender has left. */
  leave(errand: Errand): Promise<void> {
    return leave(errand, this.watch);
  }

  /**
   * One unit of work: everything or nothing, with one audit entry. Inside an open one it simply joins it.
   * A refusal leaves an entry of its own, for its transaction is rolled back.
   */
  async work<R>(viewer: Viewer, operation: string, run: () => Promise<R>): Promise<R> {
    if (openWork()) return run();
    const refusal = this.refuses(operation);
    if (refusal) throw refusal;
    const client = await connected(this.lane()).catch(failed);
    const work = new Work(client, viewer, operation, newId());
    let broken: Error | undefined;
    let done = false;
    try {
      await begin(work);
      const result = await runInWork(work, run);
      await currentErrand()?.beforeCommit?.(work);
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
    await Promise.all([this.pool, this.background, this.aside, this.watch].map((pool) => pool.end()));
  }

  private lane(): Pool {
    return currentErrand()?.lane === 'background' ? this.background : this.pool;
  }

  private ask(config: QueryConfig | QueryArrayConfig): Promise<QueryResult> {
    return ask(this.lane(), config, this.onSlow).catch(failed);
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
