import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const SEGMENT = 'id version name kind visibility mine readable state freshAt can definition count { count isExact }';
const CREATE = `mutation($input: SegmentInput!) { createSegment(input: $input) { ${SEGMENT} } }`;
const ONE = `query($id: ID!) { segment(id: $id) { ${SEGMENT} } }`;
const PREVIEW = 'query($definition: SegmentDefinitionInput!) { previewSegment(definition: $definition) { count { count isExact } customers { id name } leaves { path count } } }';
const CUSTOMER = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id version } }';

jest.setTimeout(120_000);
let api: Api;
let marketer: Client;
let manager: Client;

beforeAll(async () => {
  api = await startApi();
  marketer = await api.as('MARKETER');
  manager = await api.as('MANAGER');
});
afterAll(() => api?.close());

const customer = async (input: object, who = marketer): Promise<string> => (await who.mutate(CUSTOMER, { input })).createCustomer.id;

describe('segments', () => {
  it('find whom their definition says', async () => {
    const id = await customer({ name: '分群甲', city: '杭州', gender: 'FEMALE' });
    await customer({ name: '分群乙', city: '杭州', gender: 'MALE' });
    const definition = { rule: { all: [{ customer: { city: { equals: '杭州' } } }, { not: { customer: { gender: { in: ['MALE'] } } } }] } };
    const { previewSegment: found } = await marketer.query(PREVIEW, { definition });
    expect(found).toEqual({ count: { count: 1, isExact: true }, customers: [{ id, name: '分群甲' }], leaves: [{ path: 'rule.all.0', count: 2 }, { path: 'rule.all.1.not', count: 1 }] });
    const { createSegment: made } = await marketer.mutate(CREATE, { input: { name: '杭州女客', kind: 'DYNAMIC', definition } });
    expect(made).toMatchObject({ name: '杭州女客', count: { count: 1, isExact: true }, state: 'FRESH', readable: true, mine: true });
    expect((await marketer.query(ONE, { id: made.id })).segment.definition).toEqual(definition);
    expect(manager).toBeDefined();
  });
});
