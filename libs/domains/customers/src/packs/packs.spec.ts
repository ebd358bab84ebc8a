import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProductKind, ProductRisk, RiskTolerance } from '@dossier/vocabulary/pack-enums';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';
import { unsuitable } from './finance/suitability.rules';

const APPLY = 'mutation($c: PackCode!) { applyPack(code: $c) { code applied appliedBy { id } } }';
const REMOVE = 'mutation($c: PackCode!) { removePack(code: $c) { code applied } }';
const DIFF = 'query($c: PackCode!) { packDiff(code: $c) { applied changes { kind action label count } } }';
const CREATE = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id version } }';
const ASSESS = 'mutation($id: ID!, $i: RiskAssessmentInput!) { assessRisk(customerId: $id, input: $i) { id level validUntil assessedBy { id } } }';
const ADVISE = 'mutation($id: ID!, $i: AdviceInput!) { recordAdvice(customerId: $id, input: $i) { id rule reason level riskLevel recordingDue } }';
const CREDIT = 'mutation($id: ID!, $i: CreditFactInput!) { recordCreditFact(customerId: $id, input: $i) { id kind value } }';
const OFFERABLE = 'query($p: ID!) { customers(filter: { offerableProductId: $p }, first: 200) { nodes { id } totalCount } }';
const PRODUCTS = 'query($c: ID!) { products(filter: { offerableTo: $c }, first: 200) { nodes { code } } }';
const FINANCE = 'query($id: ID!) { customer(id: $id) { customValues { key value masked } riskAssessments { level expired } holdings { name value } advices { rule reason } creditFacts { kind value } creditWatches { reason closedAt } } }';

let api: Api;
let admin: Client;
let sales: Client;
let manager: Client;
const product: Record<string, string> = {};
const person: Record<string, string> = {};

const customer = async (who: Client, name: string, more: object = {}): Promise<string> => (await who.mutate(CREATE, { i: { name, ...more } })).createCustomer.id;
const offered = async (who: Client, code: string): Promise<string[]> => ((await who.query(OFFERABLE, { p: product[code] })).customers.nodes as { id: string }[]).map(({ id }) => id);
const names = (ids: readonly string[]): string[] => Object.entries(person).filter(([, id]) => ids.includes(id)).map(([name]) => name).sort();

beforeAll(async () => {
  api = await startApi();
  [admin, sales, manager] = [await api.as('ADMIN'), await api.as('SALES'), await api.as('MANAGER')];
});
afterAll(() => api?.close());

describe('a pack', () => {
  it('says what it would add before it does', async () => {
    const { packDiff } = await admin.query(DIFF, { c: 'FINANCE' });
    expect(packDiff.applied).toBe(false);
    expect(packDiff.changes.filter(({ kind }: { kind: string }) => kind === 'RULE')).toHaveLength(2);
    expect(packDiff.changes.every(({ action }: { action: string }) => action === 'ADD')).toBe(true);
  });
  it('is refused to who does not manage packs', async () => {
    expect(await manager.refusal(APPLY, { c: 'FINANCE' })).toBe('FORBIDDEN');
    expect(await manager.refusal(DIFF, { c: 'FINANCE' })).toBe('FORBIDDEN');
  });
  it('is no rule before it is applied: everything may be offered, and nothing be recorded', async () => {
    const id = await customer(sales, '未应用');
    expect(await sales.refusal(ASSESS, { id, i: { level: 'C2' } })).toBe('PACK_MISSING');
    expect(await admin.refusal(REMOVE, { c: 'FINANCE' })).toBe('PACK_STATE');
  });
  it('is applied once, with its fields, rules and samples', async () => {
    const { applyPack } = await admin.mutate(APPLY, { c: 'FINANCE' });
    expect(applyPack).toEqual({ code: 'FINANCE', applied: true, appliedBy: { id: personId('ADMIN') } });
    expect(await admin.refusal(APPLY, { c: 'FINANCE' })).toBe('PACK_STATE');
    expect((await sales.query('{ customFields { key } }')).customFields.map(({ key }: { key: string }) => key)).toEqual(expect.arrayContaining(['finGoal', 'finIncome']));
    const { products } = await admin.query('{ products(first: 200) { nodes { id code riskLevel kind minAmount } } }');
    for (const { id, code } of products.nodes as { id: string; code: string }[]) product[code] = id;
    expect(Object.keys(product)).toEqual(expect.arrayContaining(['FIN-R1', 'FIN-R2', 'FIN-R4', 'FIN-LOAN']));
  });
});

describe('the rules of finance', () => {
  beforeAll(async () => {
    for (const [name, level] of [['c1', 'C1'], ['c2', 'C2'], ['c4', 'C4'], ['expired', 'C5'], ['watched', 'C3']] as const) {
      person[name] = await customer(sales, `规则${name}`);
      await sales.mutate(ASSESS, { id: person[name], i: { level, score: 50 } });
    }
    person['fresh'] = await customer(sales, '规则未测评');
    await api.write(`update risk_assessment set valid_until = company_today() - 1 where customer_id = $1`, [person['expired']]);
  });

  it('offer nobody more risk than they can bear; an expired assessment closes everything', async () => {
    expect(names(await offered(admin, 'FIN-R1'))).toEqual(['c1', 'c2', 'c4', 'watched']);
    expect(names(await offered(admin, 'FIN-R2'))).toEqual(['c2', 'c4', 'watched']);
    expect(names(await offered(admin, 'FIN-R4'))).toEqual(['c4']);
    expect(names(await offered(admin, 'FIN-LOAN'))).toEqual(['c1', 'c2', 'c4', 'fresh', 'watched']);
  });
  it('hold in the count, in the products of a customer, under `or` and `not`, and for nobody under an id that is none', async () => {
    expect((await admin.query(OFFERABLE, { p: product['FIN-R4'] })).customers.totalCount).toBe((await offered(admin, 'FIN-R4')).length);
    const codes = async (name: string): Promise<string[]> => ((await sales.query(PRODUCTS, { c: person[name] })).products.nodes as { code: string }[]).map(({ code }) => code).filter((code) => code.startsWith('FIN-')).sort();
    expect(await codes('c1')).toEqual(['FIN-LOAN', 'FIN-R1']);
    expect(await codes('c2')).toEqual(['FIN-LOAN', 'FIN-R1', 'FIN-R2']);
    expect(await codes('expired')).toEqual([]);
    expect(await codes('fresh')).toEqual(['FIN-LOAN']);
    const { customers } = await admin.query('query($p: ID!) { customers(filter: { not: { offerableProductId: $p } }, first: 200) { nodes { id } } }', { p: product['FIN-R4'] });
    expect(names(customers.nodes.map(({ id }: { id: string }) => id))).toEqual(['c1', 'c2', 'expired', 'fresh', 'watched']);
    expect(await admin.query(OFFERABLE, { p: '0199dead-0000-7000-8000-000000000000' })).toMatchObject({ customers: { nodes: [], totalCount: 0 } });
  });
  it('hold in a file', async () => {
    const { exportCustomers } = await admin.mutate('mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }', { i: { format: 'CSV', columns: ['name'], filter: { offerableProductId: product['FIN-R4'] } } });
    for (let tries = 0; tries < 600 && (await api.db.query(`select 1 from export_file where id = $1 and state = 'DONE'`, [exportCustomers.id])).rowCount === 0; tries += 1) await new Promise((next) => setTimeout(next, 100));
    const { body } = await admin.get(`/api/exports/${exportCustomers.id}/file`).buffer(true).parse((response, done) => {
      let all = '';
      response.on('data', (piece: Buffer) => (all += piece.toString()));
      response.on('end', () => done(null, all));
    });
    expect(String(body)).toContain('规则c4');
    for (const name of ['c1', 'c2', 'expired', 'watched']) expect(String(body)).not.toContain(`规则${name}`);
  });
  it('hold for a program with a key', async () => {
    const { rows } = await api.db.query<{ id: string }>(`select id from role where code = 'ADMINISTRATOR'`);
    const { createClient } = await admin.mutate('mutation($i: ClientInput!) { createClient(input: $i) { id } }', { i: { name: 'offers', roleIds: [rows[0]!.id] } });
    const { createKey } = await admin.mutate('mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret } }', { id: createClient.id, i: { name: 'k' } });
    const program = api.withKey(createKey.secret);
    expect(names(await offered(program, 'FIN-R4'))).toEqual(['c4']);
    expect(await program.refusal(ADVISE, { id: person['c2'], i: { productId: product['FIN-R4'] } })).toBe('UNSUITABLE');
  });
  it('are no name for who may see no financial data, and give nobody away whose data one may not see', async () => {
    const analyst = await api.as('ANALYST');
    const misspelt = await analyst.raw('query($p: ID!) { customers(filter: { offerableProductIdx: $p }) { nodes { id } } }', { p: product['FIN-R1'] });
    const closed = await analyst.raw('query($p: ID!) { customers(filter: { offerableProductId: $p }) { nodes { id } } }', { p: product['FIN-R1'] });
    expect(closed.errors![0]!.extensions.code).toBe('UNKNOWN_NAME');
    expect(closed.errors![0]!.message).toBe(misspelt.errors![0]!.message.replace('offerableProductIdx', 'offerableProductId'));
    // Of their own customers alone, though they see those of the whole team.
    await api.write('update customer set owner_id = $2 where id = $1', [person['c4'], personId('MARKETER')]);
    expect(names(await offered(sales, 'FIN-R4'))).toEqual([]);
    await api.write('update customer set owner_id = $2 where id = $1', [person['c4'], personId('SALES')]);
    expect(names(await offered(sales, 'FIN-R4'))).toEqual(['c4']);
  });

  it('refuse an advice with rule and reason, and store both with one that they allow', async () => {
    const { errors } = await sales.raw(ADVISE, { id: person['c2'], i: { productId: product['FIN-R4'] } });
    expect(errors![0]!.extensions).toMatchObject({ code: 'UNSUITABLE', facts: { reason: 'RISK_TOO_HIGH', rule: 'SUITABILITY/1', level: 'C2', riskLevel: 'R4' } });
    const reason = async (name: string, code: string, more: object = {}): Promise<string> => (await sales.raw(ADVISE, { id: person[name], i: { productId: product[code], ...more } })).errors![0]!.extensions.facts['reason'];
    expect(await reason('expired', 'FIN-R1')).toBe('ASSESSMENT_EXPIRED');
    expect(await reason('fresh', 'FIN-R1')).toBe('NOT_ASSESSED');
    expect(await reason('c1', 'FIN-R2')).toBe('RISK_TOO_HIGH');
    const { rows } = await api.db.query<{ currency: string }>('select currency from company limit 1');
    expect(await reason('c2', 'FIN-R2', { amount: { minor: 100, currency: rows[0]!.currency } })).toBe('BELOW_MINIMUM');
    const { recordAdvice } = await sales.mutate(ADVISE, { id: person['c2'], i: { productId: product['FIN-R2'] } });
    expect(recordAdvice).toMatchObject({ rule: 'SUITABILITY/1', reason: 'R2<=C2', level: 'C2', riskLevel: 'R2', recordingDue: false });
    expect((await api.db.query('select 1 from advice')).rowCount).toBe(1);
  });
  it('remind of the recording of a risky one, until it is confirmed', async () => {
    const { recordAdvice } = await sales.mutate(ADVISE, { id: person['c4'], i: { productId: product['FIN-R4'] } });
    expect(recordAdvice.recordingDue).toBe(true);
    expect((await api.db.query(`select 1 from notification where user_id = $1 and kind = 'RECORDING_DUE'`, [personId('SALES')])).rowCount).toBe(1);
    const { confirmRecording } = await sales.mutate('mutation($id: ID!) { confirmRecording(id: $id) { recordedAt } }', { id: recordAdvice.id });
    expect(confirmRecording.recordedAt).toBeTruthy();
    expect(await sales.refusal('mutation($id: ID!) { confirmRecording(id: $id) { id } }', { id: recordAdvice.id })).toBe('INVALID_INPUT');
  });
  it('take the newest assessment, which opens what an expired one closed', async () => {
    await sales.mutate(ASSESS, { id: person['expired'], i: { level: 'C3' } });
    expect(names(await offered(admin, 'FIN-R2'))).toEqual(['c2', 'c4', 'expired', 'watched']);
    expect(await sales.refusal(ASSESS, { id: person['expired'], i: { level: 'C3', validUntil: '2099-01-01' } })).toBe('INVALID_INPUT');
  });
  it('let only those write who may, within their reach', async () => {
    expect(await (await api.as('MARKETER')).refusal(ASSESS, { id: person['c2'], i: { level: 'C5' } })).toBe('FORBIDDEN');
    expect(await (await api.as('SALES_SOUTH')).refusal(ASSESS, { id: person['c2'], i: { level: 'C5' } })).toBe('NOT_FOUND');
    await api.write('update customer set owner_id = $2 where id = $1', [person['c2'], personId('MARKETER')]);
    expect(await sales.refusal(ASSESS, { id: person['c2'], i: { level: 'C5' } })).toBe('FORBIDDEN');
    await api.write('update customer set owner_id = $2 where id = $1', [person['c2'], personId('SALES')]);
  });
});

describe('credit watch', () => {
  const fact = (kind: string, value: number, more: object = {}): object => ({ kind, value, source: '征信', observedOn: '2026-01-02', consentedOn: '2026-01-01', ...more });
  it('begins with a bad fact, stops credit and tells the owner; a good fact ends it', async () => {
    expect(names(await offered(admin, 'FIN-LOAN'))).toContain('watched');
    await manager.mutate(CREDIT, { id: person['watched'], i: fact('OVERDUE_DAYS', 45) });
    expect(names(await offered(admin, 'FIN-LOAN'))).not.toContain('watched');
    expect(names(await offered(admin, 'FIN-R1'))).toContain('watched');
    const { errors } = await sales.raw(ADVISE, { id: person['watched'], i: { productId: product['FIN-LOAN'] } });
    expect(errors![0]!.extensions).toMatchObject({ code: 'UNSUITABLE', facts: { reason: 'CREDIT_WATCH' } });
    expect((await api.db.query(`select 1 from notification where user_id = $1 and kind = 'CREDIT_WATCH_OPENED'`, [personId('SALES')])).rowCount).toBe(1);
    await manager.mutate(CREDIT, { id: person['watched'], i: fact('OVERDUE_DAYS', 0, { observedOn: '2026-02-02' }) });
    expect(names(await offered(admin, 'FIN-LOAN'))).toContain('watched');
  });
  it('sees a rating drop against the one before, and a line used up', async () => {
    await manager.mutate(CREDIT, { id: person['c1'], i: fact('RATING', 700) });
    expect((await manager.query(FINANCE, { id: person['c1'] })).customer.creditWatches).toEqual([]);
    await manager.mutate(CREDIT, { id: person['c1'], i: fact('RATING', 640, { observedOn: '2026-03-02' }) });
    await manager.mutate(CREDIT, { id: person['c4'], i: fact('UTILISATION', 95) });
    expect((await manager.query(FINANCE, { id: person['c1'] })).customer.creditWatches).toEqual([{ reason: 'RATING_DROP', closedAt: null }]);
    expect((await manager.query(FINANCE, { id: person['c4'] })).customer.creditWatches).toEqual([{ reason: 'UTILISATION', closedAt: null }]);
  });
  it('is ended by hand, too', async () => {
    const { rows } = await api.db.query<{ id: string }>('select id from credit_watch where customer_id = $1 and closed_at is null', [person['c4']]);
    expect(await (await api.as('SALES_SOUTH')).refusal('mutation($id: ID!) { closeCreditWatch(id: $id) { id } }', { id: rows[0]!.id })).toBe('NOT_FOUND');
    await manager.mutate('mutation($id: ID!) { closeCreditWatch(id: $id) { id } }', { id: rows[0]!.id });
    expect(await manager.refusal('mutation($id: ID!) { closeCreditWatch(id: $id) { id } }', { id: rows[0]!.id })).toBe('FORBIDDEN');
  });
  it('takes no fact without consent, and keeps none in clear', async () => {
    expect(await manager.refusal(CREDIT, { id: person['c2'], i: fact('OVERDUE_DAYS', 1, { consentedOn: null }) })).toBe('CONSENT_MISSING');
    expect((await manager.query(FINANCE, { id: person['watched'] })).customer.creditFacts).toEqual([{ kind: 'OVERDUE_DAYS', value: '***' }, { kind: 'OVERDUE_DAYS', value: '***' }]);
    await manager.mutate(CREDIT, { id: person['c2'], i: fact('RATING', 73913) });
    const { rows } = await api.db.query(`select (select coalesce(string_agg(to_jsonb(f)::text, ''), '') from credit_fact f) || (select string_agg(to_jsonb(a)::text, '') from audit_change a) || (select string_agg(to_jsonb(r)::text, '') from revision r) as text`);
    expect(rows[0].text).not.toContain('73913');
    const { revealCreditFacts } = await manager.mutate('mutation($id: ID!) { revealCreditFacts(customerId: $id) { kind value } }', { id: person['c2'] });
    expect(revealCreditFacts).toEqual([{ kind: 'RATING', value: '73913' }]);
  });
});

describe('sensitive values', () => {
  it('are for the owner and the manager; others of the team see that there is one', async () => {
    const id = await customer(sales, '敏感', { custom: [{ key: 'finIncome', value: 500_000 }, { key: 'finBranch', value: '静安' }] });
    await sales.mutate('mutation($id: ID!, $i: HoldingInput!) { recordHolding(customerId: $id, input: $i) { id } }', { id, i: { name: '外部基金', value: { minor: 900, currency: 'CNY' }, asOf: '2026-01-01' } });
    const seen = async (who: Client): Promise<{ customValues: { key: string; value: unknown; masked: boolean }[]; holdings: unknown }> => (await who.query(FINANCE, { id })).customer;
    for (const who of [sales, manager]) {
      expect(await seen(who)).toMatchObject({ holdings: [{ name: '外部基金' }] });
      expect((await seen(who)).customValues).toContainEqual({ key: 'finIncome', value: 500_000, masked: false });
    }
    const marketer = await seen(await api.as('MARKETER'));
    expect(marketer.customValues).toContainEqual({ key: 'finIncome', value: null, masked: true });
    expect(marketer.customValues).toContainEqual({ key: 'finBranch', value: '静安', masked: false });
    expect(marketer.holdings).toEqual([]);
    expect(await (await api.as('MARKETER')).refusal('{ customers(filter: { custom: [{ key: "finIncome", min: 1 }] }) { nodes { id } } }')).toBe('UNKNOWN_NAME');
    const filtered = async (who: Client): Promise<string[]> => ((await who.query('{ customers(filter: { custom: [{ key: "finIncome", min: 1 }] }, first: 200) { nodes { id } } }')).customers.nodes as { id: string }[]).map((one) => one.id);
    expect(await filtered(sales)).toContain(id);
    await api.write('update customer set owner_id = $2 where id = $1', [id, personId('MARKETER')]);
    expect(await filtered(sales)).not.toContain(id);
    expect((await seen(sales)).customValues).toContainEqual({ key: 'finIncome', value: null, masked: true });
    // The marketer may edit the record, and yet not write what takes another word.
    const { errors } = await (await api.as('MARKETER')).raw('mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { id } }', { id, v: 1, i: { custom: [{ key: 'finIncome', value: 1 }] } });
    expect(errors![0]!.extensions).toMatchObject({ code: 'FORBIDDEN', facts: { permission: 'finance.write' } });
  });
});

describe('the rule as a function and the rule as a condition', () => {
  it('say the same of every customer and every product', async () => {
    const { rows } = await api.db.query<{ id: string; level: RiskTolerance | null; valid_until: string | null; watched: boolean }>(
      `select c.id, a.level, a.valid_until::text, exists (select 1 from credit_watch w where w.customer_id = c.id and w.closed_at is null) as watched from customer c
        left join lateral (select level, valid_until from risk_assessment where customer_id = c.id and archived_at is null order by assessed_at desc, id desc limit 1) a on true where c.archived_at is null`);
    const products = await api.db.query<{ id: string; code: string; kind: ProductKind | null; risk_level: ProductRisk | null }>('select id, code, kind, risk_level from product where archived_at is null');
    const today = (await api.db.query<{ today: string }>('select company_today()::text as today')).rows[0]!.today;
    for (const one of products.rows) {
      product[one.code] = one.id;
      const expected = rows.filter((row) => unsuitable({
        rules: { suitability: true, watch: true }, today, assessment: row.level === null ? null : { level: row.level, validUntil: row.valid_until! }, isWatched: row.watched,
        product: { kind: one.kind, riskLevel: one.risk_level, minAmountMinor: null },
      }) === null).map(({ id }) => id);
      expect([one.code, (await offered(admin, one.code)).sort()]).toEqual([one.code, expected.sort()]);
    }
  });
});

describe('measures', () => {
  it('count what is there, within reach and without samples', async () => {
    const value = async (who: Client, key: string): Promise<number | undefined> => (await who.query('{ packKpis { key value unit } }')).packKpis.find((kpi: { key: string }) => kpi.key === key)?.value;
    expect(await value(admin, 'watched')).toBe(1);
    expect(await value(await api.as('SALES_SOUTH'), 'watched')).toBe(0);
    expect(await value(await api.as('ANALYST'), 'watched')).toBeUndefined();
    expect(await value(admin, 'assessedShare')).toBeGreaterThan(0);
  });
});

describe('service requests', () => {
  it('are opened and closed with what the customer said, under their pack alone', async () => {
    const id = await customer(sales, '服务');
    const OPEN = 'mutation($id: ID!, $i: ServiceRequestInput!) { openServiceRequest(customerId: $id, input: $i) { id state can } }';
    const CLOSE = 'mutation($id: ID!, $i: ServiceClosingInput!) { closeServiceRequest(id: $id, input: $i) { state satisfaction effort } }';
    expect(await sales.refusal(OPEN, { id, i: { kind: 'REPAIR', subject: '空调' } })).toBe('PACK_MISSING');
    await admin.mutate(APPLY, { c: 'SERVICES' });
    expect(await (await api.as('AUDITOR')).refusal(OPEN, { id, i: { kind: 'REPAIR', subject: '空调' } })).toBe('FORBIDDEN');
    expect(await (await api.as('SALES_SOUTH')).refusal(OPEN, { id, i: { kind: 'REPAIR', subject: '空调' } })).toBe('NOT_FOUND');
    const { openServiceRequest } = await sales.mutate(OPEN, { id, i: { kind: 'REPAIR', subject: '空调' } });
    expect((await sales.mutate(CLOSE, { id: openServiceRequest.id, i: { satisfaction: 4, effort: 2 } })).closeServiceRequest).toEqual({ state: 'CLOSED', satisfaction: 4, effort: 2 });
    expect(await sales.refusal(CLOSE, { id: openServiceRequest.id, i: {} })).toBe('FORBIDDEN');
    expect((await sales.query('{ packKpis { key value } }')).packKpis).toContainEqual({ key: 'satisfaction', value: 4 });
    await admin.mutate(REMOVE, { c: 'SERVICES' });
  });
});

describe('removing a pack', () => {
  it('says in numbers what goes', async () => {
    const { packDiff } = await admin.query(DIFF, { c: 'FINANCE' });
    expect(packDiff.applied).toBe(true);
    expect(packDiff.changes).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'RECORD', action: 'REMOVE', count: expect.any(Number) }), expect.objectContaining({ kind: 'VALUE' })]));
  });
  it('takes fields, values, rules, records and rights with it', async () => {
    await api.write(`update role_grant g set fields = '{"custom.finIncome":"HIDDEN"}' from role r where r.id = g.role_id and r.code = 'ANALYST' and g.action = 'customer.read'`);
    await admin.mutate(REMOVE, { c: 'FINANCE' });
    const { rows } = await api.db.query(`select (select count(*)::int from custom_field) as fields, (select count(*)::int from pack_rule) as rules, (select count(*)::int from pack_sample) as samples, (select count(*)::int from industry_pack) as packs,
      (select count(*)::int from customer where custom is not null) as values, (select count(*)::int from risk_assessment) + (select count(*)::int from advice) + (select count(*)::int from holding) + (select count(*)::int from credit_fact) + (select count(*)::int from credit_watch) as records,
      (select count(*)::int from customer where demo) as shown, (select count(*)::int from product where code like 'FIN-%') as products, (select count(*)::int from role_grant where fields::text like '%custom.%') as rights,
      (select count(*)::int from revision where after::text like '%finIncome%' and table_name = 'custom_field') as told`);
    expect(rows[0]).toEqual({ fields: 0, rules: 0, samples: 0, packs: 0, values: 0, records: 0, shown: 0, products: 0, rights: 0, told: 0 });
    expect(await admin.refusal('{ customers(filter: { custom: [{ key: "finIncome", min: 1 }] }) { nodes { id } } }')).toBe('UNKNOWN_NAME');
  });
});
