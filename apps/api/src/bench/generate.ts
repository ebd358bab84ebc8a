import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CryptoPool, type KeyRing } from '@dossier/kernel/crypto';
import { generateCompany, type BenchCompany } from './company';
import { CUSTOMER_COLUMNS, IDENTITY_COLUMNS, KEY_COLUMNS, peopleRows } from './people';

const BATCH = 2_000;
/** Rises when the generator gives other rows than before. */
export const GENERATOR = 2;

/**
 * Fills an empty database of the product's own schema. The triggers of the trail and the foreign keys are lifted for this session alone:
 * nobody acts here, and what is loaded is made whole by its own statements.
 */
export async function generate(client: pg.Client, ring: KeyRing, customers: number, say: (line: string) => void): Promise<void> {
  await client.query('set session_replication_role = replica');
  const company = await generateCompany(client);
  const pool = new CryptoPool(ring);
  try {
    for (let from = 1; from <= customers; from += BATCH) {
      const rows = await peopleRows(from, Math.min(from + BATCH, customers + 1), company, { pool, ring });
      await copy(client, 'customer', CUSTOMER_COLUMNS, rows.customers);
      await copy(client, 'customer_key', KEY_COLUMNS, rows.keys);
      await copy(client, 'customer_identity', IDENTITY_COLUMNS, rows.identities);
      if (from % 20_000 === 1 && from > 1) say(`${from - 1} customers`);
    }
  } finally {
    await pool.close();
  }
  await orders(client, company);
  await client.query('insert into customer_summary (customer_id) select id from customer');
  await client.query('analyze');
  say('orders and lines; summaries');
  await client.query('set statement_timeout = 0');
  for (let at = 0; at < customers; at += 5_000)
    await client.query(`select refresh_customer_summary(array(select id from customer order by id offset $1 limit 5000))`, [at]);
  await client.query('set session_replication_role = origin');
  await client.query(`select setval('customer_archive_no', $1)`, [customers]);
  await client.query('vacuum analyze');
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

/** A whole number from 0 that follows from a row and a word, in SQL. */
const chance = (what: string, limit: string): string => `(hashtextextended(${what}, 7) & 2147483647) % ${limit}`;

/** Three to five orders a customer, one in twenty a refund; two lines each of goods; owner and team as the customer's. */
async function orders(client: pg.Client, { products }: BenchCompany): Promise<void> {
  await client.query(
    `insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, line_count, external_source, external_key, owner_id, team_id)
     select md5('order ' || c.external_key || '/' || n)::uuid, 'SO' || c.external_key || '-' || n, x.kind, x.at, (x.at at time zone 'Asia/Shanghai')::date, c.id,
       case when x.kind = 'REFUND' then -x.amount else x.amount end, 'CNY', 2, 'bench', c.external_key || '/' || n, c.owner_id, c.team_id
     from customer c cross join lateral generate_series(1, 3 + (${chance(`'orders ' || c.external_key`, '3')})::int) n
     cross join lateral (select case when ${chance(`'kind ' || c.external_key || n`, '20')} = 0 and n > 1 then 'REFUND' else 'SALE' end as kind,
       (1000 + ${chance(`'amount ' || c.external_key || n`, '90000')})::bigint as amount,
       timestamptz '2026-11-20 00:00:00+00' - make_interval(secs => (${chance(`'at ' || c.external_key || n`, '90000000')})::float8) as at) x`,
  );
  await client.query(
    `insert into order_line (id, order_id, line_no, product_id, product_code, product_name, quantity, unit_price_minor, amount_minor, currency)
     select md5('line ' || o.external_key || '/' || n)::uuid, o.id, n, p.id, p.code, p.name, 1, o.amount_minor / 2, case n when 1 then o.amount_minor / 2 else o.amount_minor - o.amount_minor / 2 end, o.currency
     from sales_order o cross join generate_series(1, 2) n
     join lateral (select ($1::uuid[])[1 + (${chance(`'goods ' || o.external_key || n`, `${products.length}`)})::int] as id) g on true join product p on p.id = g.id`,
    [products],
  );
}
