import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { jobViewer, type Viewer } from '@dossier/kernel/access';
import { Database, newId } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { LeadOrigin } from '@dossier/vocabulary/lead-enums';
import { LeadDesk } from './lead/lead.desk';
import type { GivenLead, OpenedLead } from './lead/lead.opening';
import { opening } from './lead/lead.opening';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id } }';
const MERGE = 'mutation($input: MergeInput!) { mergeCustomers(input: $input) { mergeIds } }';
const UNMERGE = 'mutation($id: ID!) { unmergeCustomer(id: $id) { mergeIds } }';
const ERASE = 'mutation($id: ID!, $i: EraseInput!) { eraseCustomer(id: $id, input: $i) { id } }';
const EXPORT = 'mutation($input: LeadExportInput!) { exportLeads(input: $input) { id } }';

let api: Api;
let admin: Client;
let sales: Client;
let database: Database;
let desk: LeadDesk;
let customer: string;
const product = (place: number): string => `0199aaaa-0000-7000-8000-00000000000${place}`;
const intake = (): Viewer => jobViewer('job.intake', ['job.intake'], newId());

beforeAll(async () => {
  api = await startApi();
  [admin, sales] = await Promise.all([api.as('ADMINISTRATOR'), api.as('SALES')]);
  [database, desk] = [api.app.get(Database), api.app.get(LeadDesk, { strict: false })];
  for (const place of [1, 2]) await api.write(`insert into product (id, code, name, currency) values ($1, $2, $2, 'CNY')`, [product(place), `DP${place}`]);
}, 300_000);
afterAll(() => api?.close());
beforeEach(async () => {
  customer = await person('来客');
});

const person = async (name: string, who: Client = admin): Promise<string> => (await who.mutate(CREATE, { input: { name } })).createCustomer.id;
const bring = (given: readonly Partial<GivenLead>[], viewer = intake()): Promise<OpenedLead[]> =>
  database.work(viewer, 'spec', () => desk.openAll(viewer, given.map((one) => ({ customerId: customer, origin: LeadOrigin.FORM, ...one }))));
const outcomes = (opened: readonly OpenedLead[]): string[] => opened.map(({ outcome }) => outcome);
const stored = async (id: string): Promise<Record<string, unknown>> => (await api.db.query('select customer_id, side_id, touches, owner_id, team_id, subject, need, loss_note, attributes, search_text, amount_minor::int as amount, status from lead where id = $1', [id])).rows[0];
const submission = async (): Promise<string> => {
  const id = newId();
  await api.write(`insert into intake_submission (id, origin, key, scope, state) values ($1, 'API', $2, 'spec', 'MATCHED')`, [id, id]);
  return id;
};

describe('what comes in', () => {
  it('opens a lead, touches one of the same product or of none, and opens another for another product', () => {
    const standing = new Map([['c', [{ id: 'a', productId: 'x' }]]]);
    const said = (productId: string | null) => ({ customerId: 'c', productId });
    expect(outcomes(opening([said('x'), said(null), said('y'), said('y')], standing))).toEqual(['TOUCHED', 'TOUCHED', 'OPENED', 'TOUCHED']);
    expect(outcomes(opening([{ customerId: 'd' }, { customerId: 'd' }, { customerId: 'e' }], new Map()))).toEqual(['OPENED', 'TOUCHED', 'OPENED']);
  });

  it('is one lead however often the same submission or key comes', async () => {
    const submissionId = await submission();
    const [first] = await bring([{ submissionId, subject: '一次' }]);
    expect(await bring([{ submissionId, subject: '又一次' }])).toEqual([{ leadId: first!.leadId, outcome: 'KNOWN' }]);
    const keyed = { customerId: await person('有编号'), external: { source: 'spec', key: customer } };
    expect(outcomes(await bring([keyed]))).toEqual(['OPENED']);
    expect(outcomes(await bring([keyed, { ...keyed, productId: product(2) }]))).toEqual(['KNOWN', 'KNOWN']);
    expect((await api.db.query('select count(*)::int as count from lead where customer_id = $1', [customer])).rows[0].count).toBe(1);
  });

  it('is one lead where the same person comes twice in one file, or twice at the same moment', async () => {
    const other = await person('另一位');
    expect(outcomes(await bring([{}, {}, { customerId: other }, {}]))).toEqual(['OPENED', 'TOUCHED', 'OPENED', 'TOUCHED']);
    const third = await person('第三位');
    const all = (await Promise.all(Array.from({ length: 6 }, () => bring([{ customerId: third }])))).flat();
    expect(outcomes(all).sort()).toEqual(['OPENED', 'TOUCHED', 'TOUCHED', 'TOUCHED', 'TOUCHED', 'TOUCHED']);
    expect(await stored(all[0]!.leadId)).toMatchObject({ touches: 6 });
    expect((await api.db.query('select count(*)::int as count from lead_touch where customer_id = $1', [third])).rows[0].count).toBe(6);
  });

  it('touches a lead that whoever brings it does not reach, and tells nothing of it', async () => {
    const [first] = await bring([{ ownerId: personId('ADMIN'), teamId: teamId('HOUSE') }]);
    const own = { ...intake(), kind: 'user' as const, userId: personId('SALES_SOUTH'), ownerId: personId('SALES_SOUTH'), teamIds: [teamId('SOUTH')], grants: [{ action: 'lead.create' as const, scope: 'SELF' as const }] };
    expect(outcomes(await bring([{}], own))).toEqual(['TOUCHED']);
    expect(await stored(first!.leadId)).toMatchObject({ touches: 2, owner_id: personId('ADMIN') });
    // The write policy of the rows stands again behind the desk.
    await expect(database.work(own, 'spec', async () => {
      await desk.open(own, { customerId: customer, origin: LeadOrigin.API });
      const touched = await database.query('update lead set subject = $2 where id = $1 returning id', [first!.leadId, 'x']);
      if (touched.length > 0) throw new Error('The row could be written');
    })).resolves.toBeUndefined();
  });

  it('goes to the owner of a customer, and of a prospect to its team', async () => {
    const owned = async (stage: string): Promise<Record<string, unknown>> => {
      const id = await person(stage, sales);
      await api.write('update customer set stage = $2 where id = $1', [id, stage]);
      const [opened] = await bring([{ customerId: id }]);
      return (await api.db.query(`select t.owner_id, t.team_id from lead_transition t where t.lead_id = $1 order by t.at, t.id limit 1`, [opened!.leadId])).rows[0];
    };
    expect(await owned('ACTIVE')).toEqual({ owner_id: personId('SALES'), team_id: teamId('EAST') });
    expect(await owned('PROSPECT')).toEqual({ owner_id: null, team_id: teamId('EAST') });
  });
});

describe('leads of records that are merged or forgotten', () => {
  it('move with their record, take what comes in for it later, and come back', async () => {
    const other = await person('合并过来');
    const [[one], [two]] = [await bring([{}]), await bring([{ customerId: other }])];
    const { mergeCustomers } = await admin.mutate(MERGE, { input: { survivorId: customer, absorbedIds: [other] } });
    expect(await stored(two!.leadId)).toMatchObject({ customer_id: customer, side_id: other });
    const [later] = await bring([{ customerId: other, productId: product(2) }]);
    expect(later!.outcome).toBe('TOUCHED');
    const { nodes } = (await admin.query('query($f: LeadFilter) { leads(filter: $f) { nodes { id } } }', { f: { customer: { in: [customer] } } })).leads;
    expect(nodes.map(({ id }: { id: string }) => id).sort()).toEqual([one!.leadId, two!.leadId].sort());
    await admin.mutate(UNMERGE, { id: mergeCustomers.mergeIds[0] });
    expect(await stored(two!.leadId)).toMatchObject({ customer_id: other, side_id: null });
    expect(await stored(one!.leadId)).toMatchObject({ customer_id: customer });
    expect((await api.db.query('select count(*)::int as count from lead_touch where customer_id = $1', [other])).rows[0].count).toBeGreaterThanOrEqual(1);
  });

  it('lose every word when the person is forgotten, and keep their figures', async () => {
    const [one] = await bring([{ subject: '凤凰计划', need: '找王总谈', attributes: { color: '凤凰红' }, amount: 500 }]);
    await admin.mutate('mutation($id: ID!, $input: CloseLeadInput!) { closeLead(id: $id, input: $input) { id } }', { id: one!.leadId, input: { status: 'LOST', reason: 'PRICE', note: '凤凰太贵' } });
    await admin.mutate(ERASE, { id: customer, i: { reason: 'spec' } });
    expect(await stored(one!.leadId)).toMatchObject({ subject: null, need: null, loss_note: null, attributes: null, search_text: '', amount: 500, status: 'LOST' });
    for (const table of ['lead', 'lead_touch', 'lead_transition', 'lead_conversion', 'revision', 'audit_change']) expect([table, (await api.db.query(`select count(*)::int as count from ${table} t where t::text like '%凤凰%'`)).rows[0].count]).toEqual([table, 0]);
  });
});

describe('exportLeads', () => {
  const file = async (id: string, who: Client): Promise<string> => {
    for (let tries = 0; tries < 600; tries += 1) {
      const found = (await who.query('{ exports(first: 20) { nodes { id state url } } }')).exports.nodes.find((one: { id: string }) => one.id === id);
      if (found.state === 'DONE') return (await who.get(found.url)).text.replace(/^\uFEFF/, '');
      if (found.state === 'FAILED') break;
      await new Promise((next) => setTimeout(next, 50));
    }
    throw new Error('The export did not end');
  };

  it('writes the list as it stands, within reach, in the words of the reader', async () => {
    const manager = await api.as('MARKETING_MANAGER');
    const mine = await person('在团队里', sales);
    const columns = ['subject', 'stage', 'amount', 'owner'];
    await bring([{ customerId: mine, subject: '导出样本', amount: 12_300, ownerId: personId('SALES'), teamId: teamId('EAST') }]);
    await bring([{ subject: '导出样本', ownerId: personId('SALES_SOUTH'), teamId: teamId('SOUTH') }]);
    const { exportLeads } = await manager.mutate(EXPORT, { input: { format: 'CSV', columns, filter: { search: '导出样本' } } });
    const [, ...lines] = (await file(exportLeads.id, manager)).trim().split('\r\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('导出样本');
    expect(lines[0]).toContain('赵一凡');
    expect(await sales.refusal(EXPORT, { input: { format: 'CSV', columns } })).toBe('FORBIDDEN');
    expect(await manager.refusal(EXPORT, { input: { format: 'CSV', columns: ['customer'] } })).toBe('UNKNOWN_NAME');
  });
});
