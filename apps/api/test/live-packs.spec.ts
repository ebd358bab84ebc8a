import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { sockets, type Ear } from './sockets';

let api: Api;
let line: Awaited<ReturnType<typeof sockets>>;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  line = await sockets(api);
  admin = await api.as('ADMIN');
});
afterEach(() => line.all.splice(0).forEach((ear) => ear.close()));
afterAll(() => api?.close());

const listening = async (who: string, types: string[]): Promise<Ear> => (await line.ear(await line.cookieOf(who)).init()).listen(types);

describe('A pack that comes or goes', () => {
  it('is told to whoever sees customers, by what it is and no more', async () => {
    const [sales, manager] = [await listening('SALES', ['AppliedPack']), await listening('MANAGER', ['AppliedPack'])];
    await admin.mutate('mutation { applyPack(code: RETAIL) { code } }');
    for (const ear of [sales, manager]) await ear.until(() => ear.heard.length > 0);
    await admin.mutate('mutation { removePack(code: RETAIL) { code } }');
    for (const ear of [sales, manager]) {
      await ear.until(() => ear.heard.length > 1);
      expect(ear.heard.map(({ type, operation }) => `${type} ${operation}`)).toEqual(['AppliedPack INSERT', 'AppliedPack DELETE']);
    }
    expect(JSON.stringify(sales.messages)).not.toContain('RETAIL');
  });

  it('lets advice and credit facts be heard as what they are of a customer, by the owner and not by the south', async () => {
    await admin.mutate('mutation { applyPack(code: FINANCE) { code } }');
    const sales = await api.as('SALES');
    const { createCustomer: { id } } = await sales.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: '实时' } });
    const [own, south] = [await listening('SALES', ['Customer']), await listening('SALES_SOUTH', ['Customer'])];
    await sales.mutate('mutation($id: ID!, $i: CreditFactInput!) { recordCreditFact(customerId: $id, input: $i) { id } }', { id, i: { kind: 'RATING', value: 700, source: '征信', observedOn: '2026-01-02', consentedOn: '2026-01-01' } });
    await own.until(() => own.heard.length > 0);
    expect(own.heard[0]).toMatchObject({ type: 'Customer', id, operation: 'UPDATE', fields: ['creditFacts'] });
    expect(await south.rest()).toEqual([]);
  });
});
