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
      db: { executeSql: async (text, values) => ({ rows: (await database.pool.query(text, values as unknown[])).rows }) },
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
    await this.boss.stop({ graceful: true, timeout: 20_000 });
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
    const work = currentWork();
    const { viewer } = work;
    const id = newId();
    const who: StoredViewer = { kind: viewer.kind, userId: viewer.userId, name: viewer.name, onBehalfOf: viewer.onBehalfOf, sessionId: viewer.sessionId };
    await work.query('insert into job (id, name, data, viewer, owner_id, request_id) values ($1, $2, $3, $4, $5, $6)', [id, name, JSON.stringify(data), JSON.stringify(who), viewer.userId, viewer.requestId]);
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
    await currentWork().query(`update job set cancel_asked = true, state = case when state = 'QUEUED' then 'CANCELLED' else state end where id = $1`, [id]);
  }
}
