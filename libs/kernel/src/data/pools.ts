import pg, { type Pool, type PoolClient, type QueryArrayConfig, type QueryConfig, type QueryResult } from 'pg';
import { currentErrand, type Errand } from './errand';

export interface DatabaseSettings {
  /** Connection of the `app` login. */
  url: string;
  poolSize?: number;
  /** How long, in ms, people wait for a connection before they are told that the product is busy. */
  wait?: number;
  /** Set when the login could not be made: every connection takes on this role. */
  role?: string;
}

interface Lane {
  /** As the server names its connections. */
  name: string;
  max: number;
  /** How long a caller waits for a connection. */
  wait: number;
  /** How long one statement may take. */
  statement: number;
  /** How long an unused connection is kept. */
  idle?: number;
}

const SLOW_MS = 1_000;

/** Somebody left while a statement of theirs ran: the connection may still be hit by the cancellation and is not used again. */
const hit = new WeakSet<PoolClient>();

/** A statement that took longer than a second: its text with places for values, never the values. */
export interface SlowStatement {
  text: string;
  ms: number;
  operation: string | null;
}

/** A pool whose connections have their bounds set before the first statement. */
export function makePool(settings: DatabaseSettings, lane: Lane): Pool {
  const pool = new pg.Pool({
    connectionString: settings.url,
    max: lane.max,
    connectionTimeoutMillis: lane.wait,
    idleTimeoutMillis: lane.idle ?? 10_000,
    keepAlive: true,
    application_name: lane.name,
    options: `-c timezone=UTC -c jit=off -c statement_timeout=${lane.statement} -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000${settings.role ? ` -c role=${settings.role}` : ''}`,
  });
  // A connection that dies is replaced at the next use; without these listeners it would end the process, wherever it is just then:
  // lying in the pool, or in somebody's hand between two statements.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

const STARVED = 'timeout exceeded when trying to connect';

/** A connection of the pool, or at once the refusal that this errand has met before. */
export function connected(pool: Pool): Promise<PoolClient> {
  const errand = currentErrand();
  if (errand?.isStarved && pool.idleCount === 0) return Promise.reject(new Error(STARVED));
  return pool.connect().catch((fault: Error) => {
    if (errand?.lane === 'people' && fault.message === STARVED) errand.isStarved = true;
    throw fault;
  });
}

/** One statement on a connection of the pool, timed; a request that has left takes it along. */
export function ask(pool: Pool, config: QueryConfig | QueryArrayConfig, slow: (statement: SlowStatement) => void): Promise<QueryResult> {
  const errand = currentErrand();
  if (errand?.isStarved && pool.idleCount === 0) return Promise.reject(new Error(STARVED));
  return new Promise((resolve, reject) => {
    pool.connect((refused, client, release) => {
      if (errand?.lane === 'people' && refused?.message === STARVED) errand.isStarved = true;
      if (refused || !client) return reject(refused ?? new Error('Connection terminated'));
      const begun = performance.now();
      let open = true;
      const done = (fault: Error | null | undefined, result?: QueryResult): void => {
        if (!open) return;
        open = false;
        client.removeListener('error', done);
        errand?.running.delete(client);
        // A refused statement leaves the connection as it was; a broken or cancelled one is not used again.
        release(hit.has(client) || (fault && !('severity' in fault)) ? true : undefined);
        const ms = performance.now() - begun;
        if (ms > SLOW_MS) slow({ text: config.text, ms, operation: errand?.operation ?? null });
        if (fault) reject(fault);
        else resolve(result!);
      };
      client.once('error', done);
      errand?.running.add(client);
      client.query(config as QueryConfig, done);
    });
  });
}

/** Cancels what runs for somebody who has left. Writes go on: who pressed a button and closed the page meant it. */
export async function leave(errand: Errand, canceller: Pool): Promise<void> {
  errand.hasLeft = true;
  for (const client of errand.running) {
    hit.add(client);
    await canceller.query('select pg_cancel_backend($1)', [(client as PoolClient & { processID: number }).processID]).catch(() => undefined);
  }
}
