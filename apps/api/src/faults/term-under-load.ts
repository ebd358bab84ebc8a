import { atLeast, atMost, exactly, told, type Fault, type FaultOptions, type Figures } from './figures';
import { Asker, compared, Load } from './load';
import { dataFolder, forSeconds, onDatabase, startProduct } from './process';
import { until } from './waiting';

const EXPORT = 'mutation { exportCustomers(input: { format: CSV, columns: ["name"], reason: "drill" }) { id } }';

/** The product is asked to end while people read and write and jobs run; then it is started again. */
async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const product = await startProduct(dataDir);
  let again: Awaited<ReturnType<typeof startProduct>> | null = null;
  try {
    const asker = await new Asker(product.url).signIn();
    const load = new Load(asker, { writers: small ? 6 : 16, readers: small ? 6 : 16, mark: 'term' });
    await forSeconds(small ? 2 : 8);
    const asked = await Promise.all(Array.from({ length: 10 }, () => asker.ask(EXPORT)));
    const jobs = asked.filter(({ status, code: refused }) => status === 200 && refused === null).length;
    const { code, ms } = await product.stop();
    const ledger = await load.stop();
    asker.end();
    again = await startProduct(dataDir);
    const held = await onDatabase(dataDir, async (client) => (await client.query(`select 1 from job where state = 'RUNNING' and lease_holder is not null and started_at < now() - interval '20 seconds'`)).rowCount ?? 0);
    const { lost, doubled, unanswered } = await compared(dataDir, 'term', ledger);
    const done = () => onDatabase(dataDir, async (client) => Number((await client.query(`select count(*)::int as count from job where name = 'workspace.export' and state = 'DONE'`)).rows[0].count));
    const jobsAfter = await until(async () => (await done()) >= jobs, 60_000, 200).catch(() => Number.POSITIVE_INFINITY);
    const states = await onDatabase(dataDir, async (client) => (await client.query<{ said: string }>(`select string_agg(state || coalesce(' ' || error, '') || ' ' || count, ', ') as said from (select state, error, count(*) from job where name = 'workspace.export' group by 1, 2) x`)).rows[0]?.said ?? 'none');
    return [
      atLeast('jobs accepted just before', jobs, 1),
      told('their states in the end', states),
      atLeast('acknowledged writes', ledger.acknowledged.size, small ? 20 : 300),
      exactly('acknowledged writes lost', lost.length, 0),
      exactly('accepted and done, but without an answer', unanswered.length, 0),
      exactly('rows written twice', doubled, 0),
      exactly('statuses other than 200 and 503', [...ledger.statuses.keys()].filter((status) => status !== 200 && status !== 503).join(', ') || 'none', 'none'),
      told('refusals while it ended', ledger.refusals()),
      atMost('ended within', ms / 1_000, 30, 's'),
      exactly('exit code', code ?? -1, 0),
      exactly('leases left behind', held, 0),
      atMost('jobs that were waiting are done after a new start', jobsAfter / 1_000, 60, 's'),
    ];
  } finally {
    await (again ?? product).stop();
    remove();
  }
}

export const termUnderLoad: Fault = { name: 'term-under-load', title: 'Asked to end under load', run };
