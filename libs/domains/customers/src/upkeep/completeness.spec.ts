import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id version identities { id kind } } }';
const FULL = 'query($id: ID!) { customerCompleteness(id: $id) { share sections { section share missing } } }';
const VALID = 'query($id: ID!) { contactValidity(customerId: $id) { id kind probability halfLifeMonths outcome stale } }';
const CHECK = 'mutation($id: ID!, $outcome: ContactOutcome!) { checkContact(identityId: $id, outcome: $outcome) { id probability outcome stale } }';

jest.setTimeout(120_000);
let api: Api;
let sales: Client;

beforeAll(async () => {
  api = await startApi();
  sales = await api.as('SALES');
});
afterAll(() => api?.close());

describe('contacts', () => {
  it('are the less likely right the older they are, by half for each half-life; a good sign refreshes, a bounce ends it', async () => {
    const made = (await sales.mutate(CREATE, { input: { name: '衰减', phone: '13900139222' } })).createCustomer;
    const [phone] = made.identities as { id: string }[];
    await api.write(`update customer_identity set created_at = now() - interval '36 months' where id = $1`, [phone!.id]);
    const [aged] = (await sales.query(VALID, { id: made.id })).contactValidity;
    expect(aged).toMatchObject({ halfLifeMonths: 36, outcome: null });
    expect(aged.probability).toBeCloseTo(0.5, 2);
    expect((await sales.mutate(CHECK, { id: phone!.id, outcome: 'CONFIRMED' })).checkContact[0].probability).toBeCloseTo(1, 2);
    expect((await sales.mutate(CHECK, { id: phone!.id, outcome: 'BOUNCED' })).checkContact[0]).toMatchObject({ probability: 0.02, outcome: 'BOUNCED', stale: true });
    expect(await (await api.as('SALES_SOUTH')).refusal(CHECK, { id: phone!.id, outcome: 'CONFIRMED' })).toBe('NOT_FOUND');
    expect(await (await api.as('AUDITOR')).refusal(CHECK, { id: phone!.id, outcome: 'CONFIRMED' })).toBe('FORBIDDEN');
    expect((await (await api.as('ANALYST')).query(VALID, { id: made.id })).contactValidity).toEqual([]);
  });
});

describe('completeness', () => {
  it('is weight filled by weight asked for, and says what is missing', async () => {
    const { id } = (await sales.mutate(CREATE, { input: { name: '半满', phone: '13900139333', gender: 'FEMALE' } })).createCustomer;
    const { customerCompleteness: full } = await sales.query(FULL, { id });
    const basic = full.sections.find(({ section }: { section: string }) => section === 'BASIC');
    // name 3, gender 1, owner 1 of name 3, gender 1, birth 2, occupation 1, place 2, source 1, owner 1.
    expect(basic).toEqual({ section: 'BASIC', share: 0.4545, missing: ['birthDate', 'occupation', 'place', 'source'] });
    expect(full.sections.find(({ section }: { section: string }) => section === 'CONTACT')).toEqual({ section: 'CONTACT', share: 0.6, missing: ['email'] });
  });
  it('counts nothing that is closed to its reader, and is not there out of reach', async () => {
    const { id } = (await sales.mutate(CREATE, { input: { name: '闭合', phone: '13900139444' } })).createCustomer;
    const { customerCompleteness: full } = await (await api.as('ANALYST')).query(FULL, { id });
    expect(full.sections.map(({ section }: { section: string }) => section)).not.toContain('CONTACT');
    expect(await (await api.as('SALES_SOUTH')).refusal(FULL, { id })).toBe('NOT_FOUND');
  });
});
