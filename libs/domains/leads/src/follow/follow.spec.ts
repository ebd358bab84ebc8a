import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client, type StaffKey } from '@dossier/kernel/testing';
import { ResponseWatch } from './response.watch';

const LOG = 'mutation($l: ID!, $i: CommunicationInput!) { logFollowUp(leadId: $l, input: $i) { id summary outcome nextOn nextState } }';
const RECORD = 'mutation($c: ID!, $i: CommunicationInput!) { recordCommunication(customerId: $c, input: $i) { id } }';
const FINISH = 'mutation($id: ID!) { finishNextStep(id: $id) { id nextState } }';
const REOPEN = 'mutation($id: ID!) { reopenNextStep(id: $id) { id nextState } }';
const LOOK = 'query($id: ID!) { leadPresence(id: $id) { id others { user { id name } since } hold { holder { id name } isMine until } } }';
const LEAVE = 'query($id: ID!) { leadPresence(id: $id, leaving: true) { others { user { id } } hold { holder { id } } } }';
const HOLD = 'mutation($id: ID!) { holdLead(id: $id) { hold { holder { id } isMine since until } } }';
const LET_GO = 'mutation($id: ID!) { letGoOfLead(id: $id) { hold { holder { id } } } }';
const TARGETS = 'query { responseTargets { id team { id } grade minutes } }';
const SAVE_TARGET = 'mutation($i: ResponseTargetInput!) { saveResponseTarget(input: $i) { id team { id } grade minutes } }';
const DROP_TARGET = 'mutation($id: ID!) { archiveResponseTarget(id: $id) { id } }';
const NOTICES = 'query { notifications(first: 50) { nodes { kind facts link } } }';

jest.setTimeout(180_000);

let api: Api;
let sales: Client;
let manager: Client;

interface LeadRow extends Record<string, unknown> { stage: string; status: string; first_response_at: Date | null; response_minutes: number | null; last_touch_at: Date; next_on: string | null; response_told_for: Date | null; next_told_for: string | null; next_leader_for: string | null }
interface Given { owner?: StaffKey; team?: 'EAST' | 'SOUTH'; openedAt?: string; status?: string; dueAt?: string; nextOn?: string }

/** An open lead of a prospect, as no verb of this part can make one. Times are PostgreSQL's own words. */
async function given({ owner = 'SALES', team = 'EAST', openedAt = `now() - interval '2 hours'`, status = 'OPEN', dueAt = 'null', nextOn = 'null' }: Given = {}): Promise<{ id: string; customerId: string }> {
  const [id, customerId] = [newId(), newId()];
  await api.write(`insert into customer (id, archive_no, name, kind, stage, owner_id, team_id) values ($1::uuid, 'SP-' || $1::text, '李先生', 'PERSON', 'PROSPECT', $2, $3)`, [customerId, personId(owner), teamId(team)]);
  await api.write(`insert into lead (id, customer_id, origin, owner_id, team_id, opened_at, opened_on, last_touch_at, stage_since, assigned_at, status, closed_at, closed_on, response_due_at, next_on)
    values ($1, $2, 'STAFF', $3, $4, ${openedAt}, (${openedAt})::date, ${openedAt}, ${openedAt}, ${openedAt}, $5, case when $5 <> 'OPEN' then now() end, case when $5 <> 'OPEN' then now()::date end, ${dueAt}, ${nextOn})`, [id, customerId, personId(owner), teamId(team), status]);
  return { id, customerId };
}
const rowOf = async (id: string): Promise<LeadRow> => (await api.db.query<LeadRow>('select stage, status, first_response_at, response_minutes, last_touch_at, next_on::text, response_told_for, next_told_for::text, next_leader_for::text from lead where id = $1', [id])).rows[0]!;
const dayAhead = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
const noticesOf = async (who: Client, id: string, kind: string) => (await who.query(NOTICES)).notifications.nodes.filter((one: { kind: string; link: string }) => one.kind === kind && one.link === `/leads/${id}`);
/** Waits for what happens by itself, however busy the machine is. */
async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((next) => setTimeout(next, 200));
  }
}

beforeAll(async () => {
  api = await startApi();
  sales = await api.as('SALES');
  manager = await api.as('MANAGER');
});
afterAll(() => api?.close());

describe('a follow-up', () => {
  it('answers the lead, touches it, says what is next and moves it on where somebody was reached: all in one commit', async () => {
    const lead = await given();
    const { logFollowUp } = await sales.mutate(LOG, { l: lead.id, i: { kind: 'CALL', outcome: 'INTERESTED', summary: '想看样品', nextStep: '寄样品', nextOn: dayAhead(3) } });
    expect(logFollowUp).toMatchObject({ summary: '想看样品', outcome: 'INTERESTED', nextOn: dayAhead(3), nextState: 'OPEN' });
    const after = await rowOf(lead.id);
    expect(after).toMatchObject({ stage: 'CONTACTED', status: 'OPEN', next_on: dayAhead(3) });
    expect(after.first_response_at).toEqual(after.last_touch_at);
    expect(after.response_minutes).toBeGreaterThanOrEqual(0);
    const { rows } = await api.db.query('select from_stage, to_stage, from_status, to_status, actor_id, owner_id from lead_transition where lead_id = $1', [lead.id]);
    expect(rows).toEqual([{ from_stage: 'NEW', to_stage: 'CONTACTED', from_status: 'OPEN', to_status: 'OPEN', actor_id: personId('SALES'), owner_id: personId('SALES') }]);
  });

  it('that reached nobody is an answer and no step; a call that came in is a step and no answer', async () => {
    const [tried, called] = [await given(), await given()];
    await sales.mutate(LOG, { l: tried.id, i: { kind: 'CALL', outcome: 'NOT_REACHED' } });
    expect(await rowOf(tried.id)).toMatchObject({ stage: 'NEW', first_response_at: expect.any(Date) });
    await sales.mutate(LOG, { l: called.id, i: { kind: 'CALL', direction: 'INCOMING', summary: '来电询价' } });
    expect(await rowOf(called.id)).toMatchObject({ stage: 'CONTACTED', first_response_at: null, response_minutes: null });
  });

  it('written down later keeps the time at which it happened, and the first answer stays the first', async () => {
    const lead = await given({ openedAt: `now() - interval '3 days'` });
    const at = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
    await sales.mutate(LOG, { l: lead.id, i: { kind: 'EMAIL', at: at(10), summary: '第二封' } });
    await sales.mutate(LOG, { l: lead.id, i: { kind: 'EMAIL', at: at(50), summary: '第一封' } });
    const after = await rowOf(lead.id);
    expect(after.first_response_at!.toISOString().slice(0, 16)).toBe(at(50).slice(0, 16));
    expect(after.last_touch_at.toISOString().slice(0, 16)).toBe(at(10).slice(0, 16));
  });

  it('does the same when it is written on the page of the record, and a step that is done makes room for the next', async () => {
    const lead = await given();
    const early = (await sales.mutate(RECORD, { c: lead.customerId, i: { kind: 'VISIT', summary: '上门', nextStep: '报价', nextOn: dayAhead(2) } })).recordCommunication;
    await sales.mutate(RECORD, { c: lead.customerId, i: { kind: 'CALL', outcome: 'REACHED', nextStep: '回访', nextOn: dayAhead(9) } });
    expect(await rowOf(lead.id)).toMatchObject({ stage: 'CONTACTED', first_response_at: expect.any(Date), next_on: dayAhead(2) });
    await sales.mutate(FINISH, { id: early.id });
    expect(await rowOf(lead.id)).toMatchObject({ next_on: dayAhead(9) });
    await sales.mutate(REOPEN, { id: early.id });
    expect(await rowOf(lead.id)).toMatchObject({ next_on: dayAhead(2) });
  });

  it('is refused on a lead that is closed, and nothing is left of it', async () => {
    const lead = await given({ status: 'LOST' });
    expect(await sales.refusal(LOG, { l: lead.id, i: { kind: 'CALL', summary: '再试一次' } })).toBe('FORBIDDEN');
    expect((await api.db.query('select 1 from communication where customer_id = $1', [lead.customerId])).rowCount).toBe(0);
  });

  it('finds no lead out of reach, and none for whoever may not write', async () => {
    const lead = await given({ owner: 'SALES_SOUTH', team: 'SOUTH' });
    expect(await sales.refusal(LOG, { l: lead.id, i: { kind: 'CALL', summary: 'x' } })).toBe('NOT_FOUND');
    expect(await (await api.as('AUDITOR')).refusal(LOG, { l: lead.id, i: { kind: 'CALL', summary: 'x' } })).toBe('FORBIDDEN');
  });
});

describe('who is at a lead', () => {
  it('sees others who look at it, and not those who have gone', async () => {
    const lead = await given();
    expect((await manager.query(LOOK, { id: lead.id })).leadPresence.others).toEqual([]);
    expect((await sales.query(LOOK, { id: lead.id })).leadPresence.others).toEqual([{ user: { id: personId('MANAGER'), name: '周岚' }, since: expect.any(String) }]);
    await api.write(`update lead_presence set seen_at = now() - interval '2 minutes' where lead_id = $1 and user_id = $2`, [lead.id, personId('MANAGER')]);
    expect((await sales.query(LOOK, { id: lead.id })).leadPresence.others).toEqual([]);
    // The next one who looks takes away what is old.
    expect((await api.db.query('select 1 from lead_presence where lead_id = $1 and user_id = $2', [lead.id, personId('MANAGER')])).rowCount).toBe(0);
    expect(await (await api.as('SALES_SOUTH')).refusal(LOOK, { id: lead.id })).toBe('NOT_FOUND');
    expect(await (await api.as('AUDITOR')).refusal(LOOK, { id: lead.id })).toBe('FORBIDDEN');
  });

  it('takes it in hand for fifteen minutes; another may take it over, and who had it is told', async () => {
    const lead = await given();
    const { hold } = (await sales.mutate(HOLD, { id: lead.id })).holdLead;
    expect(hold).toMatchObject({ holder: { id: personId('SALES') }, isMine: true });
    expect(Date.parse(hold.until) - Date.parse(hold.since)).toBe(15 * 60_000);
    expect((await manager.query(LOOK, { id: lead.id })).leadPresence.hold).toMatchObject({ holder: { name: '赵一凡' }, isMine: false });
    // Others may still act: it is a word among colleagues, not a lock.
    await manager.mutate(LOG, { l: lead.id, i: { kind: 'CALL', outcome: 'REACHED' } });
    expect(await noticesOf(sales, lead.id, 'LEAD_TAKEN_OVER')).toEqual([]);
    expect((await manager.mutate(HOLD, { id: lead.id })).holdLead.hold).toMatchObject({ holder: { id: personId('MANAGER') } });
    expect(await noticesOf(sales, lead.id, 'LEAD_TAKEN_OVER')).toEqual([{ kind: 'LEAD_TAKEN_OVER', facts: { name: '周岚' }, link: `/leads/${lead.id}` }]);
    // One lets go of one's own hold alone.
    expect((await sales.mutate(LET_GO, { id: lead.id })).letGoOfLead.hold).toMatchObject({ holder: { id: personId('MANAGER') } });
    expect((await manager.mutate(LET_GO, { id: lead.id })).letGoOfLead.hold).toBeNull();
  });

  it('says when it goes: it is seen no more, and what it held is free', async () => {
    const lead = await given();
    await sales.query(LOOK, { id: lead.id });
    await sales.mutate(HOLD, { id: lead.id });
    expect((await manager.query(LOOK, { id: lead.id })).leadPresence).toMatchObject({ others: [{ user: { id: personId('SALES') } }], hold: { holder: { id: personId('SALES') } } });
    // Whoever leaves frees what is their own alone.
    expect((await manager.query(LEAVE, { id: lead.id })).leadPresence).toMatchObject({ hold: { holder: { id: personId('SALES') } } });
    expect((await sales.query(LEAVE, { id: lead.id })).leadPresence).toEqual({ others: [], hold: null });
    expect((await manager.query(LOOK, { id: lead.id })).leadPresence).toMatchObject({ others: [], hold: null });
    expect(await (await api.as('SALES_SOUTH')).refusal(LEAVE, { id: lead.id })).toBe('NOT_FOUND');
  });

  it('is held by nobody once the time has passed, and of a closed lead by nobody at all', async () => {
    const [lead, closed] = [await given(), await given({ status: 'LOST' })];
    await sales.mutate(HOLD, { id: lead.id });
    await api.write(`update lead_hold set until = now() - interval '1 second' where lead_id = $1`, [lead.id]);
    expect((await manager.query(LOOK, { id: lead.id })).leadPresence.hold).toBeNull();
    await manager.mutate(HOLD, { id: lead.id });
    expect(await noticesOf(sales, lead.id, 'LEAD_TAKEN_OVER')).toEqual([]);
    expect(await sales.refusal(HOLD, { id: closed.id })).toBe('FORBIDDEN');
    const far = await given({ owner: 'SALES_SOUTH', team: 'SOUTH' });
    expect([await sales.refusal(HOLD, { id: far.id }), await sales.refusal(LET_GO, { id: far.id })]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(await (await api.as('AUDITOR')).refusal(HOLD, { id: lead.id })).toBe('FORBIDDEN');
  });
});

describe('the first answer', () => {
  it('is told once to owner and leader when it is overdue; a next step to the owner, and to the leader a day of work later', async () => {
    await api.write('update team set leader_id = $1 where id = $2', [personId('MANAGER'), teamId('EAST')]);
    const lead = await given({ dueAt: `now() - interval '1 minute'` });
    const step = await given({ nextOn: `(now() at time zone 'Asia/Shanghai')::date - 1` });
    // Of this one the leader was told: whether a day of work has passed since depends on the hour at which this runs.
    await api.write('update lead set next_leader_for = next_on where id = $1', [step.id]);
    const old = await given({ nextOn: `(now() at time zone 'Asia/Shanghai')::date - 10` });
    const calm = await given({ dueAt: `now() + interval '1 day'` });
    const watch = api.app.get(ResponseWatch);
    await until(async () => {
      await watch.tick();
      return (await rowOf(lead.id)).response_told_for !== null && (await rowOf(step.id)).next_told_for !== null && (await rowOf(old.id)).next_leader_for !== null;
    });
    const told = async (who: Client, kind: string): Promise<number> =>
      (await who.query(NOTICES)).notifications.nodes.filter((one: { kind: string }) => one.kind === kind).reduce((sum: number, one: { facts: { count: number } }) => sum + one.facts.count, 0);
    expect([await told(sales, 'LEAD_UNANSWERED'), await told(manager, 'LEAD_UNANSWERED'), await told(sales, 'LEAD_STEP_OVERDUE'), await told(manager, 'LEAD_STEP_ESCALATED')]).toEqual([1, 1, 2, 1]);
    // A new one is found; those that were told are not told again.
    const later = await given({ dueAt: `now() - interval '1 minute'` });
    await until(async () => {
      await watch.tick();
      return (await rowOf(later.id)).response_told_for !== null;
    });
    expect([await told(sales, 'LEAD_UNANSWERED'), await told(manager, 'LEAD_UNANSWERED'), await told(sales, 'LEAD_STEP_OVERDUE')]).toEqual([2, 2, 2]);
    expect((await rowOf(calm.id)).response_told_for).toBeNull();
  });

  it('is asked for within minutes that are set for a team, a grade, both or everybody', async () => {
    const admin = await api.as('ADMIN');
    const before = (await admin.query(TARGETS)).responseTargets;
    expect(before.map(({ grade, minutes }: { grade: string | null; minutes: number }) => [grade, minutes])).toEqual([['A', 60], [null, 240]]);
    const made = (await admin.mutate(SAVE_TARGET, { i: { teamId: teamId('EAST'), minutes: 90 } })).saveResponseTarget;
    expect(made).toMatchObject({ team: { id: teamId('EAST') }, grade: null, minutes: 90 });
    // The same place again is a change.
    expect((await admin.mutate(SAVE_TARGET, { i: { teamId: teamId('EAST'), minutes: 30 } })).saveResponseTarget).toMatchObject({ id: made.id, minutes: 30 });
    await admin.mutate(DROP_TARGET, { id: made.id });
    expect((await sales.query(TARGETS)).responseTargets).toEqual(before);
    expect([await sales.refusal(SAVE_TARGET, { i: { minutes: 5 } }), await sales.refusal(DROP_TARGET, { id: before[0].id })]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect([await admin.refusal(SAVE_TARGET, { i: { teamId: newId(), minutes: 5 } }), await admin.refusal(DROP_TARGET, { id: newId() })]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(await admin.refusal(SAVE_TARGET, { i: { minutes: 0 } })).toBe('INVALID_INPUT');
  });
});
