import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import request from 'supertest';
import { KeyRing } from '@dossier/kernel/crypto';
import { Database } from '@dossier/kernel/data';
import { startApi, type Api } from '@dossier/kernel/testing';
import { ADMIN, idOf, MANAGER } from '../src/bench/company';
import { generate } from '../src/bench/generate';
import { on, sessionOf } from '../src/bench/place';
import { shapesOf } from '../src/bench/shapes';

const CUSTOMERS = 20_000;
/** Read whole where nothing narrower is asked: words inside texts that no page filters by alone, and questions that most rows answer. */
const UNINDEXED = new Set(['customers companyName', 'customers archiveNo', 'customers externalKey', 'customers region', 'customers city', 'customers birthDate', 'customers occupation', 'orders orderNo', 'orders currency']);

/** Scores as a night leaves them, a statement a shelf; `chance(n)` is an even number of 0 to 1 of the customer. */
const chance = (number: number): string => `((hashtextextended(external_key, ${number}) & 65535) / 65536.0)`;
const shelves: Readonly<Record<string, string>> = {
  customer_value: `insert into customer_value (customer_id, version_id, as_of, basis, currency, purchase_days, rfm_recency, rfm_frequency, rfm_monetary, rfm_group, alive_probability, silence_probability, expected_purchases, lifetime_minor, value_decile)
    select c.id, '0199dead-0000-7000-8000-0000000000c2', current_date, 'MODEL', 'CNY', 4, 1 + (4 * ${chance(11)})::int, 1 + (4 * ${chance(12)})::int, 1 + (4 * ${chance(13)})::int, (array['CHAMPION','LOYAL','NEW','LOST','AT_RISK'])[1 + (4 * ${chance(14)})::int],
      ${chance(15)}, 0.5, 20 * ${chance(16)}, (1000000 * ${chance(17)})::bigint, 1 + (9 * ${chance(17)})::int from customer c where ${chance(18)} < 0.9 on conflict do nothing`,
  customer_churn: `insert into customer_churn (customer_id, as_of, basis, band, probability, at_stake_minor, currency, quiet_days, allowed_days, left_on, reasons, signs, held_out)
    select c.id, current_date, 'MODEL', (array['HIGH','MEDIUM','LOW','LEFT'])[1 + (3 * ${chance(21)})::int], ${chance(22)}, (100000 * ${chance(23)})::bigint, 'CNY', 30, 90, current_date - (1000 * ${chance(24)})::int,
      case when ${chance(25)} < 0.02 then '["COMPLAINED"]'::jsonb else '["LONG_SILENCE"]'::jsonb end, case when ${chance(26)} < 0.02 then '["COMPLAINT"]'::jsonb else '[]'::jsonb end, ${chance(27)} < 0.1 from customer c where ${chance(28)} < 0.9 on conflict do nothing`,
  customer_cluster: `insert into customer_cluster (customer_id, version_id, cluster, as_of) select c.id, '0199dead-0000-7000-8000-0000000000c1', (1 + (${chance(7)} * 4)::int)::text, current_date from customer c where ${chance(8)} < 0.9 on conflict do nothing`,
  customer_next: `insert into customer_next (customer_id, status, purchases, expected_on, within30, within60, within90, category1_id, category1_share, as_of)
    select c.id, 'OK', 5, current_date + (200 * ${chance(1)})::int, ${chance(2)}, 0.9, 0.95, g.ids[1 + (${chance(3)} * 11)::int], 0.5, current_date
    from customer c, (select array_agg(id order by id) as ids from product_category) g where ${chance(4)} < 0.8 on conflict do nothing`,
};

/** A lead of nearly every customer, in the hands of whoever has the customer; the older half is closed. */
const leads = `insert into lead (id, customer_id, origin, source_id, subject, product_id, amount_minor, authority, stage, status, loss_reason, owner_id, team_id, opened_at, opened_on, last_touch_at, stage_since, next_on, response_due_at, first_response_at, closed_at, closed_on)
    select gen_random_uuid(), c.id, (array['FORM','API','CALL','FAIR','EMAIL','IMPORT','STAFF'])[1 + (6 * ${chance(31)})::int], c.source_id, '意向', (select id from product order by id offset (c.created_at::date - date '2000-01-01') % 20 limit 1), (1000000 * ${chance(32)})::bigint,
      case when ${chance(33)} < 0.02 then 'DECIDER' else 'UNKNOWN' end, (array['NEW','CONTACTED','QUALIFIED','PROPOSAL','NEGOTIATION'])[1 + (4 * ${chance(34)})::int], case when x.is_open then 'OPEN' else 'LOST' end, case when x.is_open then null else 'PRICE' end,
      c.owner_id, c.team_id, x.at, x.at::date, x.at + interval '1 day', x.at, case when x.is_open then current_date + (100 * ${chance(35)} - 5)::int end, x.at + interval '2 hours', case when ${chance(36)} < 0.98 then x.at end,
      case when not x.is_open then x.at + interval '9 days' end, case when not x.is_open then x.at::date + 9 end
    from customer c, lateral (select now() - interval '600 days' * ${chance(37)} as at, ${chance(38)} < 0.5 as is_open) x where ${chance(39)} < 0.9`;

interface Asked {
  text: string;
  values: unknown[];
}

let api: Api;
let cookies: Record<string, string>;
const asked: Asked[] = [];

beforeAll(async () => {
  api = await startApi();
  const ring = new KeyRing(new Map([[1, createHash('sha256').update('plans').digest()]]));
  await on(api.url, (client) => generate(client, ring, { customers: CUSTOMERS, done: ['events', 'interests', 'consents'] }));
  await on(api.url, async (client) => {
    await client.query('set session_replication_role = replica');
    for (const [table, fill] of Object.entries(shelves)) {
      await client.query(fill);
      await client.query(`vacuum analyze ${table}`);
    }
  });
  await on(api.url, async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(leads);
    await client.query(`insert into lead_score (lead_id, score, grade, fit, engagement, basis) select id, 1 + abs(hashtext(id::text)) % 99, (array['A','B','C','D'])[1 + abs(hashtext('g' || id)) % 4], 50, 50, 'RULE' from lead where abs(hashtext('s' || id)) % 10 > 0`);
    for (const table of ['lead', 'lead_score']) await client.query(`vacuum analyze ${table}`);
  });
  await on(api.url, (client) => client.query('update company set require_second_factor = false').catch(() => undefined));
  await (await api.as('ADMIN')).mutate(`mutation { createCustomField(input: { key: "planned", name: "计划", nameEn: "Planned", type: NUMBER, sortable: true }) { id } }`);
  cookies = { everything: await sessionOf(api.url, ADMIN), region: await sessionOf(api.url, MANAGER) };
  const database = api.app.get(Database);
  const rows = database.rows.bind(database);
  database.rows = (text, values, name) => {
    asked.push({ text, values: [...values] });
    return rows(text, values, name);
  };
  const planned = database.planned.bind(database);
  database.planned = (settings, text, values = []) => {
    asked.push({ text, values: [...values] });
    return planned(settings, text, values);
  };
}, 400_000);

afterAll(() => api?.close());

const owner = idOf('user 华东 0 0');
const team = idOf('team 华东 0');

const customerFilters: Record<string, unknown> = {
  search: '王伟', name: { contains: '王伟' }, companyName: { contains: '贸易' }, archiveNo: { equals: 'DA-2026-000077' }, externalKey: { equals: 'B77' },
  kind: { in: ['PERSON'] }, stage: { in: ['ACTIVE'] }, gender: { in: ['FEMALE'] }, occupation: { in: ['TEACHER'] }, country: { in: ['CN'] }, region: { contains: '广东' }, city: { contains: '杭州' },
  owner: { in: [owner] }, team: { in: [team] }, source: { in: [idOf('渠道 1')] }, tags: { in: [idOf('标签 1')] }, interests: { in: [idOf('标签 1')] }, segments: { in: ['0199dead-0000-7000-8000-000000000000'] }, birthDate: { month: 5 },
  createdAt: { from: '2025-01-01' }, updatedAt: { from: '2025-01-01' }, firstOrderOn: { from: '2026-01-01' }, lastOrderOn: { from: '2026-10-01' },
  orderCount: { min: 5 }, recencyDays: { max: 30 }, netAmount: { min: 100000 }, topCategory: { in: [idOf('category 1')] }, archived: false, hasPhone: true, hasEmail: true, demo: false, forPurpose: { purpose: 'SERVICE' },
  custom: [{ key: 'planned', min: 5 }], offerableProductId: idOf('product 1'), completeness: { min: 0.9 }, cluster: { in: ['2'] },
  rfmGroup: { in: ['CHAMPION'] }, rfmRecency: { min: 5 }, rfmFrequency: { min: 5 }, rfmMonetary: { min: 5 }, aliveProbability: { min: 0.99 }, expectedPurchases: { min: 19.8 }, lifetimeValue: { min: 990000 }, valueDecile: { min: 10 },
  churnProbability: { min: 0.98 }, churnBand: { in: ['LEFT'] }, churnAtStake: { min: 98000 }, churnedOn: { last: 30 }, churnReason: { in: ['COMPLAINED'] }, churnSign: { in: ['COMPLAINT'] }, heldOut: true,
  nextPurchaseOn: { next: 30 }, nextWithin30: { min: 0.8 }, nextCategory: { in: [idOf('category 1')] },
};
const orderFilters: Record<string, unknown> = {
  search: 'SOB77', orderNo: { startsWith: 'SOB77' }, kind: { in: ['REFUND'] }, customer: { in: [idOf('customer 77')] }, orderedOn: { from: '2026-10-01' },
  amount: { min: 50000 }, currency: { in: ['CNY'] }, owner: { in: [owner] }, team: { in: [team] },
};

const leadFilters: Record<string, unknown> = {
  search: '王伟', id: { in: [idOf('lead 77')] }, status: { in: ['OPEN'] }, stage: { in: ['PROPOSAL'] }, origin: { in: ['FAIR'] }, authority: { in: ['DECIDER'] }, lossReason: { in: ['PRICE'] }, owner: { in: [owner] }, team: { in: [team] }, source: { in: [idOf('渠道 1')] },
  product: { in: [idOf('product 1')] }, customer: { in: [idOf('customer 77')] }, openedOn: { last: 3 }, closedOn: { last: 3 }, nextOn: { next: 1 }, amount: { min: 990000 }, isOverdue: true, isUnanswered: true, hasOwner: false, archived: false,
  grade: { in: ['A'] }, score: { min: 97 },
};

const schema = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
const block = (kind: string, name: string): string[] => [...(new RegExp(`^${kind} ${name} \\{([^}]*)\\}`, 'm').exec(schema)?.[1] ?? '').matchAll(/^ {2}(\w+)/gm)].map(([, word]) => word!);
const lists = [
  { list: 'customers', type: 'Customer', filters: customerFilters, node: 'id name' },
  { list: 'orders', type: 'Order', filters: orderFilters, node: 'id orderNo' },
  { list: 'leads', type: 'Lead', filters: leadFilters, node: 'id subject' },
];

it.each(lists)('knows every filter of the list of $list', ({ type, filters }) => {
  expect(Object.keys(filters).sort()).toEqual(block('input', `${type}Filter`).filter((name) => !['and', 'or', 'not'].includes(name)).sort());
});

async function page(who: string, list: string, type: string, variables: object): Promise<{ endCursor: string | null }> {
  const document = `query($filter: ${type}Filter, $sort: ${type}Sort, $order: SortOrder, $after: String) { ${list}(first: 50, filter: $filter, sort: $sort, order: $order, after: $after) { nodes { id } pageInfo { endCursor } } }`;
  const { body } = await request(api.app.getHttpServer()).post('/graphql').set('X-Requested-With', 'dossier').set('Sec-Fetch-Site', 'same-origin').set('Cookie', cookies[who]!).send({ query: document, variables });
  if (body.errors) throw new Error(JSON.stringify(body.errors[0]));
  return body.data[list].pageInfo as { endCursor: string | null };
}

/** Tables that a statement reads from end to end. */
async function scanned({ text, values }: Asked): Promise<string[]> {
  const { rows } = await api.db.query(`explain (format json) ${text}`, values);
  const found: string[] = [];
  const look = (node: Record<string, unknown>): void => {
    if (node['Node Type'] === 'Seq Scan') found.push(String(node['Relation Name']));
    for (const child of (node['Plans'] ?? []) as Record<string, unknown>[]) look(child);
  };
  look((rows[0] as { 'QUERY PLAN': { Plan: Record<string, unknown> }[] })['QUERY PLAN'][0]!.Plan);
  return found.filter((table) => ['customer', 'sales_order', 'lead'].includes(table));
}

it.each(lists)('reads no list of $list from end to end, by any filter, sort and reach', async ({ list, type, filters }) => {
  const bad: string[] = [];
  for (const who of ['everything', 'region']) {
    for (const name of ['', ...Object.keys(filters)]) {
      for (const sort of block('enum', `${type}Sort`)) {
        for (const order of ['ASC', 'DESC']) {
          asked.length = 0;
          const filter = name === '' ? {} : { [name]: filters[name] };
          const { endCursor } = await page(who, list, type, { filter, sort, order });
          if (name === '' && endCursor) await page(who, list, type, { filter, sort, order, after: endCursor });
          for (const one of asked) if ((await scanned(one)).length > 0) bad.push(`${list} ${name || '(none)'} ${sort} ${order} ${who}`);
        }
      }
    }
  }
  expect(bad.filter((one) => !UNINDEXED.has(one.split(' ').slice(0, 2).join(' ')))).toEqual([]);
}, 400_000);

it('reads no list of customers from end to end when a custom field sorts it', async () => {
  const document = 'query($order: SortOrder, $after: String) { customers(first: 50, sortField: "planned", order: $order, after: $after) { nodes { id } pageInfo { endCursor } } }';
  const ask = async (who: string, variables: object): Promise<string | null> => {
    const { body } = await request(api.app.getHttpServer()).post('/graphql').set('X-Requested-With', 'dossier').set('Sec-Fetch-Site', 'same-origin').set('Cookie', cookies[who]!).send({ query: document, variables });
    if (body.errors) throw new Error(JSON.stringify(body.errors[0]));
    return body.data.customers.pageInfo.endCursor as string | null;
  };
  const bad: string[] = [];
  for (const who of ['everything', 'region']) {
    for (const order of ['ASC', 'DESC']) {
      asked.length = 0;
      const after = await ask(who, { order });
      if (after) await ask(who, { order, after });
      for (const one of asked) if ((await scanned(one)).length > 0) bad.push(`${order} ${who}`);
    }
  }
  expect(bad).toEqual([]);
}, 400_000);

it('counts no segment over sums, fields, categories and windows of orders from a wide table', async () => {
  const shapes = (await on(api.url, shapesOf)).filter(({ name }) => /^(summaries|fields|tag and category|a (month|year) of orders|exclusions)/.test(name));
  expect(shapes.length).toBeGreaterThan(6);
  const bad: string[] = [];
  for (const who of ['everything', 'region']) {
    for (const { name, definition } of shapes) {
      asked.length = 0;
      const { body } = await request(api.app.getHttpServer()).post('/graphql').set('X-Requested-With', 'dossier').set('Sec-Fetch-Site', 'same-origin').set('Cookie', cookies[who]!)
        .send({ query: 'query($definition: SegmentDefinitionInput!) { previewSegment(definition: $definition) { count { count } } }', variables: { definition } });
      if (body.errors) throw new Error(JSON.stringify(body.errors[0]));
      expect(asked.length).toBeGreaterThan(0);
      for (const one of asked) for (const table of await scanned(one)) bad.push(`${name} ${who}: ${table}`);
    }
  }
  expect(bad).toEqual([]);
}, 400_000);
