import { MANAGER } from './company';
import { apart, type Apart } from './apart';
import { keepDocuments } from '../http/keep-documents';
import { hashOf, jobsOf, limitAsks, productAsks, type BenchJob } from './jobs';
import { answer, sideBySide, type Measured, type Side } from './load';
import { profiled, type BenchOptions } from './options';
import { on, say, sessionOf, type Place } from './place';

const RECORDS = 400;
/** As a company runs it; one viewer asks as many do, so the bounds of a viewer are counted as always but lie out of reach. */
export const AS_IN_USE = { DEMO: 'none', PORT: '0', NODE_ENV: 'production', TRUSTED_DOCUMENTS: 'on', REQUESTS_PER_MINUTE: '1000000', REQUESTS_IN_FLIGHT: '1000' };

/** The list and the record, product and limit side by side in two processes, each answer compared before it is timed. */
export async function measureReads({ url }: Place, env: Readonly<Record<string, string>>, options: BenchOptions): Promise<void> {
  const product = await apart('product', { ...env, ...AS_IN_USE, DATABASE_URL: url }, profiled(options, 'product'));
  const limit = await apart('limit', { ...env, DATABASE_URL: url }, profiled(options, 'limit'));
  try {
    const cookie = await sessionOf(url, MANAGER);
    const all = await jobs(url);
    await keepDocuments(url, Object.fromEntries(all.map(({ document }) => [hashOf(document), document])));
    for (const job of all) if (options.only.includes(job.part)) await measure(job, { product, limit, cookie, url }, options);
  } finally {
    await Promise.all([product.stop(), limit.stop()]);
  }
}

interface Sides {
  product: Apart;
  limit: Apart;
  cookie: string;
  url: string;
}

async function measure(job: BenchJob, sides: Sides, options: BenchOptions): Promise<void> {
  const product: Side = { server: sides.product, asks: productAsks(job, sides.cookie), backends: () => backendsOf(sides.url, 'dossier') };
  const limit: Side = { server: sides.limit, asks: limitAsks(job), backends: () => backendsOf(sides.url, 'limit') };
  for (const [at, ask] of product.asks.entries()) {
    const [ours, theirs] = await Promise.all([answer(sides.product.url, ask), answer(sides.limit.url, limit.asks[at]!)]);
    const found = difference(JSON.parse(ours), JSON.parse(theirs));
    if (found !== null) throw new Error(`${job.name}: the answers differ at ${found}`);
  }
  tell(job.name, product.asks.length, await sideBySide(product, limit, options), options);
}

function tell(name: string, equal: number, { product, limit, ratio, nodeRatio, cpuRatio }: Measured, { connections, rounds, seconds }: BenchOptions): void {
  const side = ({ perSecond, nodeMs, postgresMs }: Measured['product']): string => `${perSecond.toFixed(0)}/s (${nodeMs.toFixed(2)} ms node, ${postgresMs.toFixed(2)} ms postgres)`;
  say(`${name}: product ${side(product)}, limit ${side(limit)}; ${equal} equal answers, ${connections} connections, ${rounds} rounds of ${seconds} s`);
  say(`ratio ${name} ${ratio.toFixed(2)} by answers a second, ${cpuRatio.toFixed(2)} by cpu with postgres, ${nodeRatio.toFixed(2)} by cpu of node`);
}

const backendsOf = (url: string, name: string): Promise<number[]> =>
  on(url, async (client) => (await client.query<{ pid: number }>('select pid from pg_stat_activity where datname = current_database() and application_name = $1', [name])).rows.map(({ pid }) => pid));

/** Where two answers differ first, whatever the order of keys; null where they are equal. */
function difference(one: unknown, other: unknown, path = 'answer'): string | null {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other ? null : `${path}: ${JSON.stringify(one)?.slice(0, 300)} and ${JSON.stringify(other)?.slice(0, 300)}`;
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = difference(one[key as never], other[key as never], `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/** The owners whom the manager reaches, and customers of theirs. */
async function jobs(url: string): Promise<BenchJob[]> {
  const ids = (text: string): Promise<string[]> => on(url, async (client) => (await client.query<{ id: string }>(text, [MANAGER])).rows.map(({ id }) => id));
  const reached = `from customer c join team t on t.id = c.team_id where c.archived_at is null and t.path && array(select team_id from team_member where user_id = $1)`;
  return jobsOf(await ids(`select distinct c.owner_id as id ${reached} order by 1`), await ids(`select c.id ${reached} order by md5(c.external_key) limit ${RECORDS}`));
}

