import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const LIST = 'query($f: CustomerFilter) { customers(filter: $f, first: 50) { nodes { name } } }';
const SEGMENT = 'mutation($i: SegmentInput!) { createSegment(input: $i) { id } }';

let api: Api;
let admin: Client;
const ids: Record<string, string> = {};

const named = async (who: Client, filter: object): Promise<string[]> => (await who.query(LIST, { f: filter })).customers.nodes.map(({ name }: { name: string }) => name).sort();

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  for (const [name, who] of [['东一', 'SALES'], ['东二', 'SALES'], ['南一', 'SALES_SOUTH']] as const) ids[name] = (await (await api.as(who)).mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name } })).createCustomer.id;
  const call = `insert into communication (id, customer_id, kind, at, summary, outcome, author_id) values (gen_random_uuid(), $1, 'CALL', now() - $2 * interval '1 day', '电话', $3, $4)`;
  await api.write(call, [ids['东一'], 3, 'NOT_REACHED', personId('SALES')]);
  await api.write(call, [ids['南一'], 5, 'NOT_REACHED', personId('SALES_SOUTH')]);
  await api.write(call, [ids['东二'], 200, 'NOT_REACHED', personId('SALES')]);
  await api.write(call, [ids['东二'], 2, 'NOT_INTERESTED', personId('SALES')]);
  const need = `insert into customer_need (id, customer_id, kind, statement, status, created_at) values (gen_random_uuid(), $1, 'EXPLICIT', '补货', $2, now() - $3 * interval '1 day')`;
  await api.write(need, [ids['东一'], 'OPEN', 40]);
  await api.write(need, [ids['东二'], 'MET', 40]);
  await api.write(need, [ids['南一'], 'OPEN', 3]);
});
afterAll(() => api?.close());

describe('facts that go with leaving and stand elsewhere than on the shelf', () => {
  it('are conditions of the list: those of the last half year, and what waits longer than a month', async () => {
    expect(await named(admin, { churnSign: { in: ['NOT_REACHED'] } })).toEqual(['东一', '南一']);
    expect(await named(admin, { churnSign: { in: ['NOT_INTERESTED', 'NEED_WAITS'] } })).toEqual(['东一', '东二']);
    expect(await named(admin, { churnSign: { notIn: ['NOT_REACHED'] } })).toEqual(['东二']);
    expect(await named(admin, { churnSign: { in: ['COMPLAINT'] } })).toEqual([]);
  });

  it('find within reach alone', async () => {
    expect(await named(await api.as('SALES_SOUTH'), { churnSign: { in: ['NOT_REACHED'] } })).toEqual(['南一']);
  });

  it('are no name to whoever may not see their rows, in lists and in segments', async () => {
    const analyst = await api.as('ANALYST');
    expect(await analyst.refusal(LIST, { f: { churnSign: { in: ['NOT_REACHED'] } } })).toBe('UNKNOWN_NAME');
    expect(await analyst.refusal(LIST, { f: { churnSign: { notIn: ['NOT_INTERESTED'] } } })).toBe('UNKNOWN_NAME');
    expect(await analyst.refusal(SEGMENT, { i: { name: '没联系上', kind: 'DYNAMIC', definition: { rule: { customer: { churnSign: { in: ['NOT_REACHED'] } } } } } })).toMatch(/UNKNOWN_NAME|FORBIDDEN/);
  });

  it('keep a segment up: a new call brings its customer in', async () => {
    const { id } = (await admin.mutate(SEGMENT, { i: { name: '没联系上', kind: 'DYNAMIC', definition: { rule: { customer: { churnSign: { in: ['NOT_REACHED'] } } } } } })).createSegment;
    expect(await named(admin, { segments: { in: [id] } })).toEqual(['东一', '南一']);
    await api.write(`insert into communication (id, customer_id, kind, at, summary, outcome, author_id) values (gen_random_uuid(), $1, 'CALL', now(), '电话', 'NOT_REACHED', $2)`, [ids['东二'], personId('SALES')]);
    for (const end = Date.now() + 60_000; Date.now() < end && (await named(admin, { segments: { in: [id] } })).length < 3; ) await new Promise((next) => setTimeout(next, 100));
    expect(await named(admin, { segments: { in: [id] } })).toEqual(['东一', '东二', '南一']);
  });
});
