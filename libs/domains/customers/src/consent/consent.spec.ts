import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }';
const SHEET = 'query($id: ID!) { consentSheet(customerId: $id) { restrictedSince states { purpose channel state allowed } } }';
const ENTRIES = 'query($id: ID!) { consentEntries(customerId: $id, first: 50) { nodes { id purpose { name } channel act source notice actorName proof undoes undone } } }';
const RECORD = 'mutation($id: ID!, $i: ConsentInput!) { recordConsent(customerId: $id, input: $i) { id act } }';
const UNDO = 'mutation($id: ID!) { undoConsent(id: $id) { act undoes } }';
const LIST = 'query($f: CustomerFilter) { customers(first: 200, filter: $f) { nodes { id } totalCount } }';
const SEARCH = 'query($t: String!, $p: PurposeFilter) { search(text: $t, first: 20, forPurpose: $p) { customers { id } orders { id } } }';
const EXPORT = 'mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }';
const EXPORTS = '{ exports(first: 50) { nodes { id state rowCount url } } }';
const PURPOSES = '{ purposes { id version code legalBasis needsConsent channels marketing can notices { number text textEn } } }';

let api: Api;
let admin: Client;
let sales: Client;
let manager: Client;

const say = (purpose: string, channel: string, choice: 'GIVEN' | 'WITHDRAWN', more: object = {}): object => ({ purpose, channel, choice, ...more });
const idOf = async (client: Client, name: string): Promise<string> => (await client.mutate(CREATE, { i: { name } })).createCustomer.id;
const forPurpose = (purpose: string, channel: string | null = null): object => ({ f: { forPurpose: { purpose, ...(channel ? { channel } : {}) } } });
const ids = (nodes: { id: string }[]): string[] => nodes.map(({ id }) => id).sort();

async function exported(filter: object): Promise<string> {
  const { id } = (await admin.mutate(EXPORT, { i: { format: 'CSV', columns: ['archiveNo', 'name'], filter } })).exportCustomers;
  for (;;) {
    const file = (await admin.query(EXPORTS)).exports.nodes.find((one: { id: string }) => one.id === id);
    if (file.state === 'DONE') return (await admin.get(file.url).buffer(true)).text;
    if (file.state === 'FAILED') throw new Error('The export failed');
    await new Promise((next) => setTimeout(next, 100));
  }
}

beforeAll(async () => {
  api = await startApi();
  [admin, sales, manager] = await Promise.all([api.as('ADMINISTRATOR'), api.as('SALES'), api.as('MANAGER')]);
});
afterAll(() => api?.close());

describe('consent, asked when the query runs', () => {
  let lin: string;
  let wu: string;
  beforeAll(async () => {
    [lin, wu] = [await idOf(sales, '林同意'), await idOf(sales, '吴未说')];
    await sales.mutate(RECORD, { id: lin, i: say('MARKETING', 'EMAIL', 'GIVEN', { proof: 'signed on paper, folder 12' }) });
  });

  it('lets through who has agreed, by the way they agreed to, and nobody else: list, count, search, export', async () => {
    for (const filter of [forPurpose('MARKETING'), forPurpose('MARKETING', 'EMAIL')]) {
      const { customers } = await sales.query(LIST, filter);
      expect([ids(customers.nodes), customers.totalCount]).toEqual([[lin], 1]);
    }
    expect((await sales.query(LIST, forPurpose('MARKETING', 'SMS'))).customers).toEqual({ nodes: [], totalCount: 0 });
    const asked = { t: '林同意', p: { purpose: 'MARKETING' } };
    expect((await sales.query(SEARCH, asked)).search).toEqual({ customers: [{ id: lin }], orders: [] });
    expect((await sales.query(SEARCH, { ...asked, t: '吴未说' })).search.customers).toEqual([]);
    const file = await exported({ forPurpose: { purpose: 'MARKETING' } });
    expect([file.includes('林同意'), file.includes('吴未说')]).toEqual([true, false]);
  });

  it('forgets nobody for service, where contract is the basis, and lets nobody through for a purpose that is none', async () => {
    expect(ids((await sales.query(LIST, forPurpose('SERVICE'))).customers.nodes)).toEqual([lin, wu].sort());
    expect((await sales.query(LIST, forPurpose('NO_SUCH_PURPOSE'))).customers).toEqual({ nodes: [], totalCount: 0 });
  });

  it('a withdrawal works at once: gone from list, count, search and export, and still there for service', async () => {
    await sales.mutate(RECORD, { id: lin, i: say('MARKETING', 'ANY', 'WITHDRAWN') });
    expect((await sales.query(SHEET, { id: lin })).consentSheet.states.filter(({ purpose, allowed }: { purpose: string; allowed: boolean }) => purpose === 'MARKETING' && allowed)).toEqual([]);
    for (const filter of [forPurpose('MARKETING'), forPurpose('MARKETING', 'EMAIL')]) expect((await sales.query(LIST, filter)).customers).toEqual({ nodes: [], totalCount: 0 });
    expect((await sales.query(SEARCH, { t: '林同意', p: { purpose: 'MARKETING', channel: 'EMAIL' } })).search.customers).toEqual([]);
    expect(await exported({ forPurpose: { purpose: 'MARKETING' } })).not.toContain('林同意');
    expect(ids((await sales.query(LIST, forPurpose('SERVICE'))).customers.nodes)).toContain(lin);
    expect((await sales.query(SEARCH, { t: '林同意', p: { purpose: 'SERVICE' } })).search.customers).toEqual([{ id: lin }]);
  });

  it('personalisation is allowed until the person objects, by the same switch', async () => {
    expect(ids((await sales.query(LIST, forPurpose('PERSONALISATION'))).customers.nodes)).toContain(lin);
    await sales.mutate(RECORD, { id: lin, i: say('PERSONALISATION', 'ANY', 'WITHDRAWN') });
    expect(ids((await sales.query(LIST, forPurpose('PERSONALISATION'))).customers.nodes)).toEqual([wu]);
  });

  it('nothing loosens by a filter within another: who is not in it is outside', async () => {
    const { customers } = await sales.query(LIST, { f: { not: { forPurpose: { purpose: 'MARKETING' } } } });
    expect(ids(customers.nodes)).toEqual([lin, wu].sort());
  });
});

describe('the ledger', () => {
  let id: string;
  beforeAll(async () => {
    id = await idOf(sales, '何账本');
  });

  it('keeps what was said with its notice, its source and its evidence, sealed', async () => {
    await sales.mutate(RECORD, { id, i: say('MARKETING', 'SMS', 'GIVEN', { proof: '回复短信 1 表示同意 13800138000' }) });
    const [entry] = (await sales.query(ENTRIES, { id })).consentEntries.nodes;
    expect(entry).toMatchObject({ purpose: { name: 'MARKETING' }, channel: 'SMS', act: 'GIVEN', source: 'STAFF', notice: 1, actorName: '赵一凡', proof: '••••', undoes: null, undone: false });
    expect((await sales.mutate('mutation($id: ID!) { revealConsentProof(id: $id) { proof } }', { id: entry.id })).revealConsentProof.proof).toBe('回复短信 1 表示同意 13800138000');
    const { rows } = await api.db.query(`select action, object_id from audit_entry where action = 'revealConsentProof' and outcome = 'DONE'`);
    expect(rows).toEqual([{ action: 'revealConsentProof', object_id: id }]);
  });

  it('an undo is a further line, and what stood before stands again', async () => {
    const [given] = (await sales.query(ENTRIES, { id })).consentEntries.nodes;
    await sales.mutate(RECORD, { id, i: say('MARKETING', 'SMS', 'WITHDRAWN') });
    const [wrong] = (await sales.query(ENTRIES, { id })).consentEntries.nodes;
    await sales.mutate(UNDO, { id: wrong.id });
    const { nodes } = (await sales.query(ENTRIES, { id })).consentEntries;
    expect(nodes.map(({ act, undone }: { act: string; undone: boolean }) => `${act}${undone ? ' undone' : ''}`).sort()).toEqual(['GIVEN', 'UNDONE', 'WITHDRAWN undone']);
    expect((await sales.query(LIST, forPurpose('MARKETING', 'SMS'))).customers.nodes).toEqual([{ id }]);
    expect(await sales.refusal(UNDO, { id: wrong.id })).toBe('CONSENT_UNDO_CLOSED');
    expect(await manager.refusal(UNDO, { id: given.id })).toBe('CONSENT_UNDO_CLOSED');
  });

  it('cannot be rewritten, not even by whoever owns the database', async () => {
    await expect(api.db.query(`update consent_entry set act = 'GIVEN' where customer_id = $1`, [id])).rejects.toThrow('append-only');
    await expect(api.db.query('delete from consent_entry where customer_id = $1', [id])).rejects.toThrow('append-only');
    await expect(api.db.query('truncate consent_entry cascade')).rejects.toThrow('append-only');
    await expect(api.db.query(`update notice set text = 'other'`)).rejects.toThrow('never changed');
  });

  it('says no to what cannot be said', async () => {
    expect(await sales.refusal(RECORD, { id, i: say('SERVICE', 'ANY', 'WITHDRAWN') })).toBe('CONSENT_NOT_ASKED');
    expect(await sales.refusal(RECORD, { id, i: say('RESEARCH', 'POST', 'GIVEN') })).toBe('CONSENT_CHANNEL_UNUSED');
    expect(await sales.refusal(RECORD, { id, i: say('NONSENSE', 'ANY', 'GIVEN') })).toBe('UNKNOWN_NAME');
    expect(await sales.refusal(RECORD, { id, i: say('MARKETING', 'ANY', 'GIVEN', { at: '2999-01-01T00:00:00Z' }) })).toBe('INVALID_INPUT');
    expect(await sales.refusal(RECORD, { id, i: say('MARKETING', 'ANY', 'GIVEN', { notice: 99 }) })).toBe('INVALID_INPUT');
  });

  it('takes the word, and the customer within reach', async () => {
    expect(await (await api.as('ANALYST')).refusal(RECORD, { id, i: say('MARKETING', 'ANY', 'GIVEN') })).toBe('FORBIDDEN');
    expect(await (await api.as('ANALYST')).refusal(SHEET, { id })).toBe('FORBIDDEN');
    const south = await api.as('SALES_SOUTH');
    for (const document of [SHEET, ENTRIES]) expect(await south.refusal(document, { id })).toBe('NOT_FOUND');
    expect(await south.refusal(RECORD, { id, i: say('MARKETING', 'ANY', 'GIVEN') })).toBe('NOT_FOUND');
    expect(await south.refusal('mutation($id: ID!) { makePreferenceLink(customerId: $id) { url } }', { id })).toBe('NOT_FOUND');
    const [entry] = (await sales.query(ENTRIES, { id })).consentEntries.nodes;
    expect(await south.refusal(UNDO, { id: entry.id })).toBe('NOT_FOUND');
    // Sales may read the customers of the whole team, and record for their own alone.
    const theirs = await idOf(manager, '周客户');
    expect(await sales.refusal(RECORD, { id: theirs, i: say('MARKETING', 'ANY', 'GIVEN') })).toBe('FORBIDDEN');
  });
});

describe('a merge keeps the stricter', () => {
  const move = async (root: string, side: string): Promise<void> => {
    const client = await api.db.connect();
    await client.query('begin');
    await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
    await client.query('update consent_entry set customer_id = $1, side_id = coalesce(side_id, customer_id) where customer_id = $2', [root, side]);
    await client.query('update customer set merged_into_id = $1 where id = $2', [root, side]);
    await client.query('select refresh_consent_state($1)', [[root, side]]);
    await client.query('commit');
    client.release();
  };
  const part = async (root: string, side: string): Promise<void> => {
    const client = await api.db.connect();
    await client.query('begin');
    await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
    await client.query('update consent_entry set customer_id = side_id, side_id = null where side_id = $1', [side]);
    await client.query('update customer set merged_into_id = null where id = $1', [side]);
    await client.query('select refresh_consent_state($1)', [[root, side]]);
    await client.query('commit');
    client.release();
  };
  const state = async (id: string, channel: string): Promise<string | null> => {
    const { rows } = await api.db.query(`select state from consent_state s join purpose p on p.id = s.purpose_id where s.customer_id = $1 and p.code = 'MARKETING' and s.channel in ($2, 'ANY') order by (s.channel = 'ANY') limit 1`, [id, channel]);
    return rows[0]?.state ?? null;
  };

  it('the earlier withdrawal of one side outweighs the later consent of the other; said again together it holds; taken apart each has its own', async () => {
    const [a, b] = [await idOf(sales, '合并甲'), await idOf(sales, '合并乙')];
    await sales.mutate(RECORD, { id: b, i: say('MARKETING', 'EMAIL', 'WITHDRAWN', { at: '2026-01-01T00:00:00Z' }) });
    await sales.mutate(RECORD, { id: a, i: say('MARKETING', 'EMAIL', 'GIVEN', { at: '2026-02-01T00:00:00Z' }) });
    await move(a, b);
    expect(await state(a, 'EMAIL')).toBe('WITHDRAWN');
    await sales.mutate(RECORD, { id: a, i: say('MARKETING', 'EMAIL', 'GIVEN') });
    expect(await state(a, 'EMAIL')).toBe('GIVEN');
    await part(a, b);
    expect([await state(a, 'EMAIL'), await state(b, 'EMAIL')]).toEqual(['GIVEN', 'WITHDRAWN']);
  });

  it('a withdrawal said while they were one goes on to bind both after they have parted', async () => {
    const [a, b] = [await idOf(sales, '合并丙'), await idOf(sales, '合并丁')];
    await sales.mutate(RECORD, { id: b, i: say('MARKETING', 'SMS', 'GIVEN') });
    await move(a, b);
    expect(await state(a, 'SMS')).toBe('GIVEN');
    await sales.mutate(RECORD, { id: a, i: say('MARKETING', 'ANY', 'WITHDRAWN') });
    await part(a, b);
    expect([await state(a, 'SMS'), await state(b, 'SMS')]).toEqual(['WITHDRAWN', 'WITHDRAWN']);
  });
});

describe('a file that brings consent', () => {
  const read = async (text: string): Promise<{ changedCount: number; sameCount: number; updatedCount: number; insertedCount: number }> => {
    const { body } = await admin.post('/api/imports?kind=customers').set('X-File-Name', 'consent.csv').set('Content-Type', 'application/octet-stream').send(Buffer.from(text));
    const until = async (state: string): Promise<void> => {
      for (;;) {
        const { import: found } = await admin.query('query($id: ID!) { import(id: $id) { state } }', { id: body.id });
        if (found.state === state) return;
        if (found.state === 'FAILED') throw new Error('The import failed');
        await new Promise((next) => setTimeout(next, 100));
      }
    };
    await admin.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id: body.id });
    await until('CHECKED');
    await admin.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id: body.id });
    await until('DONE');
    return (await admin.query('query($id: ID!) { import(id: $id) { changedCount sameCount updatedCount insertedCount } }', { id: body.id })).import;
  };
  const HEAD = '客户编号,姓名,营销信息·电子邮件·同意,营销信息·同意,同意凭证';
  const idByKey = async (key: string): Promise<string> => (await api.db.query('select id from customer where external_key = $1', [key])).rows[0].id;
  const lines = async (id: string): Promise<string[]> => (await admin.query(ENTRIES, { id })).consentEntries.nodes.map(({ act, channel, source }: { act: string; channel: string; source: string }) => `${act} ${channel} ${source}`).sort();

  it('writes what it says of new and of known customers, with its evidence, and never loosens what was withdrawn', async () => {
    const first = await read(`${HEAD}\nC-1,文件一,是,,展会登记表\nC-2,文件二,,否,展会登记表\nC-3,文件三,,,\n`);
    expect(first.insertedCount).toBe(3);
    const [one, two, three] = [await idByKey('C-1'), await idByKey('C-2'), await idByKey('C-3')];
    expect([await lines(one), await lines(two), await lines(three)]).toEqual([['GIVEN EMAIL IMPORT'], ['WITHDRAWN ANY IMPORT'], []]);
    const [entry] = (await admin.query(ENTRIES, { id: one })).consentEntries.nodes;
    expect((await admin.mutate('mutation($id: ID!) { revealConsentProof(id: $id) { proof } }', { id: entry.id })).revealConsentProof.proof).toBe('展会登记表');
    await admin.mutate(RECORD, { id: one, i: say('MARKETING', 'EMAIL', 'WITHDRAWN') });
    const again = await read(`${HEAD}\nC-1,文件一,是,是,新表\nC-2,文件二,是,是,新表\nC-3,文件三,,同意,新表\n`);
    expect([again.updatedCount, again.sameCount]).toEqual([1, 2]);
    expect([await lines(one), await lines(two), await lines(three)]).toEqual([['GIVEN EMAIL IMPORT', 'WITHDRAWN EMAIL STAFF'], ['WITHDRAWN ANY IMPORT'], ['GIVEN ANY IMPORT']]);
    const { customers } = await admin.query(LIST, forPurpose('MARKETING', 'EMAIL'));
    expect([one, two, three].map((id) => ids(customers.nodes).includes(id))).toEqual([false, false, true]);
    expect((await read(`${HEAD}\nC-3,文件三,退订,,\n`)).updatedCount).toBe(1);
    expect(ids((await admin.query(LIST, forPurpose('MARKETING', 'EMAIL'))).customers.nodes)).not.toContain(three);
  });
});

describe('purposes and notices', () => {
  it('are managed by whoever holds the word; basis and code never change, and a notice is only ever followed by the next', async () => {
    expect(await manager.refusal('mutation($i: NewPurposeInput!) { createPurpose(input: $i) { id } }', { i: { code: 'EVENTS', legalBasis: 'CONSENT', name: '活动', nameEn: 'Events', channels: ['EMAIL'], marketing: true, notice: 'x', noticeEn: 'x' } })).toBe('FORBIDDEN');
    const { createPurpose } = await admin.mutate('mutation($i: NewPurposeInput!) { createPurpose(input: $i) { id version code can notices { number } } }', { i: { code: 'EVENTS', legalBasis: 'CONSENT', name: '活动', nameEn: 'Events', channels: ['EMAIL'], marketing: true, notice: '一', noticeEn: 'one' } });
    expect(createPurpose).toMatchObject({ code: 'EVENTS', can: ['UPDATE', 'ARCHIVE'], notices: [{ number: 1 }] });
    expect(await admin.refusal('mutation($i: NewPurposeInput!) { createPurpose(input: $i) { id } }', { i: { code: 'EVENTS', legalBasis: 'CONSENT', name: '活动', nameEn: 'Events', channels: [], marketing: true, notice: 'x', noticeEn: 'x' } })).toBe('NAME_TAKEN');
    const { publishNotice } = await admin.mutate('mutation($id: ID!, $i: NoticeInput!) { publishNotice(purposeId: $id, input: $i) { notices { number textEn } } }', { id: createPurpose.id, i: { text: '二', textEn: 'two' } });
    expect(publishNotice.notices).toEqual([{ number: 2, textEn: 'two' }, { number: 1, textEn: 'one' }]);
    await admin.mutate('mutation($id: ID!, $v: Int!, $i: PurposeInput!) { updatePurpose(id: $id, version: $v, input: $i) { name } }', { id: createPurpose.id, v: createPurpose.version, i: { name: '线下活动', nameEn: 'Events', channels: ['EMAIL', 'SMS'], marketing: true } });
    await admin.mutate('mutation($id: ID!) { archivePurpose(id: $id) { id } }', { id: createPurpose.id });
    const { purposes } = await sales.query(PURPOSES);
    expect(purposes.map(({ code }: { code: string }) => code)).toEqual(['SERVICE', 'MARKETING', 'RESEARCH', 'PERSONALISATION', 'RECORD_KEEPING']);
    expect(purposes[1]).toMatchObject({ needsConsent: true, marketing: true, can: [], notices: [{ number: 1 }] });
  });
});
