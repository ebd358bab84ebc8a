import { atLeast, atMost, exactly, told, type Fault, type FaultOptions, type Figures } from './figures';
import { Asker, compared, Load } from './load';
import { databaseAnswers, dataFolder, forSeconds, isAlive, onDatabase, postmasterOf, startProduct } from './process';
import { until } from './waiting';

const EXPORT = 'mutation { exportCustomers(input: { format: CSV, columns: ["name"], reason: "drill" }) { id jobId } }';
const JOB = 'query($id: ID!) { job(id: $id) { state } }';

/** The first process of PostgreSQL is killed while people read and write; nobody restarts anything. */
async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const product = await startProduct(dataDir);
  try {
    const rounds = small ? 1 : 5;
    const asker = await new Asker(product.url).signIn();
    const load = new Load(asker, { writers: small ? 4 : 12, readers: small ? 4 : 12, mark: 'kill' });
    const times: Recovery[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await forSeconds(small ? 2 : 6);
      times.push(await killed(dataDir, load, asker));
    }
    await forSeconds(1);
    const ledger = await load.stop();
    const job = await jobRuns(asker);
    const signals = await onDatabase(dataDir, async (client) => (await client.query(`select 1 from pg_stat_activity where application_name = 'dossier signals'`)).rowCount ?? 0);
    const { lost, doubled, unanswered } = await compared(dataDir, 'kill', ledger);
    asker.end();
    return [
      told('kills of PostgreSQL under load', rounds),
      atLeast('acknowledged writes', ledger.acknowledged.size, small ? 20 : 500),
      exactly('acknowledged writes lost', lost.length, 0),
      exactly('rows written twice', doubled, 0),
      told('written without an answer', unanswered.length),
      atMost('longest from "database is back" to the first write', Math.max(...times.map((time) => time.write)) / 1_000, 10, 's'),
      atMost('longest from "database is back" to the first read', Math.max(...times.map((time) => time.read)) / 1_000, 10, 's'),
      told('longest time the database was away', Math.max(...times.map((time) => time.away)) / 1_000, 's'),
      atMost('slowest refusal', ledger.slowest.refused / 1_000, 2, 's'),
      exactly('refusals with a code other than UNAVAILABLE', [...ledger.refusedBy.keys()].filter((code) => !code.includes('UNAVAILABLE')).join(', ') || 'none', 'none'),
      exactly('503 without Retry-After', ledger.withoutRetryAfter, 0),
      atMost('a job started afterwards is done after', job / 1_000, 10, 's'),
      exactly('listeners for signals', signals, 1),
      exactly('product restarted', isAlive(product.pid) ? 'no' : 'yes', 'no'),
    ];
  } finally {
    await product.stop();
    remove();
  }
}

interface Recovery {
  away: number;
  write: number;
  read: number;
}

async function killed(dataDir: string, load: Load, asker: Asker): Promise<Recovery> {
  const pid = postmasterOf(dataDir);
  if (pid === null) throw new Error('There is no database to kill');
  const begun = performance.now();
  process.kill(pid, 'SIGKILL');
  await until(async () => postmasterOf(dataDir) !== pid && (await databaseAnswers(dataDir)), 60_000, 20);
  const back = performance.now();
  const { ledger } = load;
  await until(() => ledger.lastWriteAt > back && ledger.lastReadAt > back, 30_000, 10);
  await asker.get('/readyz');
  return { away: back - begun, write: ledger.lastWriteAt - back, read: ledger.lastReadAt - back };
}

/** From asking for a job until it is done: queue and worker have come back too. */
async function jobRuns(asker: Asker): Promise<number> {
  const begun = performance.now();
  const { data, code } = await asker.ask(EXPORT);
  const id = (data?.['exportCustomers'] as { jobId?: string } | null)?.jobId;
  if (!id) throw new Error(`No job could be started: ${code}`);
  await until(async () => ((await asker.ask(JOB, { id })).data?.['job'] as { state?: string } | null)?.state === 'DONE', 30_000, 100);
  return performance.now() - begun;
}

export const postgresKilled: Fault = { name: 'postgres-killed', title: 'PostgreSQL killed under load', run };
