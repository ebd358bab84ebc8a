import { atMost, exactly, told, type Fault, type FaultOptions, type Figures } from './figures';
import { Asker, type Answer } from './load';
import { dataFolder, onDatabase, startProduct } from './process';
import { pause, until } from './waiting';

const READ = '{ customers(first: 50) { nodes { id name } totalCount } }';

/** Documents that ask too much, by every way there is. */
function documents(): Record<string, string> {
  const many = (count: number, of: (at: number) => string): string => Array.from({ length: count }, (_, at) => of(at)).join(' ');
  const deep = (levels: number): string => (levels === 0 ? '__typename' : `nodes { owner { ${deep(levels - 1)} } }`);
  return {
    'depth': `{ customers { ${deep(40)} } }`,
    'aliases': `{ ${many(1_000, (at) => `a${at}: customers { nodes { id } }`)} }`,
    'aliases of __typename': `{ ${many(200, (at) => `a${at}: __typename`)} }`,
    'directives': `{ customers { nodes { id ${many(50, () => '@include(if: true)')} } } }`,
    'tokens': `{ customers { nodes { ${many(5_000, () => 'id')} } } }`,
    'fragments in a circle': `query { customers { nodes { ...A } } } fragment A on Customer { id ...B } fragment B on Customer { name ...A }`,
    'cost': `{ ${many(12, (at) => `a${at}: customers(first: 200) { nodes { owner { id } tags { id } } }`)} }`,
    'operations': `query A { me { id } } query B { me { id } }`,
  };
}

/** Huge documents are refused at once; a reader who leaves takes the statement along; a writer's act is finished. */
async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const product = await startProduct(dataDir);
  try {
    const asker = await new Asker(product.url).signIn();
    await asker.ask(READ);
    const refused: [string, Answer][] = [];
    for (const [name, document] of Object.entries(documents())) refused.push([name, await asker.ask(document)]);
    const body = await asker.ask(`{ me { id } } # ${'x'.repeat(3_000_000)}`);
    const left = await leaves(dataDir, asker, small ? 3 : 20);
    const written = await writerLeaves(dataDir, asker);
    asker.end();
    const wrong = refused.filter(([, { status }]) => status !== 400).map(([name, { status, code }]) => `${name} ${status} ${code}`);
    return [
      exactly('huge documents not answered by 400', wrong.join(', ') || 'none', 'none'),
      atMost('slowest refusal', Math.max(...refused.map(([, { ms }]) => ms)), 100, 'ms'),
      exactly('a body of 3 MB is refused', [400, 413].includes(body.status) ? 'yes' : `no, ${body.status}`, 'yes'),
      told('readers who left', left.count),
      exactly('statements that went on without a reader', left.stayed, 0),
      atMost('longest until the statement was cancelled', left.slowest / 1_000, 1, 's'),
      exactly('the product afterwards', left.after, 200),
      exactly('the write of somebody who left', written, 'done'),
    ];
  } finally {
    await product.stop();
    remove();
  }
}

/** The list of customers, as it waits for the lock; other work of the product may wait beside it. */
const WAITING = `select pid from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'dossier' and query ilike '%customer%'`;

async function leaves(dataDir: string, asker: Asker, count: number): Promise<{ count: number; stayed: number; slowest: number; after: number }> {
  return onDatabase(dataDir, async (client) => {
    const waiting = async (): Promise<number[]> => {
      // Within a transaction the server shows the same picture again and again.
      await client.query('select pg_stat_clear_snapshot()');
      return (await client.query<{ pid: number }>(WAITING)).rows.map(({ pid }) => pid);
    };
    let slowest = 0;
    let stayed = 0;
    for (let one = 0; one < count; one += 1) {
      await client.query('begin; lock table customer in access exclusive mode');
      const reader = asker.leaving(READ);
      const ours = async (): Promise<number | undefined> => (await waiting())[0];
      await until(async () => (await ours()) !== undefined, 15_000, 10);
      const pid = await ours();
      reader.leave();
      const took = await until(async () => !(await waiting()).includes(pid ?? 0), 3_000, 5).catch(() => Number.POSITIVE_INFINITY);
      if (took === Number.POSITIVE_INFINITY) stayed += 1;
      else slowest = Math.max(slowest, took);
      await client.query('rollback');
    }
    return { count, stayed, slowest, after: (await asker.ask(READ)).status };
  });
}

/** Who pressed a button and closed the page meant it. */
async function writerLeaves(dataDir: string, asker: Asker): Promise<string> {
  return onDatabase(dataDir, async (client) => {
    await client.query('begin; lock table customer in access exclusive mode');
    const writer = asker.leaving('mutation { createCustomer(input: { name: "left-alone" }) { id } }');
    await pause(300);
    writer.leave();
    await pause(200);
    await client.query('rollback');
    await until(async () => (await client.query(`select 1 from customer where name = 'left-alone'`)).rowCount === 1, 5_000).catch(() => undefined);
    return (await client.query(`select 1 from customer where name = 'left-alone'`)).rowCount === 1 ? 'done' : 'not done';
  });
}

export const hugeQuery: Fault = { name: 'huge-query', title: 'Huge queries, and readers who leave', run };
