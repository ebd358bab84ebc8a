import { atLeast, exactly, told, type Fault, type Figure, type Figures } from './figures';
import { Asker, type Answer } from './load';
import { dataFolder, onDatabase, startProduct } from './process';
import { pause, until } from './waiting';

const CREATE = 'mutation($n: String!) { createCustomer(input: { name: $n }) { id name version } }';
const AT_ONCE = 100;
const PATIENCE = 60_000;

const counted = (dataDir: string, text: string): Promise<number> => onDatabase(dataDir, async (client) => Number((await client.query(text)).rows[0].count));

/** What a hundred senders of one request were told in the end, and how many were told to come again. */
interface Told {
  answers: string[];
  replayed: number;
  toldToWait: number;
}

/** Sends one request a hundred times at once; whoever hears that it is under way asks again under the same key, as a program would. */
async function flood(send: () => Promise<Answer>): Promise<Told> {
  const seen: Told = { answers: [], replayed: 0, toldToWait: 0 };
  const one = async (): Promise<void> => {
    let answer = await send();
    if (answer.code === 'IDEMPOTENCY_RUNNING') seen.toldToWait += 1;
    await until(async () => {
      if (answer.code !== 'IDEMPOTENCY_RUNNING') return true;
      await pause(50);
      answer = await send();
      return false;
    }, PATIENCE, 0);
    if (answer.headers['idempotent-replayed'] === 'true') seen.replayed += 1;
    seen.answers.push(`${answer.status} ${answer.text}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return seen;
}

function judged(kind: string, { answers, replayed, toldToWait }: Told): Figure[] {
  return [
    exactly(`${kind}: senders`, answers.length, AT_ONCE),
    exactly(`${kind}: different answers`, new Set(answers).size, 1),
    told(`${kind}: the answer`, (answers[0] ?? '').slice(0, 120)),
    exactly(`${kind}: answers that were kept ones`, replayed, AT_ONCE - 1),
    told(`${kind}: told at first that it is under way`, toldToWait),
  ];
}

/** One act, sent a hundred times at once under one key: by GraphQL, and a file by REST. */
async function run(): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const product = await startProduct(dataDir);
  try {
    const asker = await new Asker(product.url).signIn();
    const json = { 'content-type': 'application/json', 'idempotency-key': 'faults-one-customer' };
    const body = JSON.stringify({ query: CREATE, variables: { n: 'once' } });
    const file = { 'content-type': 'application/octet-stream', 'x-file-name': 'once.csv', 'idempotency-key': 'faults-one-file' };
    const created = await flood(() => asker.post('/graphql', body, json));
    const uploaded = await flood(() => asker.post('/api/imports?kind=customers', 'Name,City\r\nonce,Bonn\r\n', file));
    const another = await asker.post('/graphql', body.replace('once', 'twice'), json);
    asker.end();
    return [
      ...judged('a customer', created),
      exactly('customers made', await counted(dataDir, `select count(*)::int as count from customer where name = 'once'`), 1),
      exactly('acts in the trail', await counted(dataDir, `select count(*)::int as count from audit_entry where action = 'createCustomer' and outcome = 'DONE'`), 1),
      ...judged('a file', uploaded),
      exactly('imports made', await counted(dataDir, `select count(*)::int as count from import where file_name = 'once.csv'`), 1),
      exactly('another body under the same key', `${another.status} ${another.code}`, '422 IDEMPOTENCY_MISMATCH'),
      atLeast('keys kept', await counted(dataDir, 'select count(*)::int as count from idempotency where has_effect'), 2),
    ];
  } finally {
    await product.stop();
    remove();
  }
}

export const sameRequest: Fault = { name: 'same-request', title: 'One request a hundred times at once under one key', run };
