import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { momentOf } from '@dossier/kernel/time';
import { newId } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client, type StaffKey } from '@dossier/kernel/testing';
import { STANDARD_WEEK, type WorkingTime } from '@dossier/teams';
import { escalationFor, latestDue } from './escalation.rules';
import { ResponseWatch } from './response.watch';

const LIST = 'query { stepEscalations { id team { id } hours target person { id } can } }';
const SAVE = 'mutation($i: StepEscalationInput!) { saveStepEscalation(input: $i) { id team { id } hours target person { id } } }';
const DROP = 'mutation($id: ID!) { archiveStepEscalation(id: $id) { id } }';
const NOTICES = 'query { notifications(first: 50) { nodes { kind facts link } } }';

jest.setTimeout(180_000);

describe('when an overdue step is told further', () => {
  const zone = 'Asia/Shanghai';
  const office: WorkingTime = { zone, week: STANDARD_WEEK, days: new Map([['2026-11-25', []]]) };
  const until = (hours: number, day: string, clock: string) => latestDue(office, hours, momentOf(day, clock, zone), day);

  it('counts working time alone, from the end of the day of the step', () => {
    // Monday 23 November; offices open from 9 to 18. A step of Friday has gone by since Monday morning.
    expect([until(8, '2026-11-23', '16:59'), until(8, '2026-11-23', '17:00')]).toEqual(['2026-11-19', '2026-11-22']);
    // Wednesday is a holiday: a step of Tuesday waits for Thursday.
    expect([until(8, '2026-11-25', '23:00'), until(8, '2026-11-26', '16:00'), until(8, '2026-11-26', '17:00')]).toEqual(['2026-11-23', '2026-11-23', '2026-11-25']);
    expect(until(200, '2026-11-23', '12:00')).toBe('2026-10-21');
  });

  it('is told by the setting of the team, else by that of everybody, else not at all', () => {
    const settings = [{ teamId: null, hours: 8 }, { teamId: 't', hours: 2 }];
    expect([escalationFor(settings, 't')?.hours, escalationFor(settings, 'u')?.hours, escalationFor(settings, null)?.hours, escalationFor([], 't')]).toEqual([2, 8, 8, null]);
  });
});

describe('an overdue next step', () => {
  let api: Api;
  let admin: Client;
  let sales: Client;
  let manager: Client;
  let south: Client;

  beforeAll(async () => {
    api = await startApi();
    [admin, sales, manager, south] = (await Promise.all(['ADMIN', 'SALES', 'MANAGER', 'SALES_SOUTH'].map((who) => api.as(who)))) as [Client, Client, Client, Client];
    await api.write('update team set leader_id = $1 where id = $2', [personId('MANAGER'), teamId('EAST')]);
    // People work around the clock here: what has gone by does not depend on the hour at which this runs.
    const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, hours: [{ from: '00:00', to: '24:00' }] }));
    await admin.mutate('mutation($i: WorkCalendarInput!) { saveWorkCalendar(input: $i) { id } }', { i: { week: always } });
  });
  afterAll(() => api?.close());

  /** A lead whose next step was three days ago: between 48 and 72 hours of work have gone by since that day ended. */
  async function given(owner: StaffKey = 'SALES', team: 'EAST' | 'SOUTH' = 'EAST'): Promise<string> {
    const [id, customerId] = [newId(), newId()];
    await api.write(`insert into customer (id, archive_no, name, kind, stage, owner_id, team_id) values ($1::uuid, 'ES-' || $1::text, '李先生', 'PERSON', 'PROSPECT', $2, $3)`, [customerId, personId(owner), teamId(team)]);
    await api.write(`insert into lead (id, customer_id, origin, owner_id, team_id, opened_at, opened_on, last_touch_at, stage_since, assigned_at, first_response_at, next_on)
      values ($1, $2, 'STAFF', $3, $4, now() - interval '9 days', (now() - interval '9 days')::date, now(), now(), now(), now(), (now() at time zone 'Asia/Shanghai')::date - 3)`, [id, customerId, personId(owner), teamId(team)]);
    return id;
  }
  const told = async (who: Client, id: string): Promise<number> => (await who.query(NOTICES)).notifications.nodes.filter((one: { kind: string; link: string }) => one.kind === 'LEAD_STEP_ESCALATED' && one.link === `/leads/${id}`).length;
  const isMarked = async (id: string): Promise<boolean> => (await api.db.query<{ is: boolean }>('select next_leader_for = next_on as is from lead where id = $1', [id])).rows[0]?.is === true;
  /** Until the owner was told, and with that everything that was owed at that time. */
  async function watched(done: () => Promise<boolean>): Promise<void> {
    const watch = api.app.get(ResponseWatch);
    for (;;) {
      await watch.tick();
      if (await done()) return;
      await new Promise((next) => setTimeout(next, 200));
    }
  }
  const ownerTold = (id: string) => async (): Promise<boolean> => (await api.db.query('select 1 from lead where id = $1 and next_told_for = next_on', [id])).rowCount === 1;

  it('is told to the leader of the team, not before the hours have gone by, and once', async () => {
    await admin.mutate(SAVE, { i: { hours: 100, target: 'LEADER' } });
    const early = await given();
    await watched(ownerTold(early));
    expect([await isMarked(early), await told(manager, early)]).toEqual([false, 0]);

    await admin.mutate(SAVE, { i: { hours: 24, target: 'LEADER' } });
    await watched(() => isMarked(early));
    expect([await told(manager, early), await told(sales, early)]).toEqual([1, 0]);
    // Another that comes due shows that the watch has gone round again.
    const next = await given();
    await watched(() => isMarked(next));
    expect([await told(manager, early), await told(manager, next)]).toEqual([1, 1]);
  });

  it('is told to the one who was named, where they reach the lead, and to nobody where that was said', async () => {
    await admin.mutate(SAVE, { i: { hours: 24, target: 'PERSON', personId: personId('SALES_SOUTH') } });
    const [far, near] = [await given(), await given('MARKETER', 'SOUTH')];
    await watched(async () => (await isMarked(far)) && isMarked(near));
    expect([await told(south, far), await told(south, near), await told(manager, far)]).toEqual([0, 1, 0]);

    const own = (await admin.mutate(SAVE, { i: { teamId: teamId('EAST'), hours: 1, target: 'NOBODY' } })).saveStepEscalation;
    const quiet = await given();
    await watched(() => isMarked(quiet));
    expect([await told(manager, quiet), await told(south, quiet)]).toEqual([0, 0]);
    await admin.mutate(DROP, { id: own.id });
  });

  it('is set for a team or for everybody, by whoever looks after working time', async () => {
    const made = (await admin.mutate(SAVE, { i: { teamId: teamId('EAST'), hours: 4, target: 'LEADER', personId: personId('SALES') } })).saveStepEscalation;
    // A name is kept only where one person is to be told; the same place again is a change.
    expect(made).toMatchObject({ team: { id: teamId('EAST') }, hours: 4, target: 'LEADER', person: null });
    expect((await admin.mutate(SAVE, { i: { teamId: teamId('EAST'), hours: 6, target: 'NOBODY' } })).saveStepEscalation).toMatchObject({ id: made.id, hours: 6 });
    await admin.mutate(DROP, { id: made.id });
    expect((await sales.query(LIST)).stepEscalations).toMatchObject([{ team: null, hours: 24, target: 'PERSON', can: [] }]);
    expect([await sales.refusal(SAVE, { i: { hours: 8, target: 'LEADER' } }), await sales.refusal(DROP, { id: made.id })]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect([await admin.refusal(SAVE, { i: { teamId: newId(), hours: 8, target: 'LEADER' } }), await admin.refusal(SAVE, { i: { hours: 8, target: 'PERSON', personId: newId() } }), await admin.refusal(DROP, { id: newId() })]).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    expect([await admin.refusal(SAVE, { i: { hours: 0, target: 'LEADER' } }), await admin.refusal(SAVE, { i: { hours: 8, target: 'PERSON' } })]).toEqual(['INVALID_INPUT', 'INVALID_INPUT']);
  });
});
