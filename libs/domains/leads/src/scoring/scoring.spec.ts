import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { dryRunOf } from './dry.run';
import { gradeOfTimes, isInOrder, judgedBy, requireGrading, timesUsual, requireRules, type Grading, type ScoringRule } from './scorecard.rules';

jest.setTimeout(300_000);

const CARDS = 'query { leadScorecards { id version number state note rules { key axis subject weight text halfLifeDays cap } grading { fitShare high } author { name } publishedBy { name } can } }';
const SAVE = 'mutation($input: ScorecardInput!, $version: Int) { saveScorecardDraft(input: $input, version: $version) { id version number state author { name } rules { key text } } }';
const PUBLISH = 'mutation($id: ID!) { publishScorecard(id: $id) { id number state publishedBy { name } } }';
const BACK = 'mutation { rollBackScorecard { id number state } }';
const ARCHIVE = 'mutation($id: ID!) { archiveScorecard(id: $id) { id } }';
const DRY = 'mutation($id: ID!) { dryRunScorecard(id: $id) { id jobId state } }';
const RUN = 'query($id: ID!) { leadDryRun(id: $id) { id state result scorecardVersion fromOn changed { from to score lead { id owner { name } customer { name } } } } }';
const LEAD = 'query($id: ID!) { lead(id: $id) { id score grade fit engagement scoreBasis isScoreFrozen contributions { text axis points wholePoints times daysAgo } } }';

const grading = { fitShare: 0.5, fitHigh: 60, fitMiddle: 30, engagementHigh: 40, engagementMiddle: 15, high: ['A', 'A', 'B'], middle: ['B', 'B', 'C'], low: ['C', 'D', 'D'], multipleA: 3, multipleB: 1.5, multipleC: 0.5 };
const rule = (key: string, more: object): object => ({ key, axis: 'FIT', subject: 'NEED', isKnown: true, weight: 10, ...more });

let api: Api;
let admin: Client;
let sales: Client;

beforeAll(async () => {
  api = await startApi();
  [admin, sales] = [await api.as('ADMIN'), await api.as('SALES')];
});
afterAll(() => api?.close());

/** Leads of records of their own, as the desk leaves them. */
async function given(leads: readonly Record<string, unknown>[], status = 'OPEN'): Promise<string[]> {
  const rows = leads.map((lead) => ({ id: newId(), customer: newId(), owner: personId('SALES'), team: teamId('EAST'), status, ...lead }));
  await api.write(`insert into customer (id, name, city, owner_id, team_id) select r.customer, '问价的人', r.city, r.owner, r.team from jsonb_to_recordset($1::jsonb) r(customer uuid, owner uuid, team uuid, city text)`, [JSON.stringify(rows)]);
  await api.write(
    `insert into lead (id, customer_id, origin, need, authority, budget_minor, attributes, opened_at, opened_on, status, closed_at, closed_on, owner_id, team_id)
     select r.id, r.customer, 'FORM', r.need, coalesce(r.authority, 'UNKNOWN'), r.budget, r.attributes, now() - make_interval(days => coalesce(r.days, 0)), current_date - coalesce(r.days, 0), r.status,
       case when r.status <> 'OPEN' then now() end, case when r.status <> 'OPEN' then current_date end, r.owner, r.team
     from jsonb_to_recordset($1::jsonb) r(id uuid, customer uuid, owner uuid, team uuid, need text, authority text, budget bigint, attributes jsonb, status text, days int)`, [JSON.stringify(rows)]);
  await settled();
  return rows.map(({ id }) => id);
}

/** Until every mark is answered. */
async function settled(): Promise<void> {
  for (;;) {
    const { rows } = await api.db.query<{ n: number }>('select count(*)::int as n from lead_score_due');
    if (rows[0]!.n === 0) return;
    await new Promise((next) => setTimeout(next, 100));
  }
}

const kept = async (id: string): Promise<Record<string, unknown>> => (await api.db.query('select score, grade, fit, engagement, basis, contributions, frozen_at from lead_score where lead_id = $1', [id])).rows[0];
const customerOf = async (id: string): Promise<string> => (await api.db.query<{ id: string }>('select customer_id as id from lead where id = $1', [id])).rows[0]!.id;
const viewed = async (customer: string, path: string, daysAgo: number): Promise<void> => {
  await api.write(`insert into behaviour_event (id, customer_id, occurred_at, name, path) values (gen_random_uuid(), $1, now() - make_interval(days => $3), 'PAGE_VIEW', $2)`, [customer, path, daysAgo]);
  await api.write(`insert into interest_due (customer_id) values ($1)`, [customer]);
};

describe('a scorecard', () => {
  it('ships with the product: need, budget, authority and time stand among its rules', async () => {
    const [card] = (await admin.query(CARDS)).leadScorecards;
    expect(card).toMatchObject({ number: 1, state: 'PUBLISHED', author: null });
    expect(card.rules.map(({ subject }: { subject: string }) => subject)).toEqual(expect.arrayContaining(['NEED', 'BUDGET', 'AUTHORITY', 'DECISION_TIME']));
    expect(card.rules.find(({ key }: { key: string }) => key === 'price').text).toBe('行为事件，网址含“price”');
    expect(card.can).toEqual(['DRY_RUN']);
    expect(await sales.refusal(CARDS)).toBe('FORBIDDEN');
  });

  it('scores a lead by what it says and by what the person did, age told apart, and again when something changes', async () => {
    const [id] = await given([{ need: '看展柜', authority: 'DECIDER', budget: 100 }]) as [string];
    const { lead } = await sales.query(LEAD, { id });
    expect(lead).toMatchObject({ fit: 55, engagement: 0, score: 33, grade: 'C', scoreBasis: 'RULE', isScoreFrozen: false });
    expect(lead.contributions.map(({ text }: { text: string }) => text)).toContain('决策权：决策者 +20');
    await viewed(await customerOf(id), '/zh/price-list', 14);
    for (let now = lead; now.engagement === 0; now = (await sales.query(LEAD, { id })).lead) await new Promise((next) => setTimeout(next, 100));
    const after = (await sales.query(LEAD, { id })).lead;
    expect(after).toMatchObject({ engagement: 6 });
    expect(after.contributions.find(({ axis }: { axis: string }) => axis === 'ENGAGEMENT')).toEqual({ text: '行为事件，网址含“price” +12，14 天前 −6', axis: 'ENGAGEMENT', points: 6, wholePoints: 12, times: 1, daysAgo: 14 });
  });

  it('never changes the score of a closed lead, whatever happens; opened again, it follows', async () => {
    const [id] = await given([{ need: '报价' }]) as [string];
    await api.write(`update lead set status = 'LOST', closed_at = now(), closed_on = current_date where id = $1`, [id]);
    const before = await kept(id);
    expect(before['frozen_at']).not.toBeNull();
    await viewed(await customerOf(id), '/price', 0);
    await api.write(`update lead set authority = 'DECIDER', budget_minor = 100 where id = $1`, [id]);
    await api.write(`insert into lead_score_due (lead_id) values ($1)`, [id]);
    await api.write(`insert into communication (id, customer_id, kind, at, outcome) select gen_random_uuid(), customer_id, 'CALL', now(), 'AGREED' from lead where id = $1`, [id]);
    await settled();
    expect(await kept(id)).toEqual(before);
    await api.write(`update lead set status = 'OPEN', closed_at = null, closed_on = null where id = $1`, [id]);
    await settled();
    const open = await kept(id);
    expect(open['frozen_at']).toBeNull();
    expect(Number(open['fit'])).toBe(Number(before['fit']) + 35);
  });

  it('gives what came in closed a score as of its close, once', async () => {
    const [id] = await given([{ need: '旧线索', days: 20 }], 'WON') as [string];
    const first = await kept(id);
    expect(first).toMatchObject({ basis: 'RULE' });
    expect(first['frozen_at']).not.toBeNull();
    await api.write(`insert into lead_score_due (lead_id) values ($1)`, [id]);
    await settled();
    expect(await kept(id)).toEqual(first);
  });
});

describe('another version of it', () => {
  const input = { note: '按城市', grading, rules: [rule('need', { weight: 70 }), rule('city', { subject: 'CITY', isKnown: null, in: ['杭州'], weight: 29 }), rule('no', { axis: 'ENGAGEMENT', subject: 'COMMUNICATION', isKnown: null, in: ['NOT_INTERESTED'], weight: -30, halfLifeDays: 30 })] };

  it('is written as a draft, tried, published and taken back; open leads follow, closed ones stay', async () => {
    const [open, closed] = [...(await given([{ need: '展柜', city: '杭州' }])), ...(await given([{ need: '展柜', city: '杭州', days: 3 }], 'LOST'))] as [string, string];
    const before = await kept(closed);
    const draft = (await admin.mutate(SAVE, { input })).saveScorecardDraft;
    expect(draft).toMatchObject({ state: 'DRAFT', number: 2, rules: [{ key: 'need', text: '需求：已知' }, { key: 'city', text: '城市：杭州' }, { key: 'no', text: '沟通结果：无意向' }] });
    expect(await admin.refusal(SAVE, { input })).toBe('SCORECARD_DRAFT');
    const again = (await admin.mutate(SAVE, { input: { ...input, note: '按城市与需求' }, version: draft.version })).saveScorecardDraft;
    expect(again.id).toBe(draft.id);
    const { dryRunScorecard: run } = await admin.mutate(DRY, { id: draft.id });
    let tried = run;
    for (; tried.state === 'RUNNING'; tried = (await admin.query(RUN, { id: run.id })).leadDryRun) await new Promise((next) => setTimeout(next, 100));
    expect(tried).toMatchObject({ state: 'DONE', scorecardVersion: again.version });
    expect(tried.result.changed.map(({ id }: { id: string }) => id)).toContain(open);
    const named = tried.changed as { from: string; to: string; lead: { id: string; customer: { name: string } } }[];
    expect(named.length).toBe(Math.min(20, tried.result.changed.length));
    expect(named.find(({ lead }) => lead.id === open)).toMatchObject({ to: 'B', lead: { customer: { name: '问价的人' } } });
    expect(tried.result).toMatchObject({ holds: null, grades: expect.arrayContaining([expect.objectContaining({ grade: 'B' })]) });
    expect((await kept(open))['fit']).not.toBe(99);
    expect(await sales.refusal(RUN, { id: run.id })).toBe('FORBIDDEN');
    expect(await (await api.as('MARKETING_MANAGER')).refusal(RUN, { id: run.id })).toBe('NOT_FOUND');
    expect((await admin.mutate(PUBLISH, { id: draft.id })).publishScorecard).toMatchObject({ state: 'PUBLISHED', number: 2 });
    await settled();
    expect(await kept(open)).toMatchObject({ fit: 99, engagement: 0, grade: 'B', score: 50 });
    expect(await kept(closed)).toEqual(before);
    expect(await admin.refusal(PUBLISH, { id: draft.id })).toBe('FORBIDDEN');
    expect((await admin.mutate(BACK)).rollBackScorecard).toMatchObject({ number: 1, state: 'PUBLISHED' });
    await settled();
    expect(Number((await kept(open))['fit'])).toBeLessThan(99);
    expect((await admin.query(CARDS)).leadScorecards.map(({ number, state }: { number: number; state: string }) => [number, state])).toEqual([[2, 'RETIRED'], [1, 'PUBLISHED']]);
  });

  it('tries it on leads within reach alone, and names none that has gone out of reach since', async () => {
    const manager = await api.as('MARKETING_MANAGER');
    const draft = (await manager.mutate(SAVE, { input })).saveScorecardDraft;
    await given([{ need: '展柜', city: '杭州' }]);
    const { dryRunScorecard: run } = await manager.mutate(DRY, { id: draft.id });
    let tried = run;
    for (; tried.state === 'RUNNING'; tried = (await manager.query(RUN, { id: run.id })).leadDryRun) await new Promise((next) => setTimeout(next, 100));
    expect([tried.state, tried.changed.length > 0, tried.changed.every(({ lead }: { lead: object | null }) => lead !== null)]).toEqual(['DONE', true, true]);
    const named = async (): Promise<number> => ((await manager.query(RUN, { id: run.id })).leadDryRun.changed as { lead: object | null }[]).filter(({ lead }) => lead !== null).length;
    const reach = (scope: string): Promise<void> => api.write(`update role_grant set scope = '${scope}' where action = 'lead.read' and role_id = (select id from role where code = 'MARKETING_MANAGER')`);
    await reach('SELF');
    for (let tries = 0; tries < 150 && (await named()) > 0; tries += 1) await new Promise((next) => setTimeout(next, 100));
    expect(await named()).toBe(0);
    await reach('TEAM_TREE');
    await manager.mutate(ARCHIVE, { id: draft.id });
  });

  it('is refused to whoever may not manage scorecards, and where a rule makes no sense', async () => {
    for (const [document, variables] of [[SAVE, { input }], [PUBLISH, { id: newId() }], [BACK, {}], [ARCHIVE, { id: newId() }], [DRY, { id: newId() }]] as const) expect(await sales.refusal(document, variables)).toBe('FORBIDDEN');
    for (const document of [PUBLISH, ARCHIVE, DRY]) expect(await admin.refusal(document, { id: newId() })).toBe('NOT_FOUND');
    for (const bad of [{ weight: 0 }, { isKnown: null }, { axis: 'ENGAGEMENT' }, { subject: 'ATTRIBUTE' }, { subject: 'BUDGET', min: 5, max: 1 }]) {
      expect(await admin.refusal(SAVE, { input: { ...input, rules: [rule('one', bad)] } })).toBe('SCORECARD_RULE');
    }
    for (const bad of [{ subject: 'SOURCE', in: [newId()] }, { subject: 'EVENT', axis: 'ENGAGEMENT', path: 'x', topicIds: [newId()] }]) expect(await admin.refusal(SAVE, { input: { ...input, rules: [rule('one', bad)] } })).toBe('NOT_FOUND');
    expect(await admin.refusal(SAVE, { input: { ...input, grading: { ...grading, fitMiddle: 70 } } })).toBe('SCORECARD_RULE');
    const draft = (await admin.mutate(SAVE, { input })).saveScorecardDraft;
    expect((await admin.mutate(ARCHIVE, { id: draft.id })).archiveScorecard.id).toBe(draft.id);
    expect(await admin.refusal(PUBLISH, { id: draft.id })).toBe('FORBIDDEN');
  });
});

describe('a rule about a field of the company’s own', () => {
  const FIELD = 'mutation($input: CustomFieldInput!) { createCustomField(input: $input) { id } }';
  const own = (rules: object[]): object => ({ input: { grading, rules: [rule('need', { weight: 1 }), ...rules] } });

  it('gives its points by choice, by number, and by whether anything stands there; open leads follow, and are told why', async () => {
    for (const input of [{ key: 'tier', name: '会员等级', nameEn: 'Tier', type: 'CHOICE', options: [{ value: 'gold', name: '金卡', nameEn: 'Gold' }, { value: 'plain', name: '普卡', nameEn: 'Plain' }] }, { key: 'shops', name: '门店数', nameEn: 'Shops', type: 'NUMBER' }, { key: 'lines', name: '业务线', nameEn: 'Lines', type: 'MULTI_CHOICE', options: [{ value: 'retail', name: '零售', nameEn: 'Retail' }, { value: 'hotel', name: '酒店', nameEn: 'Hotel' }] }]) await admin.mutate(FIELD, { input });
    const [open, other] = await given([{ need: '展柜' }, { need: '展柜' }]) as [string, string];
    await api.write(`update customer set custom = '{"tier":"gold","shops":12,"lines":["hotel"]}' where id = $1`, [await customerOf(open)]);
    const fields = [rule('tier', { subject: 'CUSTOM_FIELD', name: 'tier', isKnown: null, in: ['gold'], weight: 20 }), rule('shops', { subject: 'CUSTOM_FIELD', name: 'shops', isKnown: null, min: 10, weight: 30 }), rule('lines', { subject: 'CUSTOM_FIELD', name: 'lines', isKnown: null, in: ['retail', 'hotel'], weight: 4 }), rule('none', { subject: 'CUSTOM_FIELD', name: 'tier', isKnown: false, weight: -1 })];
    const { saveScorecardDraft: draft } = await admin.mutate(SAVE, own(fields));
    expect(draft.rules.slice(1).map(({ text }: { text: string }) => text)).toEqual(['“会员等级”：金卡', '“门店数”：不低于 10', '“业务线”：零售或酒店', '“会员等级”：未知']);
    await admin.mutate(PUBLISH, { id: draft.id });
    await settled();
    expect([(await kept(open))['fit'], (await kept(other))['fit']]).toEqual([55, 0]);
    expect((await sales.query(LEAD, { id: open })).lead.contributions.map(({ text }: { text: string }) => text)).toEqual(expect.arrayContaining(['“会员等级”：金卡 +20', '“门店数”：不低于 10 +30']));
    await api.write(`update customer set custom = '{"tier":"plain"}' where id = $1`, [await customerOf(open)]);
    await settled();
    expect((await kept(open))['fit']).toBe(1);
    await admin.mutate(BACK);
    await settled();
  });

  it('is refused where the field is none, tells something of a person, or cannot hold what is asked', async () => {
    await admin.mutate(FIELD, { input: { key: 'spouse', name: '配偶', nameEn: 'Spouse', type: 'TEXT', personal: true } });
    for (const name of ['nothing', 'spouse']) expect(await admin.refusal(SAVE, own([rule('one', { subject: 'CUSTOM_FIELD', name })]))).toBe('NOT_FOUND');
    for (const bad of [{ name: 'tier', in: ['silver'] }, { name: 'tier', min: 1 }, { name: null, isKnown: true }]) expect(await admin.refusal(SAVE, own([rule('one', { subject: 'CUSTOM_FIELD', isKnown: null, ...bad })]))).toBe('SCORECARD_RULE');
  });
});

describe('why a lead has its score', () => {
  it('tells nothing that is built from a field or from rows closed to the viewer', async () => {
    const [id] = await given([{ need: '看展柜', budget: 100 }]) as [string];
    await viewed(await customerOf(id), '/price', 0);
    const texts = async (client: Client): Promise<string[]> => ((await client.query(LEAD, { id })).lead.contributions as { text: string }[]).map(({ text }) => text);
    for (let seen: string[] = []; !seen.some((text) => text.includes('price')); seen = await texts(sales)) await new Promise((next) => setTimeout(next, 100));
    expect((await texts(sales)).filter((text) => /预算|price/.test(text))).toHaveLength(2);
    const close = (fields: object | null): Promise<void> => api.write(`update role_grant g set fields = $1 from role r where r.id = g.role_id and r.code = 'SALES' and g.action = 'lead.read'`, [fields && JSON.stringify(fields)]);
    await close({ budget: 'HIDDEN' });
    await api.write(`delete from role_grant g using role r where r.id = g.role_id and r.code = 'SALES' and g.action = 'event.read'`);
    const narrower = await api.as('SALES');
    // Rights are heard of a moment later.
    let seen = await texts(narrower);
    for (let tries = 0; tries < 150 && seen.some((text) => /预算|price/.test(text)); tries += 1, seen = await texts(narrower)) await new Promise((next) => setTimeout(next, 100));
    expect(seen.filter((text) => /预算|price/.test(text))).toEqual([]);
    expect(seen).toContain('需求：已知 +10');
    expect((await texts(await api.as('ADMIN'))).filter((text) => /预算|price/.test(text))).toHaveLength(2);
  });
});

describe('the rules', () => {
  const rules = [{ key: 'a', axis: 'FIT', subject: 'NEED', isKnown: true, weight: 80 }, { key: 'b', axis: 'ENGAGEMENT', subject: 'TOUCH', weight: 20 }] as ScoringRule[];
  it('keep both axes within 0 and 100 and the score within 1 and 99', () => {
    expect(judgedBy(rules, grading as Grading, [])).toEqual({ fit: 0, engagement: 0, score: 1, grade: 'D' });
    expect(judgedBy(rules, grading as Grading, [[0, 500, 500, 1, null], [1, 300, 300, 9, 0]])).toEqual({ fit: 100, engagement: 100, score: 99, grade: 'A' });
    expect(judgedBy(rules, grading as Grading, [[0, -50, -50, 1, null], [1, 41, 41, 1, 0]])).toMatchObject({ fit: 0, engagement: 41, grade: 'C' });
  });
  it('grade by what is to be expected where a model is in force: probability, amount, margin and cost against a lead as a rule', () => {
    const lead = { probability: 0.3, baseRate: 0.1, amount: null, usual: 100_000, margin: 0.5, cost: 0 };
    expect(timesUsual({ ...lead, usual: null })).toBeCloseTo(3, 9);
    expect(timesUsual(lead)).toBeCloseTo(3, 9);
    expect(timesUsual({ ...lead, amount: 20_000 })).toBeCloseTo(0.6, 9);
    // Of 5,000 to be expected as a rule a cost of 2,500 leaves 2,500; of this one 15,000 less the cost, five times that.
    expect(timesUsual({ ...lead, cost: 2_500 })).toBeCloseTo(5, 9);
    expect(timesUsual({ ...lead, amount: 10_000, cost: 2_500 })).toBe(0);
    expect(timesUsual({ ...lead, cost: 6_000 })).toBeCloseTo(3, 9);
    expect(timesUsual({ ...lead, cost: 20_000 })).toBe(0);
    expect(timesUsual({ ...lead, baseRate: 0 })).toBe(0);
    expect([3, 2.99, 1.5, 1.49, 0.5, 0.49].map((times) => gradeOfTimes(grading as Grading, times))).toEqual(['A', 'B', 'B', 'C', 'C', 'D']);
    expect([isInOrder([0.5, 0.3, null, 0.1]), isInOrder([0.5, null, 0.5]), isInOrder([0.5, null, null, null])]).toEqual([true, false, null]);
  });
  it('are judged before they are kept', () => {
    expect(() => requireRules(rules)).not.toThrow();
    expect(() => requireRules([])).toThrow();
    expect(() => requireRules([rules[0]!, rules[0]!])).toThrow();
    expect(() => requireGrading(grading as Grading)).not.toThrow();
    expect(() => requireGrading({ ...(grading as Grading), multipleB: 5 })).toThrow();
  });
  it('tell of a dry run whether A > B > C > D holds, of grades with enough closed leads alone', () => {
    const of = (early: string, won: number, lost: number): never[] => [...Array.from({ length: won }, () => true), ...Array.from({ length: lost }, () => false)].map((one, at) => ({ id: `${early}${at}`, now: 'C', then: early, early, score: 40, won: one })) as never[];
    expect(dryRunOf([...of('A', 30, 10), ...of('B', 15, 25), ...of('D', 1, 4)])).toMatchObject({ holds: true, changes: expect.arrayContaining([{ from: 'C', to: 'A', count: 40 }]) });
    const wrong = dryRunOf([...of('A', 10, 30), ...of('B', 25, 15)]);
    expect(wrong.holds).toBe(false);
    expect(wrong.conversion[0]).toMatchObject({ grade: 'A', closed: 40, won: 10, rate: 0.25, isEnough: true });
    expect(dryRunOf([]).holds).toBeNull();
  });
});
