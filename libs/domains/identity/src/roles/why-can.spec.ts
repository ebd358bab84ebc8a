import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const WHY = 'query($t: String!, $id: ID!, $u: ID) { whyCan(type: $t, id: $id, userId: $u) { userId userName words { action allowed reasons { source name scope reaches until lentBy } } fields { name level by } } }';
const CUSTOMER = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';

let api: Api;
let sales: Client;
let south: Client;
let admin: Client;
let customer: string;

beforeAll(async () => {
  api = await startApi();
  [sales, south, admin] = await Promise.all(['SALES', 'SALES_SOUTH', 'ADMINISTRATOR'].map((who) => api.as(who))) as [Client, Client, Client];
  customer = (await sales.mutate(CUSTOMER, { i: { name: '吴缘' } })).createCustomer.id;
});
afterAll(() => api?.close());

interface Word { action: string; allowed: boolean; reasons: { reaches: boolean }[] }
const word = (answer: { whyCan: { words: Word[] } }, action: string): Word => answer.whyCan.words.find((one) => one.action === action)!;

describe('why can I', () => {
  it('says by which role and scope each action is allowed, and each field seen', async () => {
    const answer = await sales.query(WHY, { t: 'Customer', id: customer });
    expect(answer.whyCan).toMatchObject({ userId: personId('SALES'), userName: '赵一凡' });
    expect(word(answer, 'customer.update')).toEqual({ action: 'customer.update', allowed: true, reasons: [{ source: 'ROLE', name: '销售', scope: 'SELF', reaches: true, until: null, lentBy: null }] });
    expect(word(answer, 'customer.export')).toMatchObject({ allowed: false, reasons: [] });
    expect(answer.whyCan.fields.find((field: { name: string }) => field.name === 'phone')).toEqual({ name: 'phone', level: 'READ', by: ['销售'] });
    expect(answer.whyCan.fields.map((field: { name: string }) => field.name)).not.toContain('searchText');
  });

  it('tells of a colleague to who may see roles', async () => {
    const answer = await admin.query(WHY, { t: 'Customer', id: customer, u: personId('SALES_SOUTH') });
    expect(word(answer, 'customer.read')).toMatchObject({ allowed: false, reasons: [{ scope: 'TEAM', reaches: false }] });
    const counted = await admin.query(WHY, { t: 'Customer', id: customer, u: personId('ANALYST') });
    expect(counted.whyCan.fields).toEqual(expect.arrayContaining([{ name: 'name', level: 'MASKED', by: ['分析师'] }, { name: 'phone', level: 'HIDDEN', by: ['分析师'] }]));
    expect(await sales.refusal(WHY, { t: 'Customer', id: customer, u: personId('MANAGER') })).toBe('FORBIDDEN');
    expect(await api.anonymous().refusal(WHY, { t: 'Customer', id: customer })).toBe('NOT_SIGNED_IN');
  });

  it('knows nothing of a record out of the asker\'s reach, of whomever it is asked', async () => {
    const same = async (who: Client, one: object, other: object) => {
      const answers = await Promise.all([who.raw(WHY, one), who.raw(WHY, other)]);
      const [first, second] = answers.map((answer) => JSON.stringify(answer.errors).replaceAll(answer.errors![0]!.extensions.requestId, ''));
      expect(first).toBe(second);
      expect(answers[0]!.errors![0]!.extensions.code).toBe('NOT_FOUND');
    };
    await same(south, { t: 'Customer', id: customer }, { t: 'Customer', id: NOBODY });
    const manager = await api.as('MARKETING_MANAGER');
    const southern = (await south.mutate(CUSTOMER, { i: { name: '南方' } })).createCustomer.id;
    await same(manager, { t: 'Customer', id: southern, u: personId('SALES_SOUTH') }, { t: 'Customer', id: NOBODY, u: personId('SALES_SOUTH') });
    await same(manager, { t: 'Customer', id: southern, u: personId('SALES') }, { t: 'Customer', id: 'no-id', u: personId('SALES') });
  });

  it('refuses a type that does not exist, and a person who does not', async () => {
    expect(await admin.refusal(WHY, { t: 'Spaceship', id: customer })).toBe('UNKNOWN_NAME');
    expect(await admin.refusal(WHY, { t: 'Customer', id: customer, u: NOBODY })).toBe('NOT_FOUND');
  });
});
