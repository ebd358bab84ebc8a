import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id archiveNo } }';
const CHANNEL = 'mutation($input: ChannelInput!) { createChannel(input: $input) { id } }';
const LINES = '{ reconciliation { group name identityKind customers unified duplicates unmatched } }';
const ROWS = `query($group: ReconciliationGroup!, $part: ReconciliationPart!, $name: String, $kind: IdentityKind, $first: Int, $after: String) {
  reconciliationRows(group: $group, part: $part, name: $name, identityKind: $kind, first: $first, after: $after) { nodes { id archiveNo customer { id } } pageInfo { hasNextPage endCursor } } }`;
const PARTS = ['UNIFIED', 'DUPLICATES', 'UNMATCHED'] as const;

interface Line { group: string; name: string | null; identityKind: string | null; customers: number; unified: number; duplicates: number; unmatched: number }
interface Row { id: string; archiveNo: string; customer: { id: string } | null }
interface Made { id: string; archiveNo: string }

let api: Api;
let admin: Client;
let channel: string;

const made = async (who: Client, input: object): Promise<Made> => (await who.mutate(CREATE, { input })).createCustomer;

/** All rows behind a figure, by pages of two: none twice, none passed over. */
async function rowsOf(who: Client, line: Pick<Line, 'group' | 'name' | 'identityKind'>, part: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo } = (await who.query(ROWS, { group: line.group, part, name: line.name, kind: line.identityKind, first: 2, after })).reconciliationRows as { nodes: Row[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    rows.push(...nodes);
    if (!pageInfo.hasNextPage) return rows;
    after = pageInfo.endCursor;
  }
}

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
  channel = (await admin.mutate(CHANNEL, { input: { name: '对账门店' } })).createChannel.id;
});
afterAll(() => api?.close());

describe('the rows behind the reconciliation', () => {
  it('are as many as every figure says, each key once', async () => {
    const people: Made[] = [];
    for (let at = 0; at < 7; at++) people.push(await made(admin, { name: `对账${at}`, sourceId: channel, phone: `1390011000${at}`, email: `reconciled${at}@example.com` }));
    const merge = (survivorId: string, absorbedIds: string[]) => admin.mutate('mutation($input: MergeInput!) { mergeCustomers(input: $input) { batchId } }', { input: { survivorId, absorbedIds } });
    await merge(people[0]!.id, [people[1]!.id, people[2]!.id]);
    await merge(people[3]!.id, [people[4]!.id]);
    for (const at of [3, 5]) await admin.mutate('mutation($id: ID!) { archiveCustomer(id: $id) { id } }', { id: people[at]!.id });
    await made(admin, { name: '没有渠道' });
    const lines = (await admin.query(LINES)).reconciliation as Line[];
    expect(lines.find(({ name }) => name === '对账门店')).toMatchObject({ customers: 7, unified: 2, duplicates: 2, unmatched: 3 });
    for (const line of lines) {
      const found = await Promise.all(PARTS.map((part) => rowsOf(admin, line, part)));
      expect([line.name, line.identityKind, ...found.map((rows) => new Set(rows.map(({ id }) => id)).size)]).toEqual([line.name, line.identityKind, line.unified, line.duplicates, line.unmatched]);
      expect(found.flat()).toHaveLength(line.customers);
    }
    const duplicates = await rowsOf(admin, { group: 'RECORDS', name: '对账门店', identityKind: null }, 'DUPLICATES');
    expect(duplicates.map(({ archiveNo, customer }) => [archiveNo, customer?.id]).sort()).toEqual([[people[1]!.archiveNo, people[0]!.id], [people[2]!.archiveNo, people[0]!.id]].sort());
  });
  it('are cut to the reach of who looks, and closed to who is no steward', async () => {
    const [manager, sales] = [await api.as('MANAGER'), await api.as('SALES')];
    const own = await made(manager, { name: '经理自己的', sourceId: channel });
    const seen = await rowsOf(manager, { group: 'RECORDS', name: '对账门店', identityKind: null }, 'UNIFIED');
    expect(seen).toEqual([{ id: own.id, archiveNo: own.archiveNo, customer: { id: own.id } }]);
    expect(await sales.refusal(ROWS, { group: 'RECORDS', part: 'UNIFIED', name: '对账门店' })).toBe('FORBIDDEN');
    expect(await admin.refusal(ROWS, { group: 'RECORDS', part: 'UNIFIED', name: '对账门店', after: 'bent' })).toBe('INVALID_CURSOR');
  });
});
