import { describe, expect, it } from '@jest/globals';
import type { ImportContext } from '@dossier/kernel/exchange';
import { OrderKind } from '@dossier/vocabulary/enums';
import { bulkChanged, writtenBy, type BulkRow } from '../bulk/bulk.rules';
import { pairOf, strongest } from '../duplicates/duplicate.rules';
import { customerFields } from './customer.fields';
import { hintsOf, plainIdentity, regionOf } from '../identity/identity.rules';
import { readingOf } from '../search/search.rules';
import { merged, type StoredCustomer } from './customer.merge';
import { ordersOf, rounded, stageOrderLine } from './order.stage';

const context = { facts: { currency: 'GBP', timeZone: 'Asia/Shanghai', today: '2026-11-22', dateOrder: null, lookups: {} } } as unknown as ImportContext;
const row = (rowNo: number, values: object) => {
  const { parsed, key, problems } = stageOrderLine({ orderNo: 'S1', orderedAt: '2026-01-05T00:26:00Z', ...values }, context);
  return { rowNo, key: key ?? null, parsed, problems };
};

describe('lines of a file', () => {
  it('become one order with the exact sum', () => {
    const [order] = ordersOf([row(1, { quantity: 6, unitPrice: '2.55' }), row(2, { quantity: 1, unitPrice: '4.95', lineKind: 'FEE', orderedAt: '2026-01-04T23:00:00Z' })]);
    expect(order).toMatchObject({ orderNo: 'S1', kind: OrderKind.SALE, amount: 2025, at: '2026-01-04T23:00:00Z', rowNos: [1, 2] });
    expect(order!.lines.map(({ line }) => line)).toEqual([1, 2]);
  });
  it('tell a refund by its sign where the file says nothing', () => {
    expect(ordersOf([row(1, { quantity: -2, unitPrice: '1.00' })])[0]).toMatchObject({ kind: OrderKind.REFUND, amount: -200 });
    expect(ordersOf([row(1, { quantity: 0, unitPrice: '1.00' })])[0]).toMatchObject({ kind: OrderKind.SALE, amount: 0 });
  });
  it('take the amount over quantity and price, and report what is missing', () => {
    expect(row(1, { quantity: 3, unitPrice: '1.00', amount: '2.70' }).parsed).toMatchObject({ amount: 270, unit: 100 });
    expect(row(1, { quantity: 3, amount: '2.70' }).parsed).toMatchObject({ unit: 90 });
    expect(row(1, { quantity: 3 }).problems).toEqual([{ code: 'REQUIRED', column: 'unitPrice', value: null }]);
    expect(row(1, { unitPrice: '€3' }).problems?.[0]).toMatchObject({ code: 'CURRENCY_MISMATCH', column: 'unitPrice' });
  });
  it('round a refund to exactly the sale it takes back', () => expect([rounded(2.5), rounded(-2.5), rounded(-0.2)]).toEqual([3, -3, 0]));
  it('keep the numbers of the file where each is there once', () => {
    const lines = (numbers: (number | undefined)[]) => ordersOf(numbers.map((lineNo, at) => row(at, { lineNo, unitPrice: '1' })))[0]!.lines.map(({ line }) => line);
    expect(lines([20, 10])).toEqual([10, 20]);
    expect(lines([7, 7])).toEqual([1, 2]);
    expect(lines([undefined, 3])).toEqual([1, 2]);
  });
});

describe('a merge', () => {
  const stored = { id: 'c', version: 1, name: '甲', city: null, region: '浙江', owner_id: 'u1', team_id: 't1', tag_ids: ['b'] } as unknown as StoredCustomer;
  const given = (kept: string[] = []) => ({ kept: new Set(kept), teams: new Map([['u2', 't2']]) });
  it('lays a row over a customer, adds tags, and brings the team of a new owner', () => {
    const { next, changed, before } = merged(stored, { set: { city: '杭州', owner_id: 'u2' }, tags: ['a'], contacts: [], externalKey: null }, given());
    expect(next).toMatchObject({ city: '杭州', owner_id: 'u2', team_id: 't2', tag_ids: ['a', 'b'] });
    expect(changed.sort()).toEqual(['city', 'owner_id', 'tag_ids', 'team_id']);
    expect(before).toEqual({ city: null, owner_id: 'u1', team_id: 't1', tag_ids: ['b'] });
  });
  it('fills what is to be kept, and never overwrites it', () => {
    expect(merged(stored, { set: { city: '杭州', region: '江苏' }, tags: [], contacts: [], externalKey: null }, given(['city', 'region'])).before).toEqual({ city: null });
  });
  it('finds nothing to do where all is the same', () => expect(merged(stored, { set: { name: '甲' }, tags: ['b'], contacts: [], externalKey: null }, given()).changed).toEqual([]));
});

describe('small rules', () => {
  it('show the strongest reason of a duplicate once', () => {
    expect(strongest([{ id: '1', reason: 'NAME' as never }, { id: '1', reason: 'PHONE' as never }, { id: '2', reason: 'NAME' as never }])).toEqual([{ id: '1', reason: 'PHONE' }, { id: '2', reason: 'NAME' }]);
    expect(pairOf('b', 'a')).toEqual(['a', 'b']);
  });
  it('take cards and ids of platforms from files in their one form', () => {
    const parsed = (name: string, raw: string) => customerFields.find((field) => field.name === name)!.parse(raw, context.facts);
    expect(parsed('memberCard', ' ab-12 3456 ')).toEqual({ ok: true, value: 'AB123456' });
    expect(parsed('unionId', 'oGZUI0egBJY1zhBYw2KhdUfwVJJE')).toEqual({ ok: true, value: 'oGZUI0egBJY1zhBYw2KhdUfwVJJE' });
    expect(parsed('openId', '??')).toMatchObject({ ok: false, code: 'IDENTITY_INVALID' });
  });
  it('take a zone of the IANA list however it is written, and nothing else', () => {
    const zone = customerFields.find((field) => field.name === 'timeZone')!;
    const read = (raw: string) => zone.parse(raw, context.facts);
    expect(['Asia/Shanghai', ' asia/shanghai ', 'America/new york'].map(read)).toEqual([{ ok: true, value: 'Asia/Shanghai' }, { ok: true, value: 'Asia/Shanghai' }, { ok: true, value: 'America/New_York' }]);
    expect(['Mars/Olympus', '+08:00', 'GMT'].map((raw) => read(raw).ok)).toEqual([false, false, false]);
  });
  it('keep the tail of a phone only where that is open', () => {
    const contact = plainIdentity({ kind: 'PHONE' as never, value: '138 0013 8000' }, { region: 'CN', language: 'en' });
    expect(contact.value).toBe('+8613800138000');
    expect([hintsOf(contact.kind, contact.value, false).phoneTail, hintsOf(contact.kind, contact.value, true).phoneTail]).toEqual([null, '8000']);
    expect([regionOf('Asia/Shanghai'), regionOf('Europe/London')]).toEqual(['CN', 'GB']);
  });
  it('read a typed text for every place in which it is searched', () => {
    expect(readingOf('８０００', 'CN')).toMatchObject({ tail: '8000', orderNo: '8000', contact: null, archiveNo: null });
    expect(readingOf('138-0013-8000', 'CN').contact).toEqual({ kind: 'PHONE', value: '+8613800138000' });
    expect(readingOf('Li.Na@Example.com', 'CN').contact).toEqual({ kind: 'EMAIL', value: 'li.na@example.com' });
    expect(readingOf('da-2026-000001', 'CN').archiveNo).toBe('DA-2026-000001');
    expect(readingOf('王伟', 'CN')).toMatchObject({ contact: null, tail: null, orderNo: null });
  });
  it('change in bulk only what differs, each part by its own word', () => {
    const one = { id: 'c', version: 1, stage: 'NEW', source_id: null, owner_id: 'u', team_id: 't', tag_ids: ['a'], archived_at: null } as BulkRow;
    expect(bulkChanged(one, { stage: 'NEW' as never, addTagIds: ['a'] }, { teamId: null, now: 'n', custom: {} })).toBeNull();
    expect(bulkChanged(one, { ownerId: 'v', removeTagIds: ['a'] }, { teamId: 's', now: 'n', custom: {} })?.before).toEqual({ owner_id: 'u', team_id: 't', tag_ids: ['a'] });
    expect(writtenBy({ ownerId: 'v', archive: true, addTagIds: [] }).map(({ word }) => word)).toEqual(['customer.assign', 'customer.archive']);
  });
});
