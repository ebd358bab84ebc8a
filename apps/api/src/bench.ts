import { resolve } from 'node:path';
import { isApart, runApart } from './bench/apart';
import { measureExchange } from './bench/exchange';
import { measureWaits } from './bench/latency';
import { startLimit } from './bench/limit';
import { readOptions } from './bench/options';
import { placeOf } from './bench/place';
import { measureDeltas } from './bench/deltas';
import { measureReads } from './bench/reads';
import { measureScoring } from './bench/scoring';
import { measureSegments } from './bench/segments';
import { readSettings } from './settings';

/*
 * `npm run bench`: the product against hand-written limits in one run, on a generated database of its own that is kept between runs.
 * What is measured and how: docs/performance.md.
 */
const EXCHANGED: ReadonlySet<string> = new Set(['import', 'export', 'events', 'match']);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const settings = readSettings(process.env);
  const env = { DATA_DIR: resolve(settings.dataDir) };
  const place = await placeOf(settings, options);
  if (options.only.includes('list') || options.only.includes('record')) await measureReads(place, env, options);
  if (options.only.includes('scoring')) await measureScoring(place, env, options);
  if (options.only.includes('waits') || options.only.includes('boards')) await measureWaits(place, env, options);
  if (options.only.includes('segments')) await measureSegments(place, env, options);
  if (options.only.includes('deltas')) await measureDeltas(place, env, options);
  if (options.only.some((job) => EXCHANGED.has(job))) await measureExchange(place, env, options);
}

if (isApart()) await runApart(startLimit);
else if (process.argv[1]?.includes('bench')) await main();
