import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { SubjectRequestJob } from './request.job';

const CREATE = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }';
const REGISTER = 'mutation($id: ID!, $i: SubjectRequestInput!) { registerSubjectRequest(customerId: $id, input: $i) { id kind state clock receivedAt dueAt can } }';
const CHECK = 'mutation($id: ID!, $h: String!) { checkRequestIdentity(id: $id, how: $h) { identityCheck identityCheckedAt } }';
const ANSWER = 'mutation($id: ID!, $i: AnswerInput!) { answerSubjectRequest(id: $id, input: $i) { state clock answer answeredBy { name } } }';
const COPY = 'mutation($r: ID!) { makeSubjectFile(requestId: $r) { id jsonUrl htmlUrl expiresAt } }';
const DESK = 'query($f: SubjectRequestFilter) { subjectRequests(filter: $f, first: 50) { nodes { id clock customer { id } } totalCount } }';
const LIST = 'query($p: PurposeFilter) { customers(filter: { forPurpose: $p }, first: 50) { nodes { id } } }';
const LIFT = 'mutation($id: ID!) { liftRestriction(customerId: $id) { restrictedSince } }';

let api: Api;
let admin: Client;
let sales: Client;
let id: string;

const register = async (kind: string, more: object = {}): Promise<{ id: string; clock: string; receivedAt: string; dueAt: string; can: string[] }> => (await sales.mutate(REGISTER, { id, i: { kind, ...more } })).registerSubjectRequest;
const standing = async (purpose: string): Promise<boolean> => (await sales.query(LIST, { p: { purpose } })).customers.nodes.some((one: { id: string }) => one.id === id);
const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

beforeAll(async () => {
  api = await startApi();
  [admin, sales] = await Promise.all([api.as('ADMINISTRATOR'), api.as('SALES')]);
  id = (await sales.mutate(CREATE, { i: { name: '请求人', phone: '13800138222', email: 'asks@example.com' } })).createCustomer.id;
});
afterAll(() => api?.close());

describe('the clock of a request', () => {
  it('runs fifteen days from when it came in, turns amber three days before and is late after', async () => {
    const [fresh, near, over] = [await register('ACCESS'), await register('ACCESS', { receivedAt: ago(13) }), await register('ACCESS', { receivedAt: ago(16) })];
    expect([fresh.clock, near.clock, over.clock]).toEqual(['CALM', 'AMBER', 'LATE']);
    expect(new Date(fresh.dueAt).getTime() - new Date(fresh.receivedAt).getTime()).toBe(15 * 86_400_000);
    expect((await admin.query(DESK, { f: { clock: { in: ['LATE'] } } })).subjectRequests.nodes).toEqual([{ id: over.id, clock: 'LATE', customer: { id } }]);
    expect(await sales.refusal(REGISTER, { id, i: { kind: 'ACCESS', receivedAt: '2999-01-01T00:00:00Z' } })).toBe('INVALID_INPUT');
  });

  it('tells whoever may answer, once a request', async () => {
    const job = api.app.get(SubjectRequestJob, { strict: false });
    await job.tick();
    for (;;) {
      const { rows } = await api.db.query(`select state from job where name = 'customers.privacy'`);
      if (rows[0]?.state === 'DONE') break;
      await new Promise((next) => setTimeout(next, 100));
    }
    const { rows } = await api.db.query(`select n.facts, u.email from notification n join app_user u on u.id = n.user_id where n.kind = 'SUBJECT_REQUESTS_DUE'`);
    expect(rows).toEqual([{ facts: { due: 2, late: 1 }, email: 'admin@example.com' }]);
  });
});

describe('a request', () => {
  it('for a copy is answered with everything in clear, once it is known who asks: for the one who made it alone', async () => {
    const { id: request, can } = await register('COPY');
    expect(can).toEqual([]);
    expect(await admin.refusal(COPY, { r: request })).toBe('IDENTITY_UNCHECKED');
    expect(await admin.refusal(CHECK, { id: request, h: ' ' })).toBe('INVALID_INPUT');
    await admin.mutate(CHECK, { id: request, h: 'called back' });
    const { makeSubjectFile: file } = await admin.mutate(COPY, { r: request });
    const json = await admin.get(file.jsonUrl).buffer(true);
    const data = JSON.parse(json.text);
    expect(data).toMatchObject({ format: 'dossier/personal-data', customer: { name: '请求人' } });
    expect(data.sections.customer_identity.map(({ value }: { value: string }) => value).sort()).toEqual(['+8613800138222', 'asks@example.com']);
    expect(json.headers['content-disposition']).toContain('attachment');
    const page = (await admin.get(file.htmlUrl).buffer(true)).text;
    expect([page.includes('asks@example.com'), page.includes('<script')]).toEqual([true, false]);
    expect((await sales.get(file.jsonUrl)).status).toBe(403);
    expect((await api.anonymous().get(file.jsonUrl)).status).toBe(401);
    expect((await admin.get(file.jsonUrl.replace(file.id, id))).status).toBe(404);
    const { rows } = await api.db.query(`select count(*)::int as count from audit_entry where action = 'downloadSubjectFile' and outcome = 'DONE' and object_id = $1`, [id]);
    expect(rows[0].count).toBe(2);
    expect(await admin.refusal(COPY, { r: (await register('EXPLAIN')).id })).toBe('INVALID_INPUT');
  });

  it('to restrict closes marketing at once and leaves service open, until it is lifted', async () => {
    await sales.mutate('mutation($id: ID!, $i: ConsentInput!) { recordConsent(customerId: $id, input: $i) { id } }', { id, i: { purpose: 'MARKETING', channel: 'ANY', choice: 'GIVEN' } });
    expect([await standing('MARKETING'), await standing('PERSONALISATION')]).toEqual([true, true]);
    const { id: request } = await register('RESTRICT');
    const { answerSubjectRequest } = await admin.mutate(ANSWER, { id: request, i: { granted: true, answer: 'Done today.' } });
    expect(answerSubjectRequest).toEqual({ state: 'ANSWERED', clock: 'STOPPED', answer: 'Done today.', answeredBy: { name: '管理员' } });
    expect([await standing('MARKETING'), await standing('PERSONALISATION'), await standing('SERVICE')]).toEqual([false, false, true]);
    expect(await admin.refusal(ANSWER, { id: request, i: { granted: true, answer: 'again' } })).toBe('REQUEST_CLOSED');
    expect((await admin.mutate(LIFT, { id })).liftRestriction.restrictedSince).toBeNull();
    expect([await standing('MARKETING'), await standing('PERSONALISATION')]).toEqual([true, true]);
  });

  it('to object takes back every marketing purpose and personalisation, as lines of the ledger', async () => {
    const { id: request } = await register('OBJECT');
    await admin.mutate(ANSWER, { id: request, i: { granted: true, answer: 'Noted.' } });
    expect([await standing('MARKETING'), await standing('RESEARCH'), await standing('PERSONALISATION'), await standing('SERVICE')]).toEqual([false, false, false, true]);
    const { nodes } = (await sales.query('query($id: ID!) { consentEntries(customerId: $id) { nodes { source act } } }', { id })).consentEntries;
    expect(nodes.filter(({ source }: { source: string }) => source === 'REQUEST')).toHaveLength(3);
  });

  it('is refused with its reason, and nothing happens', async () => {
    const { id: request } = await register('ERASE');
    const { answerSubjectRequest } = await admin.mutate(ANSWER, { id: request, i: { granted: false, answer: 'The invoice is still open.' } });
    expect([answerSubjectRequest.state, answerSubjectRequest.answer]).toEqual(['REFUSED', 'The invoice is still open.']);
  });

  it('takes the words, and the customer within reach', async () => {
    const { id: request } = await register('CORRECT');
    for (const [document, variables] of [[CHECK, { id: request, h: 'x' }], [ANSWER, { id: request, i: { granted: false, answer: 'x' } }], [COPY, { r: request }], [LIFT, { id }]] as const) expect(await sales.refusal(document, variables)).toBe('FORBIDDEN');
    expect(await (await api.as('ANALYST')).refusal(REGISTER, { id, i: { kind: 'ACCESS' } })).toBe('FORBIDDEN');
    const south = await api.as('SALES_SOUTH');
    expect(await south.refusal(REGISTER, { id, i: { kind: 'ACCESS' } })).toBe('NOT_FOUND');
    expect((await south.query(DESK, {})).subjectRequests).toEqual({ nodes: [], totalCount: 0 });
    expect(await admin.refusal(ANSWER, { id: request, i: { granted: true, answer: 'x' } })).toBe('IDENTITY_UNCHECKED');
  });
});
