import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobViewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import type { JobRun } from '@dossier/kernel/events';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';
import { NurtureJob } from './nurture.job';

const FIELDS = 'id version name isActive grades takesBadTiming steps { afterDays title text } silentLimit reentry reentryDays can';
const ADD = `mutation($i: NurtureTrackInput!) { createNurtureTrack(input: $i) { ${FIELDS} } }`;
const CHANGE = `mutation($id: ID!, $v: Int!, $i: NurtureTrackInput!) { updateNurtureTrack(id: $id, version: $v, input: $i) { ${FIELDS} } }`;
const ARCHIVE = 'mutation($id: ID!) { archiveNurtureTrack(id: $id) { id archivedAt } }';
const RESTORE = 'mutation($id: ID!) { restoreNurtureTrack(id: $id) { id archivedAt } }';
const TRACKS = `{ nurtureTracks { ${FIELDS} } }`;
const ON = 'query($t: [ID!], $l: [ID!]) { nurtureEnrolments(filter: { track: { in: $t }, lead: { in: $l } }) { nodes { id state cause fromGrade toGrade step silent nextOn trackName lead { id } signals events { kind step } can } } }';
const STOP = 'mutation($id: ID!) { stopNurture(id: $id) { id state } }';
const LEAD = 'mutation($i: CreateLeadInput!) { createLead(input: $i) { id customerId } }';
const TASKS = 'query($s: [ID!]) { tasks(filter: { subject: { in: $s } }) { nodes { id title description state dueOn assignee { id } author { id } } } }';
const FINISH = 'mutation($id: ID!) { finishTask(id: $id) { id } }';
const TALKED = 'mutation($c: ID!, $i: CommunicationInput!) { recordCommunication(customerId: $c, input: $i) { id } }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';
const STEPS = [{ afterDays: 0, title: '发送行业案例', text: '您好，' }, { afterDays: 0, title: '电话问候' }];
const track = (over: object = {}) => ({ name: '低等级培育', isActive: true, grades: ['C', 'D'], takesBadTiming: false, steps: STEPS, silentLimit: 2, reentry: 'NEVER', ...over });

let api: Api;
let manager: Client;
let sales: Client;
let south: Client;
let phones = 0;

beforeAll(async () => {
  api = await startApi();
  [manager, sales, south] = [await api.as('MANAGER'), await api.as('SALES'), await api.as('SALES_SOUTH')];
});
afterAll(() => api?.close());

async function run(): Promise<void> {
  const database = api.app.get(Database, { strict: false });
  const viewer = jobViewer('leads.nurture', ['job.lead'], 'spec');
  const job: JobRun = { id: 'spec', data: {}, viewer: async () => viewer, work: (go) => database.work(viewer, 'leads.nurture', () => go(viewer)), progress: async () => undefined, cancelled: async () => false };
  await api.app.get(NurtureJob, { strict: false }).run(job);
}

const grade = (leadId: string, to: string) =>
  api.write(`insert into lead_score (lead_id, score, grade, fit, engagement, basis) values ($1, 20, $2, 20, 20, 'RULE') on conflict (lead_id) do update set grade = excluded.grade`, [leadId, to]);
async function lead(to: string): Promise<{ id: string; customerId: string }> {
  const { createLead } = await sales.mutate(LEAD, { i: { person: { name: `王${phones}`, phone: `1390000${String(1000 + phones++)}` }, subject: '咨询', origin: 'STAFF' } });
  await api.write(`update lead set opened_at = opened_at - interval '3 days' where id = $1`, [createLead.id]);
  await api.write(`update lead_touch set at = at - interval '3 days' where lead_id = $1`, [createLead.id]);
  await grade(createLead.id, to);
  return createLead;
}
const on = async (leadId: string) => (await sales.query(ON, { l: [leadId] })).nurtureEnrolments.nodes;
const tasks = async (leadId: string) => (await sales.query(TASKS, { s: [leadId] })).tasks.nodes;
const add = async (over: object = {}) => (await manager.mutate(ADD, { i: track(over) })).createNurtureTrack;
const archive = (id: string) => manager.mutate(ARCHIVE, { id });

describe('a nurture track', () => {
  it('is added, changed, archived and brought back', async () => {
    const made = await add({ isActive: false });
    expect(made).toMatchObject({ grades: ['C', 'D'], steps: [{ title: '发送行业案例', text: '您好，' }, { title: '电话问候', text: null }], reentryDays: 90, can: ['UPDATE', 'ARCHIVE'] });
    const { updateNurtureTrack } = await manager.mutate(CHANGE, { id: made.id, v: made.version, i: track({ isActive: false, name: '  新名称 ', silentLimit: 5 }) });
    expect(updateNurtureTrack).toMatchObject({ name: '新名称', silentLimit: 5 });
    await archive(made.id);
    expect((await manager.query(TRACKS)).nurtureTracks).toEqual([]);
    expect((await manager.mutate(RESTORE, { id: made.id })).restoreNurtureTrack.archivedAt).toBeNull();
    await archive(made.id);
  });

  it('takes the word', async () => {
    expect(await sales.refusal(ADD, { i: track() })).toBe('FORBIDDEN');
    expect(await sales.refusal(CHANGE, { id: NOBODY, v: 1, i: track() })).toBe('FORBIDDEN');
    expect(await sales.refusal(ARCHIVE, { id: NOBODY })).toBe('FORBIDDEN');
    expect(await sales.refusal(RESTORE, { id: NOBODY })).toBe('FORBIDDEN');
    expect(await (await api.as('AUDITOR')).refusal(STOP, { id: NOBODY })).toBe('FORBIDDEN');
  });

  it('is not found where there is none', async () => {
    expect(await manager.refusal(CHANGE, { id: NOBODY, v: 1, i: track() })).toBe('NOT_FOUND');
    expect(await manager.refusal(ARCHIVE, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await manager.refusal(RESTORE, { id: NOBODY })).toBe('NOT_FOUND');
  });

  it('that nothing can enter is refused, and so is one without steps', async () => {
    expect(await manager.refusal(ADD, { i: track({ grades: [] }) })).toBe('NURTURE_WITHOUT_ENTRY');
    expect(await manager.refusal(ADD, { i: track({ steps: [] }) })).toBe('INVALID_INPUT');
    const made = await add({ isActive: false });
    expect(await manager.refusal(RESTORE, { id: made.id })).toBe('FORBIDDEN');
    await archive(made.id);
  });
});

describe('a lead of a low grade', () => {
  it('enters, is given its first task at once, and goes on when that is done; in the end it was silent', async () => {
    const made = await add();
    const [low, high] = [await lead('C'), await lead('A')];
    await run();
    expect(await on(high.id)).toEqual([]);
    expect((await on(low.id))[0]).toMatchObject({ state: 'ACTIVE', cause: 'GRADE', fromGrade: 'C', step: 1, silent: 0, trackName: '低等级培育', lead: { id: low.id }, events: expect.arrayContaining([{ kind: 'ENTERED', step: null }, { kind: 'STEP', step: 1 }]) });
    const [first] = await tasks(low.id);
    expect(first).toMatchObject({ title: '发送行业案例', description: '您好，', state: 'OPEN', assignee: { id: personId('SALES') }, author: null });
    await run();
    expect(await tasks(low.id)).toHaveLength(1);
    await sales.mutate(FINISH, { id: first.id });
    await run();
    await run();
    const all = await tasks(low.id);
    expect(all.map((one: { title: string }) => one.title).sort()).toEqual(['发送行业案例', '电话问候'].sort());
    await sales.mutate(FINISH, { id: all.find((one: { state: string }) => one.state === 'OPEN').id });
    await run();
    expect((await on(low.id))[0]).toMatchObject({ state: 'SILENT', silent: 2 });
    await run();
    expect(await on(low.id)).toHaveLength(1);
    await archive(made.id);
  });

  it('is handed over when its grade rises, with what happened last; the open task goes', async () => {
    const made = await add();
    const low = await lead('D');
    await run();
    await grade(low.id, 'B');
    await run();
    const [left] = await on(low.id);
    expect(left).toMatchObject({ state: 'HANDED_OFF', fromGrade: 'D', toGrade: 'B', nextOn: null });
    expect(left.signals).toEqual([expect.objectContaining({ kind: 'TOUCH', what: 'STAFF' })]);
    expect((await tasks(low.id)).map((one: { state: string }) => one.state)).toEqual(['CANCELLED']);
    const { rows } = await api.db.query(`select 1 from notification where kind = 'NURTURE_HANDED_OFF' and user_id = $1 and link = $2`, [personId('SALES'), `/leads/${low.id}`]);
    expect(rows).toHaveLength(1);
    await archive(made.id);
  });

  it('leaves when the person answers, and comes back only as the rule says', async () => {
    const made = await add({ reentry: 'EACH_TIME' });
    const low = await lead('C');
    await run();
    await sales.mutate(TALKED, { c: low.customerId, i: { kind: 'CALL', direction: 'INCOMING', summary: '来电询价' } });
    await run();
    expect((await on(low.id)).map((one: { state: string }) => one.state)).toEqual(['ANSWERED']);
    await run();
    expect(await on(low.id)).toHaveLength(1);
    await api.write(`update lead_touch set at = now() where lead_id = $1`, [low.id]);
    await run();
    expect((await on(low.id)).map((one: { state: string }) => one.state)).toEqual(['ACTIVE', 'ANSWERED']);
    await archive(made.id);
  });

  it('that was lost for bad timing enters on the day it was to be decided', async () => {
    const made = await add({ grades: [], takesBadTiming: true });
    const [due, later] = [await lead('C'), await lead('C')];
    await api.write(`update lead set status = 'LOST', loss_reason = 'BAD_TIMING', closed_at = now(), closed_on = current_date, decide_on = current_date - 1 where id = $1`, [due.id]);
    await api.write(`update lead set status = 'LOST', loss_reason = 'BAD_TIMING', closed_at = now(), closed_on = current_date, decide_on = current_date + 30 where id = $1`, [later.id]);
    await run();
    expect((await on(due.id))[0]).toMatchObject({ state: 'ACTIVE', cause: 'BAD_TIMING' });
    expect(await on(later.id)).toEqual([]);
    await archive(made.id);
  });
});

describe('taking a lead off its track', () => {
  it('stops it by hand, once, and reaches nothing out of reach', async () => {
    const made = await add();
    const low = await lead('C');
    await run();
    const [enrolment] = await on(low.id);
    expect((await south.query(ON, { t: [made.id] })).nurtureEnrolments.nodes).toEqual([]);
    expect(await south.refusal(STOP, { id: enrolment.id })).toBe('NOT_FOUND');
    expect((await sales.mutate(STOP, { id: enrolment.id })).stopNurture.state).toBe('STOPPED');
    expect(await sales.refusal(STOP, { id: enrolment.id })).toBe('FORBIDDEN');
    await archive(made.id);
  });
});
