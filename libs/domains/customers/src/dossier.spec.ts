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
}, 120_000);
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
  }, 60_000);

  it('comes in English as well, with the same facts', async () => {
    const id = await made(sales, { name: 'Zoë Müller-Núñez', city: 'Leeds' });
    const all = (await printed(sales, id, 'en')).pages.join('');
    for (const said of ['Customerrecord', 'ZoëMüller-Núñez', 'Basicdata', 'Needsanalysis', 'Marketfeedback', 'Page1of', 'PageSHA-256']) expect(all).toContain(said);
  }, 60_000);

  it('marks signs that its font does not have, and says which, instead of failing', async () => {
    const id = await made(sales, { name: '한글 🙂 名' });
    const all = (await printed(sales, id)).pages.join('');
    expect(all).toContain('〓〓〓名');
    expect(all).toContain('U+D55CU+AE00U+1F642');
  }, 60_000);

  it('goes on over many pages, and says where it stops', async () => {
    const id = await made(sales, { name: '长档案' });
    for (let at = 0; at < 60; at += 1) await sales.mutate('mutation($id: ID!, $s: String!) { recordCommunication(customerId: $id, input: { kind: CALL, summary: $s }) { id } }', { id, s: `第${at}通电话，`.repeat(9) });
    const { pages } = await printed(sales, id);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.join('')).toContain('第59通电话');
    expect(pages.join('')).toContain('第0通电话');
  }, 120_000);

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
  }, 60_000);

  it('leaves out what its reader may not see, and masks what the screen masks', async () => {
    const id = await made(sales, { name: '欧阳修远', birthDate: '1990-02-14', phone: '13800138001' });
    await sales.mutate('mutation($id: ID!) { addNeed(customerId: $id, input: { statement: "只有自己人知道" }) { id } }', { id });
    const grants = [['customer.read', { name: 'MASKED', city: 'HIDDEN', phone: 'HIDDEN', identities: 'HIDDEN' }], ['customer.print', null], ['need.read', { statement: 'HIDDEN' }]];
    await api.db.query(
      `with said as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true)),
        gone as (delete from role_grant using role, said where role.id = role_id and role.code = 'AUDITOR' and action in ('customer.read', 'customer.print', 'need.read') returning role_id)
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
    for (const closed of ['欧阳修远', '13800138001', '138****', '只有自己人知道', '沟通记录', '市场反馈']) expect(all).not.toContain(closed);
  }, 60_000);
});
