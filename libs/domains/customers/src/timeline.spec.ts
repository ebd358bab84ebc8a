import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@dossier/kernel/data';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id version } }';
const RECORD = 'mutation($customer: ID!, $input: CommunicationInput!) { recordCommunication(customerId: $customer, input: $input) { id version kind direction at summary hasNote outcome nextStep nextOn nextState author { id } answers { question answer } can } }';
const ADD_NEED = 'mutation($customer: ID!, $input: NeedInput!) { addNeed(customerId: $customer, input: $input) { id version kind statement confidence status priority budgetMin budgetMax expectedOn evidence { kind refId text } can } }';
const ADD_FEEDBACK = 'mutation($customer: ID!, $input: FeedbackInput!) { addFeedback(customerId: $customer, input: $input) { id version kind score text status can } }';
const TIMELINE = 'query($id: ID!, $kinds: [TimelineKind!], $first: Int, $after: String) { customerTimeline(id: $id, kinds: $kinds, first: $first, after: $after) { nodes { id at kind what title text amount online actor { name } changes { field } } pageInfo { hasNextPage endCursor } } }';
const SIGN = 'mutation($id: ID!, $section: SignedSection!) { signOffCustomer(id: $id, section: $section) { id signOffs { section signedName customerVersion fields changed } } }';

let api: Api;
let sales: Client;
let south: Client;
let auditor: Client;

const customerOf = async (who: Client, name: string): Promise<string> => (await who.mutate(CREATE, { input: { name } })).createCustomer.id as string;
const call = async (who: Client, customer: string, input: object) => (await who.mutate(RECORD, { customer, input })).recordCommunication;

beforeAll(async () => {
  api = await startApi();
  [sales, south, auditor] = await Promise.all([api.as('SALES'), api.as('SALES_SOUTH'), api.as('AUDITOR')]);
});
afterAll(() => api?.close());

describe('the timeline', () => {
  const everything = async (who: Client, id: string, first: number, kinds?: string[]) => {
    const seen: { id: string; at: string; kind: string }[] = [];
    let after: string | null = null;
    for (let page = 0; page < 200; page += 1) {
      const { customerTimeline } = await who.query(TIMELINE, { id, first, after, ...(kinds ? { kinds } : {}) });
      seen.push(...customerTimeline.nodes);
      if (!customerTimeline.pageInfo.hasNextPage) return seen;
      after = customerTimeline.pageInfo.endCursor;
    }
    throw new Error('The timeline has no end');
  };

  it('mixes everything, newest first, and comes to the same in pages of any size', async () => {
    const id = await customerOf(sales, '时间线');
    const same = '2026-10-01T08:00:00Z';
    for (let at = 0; at < 7; at += 1) await call(sales, id, { kind: at % 2 ? 'CALL' : 'VISIT', summary: `第${at}次`, at: at < 4 ? same : `2026-10-0${at}T08:00:00.${at}Z` });
    for (let at = 0; at < 4; at += 1) await sales.mutate(ADD_FEEDBACK, { customer: id, input: { kind: 'PRAISE', text: `好${at}`, at: same } });
    await sales.mutate(ADD_NEED, { customer: id, input: { statement: '要' } });
    await sales.mutate(SIGN, { id, section: 'BASIC' });
    await sales.mutate('mutation($id: ID!) { updateCustomer(id: $id, version: 1, input: { city: "无锡" }) { id } }', { id });
    const whole = await everything(sales, id, 100);
    expect(new Set(whole.map(({ kind }) => kind))).toEqual(new Set(['COMMUNICATION', 'FEEDBACK', 'NEED', 'SIGN_OFF', 'CHANGE']));
    expect(whole.map(({ at }) => Date.parse(at))).toEqual([...whole.map(({ at }) => Date.parse(at))].sort((a, b) => b - a));
    for (const first of [1, 2, 3, 5]) expect((await everything(sales, id, first)).map((one) => one.id)).toEqual(whole.map((one) => one.id));
    expect((await everything(sales, id, 2, ['FEEDBACK'])).map((one) => one.kind)).toEqual(['FEEDBACK', 'FEEDBACK', 'FEEDBACK', 'FEEDBACK']);
    const marks = (await sales.query(TIMELINE, { id, kinds: ['COMMUNICATION'] })).customerTimeline.nodes;
    expect(new Set(marks.map(({ what, online }: { what: string; online: boolean }) => `${what} ${online}`))).toEqual(new Set(['CALL true', 'VISIT false']));
  });
  it('shows each kind to who holds its word, and is not there out of reach', async () => {
    const id = await customerOf(sales, '时间线权限');
    await call(sales, id, { summary: '只给同事' });
    await sales.mutate(ADD_NEED, { customer: id, input: { statement: '不给分析师看' } });
    const seen = await everything(await api.as('ANALYST'), id, 50);
    expect(seen.some(({ kind }) => kind === 'COMMUNICATION')).toBe(false);
    expect(JSON.stringify(seen)).not.toContain('不给分析师看');
    expect((await auditor.query('{ timelineKinds }')).timelineKinds).not.toContain('COMMUNICATION');
    expect(await south.refusal(TIMELINE, { id })).toBe('NOT_FOUND');
    expect(await api.anonymous().refusal(TIMELINE, { id })).toBe('NOT_SIGNED_IN');
    expect(await sales.refusal(TIMELINE, { id, after: Buffer.from('["timeline","CALL x","1"]').toString('base64url') })).toBe('INVALID_CURSOR');
    expect(await sales.refusal(TIMELINE, { id, first: 500 })).toBe('PAGE_TOO_LARGE');
  });

  /** A customer with 2,000 entries of all kinds, written at once. */
  const longHistory = async (id: string, sign = 'L'): Promise<void> => {
    const client = await api.db.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
      await client.query(`insert into sales_order (id, customer_id, owner_id, team_id, order_no, kind, ordered_at, ordered_on, amount_minor, currency, external_source, external_key)
        select gen_random_uuid(), c.id, c.owner_id, c.team_id, $2::text || n, 'SALE', now() - n * interval '5 hours', current_date, n, 'CNY', 'spec', $2::text || n from customer c, generate_series(1, 700) n where c.id = $1`, [id, sign]);
      await client.query(`insert into communication (id, customer_id, kind, at, summary) select gen_random_uuid(), $1, 'CALL', now() - n * interval '7 hours', 'n' || n from generate_series(1, 500) n`, [id]);
      await client.query(`insert into customer_feedback (id, customer_id, kind, at, text) select gen_random_uuid(), $1, 'PRAISE', now() - n * interval '11 hours', 'n' || n from generate_series(1, 300) n`, [id]);
      await client.query(`insert into customer_need (id, customer_id, kind, statement, created_at) select gen_random_uuid(), $1, 'EXPLICIT', 'n' || n, now() - n * interval '13 hours' from generate_series(1, 200) n`, [id]);
      await client.query(`do $$ begin for n in 1..300 loop update customer set city = 'C' || n, version = version + 1 where id = '${id}'; end loop; end $$`);
      // Others have their own: where one customer had nearly all rows, any index would do.
      const others = 'from customer c, generate_series(1, 100) n where c.id <> $1';
      await client.query(`insert into communication (id, customer_id, kind, at, summary) select gen_random_uuid(), c.id, 'CALL', now() - n * interval '3 hours', 'x' ${others}`, [id]);
      await client.query(`insert into customer_feedback (id, customer_id, kind, at, text) select gen_random_uuid(), c.id, 'PRAISE', now() - n * interval '3 hours', 'x' ${others}`, [id]);
      await client.query(`insert into customer_need (id, customer_id, kind, statement, created_at) select gen_random_uuid(), c.id, 'EXPLICIT', 'x', now() - n * interval '3 hours' ${others}`, [id]);
      await client.query(`insert into sales_order (id, customer_id, owner_id, team_id, order_no, kind, ordered_at, ordered_on, amount_minor, currency, external_source, external_key)
        select gen_random_uuid(), c.id, c.owner_id, c.team_id, 'O', 'SALE', now() - n * interval '3 hours', current_date, n, 'CNY', 'spec', $2::text || c.id || '-' || n ${others}`, [id, sign]);
      await client.query('commit');
    } finally {
      client.release();
    }
    for (const table of ['sales_order', 'communication', 'customer_feedback', 'customer_need', 'revision']) await api.db.query(`analyze ${table}`);
  };

  const TABLES = ['sales_order', 'communication', 'customer_feedback', 'customer_need', 'customer_sign_off', 'revision'];

  /** The rows that a statement touches of each source, those included that it passes over. */
  const touched = async ({ text, values }: { text: string; values: unknown[] }): Promise<Record<string, number>> => {
    const { rows } = await api.db.query(`explain (analyze, format json) ${text}`, values);
    const found: Record<string, number> = {};
    const look = (node: Record<string, unknown>): void => {
      const table = String(node['Relation Name'] ?? '');
      if (TABLES.includes(table)) found[table] = (found[table] ?? 0) + (Number(node['Actual Rows']) + Number(node['Rows Removed by Filter'] ?? 0)) * Number(node['Actual Loops']);
      for (const child of (node['Plans'] ?? []) as Record<string, unknown>[]) look(child);
    };
    look(rows[0]['QUERY PLAN'][0].Plan);
    return found;
  };

  it('reads no more rows of any source than the page holds and one, however long the history', async () => {
    const id = await customerOf(sales, '两千条');
    await longHistory(id);
    const database = api.app.get(Database);
    const { rows, query } = database;
    const asked: { text: string; values: unknown[] }[] = [];
    database.rows = (text, values, name) => (asked.push({ text, values: [...values] }), rows.call(database, text, values, name));
    database.query = ((text: string, values: unknown[] = []) => (asked.push({ text, values: [...values] }), query.call(database, text, values))) as never;
    let second = '';
    try {
      const { customerTimeline: first } = await sales.query(TIMELINE, { id, first: 50 });
      expect(first.nodes).toHaveLength(50);
      const perPage: Record<string, number> = {};
      for (const one of asked.filter(({ text }) => / limit /u.test(text))) for (const [table, count] of Object.entries(await touched(one))) perPage[table] = (perPage[table] ?? 0) + count;
      expect(Object.keys(perPage)).toEqual(expect.arrayContaining(['sales_order', 'communication', 'customer_feedback', 'customer_need', 'revision']));
      for (const [table, count] of Object.entries(perPage)) expect([table, count <= 51 ? 'within' : count]).toEqual([table, 'within']);
      asked.length = 0;
      second = first.pageInfo.endCursor;
      expect((await sales.query(TIMELINE, { id, first: 50, after: second })).customerTimeline.nodes).toHaveLength(50);
      let deep = second;
      for (let page = 0; page < 6; page += 1) deep = (await sales.query(TIMELINE, { id, first: 200, after: deep })).customerTimeline.pageInfo.endCursor;
      asked.length = 0;
      await sales.query(TIMELINE, { id, first: 50, after: deep });
      // What goes on from a place reads from that place: what came before it is not passed over again, be it ever so far down.
      for (const one of asked.filter(({ text }) => / limit /u.test(text))) for (const [table, count] of Object.entries(await touched(one))) expect([table, count <= 51 ? 'within' : count]).toEqual([table, 'within']);
    } finally {
      Object.assign(database, { rows, query });
    }
    const whole = await everything(sales, id, 200);
    expect(whole).toHaveLength(2001);
    expect(new Set(whole.map((one) => one.id)).size).toBe(2001);
  });

  it('gives each entry once and in its order, also when newer and older ones are added between two pages', async () => {
    const id = await customerOf(sales, '翻页之间');
    await longHistory(id, 'M');
    const before = (await everything(sales, id, 200)).map((one) => one.id);
    const seen: { id: string; at: string }[] = [];
    let after: string | null = null;
    for (let page = 0, more = true; more; page += 1) {
      const { customerTimeline } = await sales.query(TIMELINE, { id, first: 97, after });
      seen.push(...customerTimeline.nodes);
      ({ endCursor: after, hasNextPage: more } = customerTimeline.pageInfo);
      const last = Date.parse(seen.at(-1)!.at);
      // One that is newer than all, one at the very instant where the page ended, and one behind it.
      await call(sales, id, { summary: `新${page}` });
      await call(sales, id, { summary: `同${page}`, at: new Date(last).toISOString() });
      await sales.mutate(ADD_FEEDBACK, { customer: id, input: { kind: 'PRAISE', text: `旧${page}`, at: new Date(last - 60_000).toISOString() } });
      await sales.mutate('mutation($id: ID!, $version: Int!, $city: String) { updateCustomer(id: $id, version: $version, input: { city: $city }) { id } }', { id, version: (await sales.query('query($id: ID!) { customer(id: $id) { version } }', { id })).customer.version, city: `新城${page}` });
    }
    const ids = seen.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(before.filter((one) => !ids.includes(one))).toEqual([]);
    expect(seen.map(({ at }) => Date.parse(at))).toEqual(seen.map(({ at }) => Date.parse(at)).sort((a, b) => b - a));
    const now = (await everything(sales, id, 200)).map((one) => one.id);
    expect(ids).toEqual(now.filter((one) => ids.includes(one)));
  }, 900_000);
});
