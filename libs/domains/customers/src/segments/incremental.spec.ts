import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Params } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { FixedClock } from '@dossier/kernel/time';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { InterestPump } from '../interests/interest.pump';
import { CompletenessKeeper } from '../upkeep/completeness.keeper';
import type { Definition } from './compile/definition';
import { NOT_KEPT, type Kept } from './compile/kept';
import { SegmentKeeper } from './refresh/keeper';
import { RollupPump } from './refresh/rollup.pump';
import { knower, SegmentRefresher, type Computed } from './refresh/refresher';
import { Chance } from './testing/chance';
import { dayAt } from './testing/days';
import { RESTING } from './testing/behind';
import { Definitions } from './testing/definitions';
import { CITIES, EVENT_NAMES, FIELDS, PATHS, PICKS, worldOf, type World } from './testing/world';

/** Each customer lives through a stream of their own: what one does concerns nobody else. */
const STREAMS = 10_000;
const ROUNDS = 4;
const DYNAMIC = 12;
const SEED = 20_261_122;
const NOW = new Date('2026-03-08T17:30:00Z');
const OWN = 'America/New_York';

const KEPT: Kept = { records: true, events: true };

jest.setTimeout(900_000);
let api: Api;
let admin: Client;
let world: World;
const clock = new FixedClock(NOW);
const chance = new Chance(SEED);
const people: string[] = [];
const segments: string[] = [];

const one = <T extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<T[]> => api.db.query<T>(text, values).then(({ rows }) => rows);
const rows = (table: string, list: readonly object[]): Promise<void> => {
  if (list.length === 0) return Promise.resolve();
  const columns = Object.keys(list[0]!).join(', ');
  return api.write(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb) on conflict do nothing`, [JSON.stringify(list)]);
};
const some = (share: number): string[] => people.filter(() => chance.is(share));
const ago = (days: number): Date => new Date(NOW.getTime() - chance.between(0, days) * 86_400_000 - chance.below(24) * 3_600_000);

beforeAll(async () => {
  api = await startApi({ clock });
  admin = await api.as('ADMINISTRATOR');
  const field = (key: string, type: string, options?: object[]) => admin.mutate('mutation($input: CustomFieldInput!) { createCustomField(input: $input) { id } }', { input: { key, name: key, nameEn: key, type, ...(options ? { options } : {}) } });
  await field(FIELDS.word, 'TEXT');
  await field(FIELDS.size, 'NUMBER');
  await field(FIELDS.day, 'DAY');
  await field(FIELDS.pick, 'CHOICE', PICKS.map((value) => ({ value, name: value, nameEn: value })));
  await field(FIELDS.flag, 'BOOLEAN');
  world = worldOf(chance, NOW, { company: clock.zone, own: OWN }, 2);
  await rows('tag', world.tags.map((id) => ({ id, name: id })));
  await rows('product_category', world.categories.map((id) => ({ id, name: id })));
  await rows('product', world.products.map((product) => ({ ...product, name: product.code })));
  await rows('topic', world.topics.map(({ id, path }) => ({ id, code: id, name: id, path, parent_id: path.length > 1 ? path[0] : null })));
  await rows('purpose', [{ ...world.purpose, name: 'x', name_en: 'x', legal_basis: 'CONSENT', channels: ['EMAIL'], marketing: true }]);
  for (let at = 0; at < STREAMS; at++) people.push(chance.id());
  await join(people);
  await makeSegments();
});
afterAll(() => api?.close());

async function join(ids: readonly string[]): Promise<void> {
  await rows('customer', ids.map((id) => ({ id, name: id.slice(0, 4), archive_no: `I-${id}`, city: chance.oneOf(CITIES), gender: chance.oneOf(['FEMALE', 'MALE']), stage: chance.oneOf(['PROSPECT', 'ACTIVE']), kind: 'PERSON', created_at: ago(40).toISOString(), time_zone: chance.is(0.2) ? OWN : null, tag_ids: [], version: 1, updated_at: NOW, demo: false, search_grams: [], search_text: '', name_key: '', record_status: 'ACTIVE' })));
}

/** Interests fade while the spec runs, so a definition that asks for them has no answer that stays. */
const fades = (definition: Definition): boolean => JSON.stringify(definition).includes('"interests"');

async function makeSegments(): Promise<void> {
  const create = async (input: object): Promise<string> => (await admin.mutate('mutation($input: SegmentInput!) { createSegment(input: $input) { id } }', { input })).createSegment.id;
  for (const name of ['手选一', '手选二']) segments.push(await create({ name, kind: 'STATIC', customerIds: some(0.02) }));
  while (segments.length < DYNAMIC + 2) {
    const definition = new Definitions(chance, { ...world, segments: segments.slice(-4) }).definition();
    if (!fades(definition)) segments.push(await create({ name: `随机${segments.length}`, kind: 'DYNAMIC', definition }));
  }
}

/** What happens to customers: each a statement or two on the tables that the product writes. */
const writes: Readonly<Record<string, () => Promise<void>>> = {
  orders: async () => {
    const ids = some(0.2);
    const orders = ids.map((id) => {
      const at = ago(45);
      const refund = chance.is(0.3);
      return { id: chance.id(), customer_id: id, kind: refund ? 'REFUND' : 'SALE', ordered_at: at.toISOString(), ordered_on: dayAt(at, clock.zone), amount_minor: chance.between(1, 30) * 100 * (refund ? -1 : 1), currency: chance.is(0.05) ? 'USD' : 'CNY', line_count: 1, order_no: id, external_source: 'spec', version: 1, created_at: NOW, updated_at: NOW };
    });
    await rows('sales_order', orders.map((order) => ({ ...order, external_key: order.id })));
    await rows('order_line', orders.map((order) => ({ id: chance.id(), order_id: order.id, line_no: 1, product_id: chance.oneOf(world.products).id, quantity: 1, unit_price_minor: order.amount_minor, amount_minor: order.amount_minor, currency: order.currency, kind: 'PRODUCT', version: 1, created_at: NOW, updated_at: NOW })));
    await api.write('select refresh_customer_summary($1::uuid[])', [ids]);
  },
  ordersTakenBack: async () => {
    const ids = some(0.1);
    await api.write('update sales_order set archived_at = now() where customer_id = any($1::uuid[]) and archived_at is null', [ids]);
    await api.write('select refresh_customer_summary($1::uuid[])', [ids]);
  },
  events: async () => {
    const ids = some(0.2);
    const empty = ids.map(() => null);
    await api.write('select events_add($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::uuid[], $5::uuid[], null, $6::text[], $5::uuid[], $7::text[], $8::text[], $9::text[], $5::text[], $5::text[], true)', [
      ids.map(() => chance.id()), ids.map(() => ago(25).getTime()), ids.map((_, at) => at), ids, empty, ids.map(() => chance.oneOf(EVENT_NAMES)), ids.map(() => `{${chance.some(world.topics).map(({ id }) => id).join(',')}}`), ids.map(() => chance.oneOf(world.products).code), ids.map(() => chance.oneOf(PATHS)),
    ]);
  },
  fields: () => api.write('update customer set city = $2, stage = $3, version = version + 1 where id = any($1::uuid[])', [some(0.1), chance.oneOf(CITIES), chance.oneOf(['ACTIVE', 'LOST'])]),
  custom: () => api.write('update customer set custom = $2::jsonb, version = version + 1 where id = any($1::uuid[])', [some(0.1), JSON.stringify({ [FIELDS.size]: chance.below(9), [FIELDS.pick]: chance.oneOf(PICKS), [FIELDS.word]: 'Alpha beta' })]),
  tags: () => api.write('update customer set tag_ids = $2::uuid[], version = version + 1 where id = any($1::uuid[])', [some(0.1), chance.some(world.tags).sort()]),
  zone: () => api.write('update customer set time_zone = $2, version = version + 1 where id = any($1::uuid[])', [some(0.05), chance.oneOf([OWN, null])]),
  archived: () => api.write('update customer set archived_at = case when archived_at is null then now() end, version = version + 1 where id = any($1::uuid[])', [some(0.06)]),
  contacts: () => rows('customer_identity', some(0.08).map((id) => ({ id: chance.id(), customer_id: id, kind: chance.oneOf(['PHONE', 'EMAIL']), value_cipher: '\\x00', blind_index: '\\x00', is_primary: false, source: 'MANUAL', version: 1, created_at: NOW, updated_at: NOW }))),
  contactsGone: () => api.write('update customer_identity set archived_at = now() where customer_id = any($1::uuid[]) and archived_at is null', [some(0.2)]),
  consent: () => rows('consent_state', some(0.1).map((id) => ({ customer_id: id, purpose_id: world.purpose.id, channel: 'ANY', state: chance.oneOf(['GIVEN', 'WITHDRAWN']), at: NOW, entry_id: chance.id() }))),
  consentTurned: () => api.write(`update consent_state set state = case state when 'GIVEN' then 'WITHDRAWN' else 'GIVEN' end where customer_id = any($1::uuid[])`, [some(0.2)]),
  bait: () => rows('bait', some(0.02).map((id) => ({ id: chance.id(), customer_id: id, version: 1, created_at: NOW, updated_at: NOW }))),
  baitNoMore: () => api.write('update bait set archived_at = now() where customer_id = any($1::uuid[])', [some(0.4)]),
  picked: () => rows('segment_pick', some(0.04).map((id) => ({ id: chance.id(), customer_id: id, segment_id: chance.oneOf(segments.slice(0, 2)), version: 1, created_at: NOW, updated_at: NOW }))),
  putDown: () => api.write('delete from segment_pick where customer_id = any($1::uuid[])', [some(0.3)]),
  newcomers: async () => {
    const ids = Array.from({ length: 40 }, () => chance.id());
    people.push(...ids);
    await join(ids);
  },
};

/** Until nothing waits any more: what the product does by itself is asked for here, and waited for where a beat of its own is at it. */
async function settled(): Promise<void> {
  const owed = 'select (select count(*) from segment_due) + (select count(*) from interest_due) + (select count(*) from behaviour_check) + (select count(*) from completeness_due) as n';
  for (const end = Date.now() + 300_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
    await api.app.get(InterestPump, { strict: false }).drain();
    await api.app.get(CompletenessKeeper, { strict: false }).drain();
    await api.app.get(SegmentKeeper, { strict: false }).drain();
    const [left] = await one<{ n: unknown }>(owed);
    if (Number(left!.n) === 0) return;
  }
  throw new Error('Something is still due');
}

/** Until the narrow tables are as the wide ones are. */
async function rolledUp(): Promise<void> {
  for (const end = Date.now() + 300_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
    await api.app.get(RollupPump, { strict: false }).drain();
    if ((await one('select 1 from rollup_due limit 1')).length === 0) return;
  }
  throw new Error('Something is still to be kept');
}

/** Whom a full look finds, against who stands there. */
async function differences(kept: Kept): Promise<{ id: string; missing: number; extra: number; members: number }[]> {
  const refresher = api.app.get(SegmentRefresher, { strict: false });
  const zones = await refresher.zones();
  const found = await one<Computed>('select id, definition, refers, 0 as turn from segment order by id');
  const compared = [];
  for (const segment of found) {
    const params = Params.empty();
    const text = refresher.statement(segment, params, { zones, kept });
    const id = params.add(segment.id, 'uuid');
    const [row] = await api.app.get(Database).query<{ missing: number; extra: number; members: number }>(
      `with want as materialized (${text}), have as (select customer_id as id from segment_member where segment_id = ${id})
        select (select count(*)::int from want where id not in (select id from have)) as missing, (select count(*)::int from have where id not in (select id from want)) as extra, (select count(*)::int from have) as members`, params.values(knower));
    compared.push({ id: segment.id, ...row! });
  }
  return compared;
}

describe('members of segments', () => {
  it(`kept from change to change are those of a full look, over ${STREAMS} random streams of changes`, async () => {
    const [before] = await one<{ turns: string }>('select sum(turn) as turns from segment_state');
    const sizes = new Set<string>();
    const holder = await api.db.connect();
    let waited = 0;
    for (let round = 0; round < ROUNDS; round++) {
      await holder.query(RESTING.records);
      for (const name of Object.keys(writes).map((key) => [chance.next(), key] as const).sort(([a], [b]) => a - b).map(([, key]) => key)) {
        if (chance.is(0.85)) await writes[name]!();
        // Some changes meet before anybody has looked, some are looked at in between.
        if (chance.is(0.2)) await api.app.get(SegmentKeeper, { strict: false }).drain();
      }
      // As the server does by itself after so many changes: without it, it plans as if the tables were empty.
      await api.db.query('analyze customer, customer_summary, customer_identity, sales_order, order_line, behaviour_event, consent_state, segment_member, segment_stay, segment_pick');
      await settled();
      const compared = await differences(NOT_KEPT);
      expect(compared.filter(({ missing, extra }) => missing + extra > 0)).toEqual([]);
      // The narrow tables tell the same: while all of this waits to be kept there, and once it is.
      const [{ n } = { n: 0 }] = await one<{ n: number }>('select count(distinct x)::int as n from rollup_due, unnest(customer_ids) x');
      waited += n;
      expect((await differences(KEPT)).filter(({ missing, extra }) => missing + extra > 0)).toEqual([]);
      await holder.query(RESTING.noMore);
      await rolledUp();
      expect((await differences(KEPT)).filter(({ missing, extra }) => missing + extra > 0)).toEqual([]);
      for (const { id, members } of compared) sizes.add(`${id} ${members}`);
      const [sums] = await one<{ wrong: number }>('select count(*)::int as wrong from segment_state t where size <> (select count(*) from segment_member m where m.segment_id = t.segment_id)');
      expect(sums!.wrong).toBe(0);
    }
    holder.release();
    expect(waited).toBeGreaterThan(STREAMS / 2);
    // They have moved, and by no full look: the state of each says when the last one was.
    expect(sizes.size).toBeGreaterThan(DYNAMIC * 2);
    const [after] = await one<{ turns: string; whole: number }>('select sum(turn) as turns, count(*) filter (where wants_full)::int as whole from segment_state');
    expect(Number(after!.turns)).toBeGreaterThan(Number(before!.turns));
    expect(after!.whole).toBe(0);
    // Nobody has been in a segment twice at the same time, nor left before they came.
    const [odd] = await one<{ n: number }>('select count(*)::int as n from segment_stay where left_at < entered_at');
    expect(odd!.n).toBe(0);
  });
});
