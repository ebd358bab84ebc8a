import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
});
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
    // Archived ones stand in the editor of those who manage them, and nowhere else.
    const all = '{ interviewTemplates(archived: true) { title archivedAt can } }';
    expect((await admin.query(all)).interviewTemplates).toEqual([{ title: '首次访谈', archivedAt: expect.any(String), can: ['RESTORE'] }]);
    expect((await sales.query(all)).interviewTemplates).toEqual([]);
    const { createInterviewTemplate: other } = await admin.mutate(MAKE, { input: { title: '首次访谈', questions: ['另一份'] } });
    expect(await admin.refusal('mutation($id: ID!) { restoreInterviewTemplate(id: $id) { id } }', { id: made.id })).toBe('NAME_TAKEN');
    await admin.mutate('mutation($id: ID!) { archiveInterviewTemplate(id: $id) { id } }', { id: other.id });
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
  it('take what browsers and phones record, and neither films nor a box that only looks alike', async () => {
    const { id } = await call(sales, await customerOf(sales, '语音'), { summary: 'x' });
    const box = (type: string, ...parts: Buffer[]): Buffer => {
      const body = Buffer.concat(parts);
      const head = Buffer.alloc(8, type.padStart(8, '\0'));
      head.writeUInt32BE(body.length + 8);
      return Buffer.concat([head, body]);
    };
    const track = (sort: string): Buffer => box('hdlr', Buffer.alloc(8), Buffer.from(sort), Buffer.alloc(12));
    const boxes = (brand: string, ...sorts: string[]): Buffer => Buffer.concat([box('ftyp', Buffer.from(brand), Buffer.alloc(4)), box('moov', ...sorts.map(track))]);
    const webm = (...said: string[]): Buffer => Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84]), Buffer.from('webm'), Buffer.alloc(20), Buffer.from(said.join('\0'))]);
    const answered = async (bytes: Buffer) => {
      const { body } = await send(sales, id, bytes, '语音备忘.webm');
      return body.mediaType ?? body.error.code;
    };
    expect(await answered(webm('A_OPUS'))).toBe('audio/webm');
    expect(await answered(boxes('iso5', 'soun'))).toBe('audio/mp4');
    expect(await answered(boxes('M4A ', 'soun'))).toBe('audio/mp4');
    expect(await answered(Buffer.concat([Buffer.from('OggS'), Buffer.alloc(20)]))).toBe('audio/ogg');
    for (const bytes of [webm('V_VP8', 'A_OPUS'), webm(), boxes('isom', 'vide', 'soun'), boxes('isom')]) expect(await answered(bytes)).toBe('FILE_KIND_REFUSED');
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
