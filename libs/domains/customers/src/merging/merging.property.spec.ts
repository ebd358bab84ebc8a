import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { jobViewer } from '@dossier/kernel/access';
import { CryptoPool, encryptField, PersonKeys } from '@dossier/kernel/crypto';
import { currentWork, Database } from '@dossier/kernel/data';
import { Worker } from '@dossier/kernel/events';
import { startApi, staff, teamId, type Api } from '@dossier/kernel/testing';
import { customerFollowers, customerParts, type CustomerPart } from './parts';
import { insertInto } from './part.rows';
import { Merger } from './merger';

const GRAPHS = 1_000;
const ROUNDS = 3;
/** So many graphs share a statement. */
const TOGETHER = 250;
/** The same graphs in every run. */
const SEED = 20_261_122;

let api: Api;
let random: () => number;

/** Numbers that come again with their seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const below = (count: number): number => Math.floor(random() * count);
const oneOf = <T>(list: readonly T[]): T => list[below(list.length)]!;
const shuffled = <T>(list: readonly T[]): T[] => list.map((one) => [random(), one] as const).sort(([a], [b]) => a - b).map(([, one]) => one);

const viewer = jobViewer('spec', ['job.upkeep'], 'spec');
const work = <R>(run: () => Promise<R>): Promise<R> => api.app.get(Database).work(viewer, 'spec', run);
const ask = <R extends Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<R[]> => currentWork().query<R>(text, values);

interface Graph {
  ids: string[];
  roots: Set<string>;
  /** Active merges: absorbed record and where it went. */
  edges: { id: string; parent: string; child: string }[];
}

const rootIn = ({ edges }: Graph, id: string): string => {
  const up = edges.find(({ child }) => child === id);
  return up ? rootIn({ edges } as Graph, up.parent) : id;
};

const owners = staff.filter(({ team }) => team === 'EAST' || team === 'SOUTH');
const CITIES = ['上海', '杭州', '苏州', null];

async function makeGraphs(): Promise<Graph[]> {
  const tags = await ask<{ id: string }>(`insert into tag (id, name) select gen_random_uuid(), 'T' || n from generate_series(1, 5) n returning id`);
  const graphs = Array.from({ length: GRAPHS }, () => {
    const ids = Array.from({ length: 3 + below(4) }, () => randomUUID());
    return { ids, roots: new Set(ids), edges: [] };
  });
  const rows = graphs.flatMap(({ ids }) => ids.map((id, at) => {
    const owner = oneOf(owners);
    const city = oneOf(CITIES);
    return {
      id, name: random() < 0.1 ? null : `客户${below(1_000_000)}`, family_name: random() < 0.5 ? '王' : null, city, region: city && '华东', country: city && 'CN', gender: oneOf(['UNKNOWN', 'FEMALE', 'MALE']),
      birth_date: random() < 0.5 ? `19${60 + below(40)}-0${1 + below(9)}-11` : null, birth_precision: 'FULL', birth_calendar: 'SOLAR', stage: oneOf(['PROSPECT', 'ACTIVE', 'LOST']), owner_id: owner.id, team_id: teamId(owner.team),
      tag_ids: tags.filter(() => random() < 0.4).map((tag) => tag.id), external_source: random() < 0.7 ? 'spec' : null, external_key: random() < 0.7 ? `${id}-${at}` : null, custom: random() < 0.5 ? { size: below(50), note: 'x' } : null,
      archive_no: `P-${id}`,
    };
  }));
  const columns = Object.keys(rows[0]!).join(', ');
  await ask(`insert into customer (${columns}) select ${columns} from jsonb_populate_recordset(null::customer, $1::jsonb)`, [JSON.stringify(rows)]);
  return graphs;
}

interface Added { customer: string; side: string | null; row: string }

/** Keys of the persons of these graphs, made here so that the spec can seal and open by itself. */
const keys = new Map<string, Buffer>();
async function makeKeys(ids: readonly string[]): Promise<void> {
  const people = api.app.get(PersonKeys);
  const made = ids.map((id) => ({ id, ...people.make(id) }));
  for (const { id, key } of made) keys.set(id, key);
  await ask('insert into customer_key (customer_id, wrapped, key_version) select x.id, x.wrapped, 1 from unnest($1::uuid[], $2::bytea[]) x(id, wrapped)', [made.map(({ id }) => id), made.map(({ wrapped }) => wrapped)]);
}

const parts = (): CustomerPart[] => [...customerParts()];
const statements = new Map<string, string>();
const nameOf = ({ table, column = 'customer_id' }: CustomerPart): string => `${table}.${column}`;
const places = new Map<string, string>();

/** One row in each part for each of these customers and sides; what is sealed holds the id of its row. */
async function addRows(list: readonly { customer: string; side: string | null }[]): Promise<void> {
  for (const part of parts()) {
    if (part.column !== undefined && part.column !== 'customer_id' && [...statements.keys()].some((name) => name.startsWith(`${part.table}.`) && name !== nameOf(part))) continue;
    const text = statements.get(nameOf(part)) ?? (await insertInto(part, ask));
    statements.set(nameOf(part), text);
    const rows: Added[] = list.filter(() => random() < 0.3).map((one) => ({ ...one, row: randomUUID() }));
    const seals = rows.map(({ customer, row }) => (part.sealed?.[0] ? encryptField(keys.get(customer)!, row, { table: part.table, column: part.sealed[0], rowId: row }) : null));
    const made = new Set((await ask<{ id: string }>(text, [rows.map(({ customer }) => customer), rows.map(({ side }) => side), rows.map(({ row }) => row), seals])).map(({ id }) => id));
    for (const { customer, side, row } of rows) if (made.has(row)) places.set(`${part.table} ${row}`, side ?? customer);
  }
}

/** Contacts as people have them: one leads for its kind, and two sides may hold the same number. */
async function addContacts(graphs: readonly Graph[]): Promise<void> {
  const rows = graphs.flatMap(({ ids }) => {
    const shared = `same-${randomUUID()}`;
    return ids.flatMap((customer) => Array.from({ length: below(3) }, (_, at) => ({ customer, row: randomUUID(), value: random() < 0.3 ? shared : `own-${randomUUID()}`, primary: at === 0, kind: 'PHONE' })));
  });
  await ask(
    `insert into customer_identity (id, customer_id, kind, value_cipher, blind_index, is_primary) select x.row, x.customer, x.kind, x.cipher, decode(md5(x.value), 'hex'), x.leads
      from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::text[], $6::bool[]) x(row, customer, kind, cipher, value, leads)`,
    [rows.map(({ row }) => row), rows.map(({ customer }) => customer), rows.map(({ kind }) => kind), rows.map(({ customer, row }) => encryptField(keys.get(customer)!, row, { table: 'customer_identity', column: 'value_cipher', rowId: row })),
      rows.map(({ value }) => value), rows.map(({ primary }) => primary)]);
}

const VOLATILE = ['version', 'updated_at', 'refreshed_at', 'name_key', 'search_grams', 'search_text', 'at', 'entry_id'];

/** Everything as it stands: customers, and the rows of every part with their sealed values opened. */
async function picture(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { id, row } of await ask<{ id: string; row: object }>(`select id, to_jsonb(c) - $1::text[] as row from customer c where archive_no like 'P-%'`, [VOLATILE])) found.set(`customer ${id}`, JSON.stringify(row));
  for (const { id, row } of await ask<{ id: string; row: object }>(`select s.customer_id as id, to_jsonb(s) - $1::text[] as row from customer_summary s join customer c on c.id = s.customer_id where c.archive_no like 'P-%'`, [VOLATILE])) found.set(`summary ${id}`, JSON.stringify(row));
  for (const table of new Set(parts().map((part) => part.table))) {
    const part = parts().find((one) => one.table === table)!;
    const sealed = part.sealed?.[0];
    const own = part.column ?? 'customer_id';
    const rows = await ask<{ id: string; row: object; cipher: Buffer | null; wrapped: Buffer | null; person: string }>(
      `select t.id, to_jsonb(t) - $1::text[] as row, ${sealed ? `t.${sealed}` : 'null::bytea'} as cipher, k.wrapped, t.${own} as person from ${table} t join customer c on c.id = t.${own} left join customer_key k on k.customer_id = c.id where c.archive_no like 'P-%'`,
      [[...VOLATILE, ...(part.sealed ?? [])]]);
    const opened = rows.filter(({ cipher }) => cipher !== null);
    const texts = await api.app.get(CryptoPool).decryptBatch(opened.map(({ id, cipher, wrapped, person }) => ({ personId: person, wrapped: wrapped!, fields: [{ table, column: sealed!, rowId: id, cipher: cipher! }] })));
    const textOf = new Map(opened.map(({ id }, at) => [id, texts[at]![0]!]));
    for (const { id, row } of rows) found.set(`${table} ${id}`, JSON.stringify({ ...row, sealed: textOf.get(id) ?? null }));
  }
  return found;
}

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).map((name) => `${name}\n  was ${before.get(name)}\n  is  ${after.get(name)}`);
}

async function mergeSome(graphs: readonly Graph[]): Promise<void> {
  const wishes = graphs.flatMap((graph) => {
    const [survivor, ...rest] = shuffled([...graph.roots]);
    if (rest.length === 0 || random() < 0.25) return [];
    const absorbed = rest.slice(0, random() < 0.3 ? 2 : 1);
    const all = [survivor!, ...absorbed];
    const choices = ['name', 'place', 'birth', 'owner', 'contact.PHONE'].filter(() => random() < 0.5).map((field) => ({ field, rule: 'MANUAL' as never, side: oneOf(all) }));
    return [{ graph, survivor: survivor!, absorbed, choices }];
  });
  const edges = await api.app.get(Merger).join(wishes, { batchId: null, by: null });
  for (const { graph, absorbed } of wishes) {
    for (const id of absorbed) {
      graph.roots.delete(id);
      graph.edges.push(edges.find(({ child }) => child === id)!);
    }
  }
}

async function cutSome(graphs: readonly Graph[], likely: number): Promise<boolean> {
  const cuts = graphs.flatMap((graph) => (graph.edges.length > 0 && random() < likely ? [{ graph, edge: oneOf(graph.edges) }] : []));
  await api.app.get(Merger).cut(cuts.map(({ edge }) => edge.id), null);
  for (const { graph, edge } of cuts) {
    graph.edges.splice(graph.edges.indexOf(edge), 1);
    graph.roots.add(edge.child);
  }
  return graphs.some(({ edges }) => edges.length > 0);
}

/** What comes in while records are merged: by the standing one itself, or by the key of any of its sides. */
async function arrive(graphs: readonly Graph[]): Promise<void> {
  const list = graphs.filter(() => random() < 0.2).map((graph) => {
    const id = oneOf(graph.ids);
    const root = rootIn(graph, id);
    return { customer: root, side: id === root ? null : id };
  });
  await addRows(list);
  await ask('select refresh_customer_summary($1::uuid[])', [list.map(({ customer }) => customer)]);
}

/** The row as it must stand when all is taken apart: with the record it came in for, and with that one's owner. */
function comeHome(added: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...added].flatMap(([name, home]) => {
    if (before.has(name)) return [];
    const row = JSON.parse(after.get(name) ?? 'null') as Record<string, unknown> | null;
    const part = parts().find(({ table }) => name.startsWith(`${table} `))!;
    const at = row?.[part.column ?? 'customer_id'];
    const owner = (JSON.parse(after.get(`customer ${home}`)!) as { owner_id: string }).owner_id;
    const isHome = at === home && row?.[part.sideColumn ?? 'side_id'] === null && (!part.reach || row['owner_id'] === owner) && (!part.sealed?.[0] || row['sealed'] === name.split(' ')[1]);
    return isHome ? [] : [`${name} is not with ${home}: ${JSON.stringify(row)}`];
  });
}

beforeAll(async () => {
  api = await startApi();
  // Rows stand here that no verb has made: no job may judge them.
  await api.app.get(Worker).onApplicationShutdown();
  random = seeded(SEED);
});
afterAll(() => api?.close());

describe('tables that refer to a customer', () => {
  it('either move with it or say why they do not', async () => {
    const { rows } = await api.db.query<{ table: string; column: string }>(
      `select c.conrelid::regclass::text as table, a.attname as column from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
        where c.contype = 'f' and c.confrelid = 'customer'::regclass and c.conparentid = 0`);
    const moved = new Set(customerParts().flatMap(({ table, column = 'customer_id', sideColumn = 'side_id' }) => [`${table}.${column}`, `${table}.${sideColumn}`]));
    const forgotten = rows.map(({ table, column }) => `${table}.${column}`).filter((name) => !moved.has(name) && !customerFollowers().has(name.split('.')[0]!));
    expect(forgotten).toEqual([]);
  });
});

describe('merging and taking apart', () => {
  it(`leaves ${GRAPHS} graphs of customers as they were, whatever the order, and brings home what came between`, async () => {
    const graphs = await work(async () => {
      const made = await makeGraphs();
      await makeKeys(made.flatMap(({ ids }) => ids));
      await addContacts(made);
      await addRows(made.flatMap(({ ids }) => ids.filter(() => random() < 0.4).map((customer) => ({ customer, side: null }))));
      await ask(`select refresh_customer_summary(array(select id from customer where archive_no like 'P-%'))`);
      return made;
    });
    const before = await work(picture);
    for (let at = 0; at < graphs.length; at += TOGETHER) {
      const some = graphs.slice(at, at + TOGETHER);
      for (let round = 0; round < ROUNDS; round++) {
        await work(() => mergeSome(some));
        await work(() => arrive(some));
        await work(() => cutSome(some, 0.3));
      }
      while (await work(() => cutSome(some, 1)));
    }
    const after = await work(picture);
    const added = new Map([...places].filter(([name]) => !before.has(name)));
    expect(added.size).toBeGreaterThan(GRAPHS);
    expect(comeHome(added, before, after).slice(0, 3)).toEqual([]);
    const changed = new Map([...after].filter(([name]) => !added.has(name)));
    await work(async () => void (await ask(`select refresh_customer_summary(array(select id from customer where archive_no like 'P-%'))`)));
    const counted = await work(picture);
    expect(differences(new Map([...after].filter(([name]) => name.startsWith('summary'))), new Map([...counted].filter(([name]) => name.startsWith('summary')))).slice(0, 3)).toEqual([]);
    const steady = (of: ReadonlyMap<string, string>): Map<string, string> => new Map([...of].filter(([name]) => !name.startsWith('summary')));
    expect(differences(steady(before), steady(changed)).slice(0, 3)).toEqual([]);
  }, 900_000);
});
