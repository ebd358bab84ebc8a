import type { Client } from 'pg';
import { atMost, exactly, told, type Fault, type FaultOptions, type Figures } from './figures';
import { Asker, type Answer } from './load';
import { dataFolder, onDatabase, startProduct } from './process';
import { pause, until } from './waiting';

const BLOCKED = '{ customers(first: 5) { nodes { id } } }';
const FREE = '{ unreadNotifications }';
const CONNECTIONS = 3;

/** Every connection for people waits for a lock; others ask meanwhile, and health is asked. */
async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const product = await startProduct(dataDir, { DATABASE_POOL_SIZE: String(CONNECTIONS) });
  try {
    const asker = await new Asker(product.url).signIn();
    await asker.ask(FREE);
    const rounds = small ? 1 : 3;
    const figures: Figures[] = [];
    for (let round = 0; round < rounds; round += 1) figures.push(await onDatabase(dataDir, (client) => exhausted(client, asker, small ? 10 : 100)));
    const after = performance.now();
    await until(async () => (await asker.ask(BLOCKED)).status === 200, 10_000, 50);
    // A beat of the background may wait for another one at any moment: what was left behind would wait for good.
    const left = await onDatabase(dataDir, (client) => leftWaiting(client));
    asker.end();
    return [told('connections for people', CONNECTIONS), ...figures.at(-1)!, atMost('usable again after', (performance.now() - after) / 1_000, 2, 's'), exactly('statements that still wait for a lock', left, 0)];
  } finally {
    await product.stop();
    remove();
  }
}

/** Statements of the product that wait for a lock and go on doing so: 0 as soon as none does, else how many after five seconds. */
async function leftWaiting(client: Client): Promise<number> {
  const waiting = async (): Promise<number> => (await client.query(`select 1 from pg_stat_activity where application_name = 'dossier' and state <> 'idle' and wait_event_type = 'Lock'`)).rowCount ?? 0;
  for (const end = performance.now() + 5_000; performance.now() < end; await pause(50)) if ((await waiting()) === 0) return 0;
  return waiting();
}

async function exhausted(client: Client, asker: Asker, askers: number): Promise<Figures> {
  await client.query('begin; lock table customer in access exclusive mode');
  const blocked = Array.from({ length: CONNECTIONS }, () => asker.ask(BLOCKED));
  await until(async () => {
    // Within a transaction the server shows the same picture again and again.
    await client.query('select pg_stat_clear_snapshot()');
    return (await client.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'dossier'`)).rowCount! >= CONNECTIONS;
  }, 5_000);
  // A statement of the background may be among those that were counted.
  await pause(200);
  const others = Array.from({ length: askers }, () => asker.ask(FREE));
  await pause(100);
  const [ready, alive] = await Promise.all([asker.get('/readyz'), asker.get('/healthz')]);
  const answers = await Promise.all(others);
  await client.query('rollback');
  const held = await Promise.all(blocked);
  return [
    told('requests without a connection', askers),
    exactly('their answers', kindsOf(answers), '503 UNAVAILABLE'),
    atMost('slowest of them', Math.max(...answers.map(({ ms }) => ms)) / 1_000, 2, 's'),
    exactly('of them without Retry-After', answers.filter(({ headers }) => headers['retry-after'] === undefined).length, 0),
    exactly('readiness meanwhile', ready.status, 200),
    atMost('readiness answered after', ready.ms / 1_000, 1, 's'),
    exactly('liveness meanwhile', alive.status, 200),
    exactly('requests that held a connection', kindsOf(held), '200'),
  ];
}

const kindsOf = (answers: readonly Answer[]): string => [...new Set(answers.map(({ status, code }) => [status, code].filter(Boolean).join(' ')))].sort().join(', ');

export const poolExhausted: Fault = { name: 'pool-exhausted', title: 'All connections taken', run };
