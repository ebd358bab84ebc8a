import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const OPEN = 'mutation($id: ID!, $i: ServiceRequestInput!) { openServiceRequest(customerId: $id, input: $i) { id version can } }';
const UPDATE = 'mutation($id: ID!, $v: Int!, $i: ServiceRequestChange!) { updateServiceRequest(id: $id, version: $v, input: $i) { id version kind subject dueOn } }';
const CLOSE = 'mutation($id: ID!, $i: ServiceClosingInput!) { closeServiceRequest(id: $id, input: $i) { state satisfaction can } }';
const RATE = 'mutation($id: ID!, $i: ServiceClosingInput!) { rateServiceRequest(id: $id, input: $i) { state satisfaction effort } }';
const verb = (name: string): string => `mutation($id: ID!) { ${name}(id: $id) { id state satisfaction closedAt archivedAt } }`;

let api: Api;
let sales: Client;
let customerId: string;

const opened = async (): Promise<{ id: string; version: number; can: string[] }> => (await sales.mutate(OPEN, { id: customerId, i: { kind: 'REPAIR', subject: '空调', dueOn: '2026-12-01' } })).openServiceRequest;
const shown = async (): Promise<string[]> => ((await sales.query('query($id: ID!) { customer(id: $id) { serviceRequests { id } } }', { id: customerId })).customer.serviceRequests as { id: string }[]).map(({ id }) => id);

beforeAll(async () => {
  api = await startApi();
  sales = await api.as('SALES');
  await (await api.as('ADMIN')).mutate('mutation { applyPack(code: SERVICES) { code } }');
  customerId = (await sales.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: '服务' } })).createCustomer.id;
});
afterAll(() => api?.close());

describe('a service request', () => {
  it('is put right, taken out and brought back', async () => {
    const { id, version, can } = await opened();
    expect(can).toEqual(['UPDATE', 'CLOSE', 'ARCHIVE']);
    expect((await sales.mutate(UPDATE, { id, v: version, i: { subject: '冰箱', dueOn: null } })).updateServiceRequest).toMatchObject({ kind: 'REPAIR', subject: '冰箱', dueOn: null });
    expect((await sales.mutate(verb('archiveServiceRequest'), { id })).archiveServiceRequest.archivedAt).toBeTruthy();
    expect(await shown()).not.toContain(id);
    await sales.mutate(verb('restoreServiceRequest'), { id });
    expect(await shown()).toContain(id);
  });
  it('is rated when the customer answers, after it was closed, and its closing can be taken back', async () => {
    const { id } = await opened();
    expect(await sales.refusal(RATE, { id, i: { satisfaction: 5 } })).toBe('FORBIDDEN');
    expect((await sales.mutate(CLOSE, { id, i: {} })).closeServiceRequest).toEqual({ state: 'CLOSED', satisfaction: null, can: ['UPDATE', 'RATE', 'REOPEN', 'ARCHIVE'] });
    expect((await sales.mutate(RATE, { id, i: { satisfaction: 5, effort: 1 } })).rateServiceRequest).toEqual({ state: 'CLOSED', satisfaction: 5, effort: 1 });
    expect(await sales.refusal(RATE, { id, i: { satisfaction: 6 } })).toBe('INVALID_INPUT');
    expect((await sales.query('{ packKpis { key value } }')).packKpis).toContainEqual({ key: 'satisfaction', value: 5 });
    expect((await sales.mutate(verb('reopenServiceRequest'), { id })).reopenServiceRequest).toMatchObject({ state: 'OPEN', satisfaction: null, closedAt: null });
    expect(await sales.refusal(verb('reopenServiceRequest'), { id })).toBe('FORBIDDEN');
  });
  it('is out of reach of others, closed to who lacks the word, and keeps to its rules', async () => {
    const { id, version } = await opened();
    const [south, auditor] = [await api.as('SALES_SOUTH'), await api.as('AUDITOR')];
    const asked: [string, object][] = [[UPDATE, { id, v: version, i: { subject: 'x' } }], [RATE, { id, i: {} }], ...['reopenServiceRequest', 'archiveServiceRequest', 'restoreServiceRequest'].map((name): [string, object] => [verb(name), { id }])];
    for (const [document, variables] of asked) expect([document, await south.refusal(document, variables), await auditor.refusal(document, variables)]).toEqual([document, 'NOT_FOUND', 'FORBIDDEN']);
    expect(await sales.refusal(UPDATE, { id, v: version, i: { subject: '  ' } })).toBe('INVALID_INPUT');
    await sales.mutate(verb('archiveServiceRequest'), { id });
    expect(await sales.refusal(UPDATE, { id, v: version + 1, i: { subject: 'x' } })).toBe('FORBIDDEN');
    expect(await sales.refusal(CLOSE, { id, i: {} })).toBe('FORBIDDEN');
  });
});
