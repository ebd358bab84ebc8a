import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const APPLY = 'mutation($c: PackCode!) { applyPack(code: $c) { code applied } }';
const REMOVE = 'mutation($c: PackCode!) { removePack(code: $c) { code applied } }';
const CREATE = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id version } }';
const ASSESS = 'mutation($id: ID!, $i: RiskAssessmentInput!) { assessRisk(customerId: $id, input: $i) { id } }';
const HOLD = 'mutation($id: ID!, $i: HoldingInput!) { recordHolding(customerId: $id, input: $i) { id version name can } }';
const UPDATE = 'mutation($id: ID!, $v: Int!, $i: HoldingChange!) { updateHolding(id: $id, version: $v, input: $i) { id version name value asOf } }';
const CREDIT = 'mutation($id: ID!, $i: CreditFactInput!) { recordCreditFact(customerId: $id, input: $i) { id can } }';
const CHECK = 'query($id: ID!, $p: ID!, $a: Money) { productCheck(customerId: $id, productId: $p, amount: $a) { productName offerable reason rule says level riskLevel minAmount recordingDue } }';
const STANDING = 'query($id: ID!) { customerFinance(customerId: $id) { open writable holdingCount holdingTotals longestUntil } }';
const FACTS = 'query($id: ID!) { customer(id: $id) { riskAssessments { id level expired } holdings { id name } creditFacts { id } creditWatches { reason closedAt } } }';
const verb = (name: string): string => `mutation($id: ID!) { ${name}(id: $id) { id archivedAt } }`;
const NOWHERE = '0199dead-0000-7000-8000-000000000000';

let api: Api;
let admin: Client;
let sales: Client;
let south: Client;
let marketer: Client;
const product: Record<string, string> = {};

const customer = async (name: string): Promise<string> => (await sales.mutate(CREATE, { i: { name } })).createCustomer.id;
const facts = async (id: string): Promise<{ riskAssessments: { id: string; level: string }[]; holdings: { id: string; name: string }[]; creditFacts: { id: string }[]; creditWatches: { reason: string; closedAt: string | null }[] }> => (await sales.query(FACTS, { id })).customer;
beforeAll(async () => {
  api = await startApi();
  [admin, sales, south, marketer] = [await api.as('ADMIN'), await api.as('SALES'), await api.as('SALES_SOUTH'), await api.as('MARKETER')];
  await admin.mutate(APPLY, { c: 'FINANCE' });
  const { products } = await admin.query('{ products(first: 200) { nodes { id code } } }');
  for (const { id, code } of products.nodes as { id: string; code: string }[]) product[code] = id;
});
afterAll(() => api?.close());

describe('a holding', () => {
  it('is put right, taken out and brought back', async () => {
    const id = await customer('持有');
    const { recordHolding: made } = await sales.mutate(HOLD, { id, i: { name: '外部基金', value: { minor: 900, currency: 'CNY' }, asOf: '2026-01-01' } });
    expect(made.can).toEqual(expect.arrayContaining(['UPDATE', 'ARCHIVE']));
    const { updateHolding } = await sales.mutate(UPDATE, { id: made.id, v: made.version, i: { value: { minor: 1_200, currency: 'CNY' } } });
    expect(updateHolding).toMatchObject({ name: '外部基金', value: { minor: 1_200, currency: 'CNY' }, asOf: '2026-01-01' });
    expect((await sales.mutate(verb('archiveHolding'), { id: made.id })).archiveHolding.archivedAt).toBeTruthy();
    expect((await facts(id)).holdings).toEqual([]);
    expect((await sales.query(STANDING, { id })).customerFinance).toMatchObject({ holdingCount: 0, holdingTotals: [] });
    await sales.mutate(verb('restoreHolding'), { id: made.id });
    expect((await facts(id)).holdings).toEqual([{ id: made.id, name: '外部基金' }]);
  });
  it('is out of reach of others, closed to who lacks the word, and keeps to its rules', async () => {
    const id = await customer('持有二');
    const { recordHolding: made } = await sales.mutate(HOLD, { id, i: { name: '外部基金', value: { minor: 900, currency: 'CNY' }, asOf: '2026-01-01' } });
    for (const name of ['archiveHolding', 'restoreHolding']) {
      expect(await south.refusal(verb(name), { id: made.id })).toBe('NOT_FOUND');
      expect(await marketer.refusal(verb(name), { id: made.id })).toBe('FORBIDDEN');
    }
    expect(await south.refusal(UPDATE, { id: made.id, v: 1, i: { name: 'x' } })).toBe('NOT_FOUND');
    expect(await marketer.refusal(UPDATE, { id: made.id, v: 1, i: { name: 'x' } })).toBe('FORBIDDEN');
    expect(await sales.refusal(UPDATE, { id: made.id, v: 1, i: { asOf: '2999-01-01' } })).toBe('INVALID_INPUT');
    await sales.mutate(verb('archiveHolding'), { id: made.id });
    expect(await sales.refusal(UPDATE, { id: made.id, v: 2, i: { name: 'x' } })).toBe('FORBIDDEN');
    expect(await sales.refusal(verb('archiveHolding'), { id: made.id })).toBe('FORBIDDEN');
  });
  it('shows a colleague that there is one, and no sum', async () => {
    const id = await customer('持有三');
    await sales.mutate(HOLD, { id, i: { name: '外部基金', value: { minor: 900, currency: 'CNY' }, asOf: '2026-01-01' } });
    expect((await sales.query(STANDING, { id })).customerFinance).toMatchObject({ open: true, writable: true, holdingCount: 1, holdingTotals: [{ minor: 900, currency: 'CNY' }], longestUntil: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    expect((await marketer.query(STANDING, { id })).customerFinance).toMatchObject({ open: false, writable: false, holdingCount: 1, holdingTotals: null });
    await api.write('update customer set owner_id = $2 where id = $1', [id, personId('MARKETER')]);
    expect((await sales.query(STANDING, { id })).customerFinance).toMatchObject({ open: false, writable: false, holdingTotals: null });
    expect(await south.refusal(STANDING, { id })).toBe('NOT_FOUND');
  });
});

describe('an assessment', () => {
  it('that was a mistake is taken out: the one before counts again, and it can come back', async () => {
    const id = await customer('测评');
    await sales.mutate(ASSESS, { id, i: { level: 'C1' } });
    const { assessRisk } = await sales.mutate(ASSESS, { id, i: { level: 'C5' } });
    expect((await sales.query(CHECK, { id, p: product['FIN-R4'] })).productCheck.offerable).toBe(true);
    await sales.mutate(verb('archiveAssessment'), { id: assessRisk.id });
    expect((await facts(id)).riskAssessments.map(({ level }) => level)).toEqual(['C1']);
    expect((await sales.query(CHECK, { id, p: product['FIN-R4'] })).productCheck).toMatchObject({ offerable: false, reason: 'RISK_TOO_HIGH', level: 'C1' });
    await sales.mutate(verb('restoreAssessment'), { id: assessRisk.id });
    expect((await sales.query(CHECK, { id, p: product['FIN-R4'] })).productCheck.offerable).toBe(true);
    expect(await south.refusal(verb('archiveAssessment'), { id: assessRisk.id })).toBe('NOT_FOUND');
    expect(await marketer.refusal(verb('archiveAssessment'), { id: assessRisk.id })).toBe('FORBIDDEN');
    expect(await sales.refusal(verb('restoreAssessment'), { id: assessRisk.id })).toBe('FORBIDDEN');
  });
  it('that has expired stays, for without it more could be offered', async () => {
    const id = await customer('测评过期');
    const { assessRisk } = await sales.mutate(ASSESS, { id, i: { level: 'C5' } });
    await api.write('update risk_assessment set valid_until = company_today() - 1 where id = $1', [assessRisk.id]);
    expect((await sales.query(CHECK, { id, p: product['FIN-LOAN'] })).productCheck).toMatchObject({ offerable: false, reason: 'ASSESSMENT_EXPIRED' });
    expect(await sales.refusal(verb('archiveAssessment'), { id: assessRisk.id })).toBe('ASSESSMENT_STAYS');
    expect((await facts(id)).riskAssessments).toHaveLength(1);
  });
});

describe('a credit fact', () => {
  const bad = { kind: 'OVERDUE_DAYS', value: 45, source: '征信', observedOn: '2026-01-02', consentedOn: '2026-01-01' };
  const open = async (id: string): Promise<string[]> => (await facts(id)).creditWatches.filter(({ closedAt }) => closedAt === null).map(({ reason }) => reason);
  it('that was a mistake takes its watch along, and brings it back', async () => {
    const id = await customer('信用');
    const { recordCreditFact: made } = await sales.mutate(CREDIT, { id, i: bad });
    expect(await open(id)).toEqual(['OVERDUE']);
    await sales.mutate(verb('archiveCreditFact'), { id: made.id });
    expect(await open(id)).toEqual([]);
    expect((await facts(id)).creditFacts).toEqual([]);
    await sales.mutate(verb('restoreCreditFact'), { id: made.id });
    expect(await open(id)).toEqual(['OVERDUE']);
  });
  it('that no longer decides changes nothing: a watch ended by hand stays ended', async () => {
    const id = await customer('信用二');
    const { recordCreditFact: first } = await sales.mutate(CREDIT, { id, i: { ...bad, observedOn: '2025-12-01', value: 40 } });
    await sales.mutate(CREDIT, { id, i: bad });
    await api.write('update credit_watch set closed_at = now() where customer_id = $1', [id]);
    await sales.mutate(verb('archiveCreditFact'), { id: first.id });
    expect(await open(id)).toEqual([]);
  });
  it('is out of reach of others and closed to who lacks the word', async () => {
    const id = await customer('信用三');
    const { recordCreditFact: made } = await sales.mutate(CREDIT, { id, i: bad });
    for (const name of ['archiveCreditFact', 'restoreCreditFact']) {
      expect(await south.refusal(verb(name), { id: made.id })).toBe('NOT_FOUND');
      expect(await marketer.refusal(verb(name), { id: made.id })).toBe('FORBIDDEN');
    }
    expect(await sales.refusal(verb('restoreCreditFact'), { id: made.id })).toBe('FORBIDDEN');
  });
});

describe('a product', () => {
  const CLASSIFY = 'mutation($id: ID!, $v: Int!, $i: ProductClassInput!) { classifyProduct(id: $id, version: $v, input: $i) { version kind riskLevel minAmount } }';
  it('without a price takes the currency of its least amount, and gives it back with it', async () => {
    await api.write(`insert into product (id, code, name) values (gen_random_uuid(), $1, '无价')`, ['NOPRICE']);
    const { id, version } = (await admin.query('{ products(filter: { code: { equals: "NOPRICE" } }) { nodes { id version } } }')).products.nodes[0];
    const { classifyProduct: made } = await admin.mutate(CLASSIFY, { id, v: version, i: { kind: 'FUND', riskLevel: 'R3', minAmount: { minor: 500, currency: 'CNY' } } });
    expect(made).toMatchObject({ kind: 'FUND', riskLevel: 'R3', minAmount: { minor: 500, currency: 'CNY' } });
    expect(await sales.refusal(CLASSIFY, { id, v: made.version, i: { riskLevel: 'R1' } })).toBe('FORBIDDEN');
    expect((await admin.mutate(CLASSIFY, { id, v: made.version, i: { minAmount: null } })).classifyProduct.minAmount).toBeNull();
    expect((await api.db.query('select currency from product where id = $1', [id])).rows).toEqual([{ currency: null }]);
    await admin.mutate(CLASSIFY, { id, v: made.version + 1, i: { minAmount: { minor: 500, currency: 'USD' } } });
    await admin.mutate(REMOVE, { c: 'FINANCE' });
    expect((await api.db.query('select currency, kind, risk_level, min_amount_minor from product where id = $1', [id])).rows).toEqual([{ currency: null, kind: null, risk_level: null, min_amount_minor: null }]);
    await admin.mutate(APPLY, { c: 'FINANCE' });
    const { products } = await admin.query('{ products(first: 200) { nodes { id code } } }');
    for (const one of products.nodes as { id: string; code: string }[]) product[one.code] = one.id;
  });
});

describe('the check of a product', () => {
  it('says yes or no with the sentence of the rule, and records nothing', async () => {
    const id = await customer('判断');
    await sales.mutate(ASSESS, { id, i: { level: 'C2' } });
    const { productCheck: no } = await sales.query(CHECK, { id, p: product['FIN-R4'] });
    expect(no).toMatchObject({ offerable: false, reason: 'RISK_TOO_HIGH', rule: 'SUITABILITY/1', level: 'C2', riskLevel: 'R4', recordingDue: true });
    expect(no.says).toMatch(/适当性|Suitability/);
    expect((await sales.query(CHECK, { id, p: product['FIN-R2'] })).productCheck).toMatchObject({ offerable: true, reason: null });
    const { rows } = await api.db.query<{ currency: string }>('select currency from company limit 1');
    expect((await sales.query(CHECK, { id, p: product['FIN-R2'], a: { minor: 100, currency: rows[0]!.currency } })).productCheck).toMatchObject({ offerable: false, reason: 'BELOW_MINIMUM' });
    await sales.mutate(CREDIT, { id, i: { kind: 'UTILISATION', value: 99, source: '征信', observedOn: '2026-01-02', consentedOn: '2026-01-01' } });
    expect((await sales.query(CHECK, { id, p: product['FIN-LOAN'] })).productCheck).toMatchObject({ offerable: false, reason: 'CREDIT_WATCH', rule: 'CREDIT_WATCH/1' });
    expect((await api.db.query('select 1 from advice where customer_id = $1', [id])).rowCount).toBe(0);
  });
  it('agrees with the list of every customer, of every product', async () => {
    const all = (await admin.query('{ customers(first: 200) { nodes { id } } }')).customers.nodes as { id: string }[];
    for (const p of Object.values(product)) {
      const offered = ((await admin.query('query($p: ID!) { customers(filter: { offerableProductId: $p }, first: 200) { nodes { id } } }', { p })).customers.nodes as { id: string }[]).map(({ id }) => id).sort();
      const judged: string[] = [];
      for (const { id } of all) if ((await admin.query(CHECK, { id, p })).productCheck.offerable) judged.push(id);
      expect([p, judged.sort()]).toEqual([p, offered]);
    }
  });
  it('is for who sees the finances, within reach, and of a product that there is', async () => {
    const id = await customer('判断二');
    expect(await marketer.refusal(CHECK, { id, p: product['FIN-R1'] })).toBe('FORBIDDEN');
    expect(await south.refusal(CHECK, { id, p: product['FIN-R1'] })).toBe('NOT_FOUND');
    expect(await sales.refusal(CHECK, { id, p: NOWHERE })).toBe('NOT_FOUND');
    await api.write('update customer set owner_id = $2 where id = $1', [id, personId('MARKETER')]);
    expect(await sales.refusal(CHECK, { id, p: product['FIN-R1'] })).toBe('FORBIDDEN');
  });
  it('is there with the pack alone, and who looks is told which are applied', async () => {
    const id = await customer('判断三');
    await api.write(`insert into product (id, code, name) values (gen_random_uuid(), $1, '无包')`, ['PLAIN']);
    const plain = (await admin.query('{ products(filter: { code: { equals: "PLAIN" } }) { nodes { id } } }')).products.nodes[0].id;
    await admin.mutate(REMOVE, { c: 'FINANCE' });
    expect((await sales.query(STANDING, { id })).customerFinance).toMatchObject({ open: true, longestUntil: null });
    expect(await sales.refusal(CHECK, { id, p: plain })).toBe('PACK_MISSING');
    expect((await sales.query('{ appliedPacks { code } }')).appliedPacks).toEqual([]);
    await admin.mutate(APPLY, { c: 'FINANCE' });
    expect((await sales.query('{ appliedPacks { code appliedBy { id } } }')).appliedPacks).toEqual([{ code: 'FINANCE', appliedBy: { id: personId('ADMIN') } }]);
  });
});
