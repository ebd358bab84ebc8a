import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANSWERS, CUSTOMER, INBOX, NOBODY, Stage, SUGGESTIONS, withCompany } from './testing/stage';

const decide = (name: string): string => `mutation($id: ID!) { ${name}(id: $id) { id state value current can } }`;

const stage = new Stage();
beforeAll(() => stage.start(), 120_000);
afterAll(() => stage.api?.close());

describe('a suggestion', () => {
  const suggested = async (phone: string): Promise<{ customer: string; id: string }> => {
    const customer = await stage.known('冯唐', phone, { companyName: '旧名' });
    const { id, path } = await stage.published(withCompany);
    await stage.send(path, { q1: '冯唐', q2: phone, q7: '新名' });
    await stage.settled(id);
    return { customer, id: (await stage.admin.query(SUGGESTIONS, { id: customer })).fieldSuggestions[0].id };
  };
  const nameOf = async (id: string): Promise<string> => (await stage.admin.query(CUSTOMER, { id })).customer.companyName;

  it('is accepted, taken back, declined, and open again', async () => {
    const { customer, id } = await suggested('13800138010');
    expect((await stage.admin.mutate(decide('acceptSuggestion'), { id })).acceptSuggestion).toMatchObject({ state: 'ACCEPTED', can: ['REOPEN'] });
    expect(await nameOf(customer)).toBe('新名');
    const { rows } = await stage.api.db.query(`select source, confidence::float8 as confidence from observation where customer_id = $1 and fields ? 'company_name' order by id desc limit 1`, [customer]);
    expect(rows).toEqual([{ source: 'FORM', confidence: 0.7 }]);
    expect(await stage.admin.refusal(decide('acceptSuggestion'), { id })).toBe('SUGGESTION_STATE');
    expect((await stage.admin.mutate(decide('reopenSuggestion'), { id })).reopenSuggestion.state).toBe('OPEN');
    expect(await nameOf(customer)).toBe('旧名');
    expect((await stage.admin.mutate(decide('declineSuggestion'), { id })).declineSuggestion.state).toBe('DECLINED');
    expect((await stage.admin.mutate(decide('reopenSuggestion'), { id })).reopenSuggestion.state).toBe('OPEN');
    expect(await stage.admin.refusal(decide('reopenSuggestion'), { id })).toBe('SUGGESTION_STATE');
  });

  it('is not taken back over a value that somebody has written since', async () => {
    const { customer, id } = await suggested('13800138011');
    await stage.admin.mutate(decide('acceptSuggestion'), { id });
    const { customer: row } = await stage.admin.query('query($id: ID!) { customer(id: $id) { version } }', { id: customer });
    await stage.admin.mutate('mutation($id: ID!, $v: Int!) { updateCustomer(id: $id, version: $v, input: { companyName: "第三个名" }) { id } }', { id: customer, v: row.version });
    expect(await stage.admin.refusal(decide('reopenSuggestion'), { id })).toBe('CONFLICT');
    expect(await nameOf(customer)).toBe('第三个名');
  });

  it('is refused to whoever may not change the record, and does not exist out of reach', async () => {
    const { customer, id } = await suggested('13800138012');
    const south = await stage.api.as('SALES_SOUTH');
    for (const name of ['acceptSuggestion', 'declineSuggestion', 'reopenSuggestion']) {
      expect(await (await stage.api.as('AUDITOR')).refusal(decide(name), { id })).toBe('FORBIDDEN');
      expect(await south.refusal(decide(name), { id })).toBe('NOT_FOUND');
    }
    expect(await south.refusal(SUGGESTIONS, { id: customer })).toBe('NOT_FOUND');
  });

  it('of a contact is masked, adds beside the others, and does not exist for who may not see contacts', async () => {
    const customer = await stage.known('冯唐', '13800138013', { email: 'old@example.com' });
    const { id: formId, path } = await stage.published();
    await stage.send(path, { q1: '冯唐', q2: '13800138013', q3: 'another@example.com' });
    await stage.settled(formId);
    const [suggestion] = (await stage.admin.query(SUGGESTIONS, { id: customer })).fieldSuggestions;
    expect(suggestion).toMatchObject({ field: 'email', value: expect.not.stringContaining('another@'), current: expect.not.stringContaining('old@') });
    expect((await (await stage.api.as('ANALYST')).query(SUGGESTIONS, { id: customer })).fieldSuggestions).toEqual([]);
    const emails = async (): Promise<number> => (await stage.admin.query(CUSTOMER, { id: customer })).customer.identities.filter(({ kind }: { kind: string }) => kind === 'EMAIL').length;
    await stage.admin.mutate(decide('acceptSuggestion'), { id: suggestion.id });
    expect(await emails()).toBe(2);
    await stage.admin.mutate(decide('reopenSuggestion'), { id: suggestion.id });
    expect(await emails()).toBe(1);
  });
});

describe('a program', () => {
  const SUBMIT = 'mutation($i: IntakeInput!) { submitIntake(input: $i) { id isNew } }';
  it('hands in what it knows, once for each of its keys, and learns nothing of the records', async () => {
    const first = (await stage.admin.mutate(SUBMIT, { i: { key: 'A-1', name: '接口客户', phone: '13800138020' } })).submitIntake;
    expect(first.isNew).toBe(true);
    expect((await stage.admin.mutate(SUBMIT, { i: { key: 'A-1', name: '另一个', phone: '13800138021' } })).submitIntake).toEqual({ id: first.id, isNew: false });
    expect((await stage.admin.mutate(SUBMIT, { i: { key: 'A-2', name: '坏号码', phone: '138' } })).submitIntake.isNew).toBe(true);
    for (let tries = 0; tries < 300 && (await stage.api.db.query(`select 1 from intake_submission where origin = 'API' and state = 'RECEIVED'`)).rowCount! > 0; tries += 1) await new Promise((next) => setTimeout(next, 100));
    const { nodes } = (await stage.admin.query(INBOX, { f: { origin: { in: ['API'] } } })).submissions;
    expect(nodes.map(({ state, code, field }: Record<string, string>) => [state, code, field]).sort()).toEqual([['CREATED', null, null], ['REFUSED', 'INVALID_INPUT', 'phone']]);
    const refused = nodes.find(({ state }: { state: string }) => state === 'REFUSED');
    expect(refused.can).toEqual(['RETRY']);
    expect((await stage.admin.mutate('mutation($id: ID!) { retrySubmission(id: $id) { state } }', { id: refused.id })).retrySubmission.state).toBe('RECEIVED');
    expect(await stage.admin.refusal('mutation($id: ID!) { retrySubmission(id: $id) { state } }', { id: first.id })).toBe('SUBMISSION_STATE');
  });

  it('is refused without the word, and so are its answers out of reach', async () => {
    expect(await stage.manager.refusal(SUBMIT, { i: { key: 'x', name: 'x' } })).toBe('FORBIDDEN');
    const { nodes } = (await stage.admin.query(INBOX, {})).submissions;
    expect(await stage.manager.refusal(ANSWERS, { id: nodes[0].id })).toBe('NOT_FOUND');
    expect(await stage.manager.refusal('mutation($id: ID!) { retrySubmission(id: $id) { state } }', { id: nodes[0].id })).toBe('NOT_FOUND');
    expect(await stage.admin.refusal(ANSWERS, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await stage.admin.refusal(SUBMIT, { i: { key: 'x', sourceId: NOBODY } })).toBe('NOT_FOUND');
  });
});

describe('a survey', () => {
  const survey = { name: '满意度', title: { zh: '满意度', en: 'How was it' }, consents: [], questions: [{ kind: 'SCALE', label: { zh: '会推荐吗', en: 'Would you recommend us' }, required: true }, { kind: 'CHOICE', label: { zh: '最好的', en: 'Best' }, choices: [{ en: 'Price' }, { en: 'Service' }] }] };
  const LINK = 'mutation($id: ID!, $customerId: ID!) { createSurveyLink(id: $id, customerId: $customerId) { url expiresAt } }';

  it('is answered by the link of one customer, counted, and noted on their record', async () => {
    const { id, path } = await stage.published(survey, 'SURVEY');
    expect((await stage.visit(path)).status).toBe(403);
    const ids: string[] = [];
    for (const [at, score] of [['0', '9'], ['1', '6'], ['2', '9']] as const) {
      const { createCustomer } = await stage.admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: `答题人${at}` } });
      ids.push(createCustomer.id);
      const { createSurveyLink } = await stage.admin.mutate(LINK, { id, customerId: createCustomer.id });
      const address = new URL(createSurveyLink.url);
      expect((await stage.send(`${address.pathname}${address.search}`, { q1: score, q2: 'c1' })).status).toBe(200);
      // Its link again: still one answer.
      expect((await stage.send(`${address.pathname}${address.search}`, { q1: '0' })).status).toBe(200);
    }
    const answered = await stage.settled(id, 3);
    expect(answered.map(({ customerId, state }) => [customerId, state]).sort()).toEqual(ids.map((one) => [one, 'MATCHED']).sort());
    const { rows: noted } = await stage.api.db.query(`select kind, score from customer_feedback where customer_id = any($1::uuid[]) order by score`, [ids]);
    expect(noted).toEqual([{ kind: 'SURVEY', score: 6 }, { kind: 'SURVEY', score: 9 }, { kind: 'SURVEY', score: 9 }]);
    const { nodes: line } = (await stage.admin.query('query($id: ID!) { customerTimeline(id: $id, first: 20) { nodes { kind what title } } }', { id: ids[0] })).customerTimeline;
    expect(line).toContainEqual({ kind: 'FORM', what: 'SURVEY', title: '满意度' });
    const { formResults } = await stage.admin.query('query($id: ID!) { formResults(id: $id) { key kind count mean shares { key count } } }', { id });
    expect(formResults[0]).toMatchObject({ key: 'q1', count: 3, mean: 8 });
    expect(formResults[0].shares.filter(({ count }: { count: number }) => count > 0)).toEqual([{ key: '6', count: 1 }, { key: '9', count: 2 }]);
    expect(formResults[1]).toMatchObject({ count: 3, mean: null, shares: [{ key: 'c1', count: 3 }, { key: 'c2', count: 0 }] });
  });

  it('cannot be answered in another one’s name, or with a link that was changed', async () => {
    const { id, path } = await stage.published(survey, 'SURVEY');
    const { createCustomer } = await stage.admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: '链接' } });
    const { createSurveyLink } = await stage.admin.mutate(LINK, { id, customerId: createCustomer.id });
    const token = new URL(createSurveyLink.url).searchParams.get('c')!;
    for (let at = 0; at < token.length; at += 5) {
      const forged = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect([at, (await stage.visit(`${path}?c=${forged}`)).status]).toEqual([at, 403]);
    }
    const other = await stage.published(survey, 'SURVEY');
    expect((await stage.visit(`${other.path}?c=${token}`)).status).toBe(403);
    expect(await stage.manager.refusal(LINK, { id, customerId: createCustomer.id })).toBe('NOT_FOUND');
    expect(await stage.admin.refusal(LINK, { id, customerId: NOBODY })).toBe('NOT_FOUND');
    expect(await stage.admin.refusal(LINK, { id: (await stage.published()).id, customerId: createCustomer.id })).toBe('FORM_STATE');
    expect(await (await stage.api.as('SALES')).refusal(LINK, { id, customerId: createCustomer.id })).toBe('FORBIDDEN');
  });
});
