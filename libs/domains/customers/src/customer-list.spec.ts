import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id version } }';
const UPDATE = 'mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { id } }';
const LIST = 'query($f: CustomerFilter, $s: CustomerSort, $k: String, $o: SortOrder, $n: Int, $a: String) { customers(filter: $f, sort: $s, sortField: $k, order: $o, first: $n, after: $a) { nodes { id name completeness } pageInfo { endCursor } totalCount } }';
const FULL = 'query($id: ID!) { customerCompleteness(id: $id) { share filledParts parts filledWeight weight } }';
const FIELD = 'mutation($i: CustomFieldInput!) { createCustomField(input: $i) { id version indexed sortable } }';
const MARK = 'mutation($id: ID!, $v: Int!, $i: CustomFieldChange!) { updateCustomField(id: $id, version: $v, input: $i) { version indexed sortable } }';
const EDIT = 'mutation($selection: CustomerSelection!, $change: BulkChange!) { bulkEditCustomers(selection: $selection, change: $change) { id } }';
const BATCH = 'query($id: ID!) { operationBatch(id: $id) { state rowCount conflictCount canRevert } }';
const REVERT = 'mutation($id: ID!) { revertBatch(id: $id) { id } }';
const VALUES = 'query($id: ID!) { customer(id: $id) { version customValues { key value } } }';

jest.setTimeout(180_000);
let api: Api;
let admin: Client;
let sales: Client;

const until = async <T>(ask: () => Promise<T | null>): Promise<T> => {
  for (let tries = 0; tries < 900; tries += 1) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('It did not come');
};
const make = async (who: Client, name: string, more: object = {}): Promise<string> => (await who.mutate(CREATE, { i: { name, ...more } })).createCustomer.id;
const listed = async (who: Client, variables: object): Promise<{ id: string; name: string; completeness: number | null }[]> => (await who.query(LIST, { n: 200, ...variables })).customers.nodes;
const named = async (who: Client, variables: object): Promise<string[]> => (await listed(who, variables)).map(({ name }) => name);

beforeAll(async () => {
  api = await startApi();
  [admin, sales] = await Promise.all([api.as('ADMINISTRATOR'), api.as('SALES')]);
});
afterAll(() => api?.close());

describe('completeness in the list', () => {
  const only = { name: { startsWith: '完整' } };
  const ids: Record<string, string> = {};
  const shareOf = async (id: string): Promise<number | null> => (await listed(admin, { f: only })).find((row) => row.id === id)?.completeness ?? null;
  const settled = (id: string, share: number): Promise<boolean> => until(async () => ((await shareOf(id)) === share ? true : null));

  beforeAll(async () => {
    ids['bare'] = await make(sales, '完整甲');
    ids['half'] = await make(sales, '完整乙', { gender: 'FEMALE', city: '杭州' });
    ids['full'] = await make(sales, '完整丙', { gender: 'FEMALE', city: '杭州', occupation: 'MANAGER', phone: '13900139555', email: 'wan@example.com' });
  });

  it('is computed a moment after the record is made, the same as on the record itself', async () => {
    for (const id of Object.values(ids)) {
      const { customerCompleteness: own } = await admin.query(FULL, { id });
      expect(own.share).toBeCloseTo(own.filledWeight / own.weight, 4);
      expect(own.filledParts).toBeLessThan(own.parts);
      await settled(id, own.share);
    }
  });
  it('sorts and narrows the list, page after page', async () => {
    expect(await named(admin, { f: only, s: 'COMPLETENESS', o: 'DESC' })).toEqual(['完整丙', '完整乙', '完整甲']);
    expect(await named(admin, { f: only, s: 'COMPLETENESS', o: 'ASC' })).toEqual(['完整甲', '完整乙', '完整丙']);
    const first = (await admin.query(LIST, { f: only, s: 'COMPLETENESS', o: 'DESC', n: 1 })).customers;
    expect(await named(admin, { f: only, s: 'COMPLETENESS', o: 'DESC', n: 1, a: first.pageInfo.endCursor })).toEqual(['完整乙']);
    const half = (await shareOf(ids['half']!))!;
    expect(await named(admin, { f: { ...only, completeness: { min: half, max: half } } })).toEqual(['完整乙']);
    expect((await admin.query(LIST, { f: { ...only, completeness: { min: half } } })).customers.totalCount).toBe(2);
  });
  it('follows each part of the record: a field, a contact that comes and goes, consent', async () => {
    const id = ids['bare']!;
    const share = async (): Promise<number> => (await admin.query(FULL, { id })).customerCompleteness.share;
    const seen = [await share()];
    const grows = async (): Promise<void> => {
      seen.push(await share());
      expect(seen.at(-1)).toBeGreaterThan(seen.at(-2)!);
      await settled(id, seen.at(-1)!);
    };
    await sales.mutate(UPDATE, { id, v: 1, i: { occupation: 'MANAGER' } });
    await grows();
    const added = (await sales.mutate('mutation($id: ID!) { addIdentity(customerId: $id, input: { kind: EMAIL, value: "bare@example.com" }) { identities { id } } }', { id })).addIdentity.identities[0].id;
    await grows();
    await admin.mutate('mutation($id: ID!) { recordConsent(customerId: $id, input: { purpose: "MARKETING", channel: EMAIL, choice: GIVEN }) { id } }', { id });
    await grows();
    await sales.mutate('mutation($id: ID!) { removeIdentity(id: $id) { id } }', { id: added });
    const less = await share();
    expect(less).toBeLessThan(seen.at(-1)!);
    await settled(id, less);
  });
  it('is no name for whoever may not see all that counts, and nothing in their rows', async () => {
    const analyst = await api.as('ANALYST');
    expect((await listed(analyst, {})).map(({ completeness }) => completeness)).toEqual(expect.not.arrayContaining([expect.any(Number)]));
    expect(await analyst.refusal(LIST, { s: 'COMPLETENESS' })).toBe('UNKNOWN_NAME');
    expect(await analyst.refusal(LIST, { f: { completeness: { min: 0.1 } } })).toBe('UNKNOWN_NAME');
    expect(await analyst.refusal(LIST, { f: { not: { completeness: { min: 0.1 } } } })).toBe('UNKNOWN_NAME');
  });
  it('shows nobody out of reach', async () => {
    expect(await named(await api.as('SALES_SOUTH'), { f: { ...only, completeness: { min: 0 } }, s: 'COMPLETENESS' })).toEqual([]);
  });
});

describe('who is left out for lack of consent', () => {
  it('are those within reach who meet all else: with those let through they make up the list', async () => {
    const [yes, no] = [await make(sales, '名单甲'), await make(sales, '名单乙')];
    const south = await make(await api.as('SALES_SOUTH'), '名单丙');
    for (const id of [yes, south]) await admin.mutate('mutation($id: ID!) { recordConsent(customerId: $id, input: { purpose: "MARKETING", channel: SMS, choice: GIVEN }) { id } }', { id });
    const rest = { name: { startsWith: '名单' } };
    const purpose = { forPurpose: { purpose: 'MARKETING', channel: 'SMS' } };
    expect((await listed(sales, { f: { ...rest, ...purpose } })).map(({ id }) => id)).toEqual([yes]);
    expect((await listed(sales, { f: { ...rest, and: [{ not: { and: [purpose] } }] } })).map(({ id }) => id)).toEqual([no]);
  });
});

describe('sorting by a custom field', () => {
  const only = { name: { startsWith: '排序' } };
  let field: { id: string; version: number };
  const indexes = async (): Promise<number> => (await api.db.query(`select 1 from pg_indexes where tablename = 'customer' and indexname like $1`, [`customer_custom_${field.id.replaceAll('-', '')}%`])).rowCount ?? 0;

  beforeAll(async () => {
    field = (await admin.mutate(FIELD, { i: { key: 'rank_no', type: 'NUMBER', name: '名次', nameEn: 'Rank' } })).createCustomField;
    for (const [name, value] of [['排序二', 20], ['排序十', 100], ['排序三', 30]] as const) await make(sales, name, { custom: [{ key: 'rank_no', value }] });
    await make(sales, '排序空');
  });

  it('is no name until an administrator has marked it', async () => {
    expect(await sales.refusal(LIST, { k: 'rank_no' })).toBe('UNKNOWN_NAME');
    expect(await sales.refusal(MARK, { id: field.id, v: field.version, i: { sortable: true } })).toBe('FORBIDDEN');
    expect(await admin.refusal(MARK, { id: '0199dead-0000-7000-8000-000000000000', v: 1, i: { sortable: true } })).toBe('NOT_FOUND');
  });
  it('brings its indexes, and puts numbers in their order with the empty ones last, page after page', async () => {
    const { updateCustomField } = await admin.mutate(MARK, { id: field.id, v: field.version, i: { sortable: true } });
    expect(updateCustomField).toMatchObject({ indexed: true, sortable: true });
    expect(await indexes()).toBe(2);
    expect(await named(sales, { f: only, k: 'rank_no', o: 'ASC' })).toEqual(['排序二', '排序三', '排序十', '排序空']);
    expect(await named(sales, { f: only, k: 'rank_no', o: 'DESC' })).toEqual(['排序十', '排序三', '排序二', '排序空']);
    const found: string[] = [];
    for (let after: string | null = null; found.length < 4; ) {
      const { customers } = await sales.query(LIST, { f: only, k: 'rank_no', o: 'DESC', n: 1, a: after });
      found.push(...customers.nodes.map(({ name }: { name: string }) => name));
      after = customers.pageInfo.endCursor;
    }
    expect(found).toEqual(['排序十', '排序三', '排序二', '排序空']);
    expect(await named(await api.as('SALES_SOUTH'), { f: only, k: 'rank_no' })).toEqual([]);
  });
  it('is no name, and no offer, where the field is closed on any row', async () => {
    const personal = (await admin.mutate(FIELD, { i: { key: 'shy_no', type: 'NUMBER', name: '私', nameEn: 'Shy', personal: true, sortable: true } })).createCustomField;
    const analyst = await api.as('ANALYST');
    const offered = async (who: Client): Promise<Record<string, boolean>> => Object.fromEntries((await who.query('{ customFields { key sortable } }')).customFields.map((one: { key: string; sortable: boolean }) => [one.key, one.sortable]));
    expect(await offered(analyst)).toMatchObject({ rank_no: true, shy_no: false });
    expect(await offered(sales)).toMatchObject({ rank_no: true, shy_no: true });
    expect(await analyst.refusal(LIST, { k: 'shy_no' })).toBe('UNKNOWN_NAME');
    expect(personal.indexed).toBe(true);
  });
  it('is for types that have an order, and for a name that is one', async () => {
    expect(await admin.refusal(FIELD, { i: { key: 'shade', type: 'CHOICE', name: '色', nameEn: 'Shade', sortable: true, options: [{ value: 'A', name: '甲', nameEn: 'A' }] } })).toBe('INVALID_INPUT');
    for (const key of ['nothing', "rank_no' or 1=1", '__proto__']) expect(await sales.refusal(LIST, { k: key })).toBe('UNKNOWN_NAME');
  });
  it('goes when the mark goes', async () => {
    const { updateCustomField } = await admin.mutate(MARK, { id: field.id, v: field.version + 1, i: { sortable: false, indexed: false } });
    expect(updateCustomField).toMatchObject({ indexed: false, sortable: false });
    expect(await indexes()).toBe(0);
    expect(await sales.refusal(LIST, { k: 'rank_no' })).toBe('UNKNOWN_NAME');
  });
});

describe('custom fields of many records at once', () => {
  const mine: string[] = [];
  let theirs = '';
  const done = (who: Client, id: string, state: string): Promise<{ rowCount: number; canRevert: boolean; conflictCount: number }> => until(async () => {
    const { operationBatch } = await who.query(BATCH, { id });
    if (operationBatch.state === 'FAILED') throw new Error('The bulk edit failed');
    return operationBatch.state === state ? operationBatch : null;
  });
  const valuesOf = async (id: string): Promise<Record<string, unknown>> => Object.fromEntries(((await admin.query(VALUES, { id })).customer.customValues ?? []).map(({ key, value }: { key: string; value: unknown }) => [key, value]));

  beforeAll(async () => {
    await admin.mutate(FIELD, { i: { key: 'level_no', type: 'NUMBER', most: 9, name: '级别', nameEn: 'Level' } });
    await admin.mutate(FIELD, { i: { key: 'remark', type: 'TEXT', name: '备注', nameEn: 'Remark' } });
    for (const name of ['批字甲', '批字乙']) mine.push(await make(sales, name, { custom: [{ key: 'remark', value: name }] }));
    theirs = await make(await api.as('SALES_SOUTH'), '批字丙');
  });

  it('are set within reach, leave the others as they are, and are taken back as one batch', async () => {
    const { id } = (await sales.mutate(EDIT, { selection: { ids: [...mine, theirs] }, change: { custom: [{ key: 'level_no', value: 5 }] } })).bulkEditCustomers;
    expect(await done(sales, id, 'DONE')).toMatchObject({ rowCount: 2, canRevert: true });
    expect(await valuesOf(mine[0]!)).toEqual({ level_no: 5, remark: '批字甲' });
    expect(await valuesOf(theirs)).toEqual({});
    await sales.mutate(REVERT, { id });
    await done(sales, id, 'REVERTED');
    expect(await valuesOf(mine[0]!)).toEqual({ remark: '批字甲' });
  });
  it('are emptied by null, for all that match', async () => {
    const { id } = (await admin.mutate(EDIT, { selection: { filter: { name: { startsWith: '批字' } }, all: true }, change: { custom: [{ key: 'remark', value: null }] } })).bulkEditCustomers;
    expect((await done(admin, id, 'DONE')).rowCount).toBe(2);
    expect(await valuesOf(mine[1]!)).toEqual({});
  });
  it('leave alone every record on which the field is closed to whoever asks', async () => {
    const close = (fields: object | null): Promise<void> => api.write(`update role_grant g set fields = $1 from role r where r.id = g.role_id and r.code = 'SALES' and g.action = 'customer.update'`, [fields && JSON.stringify(fields)]);
    await close({ 'custom.level_no': 'HIDDEN' });
    try {
      // Rights reach a session a moment later: until then the value is written, another one each time.
      for (let value = 0, rows = -1; rows !== 0; value = (value + 1) % 10) {
        const { id } = (await sales.mutate(EDIT, { selection: { ids: mine }, change: { custom: [{ key: 'level_no', value }] } })).bulkEditCustomers;
        rows = (await done(sales, id, 'DONE')).rowCount;
      }
    } finally {
      await close(null);
    }
  });
  it('are refused without the word, for a value that the field refuses, and for a field that is none', async () => {
    const change = (key: string, value: unknown): object => ({ selection: { ids: mine }, change: { custom: [{ key, value }] } });
    expect(await (await api.as('AUDITOR')).refusal(EDIT, change('level_no', 1))).toBe('FORBIDDEN');
    expect(await sales.refusal(EDIT, change('level_no', 10))).toBe('FIELD_VALUE');
    expect(await sales.refusal(EDIT, change('nothing', 1))).toBe('UNKNOWN_NAME');
  });
});
