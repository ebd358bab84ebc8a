import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id version identities { id kind } } }';
const ITEMS = 'query($filter: ReviewItemFilter) { reviewItems(filter: $filter, first: 100) { nodes { id section state verdict overdueDays policyName customer { id name version } } totalCount } }';
const CONFIRM = 'mutation($id: ID!) { confirmReview(id: $id) { id state verdict reviewedBy { name } } }';
const UNKNOWN = 'mutation($id: ID!) { markReviewUnknown(id: $id) { id state verdict } }';
const CORRECT = 'mutation($id: ID!, $version: Int!, $input: CustomerInput!) { correctReview(id: $id, customerVersion: $version, input: $input) { id state verdict } }';
const UNDO = 'mutation($id: ID!) { undoReview(id: $id) { id state verdict } }';
const FACTS = 'query($id: ID!) { customerFacts(id: $id) { field stale current { value source confidence actor { name } channel { name } } reviewed { verdict source } readings { value source verdict } } }';
const NEW_RULE = 'mutation($input: ReviewPolicyInput!) { createReviewPolicy(input: $input) { id name months } }';
const NEW_RETENTION = 'mutation($input: RetentionPolicyInput!) { createRetentionPolicy(input: $input) { id code } }';
const END_RETENTION = 'mutation($id: ID!) { archiveRetentionPolicy(id: $id) { id } }';
const RUNS = '{ retentionRuns { id code action records undone canUndo } }';
const PROOF = '{ retentionProofs(first: 50) { nodes { code action archiveNo fields contacts undoneAt finalAt } } }';
const TAKE_BACK = 'mutation($id: ID!) { undoRetentionRun(id: $id) { id undone canUndo } }';
const REPORT = '{ qualityReports { nodes { month customers completeness staleShare accuracy { confirmed corrected unknown share } distribution { from customers } sections { section completeness customers } sources { origin customers reviewed accuracy channel { name } } contacts { kind contacts bounced validity } } } }';
const CUSTOMER = 'query($id: ID!) { customer(id: $id) { id version name city archivedAt phone identities { value } } }';

// Nights of work are waited for, however busy the machine is.
jest.setTimeout(120_000);

let api: Api;
let admin: Client;
let sales: Client;

async function ended(name: string): Promise<void> {
  for (;;) {
    const { rows } = await api.db.query('select state, error from job where name = $1 order by created_at desc, id desc limit 1', [name]);
    if (rows[0]?.state === 'FAILED') throw new Error(rows[0].error);
    if (rows[0]?.state === 'DONE') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function night(): Promise<void> {
  await admin.mutate('mutation { runUpkeep }');
  await ended('customers.upkeep');
}

/** A customer of the salesperson who was made so many months ago, with what has happened since. */
async function old(input: object, months = 14): Promise<{ id: string; identities: { id: string; kind: string }[] }> {
  const { createCustomer } = await sales.mutate(CREATE, { input });
  await api.write(`update customer set created_at = now() - $2 * interval '1 month', updated_at = now() - $2 * interval '1 month' where id = $1`, [createCustomer.id, months]);
  await api.write(`update observation set observed_at = now() - $2 * interval '1 month', created_at = now() - $2 * interval '1 month' where customer_id = $1`, [createCustomer.id, months]);
  return createCustomer;
}

const itemOf = async (customer: string, section = 'BASIC'): Promise<{ id: string; customer: { version: number }; state: string }> =>
  (await admin.query(ITEMS, { filter: { customer, section: { in: [section] }, state: { in: ['OPEN', 'DONE'] } } })).reviewItems.nodes[0];

type Reading = { field: string; current: { value: unknown; source: string; confidence: number } | null; reviewed: { verdict: string } | null; readings: { value: unknown; source: string; verdict: string | null }[] };
const factOf = async (who: Client, id: string, field: string): Promise<Reading | undefined> => (await who.query(FACTS, { id })).customerFacts.find((one: Reading) => one.field === field);

/** One customer that comes with a file. */
async function imported(): Promise<void> {
  const { id } = (await admin.post('/api/imports?kind=customers').set('X-File-Name', 'customers.csv').set('Content-Type', 'application/octet-stream').send(Buffer.from('客户编号,姓名,城市,电话\nX-1,文件来的,无锡,13900139000\n'))).body;
  for (const [verb, states] of [['checkImport', ['CHECKED']], ['commitImport', ['DONE']]] as const) {
    await admin.mutate(`mutation($id: ID!) { ${verb}(id: $id) { id } }`, { id });
    for (let state = ''; !(states as readonly string[]).includes(state); ) {
      ({ state } = (await admin.query('query($id: ID!) { import(id: $id) { state } }', { id })).import);
      if (state === 'FAILED') throw new Error('The import failed');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

beforeAll(async () => {
  api = await startApi();
  [admin, sales] = await Promise.all([api.as('ADMINISTRATOR'), api.as('SALES')]);
});
afterAll(() => api?.close());

describe('facts', () => {
  it('bear their source, confidence and history, through every door that writes one', async () => {
    const { id, version } = (await sales.mutate(CREATE, { input: { name: '来源', city: '南京' } })).createCustomer;
    await sales.mutate('mutation($id: ID!, $version: Int!, $input: CustomerInput!) { updateCustomer(id: $id, version: $version, input: $input) { id } }', { id, version, input: { city: '苏州' } });
    expect(await factOf(sales, id, 'city')).toMatchObject({ current: { value: '苏州', source: 'MANUAL', confidence: 0.9 }, readings: [{ value: '苏州' }, { value: '南京', source: 'MANUAL' }] });
    await admin.mutate('mutation($ids: [ID!]) { bulkEditCustomers(selection: { ids: $ids }, change: { stage: ACTIVE }) { id } }', { ids: [id] });
    await ended('customers.bulk-edit');
    expect(await factOf(sales, id, 'stage')).toMatchObject({ current: { value: 'ACTIVE', source: 'BULK_EDIT' } });
  });

  it('of an imported customer are derived from the row and its batch: nothing is copied', async () => {
    await imported();
    const { rows } = await api.db.query(`select c.id, (select count(*)::int from observation o where o.customer_id = c.id) as kept from customer c where c.name = '文件来的'`);
    expect(rows[0].kept).toBe(0);
    expect(await factOf(admin, rows[0].id, 'city')).toMatchObject({ current: { value: '无锡', source: 'IMPORT', confidence: 0.8 } });
  });

  it('say nothing of a field that is closed, and no clear value of a masked one', async () => {
    const { id } = (await sales.mutate(CREATE, { input: { name: '王五六', birthDate: '1990-01-02', city: '南京' } })).createCustomer;
    const analyst = await api.as('ANALYST');
    expect(JSON.stringify((await analyst.query(FACTS, { id })).customerFacts)).not.toContain('王五六');
    expect(await (await api.as('SALES_SOUTH')).refusal(FACTS, { id })).toBe('NOT_FOUND');
  });

  it('never hold a contact', async () => {
    await sales.mutate(CREATE, { input: { name: '无联系', phone: '13900139111', email: 'nobody.here@example.com' } });
    const { rows } = await api.db.query('select string_agg(fields::text, \' \') as all from observation');
    expect(rows[0].all).not.toMatch(/13900139111|nobody\.here/);
  });
});

describe('reviews', () => {
  it('come up for whoever looks after the customer once their time is over, once', async () => {
    const mine = await old({ name: '到期的' });
    const fresh = (await sales.mutate(CREATE, { input: { name: '新来的' } })).createCustomer;
    await night();
    await night();
    const { nodes } = (await sales.query(ITEMS, { filter: { mine: true } })).reviewItems;
    expect(nodes.filter((item: { customer: { id: string } }) => item.customer.id === mine.id)).toEqual([expect.objectContaining({ section: 'BASIC', state: 'OPEN', policyName: '每年一次 · Yearly' })]);
    expect(nodes.map((item: { customer: { id: string } }) => item.customer.id)).not.toContain(fresh.id);
    expect((await (await api.as('SALES_SOUTH')).query(ITEMS, {})).reviewItems).toEqual({ nodes: [], totalCount: 0 });
  });

  it('are confirmed: every fact gets a sign, and the item is gone; undone, both are back', async () => {
    const { id } = await old({ name: '确认的', city: '南京' });
    await night();
    const item = await itemOf(id);
    expect((await sales.mutate(CONFIRM, { id: item.id })).confirmReview).toMatchObject({ state: 'DONE', verdict: 'CONFIRMED', reviewedBy: { name: '赵一凡' } });
    expect(await factOf(sales, id, 'city')).toMatchObject({ stale: false, current: { value: '南京', source: 'REVIEW', confidence: 0.98 }, reviewed: { verdict: 'CONFIRMED' } });
    expect((await sales.mutate(UNDO, { id: item.id })).undoReview).toMatchObject({ state: 'OPEN', verdict: null });
    expect(await factOf(sales, id, 'city')).toMatchObject({ stale: true, current: { source: 'MANUAL' }, reviewed: null });
  });

  it('are corrected: the customer changes, the fact says so; undone, the old value stands again', async () => {
    const { id } = await old({ name: '更正的', city: '南京' });
    await night();
    const item = await itemOf(id);
    await sales.mutate(CORRECT, { id: item.id, version: item.customer.version, input: { city: '无锡' } });
    expect(await factOf(sales, id, 'city')).toMatchObject({ current: { value: '无锡', source: 'REVIEW' }, reviewed: { verdict: 'CORRECTED' } });
    await sales.mutate(UNDO, { id: item.id });
    expect((await sales.query(CUSTOMER, { id })).customer.city).toBe('南京');
  });

  it('are corrected in contacts too: the new one comes first; undone, the old one does again', async () => {
    const { id } = await old({ name: '换号的', phone: '13900139777', stage: 'ACTIVE' }, 7);
    await night();
    const item = await itemOf(id, 'CONTACT');
    await sales.mutate(CORRECT, { id: item.id, version: item.customer.version, input: { phone: '13900139888' } });
    expect((await sales.query(CUSTOMER, { id })).customer.phone).toBe('139****9888');
    await sales.mutate(UNDO, { id: item.id });
    expect((await sales.query(CUSTOMER, { id })).customer).toMatchObject({ phone: '139****9777', identities: [{ value: '139****9777' }] });
  });

  it('are marked unknown: nothing changes but what is known of it', async () => {
    const { id } = await old({ name: '不明的', city: '南京' });
    await night();
    const item = await itemOf(id);
    expect((await sales.mutate(UNKNOWN, { id: item.id })).markReviewUnknown.verdict).toBe('UNKNOWN');
    expect(await factOf(sales, id, 'city')).toMatchObject({ current: { value: '南京', source: 'MANUAL' }, reviewed: { verdict: 'UNKNOWN' } });
  });

  it('are settled once, by who may change the customer, and undone by who settled them', async () => {
    const { id } = await old({ name: '守卫复核' });
    await night();
    const item = await itemOf(id);
    for (const verb of [CONFIRM, UNKNOWN, UNDO]) {
      expect(await (await api.as('AUDITOR')).refusal(verb, { id: item.id })).toBe('FORBIDDEN');
      expect(await (await api.as('SALES_SOUTH')).refusal(verb, { id: item.id })).toBe('NOT_FOUND');
    }
    expect(await (await api.as('AUDITOR')).refusal(CORRECT, { id: item.id, version: 1, input: { city: '无锡' } })).toBe('FORBIDDEN');
    expect(await (await api.as('SALES_SOUTH')).refusal(CORRECT, { id: item.id, version: 1, input: { city: '无锡' } })).toBe('NOT_FOUND');
    await sales.mutate(CONFIRM, { id: item.id });
    expect(await sales.refusal(CONFIRM, { id: item.id })).toBe('REVIEW_STATE');
    expect(await admin.refusal(UNDO, { id: item.id })).toBe('REVIEW_STATE');
  });

  it('come up again when their time has run anew', async () => {
    const { id } = await old({ name: '再来的' });
    await night();
    const item = await itemOf(id);
    await sales.mutate(CONFIRM, { id: item.id });
    await api.write(`update review_item set reviewed_at = now() - interval '13 months' where id = $1`, [item.id]);
    await night();
    expect((await itemOf(id)).state).toBe('OPEN');
  });

  it('follow rules that a manager makes and ends; nobody else, and no name twice', async () => {
    const input = { name: '需求季度复核', section: 'NEEDS', months: 3, risk: 'LOW', stages: ['ACTIVE'] };
    const made = (await admin.mutate(NEW_RULE, { input })).createReviewPolicy;
    expect(made.months).toBe(3);
    expect(await admin.refusal(NEW_RULE, { input })).toBe('NAME_TAKEN');
    expect(await sales.refusal(NEW_RULE, { input })).toBe('FORBIDDEN');
    const { id } = await old({ name: '有需求', stage: 'ACTIVE' }, 4);
    await night();
    expect(await itemOf(id, 'NEEDS')).toMatchObject({ state: 'OPEN' });
    await admin.mutate('mutation($id: ID!) { archiveReviewPolicy(id: $id) { id } }', { id: made.id });
    expect((await admin.query(ITEMS, { filter: { customer: id, section: { in: ['NEEDS'] } } })).reviewItems.nodes).toEqual([]);
  });
});

describe('retention', () => {
  it('strips what is past its time by a rule, leaves a proof, and gives all of it back', async () => {
    const { id } = await old({ name: '将被去除', city: '南京', phone: '13900139555' }, 40);
    const kept = await old({ name: '还有时间' }, 10);
    const rule = (await admin.mutate(NEW_RETENTION, { input: { code: 'R-1', purpose: '潜客跟进', subject: 'IDLE_PROSPECT', months: 36, action: 'STRIP' } })).createRetentionPolicy;
    await night();
    expect((await admin.query(CUSTOMER, { id })).customer).toMatchObject({ name: null, city: null, phone: null, identities: [] });
    expect((await admin.query(CUSTOMER, { id: kept.id })).customer.name).toBe('还有时间');
    const [proof] = (await admin.query(PROOF)).retentionProofs.nodes;
    expect(proof).toMatchObject({ code: 'R-1', action: 'STRIP', contacts: 1, undoneAt: null, finalAt: null });
    expect(proof.fields.toSorted()).toEqual(['city', 'name']);
    const [run] = (await admin.query(RUNS)).retentionRuns;
    expect(run).toMatchObject({ code: 'R-1', records: 1, undone: 0, canUndo: true });
    await admin.mutate(TAKE_BACK, { id: run.id });
    await ended('workspace.batch-revert');
    expect((await admin.query(CUSTOMER, { id })).customer).toMatchObject({ name: '将被去除', city: '南京', phone: '139****9555' });
    expect((await admin.query(RUNS)).retentionRuns[0]).toMatchObject({ undone: 1, canUndo: false });
    await night();
    expect((await admin.query(CUSTOMER, { id })).customer.name).toBe('将被去除');
    await admin.mutate(END_RETENTION, { id: rule.id });
  });

  it('is final only after the time to take it back: then history, sources and the key are gone too', async () => {
    const { id } = await old({ name: '终将去除', phone: '13900139666' }, 50);
    const rule = (await admin.mutate(NEW_RETENTION, { input: { code: 'R-2', purpose: '潜客跟进', subject: 'IDLE_PROSPECT', months: 45, action: 'STRIP' } })).createRetentionPolicy;
    await night();
    const left = async (): Promise<number[]> => (await api.db.query(`select (select count(*)::int from revision where row_id = $1) as r, (select count(*)::int from observation where customer_id = $1) as o, (select count(*)::int from customer_key where customer_id = $1) as k`, [id])).rows.flatMap(({ r, o, k }) => [r, o, k]);
    expect((await left()).every((count) => count > 0)).toBe(true);
    await night();
    expect((await left()).every((count) => count > 0)).toBe(true);
    await api.write(`update retention_proof set ran_at = now() - interval '32 days' where customer_id = $1`, [id]);
    await night();
    expect(await left()).toEqual([0, 0, 0]);
    expect((await admin.query(PROOF)).retentionProofs.nodes.find(({ code }: { code: string }) => code === 'R-2').finalAt).not.toBeNull();
    await admin.mutate(END_RETENTION, { id: rule.id });
  });

  it('takes the word, a code never given before, and a run that is there', async () => {
    const input = { code: 'R-1', purpose: '再来', subject: 'IDLE_CUSTOMER', months: 36, action: 'ARCHIVE' };
    expect(await admin.refusal(NEW_RETENTION, { input })).toBe('NAME_TAKEN');
    expect(await sales.refusal(NEW_RETENTION, { input })).toBe('FORBIDDEN');
    expect(await sales.refusal(RUNS)).toBe('FORBIDDEN');
    expect(await admin.refusal(TAKE_BACK, { id: personId('SALES') })).toBe('NOT_FOUND');
    expect(await sales.refusal(TAKE_BACK, { id: personId('SALES') })).toBe('FORBIDDEN');
  });
});

describe('the quality report', () => {
  it('adds up to all customers, one report a month, and says nothing from too few facts', async () => {
    const { createCustomer: made } = await sales.mutate(CREATE, { input: { name: '退回的', phone: '13900139222' } });
    await admin.mutate('mutation($id: ID!) { checkContact(identityId: $id, outcome: BOUNCED) { id } }', { id: made.identities[0].id });
    await admin.mutate('mutation { measureQuality }');
    await ended('customers.upkeep');
    const { nodes } = (await admin.query(REPORT)).qualityReports;
    expect(nodes).toHaveLength(1);
    const { rows } = await api.db.query('select count(*)::int as count from customer where archived_at is null');
    const [report] = nodes;
    const sum = (all: { customers: number }[]): number => all.reduce((whole, { customers }) => whole + customers, 0);
    expect([report.customers, sum(report.distribution), sum(report.sources)]).toEqual([rows[0].count, rows[0].count, rows[0].count]);
    expect(report.sources.map(({ origin }: { origin: string }) => origin)).toEqual(expect.arrayContaining(['MANUAL', 'IMPORT']));
    expect(report.accuracy.share).toBeNull();
    expect(report.contacts.find(({ kind }: { kind: string }) => kind === 'PHONE').bounced).toBe(1);
  });
  it('is for who manages upkeep alone', async () => {
    expect(await sales.refusal(REPORT)).toBe('FORBIDDEN');
    expect(await sales.refusal('mutation { measureQuality }')).toBe('FORBIDDEN');
    expect(await sales.refusal('mutation { runUpkeep }')).toBe('FORBIDDEN');
  });
});
