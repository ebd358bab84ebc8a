import { randomUUID } from 'node:crypto';
import { atLeast, exactly, told, type Fault, type FaultOptions, type Figure, type Figures } from './figures';
import { Asker } from './load';
import { dataFolder, isAlive, onDatabase, startProduct, startWorker, type Running } from './process';
import { signed } from './receiver';
import { uploaded } from './rest';
import { pause, until } from './waiting';

const MAKE = 'mutation { createIncomingSource(input: { name: "many", kind: CUSTOMER }) { secret source { path } } }';
const CHECK = 'mutation($id: ID!) { checkImport(id: $id) { id } }';
const COMMIT = 'mutation($id: ID!) { commitImport(id: $id) { id } }';
const EXPORT = 'mutation { exportCustomers(input: { format: CSV, columns: ["name"], reason: "drill" }) { id } }';
const PATIENCE = 300_000;

/** What the product does by itself once in a while, and how far its last job is put back so that the next is due. */
const SLOTS = ['workspace.files-upkeep', 'workspace.jobs-upkeep', 'identity.sign-in-upkeep', 'audit.upkeep'] as const;
const SLOT_MS = 2_000;
const LOAD = ['workspace.incoming', 'workspace.import-check', 'workspace.import-commit', 'workspace.export'];

/**
 * Time runs fast for the schedules: what goes off every quarter of an hour or more goes off every two seconds, in all processes in the
 * very same moment. It is the hardest case for "once": clocks agree, and nobody is earlier.
 */
const FAST = `const slow = globalThis.setInterval; globalThis.setInterval = (run, ms, ...given) => {
  if (!(ms >= 900000)) return slow(run, ms, ...given);
  let last = Math.floor(Date.now() / ${SLOT_MS});
  return slow(() => { const slot = Math.floor(Date.now() / ${SLOT_MS}); if (slot !== last) { last = slot; run(...given); } }, 4);
};`;
const FAST_ENV = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(FAST)}` };

const counted = (dataDir: string, text: string, values: readonly unknown[] = []): Promise<number> => onDatabase(dataDir, async (client) => Number((await client.query(text, values as unknown[])).rows[0].count));

interface Site {
  dataDir: string;
  products: Running[];
  workers: Running[];
  asker: Asker;
}

/** Two processes with pages and clock, three that work off jobs alone: five in all, on one database. */
async function five(dataDir: string, running: Running[]): Promise<Site> {
  running.push(await startProduct(dataDir, FAST_ENV));
  const rest = await Promise.all([startProduct(dataDir, FAST_ENV), ...Array.from({ length: 3 }, () => startWorker(dataDir, FAST_ENV))]);
  running.push(...rest);
  return { dataDir, products: running.slice(0, 2), workers: running.slice(2), asker: await new Asker(running[0]!.url).signIn() };
}

/** One event from another system for each of so many customers: a job each. Each is delivered to both processes, and again where one has no time for it. */
async function events({ asker, products }: Site, count: number): Promise<void> {
  const { data, code } = await asker.ask(MAKE);
  if (!data) throw new Error(`No source was made: ${code}`);
  const { secret, source } = (data as { createIncomingSource: { secret: string; source: { path: string } } }).createIncomingSource;
  const one = async (at: number): Promise<void> => {
    const [id, timestamp, body] = [randomUUID(), String(Math.floor(Date.now() / 1_000)), JSON.stringify({ externalKey: `M-${at}`, name: `many ${at}` })];
    const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signed(secret, id, timestamp, body) };
    await Promise.all(products.map(({ url }) => until(async () => (await fetch(new URL(source.path, url), { method: 'POST', headers, body })).status === 202, PATIENCE, 250)));
  };
  for (let from = 0; from < count; from += 20) await Promise.all(Array.from({ length: Math.min(20, count - from) }, (_, at) => one(from + at)));
}

const fileOf = (no: number, rows: number): Buffer => Buffer.from(`姓名,城市\r\n${Array.from({ length: rows }, (_, at) => `file ${no} row ${at},杭州`).join('\r\n')}\r\n`);

/** Files whose rows have no key: a chunk that were written twice would show as twice as many customers. */
async function imports({ dataDir, asker }: Site, count: number, rows: number): Promise<string[]> {
  const ids: string[] = [];
  for (let no = 0; no < count; no += 1) ids.push(await uploaded(asker, fileOf(no, rows), `many-${no}.csv`));
  for (const id of ids) await asker.ask(CHECK, { id });
  await until(async () => (await counted(dataDir, `select count(*)::int as count from import where id = any($1) and state = 'CHECKED'`, [ids])) === count, PATIENCE, 200);
  for (const id of ids) await asker.ask(COMMIT, { id });
  return ids;
}

/** Kills a worker in the middle of the writing of a file. */
async function killOne({ dataDir, workers }: Site): Promise<number> {
  const pids = workers.map(({ pid }) => pid);
  let pid = 0;
  await until(async () => {
    const rows = await onDatabase(dataDir, async (client) => (await client.query<{ pid: string }>(`select split_part(lease_holder, ':', 2) as pid from job where state = 'RUNNING' and name = 'workspace.import-commit' and done > 0`)).rows);
    pid = rows.map((row) => Number(row.pid)).find((one) => pids.includes(one)) ?? 0;
    return pid > 0;
  }, PATIENCE, 20);
  await workers.find((one) => one.pid === pid)!.kill();
  return pid;
}

/** So many slots go by, one after the other; in each, every process tries to begin each schedule. */
async function slots(dataDir: string, count: number): Promise<{ doubled: number; began: number }> {
  const recent = () => onDatabase(dataDir, async (client) => (await client.query<{ count: number }>(`select count(*)::int as count from job where name = any($1) and created_at > now() - interval '1 hour' group by name`, [SLOTS])).rows);
  const found = { doubled: 0, began: 0 };
  for (let slot = 0; slot < count; slot += 1) {
    await until(async () => (await counted(dataDir, `select count(*)::int as count from job where name = any($1) and state in ('QUEUED','RUNNING')`, [SLOTS])) === 0, PATIENCE, 50);
    await onDatabase(dataDir, (client) => client.query(`update job set created_at = created_at - interval '48 hours' where name = any($1)`, [SLOTS]));
    await until(async () => (await recent()).length === SLOTS.length, 30_000, 50).catch(() => undefined);
    // All have begun: whoever would begin again has one more tick to do so.
    await pause(SLOT_MS * 1.5);
    const rows = await recent();
    found.began += rows.filter((row) => row.count === 1).length;
    found.doubled += rows.filter((row) => row.count > 1).length;
  }
  return found;
}

/** Exports, one after the other where somebody may have only a few under way. */
async function exported(asker: Asker, count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) await until(async () => (await asker.ask(EXPORT)).code === null, PATIENCE, 250);
}

interface Sizes {
  events: number;
  files: number;
  rows: number;
  exports: number;
  slots: number;
}

async function judged(dataDir: string, sizes: Sizes, killed: number): Promise<Figure[]> {
  const holders = await onDatabase(dataDir, async (client) => (await client.query<{ holder: string; jobs: number }>(`select split_part(lease_holder, ':', 2) as holder, count(*)::int as jobs from job where lease_holder is not null group by 1 order by 2 desc`)).rows);
  const states = await onDatabase(dataDir, async (client) => (await client.query<{ said: string }>(`select string_agg(name || ' ' || state || ' ' || count, ', ' order by name) as said from (select name, state, count(*) from job where name = any($1) group by 1, 2) x`, [LOAD])).rows[0]?.said ?? '');
  return [
    told('jobs', states),
    told('jobs by process', holders.map(({ jobs }) => jobs).join(', ')),
    exactly('jobs for events', await counted(dataDir, `select count(*)::int as count from job where name = 'workspace.incoming'`), sizes.events),
    exactly('customers made by events', await counted(dataDir, `select count(*)::int as count from customer where name like 'many %'`), sizes.events),
    exactly('events processed, in the trail', await counted(dataDir, `select count(*)::int as count from audit_entry where action = 'processWebhook' and outcome = 'DONE'`), sizes.events),
    exactly('customers made by files', await counted(dataDir, `select count(*)::int as count from customer where name like 'file %'`), sizes.files * sizes.rows),
    exactly('rows of files that stand there twice', await counted(dataDir, `select count(*)::int - count(distinct name)::int as count from customer where name like 'file %'`), 0),
    exactly('exports that are there', await counted(dataDir, `select count(*)::int as count from export_file where state = 'DONE'`), sizes.exports),
    exactly('jobs that are not done', await counted(dataDir, `select count(*)::int as count from job where state <> 'DONE' and name = any($1)`, [LOAD]), 0),
    atLeast('jobs taken over from the killed worker', await counted(dataDir, 'select count(*)::int as count from job where takeovers > 0'), 1),
    exactly('jobs still in its name', await counted(dataDir, `select count(*)::int as count from job where split_part(lease_holder, ':', 2) = $1 and state = 'RUNNING'`, [String(killed)]), 0),
    exactly('sweeps of one slot that were sent twice', await counted(dataDir, `select count(*)::int as count from (select 1 from pgboss.job where name = 'dossier-sweep' and singleton_on is not null group by singleton_on having count(*) > 1) x`), 0),
  ];
}

async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const sizes: Sizes = small ? { events: 40, files: 3, rows: 6_000, exports: 3, slots: 2 } : { events: 1_000, files: 8, rows: 20_000, exports: 10, slots: 10 };
  const running: Running[] = [];
  try {
    const site = await five(dataDir, running);
    await imports(site, sizes.files, sizes.rows);
    const [killed] = await Promise.all([killOne(site), events(site, sizes.events), exported(site.asker, sizes.exports)]);
    const open = () => counted(dataDir, `select count(*)::int as count from job where state in ('QUEUED','RUNNING')`);
    await until(async () => (await open()) === 0, PATIENCE, 250).catch(() => undefined);
    const found = await slots(dataDir, sizes.slots);
    site.asker.end();
    return [
      exactly('processes on one database', running.length, 5),
      exactly('workers killed in the middle of a file', killed > 0 ? 1 : 0, 1),
      ...(await judged(dataDir, sizes, killed)),
      told('slots of schedules that went by', `${sizes.slots} of each of ${SLOTS.length}, in all processes at the same moment`),
      exactly('slots with exactly one job', found.began, sizes.slots * SLOTS.length),
      exactly('slots with more than one', found.doubled, 0),
    ];
  } finally {
    for (const one of running.reverse()) if (isAlive(one.pid)) await one.stop();
    remove();
  }
}

/** Several processes share one database: clocks, workers, and one that dies. */
export const manyProcesses: Fault = { name: 'many-processes', title: 'Two clocks, three workers, one of them killed', run };
