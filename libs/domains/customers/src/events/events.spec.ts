import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Worker } from '@dossier/kernel/events';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const INGEST = 'mutation($e: [EventInput!]!) { ingestEvents(events: $e) { accepted repeated refused results { id outcome reason } } }';
const IDENTIFY = 'mutation($i: IdentifyInput!) { identifyVisitor(input: $i) { outcome events } }';
const EVENTS = 'query($c: ID!, $f: EventFilter, $after: String) { behaviourEvents(customerId: $c, filter: $f, first: 50, after: $after) { nodes { id name occurredAt path productCode productName properties topics { name } visitorId channelMark site } totalCount pageInfo { endCursor hasNextPage } } }';
const PROFILE = 'query($c: ID!) { interestProfile(customerId: $c) { computedAt freshness eventCount interests { topicId topic { name } score fromEvents declared refused choice eventCount } } }';
const NOWHERE = '00000000-0000-7000-8000-00000000dead';
const DAY = 86_400_000;

let api: Api;
let admin: Client;
let sales: Client;
let customer: string;
let other: string;
let shoes: string;
let running: string;

const ago = (days: number): string => new Date(Date.now() - days * DAY).toISOString();
const event = (over: object = {}): Record<string, unknown> => ({ id: randomUUID(), name: 'PAGE_VIEW', occurredAt: ago(1), ...over });
const send = async (events: object[], client = admin) => (await client.mutate(INGEST, { e: events })).ingestEvents;
const made = async (name: string): Promise<string> => (await admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name, email: `${randomUUID()}@spec.example` } })).createCustomer.id;
const topic = async (input: object): Promise<string> => (await admin.mutate('mutation($i: TopicInput!) { createTopic(input: $i) { id } }', { i: input })).createTopic.id;
const profile = async (id: string) => (await admin.query(PROFILE, { c: id })).interestProfile;
/** Waits until the worker has computed whatever fell due. */
const settled = async (): Promise<void> => {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) {
    const { rows } = await api.db.query('select (select count(*)::int from interest_due) + (select count(*)::int from behaviour_check) as n');
    if (rows[0].n === 0) return;
  }
  throw new Error('The worker has not computed what fell due');
};

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  sales = await api.as('SALES');
  customer = await made('行为一');
  other = await made('行为二');
  await api.write(`update customer set external_source = 'shop', external_key = 'K-1' where id = $1`, [customer]);
  shoes = await topic({ code: 'shoes', name: '鞋' });
  running = await topic({ code: 'running', name: '跑鞋', parentId: shoes, halfLifeDays: 10 });
});
afterAll(() => api?.close());

describe('taking events', () => {
  it('gives a result for each, in the order of the call, and keeps what was told', async () => {
    const good = event({ externalKey: 'K-1', topics: ['running'], path: 'https://shop.example/a/b?email=x#y', properties: { colour: 'red', size: 42 }, channelMark: 'app' });
    const result = await send([
      good, event({ id: 'x', externalKey: 'K-1' }), event(), event({ externalKey: 'nobody' }), event({ externalKey: 'K-1', topics: ['unheard'] }), event({ externalKey: 'K-1', occurredAt: ago(-3) }),
      event({ externalKey: 'K-1', occurredAt: ago(4000) }), event({ visitorId: 'x' }), event({ externalKey: 'K-1', properties: { mail: 'a@b.example' } }), event({ externalKey: 'K-1', properties: { nested: {} } }),
    ]);
    expect(result.results.map(({ outcome, reason }: { outcome: string; reason: string | null }) => reason ?? outcome)).toEqual([
      'ACCEPTED', 'ID_INVALID', 'NOBODY', 'CUSTOMER_UNKNOWN', 'TOPIC_UNKNOWN', 'TIME_AHEAD', 'TIME_TOO_OLD', 'VISITOR_INVALID', 'PERSONAL_DATA', 'PROPERTIES_INVALID',
    ]);
    expect([result.accepted, result.repeated, result.refused]).toEqual([1, 0, 9]);
    const { nodes } = (await admin.query(EVENTS, { c: customer })).behaviourEvents;
    expect(nodes).toMatchObject([{ id: good['id'], path: '/a/b', properties: { colour: 'red', size: 42 }, topics: [{ name: '跑鞋' }], channelMark: 'app' }]);
  });

  it('knows an id again, whatever month it is told for: the earliest saying stands, in whichever order they come', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const early = (id: string) => event({ id, customerId: other, occurredAt: ago(70), path: '/early' });
    const late = (id: string) => event({ id, customerId: other, occurredAt: ago(3), path: '/late' });
    expect((await send([early(one), early(one)])).results.map((r: { outcome: string }) => r.outcome)).toEqual(['ACCEPTED', 'REPEATED']);
    expect((await send([late(one)])).repeated).toBe(1);
    expect((await send([late(two)])).accepted).toBe(1);
    expect((await send([early(two)])).repeated).toBe(1);
    const { nodes, totalCount } = (await admin.query(EVENTS, { c: other })).behaviourEvents;
    expect([totalCount, nodes.map(({ path }: { path: string }) => path)]).toEqual([2, ['/early', '/early']]);
  });

  it('knows a few ids among many new ones: each is told what became of it, and the earliest saying stands', async () => {
    const who = await made('混在一起');
    const [known, late] = [event({ customerId: who, path: '/known' }), event({ customerId: who, occurredAt: ago(2), path: '/late' })];
    await send([known, late]);
    const fresh = Array.from({ length: 80 }, () => event({ customerId: who, path: '/fresh', topics: ['shoes', 'running'] }));
    const sent = await send([...fresh.slice(0, 40), known, { ...late, occurredAt: ago(50), path: '/earlier' }, ...fresh.slice(40)]);
    expect([sent.accepted, sent.repeated, ...sent.results.slice(39, 43).map((r: { outcome: string }) => r.outcome)]).toEqual([80, 2, 'ACCEPTED', 'REPEATED', 'REPEATED', 'ACCEPTED']);
    expect((await send(fresh)).repeated).toBe(80);
    const { rows } = await api.db.query('select path, count(*)::int as n from behaviour_event where customer_id = $1 group by 1 order by 1', [who]);
    expect(rows).toEqual([{ path: '/earlier', n: 1 }, { path: '/fresh', n: 80 }, { path: '/known', n: 1 }]);
    await settled();
    expect((await profile(who)).eventCount).toBe(82);
  });

  it('puts the earliest saying in the place of a later one, whoever that one was told of', async () => {
    const [one, two, visitorId, ids] = [await made('先说的人'), await made('后说的人'), randomUUID(), Array.from({ length: 4 }, () => randomUUID())];
    const told = (whose: object[], days: number, path: string) => send(whose.map((who, at) => event({ id: ids[at], occurredAt: ago(days), path, ...who })));
    await told([{ customerId: one }, { customerId: one }, { visitorId }, { visitorId }], 3, '/said-late');
    expect((await told([{ customerId: one }, { customerId: two }, { visitorId }, { customerId: two }], 40, '/said-early')).repeated).toBe(4);
    expect((await api.db.query('select id, path, customer_id as customer from behaviour_event where id = any($1) order by array_position($1, id)', [ids])).rows).toEqual([one, two, null, two].map((customer, at) => ({ id: ids[at], path: '/said-early', customer })));
  });

  it('leaves nothing behind when a customer is taken away, and a site with events cannot be', async () => {
    const who = await made('将被移除');
    await send([event({ customerId: who, path: '/gone' })]);
    await api.write('delete from customer where id = $1', [who]);
    expect((await api.db.query(`select 1 from behaviour_event where path = '/gone'`)).rows).toEqual([]);
    const [client, siteId] = [await api.db.connect(), randomUUID()];
    await client.query('begin');
    await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
    await client.query(`insert into event_site (id, name, key) values ($1, '占位', 'spec site')`, [siteId]);
    await client.query(`insert into behaviour_event (id, occurred_at, site_id, visitor_id, name) values (gen_random_uuid(), now(), $1, gen_random_uuid(), 'PAGE_VIEW')`, [siteId]);
    const refused = await client.query('delete from event_site where id = $1', [siteId]).then(() => null, (fault: { code: string }) => fault.code);
    await client.query('rollback').finally(() => client.release());
    expect(refused).toBe('23503');
  });

  it('leaves one entry a call in the trail, with counts', async () => {
    await send([event({ customerId: other }), event({ customerId: NOWHERE })]);
    const { rows } = await api.db.query(`select facts, (select count(*)::int from audit_change c where c.entry_id = e.id) as changes from audit_entry e where action = 'ingestEvents' order by at desc limit 1`);
    expect(rows[0]).toEqual({ facts: { accepted: 1, repeated: 0, refused: 1 }, changes: 0 });
  });

  it('takes a thousand at once and no more', async () => {
    const many = Array.from({ length: 1_000 }, () => event({ visitorId: randomUUID() }));
    expect((await send(many)).accepted).toBe(1_000);
    expect(await admin.refusal(INGEST, { e: [...many, event()] })).toBe('EVENTS_TOO_MANY');
  });

  it('is refused to whoever lacks the word; a customer out of reach is as unknown as none', async () => {
    const manager = await api.as('MANAGER');
    const own = (await manager.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: '经理的客户' } })).createCustomer.id;
    const sent = await send([event({ customerId: own }), event({ customerId: customer }), event({ externalKey: 'K-1' }), event({ customerId: NOWHERE })], manager);
    expect(sent.results.map((r: { outcome: string; reason: string | null }) => r.reason ?? r.outcome)).toEqual(['ACCEPTED', 'CUSTOMER_UNKNOWN', 'CUSTOMER_UNKNOWN', 'CUSTOMER_UNKNOWN']);
    expect(await manager.refusal(IDENTIFY, { i: { visitorId: randomUUID(), customerId: customer, consent: true } })).toBe('NOT_FOUND');
    expect(await sales.refusal(INGEST, { e: [event()] })).toBe('FORBIDDEN');
    expect(await sales.refusal(EVENTS, { c: customer })).toBe('NOT_FOUND');
    expect(await (await api.as('AUDITOR')).refusal(EVENTS, { c: customer })).toBe('FORBIDDEN');
  });
});

describe('whose a visitor is', () => {
  const identify = async (input: object) => (await admin.mutate(IDENTIFY, { i: { consent: true, proof: '注册时勾选', noticeVersion: '1', ...input } })).identifyVisitor;

  it('attaches a visitor with all its events, earlier and later ones, with consent alone', async () => {
    const who = await made('访客甲');
    const visitorId = randomUUID();
    await send([event({ visitorId, path: '/before' })]);
    expect(await identify({ visitorId, customerId: who, consent: false })).toEqual({ outcome: 'CONSENT_MISSING', events: 0 });
    expect((await admin.query(EVENTS, { c: who })).behaviourEvents.totalCount).toBe(0);
    expect(await identify({ visitorId, customerId: who })).toEqual({ outcome: 'ATTACHED', events: 1 });
    await send([event({ visitorId, path: '/after' })]);
    expect((await admin.query(EVENTS, { c: who })).behaviourEvents.totalCount).toBe(2);
    expect((await identify({ visitorId, customerId: who })).outcome).toBe('ALREADY_ATTACHED');
    const { rows } = await api.db.query(`select e.act, e.source, e.proof_cipher is not null as sealed, n.number from consent_entry e join notice n on n.id = e.notice_id where e.customer_id = $1`, [who]);
    expect(rows).toEqual([{ act: 'GIVEN', source: 'FORM', sealed: true, number: 1 }]);
    // Consent that stands already need not be said again.
    expect((await identify({ visitorId: randomUUID(), customerId: who, consent: false })).outcome).toBe('ATTACHED');
  });

  it('keeps two people on one device apart: a visitor of one is never given to the other', async () => {
    const [one, two] = [await made('同机甲'), await made('同机乙')];
    const [first, second] = [randomUUID(), randomUUID()];
    await send([event({ visitorId: first }), event({ visitorId: second })]);
    await identify({ visitorId: first, customerId: one });
    expect((await identify({ visitorId: first, customerId: two })).outcome).toBe('OF_ANOTHER');
    await identify({ visitorId: second, customerId: two });
    for (const id of [one, two]) expect((await admin.query(EVENTS, { c: id })).behaviourEvents.totalCount).toBe(1);
  });

  it('finds the customer by number and by contact; what leads to nobody is not found', async () => {
    expect((await identify({ visitorId: randomUUID(), externalKey: 'K-1' })).outcome).toBe('ATTACHED');
    const { createCustomer } = await admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: '按邮箱', email: 'only-one@spec.example' } });
    const visitorId = randomUUID();
    await send([event({ visitorId })]);
    expect((await identify({ visitorId, identity: { kind: 'EMAIL', value: 'Only-One@spec.example' } })).outcome).toBe('ATTACHED');
    expect((await admin.query(EVENTS, { c: createCustomer.id })).behaviourEvents.totalCount).toBe(1);
    expect(await admin.refusal(IDENTIFY, { i: { visitorId: randomUUID(), externalKey: 'nobody', consent: true } })).toBe('NOT_FOUND');
    expect(await admin.refusal(IDENTIFY, { i: { visitorId: randomUUID(), consent: true } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(IDENTIFY, { i: { visitorId: randomUUID(), customerId: customer, consent: true } })).toBe('FORBIDDEN');
  });

  it('keeps nothing of whoever has objected in the ledger: events are taken off, later ones refused, until they take it back', async () => {
    const who = await made('撤回者');
    const visitorId = randomUUID();
    await send([event({ visitorId, topics: ['shoes'] }), event({ customerId: who, topics: ['shoes'] })]);
    await identify({ visitorId, customerId: who });
    await settled();
    expect((await profile(who)).interests).toHaveLength(1);
    const say = (choice: string) => api.write(
      `insert into consent_state (customer_id, purpose_id, channel, state, at, entry_id) select $1, id, 'ANY', $2, now(), gen_random_uuid() from purpose where code = 'PERSONALISATION' on conflict (customer_id, purpose_id, channel) do update set state = excluded.state`, [who, choice]);
    await say('WITHDRAWN');
    await settled();
    expect([(await admin.query(EVENTS, { c: who })).behaviourEvents.totalCount, (await profile(who)).interests]).toEqual([0, []]);
    expect((await send([event({ visitorId }), event({ customerId: who })])).results.map((r: { reason: string }) => r.reason)).toEqual(['CONSENT_MISSING', 'CONSENT_MISSING']);
    expect((await identify({ visitorId: randomUUID(), customerId: who })).outcome).toBe('STOPPED');
    await say('GIVEN');
    await settled();
    expect((await send([event({ customerId: who })])).accepted).toBe(1);
  });

  it('stops and resumes at the wish of a colleague, within reach', async () => {
    const who = await made('不想被记录');
    await send([event({ customerId: who })]);
    const STOP = 'mutation($c: ID!) { stopBehaviour(customerId: $c, reason: "来电要求") { isStopped reason } }';
    expect((await admin.mutate(STOP, { c: who })).stopBehaviour).toEqual({ isStopped: true, reason: '来电要求' });
    expect((await send([event({ customerId: who })])).refused).toBe(1);
    expect((await admin.mutate('mutation($c: ID!) { resumeBehaviour(customerId: $c) { isStopped } }', { c: who })).resumeBehaviour.isStopped).toBe(false);
    expect((await send([event({ customerId: who })])).accepted).toBe(1);
    expect(await sales.refusal(STOP, { c: who })).toBe('NOT_FOUND');
    expect(await (await api.as('ANALYST')).refusal(STOP, { c: who })).toBe('FORBIDDEN');
  });
});

describe('events of pages', () => {
  const ORIGIN = 'https://shop.example';
  let key: string;
  let siteId: string;
  const post = (body: unknown, origin: string | null = ORIGIN) => {
    const test = api.anonymous().post('/api/events').unset('X-Requested-With').unset('Sec-Fetch-Site').set('content-type', 'text/plain');
    return (origin ? test.set('origin', origin) : test).send(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const body = (over: object = {}) => ({ site: key, consent: true, visitor: randomUUID(), events: [{ id: randomUUID(), name: 'PAGE_VIEW', at: Date.now(), path: '/x?y=1', topics: ['shoes'] }], ...over });

  beforeAll(async () => {
    const { createEventSite } = await admin.mutate('mutation($i: EventSiteInput!) { createEventSite(input: $i) { id key origins state can } }', { i: { name: '官网', origins: [`${ORIGIN}/`] } });
    expect(createEventSite).toMatchObject({ origins: [ORIGIN], state: 'ACTIVE', can: expect.arrayContaining(['PAUSE', 'TEST']) });
    ({ key, id: siteId } = createEventSite);
  });

  it('are taken from addresses of the site, without any cookie, and nothing is kept without consent', async () => {
    const answer = await post(body());
    expect([answer.status, answer.body, answer.headers['access-control-allow-origin'], answer.headers['set-cookie']]).toEqual([202, { accepted: 1, repeated: 0, refused: 0, reasons: [] }, ORIGIN, undefined]);
    expect((await post(body({ consent: false }))).body.accepted).toBe(0);
    const again = body();
    expect([(await post(again)).body.accepted, (await post(again)).body.repeated]).toEqual([1, 1]);
    const { eventSite } = await admin.query('query($id: ID!) { eventSite(id: $id) { acceptedCount repeatedCount lastEventAt days { accepted } } }', { id: siteId });
    expect(eventSite).toMatchObject({ acceptedCount: 2, repeatedCount: 1, lastEventAt: expect.any(String), days: [{ accepted: 2 }] });
  });

  it('are refused from elsewhere, to another key, to a paused site, and in another form', async () => {
    for (const [sent, origin, status] of [[body(), 'https://evil.example', 403], [body(), null, 403], [body({ site: 'site_0' }), ORIGIN, 403], ['not json', ORIGIN, 400], [body({ events: 'x' }), ORIGIN, 400]] as const) expect((await post(sent, origin)).status).toBe(status);
    await admin.mutate('mutation($id: ID!) { pauseEventSite(id: $id) { state } }', { id: siteId });
    expect((await post(body())).status).toBe(403);
    await admin.mutate('mutation($id: ID!) { resumeEventSite(id: $id) { state } }', { id: siteId });
    expect((await post(body())).status).toBe(202);
  });

  it('cannot say who somebody is', async () => {
    await post(body({ events: [{ id: randomUUID(), name: 'PAGE_VIEW', at: Date.now(), customerId: customer, externalKey: 'K-1', path: '/claimed' }] }));
    const { rows } = await api.db.query(`select customer_id from behaviour_event where path = '/claimed'`);
    expect(rows).toEqual([{ customer_id: null }]);
  });

  it('come by a script of three kilobytes at most that any page may carry', async () => {
    const script = await api.anonymous().get('/track.js').unset('X-Requested-With').unset('Sec-Fetch-Site');
    expect([script.status, script.headers['cross-origin-resource-policy'], script.headers['set-cookie']]).toEqual([200, 'cross-origin', undefined]);
    expect(Buffer.byteLength(script.text)).toBeLessThanOrEqual(3 * 1024);
    const asked = await api.anonymous().get('/api/events').unset('X-Requested-With');
    expect(asked.status).toBe(404);
  });

  it('a test shows that the way is open; sites are for whoever manages them', async () => {
    const { sendTestEvent } = await admin.mutate('mutation($id: ID!) { sendTestEvent(id: $id) { lastEventAt } }', { id: siteId });
    expect(sendTestEvent.lastEventAt).not.toBeNull();
    expect(await admin.refusal('mutation($i: EventSiteInput!) { createEventSite(input: $i) { id } }', { i: { name: 'x', origins: ['shop'] } })).toBe('INVALID_INPUT');
    expect(await sales.refusal('{ eventSites { nodes { id } } }')).toBe('FORBIDDEN');
    expect(await admin.refusal('mutation($id: ID!) { pauseEventSite(id: $id) { id } }', { id: NOWHERE })).toBe('NOT_FOUND');
  });
});

describe('months', () => {
  it('that are kept no longer are dropped, one act each, and their ids are forgotten', async () => {
    const who = await made('旧月份');
    const id = randomUUID();
    expect((await send([event({ id, customerId: who, occurredAt: ago(300) }), event({ customerId: who })])).accepted).toBe(2);
    await admin.mutate('mutation { setEventRetention(input: { months: 3 }) { months } }');
    await api.write(`insert into job (id, name, data, viewer) values ($1, 'customers.events-upkeep', '{}', '{"kind":"job","userId":null,"name":"job.events"}')`, [randomUUID()]);
    const left = async (): Promise<number> => (await api.db.query('select count(*)::int as n from event_key where id = $1', [id])).rows[0].n;
    await api.app.get(Worker).sweep(0);
    for (const end = Date.now() + 60_000; Date.now() < end && (await left()) > 0; await new Promise((next) => setTimeout(next, 100)));
    expect(await left()).toBe(0);
    expect((await admin.query(EVENTS, { c: who })).behaviourEvents.totalCount).toBe(1);
    const { rows } = await api.db.query(`select facts->>'month' as month, (facts->>'events')::int as events from audit_entry where action = 'customers.events-upkeep' and facts ? 'month' and (facts->>'events')::int > 0`);
    expect(rows).toContainEqual({ month: ago(300).slice(0, 7), events: expect.any(Number) });
    expect((await send([event({ id, customerId: who, occurredAt: ago(300) })])).results[0].reason).toBe('TIME_TOO_OLD');
    await admin.mutate('mutation { setEventRetention(input: { months: 25 }) { months } }');
  });
});

describe('the list of one customer', () => {
  it('goes on page by page, filtered by name and topic', async () => {
    const who = await made('多事件');
    await send(Array.from({ length: 120 }, (_, at) => event({ customerId: who, name: at % 2 ? 'CART' : 'PAGE_VIEW', occurredAt: ago(at / 2), topics: at % 3 ? [] : ['running'] })));
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { nodes, pageInfo }: { nodes: { id: string }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } = (await admin.query(EVENTS, { c: who, after })).behaviourEvents;
      seen.push(...nodes.map(({ id }: { id: string }) => id));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(new Set(seen).size).toBe(120);
    expect((await admin.query(EVENTS, { c: who, f: { name: { in: ['CART'] }, topics: { in: [running] } } })).behaviourEvents.totalCount).toBe(20);
    const { behaviourDays } = await admin.query('query($c: ID!) { behaviourDays(customerId: $c, days: 90) { day name count } }', { c: who });
    expect(behaviourDays.reduce((sum: number, day: { count: number }) => sum + day.count, 0)).toBe(120);
  });
});
