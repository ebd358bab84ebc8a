import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@dossier/kernel/time';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const clock = new FixedClock(new Date());
let api: Api;
let admin: Client;
beforeAll(async () => {
  api = await startApi({ clock });
  admin = await api.as('ADMINISTRATOR');
}, 120_000);
afterAll(() => api?.close());

const LEADS = 'query($c: [ID!]!) { leads(filter: { customer: { in: $c } }, first: 50) { nodes { id origin subject need productId attributes touches status amount source { name } touchList { origin subject } } } }';
const SUBMIT = 'mutation($i: IntakeInput!) { submitIntake(input: $i) { id isNew } }';
const questions = [
  { kind: 'FIELD', field: 'NAME', label: { zh: '姓名', en: 'Name' }, required: true }, { kind: 'FIELD', field: 'PHONE', label: { zh: '手机', en: 'Mobile' } }, { kind: 'FIELD', field: 'EMAIL', label: { zh: '邮箱', en: 'E-mail' } },
  { kind: 'CHOICE', label: { zh: '规模', en: 'Size' }, choices: [{ zh: '小', en: 'Small' }, { zh: '大', en: 'Large' }] }, { kind: 'SCALE', label: { zh: '紧急程度', en: 'Urgency' } },
  { kind: 'TEXT', label: { zh: '需要什么', en: 'What do you need' }, isNeed: true }, { kind: 'TEXT', label: { zh: '还想说', en: 'Anything else' } }, { kind: 'FIELD', field: 'COMPANY_NAME', label: { zh: '公司', en: 'Company' } },
];

async function published(over: object = {}): Promise<{ id: string; path: string }> {
  const { createForm } = await admin.mutate('mutation($input: FormInput!) { createForm(kind: FORM, input: $input) { id path } }', { input: { name: '询价', title: { zh: '询价', en: 'Enquiry' }, questions, makesLead: true, ...over } });
  await admin.mutate('mutation($id: ID!) { publishForm(id: $id) { id } }', { id: createForm.id });
  return createForm as { id: string; path: string };
}

const visit = (path: string) => api.anonymous().get(path).unset('X-Requested-With').unset('Sec-Fetch-Site');
async function send(path: string, fields: Record<string, string>): Promise<number> {
  const t = /name="t" value="([^"]+)"/.exec((await visit(path)).text)![1]!;
  clock.advance({ seconds: 10 });
  const answer = await api.anonymous().post(path).unset('X-Requested-With').unset('Sec-Fetch-Site').set('Content-Type', 'application/x-www-form-urlencoded').send(new URLSearchParams({ t, ...fields }).toString());
  return answer.status;
}

interface Taken {
  id: string;
  customer_id: string;
  state: string;
  form_id: string | null;
}

async function settled(where: string, value: string, count = 1): Promise<Taken[]> {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
    const { rows } = await api.db.query<Taken>(`select id, customer_id, state, form_id from intake_submission where ${where} = $1 order by created_at`, [value]);
    if (rows.length >= count && rows.every(({ state }) => state !== 'RECEIVED')) return rows;
  }
  throw new Error('Not settled');
}
const leadsOf = async (customerId: string) => (await admin.query(LEADS, { c: [customerId] })).leads.nodes;

describe('a form that makes leads', () => {
  it('opens one with choices and scales as attributes, and copies no free words but the need', async () => {
    const product = '0199f00d-0000-7000-8000-000000000001';
    await api.write(`insert into product_category (id, name) values ('0199f000-0000-7000-8000-000000000001', '净水')`);
    await api.write(`insert into product (id, code, name, category_id) values ($1, 'W-1', '净水器', '0199f000-0000-7000-8000-000000000001')`, [product]);
    const { id, path } = await published({ productId: product });
    expect(await send(path, { q1: '宋江', q2: '13800138501', q4: 'c2', q5: '8', q6: '三台净水器', q7: '我叫宋江，住水泊', q8: '梁山' })).toBe(200);
    const [taken] = await settled('form_id', id);
    const [lead, ...more] = await leadsOf(taken!.customer_id);
    expect(more).toEqual([]);
    expect(lead).toMatchObject({ origin: 'FORM', subject: '询价', need: '三台净水器', productId: product, attributes: { 规模: '大', 紧急程度: 8 }, touches: 1, status: 'OPEN' });
    const { rows } = await api.db.query(`select 1 from lead t where t::text like '%水泊%'`);
    expect(rows).toEqual([]);
  });

  it('touches the open lead of who writes again, adds to their record and suggests, and overwrites nothing', async () => {
    const { createCustomer: known } = await admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id identities { id kind } } }', { i: { name: '吴用', phone: '13800138502', companyName: '旧公司' } });
    await admin.mutate('mutation($id: ID!) { verifyIdentity(id: $id, verified: true) { id } }', { id: known.identities.find(({ kind }: { kind: string }) => kind === 'PHONE').id });
    const { id, path } = await published();
    await send(path, { q1: '吴用', q2: '13800138502', q3: 'wuyong@example.com', q6: '先问价', q8: '新公司' });
    await settled('form_id', id);
    await send(path, { q1: '吴用', q2: '13800138502', q6: '再问价' });
    const taken = await settled('form_id', id, 2);
    expect(new Set(taken.map(({ customer_id }) => customer_id))).toEqual(new Set([known.id]));
    const [lead, ...more] = await leadsOf(known.id);
    expect([lead.touches, lead.need, more]).toEqual([2, '先问价', []]);
    const { customer } = await admin.query('query($id: ID!) { customer(id: $id) { companyName email } }', { id: known.id });
    expect(customer).toMatchObject({ companyName: '旧公司', email: expect.stringContaining('@') });
    const { fieldSuggestions } = await admin.query('query($id: ID!) { fieldSuggestions(customerId: $id) { field value state } }', { id: known.id });
    expect(fieldSuggestions).toEqual([{ field: 'companyName', value: '新公司', state: 'OPEN' }]);
  });

  it('keeps two visitors of one device apart who give different addresses', async () => {
    const { id, path } = await published();
    await send(path, { q1: '李明', q3: 'liming.one@example.com', q6: '一号' });
    await settled('form_id', id);
    await send(path, { q1: '李明', q3: 'liming.two@example.com', q6: '二号' });
    const taken = await settled('form_id', id, 2);
    expect(taken.map(({ state }) => state)).toEqual(['CREATED', 'CREATED']);
    const [one, two] = taken.map(({ customer_id }) => customer_id) as [string, string];
    expect(one).not.toBe(two);
    expect([(await leadsOf(one)).map(({ need }: { need: string }) => need), (await leadsOf(two)).map(({ need }: { need: string }) => need)]).toEqual([['一号'], ['二号']]);
  });

  it('makes none where the form does not say so, nor where it cannot be brought to a record', async () => {
    const { id, path } = await published({ makesLead: false });
    await send(path, { q1: '公孙胜', q2: '13800138503' });
    const [taken] = await settled('form_id', id);
    expect(await leadsOf(taken!.customer_id)).toEqual([]);
  });
});

describe('a program', () => {
  it('hands in a lead with a person, once for each of its keys', async () => {
    const lead = { subject: '官网询价', need: '一百台', amount: { minor: 120_000, currency: 'CNY' }, attributes: { utm: 'spring', seats: 12, isUrgent: true } };
    const first = (await admin.mutate(SUBMIT, { i: { key: 'L-1', name: '关胜', phone: '13800138504', lead } })).submitIntake;
    const [taken] = await settled('id', first.id);
    expect((await admin.mutate(SUBMIT, { i: { key: 'L-1', name: '关胜', phone: '13800138504', lead } })).submitIntake).toEqual({ id: first.id, isNew: false });
    expect(await leadsOf(taken!.customer_id)).toEqual([expect.objectContaining({ origin: 'API', subject: '官网询价', need: '一百台', amount: { minor: 120_000, currency: 'CNY' }, attributes: lead.attributes, touches: 1 })]);
  });

  it('names a product of ours and plain values, and needs the word', async () => {
    const NOBODY = '0199dead-0000-7000-8000-000000000000';
    expect(await admin.refusal(SUBMIT, { i: { key: 'L-2', name: 'x', lead: { productId: NOBODY } } })).toBe('NOT_FOUND');
    for (const attributes of [{ a: { b: 1 } }, { a: ['x'] }, { a: 'x'.repeat(201) }, Object.fromEntries(Array.from({ length: 51 }, (_, no) => [`n${no}`, no]))])
      expect(await admin.refusal(SUBMIT, { i: { key: 'L-3', name: 'x', lead: { attributes } } })).toBe('INVALID_INPUT');
    expect(await (await api.as('SALES')).refusal(SUBMIT, { i: { key: 'L-4', name: 'x', lead: {} } })).toBe('FORBIDDEN');
  });
});
