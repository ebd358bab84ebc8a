import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId } from '@dossier/kernel/testing';
import { ANSWERS, CREATE, CUSTOMER, INBOX, input, NOBODY, Stage, SUGGESTIONS, UPDATE, verb, withCompany } from './testing/stage';

const stage = new Stage();
beforeAll(() => stage.start(), 120_000);
afterAll(() => stage.api?.close());

describe('a form', () => {
  it('is written, published as a version, changed without visitors seeing it, and closed', async () => {
    const made = await stage.form();
    expect(made).toMatchObject({ name: '展会登记', state: 'DRAFT', publishedNo: null, can: expect.arrayContaining(['UPDATE', 'PUBLISH', 'ARCHIVE']) });
    expect((await stage.visit(made.path)).status).toBe(404);
    expect((await stage.admin.mutate(verb('publishForm'), { id: made.id })).publishForm).toMatchObject({ state: 'PUBLISHED', publishedNo: 1, isChanged: false });
    const page = await stage.visit(made.path);
    expect([page.status, page.headers['content-security-policy']]).toEqual([200, expect.stringMatching(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'/)]);
    expect(page.text).toContain('<label for="q1">');
    const { updateForm } = await stage.admin.mutate(UPDATE, { id: made.id, version: (await stage.admin.query(`query($id: ID!) { form(id: $id) { version } }`, { id: made.id })).form.version, input: { ...input, title: { zh: '新标题', en: 'New' } } });
    expect(updateForm).toMatchObject({ isChanged: true, state: 'PUBLISHED' });
    expect((await stage.visit(made.path)).text).not.toContain('New');
    expect((await stage.admin.mutate(verb('publishForm'), { id: made.id })).publishForm).toMatchObject({ publishedNo: 2, isChanged: false });
    expect((await stage.admin.mutate(verb('closeForm'), { id: made.id })).closeForm.state).toBe('CLOSED');
    expect((await stage.visit(made.path)).status).toBe(410);
    expect(await stage.admin.refusal(verb('closeForm'), { id: made.id })).toBe('FORM_STATE');
    expect((await stage.admin.mutate(verb('archiveForm'), { id: made.id })).archiveForm.id).toBe(made.id);
    expect((await stage.admin.mutate(verb('restoreForm'), { id: made.id })).restoreForm.state).toBe('CLOSED');
  });

  it('is refused without the word, out of reach, and where visitors could not use it', async () => {
    const sales = await stage.api.as('SALES');
    expect(await sales.refusal(CREATE, { kind: 'FORM', input })).toBe('FORBIDDEN');
    expect(await sales.refusal('{ forms { nodes { id } } }')).toBe('FORBIDDEN');
    const foreign = await stage.form();
    for (const name of ['publishForm', 'closeForm', 'archiveForm', 'restoreForm']) expect(await stage.manager.refusal(verb(name), { id: foreign.id })).toBe('NOT_FOUND');
    expect(await stage.manager.refusal(`query($id: ID!) { form(id: $id) { id } }`, { id: foreign.id })).toBe('NOT_FOUND');
    expect(await stage.manager.refusal(`query($id: ID!) { formResults(id: $id) { key } }`, { id: foreign.id })).toBe('NOT_FOUND');
    expect((await stage.manager.query('{ forms { nodes { id } } }')).forms.nodes).toEqual([]);
    expect(await stage.admin.refusal(verb('publishForm'), { id: (await stage.form({ questions: [] })).id })).toBe('FORM_WITHOUT_QUESTIONS');
    expect(await stage.admin.refusal(verb('publishForm'), { id: (await stage.form({ questions: [{ kind: 'TEXT', label: { en: 'x' } }] })).id })).toBe('FORM_WITHOUT_CONTACT');
    expect(await stage.admin.refusal(CREATE, { kind: 'FORM', input: { ...input, questions: [input.questions[0], input.questions[0]] } })).toBe('INVALID_INPUT');
    expect(await stage.admin.refusal(CREATE, { kind: 'FORM', input: { ...input, sourceId: NOBODY } })).toBe('NOT_FOUND');
  });
});

describe('what a visitor sends', () => {
  it('creates a customer of the form’s owner, once, however often it is sent', async () => {
    const { id, path } = await stage.published({}, 'FORM', stage.manager);
    const token = await stage.token(path);
    const fields = { q1: '王小明', q2: '138 0013 8001', q3: 'Wang@Example.com', q4: '浙江省杭州市西湖区文三路1号', q5: 'c2', q6: '价格' };
    const first = await stage.send(path, fields, token);
    expect([first.status, first.text]).toEqual([200, expect.stringContaining('Thank you, we will be in touch.')]);
    await Promise.all([1, 2, 3].map(() => stage.post(path, { t: token, a1: 'yes', ...fields })));
    const [submission, ...more] = await stage.settled(id);
    expect(more).toEqual([]);
    expect(submission).toMatchObject({ origin: 'FORM', state: 'CREATED', formName: '展会登记', code: null });
    expect((await stage.admin.query(CUSTOMER, { id: submission.customerId })).customer).toMatchObject({
      name: '王小明', region: '浙江', city: '杭州', owner: { id: personId('MANAGER') }, phone: '138****8001', identities: expect.arrayContaining([expect.objectContaining({ kind: 'PHONE', source: 'FORM' }), expect.objectContaining({ kind: 'EMAIL' })]),
    });
    expect((await stage.manager.query(ANSWERS, { id: submission.id })).submissionAnswers).toEqual(expect.arrayContaining([
      expect.objectContaining({ question: 'q5', value: { zh: '广告', en: 'An advertisement' } }), expect.objectContaining({ field: 'PHONE', value: expect.not.stringContaining('13800138001') }),
    ]));
  });

  it('adds to the record of the same contact what it lacks, and suggests what differs: never an overwrite', async () => {
    const customerId = await stage.known('李雷', '13800138002', { city: '苏州', companyName: '旧公司' });
    const { id, path } = await stage.published(withCompany);
    await stage.send(path, { q1: '李雷', q7: '新公司', q2: '+86 13800138002', q3: 'lilei@example.com', q4: '江苏省南京市玄武区1号' });
    const [submission] = await stage.settled(id);
    expect(submission).toMatchObject({ state: 'SUGGESTED', customerId });
    const { customer } = await stage.admin.query(CUSTOMER, { id: customerId });
    expect(customer).toMatchObject({ name: '李雷', companyName: '旧公司', city: '苏州', region: '江苏', email: expect.stringContaining('@') });
    const { fieldSuggestions: open } = await stage.admin.query(SUGGESTIONS, { id: customerId });
    expect(open.map(({ field, value, current, state }: Record<string, string>) => [field, value, current, state]).sort()).toEqual([['city', '南京', '苏州', 'OPEN'], ['companyName', '新公司', '旧公司', 'OPEN']]);
    // Sent again, by another page: it says the same, so nothing is asked twice.
    await stage.send(path, { q1: '李雷', q7: '新公司', q2: '13800138002' });
    await stage.settled(id, 2);
    expect((await stage.admin.query(SUGGESTIONS, { id: customerId })).fieldSuggestions).toHaveLength(2);
  });

  it('is one with what the same visitor sent before, and never with a record whose contact nobody has verified', async () => {
    const { id, path } = await stage.published();
    await stage.send(path, { q1: '赵敏', q2: '13800138006' });
    await stage.settled(id);
    await stage.send(path, { q1: '赵敏', q2: '13800138006', q3: 'zhaomin@example.com' });
    const twice = await stage.settled(id, 2);
    expect(twice.map(({ state }: { state: string }) => state).sort()).toEqual(['CREATED', 'MATCHED']);
    expect(new Set(twice.map(({ customerId }: { customerId: string }) => customerId)).size).toBe(1);
    const { createCustomer: typed } = await stage.admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: '钱多', phone: '13800138007' } });
    await stage.send(path, { q1: '钱多', q2: '13800138007', q3: 'stranger@example.com' });
    const stranger = (await stage.settled(id, 3))[0];
    expect(stranger).toMatchObject({ state: 'CREATED', customerId: expect.not.stringMatching(typed.id) });
    expect((await stage.admin.query(CUSTOMER, { id: typed.id })).customer.email).toBeNull();
  });

  it('never says whether somebody is known', async () => {
    const { path } = await stage.published();
    await stage.known('韩梅', '13800138003');
    const [first, second] = [await stage.send(path, { q1: '韩梅', q2: '13800138003' }), await stage.send(path, { q1: '韩梅', q2: '13800138004' })];
    expect([first.status, first.text]).toEqual([second.status, second.text]);
  });

  it('is given back with what is wrong, and kept for nobody, where it cannot stand', async () => {
    const { id, path } = await stage.published();
    const wrong = await stage.send(path, { q1: '', q2: '1380013', a1: '' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('href="#q1"');
    expect(wrong.text).toContain('aria-invalid="true"');
    expect(wrong.text).toContain('value="1380013"');
    const script = await stage.send(path, { q1: '"><script>alert(1)</script>', q2: 'x' });
    expect(script.text).not.toContain('<script>');
    expect((await stage.admin.query(INBOX, { f: { form: { in: [id] } } })).submissions.nodes).toEqual([]);
  });

  it('of a program is thanked for and dropped; too quick or without our mark is asked for once more', async () => {
    const { id, path } = await stage.published();
    expect((await stage.send(path, { q1: 'x', q2: '13800138005', website: 'http://spam.example' })).status).toBe(200);
    const quick = await stage.post(path, { t: await stage.token(path), a1: 'yes', q1: 'x', q2: '13800138005' });
    expect([quick.status, quick.text]).toEqual([422, expect.stringContaining('value="13800138005"')]);
    expect((await stage.post(path, { t: 'forged', a1: 'yes', q1: 'x', q2: '13800138005' })).status).toBe(422);
    expect((await stage.post(path, { a1: 'yes', q1: 'x', q2: '13800138005' })).status).toBe(422);
    expect((await stage.admin.query(INBOX, { f: { form: { in: [id] } } })).submissions.nodes).toEqual([]);
    expect((await stage.visit('/f/nothinghere')).status).toBe(404);
    expect((await stage.api.anonymous().post(path).set('Content-Type', 'application/json').send('{}')).status).toBe(400);
  });

  it('is sealed whole: no number or address stands in any table in clear', async () => {
    const { id, path } = await stage.published();
    await stage.send(path, { q1: '封存', q2: '13958471299', q3: 'mkintake9@example.com', q4: '上海市浦东新区世纪大道mkroad7号', q6: 'call 13958471299' });
    await stage.settled(id);
    const { rows: tables } = await stage.api.db.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`);
    for (const { name } of tables) for (const marker of ['13958471299', 'mkintake9', 'mkroad7']) {
      expect([name, (await stage.api.db.query(`select 1 from "${name}" t where t::text like $1`, [`%${marker}%`])).rowCount]).toEqual([name, 0]);
    }
    const [row] = (await stage.api.db.query('select raw, payload from intake_submission where form_id = $1', [id])).rows;
    expect([row.raw, row.payload]).toEqual([null, expect.any(Buffer)]);
  });
});

describe('a network address', () => {
  it('that sends too much is asked to wait, in a page that a person can read', async () => {
    const { path } = await stage.published();
    expect((await stage.post(path, { website: 'x' })).status).toBe(200);
    await stage.api.db.query(`update webhook_throttle set points = 1000, expire = (extract(epoch from now()) * 1000)::bigint + 60000 where key like 'form-sent%'`);
    const refused = await stage.post(path, { website: 'x' });
    expect([refused.status, refused.headers['retry-after'], refused.text]).toEqual([429, expect.stringMatching(/^\d+$/), expect.stringContaining('Try again in')]);
  });
});
