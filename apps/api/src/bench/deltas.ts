import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { keepDocuments } from '../http/keep-documents';
import { apart, type Apart } from './apart';
import { ADMIN } from './company';
import { hashOf } from './jobs';
import { askOf } from './latency';
import { answer } from './load';
import { profiled, type BenchOptions } from './options';
import { on, say, sessionOf, type Place } from './place';
import { AS_IN_USE } from './reads';
import { shapesOf } from './shapes';

const CREATE = 'mutation Create($input: SegmentInput!) { createSegment(input: $input) { id } }';
const ARCHIVE = 'mutation Archive($id: ID!) { archiveSegment(id: $id) { id } }';
const CHANGED = 1_000;
const LOOK_MS = 100;
const PATIENCE_MS = 900_000;

/** Segments of every shape are kept; then a thousand customers order something: how long until every one of them shows it. */
export async function measureDeltas({ url }: Place, env: Readonly<Record<string, string>>, options: BenchOptions): Promise<void> {
  const product = await apart('product', { ...env, ...AS_IN_USE, DATABASE_URL: url }, profiled(options, 'deltas'));
  try {
    await keepDocuments(url, Object.fromEntries([CREATE, ARCHIVE].map((text) => [hashOf(text), text])));
    const cookie = await sessionOf(url, ADMIN);
    await on(url, (client) => segmentsOf({ client, product, cookie }, options));
  } finally {
    await product.stop();
    await on(url, takeBack);
  }
}

interface Sides {
  client: pg.Client;
  product: Apart;
  cookie: string;
}

async function asked<R>({ product, cookie }: Sides, document: string, variables: unknown): Promise<R> {
  const { data, errors } = JSON.parse(await answer(product.url, askOf(document, variables, cookie))) as { data: R | null; errors?: unknown };
  if (data === null) throw new Error(JSON.stringify(errors));
  return data;
}

async function segmentsOf(sides: Sides, { rounds }: BenchOptions): Promise<void> {
  const { client } = sides;
  const shapes = await shapesOf(client);
  const begun = performance.now();
  const ids: string[] = [];
  for (const { name, definition } of shapes) ids.push((await asked<{ createSegment: { id: string } }>(sides, CREATE, { input: { name: `bench ${name}`.slice(0, 80), kind: 'DYNAMIC', definition } })).createSegment.id);
  await fresh(client, ids);
  const { rows: [all] } = await client.query<{ members: string }>('select count(*) as members from segment_member where segment_id = any($1)', [ids]);
  say(`segments kept: ${ids.length} of every shape, ${all!.members} memberships, computed in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) seconds.push(await changed(client, ids, round));
  say(`segment delta: orders of ${CHANGED} customers shown by all ${ids.length} segments after ${seconds.map((one) => one.toFixed(1)).join(', ')} s`);
  for (const id of ids) await asked(sides, ARCHIVE, { id });
}

/** Until every one has been computed and nothing is owed. */
async function fresh(client: pg.Client, ids: readonly string[]): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { rows: [row] } = await client.query<{ waits: boolean }>(`select exists (select 1 from segment_due) or exists (select 1 from segment_state where segment_id = any($1) and (wants_full or full_at is null)) as waits`, [ids]);
    if (!row!.waits) return;
    if (performance.now() > end) throw new Error('segments: not fresh in time');
    await pause(LOOK_MS);
  }
}

/** One more order in the month of the rules for each of so many customers, as an import brings them: in one statement, the summaries after it. */
async function changed(client: pg.Client, ids: readonly string[], round: number): Promise<number> {
  await client.query('begin');
  await client.query(`select set_config('app.request_id', 'bench', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'bench', true)`);
  const { rows: [row] } = await client.query<{ ids: string[] }>(`select array_agg(id) as ids from (select id from customer where archived_at is null order by md5(id::text || $1) limit ${CHANGED}) x`, [String(round)]);
  await client.query(
    `insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, line_count, external_source, external_key, owner_id, team_id)
     select gen_random_uuid(), 'SOD' || x.id, 'SALE', timestamptz '2026-10-15 04:00:00+00', '2026-10-15', x.id, 60000, 'CNY', 0, 'bench-delta', $2 || x.id::text, c.owner_id, c.team_id from unnest($1::uuid[]) x(id) join customer c on c.id = x.id`, [row!.ids, String(round)]);
  await client.query('select refresh_customer_summary($1)', [row!.ids]);
  await client.query('commit');
  const begun = performance.now();
  await fresh(client, ids);
  return (performance.now() - begun) / 1000;
}

/** Orders that were added leave again, and the segments. */
async function takeBack(client: pg.Client): Promise<void> {
  await client.query('set session_replication_role = replica');
  const { rows: [row] } = await client.query<{ ids: string[] | null }>(`with gone as (delete from sales_order where external_source = 'bench-delta' returning customer_id) select array_agg(distinct customer_id) as ids from gone`);
  // Past the triggers: what follows from it is marked by hand.
  if (row?.ids) await client.query('select refresh_customer_summary($1), rollups_due($1)', [row.ids]);
  for (const table of ['segment_member', 'segment_stay', 'segment_due', 'segment_pick', 'segment_state', 'segment']) await client.query(`delete from ${table}`);
}
