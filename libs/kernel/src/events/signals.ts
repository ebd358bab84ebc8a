import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { Database } from '../data/database';
import { openWork } from '../data/unit-of-work';

const CHANNEL = 'dossier';
const HOLD = 'select pg_advisory_lock_shared(hashtextextended($1, 0))';
type Listener = (payload: string) => void | Promise<void>;

/**
 * Short words between the processes of one installation (PostgreSQL NOTIFY): which dictionary changed, whose rights
 * moved. A signal sent in a unit of work is heard when it commits, and never when it does not. It carries ids only.
 */
@Injectable()
export class Signals {
  private readonly listeners = new Map<string, Set<Listener>>();
  private client: pg.Client | null = null;
  private closing = false;
  private readonly held = new Set<string>();

  constructor(private readonly database: Database) {}

  on(topic: string, listener: Listener): () => void {
    const set = this.listeners.get(topic) ?? new Set<Listener>();
    this.listeners.set(topic, set.add(listener));
    return () => set.delete(listener);
  }

  async send(topic: string, payload = ''): Promise<void> {
    const work = openWork();
    const statement = [`select pg_notify('${CHANNEL}', $1)`, [JSON.stringify([topic, payload])]] as const;
    if (work) await work.query(...statement);
    else await this.database.query(...statement);
  }

  /** Listens on a connection of its own and takes it up again when it breaks; what was missed then is told by `reconnected`. */
  async start(): Promise<void> {
    const { connectionString } = this.database.pool.options as { connectionString?: string };
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000, keepAlive: true, application_name: 'dossier signals' });
    client.on('notification', ({ channel, payload }) => void this.hear(channel === CHANNEL ? (payload ?? '[]') : JSON.stringify([channel, payload ?? ''])));
    client.on('error', () => this.again());
    client.on('end', () => this.again());
    await client.connect();
    await client.query(`listen ${CHANNEL}; listen rights`);
    for (const name of this.held) await client.query(HOLD, [name]);
    this.client = client;
  }

  /** Holds a name for as long as this process listens: others see in `pg_locks` that it lives. Shared, for a connection that broke may still be letting go. */
  async hold(name: string): Promise<void> {
    this.held.add(name);
    await this.client?.query(HOLD, [name]);
  }

  async stop(): Promise<void> {
    this.closing = true;
    await this.client?.end().catch(() => undefined);
  }

  private again(): void {
    if (this.closing || !this.client) return;
    this.client = null;
    const retry = (): void => {
      if (this.closing) return;
      this.start().then(() => this.hear(JSON.stringify(['reconnected', '']))).catch(() => setTimeout(retry, 500 + Math.random() * 1_000).unref());
    };
    retry();
  }

  private async hear(message: string): Promise<void> {
    const [topic, payload] = JSON.parse(message) as [string, string];
    for (const listener of this.listeners.get(topic) ?? []) await Promise.resolve(listener(payload)).catch(() => undefined);
  }
}
