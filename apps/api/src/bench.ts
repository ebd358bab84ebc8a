import pg from 'pg';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobsOf, limitAsks, productAsks, type BenchJob } from './bench/jobs';
import { startLimit } from './bench/limit';
import { answer, sideBySide } from './bench/load';
import { apart, isApart, runApart } from './bench/apart';
import { mailOf } from './seed/demo.company';

/*
 * `npm run bench`: the product against hand-written limits in one run, on a database of its own with the whole demo. Three processes:
 * the product, the limit, and this one, which asks.
 */
const PASSWORD = 'the bench is made of oak';
const LOAD = { connections: 16, seconds: Number(process.env['BENCH_SECONDS'] ?? 3), rounds: Number(process.env['BENCH_ROUNDS'] ?? 5) };
const RECORDS = 200;

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dossier-bench-'));
  const url = await ownDatabase();
  const product = await apart('product', { DATABASE_URL: url, DATA_DIR: dataDir, DEMO: process.env['BENCH_DEMO'] ?? 'full', DEMO_PASSWORD: PASSWORD, PORT: '0', NODE_ENV: 'production' });
  const limit = await apart('limit', { DATABASE_URL: url, DATA_DIR: dataDir });
  try {
    const cookie = await signIn(product.url);
    for (const job of await jobs(url)) await measure(job, { product: product.url, limit: limit.url, cookie });
  } finally {
    await Promise.all([product.stop(), limit.stop()]);
    await dropDatabase(url);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(job: BenchJob, sides: { product: string; limit: string; cookie: string }): Promise<void> {
  const [product, limit] = [
    { origin: sides.product, asks: productAsks(job, sides.cookie) },
    { origin: sides.limit, asks: limitAsks(job) },
  ];
  for (const [at, ask] of product.asks.entries()) {
    const [ours, theirs] = await Promise.all([answer(product.origin, ask), answer(limit.origin, limit.asks[at] as typeof ask)]);
    if (!same(JSON.parse(ours), JSON.parse(theirs))) throw new Error(`${job.name}: the answers differ.\nproduct ${ours.slice(0, 1500)}\nlimit   ${theirs.slice(0, 1500)}`);
  }
  const measured = await sideBySide(product, limit, LOAD);
  process.stdout.write(`${job.name}: product ${measured.product.toFixed(0)}/s, limit ${measured.limit.toFixed(0)}/s, ${product.asks.length} equal answers, ${LOAD.connections} connections\n`);
  process.stdout.write(`ratio ${job.name} ${measured.ratio.toFixed(2)}\n`);
}

/** Equal as JSON, whatever the order of keys. */
function same(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => same(one[key as never], other[key as never]));
}

async function jobs(url: string): Promise<BenchJob[]> {
  const ids = async (text: string) => on(url, async (client) => (await client.query<{ id: string }>(text)).rows.map(({ id }) => id));
  return jobsOf(
    await ids('select distinct owner_id as id from customer where owner_id is not null order by 1'),
    await ids(`select id from customer where archived_at is null order by md5(external_key) limit ${RECORDS}`),
  );
}

async function signIn(origin: string): Promise<string> {
  const body = JSON.stringify({ query: 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { id } }', variables: { e: mailOf('admin'), p: PASSWORD } });
  const response = await fetch(`${origin}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-requested-with': 'dossier', origin }, body });
  const cookie = response.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  if (cookie === '') throw new Error(`The bench could not sign in: ${await response.text()}`);
  return cookie;
}

/** An empty database beside the product's own, so that the bench neither reads nor changes what people keep. */
async function ownDatabase(): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (!given) throw new Error('DATABASE_URL is not set.');
  const url = new URL(given);
  url.pathname = '/dossier_bench';
  await on(given, async (client) => {
    await client.query('drop database if exists dossier_bench with (force)');
    await client.query('create database dossier_bench');
  });
  return url.href;
}

const dropDatabase = (url: string): Promise<unknown> =>
  on(Object.assign(new URL(url), { pathname: '/postgres' }).href, (client) => client.query('drop database if exists dossier_bench with (force)'));

async function on<R>(url: string, run: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return run(client).finally(() => client.end());
}

if (isApart()) await runApart(startLimit);
else if (process.argv[1]?.includes('bench')) await main();
