import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { median } from '@dossier/metrics';
import { keepDocuments } from '../http/keep-documents';
import { apart, type Apart } from './apart';
import { ADMIN } from './company';
import { each } from './each';
import { hashOf } from './jobs';
import { askOf, waitsOf, type Waits } from './latency';
import { answer } from './load';
import { profiled, type BenchOptions } from './options';
import { on, say, sessionOf, type Place } from './place';
import { AS_IN_USE } from './reads';
import { shapesOf, type Shape } from './shapes';

const LOOK_MS = 500;
const PREVIEW = 'query Preview($definition: SegmentDefinitionInput!) { previewSegment(definition: $definition) { count { count isExact } customers { id } } }';
const COUNT = 'query Count($definition: SegmentDefinitionInput!) { previewSegment(definition: $definition) { count { count isExact } } }';
const MEMBERS = 'query Members($definition: SegmentDefinitionInput!) { previewSegment(definition: $definition) { customers { id } } }';
const ASKED = [PREVIEW, COUNT, MEMBERS];

/** How many a rule finds and the first fifty of them, as somebody who builds a segment waits for them, against the same asked of PostgreSQL by hand; equal answers. */
export async function measureSegments({ url }: Place, env: Readonly<Record<string, string>>, options: BenchOptions): Promise<void> {
  const product = await apart('product', { ...env, ...AS_IN_USE, DATABASE_URL: url }, profiled(options, 'segments'));
  try {
    await keepDocuments(url, Object.fromEntries(ASKED.map((text) => [hashOf(text), text])));
    const cookie = await sessionOf(url, ADMIN);
    await on(url, async (client) => {
      await client.query('set jit = off');
      await kept(client);
      await each((await shapesOf(client)).filter(({ name }) => name.includes(options.ask)), (shape) => measured(shape, { product, cookie, client }, options));
    });
  } finally {
    await product.stop();
  }
}

/** Until the product has brought its narrow tables up: a database that an older version has made is owed all of them. */
async function kept(client: pg.Client): Promise<void> {
  for (let said = false; ; said = true) {
    const { rows: [row] } = await client.query<{ owed: number }>('select coalesce(sum(cardinality(customer_ids)), 0)::int as owed from rollup_due');
    if (row!.owed === 0) return;
    if (!said) say(`  ${row!.owed} customers are computed first`);
    await pause(LOOK_MS);
  }
}

interface Sides {
  product: Apart;
  cookie: string;
  client: pg.Client;
}

interface Preview {
  count: { count: number; isExact: boolean };
  customers: { id: string }[];
}

/** By turns: both together, the count alone, the first members alone, and the count by hand. */
async function measured({ name, definition, byHand }: Shape, { product, cookie, client }: Sides, { rounds }: BenchOptions): Promise<void> {
  const taken: Record<'both' | 'count' | 'members' | 'hand', number[]> = { both: [], count: [], members: [], hand: [] };
  const timed = async <R>(side: number[], run: () => Promise<R>, counts: boolean): Promise<R> => {
    const begun = performance.now();
    const result = await run();
    if (counts) side.push(performance.now() - begun);
    return result;
  };
  const asked = async (document: string): Promise<Preview> => {
    const { data, errors } = JSON.parse(await answer(product.url, askOf(document, { definition }, cookie))) as { data: { previewSegment: Preview } | null; errors?: unknown };
    if (!data?.previewSegment) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    return data.previewSegment;
  };
  let [found, there] = [0, 0];
  for (let round = 0; round <= Math.max(5, rounds); round++) {
    found = (await timed(taken.both, () => asked(PREVIEW), round > 0)).count.count;
    await timed(taken.count, () => asked(COUNT), round > 0);
    await timed(taken.members, () => asked(MEMBERS), round > 0);
    const { rows } = await timed(taken.hand, () => client.query<{ count: number }>(`select count(*)::int as count from (${byHand}) x`), round > 0);
    there = rows[0]!.count;
    if (found !== there) throw new Error(`segment ${name}: ${found} by the product and ${there} by hand`);
  }
  const text = ({ p50, longest }: Waits): string => `${p50.toFixed(0)} (longest ${longest.toFixed(0)})`;
  say(`segment ${name}: ${found} customers; count ${text(waitsOf(taken.count))}, first members ${text(waitsOf(taken.members))}, both in one answer ${text(waitsOf(taken.both))}, count by hand ${text(waitsOf(taken.hand))} ms; ratio ${((median(taken.hand) ?? 0) / (median(taken.count) ?? 1)).toFixed(2)}`);
}
