import { randomUUID } from 'node:crypto';
import { atLeast, exactly, told, type Fault, type Figures } from './figures';
import { Asker } from './load';
import { dataFolder, onDatabase, startProduct } from './process';
import { signed } from './receiver';
import { until } from './waiting';

const MAKE = 'mutation { createIncomingSource(input: { name: "flood", kind: CUSTOMER }) { secret source { path } } }';
const AT_ONCE = 100;

const counted = (dataDir: string, text: string): Promise<number> => onDatabase(dataDir, async (client) => Number((await client.query(text)).rows[0].count));

/** One event from another system, delivered a hundred times at once, and a hundred times more when it has taken effect. */
async function run(): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const product = await startProduct(dataDir);
  try {
    const asker = await new Asker(product.url).signIn();
    const { data, code } = await asker.ask(MAKE);
    if (!data) throw new Error(`No source was made: ${code}`);
    const { secret, source } = (data as { createIncomingSource: { secret: string; source: { path: string } } }).createIncomingSource;
    const [id, timestamp, body] = [randomUUID(), String(Math.floor(Date.now() / 1_000)), JSON.stringify({ externalKey: 'F-1', name: 'flooded' })];
    const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signed(secret, id, timestamp, body) };
    const flood = () => Promise.all(Array.from({ length: AT_ONCE }, async () => {
      const answer = await fetch(new URL(source.path, product.url), { method: 'POST', headers, body });
      return `${answer.status} ${await answer.text()}`;
    }));
    const begun = performance.now();
    const first = await flood();
    const ms = performance.now() - begun;
    await until(async () => (await counted(dataDir, `select count(*)::int as count from incoming_delivery where state = 'DONE'`)) === 1, 30_000);
    const answers = new Set([...first, ...(await flood())]);
    return [
      atLeast('deliveries', first.length * 2, AT_ONCE * 2),
      exactly('different answers', answers.size, 1),
      told('the answer', [...answers][0] ?? ''),
      exactly('events kept', await counted(dataDir, 'select count(*)::int as count from incoming_delivery'), 1),
      exactly('customers made', await counted(dataDir, `select count(*)::int as count from customer where name = 'flooded'`), 1),
      exactly('acts in the trail', await counted(dataDir, `select count(*)::int as count from audit_entry where action = 'processWebhook' and outcome = 'DONE'`), 1),
      told('the first hundred answered within', ms, 'ms'),
    ];
  } finally {
    await product.stop();
    remove();
  }
}

export const webhookFlood: Fault = { name: 'webhook-flood', title: 'One event from another system a hundred times at once', run };
