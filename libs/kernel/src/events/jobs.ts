import { Injectable } from '@nestjs/common';
import { PgBoss } from 'pg-boss';
import type { Viewer } from '../access/viewer';
import { Database } from '../data/database';
import { newId } from '../data/row';
import { currentWork, openWork } from '../data/unit-of-work';

export const QUEUE = 'dossier-jobs';
export const SWEEP = 'dossier-sweep';

/** The queue over our own pool; its tables are made by the migration under the owner login. */
@Injectable()
export class Queue {
  readonly boss: PgBoss;
  started = false;

  constructor(database: Database) {
    this.boss = new PgBoss({
      db: { executeSql: async (text, values) => ({ rows: (await database.background.query(text, values as unknown[])).rows }) },
      schema: 'pgboss', migrate: false, createSchema: false, supervise: false, schedule: false,
    });
    this.boss.on('error', () => undefined);
  }

  async start(): Promise<void> {
    await this.boss.start();
    this.started = true;
  }

  async stop(): Promise<void> {
    if (!this.started) return;
    this.started = false;
    await this.boss.stop({ graceful: true, timeout: 17_000 });
  }
}

/** Who started a job: enough to make the viewer anew, with the rights of the moment it runs. */
export interface StoredViewer {
  kind: Viewer['kind'];
  userId: string | null;
  name: string;
  onBehalfOf?: string | null;
  sessionId?: string | null;
}

/** Starts jobs. A job exists exactly when the change that asked for it does. */
@Injectable()
export class Jobs {
  constructor(private readonly queue: Queue) {}

  /** Puts a job in the open unit of work, on behalf of its viewer; gives the job's id. */
  async start(name: string, data: object): Promise<string> {
    const { viewer } = currentWork();
    return this.add(name, data, { kind: viewer.kind, userId: viewer.userId, name: viewer.name, onBehalfOf: viewer.onBehalfOf, sessionId: viewer.sessionId });
  }

  /** Puts a job of the product itself in the open unit of work: it runs under its own few words, whatever becomes of who caused it. */
  startOwn(name: string, data: object): Promise<string> {
    return this.add(name, data, { kind: 'job', userId: null, name });
  }

  /**
   * Puts a job that the product does by itself into the open unit of work, once a slot: not while one of its name is open, nor within so
   * many seconds of the last. Every process ticks, often in the same moment; the first one's commit decides. Null: this slot has its job.
   */
  async startSlot(name: string, seconds: number): Promise<string | null> {
    const work = currentWork();
    await work.query(`select pg_advisory_xact_lock(hashtextextended('slot ' || $1, 0))`, [name]);
    const [taken] = await work.query(`select 1 from job where name = $1 and (state in ('QUEUED','RUNNING') or created_at > now() - $2 * interval '1 second') limit 1`, [name, seconds]);
    return taken === undefined ? this.startOwn(name, {}) : null;
  }

  private async add(name: string, data: object, who: StoredViewer): Promise<string> {
    const work = currentWork();
    const id = newId();
    await work.query('insert into job (id, name, data, viewer, owner_id, request_id) values ($1, $2, $3, $4, $5, $6)', [id, name, JSON.stringify(data), JSON.stringify(who), who.userId, work.viewer.requestId]);
    await this.deliver(id);
    return id;
  }

  /** Hands an id to the queue, in the open transaction if there is one. Delivering twice is harmless: the lease decides. */
  async deliver(id: string): Promise<void> {
    const work = openWork();
    const db = work ? { executeSql: async (text: string, values?: unknown[]) => ({ rows: await work.query(text, values ?? []) }) } : undefined;
    await this.queue.boss.send(QUEUE, { id }, { retryLimit: 0, ...(db ? { db } : {}) });
  }

  async cancel(id: string): Promise<void> {
    await currentWork().query(`update job set cancel_asked = true, state = case when state = 'QUEUED' then 'CANCELLED' else state end, ended_at = case when state = 'QUEUED' then now() end where id = $1 and state in ('QUEUED','RUNNING')`, [id]);
  }

  /** Puts a job that has ended in failure or was stopped back into the queue, with all its attempts. False: it is in no such state. */
  async retry(id: string): Promise<boolean> {
    const rows = await currentWork().query(
      `update job set state = 'QUEUED', attempts = 0, takeovers = 0, error = null, detail = null, cancel_asked = false, lease_holder = null, lease_until = null, ended_at = null
       where id = $1 and state in ('FAILED','CANCELLED') returning id`,
      [id],
    );
    if (rows.length === 1) await this.deliver(id);
    return rows.length === 1;
  }
}
