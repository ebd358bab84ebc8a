import { atLeast, exactly, told, type Fault, type FaultOptions, type Figures } from './figures';
import { Asker } from './load';
import { dataFolder, onDatabase, startProduct, type Running } from './process';
import { Receiver, type Told } from './receiver';
import { pause, until } from './waiting';

const MAKE = 'mutation($i: WebhookInput!) { createWebhook(input: $i) { secret webhook { id } } }';
const CREATE = 'mutation($n: String!) { createCustomer(input: { name: $n }) { id version } }';
const EDIT = 'mutation($id: ID!, $v: Int!, $n: String!) { updateCustomer(id: $id, version: $v, input: { name: $n }) { id } }';
const ENV = { WEBHOOK_ALLOW: '127.0.0.0/8' };
const STEPS = 12;

/** Five minutes go by for everything that waits, without anybody waiting for them. */
const fiveMinutes = (dataDir: string): Promise<unknown> => onDatabase(dataDir, async (client) => {
  await client.query(`update webhook_health set rest_until = rest_until - interval '5 minutes', failing_since = failing_since - interval '5 minutes'`);
  await client.query(`update webhook_delivery set next_at = next_at - interval '5 minutes', first_at = first_at - interval '5 minutes' where state = 'WAITING' and first_at is not null`);
});

const waiting = (dataDir: string): Promise<number> => onDatabase(dataDir, async (client) => Number((await client.query(`select count(*)::int as count from webhook_delivery where state <> 'DELIVERED'`)).rows[0].count));

/** Two events for each of so many customers. */
async function change(asker: Asker, records: number): Promise<void> {
  const one = async (at: number): Promise<void> => {
    const { data } = await asker.ask(CREATE, { n: `away ${at}` });
    const { id, version } = (data as { createCustomer: { id: string; version: number } }).createCustomer;
    await asker.ask(EDIT, { id, v: version, n: `away ${at} again` });
  };
  for (let from = 0; from < records; from += 10) await Promise.all(Array.from({ length: Math.min(10, records - from) }, (_, at) => one(from + at)));
}

/** A later event of a record that was taken before an earlier one. */
function outOfOrder(taken: readonly Told[]): number {
  const last = new Map<string, number>();
  let count = 0;
  for (const { record, sequence } of taken) {
    if ((last.get(record) ?? 0) > sequence) count += 1;
    last.set(record, Math.max(last.get(record) ?? 0, sequence));
  }
  return count;
}

function judged({ told: all }: Receiver, records: number, left: number): Figures {
  const taken = all.filter((one) => one.taken);
  const first = new Map<string, string>();
  for (const { id, signature } of all) if (!first.has(id)) first.set(id, signature);
  return [
    atLeast('attempts while it was away', all.length - taken.length, 1),
    exactly('events told in the end', new Set(taken.map(({ id }) => id)).size, records * 2),
    exactly('events not delivered', left, 0),
    exactly('signatures that do not verify', all.filter(({ isSigned }) => !isSigned).length, 0),
    exactly('events whose signature changed between attempts', all.filter(({ id, signature }) => first.get(id) !== signature).length, 0),
    exactly('events of a record out of order', outOfOrder(taken), 0),
    told('told twice, under the same id', taken.length - new Set(taken.map(({ id }) => id)).size),
  ];
}

/** Nobody answers, or with 503, for an hour; in its middle the product itself is killed. Then the receiver is back. */
async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const records = small ? 10 : 500;
  let product: Running = await startProduct(dataDir, ENV);
  const receiver = await new Receiver().open();
  try {
    const asker = await new Asker(product.url).signIn();
    const { data, code } = await asker.ask(MAKE, { i: { name: 'away', url: receiver.url, events: ['CUSTOMER_CREATED', 'CUSTOMER_UPDATED'] } });
    if (!data) throw new Error(`No webhook was made: ${code}`);
    receiver.secret = (data as { createWebhook: { secret: string } }).createWebhook.secret;
    receiver.isBroken = true;
    await change(asker, records);
    asker.end();
    for (let step = 0; step < STEPS; step += 1) {
      if (step === STEPS / 2) {
        await product.kill();
        await receiver.close();
        product = await startProduct(dataDir, ENV);
      }
      await fiveMinutes(dataDir);
      await pause(1_200);
    }
    receiver.isBroken = false;
    await receiver.open();
    await fiveMinutes(dataDir);
    await onDatabase(dataDir, (client) => client.query(`update webhook_health set rest_until = now()`));
    const drained = await until(async () => (await waiting(dataDir)) === 0, 180_000, 250).catch(() => Number.POSITIVE_INFINITY);
    return [...judged(receiver, records, await waiting(dataDir)), told('all told after it was back', drained / 1_000, 's')];
  } finally {
    await product.stop();
    await receiver.close();
    remove();
  }
}

export const receiverAway: Fault = { name: 'receiver-away', title: 'The receiver of webhooks away for an hour', run };
