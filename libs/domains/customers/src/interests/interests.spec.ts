import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const INGEST = 'mutation($e: [EventInput!]!) { ingestEvents(events: $e) { accepted repeated refused results { reason } } }';
const FIELDS = 'asOf computedAt freshness eventCount interests { topicId topic { name } score fromEvents declared refused choice eventCount halfLifeDays }';
const PROFILE = `query($c: ID!) { interestProfile(customerId: $c) { ${FIELDS} } }`;
const SET = `mutation($c: ID!, $t: ID!, $k: InterestKind!) { setInterest(customerId: $c, topicId: $t, kind: $k) { ${FIELDS} } }`;
const CLEAR = `mutation($c: ID!, $t: ID!) { clearInterest(customerId: $c, topicId: $t) { ${FIELDS} } }`;
const NOWHERE = '00000000-0000-7000-8000-00000000dead';
const DAY = 86_400_000;

let api: Api;
let admin: Client;
let sales: Client;
const topics: Record<string, string> = {};

/** Numbers that look random and are the same in every run. */
let state = Number(process.env['INTEREST_SEED'] ?? 20261122);
const chance = (): number => {
  state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  return state / 4_294_967_296;
};
const among = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;
const shuffled = <T>(list: readonly T[]): T[] => list.map((one) => [chance(), one] as const).sort(([a], [b]) => a - b).map(([, one]) => one);

interface Told extends Record<string, unknown> {
  id: string;
  occurredAt: string;
}
const event = (over: object = {}): Told => ({ id: randomUUID(), name: 'PAGE_VIEW', occurredAt: new Date(Date.now() - DAY).toISOString(), ...over });
const send = async (events: object[]) => (await admin.mutate(INGEST, { e: events })).ingestEvents;
const made = async (name: string): Promise<string> => (await admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name } })).createCustomer.id;
const settled = async (): Promise<void> => {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) if ((await api.db.query('select count(*)::int as n from interest_due')).rows[0].n === 0) return;
  throw new Error('The worker has not computed what fell due');
};
const profile = async (id: string) => {
  await settled();
  return (await admin.query(PROFILE, { c: id })).interestProfile;
};
type Interest = { topic: { name: string }; topicId: string; score: number; fromEvents: number; refused: boolean; declared: number; choice: string | null; eventCount: number };
const of = (found: { interests: Interest[] }, code: string): Interest | undefined => found.interests.find(({ topicId }) => topicId === topics[code]);

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  sales = await api.as('SALES');
  await api.write(`insert into product_category (id, name) values ('0199f000-0000-7000-8000-000000000001', '徒步')`);
  await api.write(`insert into product (id, code, name, category_id) values (gen_random_uuid(), 'BOOT-1', '登山靴', '0199f000-0000-7000-8000-000000000001')`);
  for (const input of [{ code: 'outdoor', name: '户外' }, { code: 'hiking', name: '徒步', parent: 'outdoor', halfLifeDays: 7, categoryId: '0199f000-0000-7000-8000-000000000001' }, { code: 'camping', name: '露营', parent: 'outdoor', halfLifeDays: 60 }, { code: 'wine', name: '葡萄酒' }]) {
    const { parent, ...rest } = input as typeof input & { parent?: string };
    topics[input.code] = (await admin.mutate('mutation($i: TopicInput!) { createTopic(input: $i) { id } }', { i: { ...rest, parentId: parent ? topics[parent] : null } })).createTopic.id;
  }
});
afterAll(() => api?.close());

describe('interests from events', () => {
  it('are Σ weight × 0.5^(age / half-life), counted for the topic, that of the product, and those above', async () => {
    const id = await made('兴趣一');
    const at = Date.now() - 14 * DAY;
    await send([event({ customerId: id, name: 'CART', topics: ['hiking'], occurredAt: new Date(at).toISOString() }), event({ customerId: id, name: 'PRODUCT_VIEW', productCode: 'BOOT-1', occurredAt: new Date(at).toISOString() })]);
    const found = await profile(id);
    const halves = (halfLife: number): number => 0.5 ** ((new Date(found.asOf).getTime() - at) / DAY / halfLife);
    expect(of(found, 'hiking')!.score).toBeCloseTo(6 * halves(7), 6);
    expect(of(found, 'outdoor')!.score).toBeCloseTo(6 * halves(30), 6);
    expect([found.freshness, found.eventCount, found.interests.length]).toEqual(['FRESH', 2, 2]);
  });

  it('show the events that made them, the strongest first', async () => {
    const id = await made('依据');
    await send([event({ customerId: id, topics: ['wine'] }), event({ customerId: id, name: 'CHECKOUT', topics: ['wine'] }), ...Array.from({ length: 12 }, () => event({ customerId: id, topics: ['wine'], occurredAt: new Date(Date.now() - 20 * DAY).toISOString() }))]);
    await settled();
    const { interestEvidence } = await admin.query('query($c: ID!, $t: ID!) { interestEvidence(customerId: $c, topicId: $t) { formula interest { score eventCount } parts { name weight ageDays part } } }', { c: id, t: topics['wine'] });
    expect([interestEvidence.parts.length, interestEvidence.parts[0].name, interestEvidence.interest.eventCount, interestEvidence.formula]).toEqual([10, 'CHECKOUT', 14, expect.stringContaining('0.5^')]);
    const [first] = interestEvidence.parts;
    expect(first.part).toBeCloseTo(first.weight * 0.5 ** (first.ageDays / 30), 9);
    expect(await admin.refusal('query($c: ID!, $t: ID!) { interestEvidence(customerId: $c, topicId: $t) { formula } }', { c: id, t: NOWHERE })).toBe('NOT_FOUND');
  });

  it('follow a change of weights, topics and products', async () => {
    const id = await made('权重');
    await send([event({ customerId: id, name: 'SHARE', topics: ['camping'] })]);
    const before = of(await profile(id), 'camping')!.score;
    await admin.mutate('mutation { setEventWeight(name: SHARE, input: { weight: 8 }) { name } }');
    expect(of(await profile(id), 'camping')!.score / before).toBeCloseTo(2, 4);
    await admin.mutate('mutation { setEventWeight(name: SHARE, input: { weight: 4 }) { name } }');
    const [{ version }] = (await admin.query('{ topics { id version code } }')).topics.filter(({ code }: { code: string }) => code === 'camping');
    await admin.mutate('mutation($id: ID!, $v: Int!, $i: TopicInput!) { updateTopic(id: $id, version: $v, input: $i) { id } }', { id: topics['camping'], v: version, i: { code: 'camping', name: '露营', halfLifeDays: 60 } });
    expect((await profile(id)).interests.map(({ topicId }: Interest) => topicId)).toEqual([topics['camping']]);
    await admin.mutate('mutation($id: ID!, $v: Int!, $i: TopicInput!) { updateTopic(id: $id, version: $v, input: $i) { id } }', { id: topics['camping'], v: version + 1, i: { code: 'camping', name: '露营', halfLifeDays: 60, parentId: topics['outdoor'] } });
    expect((await profile(id)).interests).toHaveLength(2);
  });
});

describe('the order in which events come', () => {
  const names = ['PAGE_VIEW', 'PRODUCT_VIEW', 'DWELL', 'SEARCH', 'SHARE', 'CART', 'CHECKOUT', 'PURCHASE'];
  const stored = async (ids: readonly string[]): Promise<string> => {
    await settled();
    const { rows } = await api.db.query(
      `select i.customer_id, t.code, i.events, i.score::text, i.first_at::text, i.last_at::text, i.level::text, i.declared::text, i.refused from customer_interest i join topic t on t.id = i.topic_id where i.customer_id = any($1) order by 1, 2`, [ids]);
    const events = await api.db.query(`select id, occurred_at::text, customer_id, visitor_id, name, topic_ids, product_code, path, properties from behaviour_event where customer_id = any($1) order by id`, [ids]);
    return JSON.stringify([rows, events.rows]);
  };
  const forget = (ids: readonly string[], visitors: readonly string[]) => api.write(
    `with v as (delete from visitor where id = any('{${visitors.join(',')}}'::uuid[])), e as (delete from behaviour_event where customer_id = any('{${ids.join(',')}}'::uuid[]) or visitor_id = any('{${visitors.join(',')}}'::uuid[]) returning id) delete from event_key where id in (select id from e)`);

  it('decides nothing: shuffled, repeated, late and told in two ways, a stream leaves byte for byte the same profiles', async () => {
    for (let round = 0; round < 12; round += 1) {
      const customers = [await made(`流 ${round} 甲`), await made(`流 ${round} 乙`)];
      const visitors = customers.map(() => randomUUID());
      const stream = Array.from({ length: 40 + Math.floor(chance() * 120) }, (): Told => {
        const who = Math.floor(chance() * 2);
        return event({
          name: among(names), occurredAt: new Date(Date.now() - Math.floor(chance() * 200 * DAY)).toISOString(), topics: among([[], ['hiking'], ['camping'], ['wine', 'hiking'], ['outdoor']]), productCode: among([null, 'BOOT-1', 'UNHEARD']),
          ...(chance() < 0.5 ? { customerId: customers[who] } : { visitorId: visitors[who] }),
        });
      }).sort((one, two) => (one.occurredAt < two.occurredAt ? -1 : 1));
      const identify = async (): Promise<void> => {
        for (const [at, visitorId] of visitors.entries()) await admin.mutate('mutation($i: IdentifyInput!) { identifyVisitor(input: $i) { outcome } }', { i: { visitorId, customerId: customers[at], consent: true } });
      };
      await identify();
      expect((await send(stream)).accepted).toBe(stream.length);
      const ordered = await stored(customers);
      await forget(customers, visitors);
      // Some are told once more with a later time: the earlier saying stands, whichever comes first.
      const twisted = stream.filter(() => chance() < 0.15).map((one) => ({ ...one, occurredAt: new Date(Math.min(Date.now(), new Date(one.occurredAt).getTime() + 40 * DAY)).toISOString(), name: 'CUSTOM' })).filter((one) => one.occurredAt !== stream.find(({ id }) => id === one.id)!.occurredAt);
      const mixed = shuffled([...stream, ...stream.filter(() => chance() < 0.3), ...twisted]);
      const middle = Math.floor(chance() * mixed.length);
      for (let at = 0, named = false; at < mixed.length; ) {
        if (!named && at >= middle) await identify().then(() => (named = true));
        const size = 1 + Math.floor(chance() * 60);
        await send(mixed.slice(at, (at += size)));
        if (at >= mixed.length && !named) await identify();
      }
      expect([round, await stored(customers)]).toEqual([round, ordered]);
    }
  }, 900_000);
});

describe('what people say of interests', () => {
  it('declared counts at once and does not fade; not interested is raised by no event, nor by those below; cleared, events speak again', async () => {
    const id = await made('自己说');
    const declared = (await admin.mutate(SET, { c: id, t: topics['wine'], k: 'DECLARED' })).setInterest;
    expect(of(declared, 'wine')).toMatchObject({ score: 10, declared: 10, choice: 'DECLARED', eventCount: 0 });
    await send([event({ customerId: id, topics: ['hiking'] }), event({ customerId: id, topics: ['camping'] })]);
    await settled();
    const refused = (await admin.mutate(SET, { c: id, t: topics['hiking'], k: 'NOT_INTERESTED' })).setInterest;
    expect([of(refused, 'hiking'), of(refused, 'outdoor')!.eventCount]).toEqual([expect.objectContaining({ score: 0, refused: true, eventCount: 0 }), 1]);
    await send([event({ customerId: id, name: 'PURCHASE', topics: ['hiking'] })]);
    expect(of(await profile(id), 'hiking')).toMatchObject({ score: 0, refused: true });
    expect((await admin.query('query($c: ID!) { customer(id: $c) { topInterests { topic { name } } } }', { c: id })).customer.topInterests.map(({ topic }: Interest) => topic.name)).toEqual(['葡萄酒', '露营', '户外']);
    const cleared = (await admin.mutate(CLEAR, { c: id, t: topics['hiking'] })).clearInterest;
    expect(of(cleared, 'hiking')).toMatchObject({ refused: false, eventCount: 2, choice: null });
    const above = (await admin.mutate(SET, { c: id, t: topics['outdoor'], k: 'NOT_INTERESTED' })).setInterest;
    expect(above.interests.filter(({ score }: Interest) => score > 0).map(({ topicId }: Interest) => topicId)).toEqual([topics['wine']]);
  });

  it('is for whoever may edit interests within reach', async () => {
    const id = await made('他人客户');
    expect(await sales.refusal(SET, { c: id, t: topics['wine'], k: 'DECLARED' })).toBe('NOT_FOUND');
    expect(await (await api.as('ANALYST')).refusal(SET, { c: id, t: topics['wine'], k: 'DECLARED' })).toBe('FORBIDDEN');
    expect(await admin.refusal(SET, { c: id, t: NOWHERE, k: 'DECLARED' })).toBe('NOT_FOUND');
    expect(await sales.refusal(PROFILE, { c: id })).toBe('NOT_FOUND');
    expect(await (await api.as('AUDITOR')).refusal(PROFILE, { c: id })).toBe('FORBIDDEN');
  });
});

describe('the list of customers', () => {
  const LIST = 'query($f: CustomerFilter) { customers(filter: $f, first: 200) { nodes { id topInterests { topic { name } } } totalCount } }';
  it('is filtered by interests that stand now, and shows the strongest; whoever may not see them knows no such filter', async () => {
    const [loves, faded, refuses] = [await made('爱酒'), await made('曾爱酒'), await made('不爱酒')];
    await api.write(`delete from interest_choice where topic_id = '${topics['wine']}'`);
    await send([event({ customerId: loves, name: 'PURCHASE', topics: ['wine'] }), event({ customerId: faded, topics: ['wine'], occurredAt: new Date(Date.now() - 200 * DAY).toISOString() }), event({ customerId: refuses, name: 'PURCHASE', topics: ['wine'] })]);
    await admin.mutate(SET, { c: refuses, t: topics['wine'], k: 'NOT_INTERESTED' });
    await settled();
    const found = (await admin.query(LIST, { f: { interests: { in: [topics['wine']] } } })).customers.nodes.map(({ id }: { id: string }) => id);
    expect([found.includes(loves), found.includes(faded), found.includes(refuses)]).toEqual([true, false, false]);
    expect((await admin.query(LIST, { f: { interests: { notIn: [topics['wine']] } } })).customers.nodes.map(({ id }: { id: string }) => id)).not.toContain(loves);
    expect(await (await api.as('AUDITOR')).refusal('query($f: CustomerFilter) { customers(filter: $f) { nodes { id } } }', { f: { interests: { in: [topics['wine']] } } })).toBe('UNKNOWN_NAME');
    const seen = await (await api.as('AUDITOR')).query('{ customers(first: 5) { nodes { id topInterests { score } } } }');
    expect(seen.customers.nodes.every((node: { topInterests: unknown }) => node.topInterests === null)).toBe(true);
  });
});

describe('topics', () => {
  it('form a tree without circles; one with others below it stays; managing takes a word', async () => {
    const CREATE = 'mutation($i: TopicInput!) { createTopic(input: $i) { id version parent { name } can } }';
    const top = (await admin.mutate(CREATE, { i: { code: 'a', name: '甲' } })).createTopic;
    const below = (await admin.mutate(CREATE, { i: { code: 'b', name: '乙', parentId: top.id } })).createTopic;
    expect([below.parent.name, below.can]).toEqual(['甲', ['UPDATE', 'ARCHIVE']]);
    expect(await admin.refusal('mutation($id: ID!, $i: TopicInput!) { updateTopic(id: $id, version: 1, input: $i) { id } }', { id: top.id, i: { code: 'a', name: '甲', parentId: below.id } })).toBe('TOPIC_IN_ITSELF');
    expect(await admin.refusal('mutation($id: ID!) { archiveTopic(id: $id) { id } }', { id: top.id })).toBe('TOPIC_HAS_TOPICS');
    expect(await admin.refusal(CREATE, { i: { code: 'a', name: '又一个' } })).toBe('NAME_TAKEN');
    expect(await sales.refusal(CREATE, { i: { code: 'c', name: '丙' } })).toBe('FORBIDDEN');
    expect(await admin.refusal('mutation($id: ID!) { archiveTopic(id: $id) { id } }', { id: NOWHERE })).toBe('NOT_FOUND');
    await admin.mutate('mutation($id: ID!) { archiveTopic(id: $id) { id } }', { id: below.id });
    expect((await admin.query('{ topics { code } }')).topics.map(({ code }: { code: string }) => code)).not.toContain('b');
  });
});
