import { atLeast, exactly, told, type Fault, type FaultOptions, type Figures } from './figures';
import { Asker, compared, Load, type Ledger } from './load';
import { dataFolder, forSeconds, isAlive, postmasterOf, postmastersOn, startProduct, type Running } from './process';
import { until } from './waiting';

/** The product is killed under load, its database stays; it is started again, then twice at once on one data folder. */
async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const running: Running[] = [];
  try {
    const rounds = small ? 1 : 3;
    const seen: { lost: number; written: number; adopted: number; same: number; back: number } = { lost: 0, written: 0, adopted: 0, same: 0, back: 0 };
    let product = await startProduct(dataDir);
    running.push(product);
    const first = postmasterOf(dataDir);
    for (let round = 0; round < rounds; round += 1) {
      const mark = `api${round}`;
      const ledger = await loadedAndKilled(product, { seconds: small ? 2 : 5, mark });
      const begun = performance.now();
      product = await startProduct(dataDir);
      running.push(product);
      seen.back = Math.max(seen.back, performance.now() - begun);
      seen.adopted += product.output().includes('PostgreSQL was still running and goes on.') ? 1 : 0;
      seen.same += postmasterOf(dataDir) === first ? 1 : 0;
      seen.lost += (await compared(dataDir, mark, ledger)).lost.length;
      seen.written += ledger.acknowledged.size;
    }
    const two = await twoAtOnce(dataDir, product, running);
    return [
      told('kills of the product under load', rounds),
      atLeast('acknowledged writes', seen.written, small ? 10 : 200),
      exactly('acknowledged writes lost', seen.lost, 0),
      exactly('starts that adopted the running database', seen.adopted, rounds),
      exactly('starts that found the same first process', seen.same, rounds),
      told('longest start after a kill', seen.back / 1_000, 's'),
      ...two,
    ];
  } finally {
    for (const one of running) if (isAlive(one.pid)) await one.stop();
    remove();
  }
}

async function loadedAndKilled(product: Running, { seconds, mark }: { seconds: number; mark: string }): Promise<Ledger> {
  const asker = await new Asker(product.url).signIn();
  const load = new Load(asker, { writers: 8, readers: 4, mark });
  await forSeconds(seconds);
  await product.kill();
  const ledger = await load.stop();
  asker.end();
  return ledger;
}

/** Killed once more, then two started in the same moment: one database for both, and it stays until the second has left. */
async function twoAtOnce(dataDir: string, product: Running, running: Running[]): Promise<Figures> {
  await product.kill();
  const both = await Promise.all([startProduct(dataDir), startProduct(dataDir)]);
  running.push(...both);
  const answers = await Promise.all(both.map((one) => new Asker(one.url).get('/readyz').then(({ status }) => status)));
  const together = postmastersOn(dataDir);
  const left = await both[0].stop();
  const stays = (await new Asker(both[1].url).get('/readyz')).status;
  const last = await both[1].stop();
  await until(() => postmasterOf(dataDir) === null, 10_000).catch(() => undefined);
  return [
    exactly('two started at once, ready', answers.join(', '), '200, 200'),
    exactly('first processes of PostgreSQL on the cluster', together, 1),
    exactly('one left: the other is', stays, 200),
    exactly('exit codes', `${left.code}, ${last.code}`, '0, 0'),
    exactly('first processes after both have left', postmastersOn(dataDir), 0),
  ];
}

export const apiKilled: Fault = { name: 'api-killed', title: 'The product killed, its database left running', run };
