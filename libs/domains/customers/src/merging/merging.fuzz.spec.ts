import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { jobViewer } from '@dossier/kernel/access';
import { encryptField, PersonKeys } from '@dossier/kernel/crypto';
import { currentWork, Database } from '@dossier/kernel/data';
import { Worker } from '@dossier/kernel/events';
import { startApi, staff, teamId, type Api } from '@dossier/kernel/testing';
import { Merger } from './merger';

const WORLDS = 200;
const STEPS = 24;
const FIELDS = ['name', 'city', 'owner'] as const;
type Field = (typeof FIELDS)[number];
const MERGE_FIELD: Readonly<Record<Field, string>> = { name: 'name', city: 'place', owner: 'owner' };

interface Phone { id: string; side: string; at: number; live: boolean }
interface Merge { id: string; parent: string; child: string; taken: ReadonlySet<Field> }

/** What ought to be, said another way: every edit is written to its side at once, and who shows what is found by going through the merges from the first to the last. */
class World {
  readonly own = new Map<string, Record<Field, string>>();
  readonly tags = new Map<string, Set<string>>();
  /** What each standing record bears now. What a tag's coming and going has come to is settled when records are merged or parted. */
  readonly borne = new Map<string, Set<string>>();
  readonly phones: Phone[] = [];
  readonly ownLead = new Map<string, Phone>();
  readonly lead = new Map<string, Phone | null>();
  merges: Merge[] = [];

  constructor(readonly ids: readonly string[]) {}

  roots(): string[] {
    return this.ids.filter((id) => !this.merges.some(({ child }) => child === id));
  }
  rootOf(id: string): string {
    const up = this.merges.find(({ child }) => child === id);
    return up ? this.rootOf(up.parent) : id;
  }
  tree(root: string): string[] {
    return this.ids.filter((id) => this.rootOf(id) === root);
  }
  holder(field: Field, root: string): string {
    const holders = new Map(this.ids.map((id) => [id, id]));
    for (const { parent, child, taken } of this.merges) if (taken.has(field)) holders.set(parent, holders.get(child)!);
    return holders.get(root)!;
  }
  shown(root: string): { name: string; city: string; owner: string; tags: string[]; phones: string[]; lead: string | null } {
    const value = (field: Field): string => this.own.get(this.holder(field, root))![field];
    return { name: value('name'), city: value('city'), owner: value('owner'), tags: [...this.borne.get(root)!].sort(), phones: this.livePhones(root).map(({ id }) => id).sort(), lead: this.lead.get(root)?.id ?? null };
  }
  union(root: string): Set<string> {
    return new Set(this.tree(root).flatMap((id) => [...this.tags.get(id)!]));
  }
  livePhones(root: string): Phone[] {
    return this.phones.filter(({ side, live }) => live && this.rootOf(side) === root).sort((a, b) => a.at - b.at);
  }
  note(root: string): void {
    const borne = this.borne.get(root)!;
    const before = this.union(root);
    for (const id of this.tree(root)) for (const tag of before) if (!borne.has(tag)) this.tags.get(id)!.delete(tag);
    for (const tag of borne) if (!before.has(tag)) this.tags.get(root)!.add(tag);
    const lead = this.lead.get(root);
    if (lead) this.ownLead.set(lead.side, lead);
  }
  merge(survivor: string, made: readonly Merge[]): void {
    const leads = [survivor, ...made.map(({ child }) => child)].map((id) => (this.note(id), this.lead.get(id)));
    this.merges.push(...made);
    this.lead.set(survivor, leads.find((lead) => lead) ?? null);
    this.borne.set(survivor, this.union(survivor));
  }
  unmerge(gone: Merge): void {
    const root = this.rootOf(gone.child);
    this.note(root);
    const old = this.lead.get(root);
    this.merges = this.merges.filter((merge) => merge !== gone);
    for (const part of [root, gone.child]) {
      this.borne.set(part, this.union(part));
      const order = [part, ...this.merges.map(({ child }) => child).filter((id) => this.rootOf(id) === part)];
      const kept = old && this.rootOf(old.side) === part ? old : order.map((id) => this.ownLead.get(id)).find((phone) => phone?.live);
      this.lead.set(part, kept ?? this.livePhones(part)[0] ?? null);
    }
  }
}

let api: Api;
let state = 7;
function random(): number {
  state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  return state / 4_294_967_296;
}
const below = (count: number): number => Math.floor(random() * count);
const oneOf = <T>(list: readonly T[]): T => list[below(list.length)]!;

const viewer = jobViewer('spec', ['job.upkeep'], 'spec');
const work = <R>(run: () => Promise<R>): Promise<R> => api.app.get(Database).work(viewer, 'spec', run);
const ask = <R extends Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<R[]> => currentWork().query<R>(text, values);
const owners = staff.filter(({ team }) => team === 'EAST' || team === 'SOUTH');
const teamOf = (owner: string): string => teamId(owners.find(({ id }) => id === owner)!.team);
const keys = new Map<string, Buffer>();
let tags: string[] = [];
let clock = 0;

async function makeWorlds(): Promise<World[]> {
  tags = (await ask<{ id: string }>(`insert into tag (id, name) select gen_random_uuid(), 'F' || n from generate_series(1, 4) n returning id`)).map(({ id }) => id);
  const worlds = Array.from({ length: WORLDS }, () => new World(Array.from({ length: 2 + below(4) }, () => randomUUID())));
  for (const world of worlds) {
    for (const id of world.ids) {
      world.own.set(id, { name: `N${below(1000)}`, city: oneOf(['沪', '杭', '苏']), owner: oneOf(owners).id });
      world.tags.set(id, new Set(tags.filter(() => random() < 0.4)));
      world.borne.set(id, new Set(world.tags.get(id)));
      world.lead.set(id, null);
    }
  }
  const rows = worlds.flatMap((world) => world.ids.map((id) => {
    const { name, city, owner } = world.own.get(id)!;
    return { id, archive_no: `F-${id}`, name, city, owner_id: owner, team_id: teamOf(owner), tag_ids: [...world.tags.get(id)!].sort(), kind: 'PERSON', gender: 'UNKNOWN', stage: 'PROSPECT' };
  }));
  const columns = Object.keys(rows[0]!).join(', ');
  await ask(`insert into customer (${columns}) select ${columns} from jsonb_populate_recordset(null::customer, $1::jsonb)`, [JSON.stringify(rows)]);
  const made = rows.map(({ id }) => ({ id, ...api.app.get(PersonKeys).make(id) }));
  for (const { id, key } of made) keys.set(id, key);
  await ask('insert into customer_key (customer_id, wrapped, key_version) select x.id, x.wrapped, 1 from unnest($1::uuid[], $2::bytea[]) x(id, wrapped)', [made.map(({ id }) => id), made.map(({ wrapped }) => wrapped)]);
  return worlds;
}

/** What one step does to one world: to the model at once, to the product together with the others. */
interface Step {
  rows: { id: string; name: string; city: string; owner_id: string; team_id: string; tag_ids: string[] }[];
  added: { phone: Phone; root: string }[];
  removed: Phone[];
  leads: { root: string; phone: Phone | null }[];
}

function edit(world: World, step: Step): void {
  const root = oneOf(world.roots());
  const kind = below(6);
  if (kind < 3) {
    const field = FIELDS[kind]!;
    world.own.get(world.holder(field, root))![field] = field === 'owner' ? oneOf(owners).id : field === 'city' ? oneOf(['沪', '杭', '苏', '甬', '锡']) : `E${(clock += 1)}`;
  } else if (kind === 3) {
    const tag = oneOf(tags);
    const borne = world.borne.get(root)!;
    if (!borne.delete(tag)) borne.add(tag);
  } else editPhone(world, root, step);
  const { name, city, owner, tags: shown } = world.shown(root);
  step.rows.push({ id: root, name, city, owner_id: owner, team_id: teamOf(owner), tag_ids: shown });
}

function editPhone(world: World, root: string, step: Step): void {
  const live = world.livePhones(root);
  if (live.length === 0 || random() < 0.5) {
    const phone = { id: randomUUID(), side: root, at: (clock += 1), live: true };
    world.phones.push(phone);
    step.added.push({ phone, root });
    if (!world.lead.get(root)) world.lead.set(root, phone);
  } else if (random() < 0.5) world.lead.set(root, oneOf(live));
  else {
    const phone = oneOf(live);
    phone.live = false;
    step.removed.push(phone);
    if (world.lead.get(root) === phone) world.lead.set(root, world.livePhones(root)[0] ?? null);
  }
  step.leads.push({ root, phone: world.lead.get(root) ?? null });
}

/** As the verbs of the record write: the row that stands, and its contacts. */
async function write({ rows, added, removed, leads }: Step): Promise<void> {
  await ask(
    `update customer c set name = r.name, city = r.city, owner_id = r.owner_id, team_id = r.team_id, tag_ids = r.tag_ids, version = c.version + 1, updated_at = now()
      from jsonb_populate_recordset(null::customer, $1::jsonb) r where c.id = r.id`, [JSON.stringify(rows)]);
  await ask(
    `insert into customer_identity (id, customer_id, kind, value_cipher, blind_index, created_at) select x.id, x.customer, 'PHONE', x.cipher, decode(md5(x.id::text), 'hex'), '2026-01-01'::timestamptz + x.at * interval '1 minute'
      from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::int[]) x(id, customer, cipher, at)`,
    [added.map(({ phone }) => phone.id), added.map(({ root }) => root), added.map(({ phone, root }) => encryptField(keys.get(root)!, phone.id, { table: 'customer_identity', column: 'value_cipher', rowId: phone.id })), added.map(({ phone }) => phone.at)]);
  await ask('update customer_identity set archived_at = now(), is_primary = false where id = any($1::uuid[])', [removed.map(({ id }) => id)]);
  await ask('update customer_identity set is_primary = false where customer_id = any($1::uuid[]) and is_primary', [leads.map(({ root }) => root)]);
  await ask('update customer_identity set is_primary = true where id = any($1::uuid[])', [leads.flatMap(({ phone }) => (phone ? [phone.id] : []))]);
}

interface Wished { world: World; survivor: string; absorbed: string[]; taken: Record<Field, string> }

function wish(world: World): Wished[] {
  const roots = world.roots().map((id) => [random(), id] as const).sort(([a], [b]) => a - b).map(([, id]) => id);
  if (roots.length < 2) return [];
  const all = roots.slice(0, roots.length > 2 && random() < 0.3 ? 3 : 2);
  return [{ world, survivor: all[0]!, absorbed: all.slice(1), taken: { name: oneOf(all), city: oneOf(all), owner: oneOf(all) } }];
}

async function merge(wishes: readonly Wished[]): Promise<void> {
  const edges = await api.app.get(Merger).join(wishes.map(({ survivor, absorbed, taken }) => ({ survivor, absorbed, choices: FIELDS.map((field) => ({ field: MERGE_FIELD[field], rule: 'MANUAL' as never, side: taken[field] })) })), { batchId: null, by: null });
  for (const { world, survivor, absorbed, taken } of wishes) {
    world.merge(survivor, absorbed.map((child) => ({ id: edges.find((edge) => edge.child === child)!.id, parent: survivor, child, taken: new Set(FIELDS.filter((field) => taken[field] === child)) })));
  }
}

async function differences(worlds: readonly World[]): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    `select c.id, c.name, c.city, c.owner_id as owner, array(select x from unnest(c.tag_ids) x order by 1) as tags,
        array(select i.id from customer_identity i where i.customer_id = c.id and i.archived_at is null order by 1) as phones, (select i.id from customer_identity i where i.customer_id = c.id and i.is_primary and i.archived_at is null) as lead
      from customer c where c.archive_no like 'F-%' and c.archived_at is null`);
  const found = new Map(rows.map(({ id, ...row }) => [id, JSON.stringify(row)]));
  const wanted = new Map(worlds.flatMap((world) => world.roots().map((root) => {
    const { name, city, owner, tags: all, phones, lead } = world.shown(root);
    return [root, JSON.stringify({ name, city, owner, tags: all, phones, lead })] as const;
  })));
  return [...new Set([...found.keys(), ...wanted.keys()])].filter((id) => found.get(id) !== wanted.get(id)).map((id) => `${id}\n  ought ${wanted.get(id)}\n  is    ${found.get(id)}`);
}

beforeAll(async () => {
  api = await startApi();
  await api.app.get(Worker).onApplicationShutdown();
});
afterAll(() => api?.close());

describe('edits, merges and partings in any order', () => {
  it(`leave ${WORLDS} worlds as a model of them says, step by step`, async () => {
    const worlds = await work(makeWorlds);
    for (let at = 0; at < STEPS; at++) {
      const step: Step = { rows: [], added: [], removed: [], leads: [] };
      const [merging, parting]: [Wished[], { world: World; gone: Merge }[]] = [[], []];
      for (const world of worlds) {
        const dice = random();
        if (dice < 0.25) merging.push(...wish(world));
        else if (dice < 0.45 && world.merges.length > 0) parting.push({ world, gone: oneOf(world.merges) });
        else edit(world, step);
      }
      const found = await work(async () => {
        await write(step);
        await merge(merging);
        await api.app.get(Merger).cut(parting.map(({ gone }) => gone.id), null);
        for (const { world, gone } of parting) world.unmerge(gone);
        return differences(worlds);
      });
      expect([at, found.slice(0, 2)]).toEqual([at, []]);
    }
  }, 900_000);
});
