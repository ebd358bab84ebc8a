import { atLeast, atMost, exactly, told, type Fault, type FaultOptions, type Figures } from './figures';
import { Asker } from './load';
import { dataFolder, onDatabase, startProduct, type Running } from './process';
import { pause, until } from './waiting';

const CALENDAR = 'mutation($i: WorkCalendarInput!) { saveWorkCalendar(input: $i) { id } }';
const PEOPLE = '{ assignees { userId openLeads whyNot } }';
const PROFILE = 'mutation($i: SalesProfileInput!) { saveSalesProfile(input: $i) { id } }';
const CREATE = 'mutation($i: AssignmentPolicyInput!) { createAssignmentPolicy(input: $i) { id } }';
const ACTIVATE = 'mutation($id: ID!) { activateAssignmentPolicy(id: $id) { id } }';
const PATIENCE = 300_000;
const BATCHES = 4;
/** The part of the leads for which there is room: the others must wait, whoever looks at them. */
const ROOM = 0.7;
const ALWAYS = Array.from({ length: 7 }, (_, at) => ({ weekday: at + 1, hours: [{ from: '00:00', to: '24:00' }] }));

interface Person { userId: string; openLeads: number; whyNot: string | null }

const counted = (dataDir: string, text: string, values: unknown[] = []): Promise<number> => onDatabase(dataDir, async (client) => Number((await client.query(text, values)).rows[0].count));

async function asked<T>(asker: Asker, query: string, variables: object = {}): Promise<T> {
  const { data, code, text } = await asker.ask(query, variables);
  if (!data) throw new Error(`${code} ${text.slice(0, 300)}`);
  return data as T;
}

/** Everybody works day and night and has the same room; one rule names them all. Gives how many leads they can take. */
async function company(asker: Asker, leads: number): Promise<number> {
  await asked(asker, CALENDAR, { i: { week: ALWAYS } });
  const people = (await asked<{ assignees: Person[] }>(asker, PEOPLE)).assignees;
  const room = Math.ceil((leads * ROOM) / people.length);
  for (const { userId, openLeads } of people) await asked(asker, PROFILE, { i: { userId, openCap: openLeads + room } });
  const { createAssignmentPolicy } = await asked<{ createAssignmentPolicy: { id: string } }>(asker, CREATE, { i: { name: 'two at it', rules: [{ name: 'all', shares: people.map(({ userId }) => ({ userId })) }] } });
  await asked(asker, ACTIVATE, { id: createAssignmentPolicy.id });
  return room * (await asked<{ assignees: Person[] }>(asker, PEOPLE)).assignees.filter(({ whyNot }) => whyNot === null).length;
}

/** So many prospects with a lead each that nobody owns. */
async function comeIn(dataDir: string, from: number, count: number): Promise<void> {
  await onDatabase(dataDir, async (client) => {
    await client.query('begin');
    await client.query(`select set_config('app.request_id', 'faults', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'faults', true)`);
    await client.query(`insert into customer (id, archive_no, name, stage) select md5('two c' || n)::uuid, 'TWO-' || n, 'two ' || n, 'PROSPECT' from generate_series($1::int, $2::int) n`, [from, from + count - 1]);
    await client.query(`insert into lead (id, customer_id, origin, opened_on) select md5('two l' || n)::uuid, md5('two c' || n)::uuid, 'FORM', current_date from generate_series($1::int, $2::int) n`, [from, from + count - 1]);
    await client.query('commit');
  });
}

/** Whether somebody waits for the turn that another has, looked at as often as it goes until all leads have been decided. */
async function watched(dataDir: string): Promise<number> {
  let met = 0;
  await onDatabase(dataDir, async (client) => {
    const isOpen = async (): Promise<boolean> => Number((await client.query(`select count(*) from lead l where l.owner_id is null and l.pool_id is null and l.status = 'OPEN' and l.archived_at is null and not exists (select 1 from lead_wait w where w.lead_id = l.id)`)).rows[0].count) > 0;
    for (const end = Date.now() + PATIENCE; Date.now() < end && (await isOpen()); await pause(5)) {
      const { rows } = await client.query(`select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and wait_event = 'advisory' and query like '%leads.assign%'`);
      met += Number(rows[0].count > 0);
    }
  });
  return met;
}

/** Two processes of the product give the same waiting leads at the same time: each is given once, and nobody more than they may have. */
async function run({ small }: FaultOptions): Promise<Figures> {
  const { path: dataDir, remove } = dataFolder();
  const running: Running[] = [];
  const leads = small ? 1_200 : 10_000;
  try {
    running.push(await startProduct(dataDir));
    running.push(await startProduct(dataDir));
    const askers = await Promise.all(running.map(({ url }) => new Asker(url).signIn()));
    const room = await company(askers[0]!, leads);
    const first = (await asked<{ assignees: Person[] }>(askers[0]!, PEOPLE)).assignees[0]!;
    // A change of a profile makes the process that takes it look at all that wait: asked of both at once.
    const both = (cap: number): Promise<unknown> => Promise.all(askers.map((asker) => asked(asker, PROFILE, { i: { userId: first.userId, openCap: cap } }).catch(() => undefined)));
    const cap = await counted(dataDir, 'select open_cap as count from sales_profile where user_id = $1', [first.userId]);
    let met = 0;
    for (let batch = 0; batch < BATCHES; batch += 1) {
      await comeIn(dataDir, 1 + (batch * leads) / BATCHES, leads / BATCHES);
      const watching = watched(dataDir);
      await both(cap);
      met += await watching;
    }
    await until(async () => (await counted(dataDir, `select count(*)::int as count from lead where id = any(select md5('two l' || n)::uuid from generate_series(1, $1::int) n) and owner_id is null`, [leads])) <= leads - room, PATIENCE, 200).catch(() => undefined);
    askers.forEach((asker) => asker.end());
    return [
      told('leads', leads), told('room for', room), told('times one process was seen to wait for its turn', met), atLeast('both at it', Number(met > 0), 1),
      exactly('leads given more than once', await counted(dataDir, `select count(*)::int as count from (select lead_id from lead_decision where owner_id is not null group by lead_id having count(*) > 1) x`), 0),
      exactly('decisions that gave', await counted(dataDir, `select count(*)::int as count from lead_decision where owner_id is not null and act = 'RULE'`), room),
      exactly('leads with an owner but no decision', await counted(dataDir, `select count(*)::int as count from lead l where l.id = any(select md5('two l' || n)::uuid from generate_series(1, $1::int) n) and l.owner_id is not null and not exists (select 1 from lead_decision d where d.lead_id = l.id and d.owner_id = l.owner_id)`, [leads]), 0),
      exactly('people over their cap', await counted(dataDir, `select count(*)::int as count from sales_profile p where p.open_cap < (select count(*) from lead l where l.owner_id = p.user_id and l.status = 'OPEN' and l.archived_at is null)`), 0),
      atMost('most to fewest given', await counted(dataDir, `select max(c)::float8 / min(c) as count from (select count(*) as c from lead_decision where act = 'RULE' group by owner_id) x`), 1.2),
      exactly('leads that neither wait nor have an owner', await counted(dataDir, `select count(*)::int as count from lead l where l.owner_id is null and l.pool_id is null and l.status = 'OPEN' and l.archived_at is null and not exists (select 1 from lead_wait w where w.lead_id = l.id)`), 0),
    ];
  } finally {
    for (const product of running) await product.stop();
    remove();
  }
}

export const twoAssigners: Fault = { name: 'two-assigners', title: 'Two processes give the same waiting leads to people', run };
