import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@dossier/kernel/data';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id version } }';
const RECORD = 'mutation($customer: ID!, $input: CommunicationInput!) { recordCommunication(customerId: $customer, input: $input) { id version kind direction at summary hasNote outcome nextStep nextOn nextState author { id } answers { question answer } can } }';
const UPDATE = 'mutation($id: ID!, $version: Int!, $input: CommunicationInput!) { updateCommunication(id: $id, version: $version, input: $input) { id version summary nextStep nextOn nextState hasNote } }';
const LIST = 'query($filter: CommunicationFilter, $sort: CommunicationSort, $order: SortOrder) { communications(filter: $filter, sort: $sort, order: $order) { nodes { id summary nextOn customer { id name } files { id name size mediaType url } } } }';
const FINISH = 'mutation($id: ID!) { finishNextStep(id: $id) { id nextState } }';
const OPEN_NOTE = 'mutation($id: ID!) { openNote(id: $id) }';
const ARCHIVE = 'mutation($id: ID!) { archiveCommunication(id: $id) { id archivedAt } }';
const ADD_NEED = 'mutation($customer: ID!, $input: NeedInput!) { addNeed(customerId: $customer, input: $input) { id version kind statement confidence status priority budgetMin budgetMax expectedOn evidence { kind refId text } can } }';
const UPDATE_NEED = 'mutation($id: ID!, $version: Int!, $input: NeedInput!) { updateNeed(id: $id, version: $version, input: $input) { id version status } }';
const NEEDS = 'query($filter: NeedFilter) { customerNeeds(filter: $filter) { nodes { id statement status } } }';
const ADD_FEEDBACK = 'mutation($customer: ID!, $input: FeedbackInput!) { addFeedback(customerId: $customer, input: $input) { id version kind score text status can } }';
const ANSWER = 'mutation($id: ID!, $answer: String!) { answerFeedback(id: $id, answer: $answer) { id status answer answeredAt answerer { name } } }';
const TIMELINE = 'query($id: ID!, $kinds: [TimelineKind!], $first: Int, $after: String) { customerTimeline(id: $id, kinds: $kinds, first: $first, after: $after) { nodes { id at kind what title text amount online actor { name } changes { field } } pageInfo { hasNextPage endCursor } } }';
const SIGN = 'mutation($id: ID!, $section: SignedSection!) { signOffCustomer(id: $id, section: $section) { id signOffs { section signedName customerVersion fields changed } } }';
const STATUS = 'mutation($id: ID!, $status: RecordStatus!) { setRecordStatus(id: $id, status: $status) { id recordStatus } }';

let api: Api;
let sales: Client;
let south: Client;
let admin: Client;
let auditor: Client;

const customerOf = async (who: Client, name: string): Promise<string> => (await who.mutate(CREATE, { input: { name } })).createCustomer.id as string;
const call = async (who: Client, customer: string, input: object) => (await who.mutate(RECORD, { customer, input })).recordCommunication;

beforeAll(async () => {
  api = await startApi();
  [sales, south, admin, auditor] = await Promise.all([api.as('SALES'), api.as('SALES_SOUTH'), api.as('ADMINISTRATOR'), api.as('AUDITOR')]);
}, 120_000);
afterAll(() => api?.close());

describe('writing down a communication', () => {
  it('keeps what was said, by whom and what comes next', async () => {
    const customer = await customerOf(sales, '沟通人');
    const made = await call(sales, customer, { kind: 'VISIT', summary: ' 看了样品 ', outcome: 'INTERESTED', nextStep: '发报价', nextOn: '2026-12-01', note: '预算由妻子决定' });
    expect(made).toMatchObject({ kind: 'VISIT', direction: 'OUTGOING', summary: '看了样品', hasNote: true, outcome: 'INTERESTED', nextStep: '发报价', nextOn: '2026-12-01', nextState: 'OPEN', author: { id: personId('SALES') } });
    expect(made.can).toEqual(expect.arrayContaining(['UPDATE', 'FINISH', 'ARCHIVE']));
    const { communications } = await sales.query(LIST, { filter: { customer: { in: [customer] } } });
    expect(communications.nodes).toMatchObject([{ id: made.id, customer: { id: customer, name: '沟通人' }, files: [] }]);
  });
  it('is refused to an auditor, and on customers whom only the reading reaches', async () => {
    const customer = await customerOf(admin, '别人的客户');
    await admin.mutate('mutation($id: ID!, $o: ID!) { assignCustomer(id: $id, ownerId: $o) { id } }', { id: customer, o: personId('MARKETER') });
    expect(await auditor.refusal(RECORD, { customer, input: { summary: 'x' } })).toBe('FORBIDDEN');
    const { data } = await sales.raw('query($id: ID!) { customer(id: $id) { id } }', { id: customer });
    if (data?.customer) expect(await sales.refusal(RECORD, { customer, input: { summary: 'x' } })).toBe('FORBIDDEN');
  });
  it('does not exist out of reach', async () => {
    const customer = await customerOf(sales, '远方');
    const made = await call(sales, customer, { summary: '近' });
    expect(await south.refusal(RECORD, { customer, input: { summary: 'x' } })).toBe('NOT_FOUND');
    expect(await south.refusal(FINISH, { id: made.id })).toBe('NOT_FOUND');
    expect(await south.refusal(OPEN_NOTE, { id: made.id })).toBe('NOT_FOUND');
    expect((await south.query(LIST, { filter: { customer: { in: [customer] } } })).communications.nodes).toEqual([]);
  });
  it('cannot lie ahead, and says something', async () => {
    const customer = await customerOf(sales, '规则');
    expect(await sales.refusal(RECORD, { customer, input: { summary: 'x', at: '2199-01-01T00:00:00Z' } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(RECORD, { customer, input: { kind: 'MESSAGE' } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(RECORD, { customer, input: { summary: 'x', templateId: customer } })).toBe('NOT_FOUND');
  });
  it('is changed by its author alone', async () => {
    const customer = await customerOf(sales, '改记录');
    const made = await call(sales, customer, { summary: '一' });
    expect((await sales.mutate(UPDATE, { id: made.id, version: made.version, input: { summary: '二', nextOn: '2026-12-24' } })).updateCommunication).toMatchObject({ summary: '二', nextOn: '2026-12-24', nextState: 'OPEN' });
    expect(await admin.refusal(UPDATE, { id: made.id, version: 2, input: { summary: '三' } })).toBe('NOT_THE_AUTHOR');
    expect(await sales.refusal(UPDATE, { id: made.id, version: 1, input: { summary: '四' } })).toBe('CONFLICT');
  });
  it('has its next step done, and opened again', async () => {
    const customer = await customerOf(sales, '下一步');
    const made = await call(sales, customer, { summary: '约', nextStep: '打电话', nextOn: '2026-11-23' });
    expect((await sales.mutate(FINISH, { id: made.id })).finishNextStep.nextState).toBe('DONE');
    expect(await sales.refusal(FINISH, { id: made.id })).toBe('FORBIDDEN');
    expect((await sales.mutate('mutation($id: ID!) { reopenNextStep(id: $id) { nextState } }', { id: made.id })).reopenNextStep.nextState).toBe('OPEN');
    const due = (await sales.query(LIST, { filter: { nextState: { in: ['OPEN'] }, nextOn: { to: '2026-11-23' } }, sort: 'NEXT_ON', order: 'ASC' })).communications.nodes;
    expect(due.map(({ id }: { id: string }) => id)).toContain(made.id);
  });
  it('is archived, leaves list and timeline, and comes back', async () => {
    const customer = await customerOf(sales, '归档沟通');
    const { id } = await call(sales, customer, { summary: '走' });
    await sales.mutate(ARCHIVE, { id });
    expect((await sales.query(LIST, { filter: { customer: { in: [customer] } } })).communications.nodes).toEqual([]);
    expect((await sales.query(TIMELINE, { id: customer, kinds: ['COMMUNICATION'] })).customerTimeline.nodes).toEqual([]);
    await sales.mutate('mutation($id: ID!) { restoreCommunication(id: $id) { archivedAt } }', { id });
    expect((await sales.query(LIST, { filter: { customer: { in: [customer] } } })).communications.nodes).toHaveLength(1);
  });
});

describe('the private note', () => {
  it('is sealed, opened by one recorded act, and stands nowhere in clear', async () => {
    const customer = await customerOf(sales, '私密');
    const { id } = await call(sales, customer, { summary: '见面', note: '正在谈离婚zqkx' });
    expect((await sales.mutate(OPEN_NOTE, { id })).openNote).toBe('正在谈离婚zqkx');
    const { rows } = await api.db.query(`select facts from audit_entry where action = 'openNote' and object_id = $1 and outcome = 'DONE'`, [customer]);
    expect(rows).toEqual([{ facts: { communication: id } }]);
    const all = await api.db.query(`select (select string_agg(to_jsonb(c)::text, '') from communication c) || (select string_agg(to_jsonb(c)::text, '') from audit_change c) || (select string_agg(to_jsonb(r)::text, '') from revision r) as said`);
    expect(all.rows[0].said).not.toContain('zqkx');
    expect(await auditor.refusal(OPEN_NOTE, { id })).toBe('FORBIDDEN');
  });
});

describe('interview templates', () => {
  const MAKE = 'mutation($input: InterviewTemplateInput!) { createInterviewTemplate(input: $input) { id version title questions } }';
  it('are made by who may manage them, once by a name, and their questions stay with the answers', async () => {
    const { createInterviewTemplate: made } = await admin.mutate(MAKE, { input: { title: '首次访谈', questions: [' 为什么选我们？ ', '预算是多少？'] } });
    expect(made.questions).toEqual(['为什么选我们？', '预算是多少？']);
    expect(await admin.refusal(MAKE, { input: { title: '首次访谈', questions: ['x'] } })).toBe('NAME_TAKEN');
    expect(await admin.refusal(MAKE, { input: { title: '空', questions: [' '] } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(MAKE, { input: { title: '我的', questions: ['x'] } })).toBe('FORBIDDEN');
    const customer = await customerOf(sales, '受访者');
    const interview = await call(sales, customer, { kind: 'INTERVIEW', templateId: made.id, answers: [{ question: made.questions[0], answer: '朋友介绍' }] });
    expect(interview.answers).toEqual([{ question: '为什么选我们？', answer: '朋友介绍' }]);
    const update = 'mutation($id: ID!, $version: Int!, $input: InterviewTemplateInput!) { updateInterviewTemplate(id: $id, version: $version, input: $input) { questions } }';
    await admin.mutate(update, { id: made.id, version: made.version, input: { title: '首次访谈', questions: ['新问题'] } });
    await admin.mutate('mutation($id: ID!) { archiveInterviewTemplate(id: $id) { archivedAt } }', { id: made.id });
    expect((await sales.query('{ interviewTemplates { id } }')).interviewTemplates).toEqual([]);
    expect((await admin.mutate('mutation($id: ID!) { restoreInterviewTemplate(id: $id) { questions } }', { id: made.id })).restoreInterviewTemplate.questions).toEqual(['新问题']);
  });
});

describe('attachments', () => {
  const pdf = Buffer.concat([Buffer.from('%PDF-1.4 '), Buffer.from('秘密合同wqxv')]);
  const send = (who: Client, id: string, bytes: Buffer, name = '合同.pdf') => who.post(`/api/communications/${id}/files`).set('X-File-Name', encodeURIComponent(name)).set('Content-Type', 'application/octet-stream').send(bytes);

  it('go in and out for who reaches the customer, sealed in between', async () => {
    const customer = await customerOf(sales, '附件人');
    const { id } = await call(sales, customer, { summary: '签约' });
    const { status, body } = await send(sales, id, pdf);
    expect([status, body.name, body.mediaType, body.size]).toEqual([201, '合同.pdf', 'application/pdf', pdf.length]);
    const [node] = (await sales.query(LIST, { filter: { customer: { in: [customer] } } })).communications.nodes;
    expect(node.files).toMatchObject([{ name: '合同.pdf', url: `/api/communications/files/${body.id}` }]);
    const fetched = await sales.get(node.files[0].url).buffer(true).parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });
    expect([fetched.headers['content-type'], (fetched.body as Buffer).equals(pdf)]).toEqual(['application/pdf', true]);
    const { rows } = await api.db.query(`select position('wqxv'::bytea in content) as at from communication_file`);
    expect(rows).toEqual([{ at: 0 }]);
    expect((await south.get(node.files[0].url)).status).toBe(404);
    expect((await auditor.get(node.files[0].url)).status).toBe(403);
    expect((await send(south, id, pdf)).body.error.code).toBe('NOT_FOUND');
    await sales.mutate('mutation($id: ID!) { removeAttachment(id: $id) }', { id: body.id });
    expect((await sales.get(node.files[0].url)).status).toBe(404);
  });
  it('are told by their content, not by their name', async () => {
    const { id } = await call(sales, await customerOf(sales, '坏附件'), { summary: 'x' });
    for (const bytes of [Buffer.from('<html><script>'), Buffer.from([0x4d, 0x5a, 0, 0, 1]), Buffer.from('#!/bin/sh\n'), Buffer.alloc(0)]) expect((await send(sales, id, bytes)).body.error.code).toBe('FILE_KIND_REFUSED');
    expect((await send(sales, id, Buffer.alloc(5 * 1024 * 1024 + 1, 'a'))).body.error.code).toBe('FILE_TOO_LARGE');
    expect((await send(sales, id, Buffer.from('会议纪要'), '../../a.txt')).body).toMatchObject({ name: 'a.txt', mediaType: 'text/plain' });
  });
});

describe('needs', () => {
  it('are written down, said or latent, with what they rest on', async () => {
    const customer = await customerOf(sales, '需求人');
    const talk = await call(sales, customer, { summary: '提到要换车' });
    const { addNeed: said } = await sales.mutate(ADD_NEED, { customer, input: { statement: '家用车', priority: 'HIGH', budgetMin: { minor: 10_000_000, currency: 'CNY' }, budgetMax: { minor: 15_000_000, currency: 'CNY' }, expectedOn: '2027-03-01' } });
    expect(said).toMatchObject({ kind: 'EXPLICIT', status: 'OPEN', priority: 'HIGH', budgetMin: { minor: 10_000_000, currency: 'CNY' }, budgetMax: { minor: 15_000_000, currency: 'CNY' }, confidence: null });
    const { addNeed: guessed } = await sales.mutate(ADD_NEED, { customer, input: { kind: 'LATENT', statement: '车险', confidence: 0.6, evidence: [{ kind: 'COMMUNICATION', refId: talk.id }, { kind: 'TEXT', text: '保险快到期' }] } });
    expect(guessed).toMatchObject({ confidence: 0.6, evidence: [{ kind: 'COMMUNICATION', refId: talk.id, text: null }, { kind: 'TEXT', refId: null, text: '保险快到期' }] });
    expect((await sales.query(NEEDS, { filter: { customer: { in: [customer] }, kind: { in: ['LATENT'] } } })).customerNeeds.nodes).toMatchObject([{ id: guessed.id }]);
    expect((await sales.mutate(UPDATE_NEED, { id: said.id, version: said.version, input: { status: 'MET' } })).updateNeed.status).toBe('MET');
  });
  it('are refused without the word, out of reach, and where a latent one rests on nothing', async () => {
    const [customer, other] = [await customerOf(sales, '需求规则'), await customerOf(sales, '另一位')];
    const elsewhere = await call(sales, other, { summary: '别人的话' });
    expect(await auditor.refusal(ADD_NEED, { customer, input: { statement: 'x' } })).toBe('FORBIDDEN');
    expect(await south.refusal(ADD_NEED, { customer, input: { statement: 'x' } })).toBe('NOT_FOUND');
    expect(await sales.refusal(ADD_NEED, { customer, input: { statement: ' ' } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(ADD_NEED, { customer, input: { kind: 'LATENT', statement: 'x', evidence: [{ kind: 'TEXT', text: 'y' }] } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(ADD_NEED, { customer, input: { kind: 'LATENT', statement: 'x', confidence: 0.5 } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(ADD_NEED, { customer, input: { statement: 'x', evidence: [{ kind: 'COMMUNICATION', refId: elsewhere.id }] } })).toBe('NOT_FOUND');
    expect(await sales.refusal(ADD_NEED, { customer, input: { statement: 'x', budgetMin: { minor: 2, currency: 'CNY' }, budgetMax: { minor: 1, currency: 'CNY' } } })).toBe('INVALID_INPUT');
    const { addNeed } = await sales.mutate(ADD_NEED, { customer, input: { statement: '守' } });
    for (const verb of ['archiveNeed', 'restoreNeed']) expect(await south.refusal(`mutation($id: ID!) { ${verb}(id: $id) { id } }`, { id: addNeed.id })).toBe('NOT_FOUND');
  });
  it('are counted by an analyst without the words', async () => {
    const customer = await customerOf(sales, '分析');
    await sales.mutate(ADD_NEED, { customer, input: { statement: '只有我们知道' } });
    const { nodes } = (await (await api.as('ANALYST')).query(NEEDS, { filter: { customer: { in: [customer] } } })).customerNeeds;
    expect(nodes).toMatchObject([{ statement: null, status: 'OPEN' }]);
  });
});

describe('feedback', () => {
  it('is written down and answered', async () => {
    const customer = await customerOf(sales, '反馈人');
    const { addFeedback: made } = await sales.mutate(ADD_FEEDBACK, { customer, input: { kind: 'COMPLAINT', text: '送货慢', score: 3 } });
    expect(made).toMatchObject({ kind: 'COMPLAINT', score: 3, status: 'OPEN' });
    const { answerFeedback } = await sales.mutate(ANSWER, { id: made.id, answer: '已补偿运费' });
    expect(answerFeedback).toMatchObject({ status: 'ANSWERED', answer: '已补偿运费', answerer: { name: expect.any(String) } });
    const { updateFeedback } = await sales.mutate('mutation($id: ID!, $v: Int!) { updateFeedback(id: $id, version: $v, input: { status: CLOSED }) { status } }', { id: made.id, v: made.version + 1 });
    expect(updateFeedback.status).toBe('CLOSED');
    expect(await sales.refusal(ANSWER, { id: made.id, answer: '再' })).toBe('FORBIDDEN');
  });
  it('is refused without the word, out of reach, and where nothing was said', async () => {
    const customer = await customerOf(sales, '反馈规则');
    expect(await auditor.refusal(ADD_FEEDBACK, { customer, input: { text: 'x' } })).toBe('FORBIDDEN');
    expect(await south.refusal(ADD_FEEDBACK, { customer, input: { text: 'x' } })).toBe('NOT_FOUND');
    expect(await sales.refusal(ADD_FEEDBACK, { customer, input: { kind: 'PRAISE' } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(ADD_FEEDBACK, { customer, input: { text: 'x', channelId: customer } })).toBe('NOT_FOUND');
    expect(await sales.refusal(ADD_FEEDBACK, { customer, input: { text: 'x', productId: customer } })).toBe('NOT_FOUND');
    const { addFeedback } = await sales.mutate(ADD_FEEDBACK, { customer, input: { text: '守' } });
    expect(await south.refusal(ANSWER, { id: addFeedback.id, answer: 'x' })).toBe('NOT_FOUND');
    expect(await sales.refusal(ANSWER, { id: addFeedback.id, answer: ' ' })).toBe('INVALID_INPUT');
  });
});

describe('signatures and the status of a record', () => {
  it('say who answers for which facts, and whether one changed later', async () => {
    const customer = await customerOf(sales, '核签人');
    const { signOffCustomer } = await sales.mutate(SIGN, { id: customer, section: 'BASIC' });
    expect(signOffCustomer.signOffs).toMatchObject([{ section: 'BASIC', customerVersion: 1, changed: false }]);
    expect(signOffCustomer.signOffs[0].fields).toContain('name');
    await sales.mutate('mutation($id: ID!) { updateCustomer(id: $id, version: 1, input: { stage: ACTIVE }) { id } }', { id: customer });
    const read = async () => (await sales.query('query($id: ID!) { customer(id: $id) { signOffs { section changed } } }', { id: customer })).customer.signOffs;
    expect(await read()).toEqual([{ section: 'BASIC', changed: false }]);
    await sales.mutate('mutation($id: ID!) { updateCustomer(id: $id, version: 2, input: { city: "苏州" }) { id } }', { id: customer });
    expect(await read()).toEqual([{ section: 'BASIC', changed: true }]);
    await sales.mutate(SIGN, { id: customer, section: 'BASIC' });
    expect(await read()).toEqual([{ section: 'BASIC', changed: false }, { section: 'BASIC', changed: true }]);
    await sales.mutate(SIGN, { id: customer, section: 'CONTACT' });
    await sales.mutate('mutation($id: ID!) { addIdentity(customerId: $id, input: { kind: PHONE, value: "13811112222" }) { id } }', { id: customer });
    expect((await read())[0]).toEqual({ section: 'CONTACT', changed: true });
  });
  it('are refused without the word and out of reach', async () => {
    const customer = await customerOf(sales, '核签规则');
    expect(await auditor.refusal(SIGN, { id: customer, section: 'BASIC' })).toBe('FORBIDDEN');
    expect(await south.refusal(SIGN, { id: customer, section: 'BASIC' })).toBe('NOT_FOUND');
    expect(await auditor.refusal(STATUS, { id: customer, status: 'CLOSED' })).toBe('FORBIDDEN');
    expect(await south.refusal(STATUS, { id: customer, status: 'CLOSED' })).toBe('NOT_FOUND');
  });
  it('keep the status that people give, and leave merging to the merge', async () => {
    const customer = await customerOf(sales, '状态人');
    expect((await sales.mutate(STATUS, { id: customer, status: 'DORMANT' })).setRecordStatus.recordStatus).toBe('DORMANT');
    expect(await sales.refusal(STATUS, { id: customer, status: 'MERGED' })).toBe('RECORD_MERGED');
  });
});

describe('the timeline', () => {
  const everything = async (who: Client, id: string, first: number, kinds?: string[]) => {
    const seen: { id: string; at: string; kind: string }[] = [];
    let after: string | null = null;
    for (let page = 0; page < 200; page += 1) {
      const { customerTimeline } = await who.query(TIMELINE, { id, first, after, ...(kinds ? { kinds } : {}) });
      seen.push(...customerTimeline.nodes);
      if (!customerTimeline.pageInfo.hasNextPage) return seen;
      after = customerTimeline.pageInfo.endCursor;
    }
    throw new Error('The timeline has no end');
  };

  it('mixes everything, newest first, and comes to the same in pages of any size', async () => {
    const id = await customerOf(sales, '时间线');
    const same = '2026-10-01T08:00:00Z';
    for (let at = 0; at < 7; at += 1) await call(sales, id, { kind: at % 2 ? 'CALL' : 'VISIT', summary: `第${at}次`, at: at < 4 ? same : `2026-10-0${at}T08:00:00.${at}Z` });
    for (let at = 0; at < 4; at += 1) await sales.mutate(ADD_FEEDBACK, { customer: id, input: { kind: 'PRAISE', text: `好${at}`, at: same } });
    await sales.mutate(ADD_NEED, { customer: id, input: { statement: '要' } });
    await sales.mutate(SIGN, { id, section: 'BASIC' });
    await sales.mutate('mutation($id: ID!) { updateCustomer(id: $id, version: 1, input: { city: "无锡" }) { id } }', { id });
    const whole = await everything(sales, id, 100);
    expect(new Set(whole.map(({ kind }) => kind))).toEqual(new Set(['COMMUNICATION', 'FEEDBACK', 'NEED', 'SIGN_OFF', 'CHANGE']));
    expect(whole.map(({ at }) => Date.parse(at))).toEqual([...whole.map(({ at }) => Date.parse(at))].sort((a, b) => b - a));
    for (const first of [1, 2, 3, 5]) expect((await everything(sales, id, first)).map((one) => one.id)).toEqual(whole.map((one) => one.id));
    expect((await everything(sales, id, 2, ['FEEDBACK'])).map((one) => one.kind)).toEqual(['FEEDBACK', 'FEEDBACK', 'FEEDBACK', 'FEEDBACK']);
    const marks = (await sales.query(TIMELINE, { id, kinds: ['COMMUNICATION'] })).customerTimeline.nodes;
    expect(new Set(marks.map(({ what, online }: { what: string; online: boolean }) => `${what} ${online}`))).toEqual(new Set(['CALL true', 'VISIT false']));
  });
  it('shows each kind to who holds its word, and is not there out of reach', async () => {
    const id = await customerOf(sales, '时间线权限');
    await call(sales, id, { summary: '只给同事' });
    await sales.mutate(ADD_NEED, { customer: id, input: { statement: '不给分析师看' } });
    const seen = await everything(await api.as('ANALYST'), id, 50);
    expect(seen.some(({ kind }) => kind === 'COMMUNICATION')).toBe(false);
    expect(JSON.stringify(seen)).not.toContain('不给分析师看');
    expect((await auditor.query('{ timelineKinds }')).timelineKinds).not.toContain('COMMUNICATION');
    expect(await south.refusal(TIMELINE, { id })).toBe('NOT_FOUND');
    expect(await api.anonymous().refusal(TIMELINE, { id })).toBe('NOT_SIGNED_IN');
    expect(await sales.refusal(TIMELINE, { id, after: Buffer.from('["timeline","CALL x","1"]').toString('base64url') })).toBe('INVALID_CURSOR');
    expect(await sales.refusal(TIMELINE, { id, first: 500 })).toBe('PAGE_TOO_LARGE');
  });

  /** A customer with 2,000 entries of all kinds, written at once. */
  const longHistory = async (id: string): Promise<void> => {
    const client = await api.db.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
      await client.query(`insert into sales_order (id, customer_id, owner_id, team_id, order_no, kind, ordered_at, ordered_on, amount_minor, currency, external_source, external_key)
        select gen_random_uuid(), c.id, c.owner_id, c.team_id, 'L' || n, 'SALE', now() - n * interval '5 hours', current_date, n, 'CNY', 'spec', 'L' || n from customer c, generate_series(1, 700) n where c.id = $1`, [id]);
      await client.query(`insert into communication (id, customer_id, kind, at, summary) select gen_random_uuid(), $1, 'CALL', now() - n * interval '7 hours', 'n' || n from generate_series(1, 500) n`, [id]);
      await client.query(`insert into customer_feedback (id, customer_id, kind, at, text) select gen_random_uuid(), $1, 'PRAISE', now() - n * interval '11 hours', 'n' || n from generate_series(1, 300) n`, [id]);
      await client.query(`insert into customer_need (id, customer_id, kind, statement, created_at) select gen_random_uuid(), $1, 'EXPLICIT', 'n' || n, now() - n * interval '13 hours' from generate_series(1, 200) n`, [id]);
      await client.query(`do $$ begin for n in 1..300 loop update customer set city = 'C' || n, version = version + 1 where id = '${id}'; end loop; end $$`);
      // Others have their own: where one customer had nearly all rows, any index would do.
      const others = 'from customer c, generate_series(1, 100) n where c.id <> $1';
      await client.query(`insert into communication (id, customer_id, kind, at, summary) select gen_random_uuid(), c.id, 'CALL', now() - n * interval '3 hours', 'x' ${others}`, [id]);
      await client.query(`insert into customer_feedback (id, customer_id, kind, at, text) select gen_random_uuid(), c.id, 'PRAISE', now() - n * interval '3 hours', 'x' ${others}`, [id]);
      await client.query(`insert into customer_need (id, customer_id, kind, statement, created_at) select gen_random_uuid(), c.id, 'EXPLICIT', 'x', now() - n * interval '3 hours' ${others}`, [id]);
      await client.query(`insert into sales_order (id, customer_id, owner_id, team_id, order_no, kind, ordered_at, ordered_on, amount_minor, currency, external_source, external_key)
        select gen_random_uuid(), c.id, c.owner_id, c.team_id, 'O', 'SALE', now() - n * interval '3 hours', current_date, n, 'CNY', 'spec', c.id || '-' || n ${others}`, [id]);
      await client.query('commit');
    } finally {
      client.release();
    }
    for (const table of ['sales_order', 'communication', 'customer_feedback', 'customer_need', 'revision']) await api.db.query(`analyze ${table}`);
  };

  const TABLES = ['sales_order', 'communication', 'customer_feedback', 'customer_need', 'customer_sign_off', 'revision'];

  /** The rows that a statement touches of each source, those included that it passes over. */
  const touched = async ({ text, values }: { text: string; values: unknown[] }): Promise<Record<string, number>> => {
    const { rows } = await api.db.query(`explain (analyze, format json) ${text}`, values);
    const found: Record<string, number> = {};
    const look = (node: Record<string, unknown>): void => {
      const table = String(node['Relation Name'] ?? '');
      if (TABLES.includes(table)) found[table] = (found[table] ?? 0) + (Number(node['Actual Rows']) + Number(node['Rows Removed by Filter'] ?? 0)) * Number(node['Actual Loops']);
      for (const child of (node['Plans'] ?? []) as Record<string, unknown>[]) look(child);
    };
    look(rows[0]['QUERY PLAN'][0].Plan);
    return found;
  };

  it('reads no more rows of any source than the page holds and one, however long the history', async () => {
    const id = await customerOf(sales, '两千条');
    await longHistory(id);
    const database = api.app.get(Database);
    const { rows, query } = database;
    const asked: { text: string; values: unknown[] }[] = [];
    database.rows = (text, values, name) => (asked.push({ text, values: [...values] }), rows.call(database, text, values, name));
    database.query = ((text: string, values: unknown[] = []) => (asked.push({ text, values: [...values] }), query.call(database, text, values))) as never;
    let second = '';
    try {
      const { customerTimeline: first } = await sales.query(TIMELINE, { id, first: 50 });
      expect(first.nodes).toHaveLength(50);
      const perPage: Record<string, number> = {};
      for (const one of asked.filter(({ text }) => / limit /u.test(text))) for (const [table, count] of Object.entries(await touched(one))) perPage[table] = (perPage[table] ?? 0) + count;
      expect(Object.keys(perPage)).toEqual(expect.arrayContaining(['sales_order', 'communication', 'customer_feedback', 'customer_need', 'revision']));
      for (const [table, count] of Object.entries(perPage)) expect([table, count <= 51 ? 'within' : count]).toEqual([table, 'within']);
      asked.length = 0;
      second = first.pageInfo.endCursor;
      expect((await sales.query(TIMELINE, { id, first: 50, after: second })).customerTimeline.nodes).toHaveLength(50);
      // What goes on from a place reads from that place: what came before it is not passed over again.
      for (const one of asked.filter(({ text }) => / limit /u.test(text) && !text.includes('revision'))) for (const [table, count] of Object.entries(await touched(one))) expect([table, count <= 51 ? 'within' : count]).toEqual([table, 'within']);
    } finally {
      Object.assign(database, { rows, query });
    }
    const whole = await everything(sales, id, 200);
    expect(whole).toHaveLength(2001);
    expect(new Set(whole.map((one) => one.id)).size).toBe(2001);
  }, 120_000);
});
