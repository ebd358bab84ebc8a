import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobViewer } from '@dossier/kernel/access';
import { Database, newId } from '@dossier/kernel/data';
import { FixedClock } from '@dossier/kernel/time';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { RecycleJob } from './recycle.job';

const CREATE = 'mutation($input: LeadPoolInput!) { createPool(input: $input) { id version name } }';
const LIST = 'query($pool: ID!, $filter: PoolLeadFilter) { poolLeads(poolId: $pool, filter: $filter) { nodes { id name subject city region sourceName origin productName grade score amount } totalCount } }';
const OPEN = 'query($id: ID!) { poolLead(id: $id) { id name subject need city amount budget } }';
const CLAIM = 'mutation($ids: [ID!]!) { claimLeads(ids: $ids) { ids freeUntil } }';
const RELEASE = 'mutation($ids: [ID!]!, $pool: ID!) { releaseLeads(ids: $ids, poolId: $pool, reason: NO_TIME) }';
const UNDO = 'mutation($ids: [ID!]!) { undoRelease(ids: $ids) }';
const LIMITS = '{ leadPools { id name leadCount limits { today total views } } }';

const clock = new FixedClock(new Date('2026-11-23T02:00:00Z'));
let api: Api;
let sales: Client;
let marketer: Client;
let manager: Client;
let admin: Client;
beforeAll(async () => {
  api = await startApi({ clock });
  [sales, marketer, manager, admin] = [await api.as('SALES'), await api.as('MARKETER'), await api.as('MANAGER'), await api.as('ADMIN')];
});
afterAll(() => api?.close());

const pool = async (input: object = {}): Promise<string> => (await admin.mutate(CREATE, { input: { name: `公海 ${newId()}`, ...input } })).createPool.id;
async function put(poolId: string | null, more: { owner?: string; team?: string; subject?: string; need?: string } = {}): Promise<string> {
  const [id, person] = [newId(), newId()];
  await api.write(`insert into customer (id, archive_no, name, city, stage, owner_id, team_id) values ($1::uuid, 'P' || right($1::uuid::text, 10), '欧阳小明', '杭州', 'PROSPECT', $2, $3)`, [person, more.owner ?? null, more.team ?? null]);
  await api.write(`insert into lead (id, customer_id, origin, subject, need, amount_minor, opened_at, opened_on, owner_id, team_id, pool_id, assigned_at, last_touch_at, stage_since) values ($1, $2, 'FORM', $3, $4, 100000, $5, $6, $7, $8, $9, $10, $5, $5)`,
    [id, person, more.subject ?? '想买', more.need ?? '大量', clock.now(), clock.today(), more.owner ?? null, more.team ?? null, poolId, more.owner ? clock.now() : null]);
  return id;
}
const stateOf = async (id: string) => (await api.db.query<{ owner_id: string | null; pool_id: string | null; record: string | null }>('select l.owner_id, l.pool_id, c.owner_id as record from lead l join customer c on c.id = l.customer_id where l.id = $1', [id])).rows[0]!;

describe('a pool', () => {
  it('shows what it does not hide, masked, and nothing of a hidden field by asking about it', async () => {
    const [open, shy] = [await pool(), await pool({ hidden: ['NAME', 'SUBJECT', 'NEED', 'CITY', 'SOURCE', 'PRODUCT', 'GRADE', 'AMOUNT'] })];
    await put(open);
    await put(shy);
    expect((await sales.query(LIST, { pool: open })).poolLeads).toMatchObject({ totalCount: 1, nodes: [{ name: '欧**', subject: '想买', city: '杭州', origin: 'FORM', amount: { minor: 100000, currency: 'CNY' } }] });
    const hidden = (await sales.query(LIST, { pool: shy })).poolLeads.nodes[0];
    expect(Object.entries(hidden).filter(([name, value]) => name !== 'id' && value !== null)).toEqual([]);
    for (const filter of [{ city: '杭州' }, { not: { city: '北京' } }, { origins: ['FORM'] }, { not: { origins: ['API'] } }]) expect((await sales.query(LIST, { pool: shy, filter })).poolLeads.nodes).toEqual([]);
    expect((await sales.query(LIST, { pool: open, filter: { city: '杭州' } })).poolLeads.nodes).toHaveLength(1);
    const opened = (await sales.query(OPEN, { id: hidden.id })).poolLead;
    expect(opened).toEqual({ id: hidden.id, name: null, subject: null, need: null, city: null, amount: null, budget: null });
  });

  it('is open to its team, and unknown to others', async () => {
    const south = await pool({ teamId: teamId('SOUTH') });
    const id = await put(south);
    expect(await sales.refusal(LIST, { pool: south })).toBe('NOT_FOUND');
    expect(await sales.refusal(OPEN, { id })).toBe('NOT_FOUND');
    expect(await sales.refusal(CLAIM, { ids: [id] })).toBe('NOT_FOUND');
    expect((await (await api.as('SALES_SOUTH')).query(LIST, { pool: south })).poolLeads.totalCount).toBe(1);
    expect(await (await api.as('ANALYST')).refusal(LIST, { pool: south })).toBe('FORBIDDEN');
  });

  it('lets so many details be opened a day; the same one again costs nothing', async () => {
    const small = await pool({ viewsPerDay: 2 });
    const ids = [await put(small), await put(small), await put(small)];
    for (const id of [ids[0], ids[1], ids[0]]) await sales.query(OPEN, { id });
    expect(await sales.refusal(OPEN, { id: ids[2] })).toBe('POOL_VIEWS_DAY');
    expect((await marketer.query(OPEN, { id: ids[2] })).poolLead.need).toBe('大量');
    expect((await sales.query(LIMITS)).leadPools.find(({ id }: { id: string }) => id === small).limits).toEqual({ today: null, total: null, views: 0 });
  });

  it('gives a lead with its record to whoever claims it, within its bounds', async () => {
    const bounded = await pool({ perDay: 2, inTotal: 5 });
    const ids = [await put(bounded), await put(bounded), await put(bounded)];
    expect((await sales.mutate(CLAIM, { ids: [ids[0]] })).claimLeads.ids).toEqual([ids[0]]);
    expect(await stateOf(ids[0]!)).toEqual({ owner_id: personId('SALES'), pool_id: null, record: personId('SALES') });
    expect(await sales.refusal(CLAIM, { ids: [ids[1], ids[2]] })).toBe('POOL_LIMIT_DAY');
    expect((await stateOf(ids[1]!)).pool_id).toBe(bounded);
    await sales.mutate(CLAIM, { ids: [ids[1]] });
    const held = await pool({ inTotal: 1 });
    const [one, other] = [await put(held), await put(held)];
    await sales.mutate(CLAIM, { ids: [one] });
    expect(await sales.refusal(CLAIM, { ids: [other] })).toBe('POOL_LIMIT_TOTAL');
  });

  it('gives one lead to one of two who claim it at once', async () => {
    const open = await pool();
    for (let round = 0; round < 5; round += 1) {
      const id = await put(open);
      const answers = await Promise.all([sales, marketer].map((who) => who.raw(CLAIM, { ids: [id] })));
      expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'HAS').sort()).toEqual(['HAS', 'LEAD_TAKEN']);
    }
  });

  it('locks out whoever gives a lead back, but not within a minute of claiming it', async () => {
    const locked = await pool({ lockDays: 7, perDay: 3 });
    const id = await put(locked);
    await sales.mutate(CLAIM, { ids: [id] });
    await sales.mutate(RELEASE, { ids: [id], pool: locked });
    expect(await stateOf(id)).toEqual({ owner_id: null, pool_id: locked, record: null });
    expect((await sales.query(LIMITS)).leadPools.find(({ id: own }: { id: string }) => own === locked).limits.today).toBe(3);
    await sales.mutate(CLAIM, { ids: [id] });
    clock.advance({ seconds: 61 });
    await sales.mutate(RELEASE, { ids: [id], pool: locked });
    expect(await sales.refusal(CLAIM, { ids: [id] })).toBe('LEAD_LOCKED');
    expect((await marketer.mutate(CLAIM, { ids: [id] })).claimLeads.ids).toEqual([id]);
    expect(await sales.refusal(RELEASE, { ids: [id], pool: locked })).toBe('FORBIDDEN');
    expect(await (await api.as('SALES_SOUTH')).refusal(RELEASE, { ids: [id], pool: locked })).toBe('NOT_FOUND');
  });

  it('lets whoever gave leads back undo it within a minute, as if nothing had been', async () => {
    const back = await pool({ lockDays: 7, perDay: 2, inTotal: 2 });
    const id = await put(back);
    await sales.mutate(CLAIM, { ids: [id] });
    clock.advance({ minutes: 5 });
    await api.write(`insert into lead_warning (lead_id, pool_id, owner_id, reason, due_at) values ($1, $2, $3, 'IDLE', $4)`, [id, back, personId('SALES'), clock.now()]);
    const whole = async () => (await api.db.query('select l.owner_id, l.team_id, l.pool_id, l.assigned_at, l.response_due_at, c.owner_id as record, c.team_id as record_team, k.released_at, k.counts, w.due_at, w.warned_at, (select count(*)::int from lead_lock where lead_id = l.id) as locks from lead l join customer c on c.id = l.customer_id left join lead_pick k on k.lead_id = l.id left join lead_warning w on w.lead_id = l.id where l.id = $1', [id])).rows;
    const before = await whole();
    await sales.mutate(RELEASE, { ids: [id], pool: back });
    expect(await stateOf(id)).toEqual({ owner_id: null, pool_id: back, record: null });
    expect(await marketer.refusal(UNDO, { ids: [id] })).toBe('NOT_FOUND');
    expect(await (await api.as('ANALYST')).refusal(UNDO, { ids: [id] })).toBe('FORBIDDEN');
    expect((await sales.mutate(UNDO, { ids: [id] })).undoRelease).toEqual([id]);
    expect(await whole()).toEqual(before);
    expect((await sales.query('query($id: ID!) { lead(id: $id) { assignments { act } } }', { id })).lead.assignments.map(({ act }: { act: string }) => act)).toEqual(['UNDONE', 'RELEASED', 'CLAIMED']);
    await sales.mutate(RELEASE, { ids: [id], pool: back });
    clock.advance({ seconds: 61 });
    expect(await sales.refusal(UNDO, { ids: [id] })).toBe('RETURN_FIRM');
    expect(await sales.refusal(CLAIM, { ids: [id] })).toBe('LEAD_LOCKED');
  });

  it('leaves what a colleague has claimed before the undo with them', async () => {
    const back = await pool();
    const ids = [await put(null, { owner: personId('SALES'), team: teamId('EAST') }), await put(null, { owner: personId('SALES'), team: teamId('EAST') })];
    await sales.mutate(RELEASE, { ids, pool: back });
    await marketer.mutate(CLAIM, { ids: [ids[0]] });
    expect((await sales.mutate(UNDO, { ids })).undoRelease).toEqual([ids[1]]);
    expect((await Promise.all(ids.map(stateOf))).map(({ owner_id }) => owner_id)).toEqual([personId('MARKETER'), personId('SALES')]);
    await sales.mutate(RELEASE, { ids: [ids[1]], pool: back });
    await marketer.mutate(CLAIM, { ids: [ids[1]] });
    await marketer.mutate(RELEASE, { ids: [ids[1]], pool: back });
    // It lies in the pool again, but by somebody else's return.
    expect(await sales.refusal(UNDO, { ids: [ids[1]] })).toBe('LEAD_TAKEN');
  });

  it('is managed by those who may, and archived when it is empty', async () => {
    expect(await sales.refusal(CREATE, { input: { name: 'x' } })).toBe('FORBIDDEN');
    expect(await admin.refusal(CREATE, { input: { name: 'x', teamId: newId() } })).toBe('NOT_FOUND');
    expect(await admin.refusal(CREATE, { input: { name: 'x', recycle: [{ reason: 'IDLE' }] } })).toBe('INVALID_INPUT');
    const made = (await admin.mutate(CREATE, { input: { name: '短' } })).createPool;
    expect((await admin.mutate('mutation($id: ID!, $version: Int!) { updatePool(id: $id, version: $version, input: { name: "长", lockDays: 3 }) { name lockDays } }', { id: made.id, version: made.version })).updatePool).toEqual({ name: '长', lockDays: 3 });
    const id = await put(made.id);
    const ARCHIVE = 'mutation($id: ID!) { archivePool(id: $id) { id } }';
    expect(await admin.refusal(ARCHIVE, { id: made.id })).toBe('POOL_IN_USE');
    await marketer.mutate(CLAIM, { ids: [id] });
    expect((await admin.mutate(ARCHIVE, { id: made.id })).archivePool.id).toBe(made.id);
  });
});

describe('leads that go back by themselves', () => {
  const PREVIEW = 'query($pool: ID!, $days: Int) { recyclePreview(poolId: $pool, days: $days) { leadId reason at owner { id } } }';
  const run = async () => {
    const [job, database] = [api.app.get(RecycleJob, { strict: false }), api.app.get(Database)];
    const viewer = jobViewer('job.assign', ['job.assign'], 'spec');
    await job.run({ id: newId(), data: {}, viewer: async () => viewer, work: (step) => database.work(viewer, 'leads.recycle', () => step(viewer)), progress: async () => undefined, cancelled: async () => false });
  };
  const older = (id: string, days: number) => api.write(`update lead set last_touch_at = last_touch_at - $2 * interval '1 day', stage_since = stage_since - $2 * interval '1 day', assigned_at = assigned_at - $2 * interval '1 day' where id = $1`, [id, days]);

  it('are told of three days before, and go when nobody has followed them up', async () => {
    const back = await pool({ lockDays: 5, recycle: [{ reason: 'IDLE', days: 10 }], sparedUserIds: [personId('MANAGER')] });
    const [idle, worked, fresh, spared, own, met] = await Promise.all([put(null, { owner: personId('SALES'), team: teamId('EAST') }), put(null, { owner: personId('SALES'), team: teamId('EAST') }), put(null, { owner: personId('SALES'), team: teamId('EAST') }), put(null, { owner: personId('MANAGER'), team: teamId('EAST') }), put(null, { owner: personId('SALES'), team: teamId('EAST') }), put(null, { owner: personId('SALES'), team: teamId('EAST') })]);
    for (const id of [idle, worked, spared, own, met]) await older(id, 8);
    await api.write('update lead set next_on = $2::date + 30 where id = $1', [met, clock.today()]);
    await manager.mutate('mutation($id: ID!) { spareLead(id: $id) { id } }', { id: own });
    const seen = (await manager.query(PREVIEW, { pool: back, days: 3 })).recyclePreview;
    expect(seen.map(({ leadId }: { leadId: string }) => leadId).sort()).toEqual([idle, worked].sort());
    const outlook = async (id: string) => (await manager.query('query($id: ID!) { lead(id: $id) { recycleOutlook { at reason pool { id } warnedAt spared isSpared } } }', { id })).lead.recycleOutlook;
    // Nobody was told yet: three days from now at the earliest.
    expect(await outlook(idle)).toEqual({ at: new Date(clock.now().getTime() + 3 * 86_400_000).toISOString(), reason: 'IDLE', pool: { id: back }, warnedAt: null, spared: [], isSpared: false });
    expect((await outlook(fresh)).at).toBe(new Date(clock.now().getTime() + 10 * 86_400_000).toISOString());
    expect([(await outlook(own)).spared, (await outlook(own)).isSpared, (await outlook(spared)).spared, (await outlook(met)).spared]).toEqual([['LEAD'], true, ['OWNER'], ['APPOINTMENT']]);
    expect((await manager.query(PREVIEW, { pool: back, days: 1 })).recyclePreview).toEqual([]);
    await run();
    expect((await sales.query('query($id: ID!) { lead(id: $id) { recycle { reason at pool { id } } } }', { id: idle })).lead.recycle).toMatchObject({ reason: 'IDLE', pool: { id: back } });
    expect((await sales.query('{ notifications(first: 5) { nodes { kind facts } } }')).notifications.nodes).toContainEqual({ kind: 'LEADS_GO_BACK', facts: { count: 2 } });
    expect((await sales.query('query($id: ID!) { lead(id: $id) { recycle { at } } }', { id: fresh })).lead.recycle).toBeNull();
    expect(await outlook(idle)).toMatchObject({ reason: 'IDLE', warnedAt: clock.now().toISOString() });
    for (const id of [idle, worked, spared, own, met]) await older(id, 2.5);
    await run();
    expect((await stateOf(idle)).pool_id).toBeNull();
    await api.write(`update lead set last_touch_at = $2 where id = $1`, [worked, clock.now()]);
    await api.write(`update lead_warning set due_at = due_at - interval '3 days' where lead_id = $1`, [idle]);
    await run();
    expect(await stateOf(idle)).toEqual({ owner_id: null, pool_id: back, record: null });
    expect((await Promise.all([worked, fresh, spared, own, met].map(stateOf))).map(({ pool_id }) => pool_id)).toEqual([null, null, null, null, null]);
    expect(await sales.refusal(CLAIM, { ids: [idle] })).toBe('LEAD_LOCKED');
    expect((await sales.query('{ notifications(first: 5) { nodes { kind facts } } }')).notifications.nodes).toContainEqual({ kind: 'LEADS_WENT_BACK', facts: { count: 1 } });
    expect(await sales.refusal(PREVIEW, { pool: back })).toBe('FORBIDDEN');
    expect(await manager.refusal(PREVIEW, { pool: newId() })).toBe('NOT_FOUND');
  });
});
