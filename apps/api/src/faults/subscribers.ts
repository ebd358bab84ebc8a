import { fork, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type pg from 'pg';
import type { Opening, Seen } from './ears';
import { atLeast, atMost, exactly, told, type Fault, type FaultOptions, type Figures } from './figures';
import { Asker } from './load';
import { dataFolder, forSeconds, memoryOf, onDatabase, startProduct, type Running } from './process';
import { pause, until } from './waiting';

/** Each person has so many windows open. */
const WINDOWS = 40;
const EDITS = 20;
const DEAF = 20;
const TAGS = 100;

interface Company {
  /** Sessions of people of two teams, in turns: those of the first reach the customers that are edited. */
  cookies: string[];
  customers: { id: string; version: number }[];
}

async function inWork(dataDir: string, run: (client: pg.Client) => Promise<void>): Promise<void> {
  await onDatabase(dataDir, async (client) => {
    await client.query('begin');
    await client.query(`select set_config('app.request_id', 'faults', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'faults', true)`);
    await run(client);
    await client.query('commit');
  });
}

/** Two teams with their people and sessions, customers of the first team, and tags. */
async function found(dataDir: string, people: number): Promise<Company> {
  const tokens = Array.from({ length: people }, () => randomBytes(32).toString('base64url'));
  const company: Company = { cookies: tokens.map((token) => `dossier=${token}`), customers: [] };
  await inWork(dataDir, async (client) => {
    const { rows: teams } = await client.query<{ id: string }>(`insert into team (id, name, path) select id, 'faults ' || n, array[id] from (select gen_random_uuid() as id, n from generate_series(1, 2) n) x returning id`);
    const { rows: users } = await client.query<{ id: string }>(`insert into app_user (id, name, email) select gen_random_uuid(), 'listener ' || n, 'listener' || n || '@faults.example' from generate_series(1, $1) n returning id`, [people]);
    const ids = users.map(({ id }) => id);
    await client.query('insert into team_member (team_id, user_id) select ($1::uuid[])[1 + (at - 1) % 2], id from unnest($2::uuid[]) with ordinality u(id, at)', [teams.map(({ id }) => id), ids]);
    await client.query(`insert into user_role (user_id, role_id) select u, r.id from unnest($1::uuid[]) u, role r where r.code = 'MARKETING_MANAGER'`, [ids]);
    await client.query(
      `insert into session (id, user_id, token_hash, rights_version, expires_at) select gen_random_uuid(), u.id, h, u.rights_version, now() + interval '1 hour' from unnest($1::uuid[], $2::bytea[]) x(id, h) join app_user u on u.id = x.id`,
      [ids, tokens.map((token) => createHash('sha256').update(token).digest())],
    );
    await client.query('insert into session_seen (session_id, at) select id, now() from session where user_id = any($1)', [ids]);
    const { rows } = await client.query<{ id: string; version: number }>(`insert into customer (id, name, team_id) select gen_random_uuid(), 'told ' || n, $1 from generate_series(1, $2) n returning id, version`, [teams[0]!.id, EDITS]);
    company.customers = rows;
    await client.query(`insert into tag (id, name) select gen_random_uuid(), 'faults ' || n from generate_series(1, $1) n`, [TAGS]);
  });
  return company;
}

/** A process of listeners. */
class Ears {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork(join(import.meta.dirname, 'faults', 'ears.mjs'), { stdio: 'inherit' });
  }

  open(opening: Opening): Promise<Seen> {
    return this.answer(opening);
  }

  report(): Promise<Seen> {
    return this.answer('report');
  }

  async resume(): Promise<void> {
    await this.answer('resume');
  }

  end(): void {
    this.child.send('end');
  }

  private answer(message: Opening | 'report' | 'resume'): Promise<Seen> {
    return new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error('a process of listeners ended'));
      this.child.once('exit', ended);
      this.child.once('message', (seen) => {
        this.child.off('exit', ended);
        resolve(seen as Seen);
      });
      this.child.send(message);
    });
  }
}

/** Edits one customer after the other, and tells when each was begun. */
async function edit(product: Running, { customers }: Company, every: number): Promise<Map<string, number>> {
  const asker = await new Asker(product.url).signIn();
  const begun = new Map<string, number>();
  for (const { id, version } of customers) {
    begun.set(`${id}:${version + 1}`, Date.now());
    const { code } = await asker.ask('mutation($id: ID!, $version: Int!, $input: CustomerInput!) { updateCustomer(id: $id, version: $version, input: $input) { id } }', { id, version, input: { city: 'told' } });
    if (code) throw new Error(`An edit was refused: ${code}`);
    await pause(every);
  }
  asker.end();
  return begun;
}

/** Tells the deaf more than they can leave lying. */
async function flood(dataDir: string): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    await inWork(dataDir, async (client) => void (await client.query(`update tag set name = 'faults ' || $1::text || substr(id::text, 1, 8), version = version + 1 where name like 'faults %'`, [round])));
    // Longer than a round of telling: what came together would be told as "many", and nobody would choke on that.
    await pause(120);
  }
}

const share = (sorted: readonly number[], part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

function delaysOf(seen: readonly Seen[], begun: ReadonlyMap<string, number>): number[] {
  const delays: number[] = [];
  for (const { heard } of seen) for (const [key, moments] of Object.entries(heard)) for (const moment of moments) if (begun.has(key)) delays.push(moment - begun.get(key)!);
  return delays.sort((a, b) => a - b);
}

interface Crowd {
  company: Company;
  ears: readonly Ears[];
  deaf: Ears;
}

interface Course {
  opened: number;
  openedIn: number;
  deafOpened: number;
  /** Memory at rest before and with all of them, and the most under events. */
  memory: { before: number; idle: number; most: number };
  begun: ReadonlyMap<string, number>;
}

/** Everybody opens and listens, rows are edited, and the deaf are told more than they take. */
async function happen(product: Running, dataDir: string, { company, ears, deaf }: Crowd): Promise<Course> {
  const half = Math.ceil(company.cookies.length / 4) * 2;
  const before = memoryOf(product.pid);
  const opening = (cookies: string[]): Opening => ({ url: product.url, cookies, each: WINDOWS, types: ['Customer', 'Order', 'Notification'], subscriptions: 1, isDeaf: false });
  const since = performance.now();
  const opened = await Promise.all([ears[0]!.open(opening(company.cookies.slice(0, half))), ears[1]!.open(opening(company.cookies.slice(half)))]);
  const openedIn = (performance.now() - since) / 1_000;
  const deafOpened = await deaf.open({ ...opening(company.cookies.slice(0, DEAF)), each: 1, types: ['Tag'], subscriptions: 20, isDeaf: true });
  await forSeconds(6);
  const idle = memoryOf(product.pid);
  const begun = await edit(product, company, 300);
  await forSeconds(3);
  const busy = memoryOf(product.pid);
  await flood(dataDir);
  await forSeconds(2);
  await deaf.resume();
  // Who was dropped learns of it when all that was on the way has been read.
  await until(async () => (await deaf.report()).closed >= deafOpened.open, 20_000, 500).catch(() => undefined);
  return { opened: opened.reduce((sum, { open }) => sum + open, 0), openedIn, deafOpened: deafOpened.open, memory: { before, idle, most: Math.max(idle, busy, memoryOf(product.pid)) }, begun };
}

/** Thousands of windows listen; rows change that half of them may see; some do not take what they are told. */
async function measured(product: Running, dataDir: string, people: number): Promise<Figures> {
  const crowd: Crowd = { company: await found(dataDir, people), ears: [new Ears(), new Ears()], deaf: new Ears() };
  try {
    const course = await happen(product, dataDir, crowd);
    const [seen, deafSeen] = [await Promise.all(crowd.ears.map((one) => one.report())), await crowd.deaf.report()];
    return figuresOf(course, { seen, deafSeen, people });
  } finally {
    for (const one of [...crowd.ears, crowd.deaf]) one.end();
  }
}

function figuresOf({ opened, openedIn, deafOpened, memory, begun }: Course, { seen, deafSeen, people }: { seen: readonly Seen[]; deafSeen: Seen; people: number }): Figures {
  const delays = delaysOf(seen, begun);
  const foreign = seen.flatMap(({ byCookie }) => byCookie.filter((count, at) => count && at % 2 === 1)).length;
  const wanted = Math.ceil(people / 2) * WINDOWS;
  const deaf = Math.min(DEAF, people);
  return [
    exactly('windows that listen', opened, people * WINDOWS),
    told('opened and signed in within', openedIn, 's'),
    told('memory of the product before', memory.before, 'MB'),
    told('memory with all of them, at rest', memory.idle, 'MB'),
    atMost('memory with all of them, under events', memory.most, 600, 'MB'),
    exactly('changes told to those who reach the row', delays.length, wanted * EDITS),
    exactly('people out of reach who heard of one', foreign, 0),
    told('from the press of the button to half of them', share(delays, 0.5), 'ms'),
    atMost('to 99 of 100 of them', share(delays, 0.99), 3_000, 'ms'),
    told('to the last', delays.at(-1) ?? 0, 'ms'),
    exactly('windows that took nothing', deafOpened, deaf),
    exactly('of those, dropped', deafSeen.closed, deaf),
    exactly('others that were closed', seen.reduce((sum, { closed, failed }) => sum + closed + failed, 0), 0),
    atLeast('changes that each of the first heard', delays.length / wanted, EDITS),
  ];
}

async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  // The process that loads the demo has grown by it: what is measured is one that found its data there.
  await (await startProduct(dataDir)).stop();
  const product = await startProduct(dataDir);
  try {
    return await measured(product, dataDir, small ? 8 : 250);
  } finally {
    await product.stop();
    remove();
  }
}

/** Ten thousand windows listen at once. */
export const subscribers: Fault = { name: 'subscribers', title: 'Ten thousand listeners, some of them deaf', run };
