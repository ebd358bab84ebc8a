import type pg from 'pg';
import { linkRecords, type MatchRecord } from '@dossier/customers';
import { CryptoPool, type KeyRing } from '@dossier/kernel/crypto';
import { median } from '@dossier/metrics';
import { keepDocuments } from '../http/keep-documents';
import { apart, type Apart } from './apart';
import { ADMIN } from './company';
import type { Exchange } from './exchange';
import { hashOf } from './jobs';
import { coreMsOf } from './load';
import { profiled, type BenchOptions } from './options';
import { on, say, sessionOf, writersOf } from './place';

const MATCH = 'mutation Match { matchCustomers { jobId } }';
const LOOK_MS = 250;
const READ = 2_000;

interface Run {
  seconds: number;
  pairs: number;
  /** Milliseconds of a core: of the product with its threads, and of PostgreSQL for it. */
  nodeMs: number;
  postgresMs: number;
}

/** Everybody compared with everybody, as a steward asks for it: from the click to the end of the job, beginning without keys, candidates or anything learned. */
export async function measureMatches({ url, place }: Exchange, env: Readonly<Record<string, string>>, options: BenchOptions): Promise<void> {
  const product = await apart('product', { ...env, DEMO: 'none', PORT: '0', NODE_ENV: 'production', TRUSTED_DOCUMENTS: 'on', DATABASE_URL: url }, profiled(options, 'match'));
  try {
    const cookie = await sessionOf(url, ADMIN);
    await keepDocuments(url, { [hashOf(MATCH)]: MATCH });
    const [customers, runs] = [await on(url, live), [] as Run[]];
    for (let round = 0; round <= options.rounds; round++) {
      const run = await matched(url, product, cookie);
      if (round === 0) say(`match: ${await sameAnswers(url, place.ring)} candidates, the same as by the rules in memory`);
      else runs.push(run);
    }
    const of = (read: (run: Run) => number): string => (median(runs.map(read)) ?? 0).toFixed(0);
    say(`match: a customer takes ${of(({ nodeMs }) => (nodeMs * 1000) / customers)} us of a core in node and ${of(({ postgresMs }) => (postgresMs * 1000) / customers)} us in postgres`);
    say(`match: ${customers} customers, ${of(({ pairs }) => pairs)} pairs judged; ${of(({ seconds }) => customers / seconds)} customers/s, ${of(({ seconds, pairs }) => pairs / seconds)} pairs/s, ${options.rounds} rounds`);
  } finally {
    await product.stop();
  }
}

const live = async (client: pg.Client): Promise<number> => (await client.query<{ count: number }>('select count(*)::int as count from customer where archived_at is null and merged_into_id is null')).rows[0]?.count ?? 0;

/** One whole comparison from nothing. */
async function matched(url: string, product: Apart, cookie: string): Promise<Run> {
  return on(url, async (client) => {
    await client.query('set session_replication_role = replica');
    for (const table of ['match_key', 'match_due', 'match_model', 'identity_conflict', 'duplicate_candidate']) await client.query(`delete from ${table}`);
    for (const table of ['match_key', 'match_due', 'identity_conflict', 'duplicate_candidate']) await client.query(`vacuum ${table}`);
    const [node, postgres] = [await product.cpu(), coreMsOf(await writersOf(client))];
    const { rows: [now] } = await client.query<{ now: Date }>('select clock_timestamp() as now');
    const answer = await fetch(`${product.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'x-requested-with': 'dossier', 'sec-fetch-site': 'same-origin', cookie }, body: JSON.stringify({ documentId: hashOf(MATCH), variables: {} }),
    });
    const { data } = (await answer.json()) as { data: { matchCustomers: { jobId: string | null } | null } | null };
    if (!data?.matchCustomers?.jobId) throw new Error(`matchCustomers answered ${answer.status}`);
    for (;;) {
      const { rows: [job] } = await client.query<{ state: string; error: string | null; seconds: number }>('select state, error, extract(epoch from ended_at - $2)::float8 as seconds from job where id = $1', [data.matchCustomers.jobId, now!.now]);
      if (job?.state === 'FAILED' || job?.state === 'CANCELLED') throw new Error(`match: ${job.state} ${job.error ?? ''}`);
      if (job?.state === 'DONE') return { seconds: job.seconds, pairs: await pairsSince(client, now!.now), nodeMs: (await product.cpu()) - node, postgresMs: coreMsOf(await writersOf(client)) - postgres };
      await new Promise((next) => setTimeout(next, LOOK_MS));
    }
  });
}

const pairsSince = async (client: pg.Client, at: Date): Promise<number> =>
  (await client.query<{ pairs: number }>(`select coalesce(sum((facts->>'pairs')::int), 0)::int as pairs from audit_entry where action = 'customers.match' and at >= $1`, [at])).rows[0]?.pairs ?? 0;

/** Holds the desk against the same rules over all records in memory, by the odds that were learned; gives how many pairs there are. */
async function sameAnswers(url: string, ring: KeyRing): Promise<number> {
  return on(url, async (client) => {
    const records = await recordsOf(client, ring);
    const { rows: [model] } = await client.query<{ linkage: never }>('select linkage from match_model');
    const told = linkRecords(records, ...(model ? [{ expected: 0.05, linkage: model.linkage }] : [])).map(({ a, b, level }) => `${[a, b].sort().join(' ')} ${level}`);
    const { rows } = await client.query<{ pair: string }>(`select customer_id || ' ' || other_id || ' ' || level as pair from duplicate_candidate where state = 'OPEN' and archived_at is null`);
    const kept = new Set(rows.map(({ pair }) => pair));
    const rules = new Set(told);
    const [missing, beyond] = [told.filter((pair) => !kept.has(pair)), [...kept].filter((pair) => !rules.has(pair))];
    if (missing.length + beyond.length > 0) throw new Error(`match: of ${told.length} pairs the desk lacks ${missing.length} (${missing[0] ?? ''}) and has ${beyond.length} besides (${beyond[0] ?? ''})`);
    return told.length;
  });
}

interface Stored extends Omit<MatchRecord, 'identities'> {
  wrapped: Buffer | null;
  identities: { id: string; kind: MatchRecord['identities'][number]['kind']; cipher: string; verified: boolean; shared: boolean }[];
}

async function recordsOf(client: pg.Client, ring: KeyRing): Promise<MatchRecord[]> {
  const pool = new CryptoPool(ring);
  const records: MatchRecord[] = [];
  try {
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const { rows } = await client.query<Stored>(
        `select c.id, c.kind, c.name, c.name_latin as "nameLatin", c.company_name as "companyName", c.gender, c.birth_date::text as "birthDate", c.birth_precision as "birthPrecision", c.city, k.wrapped,
            coalesce((select json_agg(json_build_object('id', i.id, 'kind', i.kind, 'cipher', encode(i.value_cipher, 'hex'), 'verified', i.verified_at is not null, 'shared', i.shared)) from customer_identity i where i.customer_id = c.id and i.archived_at is null), '[]') as identities
          from customer c left join customer_key k on k.customer_id = c.id where c.archived_at is null and c.merged_into_id is null and c.id > $1 order by c.id limit ${READ}`, [after]);
      if (rows.length === 0) return records;
      const texts = await pool.decryptBatch(rows.map(({ id, wrapped, identities }) => ({
        personId: id, wrapped: wrapped!, fields: identities.map((one) => ({ table: 'customer_identity', column: 'value_cipher', rowId: one.id, cipher: Buffer.from(one.cipher, 'hex') })),
      })));
      records.push(...rows.map(({ wrapped: _, identities, ...row }, place) => ({ ...row, identities: identities.map(({ kind, verified, shared }, at) => ({ kind, verified, shared, value: texts[place]![at]! })) })));
      after = rows.at(-1)!.id;
    }
  } finally {
    await pool.close();
  }
}
