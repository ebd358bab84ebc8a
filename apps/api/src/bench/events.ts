import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { IngestService } from '@dossier/customers';
import { Database, inBackground } from '@dossier/kernel/data';
import { median, quantile } from '@dossier/metrics';
import { EventName } from '@dossier/vocabulary/event-enums';
import { keepDocuments } from '../http/keep-documents';
import { apart } from './apart';
import { codeOf, TOPICS } from './behaviour';
import { ADMIN, idOf } from './company';
import type { Exchange } from './exchange';
import { hashOf } from './jobs';
import { coreMsOf } from './load';
import type { BenchOptions } from './options';
import { on, say, sessionOf, writersOf } from './place';

const BATCH = 1_000;
const COMPUTING = 7_421_025;
const CALLS_A_SECOND = 4;
const LOOK_MS = 50;
/** An event that cannot be read in the profile after so long is counted as lost. */
const PATIENCE_MS = 60_000;
const NAMES = Object.values(EventName);
const INGEST = 'mutation Ingest($events: [EventInput!]!) { ingestEvents(events: $events) { accepted repeated refused } }';

interface Sent {
  id: string;
  name: EventName;
  occurredAt: string;
  customerId: string;
  topics: string[];
  path: string;
}

/** An accepted event whose interest is waited for. */
interface Awaited {
  customer: string;
  topic: string;
  at: string;
  accepted: number;
}

const some = (most: number): number => Math.floor(Math.random() * most);

/** Behaviour events: rows a second against COPY, then a steady stream over HTTP and how long each takes to be read as an interest. */
export async function measureEvents(exchange: Exchange, env: Readonly<Record<string, string>>, options: BenchOptions): Promise<void> {
  const customers = await on(exchange.url, async (client) => (await client.query<{ id: string }>('select id from customer where archived_at is null')).rows.map(({ id }) => id));
  const begun = new Date();
  try {
    await againstCopy(exchange, customers, options);
    await steadily(exchange, customers, env, options);
  } finally {
    await on(exchange.url, (client) => takeBack(client, begun));
  }
}

const eventOf = (customers: readonly string[]): Sent => ({ id: randomUUID(), name: NAMES[some(NAMES.length)]!, occurredAt: new Date().toISOString(), customerId: customers[some(customers.length)]!, topics: [codeOf(some(TOPICS))], path: `/p/${some(500)}` });
const eventsOf = (customers: readonly string[], count: number): Sent[] => Array.from({ length: count }, () => eventOf(customers));

/** Batches of a thousand through the product's own verb, against COPY of the same stored rows into one plain table that holds all other events already: first while profiles rest, then while they are computed beside it. */
async function againstCopy(exchange: Exchange, customers: readonly string[], options: BenchOptions): Promise<void> {
  await on(exchange.url, makeTwin);
  await on(exchange.url, async (client) => {
    // Who computes profiles takes this lock; held here, they wait.
    await client.query('select pg_advisory_lock($1)', [COMPUTING]);
    await rounds('event-ingestion', exchange, customers, options);
  });
  await rounds('event-ingestion-beside-profiles', exchange, customers, options);
}

/** A table as one would write it by hand: its ids unique, and every other index that ours has; with all rows that ours holds. */
async function makeTwin(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ indexdef: string }>(`select indexdef from pg_indexes where tablename = 'behaviour_event' and indexname <> 'behaviour_event_pkey'`);
  await client.query(`set maintenance_work_mem = '1GB'; drop table if exists twin_event; create table twin_event (like behaviour_event including defaults)`);
  await client.query('insert into twin_event select * from behaviour_event');
  await client.query('alter table twin_event add primary key (id)');
  for (const [at, { indexdef }] of rows.entries()) await client.query(indexdef.replace(/INDEX \S+ ON (ONLY )?\S+ /, `INDEX twin_event_${at} ON twin_event `));
  await client.query('vacuum analyze twin_event');
}

/** What was told during the measures is taken back, so that a database that is kept stays as it was generated. */
async function takeBack(client: pg.Client, since: Date): Promise<void> {
  await client.query('set session_replication_role = replica; drop table if exists twin_event');
  const { rows: [row] } = await client.query<{ ids: string[] | null }>(
    `with gone as (delete from behaviour_event where occurred_at >= $1 returning id, customer_id), keys as (delete from event_key k using gone g where g.id = k.id) select array_agg(distinct customer_id) as ids from gone`, [new Date(since.getTime() - 60_000)]);
  await client.query('select event_times_refresh($1)', [row?.ids ?? []]);
  await client.query('delete from interest_due');
}

/** What one side of a round took: seconds by the clock, and milliseconds of a core, its share of this process and of PostgreSQL together. */
interface Took {
  seconds: number;
  nodeMs: number;
  postgresMs: number;
}

/** The product, and COPY of the events it stored. */
interface Round {
  ours: Took;
  theirs: Took;
}

async function rounds(name: string, { app, viewer, url }: Exchange, customers: readonly string[], { rows, rounds: count }: BenchOptions): Promise<void> {
  const [ingest, database] = [app.get(IngestService), app.get(Database)];
  const all: Round[] = [];
  for (let round = 0; round <= count; round++) {
    const batches = Array.from({ length: Math.ceil(rows / BATCH) }, () => eventsOf(customers, BATCH).map((event) => ({ ...event, occurredAt: new Date(event.occurredAt) })));
    const ours = { seconds: 0, nodeMs: 0, postgresMs: 0 };
    const writers = await on(url, (client) => writersOf(client));
    for (const batch of batches) await timed(ours, writers, () => inBackground(() => database.work(viewer, 'ingestEvents', () => ingest.take({ viewer, siteId: null }, batch))));
    const theirs = await on(url, (client) => copied(client, batches.map((batch) => batch.map(({ id }) => id))));
    if (round > 0) all.push({ ours, theirs });
  }
  const middle = (of: (one: Round) => number): number => median(all.map(of)) ?? 0;
  const events = Math.ceil(rows / BATCH) * BATCH;
  const side = (of: keyof Round): string => `${(events / middle((one) => one[of].seconds)).toFixed(0)} rows/s (${((middle((one) => one[of].nodeMs) * 1000) / events).toFixed(1)} us node, ${((middle((one) => one[of].postgresMs) * 1000) / events).toFixed(1)} us postgres a row)`;
  say(`${name}: ${events} events in calls of ${BATCH}, product ${side('ours')}, COPY of the same stored events ${side('theirs')}, ${count} rounds`);
  const cpu = ({ nodeMs, postgresMs }: Took): number => nodeMs + postgresMs;
  say(`ratio ${name} ${middle((one) => one.theirs.seconds / one.ours.seconds).toFixed(2)} by rows a second, ${middle((one) => cpu(one.theirs) / cpu(one.ours)).toFixed(2)} by cpu with postgres`);
}

/** Adds what a call takes: of this process all, of PostgreSQL the given sessions. */
async function timed(took: Took, sessions: readonly number[], run: () => Promise<unknown>): Promise<void> {
  const [postgres, node, begun] = [coreMsOf(sessions), process.cpuUsage(), performance.now()];
  await run();
  took.seconds += (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(node);
  took.nodeMs += (user + system) / 1000;
  took.postgresMs += coreMsOf(sessions) - postgres;
}

async function copied(client: pg.Client, batches: readonly (readonly string[])[]): Promise<Took> {
  const took = { seconds: 0, nodeMs: 0, postgresMs: 0 };
  const { rows: [own] } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  for (const ids of batches) {
    const events = await stored(client, ids);
    await timed(took, [own!.pid], () => pipeline(Readable.from([events]), client.query(copyFrom('copy twin_event from stdin'))));
  }
  return took;
}

async function stored(client: pg.Client, ids: readonly string[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(copyTo(`copy (select * from behaviour_event where occurred_at > now() - interval '1 hour' and id = any('{${ids.join(',')}}'::uuid[])) to stdout`))) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A steady stream in calls of some, as a server sends it; one event of each call is watched until its interest can be read. */
async function steadily({ url }: Exchange, customers: readonly string[], env: Readonly<Record<string, string>>, { rate, duration }: BenchOptions): Promise<void> {
  // What the rounds before have left to compute is not waited for here.
  await on(url, (client) => client.query('set session_replication_role = replica; delete from interest_due'));
  const product = await apart('product', { ...env, DEMO: 'none', PORT: '0', NODE_ENV: 'production', TRUSTED_DOCUMENTS: 'on', REQUESTS_PER_MINUTE: '1000000', REQUESTS_IN_FLIGHT: '1000', DATABASE_URL: url });
  try {
    const cookie = await sessionOf(url, ADMIN);
    await keepDocuments(url, { [hashOf(INGEST)]: INGEST });
    const stream = new Stream(product.url, cookie, customers);
    const { lags, lost } = await on(url, (client) => stream.run(client, { rate, duration }));
    const at = (share: number): string => `${((quantile(lags, share) ?? 0) / 1000).toFixed(2)} s`;
    say(`event-profile: ${rate} events/s wanted for ${duration} s, ${(stream.accepted / stream.seconds).toFixed(0)} events/s taken on ${customers.length} customers; ${stream.accepted} accepted, ${stream.refused} refused, ${stream.failed} calls failed`);
    say(`event-profile lag from acceptance to the interest readable: p50 ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)}; ${lags.length} watched, ${lost} lost`);
  } finally {
    await product.stop();
  }
}

class Stream {
  accepted = 0;
  refused = 0;
  failed = 0;
  seconds = 0;
  private readonly awaited: Awaited[] = [];
  private readonly lags: number[] = [];
  private readonly under = new Set<Promise<void>>();

  constructor(
    private readonly url: string,
    private readonly cookie: string,
    private readonly customers: readonly string[],
  ) {}

  /** Sends by the clock, whatever the answers do, and watches meanwhile. */
  async run(client: pg.Client, { rate, duration }: { rate: number; duration: number }): Promise<{ lags: number[]; lost: number }> {
    const begun = performance.now();
    const calls = duration * CALLS_A_SECOND;
    let sent = 0;
    for (let looked = 0; sent < calls || this.under.size > 0 || this.waits(); looked = performance.now()) {
      for (const due = ((performance.now() - begun) / 1000) * CALLS_A_SECOND; sent < Math.min(due, calls); sent++) this.begin(Math.round(rate / CALLS_A_SECOND));
      await this.look(client);
      if (sent >= calls && this.under.size === 0 && this.seconds === 0) this.seconds = (performance.now() - begun) / 1000;
      await new Promise((next) => setTimeout(next, Math.max(1, LOOK_MS - (performance.now() - looked))));
    }
    return { lags: this.lags, lost: this.awaited.length };
  }

  private waits(): boolean {
    return this.awaited.some(({ accepted }) => performance.now() - accepted < PATIENCE_MS);
  }

  private begin(count: number): void {
    const call: Promise<void> = this.send(eventsOf(this.customers, count)).catch(() => void (this.failed += 1)).finally(() => this.under.delete(call));
    this.under.add(call);
  }

  private async send(events: readonly Sent[]): Promise<void> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'x-requested-with': 'dossier', 'sec-fetch-site': 'same-origin', cookie: this.cookie },
      body: JSON.stringify({ documentId: hashOf(INGEST), variables: { events } }),
    });
    const { data } = (await answer.json()) as { data: { ingestEvents: { accepted: number; refused: number } | null } | null };
    if (!data?.ingestEvents) throw new Error(`ingestEvents answered ${answer.status}`);
    this.accepted += data.ingestEvents.accepted;
    this.refused += data.ingestEvents.refused;
    const [watched] = events;
    if (watched) this.awaited.push({ customer: watched.customerId, topic: idOf(watched.topics[0]!), at: watched.occurredAt, accepted: performance.now() });
  }

  private async look(client: pg.Client): Promise<void> {
    if (this.awaited.length === 0) return;
    const asked = [...this.awaited];
    const { rows } = await client.query<{ place: string }>(
      `select x.place from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) with ordinality x(customer, topic, at, place) join customer_interest i on i.customer_id = x.customer and i.topic_id = x.topic and i.last_at >= x.at`,
      [asked.map(({ customer }) => customer), asked.map(({ topic }) => topic), asked.map(({ at }) => at)],
    );
    const now = performance.now();
    for (const { place } of rows) {
      const found = asked[Number(place) - 1]!;
      this.lags.push(now - found.accepted);
      this.awaited.splice(this.awaited.indexOf(found), 1);
    }
  }
}
