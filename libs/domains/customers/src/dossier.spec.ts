import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { extractText, getDocumentProxy } from 'unpdf';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

let api: Api;
let sales: Client;
let south: Client;

beforeAll(async () => {
  api = await startApi();
  [sales, south] = await Promise.all([api.as('SALES'), api.as('SALES_SOUTH')]);
});
afterAll(() => api?.close());

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id archiveNo } }';
const made = async (who: Client, input: object): Promise<string> => (await who.mutate(CREATE, { input })).createCustomer.id as string;

interface Sheet {
  status: number;
  headers: Record<string, string>;
  bytes: Buffer;
  pages: string[];
}

/** The file, and its text page by page without blanks. */
async function printed(who: Client, id: string, language = 'zh'): Promise<Sheet> {
  const { status, headers, body } = await who.get(`/api/customers/${id}/record.pdf?language=${language}`).buffer(true).parse((response, done) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.on('end', () => done(null, Buffer.concat(parts)));
  });
  const bytes = body as Buffer;
  if (status !== 200) return { status, headers, bytes, pages: [] };
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)));
  return { status, headers, bytes, pages: text.map((page) => page.normalize('NFC').replace(/\s+/gu, '')) };
}
const codeOf = ({ bytes }: Sheet): string => JSON.parse(bytes.toString()).error.code;

describe('the printed record', () => {
  it('holds all sections in Chinese, says who printed it, and can be checked page by page', async () => {
    const id = await made(sales, { name: '欧阳𬭚㛃', phone: '13812345678', city: '苏州', companyName: '云栖置业' });
    await sales.mutate('mutation($id: ID!) { recordCommunication(customerId: $id, input: { kind: VISIT, summary: "看了三套样板间", nextStep: "寄合同", nextOn: "2026-12-01" }) { id } }', { id });
    await sales.mutate('mutation($id: ID!) { addNeed(customerId: $id, input: { statement: "靠近学校的三居室" }) { id } }', { id });
    await sales.mutate('mutation($id: ID!) { addNeed(customerId: $id, input: { kind: LATENT, statement: "可能需要装修贷款", confidence: 0.7, evidence: [{ kind: TEXT, text: "问过首付比例" }] }) { id } }', { id });
    await sales.mutate('mutation($id: ID!) { addFeedback(customerId: $id, input: { kind: PRAISE, text: "顾问耐心", score: 9 }) { id } }', { id });
    await sales.mutate('mutation($id: ID!) { signOffCustomer(id: $id, section: BASIC) { id } }', { id });
    const sheet = await printed(sales, id);
    expect([sheet.status, sheet.headers['content-type'], sheet.headers['cache-control']]).toEqual([200, 'application/pdf', 'no-store']);
    expect(sheet.headers['content-disposition']).toMatch(/^attachment; /);
    const all = sheet.pages.join('');
    for (const said of ['客户营销档案', '欧阳𬭚㛃', '基本资料', '云栖置业', '联系方式', '138****5678', '核签', '需求分析', '靠近学校的三居室', '购买历史', '沟通记录', '看了三套样板间', '寄合同', '潜在需求', '把握70%', '问过首付比例', '市场反馈', '顾问耐心']) expect(all).toContain(said);
    expect(all).not.toContain('13812345678');
    const { rows } = await api.db.query(`select actor_id, facts from audit_entry where action = 'printCustomer' and object_id = $1 and outcome = 'DONE'`, [id]);
    expect(rows).toMatchObject([{ actor_id: personId('SALES'), facts: { language: 'zh', pages: sheet.pages.length } }]);
    const hashes = rows[0].facts.hashes as string[];
    const [{ name }] = (await api.db.query('select name from app_user where id = $1', [personId('SALES')])).rows;
    for (const [at, page] of sheet.pages.entries()) {
      expect(page).toContain(hashes[at]);
      const foot = new RegExp(`由${name}于[\\d-]+[\\d:]+打印，仅供内部使用·第${at + 1}页，共${hashes.length}页本页校验SHA-256${hashes[at]}`);
      // The watermark is drawn after all else.
      const mark = new RegExp(`${name}\\d{4}-\\d\\d-\\d\\d\\d\\d:\\d\\d$`);
      expect(page).toMatch(foot);
      const content = page.replace(foot, '');
      expect(content).toMatch(mark);
      expect(createHash('sha256').update(content.replace(mark, '')).digest('hex')).toBe(hashes[at]);
    }
  });

  it('shows what the person has said of their data with its proof, their relations, and what they did, to who holds those words', async () => {
    const admin = await api.as('ADMINISTRATOR');
    const id = await made(admin, { name: '林间', phone: '13812340000' });
    const friend = await made(admin, { name: '林外', phone: '13812340001' });
    const code = 'NEWS';
    await admin.mutate('mutation($i: NewPurposeInput!) { createPurpose(input: $i) { id } }', { i: { code, legalBasis: 'CONSENT', name: '新品通知', nameEn: 'News of products', channels: ['SMS', 'EMAIL'], marketing: true, notice: '我们会发新品信息', noticeEn: 'We send news' } });
    await admin.mutate('mutation($id: ID!, $input: ConsentInput!) { recordConsent(customerId: $id, input: $input) { id } }', { id, input: { purpose: code, channel: 'SMS', choice: 'GIVEN', proof: '门店签字单 77 号' } });
    await admin.mutate('mutation($input: RelationshipInput!) { addRelationship(input: $input) { id } }', { input: { fromId: id, toId: friend, kind: 'REFERRER', strength: 0.8, source: 'DECLARED', basis: 'CONSENT', note: '带来的朋友' } });
    const topic = (await admin.mutate('mutation { createTopic(input: { name: "儿童家具", code: "kids" }) { id } }')).createTopic.id;
    await admin.mutate('mutation($id: ID!, $topic: ID!) { setInterest(customerId: $id, topicId: $topic, kind: DECLARED) { asOf } }', { id, topic });
    const all = (await printed(admin, id)).pages.join('');
    for (const said of ['行为与兴趣', '儿童家具', '本人声明', '没有记录到行为', '同意与隐私', '新品通知短信可以同意', '同意台账', '告知书第1版', '员工登记', '有凭证，原文在系统中查看', '关系', '推荐→', '林外', '80%', '本人告知', '带来的朋友', '推荐的客户1']) expect(all).toContain(said);
    expect(all).not.toContain('门店签字单');
    expect(all).not.toContain('本文件未包含的部分');
    const english = (await printed(admin, id, 'en')).pages.join('');
    for (const said of ['Behaviourandinterests', 'Consent', 'Textmessage', 'evidencekept', 'Relationships', 'Referred→']) expect(english).toContain(said);
  });

  it('comes in English as well, with the same facts', async () => {
    const id = await made(sales, { name: 'Zoë Müller-Núñez', city: 'Leeds' });
    const all = (await printed(sales, id, 'en')).pages.join('');
    for (const said of ['Customerrecord', 'ZoëMüller-Núñez', 'Basicdata', 'Needsanalysis', 'Marketfeedback', 'Page1of', 'PageSHA-256']) expect(all).toContain(said);
  });

  it('marks signs that its font does not have, and says which, instead of failing', async () => {
    const id = await made(sales, { name: '한글 🙂 名' });
    const all = (await printed(sales, id)).pages.join('');
    expect(all).toContain('〓〓〓名');
    expect(all).toContain('U+D55CU+AE00U+1F642');
  });

  it('goes on over many pages, and says where it stops', async () => {
    const id = await made(sales, { name: '长档案' });
    for (let at = 0; at < 60; at += 1) await sales.mutate('mutation($id: ID!, $s: String!) { recordCommunication(customerId: $id, input: { kind: CALL, summary: $s }) { id } }', { id, s: `第${at}通电话，`.repeat(9) });
    const { pages } = await printed(sales, id);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.join('')).toContain('第59通电话');
    expect(pages.join('')).toContain('第0通电话');
  });

  it('breaks long words, cuts no table, and keeps all of a text that is higher than a page', async () => {
    const id = await made(sales, { name: '长词', companyName: 'Donaudampfschifffahrtsgesellschaft'.repeat(3) });
    const url = `https://example.com/${'a'.repeat(180)}`;
    await sales.mutate('mutation($id: ID!, $s: String!) { recordCommunication(customerId: $id, input: { kind: CALL, summary: $s }) { id } }', { id, s: `${url} ${'说'.repeat(3500)}完` });
    for (let at = 0; at < 3; at += 1) await sales.mutate('mutation($id: ID!, $s: String!) { addNeed(customerId: $id, input: { statement: $s }) { id } }', { id, s: `第${at}项${'需'.repeat(300)}止` });
    const { bytes, pages } = await printed(sales, id);
    const all = pages.join('');
    expect([all.match(/说/gu)?.length, all.match(/需{2,}/gu)?.join('').length, all.match(/a/gu)!.length >= 180]).toEqual([3500, 900, true]);
    const document = await getDocumentProxy(new Uint8Array(bytes));
    for (let no = 1; no <= document.numPages; no += 1) {
      const page = await document.getPage(no);
      const { width } = page.getViewport({ scale: 1 });
      const { items } = await page.getTextContent();
      for (const item of items) {
        // The watermark lies askew.
        if (!('str' in item) || item.transform[1] !== 0) continue;
        expect([item.str, item.transform[4] + item.width <= width - 46]).toEqual([item.str, true]);
      }
    }
  });

  it('is refused without the word, where only the reading reaches, and is not there out of reach; each leaves an entry', async () => {
    const id = await made(sales, { name: '打印规则' });
    expect(codeOf(await printed(await api.as('AUDITOR'), id))).toBe('FORBIDDEN');
    expect(codeOf(await printed(south, id))).toBe('NOT_FOUND');
    expect((await printed(api.anonymous(), id)).status).toBe(401);
    expect(codeOf(await printed(sales, 'no-id'))).toBe('NOT_FOUND');
    // Sales sees the team's customers, and prints their own alone.
    await (await api.as('ADMINISTRATOR')).mutate('mutation($id: ID!, $o: ID!) { assignCustomer(id: $id, ownerId: $o) { id } }', { id, o: personId('MARKETER') });
    const seen = await sales.raw('query($id: ID!) { customer(id: $id) { id can } }', { id });
    expect(codeOf(await printed(sales, id))).toBe(seen.data?.customer ? 'FORBIDDEN' : 'NOT_FOUND');
    const { rows } = await api.db.query(`select code from audit_entry where action = 'printCustomer' and outcome = 'REFUSED' order by at`);
    expect(rows.map(({ code }) => code)).toEqual(['FORBIDDEN', 'NOT_FOUND', 'NOT_SIGNED_IN', 'NOT_FOUND', expect.any(String)]);
  });

  it('leaves out what its reader may not see, and masks what the screen masks', async () => {
    const id = await made(sales, { name: '欧阳修远', birthDate: '1990-02-14', phone: '13800138001' });
    await sales.mutate('mutation($id: ID!) { addNeed(customerId: $id, input: { statement: "只有自己人知道" }) { id } }', { id });
    const grants = [['customer.read', { name: 'MASKED', city: 'HIDDEN', phone: 'HIDDEN', identities: 'HIDDEN' }], ['customer.print', null], ['need.read', { statement: 'HIDDEN' }]];
    await api.db.query(
      `with said as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true)),
        gone as (delete from role_grant using role, said where role.id = role_id and role.code = 'AUDITOR' and action in ('customer.read', 'customer.print', 'need.read', 'consent.read', 'relationship.read', 'event.read') returning role_id)
       select count(*) from gone`);
    for (const [action, fields] of grants) {
      await api.db.query(
        `with said as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true))
         insert into role_grant (role_id, action, scope, fields) select r.id, $1, 'ALL', $2::jsonb from role r, said where r.code = 'AUDITOR'`, [action, fields && JSON.stringify(fields)]);
    }
    let sheet: Sheet | null = null;
    for (let tries = 0; tries < 100 && sheet?.status !== 200; tries += 1) {
      sheet = await printed(await api.as('AUDITOR'), id);
      if (sheet.status !== 200) await new Promise((heard) => setTimeout(heard, 100));
    }
    const all = sheet!.pages.join('');
    expect(all).toContain('需求分析');
    const [shown, said] = all.split('本文件未包含的部分') as [string, string];
    for (const closed of ['欧阳修远', '13800138001', '138****', '只有自己人知道', '沟通记录', '市场反馈', '行为与兴趣', '同意台账', '还没有兴趣']) expect(shown).not.toContain(closed);
    expect(said).toContain('打印人无权查看，因此不在本文件中：');
    for (const part of ['沟通记录', '市场反馈', '行为与兴趣', '同意与隐私', '关系']) expect(said).toContain(part);
    expect(said).not.toContain('需求分析');
  });
});
