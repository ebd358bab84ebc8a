import { readFileSync, writeFileSync } from 'node:fs';
import type pg from 'pg';
import { ModelKind } from '@dossier/vocabulary/insight-enums';
import { keepDocuments } from '../http/keep-documents';
import { apart, type Apart } from './apart';
import { ADMIN } from './company';
import { each } from './each';
import { hashOf } from './jobs';
import { askOf } from './latency';
import { answer, coreMsOf } from './load';
import { profiled, type BenchOptions } from './options';
import { on, say, sessionOf, writersOf, type Place } from './place';
import { AS_IN_USE } from './reads';

const FIT = 'mutation Fit($kind: ModelKind!) { fitModel(kind: $kind) { id jobId } }';
const PUBLISH = 'mutation Publish($id: ID!) { publishModelVersion(id: $id) { id } }';
const LOOK_MS = 200;
const MB = 1024;

/** The value model first: it is the one that has a goal. */
const KINDS: readonly ModelKind[] = [ModelKind.VALUE, ...Object.values(ModelKind).filter((kind) => kind !== ModelKind.VALUE)];

/** Each model fitted on all customers and all of them scored by it, by the jobs of the product: how long, how much of a core, and how much memory its process takes for it beyond what it had. */
export async function measureScoring({ url }: Place, env: Readonly<Record<string, string>>, options: BenchOptions): Promise<void> {
  const product = await apart('product', { ...env, ...AS_IN_USE, DATABASE_URL: url }, profiled(options, 'scoring'));
  try {
    await keepDocuments(url, Object.fromEntries([FIT, PUBLISH].map((text) => [hashOf(text), text])));
    const cookie = await sessionOf(url, ADMIN);
    await on(url, (client) => each(KINDS.filter((one) => `model ${one}`.includes(options.ask)), (kind) => measured(kind, { product, cookie, client })));
  } finally {
    await product.stop();
  }
}

interface Sides {
  product: Apart;
  cookie: string;
  client: pg.Client;
}

async function measured(kind: ModelKind, sides: Sides): Promise<void> {
  const { client } = sides;
  const fit = await watched(sides, async () => (await asked<{ fitModel: { id: string; jobId: string } }>(sides, FIT, { kind })).fitModel.jobId);
  const { rows: [version] } = await client.query<{ id: string; state: string }>('select id, state from model_version where kind = $1 order by number desc limit 1', [kind]);
  say(`model ${kind}: fitted in ${told(fit)}; ${version!.state}`);
  if (version!.state !== 'FITTED') return;
  const begun = new Date();
  const score = await watched(sides, async () => {
    await asked(sides, PUBLISH, { id: version!.id });
    return (await client.query<{ id: string }>(`select id from job where data->>'versionId' = $1 and created_at >= $2 order by created_at desc limit 1`, [version!.id, begun])).rows[0]!.id;
  });
  say(`model ${kind}: all customers scored in ${told(score)}; together ${(fit.seconds + score.seconds).toFixed(1)} s`);
}

interface Took {
  seconds: number;
  nodeMs: number;
  postgresMs: number;
  beforeMb: number;
  peakMb: number;
}

const told = ({ seconds, nodeMs, postgresMs, beforeMb, peakMb }: Took): string =>
  `${seconds.toFixed(1)} s (${(nodeMs / 1000).toFixed(1)} s node, ${(postgresMs / 1000).toFixed(1)} s postgres); peak ${peakMb.toFixed(0)} MB, ${(peakMb - beforeMb).toFixed(0)} MB beyond the ${beforeMb.toFixed(0)} MB of the process at rest`;

async function asked<R>({ product, cookie }: Sides, document: string, variables: unknown): Promise<R> {
  const { data, errors } = JSON.parse(await answer(product.url, askOf(document, variables, cookie))) as { data: R | null; errors?: unknown };
  if (data === null) throw new Error(JSON.stringify(errors));
  return data;
}

/** From the click to the end of the job it began. */
async function watched({ product, client }: Sides, begin: () => Promise<string>): Promise<Took> {
  const before = { mb: memoryOf(product.pid, 'VmRSS'), node: await product.cpu(), postgres: coreMsOf(await writersOf(client)), at: performance.now() };
  forgetPeak(product.pid);
  const job = await begin();
  for (;;) {
    const { rows: [row] } = await client.query<{ state: string; error: string | null }>('select state, error from job where id = $1', [job]);
    if (row?.state === 'FAILED' || row?.state === 'CANCELLED') throw new Error(`job: ${row.state} ${row.error ?? ''}`);
    if (row?.state === 'DONE') break;
    await new Promise((next) => setTimeout(next, LOOK_MS));
  }
  return { seconds: (performance.now() - before.at) / 1000, nodeMs: (await product.cpu()) - before.node, postgresMs: coreMsOf(await writersOf(client)) - before.postgres, beforeMb: before.mb, peakMb: memoryOf(product.pid, 'VmHWM') };
}

/** Memory of a process where the system tells it (Linux); else nothing. */
function memoryOf(pid: number, word: 'VmRSS' | 'VmHWM'): number {
  try {
    return Number(new RegExp(`${word}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / MB;
  } catch {
    return 0;
  }
}

/** The peak counts from now on, where the system lets us say so. */
function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Then the peak is that of the whole life of the process: never less than what is asked for.
  }
}
