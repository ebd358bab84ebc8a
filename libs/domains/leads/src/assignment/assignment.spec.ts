import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@dossier/kernel/data';
import { FixedClock } from '@dossier/kernel/time';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { Assigner } from './assigner';

const CREATE = 'mutation($input: AssignmentPolicyInput!) { createAssignmentPolicy(input: $input) { id version state number rules { name } can } }';
const UPDATE = 'mutation($id: ID!, $version: Int!, $input: AssignmentPolicyInput!) { updateAssignmentPolicy(id: $id, version: $version, input: $input) { id version } }';
const ACTIVATE = 'mutation($id: ID!, $number: Int) { activateAssignmentPolicy(id: $id, number: $number) { id state number rules { name } versions { number } } }';
const PROFILE = 'mutation($input: SalesProfileInput!) { saveSalesProfile(input: $input) { id userId weight openCap receives } }';
const ASSIGN = 'mutation($ids: [ID!]!, $owner: ID!) { assignLeads(ids: $ids, ownerId: $owner) { id count skipped { id why } canUndo owner { name } } }';
const UNDO = 'mutation($id: ID!) { undoAssignment(id: $id) { canUndo kept { id why } } }';
const LEAD = 'query($id: ID!) { lead(id: $id) { ownerId teamId responseDueAt assignments { act ruleName reason owner { id } policyNumber candidates { userId load whyNot } } } }';

/** Monday, ten in the morning in Shanghai. */
const clock = new FixedClock(new Date('2026-11-23T02:00:00Z'));
let api: Api;
let manager: Client;
let admin: Client;
let sales: Client;
beforeAll(async () => {
  api = await startApi({ clock });
  [manager, admin, sales] = [await api.as('MANAGER'), await api.as('ADMIN'), await api.as('SALES')];
});
afterAll(() => api?.close());

interface Put {
  owner?: string | null;
  team?: string | null;
  recordOwner?: string | null;
  recordTeam?: string | null;
  stage?: string;
  city?: string;
  customer?: string;
}
async function put({ owner = null, team = null, recordOwner = owner, recordTeam = team, stage = 'PROSPECT', city = '杭州', customer }: Put = {}): Promise<{ id: string; customer: string }> {
  const [id, person] = [newId(), customer ?? newId()];
  if (!customer) await api.write(`insert into customer (id, archive_no, name, stage, city, owner_id, team_id) values ($1::uuid, 'T' || right($1::uuid::text, 10), '王小明', $2, $3, $4, $5)`, [person, stage, city, recordOwner, recordTeam]);
  await api.write(`insert into lead (id, customer_id, origin, subject, opened_at, opened_on, owner_id, team_id) values ($1, $2, 'FORM', '想了解', $3, $4, $5, $6)`, [id, person, clock.now(), clock.today(), owner, team]);
  return { id, customer: person };
}
const drain = () => api.app.get(Assigner, { strict: false }).drain();
const ownersOf = async (ids: readonly string[]) => (await api.db.query<{ owner_id: string | null }>('select owner_id from lead where id = any($1::uuid[]) order by array_position($1::uuid[], id)', [ids])).rows.map(({ owner_id }) => owner_id);
const recordOf = async (id: string) => (await api.db.query<{ owner_id: string | null; team_id: string | null }>('select owner_id, team_id from customer where id = $1', [id])).rows[0];
const everybody = { name: '其余', shares: [{ userId: personId('SALES') }, { userId: personId('MARKETER') }] };

async function active(rules: object[]): Promise<string> {
  const { createAssignmentPolicy } = await manager.mutate(CREATE, { input: { name: `方案 ${newId()}`, rules } });
  await manager.mutate(ACTIVATE, { id: createAssignmentPolicy.id });
  return createAssignmentPolicy.id;
}

describe('rules in force', () => {
  it('give leads to the least full, with the record, and keep the decision with its candidates', async () => {
    await active([everybody]);
    const leads = [await put(), await put(), await put(), await put()];
    expect(await drain()).toBe(4);
    const owners = await ownersOf(leads.map(({ id }) => id));
    expect(owners.filter((owner) => owner === personId('SALES'))).toHaveLength(2);
    expect(owners.filter((owner) => owner === personId('MARKETER'))).toHaveLength(2);
    expect(await recordOf(leads[0]!.customer)).toEqual({ owner_id: owners[0], team_id: teamId('EAST') });
    const { lead } = await manager.query(LEAD, { id: leads[3]!.id });
    expect(lead).toMatchObject({ ownerId: owners[3], teamId: teamId('EAST') });
    expect(lead.assignments).toEqual([expect.objectContaining({ act: 'RULE', ruleName: '其余', policyNumber: 1, candidates: [{ userId: owners[3], load: 1, whyNot: null }, { userId: owners[2], load: 2, whyNot: 'BUSIER' }] })]);
    expect(await drain()).toBe(0);
  });

  it('let nobody see candidates who may not manage assignment, and no lead of others', async () => {
    const { id } = await put({ owner: personId('SALES'), team: teamId('EAST') });
    expect((await sales.query(LEAD, { id })).lead.assignments).toEqual([]);
    const { rows } = await api.db.query<{ lead_id: string }>(`select lead_id from lead_decision where act = 'RULE' limit 1`);
    expect((await sales.query(LEAD, { id: rows[0]!.lead_id })).lead.assignments[0].candidates).toBeNull();
    expect(await (await api.as('SALES_SOUTH')).refusal(LEAD, { id })).toBe('NOT_FOUND');
  });

  it('let leads wait while nobody may receive them, and give them as soon as somebody may', async () => {
    await active([{ name: '南方', when: { places: [{ city: '广州' }] }, shares: [{ userId: personId('SALES_SOUTH') }] }]);
    const [south, north] = [await put({ city: '广州' }), await put({ city: '哈尔滨' })];
    await admin.mutate(PROFILE, { input: { userId: personId('SALES_SOUTH'), receives: false } });
    await drain();
    expect(await ownersOf([south.id, north.id])).toEqual([null, null]);
    const { lead } = await admin.query(LEAD, { id: south.id });
    expect(lead.assignments[0]).toMatchObject({ act: 'WAITS', reason: 'NOBODY_FREE', ruleName: '南方', candidates: [{ whyNot: 'CLOSED' }] });
    expect((await admin.query(LEAD, { id: north.id })).lead.assignments[0]).toMatchObject({ act: 'WAITS', reason: 'NO_RULE' });
    const { rows: before } = await api.db.query('select count(*)::int as count from lead_decision');
    await drain();
    expect((await api.db.query('select count(*)::int as count from lead_decision')).rows).toEqual(before);
    await admin.mutate(PROFILE, { input: { userId: personId('SALES_SOUTH'), receives: true } });
    await drain();
    expect(await ownersOf([south.id, north.id])).toEqual([personId('SALES_SOUTH'), null]);
  });

  it('escalate what has waited too long, to the fallback of the rule', async () => {
    await admin.mutate(PROFILE, { input: { userId: personId('SALES_SOUTH'), receives: false } });
    await active([{ name: '广州', when: { places: [{ city: '广州' }] }, shares: [{ userId: personId('SALES_SOUTH') }], escalateMinutes: 5, fallbackUserId: personId('MANAGER') }]);
    const { id } = await put({ city: '广州' });
    await drain();
    clock.advance({ minutes: 4 });
    await drain();
    expect(await ownersOf([id])).toEqual([null]);
    clock.advance({ minutes: 2 });
    await drain();
    expect(await ownersOf([id])).toEqual([personId('MANAGER')]);
    expect((await manager.query(LEAD, { id })).lead.assignments.map(({ act }: { act: string }) => act)).toEqual(['ESCALATED', 'WAITS']);
  });

  it('keep a customer with their owner, and give their leads to nobody who does not reach them', async () => {
    await active([{ name: '全部', shares: [{ userId: personId('SALES_SOUTH') }, { userId: personId('SALES') }] }]);
    await admin.mutate(PROFILE, { input: { userId: personId('SALES_SOUTH'), receives: true } });
    const known = await put({ stage: 'ACTIVE', recordOwner: personId('MARKETER'), recordTeam: teamId('EAST') });
    await drain();
    expect(await ownersOf([known.id])).toEqual([personId('MARKETER')]);
    await api.write(`update app_user set status = 'SUSPENDED' where id = $1`, [personId('MARKETER')]);
    const orphan = await put({ stage: 'ACTIVE', recordOwner: personId('MARKETER'), recordTeam: teamId('EAST') });
    await drain();
    await api.write(`update app_user set status = 'ACTIVE' where id = $1`, [personId('MARKETER')]);
    expect(await ownersOf([orphan.id])).toEqual([personId('SALES')]);
    expect(await recordOf(orphan.customer)).toEqual({ owner_id: personId('MARKETER'), team_id: teamId('EAST') });
  });

  it('are never run by two at once: every lead is given once', async () => {
    await active([everybody]);
    const leads = await Promise.all(Array.from({ length: 30 }, () => put()));
    await Promise.all([drain(), drain(), drain()]);
    const { rows } = await api.db.query<{ count: number }>(`select count(*)::int as count from lead_decision where lead_id = any($1::uuid[])`, [leads.map(({ id }) => id)]);
    expect(rows[0]!.count).toBe(30);
    expect((await ownersOf(leads.map(({ id }) => id))).every((owner) => owner !== null)).toBe(true);
  });
});

describe('policies', () => {
  it('are drafts until they are switched on; each version stays, and comes back', async () => {
    const { createAssignmentPolicy: made } = await manager.mutate(CREATE, { input: { name: '草案', rules: [everybody] } });
    expect(made).toMatchObject({ state: 'DRAFT', number: 0, can: expect.arrayContaining(['ACTIVATE']) });
    expect((await manager.mutate(ACTIVATE, { id: made.id })).activateAssignmentPolicy).toMatchObject({ state: 'ACTIVE', number: 1 });
    const { updateAssignmentPolicy } = await manager.mutate(UPDATE, { id: made.id, version: made.version + 1, input: { name: '草案', rules: [{ ...everybody, name: '新规则' }] } });
    expect(updateAssignmentPolicy.id).toBe(made.id);
    expect((await manager.mutate(ACTIVATE, { id: made.id })).activateAssignmentPolicy).toMatchObject({ number: 2, rules: [{ name: '新规则' }] });
    expect((await manager.mutate(ACTIVATE, { id: made.id, number: 1 })).activateAssignmentPolicy).toMatchObject({ number: 3, rules: [{ name: '其余' }], versions: [{ number: 3 }, { number: 2 }, { number: 1 }] });
    const { rows } = await api.db.query<{ count: number }>(`select count(*)::int as count from assignment_policy where state = 'ACTIVE'`);
    expect(rows[0]!.count).toBe(1);
  });

  it('are for those alone who manage assignment, and name what exists', async () => {
    expect(await sales.refusal(CREATE, { input: { name: 'x', rules: [] } })).toBe('FORBIDDEN');
    expect(await manager.refusal(CREATE, { input: { name: 'x', rules: [{ name: 'r', shares: [{ userId: newId() }] }] } })).toBe('NOT_FOUND');
    expect(await manager.refusal(CREATE, { input: { name: 'x', rules: [{ name: 'r' }] } })).toBe('ASSIGNMENT_RULE');
    const broken = (rule: object) => manager.refusal(CREATE, { input: { name: 'x', rules: [{ ...everybody, ...rule }] } });
    expect([await broken({ when: { scoreFrom: 60, scoreTo: 40 } }), await broken({ when: { amountFrom: 2, amountTo: 1 } }), await broken({ when: { attributes: [{ name: 'size', values: [] }] } }), await broken({ escalateMinutes: 5 })]).toEqual(['ASSIGNMENT_BOUNDS', 'ASSIGNMENT_BOUNDS', 'INVALID_INPUT', 'ASSIGNMENT_FALLBACK']);
    const { createAssignmentPolicy } = await manager.mutate(CREATE, { input: { name: '空', rules: [] } });
    expect(await manager.refusal(ACTIVATE, { id: createAssignmentPolicy.id })).toBe('ASSIGNMENT_WITHOUT_RULES');
    expect(await manager.refusal(ACTIVATE, { id: newId() })).toBe('NOT_FOUND');
  });

  it('tell who would get a lead, and give it to nobody', async () => {
    const WOULD = 'query($rules: [AssignmentRuleInput!]!, $lead: ImaginedLeadInput!) { whoWouldGet(rules: $rules, lead: $lead) { act wait rule userId candidates { userId whyNot } } }';
    const rules = [{ name: '英语', when: { languages: ['en'] }, shares: [{ userId: personId('SALES') }], languages: ['en'] }, everybody];
    expect((await manager.query(WOULD, { rules, lead: { language: 'en' } })).whoWouldGet).toMatchObject({ act: null, wait: 'NOBODY_FREE', rule: '英语', candidates: [{ userId: personId('SALES'), whyNot: 'LANGUAGE' }] });
    expect((await manager.query(WOULD, { rules, lead: {} })).whoWouldGet).toMatchObject({ act: 'RULE', rule: '其余' });
    const large = [{ ...everybody, name: '大户', when: { amountFrom: 100, amountTo: 200, currency: 'CNY', attributes: [{ name: '规模', values: ['大'] }] } }, everybody];
    const told = async (lead: object) => (await manager.query(WOULD, { rules: large, lead })).whoWouldGet.rule;
    expect([await told({ amount: 150, currency: 'CNY', attributes: [{ name: '规模', values: ['大'] }] }), await told({ amount: 150, currency: 'CNY' }), await told({ amount: 201, currency: 'CNY', attributes: [{ name: '规模', values: ['大'] }] }), await told({ amount: 150, currency: 'USD', attributes: [{ name: '规模', values: ['大'] }] })]).toEqual(['大户', '其余', '其余', '其余']);
    expect(await sales.refusal(WOULD, { rules, lead: {} })).toBe('FORBIDDEN');
    const assignees = (await manager.query('{ assignees { userId name openLeads whyNot profile { weight } } }')).assignees;
    expect(assignees.find(({ userId }: { userId: string }) => userId === personId('SALES_SOUTH'))).toMatchObject({ profile: { weight: 1 }, whyNot: null });
  });
});

describe('giving leads by hand', () => {
  it('moves them with their records, and is undone exactly', async () => {
    const mine = [await put({ owner: personId('SALES'), team: teamId('EAST') }), await put({ owner: personId('MANAGER'), team: teamId('EAST') })];
    const ids = mine.map(({ id }) => id);
    const { assignLeads } = await manager.mutate(ASSIGN, { ids, owner: personId('MARKETER') });
    expect(assignLeads).toMatchObject({ count: 2, skipped: [], canUndo: true, owner: { name: '李敏' } });
    expect(await recordOf(mine[0]!.customer)).toEqual({ owner_id: personId('MARKETER'), team_id: teamId('EAST') });
    clock.advance({ minutes: 1 });
    await manager.mutate(ASSIGN, { ids: [ids[1]], owner: personId('SALES') });
    expect((await manager.mutate(UNDO, { id: assignLeads.id })).undoAssignment).toEqual({ canUndo: false, kept: [{ id: ids[1], why: null }] });
    expect(await ownersOf(ids)).toEqual([personId('SALES'), personId('SALES')]);
    expect(await recordOf(mine[0]!.customer)).toEqual({ owner_id: personId('SALES'), team_id: teamId('EAST') });
    expect(await manager.refusal(UNDO, { id: assignLeads.id })).toBe('FORBIDDEN');
    expect(await admin.refusal(UNDO, { id: assignLeads.id })).toBe('NOT_FOUND');
  });

  it('is refused to whoever may not, and passes over what is out of reach', async () => {
    const [mine, others] = [await put({ owner: personId('SALES'), team: teamId('EAST') }), await put({ owner: personId('SALES_SOUTH'), team: teamId('SOUTH') })];
    expect(await sales.refusal(ASSIGN, { ids: [mine.id], owner: personId('MARKETER') })).toBe('FORBIDDEN');
    expect(await manager.refusal(ASSIGN, { ids: [others.id], owner: personId('MARKETER') })).toBe('NOT_FOUND');
    expect(await manager.refusal(ASSIGN, { ids: [mine.id], owner: newId() })).toBe('NOT_FOUND');
    expect((await manager.mutate(ASSIGN, { ids: [mine.id, others.id], owner: personId('MARKETER') })).assignLeads).toMatchObject({ count: 1, skipped: [] });
  });

  it('does not take a customer from their owner, nor move what is closed', async () => {
    const customer = await put({ owner: personId('SALES'), team: teamId('EAST'), stage: 'ACTIVE' });
    const closed = await put({ owner: personId('SALES'), team: teamId('EAST') });
    await api.write(`update lead set status = 'LOST', loss_reason = 'PRICE', closed_at = now(), closed_on = current_date where id = $1`, [closed.id]);
    expect(await manager.refusal(ASSIGN, { ids: [customer.id], owner: personId('SALES_SOUTH') })).toBe('LEAD_OF_A_CUSTOMER');
    expect(await manager.refusal(ASSIGN, { ids: [closed.id], owner: personId('MARKETER') })).toBe('LEAD_NOT_OPEN');
    const { assignLeads } = await manager.mutate(ASSIGN, { ids: [customer.id, closed.id], owner: personId('MARKETER') });
    expect(assignLeads).toMatchObject({ count: 1, skipped: [{ id: closed.id, why: 'CLOSED' }] });
    expect(await recordOf(customer.customer)).toEqual({ owner_id: personId('SALES'), team_id: teamId('EAST') });
  });

  it('takes all that match, in the background', async () => {
    const { id } = await put({ owner: personId('SALES'), team: teamId('EAST'), city: '温州' });
    const { assignMatchingLeads } = await manager.mutate('mutation($filter: LeadFilter!, $owner: ID!) { assignMatchingLeads(filter: $filter, ownerId: $owner) { id jobId } }', { filter: { owner: { in: [personId('SALES')] } }, owner: personId('MARKETER') });
    for (let tries = 0; tries < 400 && (await ownersOf([id]))[0] !== personId('MARKETER'); tries += 1) await new Promise((next) => setTimeout(next, 50));
    expect(await ownersOf([id])).toEqual([personId('MARKETER')]);
    expect((await manager.mutate(UNDO, { id: assignMatchingLeads.id })).undoAssignment.canUndo).toBe(false);
    expect(await ownersOf([id])).toEqual([personId('SALES')]);
  });
});

it('tries rules over past leads beside what really happened', async () => {
  const { createAssignmentPolicy } = await manager.mutate(CREATE, { input: { name: '试', rules: [{ ...everybody, when: { places: [{ city: '杭州' }] } }] } });
  const { simulateAssignment } = await manager.mutate('mutation($id: ID!) { simulateAssignment(policyId: $id, days: 30) { id state } }', { id: createAssignmentPolicy.id });
  let found: { state: string; result: { leads: number; given: number; unmatched: number; people: { userId: string }[] } } | null = null;
  for (let tries = 0; tries < 400 && found?.state !== 'DONE'; tries += 1) {
    found = (await manager.query('query($id: ID!) { assignmentSimulation(id: $id) { state result } }', { id: simulateAssignment.id })).assignmentSimulation;
    await new Promise((next) => setTimeout(next, 50));
  }
  expect(found).toMatchObject({ state: 'DONE' });
  expect(found!.result.leads).toBeGreaterThan(30);
  expect(found!.result.unmatched).toBeGreaterThan(0);
  expect(found!.result).toMatchObject({ rules: [{ name: '其余', leads: expect.any(Number), reasons: expect.any(Array) }] });
  expect(found!.result.people.filter(({ userId }) => [personId('SALES'), personId('MARKETER')].includes(userId as never))).toHaveLength(2);
});

// Last: sessions do not outlive such jumps of the clock.
it('gives nobody a lead on leave, outside working time or beyond their cap', async () => {
  await active([{ name: '全部', shares: [{ userId: personId('SALES') }] }]);
  const { rows } = await api.db.query<{ count: number }>(`select count(*)::int as count from lead where owner_id = $1 and status = 'OPEN'`, [personId('SALES')]);
  await admin.mutate(PROFILE, { input: { userId: personId('SALES'), openCap: rows[0]!.count + 1 } });
  const leads = [await put(), await put()];
  await drain();
  expect(await ownersOf(leads.map(({ id }) => id))).toEqual([personId('SALES'), null]);
  await admin.mutate(PROFILE, { input: { userId: personId('SALES') } });
  clock.advance({ hours: 12 });
  await drain();
  expect(await ownersOf([leads[1]!.id])).toEqual([null]);
  clock.advance({ hours: 12 });
  await api.write(`insert into leave (id, person_id, from_on, to_on) values ($1, $2, $3, $3)`, [newId(), personId('SALES'), clock.today()]);
  await drain();
  expect(await ownersOf([leads[1]!.id])).toEqual([null]);
  clock.advance({ days: 1 });
  await drain();
  expect(await ownersOf([leads[1]!.id])).toEqual([personId('SALES')]);
});
