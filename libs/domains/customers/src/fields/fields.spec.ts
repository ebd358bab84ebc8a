import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const FIELD = 'id version key name nameEn type options { value name nameEn } required personal indexed archivedAt place writable can';
const CREATE_FIELD = `mutation($i: CustomFieldInput!) { createCustomField(input: $i) { ${FIELD} } }`;
const UPDATE_FIELD = `mutation($id: ID!, $v: Int!, $i: CustomFieldChange!) { updateCustomField(id: $id, version: $v, input: $i) { ${FIELD} } }`;
const ARCHIVE_FIELD = 'mutation($id: ID!) { archiveCustomField(id: $id) { id archivedAt } }';
const RESTORE_FIELD = 'mutation($id: ID!) { restoreCustomField(id: $id) { id archivedAt } }';
const FIELDS = `query($archived: Boolean) { customFields(archived: $archived) { ${FIELD} valueCount } }`;
const CREATE = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id version customValues { key type value masked } } }';
const UPDATE = 'mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { id version customValues { key value masked } } }';
const READ = 'query($id: ID!) { customer(id: $id) { version customValues { key value masked } } }';
const LIST = 'query($f: CustomerFilter) { customers(filter: $f, first: 200) { nodes { id } totalCount } }';
const HISTORY = 'query($id: ID!) { customerHistory(id: $id) { nodes { changes { field before after } } } }';

let api: Api;
let admin: Client;
let sales: Client;
let south: Client;

const field = async (input: object): Promise<{ id: string; version: number; key: string }> => (await admin.mutate(CREATE_FIELD, { i: { name: '某字段', nameEn: 'Some field', ...input } })).createCustomField;
const customer = async (who: Client, name: string, custom: object[]): Promise<{ id: string; version: number; customValues: { key: string; value: unknown; masked: boolean }[] }> => (await who.mutate(CREATE, { i: { name, custom } })).createCustomer;
const found = async (who: Client, filter: object): Promise<string[]> => ((await who.query(LIST, { f: filter })).customers.nodes as { id: string }[]).map(({ id }) => id);
/** Closes fields of a role for reading, and waits until a fresh sign-in knows. */
const closeIn = (role: string, fields: object | null): Promise<void> => api.write(`update role_grant g set fields = $2 from role r where r.id = g.role_id and r.code = $1 and g.action = 'customer.read'`, [role, fields && JSON.stringify(fields)]);

beforeAll(async () => {
  api = await startApi();
  [admin, sales, south] = [await api.as('ADMIN'), await api.as('SALES'), await api.as('SALES_SOUTH')];
});
afterAll(() => api?.close());

describe('a field of the company’s own', () => {
  it('is added with its options, and is known to whoever sees customers', async () => {
    const made = await field({ key: 'shirtSize', type: 'CHOICE', options: [{ value: 'M', name: '中', nameEn: 'Medium' }, { value: 'L', name: '大', nameEn: 'Large' }] });
    expect(made).toMatchObject({ key: 'shirtSize', writable: true });
    const { customFields } = await sales.query(FIELDS);
    expect(customFields.map(({ key }: { key: string }) => key)).toContain('shirtSize');
  });
  it('is refused to sales', async () => expect(await sales.refusal(CREATE_FIELD, { i: { key: 'x', name: '某', nameEn: 'x', type: 'TEXT' } })).toBe('FORBIDDEN'));
  it('has a key of its own, whatever the case, and a choice has options', async () => {
    expect(await admin.refusal(CREATE_FIELD, { i: { key: 'shirtsize', name: '某', nameEn: 'x', type: 'TEXT' } })).toBe('FIELD_KEY_TAKEN');
    expect(await admin.refusal(CREATE_FIELD, { i: { key: 'colour', name: '某', nameEn: 'x', type: 'CHOICE' } })).toBe('INVALID_INPUT');
    const bad = await admin.raw(CREATE_FIELD, { i: { key: "x'; drop table customer; --", name: '某', nameEn: 'x', type: 'TEXT' } });
    expect(bad.errors).toBeDefined();
  });
  it('is found by nobody under an id that is none', async () => expect(await admin.refusal(ARCHIVE_FIELD, { id: '0199dead-0000-7000-8000-000000000000' })).toBe('NOT_FOUND'));
  it('goes out of sight when it is archived and comes back with its values', async () => {
    const made = await field({ key: 'nickname', type: 'TEXT' });
    const one = await customer(sales, '有昵称', [{ key: 'nickname', value: '小王' }]);
    await admin.mutate(ARCHIVE_FIELD, { id: made.id });
    expect((await sales.query(READ, { id: one.id })).customer.customValues).toEqual([]);
    expect(await sales.refusal(LIST, { f: { custom: [{ key: 'nickname', equals: '小王' }] } })).toBe('UNKNOWN_NAME');
    await admin.mutate(RESTORE_FIELD, { id: made.id });
    expect((await sales.query(READ, { id: one.id })).customer.customValues).toEqual([{ key: 'nickname', value: '小王', masked: false }]);
  });
  it('keeps options that values stand on', async () => {
    const made = (await admin.query(FIELDS)).customFields.find(({ key }: { key: string }) => key === 'shirtSize');
    await customer(sales, '大号', [{ key: 'shirtSize', value: 'L' }]);
    expect(await admin.refusal(UPDATE_FIELD, { id: made.id, v: made.version, i: { options: [{ value: 'M', name: '中', nameEn: 'Medium' }] } })).toBe('INVALID_INPUT');
    const { updateCustomField } = await admin.mutate(UPDATE_FIELD, { id: made.id, v: made.version, i: { name: '尺码' } });
    expect(updateCustomField.name).toBe('尺码');
  });
  it('is put in order', async () => {
    const before = (await admin.query(FIELDS)).customFields.map(({ id }: { id: string }) => id);
    const { reorderCustomFields } = await admin.mutate('mutation($ids: [ID!]!) { reorderCustomFields(ids: $ids) { id } }', { ids: [...before].reverse() });
    expect(reorderCustomFields.map(({ id }: { id: string }) => id)).toEqual([...before].reverse());
  });
});

describe('values', () => {
  it('are judged by their type, with a sentence that names the field', async () => {
    await field({ key: 'visits', type: 'NUMBER', least: 0, most: 10, name: '到访次数', nameEn: 'Visits' });
    const { errors } = await sales.raw(CREATE, { i: { name: '甲', custom: [{ key: 'visits', value: 11 }] } });
    expect(errors![0]!.extensions).toMatchObject({ code: 'FIELD_VALUE', facts: { field: 'custom.visits', code: 'TOO_LARGE' } });
    expect(errors![0]!.message).toMatch(/到访次数|Visits/);
    expect(await sales.refusal(CREATE, { i: { name: '甲', custom: [{ key: 'nothing', value: 1 }] } })).toBe('UNKNOWN_NAME');
  });
  it('are refused to who may not write the record, and not found out of reach', async () => {
    const one = await customer(sales, '华东', [{ key: 'visits', value: 3 }]);
    expect(await (await api.as('AUDITOR')).refusal(UPDATE, { id: one.id, v: one.version, i: { custom: [{ key: 'visits', value: 4 }] } })).toBe('FORBIDDEN');
    expect(await south.refusal(UPDATE, { id: one.id, v: one.version, i: { custom: [{ key: 'visits', value: 4 }] } })).toBe('NOT_FOUND');
  });
  it('change one by one: two people may change two of them at once, the same one is a conflict with both values', async () => {
    await field({ key: 'desk', type: 'TEXT' });
    const one = await customer(sales, '两人', [{ key: 'visits', value: 1 }]);
    const second = (await sales.mutate(UPDATE, { id: one.id, v: one.version, i: { custom: [{ key: 'desk', value: 'A1' }] } })).updateCustomer;
    expect(second.customValues).toEqual(expect.arrayContaining([{ key: 'visits', value: 1, masked: false }, { key: 'desk', value: 'A1', masked: false }]));
    const merged = (await sales.mutate(UPDATE, { id: one.id, v: one.version, i: { custom: [{ key: 'visits', value: 2 }] } })).updateCustomer;
    expect(merged.customValues).toEqual(expect.arrayContaining([{ key: 'visits', value: 2, masked: false }, { key: 'desk', value: 'A1', masked: false }]));
    const { errors } = await sales.raw(UPDATE, { id: one.id, v: one.version, i: { custom: [{ key: 'desk', value: 'B2' }] } });
    expect(errors![0]!.extensions).toMatchObject({ code: 'CONFLICT', facts: { fields: { 'custom.desk': { mine: 'B2', theirs: 'A1' } } } });
  });
  it('are told one by one in the history, and never in the audit trail', async () => {
    const one = await customer(sales, '史', [{ key: 'desk', value: 'SECRETDESK' }]);
    await sales.mutate(UPDATE, { id: one.id, v: one.version, i: { custom: [{ key: 'visits', value: 7 }] } });
    const changes = (await sales.query(HISTORY, { id: one.id })).customerHistory.nodes.flatMap((node: { changes: object[] }) => node.changes);
    expect(changes).toEqual(expect.arrayContaining([{ field: 'custom.visits', before: null, after: 7 }, { field: 'custom.desk', before: null, after: 'SECRETDESK' }]));
    const { rows } = await api.db.query(`select count(*)::int as count from audit_change where after::text like '%SECRETDESK%'`);
    expect(rows[0].count).toBe(0);
  });
});

describe('filters on values', () => {
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    for (const [key, type, more] of [['f_text', 'TEXT', {}], ['f_num', 'NUMBER', { indexed: true }], ['f_money', 'MONEY', {}], ['f_day', 'DAY', {}], ['f_time', 'DATETIME', {}], ['f_flag', 'BOOLEAN', {}],
      ['f_one', 'CHOICE', { options: [{ value: 'A', name: '甲', nameEn: 'A' }, { value: 'B', name: '乙', nameEn: 'B' }] }], ['f_many', 'MULTI_CHOICE', { options: [{ value: 'A', name: '甲', nameEn: 'A' }, { value: 'B', name: '乙', nameEn: 'B' }] }]] as const) await field({ key, type, ...more });
    const now = new Date().toISOString();
    ids['one'] = (await customer(sales, '过滤一', [{ key: 'f_text', value: 'Alpha_1' }, { key: 'f_num', value: 5 }, { key: 'f_money', value: 1000 }, { key: 'f_day', value: '2026-03-07' }, { key: 'f_time', value: now }, { key: 'f_flag', value: true }, { key: 'f_one', value: 'A' }, { key: 'f_many', value: ['A', 'B'] }])).id;
    ids['two'] = (await customer(sales, '过滤二', [{ key: 'f_text', value: 'beta' }, { key: 'f_num', value: 9 }, { key: 'f_money', value: 2000 }, { key: 'f_day', value: '2025-12-31' }, { key: 'f_flag', value: false }, { key: 'f_one', value: 'B' }, { key: 'f_many', value: ['B'] }])).id;
  });
  it.each([
    [{ key: 'f_text', contains: 'pha_' }, ['one']], [{ key: 'f_text', equals: 'ALPHA_1' }, ['one']], [{ key: 'f_text', startsWith: 'be' }, ['two']], [{ key: 'f_text', contains: '%' }, []],
    [{ key: 'f_num', min: 6 }, ['two']], [{ key: 'f_num', max: 5 }, ['one']], [{ key: 'f_money', min: 1000, max: 1500 }, ['one']],
    [{ key: 'f_day', from: '2026-01-01' }, ['one']], [{ key: 'f_day', to: '2025-12-31' }, ['two']], [{ key: 'f_day', month: 3 }, ['one']], [{ key: 'f_time', last: 1 }, ['one']], [{ key: 'f_time', next: 1 }, ['one']],
    [{ key: 'f_flag', is: true }, ['one']], [{ key: 'f_flag', is: false }, ['two']], [{ key: 'f_one', in: ['A'] }, ['one']], [{ key: 'f_many', in: ['A'] }, ['one']], [{ key: 'f_many', in: ['B'] }, ['one', 'two']],
  ])('%j', async (filter, expected) => expect((await found(sales, { custom: [filter] })).sort()).toEqual(expected.map((name) => ids[name]!).sort()));

  it('ask for what is empty, for what is not, and stand inside or and not', async () => {
    expect(await found(sales, { custom: [{ key: 'f_time', isEmpty: false }] })).toEqual([ids['one']]);
    expect(await found(sales, { custom: [{ key: 'f_num', isEmpty: false }, { key: 'f_time', isEmpty: true }] })).toEqual([ids['two']]);
    expect((await found(sales, { or: [{ custom: [{ key: 'f_num', min: 9 }] }, { custom: [{ key: 'f_one', in: ['A'] }] }] })).sort()).toEqual([ids['one'], ids['two']].sort());
  });
  it('take no words but their own: a key is a name or nothing, a value is a value', async () => {
    for (const key of ["f_num' or 1=1 --", 'f_num"', 'custom', '__proto__', 'constructor']) expect(await sales.refusal(LIST, { f: { custom: [{ key, min: 0 }] } })).toBe('UNKNOWN_NAME');
    expect(await found(sales, { custom: [{ key: 'f_text', equals: "x' or '1'='1" }] })).toEqual([]);
    expect(await sales.refusal(LIST, { f: { custom: [{ key: 'f_num', contains: 'x' }] } })).toBe('UNKNOWN_NAME');
  });
  it('are answered by the index that the field was given', async () => {
    const { rows } = await api.db.query(`select indexdef from pg_indexes where tablename = 'customer' and indexname like 'customer_custom_%'`);
    expect(rows.map(({ indexdef }) => indexdef).join()).toContain('f_num');
  });
});

describe('a field that a role closes', () => {
  beforeAll(async () => {
    await field({ key: 'hush', type: 'TEXT' });
    await field({ key: 'about', type: 'TEXT', personal: true });
  });
  it('is null, no name in filters, no column of a file, and not in the history', async () => {
    const one = await customer(admin, '藏', [{ key: 'hush', value: 'quiet' }, { key: 'about', value: 'likes tea' }]);
    const analyst = await api.as('ANALYST');
    expect((await analyst.query(READ, { id: one.id })).customer.customValues).toEqual(expect.arrayContaining([{ key: 'hush', value: 'quiet', masked: false }, { key: 'about', value: null, masked: true }]));
    await closeIn('ANALYST', { 'custom.hush': 'HIDDEN', name: 'HIDDEN' });
    try {
      let values: unknown = 'not yet';
      for (let tries = 0; tries < 400 && values !== null && JSON.stringify(values) !== '[]'; tries += 1) {
        values = (await analyst.query(READ, { id: one.id })).customer.customValues;
        if (JSON.stringify(values) !== '[]') await new Promise((next) => setTimeout(next, 50));
      }
      expect(values).toEqual([]);
      const misspelt = (await analyst.raw(LIST, { f: { custom: [{ key: 'hushx', equals: 'quiet' }] } })).errors![0]!;
      for (const key of ['hush', 'about']) {
        const { message, extensions } = (await analyst.raw(LIST, { f: { custom: [{ key, equals: 'quiet' }] } })).errors![0]!;
        expect([message, extensions.code]).toEqual([misspelt.message.replace('hushx', key), 'UNKNOWN_NAME']);
      }
      expect((await analyst.query(FIELDS)).customFields.map(({ key }: { key: string }) => key)).not.toEqual(expect.arrayContaining(['hush']));
      expect(JSON.stringify((await analyst.query(HISTORY, { id: one.id })).customerHistory)).not.toMatch(/quiet|hush|likes tea/);
    } finally {
      await closeIn('ANALYST', null);
    }
  });
});

describe('a closed field and a file', () => {
  const EXPORT = 'mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }';
  const ask = (key: string): object => ({ i: { format: 'CSV', columns: ['name', `custom.${key}`] } });
  it('do not meet: its column is no name, as a misspelt one', async () => {
    const manager = await api.as('MANAGER');
    await field({ key: 'quiet', type: 'TEXT' });
    expect((await manager.mutate(EXPORT, ask('quiet'))).exportCustomers.id).toBeTruthy();
    await closeIn('MARKETING_MANAGER', { 'custom.quiet': 'HIDDEN' });
    try {
      let code = 'not yet';
      for (let tries = 0; tries < 400 && code !== 'UNKNOWN_NAME'; tries += 1) {
        code = (await manager.raw(EXPORT, ask('quiet'))).errors?.[0]?.extensions.code ?? 'DONE';
        if (code !== 'UNKNOWN_NAME') await new Promise((next) => setTimeout(next, 50));
      }
      expect(code).toBe('UNKNOWN_NAME');
      expect(await manager.refusal(EXPORT, ask('quietx'))).toBe('UNKNOWN_NAME');
    } finally {
      await closeIn('MARKETING_MANAGER', null);
    }
  });
});

describe('files', () => {
  const wait = async <T>(ask: () => Promise<T | null>): Promise<T> => {
    for (let tries = 0; tries < 600; tries += 1) {
      const answer = await ask();
      if (answer) return answer;
      await new Promise((next) => setTimeout(next, 100));
    }
    throw new Error('It did not come');
  };
  it('leave with custom columns in the words of the reader', async () => {
    await customer(admin, '出口', [{ key: 'shirtSize', value: 'L' }, { key: 'visits', value: 3 }]);
    const { exportCustomers } = await admin.mutate('mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }', { i: { format: 'CSV', columns: ['name', 'custom.shirtSize', 'custom.visits'], filter: { name: { equals: '出口' } } } });
    await wait(async () => (await api.db.query(`select 1 from export_file where id = $1 and state = 'DONE'`, [exportCustomers.id])).rowCount || null);
    const { text } = await admin.get(`/api/exports/${exportCustomers.id}/file`).buffer(true).parse((response, done) => {
      let all = '';
      response.on('data', (piece: Buffer) => (all += piece.toString()));
      response.on('end', () => done(null, all));
    }).then((response) => ({ text: String(response.body) }));
    expect(text).toContain('出口');
    expect(text).toMatch(/(大|Large).*3/);
  });
  it('bring them by their label, each judged', async () => {
    const csv = '姓名,尺码,到访次数\n入口甲,大,4\n入口乙,特大,4\n入口丙,中,99\n';
    const upload = (await admin.post('/api/imports?kind=customers').set('X-File-Name', 'f.csv').set('Content-Type', 'application/octet-stream').send(Buffer.from(csv))).body;
    const state = (id: string) => api.db.query<{ state: string }>('select state from import where id = $1', [id]).then(({ rows }) => rows[0]!.state);
    await wait(async () => (['MAPPED', 'UPLOADED', 'READ'].includes(await state(upload.id)) ? true : null));
    expect((await admin.post(`/api/imports/${upload.id}/check`)).status).toBeLessThan(300);
    await wait(async () => ((await state(upload.id)) === 'CHECKED' ? true : null));
    await admin.post(`/api/imports/${upload.id}/commit`);
    await wait(async () => ((await state(upload.id)) === 'DONE' ? true : null));
    expect(await found(admin, { name: { startsWith: '入口' } })).toHaveLength(1);
    const [id] = await found(admin, { custom: [{ key: 'shirtSize', in: ['L'] }], name: { equals: '入口甲' } });
    expect((await admin.query(READ, { id })).customer.customValues).toEqual(expect.arrayContaining([{ key: 'visits', value: 4, masked: false }]));
  });
});
