import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CryptoPool, type KeyRing } from '@dossier/kernel/crypto';
import { events, interests } from './behaviour';
import { generateCompany, type BenchCompany } from './company';
import { consents, summaries } from './kept';
import { CUSTOMER_COLUMNS, IDENTITY_COLUMNS, KEY_COLUMNS, peopleRows } from './people';
import { lines, orders } from './purchases';

const BATCH = 2_000;
/** Rises when the generator gives other rows than before. */
export const GENERATOR = 3;

/** What a step of the generation works with. */
export interface Making {
  client: pg.Client;
  ring: KeyRing;
  customers: number;
  company: BenchCompany;
  say: (line: string) => void;
}

/** What is to be generated; without more, all of it from the beginning. */
export interface Wanted {
  customers: number;
  /** Steps that stand already, or are not wanted. */
  done?: readonly string[];
  /** Notes which steps stand. */
  keep?: (done: readonly string[]) => Promise<unknown>;
  say?: (line: string) => void;
}

interface Step {
  name: string;
  /** Tables whose indexes rest while the step loads them, and are built anew behind it. */
  loads: readonly string[];
  run(making: Making): Promise<void>;
}

const STEPS: readonly Step[] = [
  { name: 'people', loads: ['customer', 'customer_key', 'customer_identity'], run: people },
  { name: 'orders', loads: ['sales_order'], run: orders },
  { name: 'lines', loads: ['order_line'], run: lines },
  { name: 'summaries', loads: [], run: summaries },
  { name: 'events', loads: ['behaviour_event', 'event_key'], run: events },
  { name: 'interests', loads: ['customer_interest', 'interest_state'], run: interests },
  { name: 'consents', loads: ['consent_entry', 'consent_state'], run: consents },
];

/**
 * Fills an empty database of the product's own schema, step by step; what stands from an interrupted run is gone on from. The triggers of
 * the trail and the foreign keys are lifted for this session alone: nobody acts here, and what is loaded is made whole by its own statements.
 */
export async function generate(client: pg.Client, ring: KeyRing, { customers, done = [], keep, say = () => undefined }: Wanted): Promise<void> {
  await client.query(`set session_replication_role = replica; set statement_timeout = 0; set maintenance_work_mem = '1GB'; set work_mem = '512MB'; set timezone = 'UTC'; set jit = off`);
  const company = await generateCompany(client);
  const finished = [...done];
  for (const step of STEPS) {
    if (finished.includes(step.name)) continue;
    const begun = performance.now();
    await rest(client, step.loads);
    await step.run({ client, ring, customers, company, say });
    for (const table of step.loads) await client.query(`reindex table ${table}`);
    for (const table of step.loads) await client.query(`vacuum analyze ${table}`);
    finished.push(step.name);
    await keep?.(finished);
    say(`${step.name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  await client.query('set session_replication_role = origin');
  await client.query(`select setval('customer_archive_no', $1)`, [customers]);
  await client.query('vacuum analyze');
}

/** Lets the indexes of tables and of their parts rest: rows are added without them until they are built anew. */
const rest = (client: pg.Client, tables: readonly string[]): Promise<unknown> =>
  client.query(
    `with recursive part as (select t::regclass::oid as oid from unnest($1::text[]) t union all select i.inhrelid from pg_inherits i join part p on p.oid = i.inhparent)
     update pg_index x set indisready = false from part p, pg_class k where x.indrelid = p.oid and k.oid = x.indexrelid and k.relkind = 'i'`, [tables]);

/** Customers with their sealed contacts; a batch stands whole or not at all. */
async function people({ client, ring, customers, company, say }: Making): Promise<void> {
  const pool = new CryptoPool(ring);
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from customer');
  try {
    for (let from = 1 + (rows[0]?.count ?? 0); from <= customers; from += BATCH) {
      const batch = await peopleRows(from, Math.min(from + BATCH, customers + 1), company, { pool, ring });
      await client.query('begin');
      await copy(client, 'customer', CUSTOMER_COLUMNS, batch.customers);
      await copy(client, 'customer_key', KEY_COLUMNS, batch.keys);
      await copy(client, 'customer_identity', IDENTITY_COLUMNS, batch.identities);
      await client.query('commit');
      if (from % 50_000 === 1 && from > 1) say(`${from - 1} customers`);
    }
  } finally {
    await pool.close();
  }
}

/** Puts rows into a table by COPY. */
export async function copy(client: pg.Client, table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): Promise<void> {
  const lines = Readable.from(rows.map((row) => `${row.map(cell).join('\t')}\n`));
  await pipeline(lines, client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`)));
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');

function cell(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return escaped(`{${value.map((item) => `"${String(item).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`);
  return escaped(String(value));
}
