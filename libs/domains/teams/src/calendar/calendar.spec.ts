import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { momentOf } from '@dossier/kernel/time';
import { isWorking } from './calendar.rules';
import { WorkCalendar } from './work-calendar';

const ALL = '{ workCalendars { id teamId team { name } week { weekday hours { from to } } days { id day name hours { from to } } can } }';
const SAVE = 'mutation($i: WorkCalendarInput!) { saveWorkCalendar(input: $i) { id teamId week { weekday hours { from to } } } }';
const ARCHIVE = 'mutation($id: ID!) { archiveWorkCalendar(id: $id) { id archivedAt } }';
const DAYS = 'mutation($id: ID!, $d: [CalendarDayInput!]!) { saveCalendarDays(calendarId: $id, days: $d) { id days { id day name hours { from } } } }';
const NO_DAY = 'mutation($id: ID!) { archiveCalendarDay(id: $id) { id archivedAt } }';
const DAY_BACK = 'mutation($id: ID!) { restoreCalendarDay(id: $id) { id archivedAt } }';
const LEAVES = 'query($p: [ID!]) { leaves(filter: { person: { in: $p } }) { nodes { id person { name } fromOn toOn fromNoon toNoon reason can } } }';
const AWAY = 'mutation($i: LeaveInput!) { addLeave(input: $i) { id person { id } fromOn toOn reason } }';
const NO_LEAVE = 'mutation($id: ID!) { archiveLeave(id: $id) { id archivedAt } }';
const LEAVE_BACK = 'mutation($id: ID!) { restoreLeave(id: $id) { id archivedAt } }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';
const SIX = [{ from: '08:00', to: '14:00' }];
const six = (teamOfIt: string | null) => ({ teamId: teamOfIt, week: [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, hours: SIX })) });

let api: Api;
let manager: Client;
let sales: Client;
let south: Client;
let working: WorkCalendar;

beforeAll(async () => {
  api = await startApi();
  [manager, sales, south] = [await api.as('MANAGER'), await api.as('SALES'), await api.as('SALES_SOUTH')];
  working = api.app.get(WorkCalendar, { strict: false });
});
afterAll(() => api?.close());

const company = async () => (await manager.query(ALL)).workCalendars.find((one: { teamId: string | null }) => one.teamId === null);
const isOpen = async (team: string | null, day: string, time: string) => isWorking(await working.of(team), momentOf(day, time));

describe('the hours of a week', () => {
  it('are those of the company until a team has its own, and again when it gives them up', async () => {
    expect((await company()).week[0]).toEqual({ weekday: 1, hours: [{ from: '09:00', to: '18:00' }] });
    expect(await isOpen(teamId('EAST'), '2026-11-28', '10:00')).toBe(false);
    const { saveWorkCalendar } = await manager.mutate(SAVE, { i: six(teamId('EAST')) });
    expect(saveWorkCalendar.week[5]).toEqual({ weekday: 6, hours: SIX });
    expect(await isOpen(teamId('EAST'), '2026-11-28', '10:00')).toBe(true);
    expect(await isOpen(teamId('SOUTH'), '2026-11-28', '10:00')).toBe(false);
    expect((await manager.mutate(SAVE, { i: six(teamId('EAST')) })).saveWorkCalendar.id).toBe(saveWorkCalendar.id);
    await manager.mutate(ARCHIVE, { id: saveWorkCalendar.id });
    expect(await isOpen(teamId('EAST'), '2026-11-28', '10:00')).toBe(false);
  });

  it('take the word', async () => {
    expect(await sales.refusal(SAVE, { i: six(null) })).toBe('FORBIDDEN');
    expect(await sales.refusal(ARCHIVE, { id: (await company()).id })).toBe('FORBIDDEN');
    expect((await sales.query(ALL)).workCalendars.find((one: { teamId: string | null }) => one.teamId === null).can).toEqual([]);
  });

  it('find no team and no calendar that do not exist', async () => {
    expect(await manager.refusal(SAVE, { i: six(NOBODY) })).toBe('NOT_FOUND');
    expect(await manager.refusal(ARCHIVE, { id: NOBODY })).toBe('NOT_FOUND');
  });

  it('refuse a week without work, and to take away what all fall back on', async () => {
    expect(await manager.refusal(SAVE, { i: { week: [] } })).toBe('CALENDAR_WITHOUT_WORK');
    expect(await manager.refusal(ARCHIVE, { id: (await company()).id })).toBe('CALENDAR_STANDARD');
  });
});

describe('holidays and working days by date', () => {
  it('win over the week, are written anew by date, and come back after they were taken out', async () => {
    const { id } = await company();
    await manager.mutate(DAYS, { id, d: [{ day: '2026-10-01', name: '国庆', hours: [] }, { day: '2026-10-10', name: '调休', hours: [{ from: '09:00', to: '18:00' }] }] });
    expect([await isOpen(null, '2026-10-01', '10:00'), await isOpen(teamId('EAST'), '2026-10-10', '10:00')]).toEqual([false, true]);
    const { saveCalendarDays } = await manager.mutate(DAYS, { id, d: [{ day: '2026-10-01', name: '国庆节', hours: [] }] });
    expect(saveCalendarDays.days.map((day: { name: string }) => day.name)).toEqual(['调休', '国庆节']);
    const day = saveCalendarDays.days[1].id;
    await manager.mutate(NO_DAY, { id: day });
    expect(await isOpen(null, '2026-10-01', '10:00')).toBe(true);
    await manager.mutate(DAY_BACK, { id: day });
    expect(await isOpen(null, '2026-10-01', '10:00')).toBe(false);
  });

  it('take the word', async () => {
    const { id, days } = await company();
    expect(await sales.refusal(DAYS, { id, d: [{ day: '2026-10-02', name: 'x', hours: [] }] })).toBe('FORBIDDEN');
    expect(await sales.refusal(NO_DAY, { id: days[0].id })).toBe('FORBIDDEN');
    expect(await sales.refusal(DAY_BACK, { id: days[0].id })).toBe('FORBIDDEN');
  });

  it('find nothing where there is nothing', async () => {
    expect(await manager.refusal(DAYS, { id: NOBODY, d: [{ day: '2026-10-02', name: 'x', hours: [] }] })).toBe('NOT_FOUND');
    expect(await manager.refusal(NO_DAY, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await manager.refusal(DAY_BACK, { id: NOBODY })).toBe('NOT_FOUND');
  });

  it('refuse hours that overlap, and what is done already', async () => {
    const { id, days } = await company();
    const hours = [{ from: '09:00', to: '12:00' }, { from: '11:00', to: '13:00' }];
    expect(await manager.refusal(DAYS, { id, d: [{ day: '2026-10-02', name: 'x', hours }] })).toBe('INVALID_INPUT');
    expect(await manager.refusal(DAY_BACK, { id: days[0].id })).toBe('FORBIDDEN');
  });
});

describe('leave', () => {
  const mine = { fromOn: '2026-12-01', toOn: '2026-12-02', toNoon: true, reason: '体检' };

  it('is entered for oneself, makes one absent, and is told without its reason to others', async () => {
    const { addLeave } = await sales.mutate(AWAY, { i: mine });
    expect(addLeave).toMatchObject({ person: { id: personId('SALES') }, reason: '体检' });
    const people = [personId('SALES'), personId('MARKETER')];
    expect(await working.absent(people, momentOf('2026-12-02', '11:00'))).toEqual(new Set([personId('SALES')]));
    expect(await working.absent(people, momentOf('2026-12-02', '13:00'))).toEqual(new Set());
    const seen = async (who: Client) => (await who.query(LEAVES, { p: [personId('SALES')] })).leaves.nodes;
    expect((await seen(await api.as('MARKETER')))[0]).toMatchObject({ fromOn: '2026-12-01', reason: null });
    expect((await seen(manager))[0].reason).toBe('体检');
    expect(await seen(south)).toEqual([]);
    await sales.mutate(NO_LEAVE, { id: addLeave.id });
    expect(await working.absent(people, momentOf('2026-12-01', '11:00'))).toEqual(new Set());
    await sales.mutate(LEAVE_BACK, { id: addLeave.id });
    expect((await working.absent(people, momentOf('2026-12-01', '11:00'))).size).toBe(1);
  });

  it('of others takes the word', async () => {
    const { addLeave } = await manager.mutate(AWAY, { i: { ...mine, personId: personId('MARKETER') } });
    expect(addLeave.person.id).toBe(personId('MARKETER'));
    expect(await sales.refusal(AWAY, { i: { ...mine, personId: personId('MARKETER') } })).toBe('FORBIDDEN');
    expect(await sales.refusal(NO_LEAVE, { id: addLeave.id })).toBe('FORBIDDEN');
    await manager.mutate(NO_LEAVE, { id: addLeave.id });
    expect(await sales.refusal(LEAVE_BACK, { id: addLeave.id })).toBe('FORBIDDEN');
    expect(await (await api.as('AUDITOR')).refusal(AWAY, { i: mine })).toBe('FORBIDDEN');
  });

  it('out of reach is not found', async () => {
    const { leaves } = await sales.query(LEAVES, { p: [personId('SALES')] });
    expect(await south.refusal(NO_LEAVE, { id: leaves.nodes[0].id })).toBe('NOT_FOUND');
    expect(await south.refusal(LEAVE_BACK, { id: leaves.nodes[0].id })).toBe('NOT_FOUND');
    expect(await manager.refusal(AWAY, { i: { ...mine, personId: personId('SALES_SOUTH') } })).toBe('NOT_FOUND');
    expect(await manager.refusal(AWAY, { i: { ...mine, personId: NOBODY } })).toBe('NOT_FOUND');
  });

  it('does not end before it begins, and comes back only when it has gone', async () => {
    expect(await sales.refusal(AWAY, { i: { fromOn: '2026-12-02', toOn: '2026-12-01' } })).toBe('PERIOD_ENDS_EARLY');
    const { leaves } = await sales.query(LEAVES, { p: [personId('SALES')] });
    expect(await sales.refusal(LEAVE_BACK, { id: leaves.nodes[0].id })).toBe('FORBIDDEN');
  });
});
