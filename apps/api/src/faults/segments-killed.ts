import type pg from 'pg';
import { atMost, exactly, told, type Fault, type FaultOptions, type Figures } from './figures';
import { Asker } from './load';
import { dataFolder, isAlive, onDatabase, startProduct, startWorker, type Running } from './process';
import { until } from './waiting';

const CREATE = 'mutation { createSegment(input: { name: "everybody", kind: DYNAMIC, definition: { rule: { customer: { kind: { in: ["PERSON", "COMPANY"] } } } } }) { id count { count } } }';
const REFRESH = 'mutation($id: ID!) { refreshSegment(id: $id) { id } }';
const PATIENCE = 300_000;

interface Site {
  dataDir: string;
  /** The processes that work: the one with the pages too, and one that works alone. */
  running: Running[];
  segment: string;
  job: string;
}

const one = <T extends pg.QueryResultRow>(dataDir: string, text: string, values: readonly unknown[]): Promise<T | undefined> => onDatabase(dataDir, async (client) => (await client.query<T>(text, values as unknown[])).rows[0]);

/** Makes a segment of everybody, and loses every second of its members: only computing it as a whole brings them back. */
async function begun(dataDir: string, running: Running[]): Promise<Site & { members: number; asker: Asker }> {
  running.push(await startProduct(dataDir));
  running.push(await startWorker(dataDir));
  const asker = await new Asker(running[0]!.url).signIn();
  const { data, code } = await asker.ask(CREATE);
  if (!data) throw new Error(`No segment was made: ${code}`);
  const made = (data as { createSegment: { id: string; count: { count: number } } }).createSegment;
  await onDatabase(dataDir, async (client) => {
    await client.query('begin');
    await client.query(`select set_config('app.request_id', 'fault', true)`);
    await client.query('delete from segment_member m using (select customer_id, row_number() over (order by customer_id) as n from segment_member where segment_id = $1) x where m.segment_id = $1 and m.customer_id = x.customer_id and x.n % 2 = 0', [made.id]);
    await client.query('commit');
  });
  return { dataDir, running, segment: made.id, job: '', members: made.count.count, asker };
}

/** Holds one row that the computing must write, so that it stands in the middle, and ends the process that is at it. */
async function struck(site: Site, asker: Asker): Promise<string> {
  return onDatabase(site.dataDir, async (client) => {
    await client.query('begin');
    await client.query(`select set_config('app.request_id', 'fault', true)`);
    await client.query('insert into segment_member (segment_id, customer_id, entered_at) select $1, c.id, now() from customer c where c.archived_at is null and not exists (select 1 from segment_member m where m.segment_id = $1 and m.customer_id = c.id) order by c.id limit 1', [site.segment]);
    const { data, code } = await asker.ask(REFRESH, { id: site.segment });
    if (!data) throw new Error(`The segment was not refreshed: ${code}`);
    site.job = (data as { refreshSegment: { id: string } }).refreshSegment.id;
    await until(async () => (await one(site.dataDir, `select 1 as is from pg_stat_activity where wait_event_type = 'Lock' and query like 'with want as%'`, [])) !== undefined, PATIENCE);
    const { holder } = (await one<{ holder: string }>(site.dataDir, 'select lease_holder as holder from job where id = $1', [site.job]))!;
    const victim = site.running.find(({ pid }) => holder.includes(`:${pid}:`));
    if (!victim) throw new Error(`Nobody here holds the job: ${holder}`);
    await victim.kill();
    await client.query('rollback');
    return victim === site.running[0] ? 'the process with the pages' : 'the worker';
  });
}

/** A process is killed in the middle of computing a segment as a whole: another one goes on by itself, and nobody is in it twice or not at all. */
async function run(_: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const running: Running[] = [];
  try {
    const { members, asker, ...site } = await begun(dataDir, running);
    const victim = await struck(site, asker);
    asker.end();
    const lost = (await one<{ count: number }>(dataDir, 'select count(*)::int as count from segment_member where segment_id = $1', [site.segment]))!.count;
    const healed = await until(async () => (await one<{ state: string }>(dataDir, 'select state from job where id = $1', [site.job]))?.state === 'DONE', PATIENCE, 200);
    const state = await one<{ wants: boolean; size: number; found: number }>(dataDir, 'select wants_full as wants, size, (select count(*)::int from segment_member m where m.segment_id = t.segment_id) as found from segment_state t where segment_id = $1', [site.segment]);
    return [
      told('who was killed', victim),
      exactly('members that the killed one had written', lost, Math.ceil(members / 2)),
      exactly('members in the end', state!.found, members),
      exactly('size that is told', state!.size, members),
      exactly('is owed', String(state!.wants), 'false'),
      atMost('from the kill to its end by another', healed / 1_000, 120, 's'),
    ];
  } finally {
    for (const product of running.slice(1)) if (isAlive(product.pid)) await product.stop();
    // Whoever brought the database along ends it too.
    if (running[0]) await (isAlive(running[0].pid) ? running[0] : await startProduct(dataDir)).stop();
    remove();
  }
}

/** A process that computes a segment is killed in the middle of it. */
export const segmentsKilled: Fault = { name: 'segments-killed', title: 'The process killed that computes a segment', run };
