import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { Database } from '@dossier/kernel/data';
import { jobViewer } from '@dossier/kernel/access';
import type { JobRun } from '@dossier/kernel/events';
import { TaskReminders } from './task.reminders';

const FIELDS = 'id version title state priority dueOn dueAt isOverdue waitsFor assignee { id } team { id } author { id } collaborators { id } acceptor { id } acceptedAt doneBy { id } subjectType subjectId repeats handovers { from { id } to { id } by { id } } dependsOn { id title } can';
const ADD = `mutation($i: TaskInput!) { createTask(input: $i) { ${FIELDS} } }`;
const CHANGE = `mutation($id: ID!, $v: Int!, $i: TaskChange!) { updateTask(id: $id, version: $v, input: $i) { ${FIELDS} } }`;
const verb = (name: string) => `mutation($id: ID!) { ${name}(id: $id) { ${FIELDS} } }`;
const [FINISH, ACCEPT, REOPEN, CANCEL, ARCHIVE, RESTORE] = ['finishTask', 'acceptTask', 'reopenTask', 'cancelTask', 'archiveTask', 'restoreTask'].map(verb) as [string, string, string, string, string, string];
const HAND = `mutation($id: ID!, $to: ID!) { reassignTask(id: $id, assigneeId: $to) { ${FIELDS} } }`;
const ONE = `query($id: ID!) { task(id: $id) { ${FIELDS} } }`;
const LIST = `query($f: TaskFilter) { tasks(filter: $f) { nodes { id title dueOn } totalCount } }`;
const NEWS = '{ notifications(first: 50) { nodes { kind facts link } } }';
const CUSTOMER = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';

let api: Api;
let manager: Client;
let marketer: Client;
let sales: Client;
let south: Client;
let auditor: Client;

beforeAll(async () => {
  api = await startApi();
  [manager, marketer, sales, south, auditor] = await Promise.all(['MANAGER', 'MARKETER', 'SALES', 'SALES_SOUTH', 'AUDITOR'].map((who) => api.as(who))) as [Client, Client, Client, Client, Client];
});
afterAll(() => api?.close());

const add = async (who: Client, over: object = {}) => (await who.mutate(ADD, { i: { title: '回访客户', ...over } })).createTask;
const news = async (who: Client, taskId: string) => (await who.query(NEWS)).notifications.nodes.filter((one: { facts: { taskId?: string } }) => one.facts.taskId === taskId).map((one: { kind: string }) => one.kind);

describe('a task', () => {
  it('is one\'s own unless somebody is named, who is told of it', async () => {
    expect(await add(sales, { dueOn: '2099-01-05', priority: 'HIGH' })).toMatchObject({ assignee: { id: personId('SALES') }, team: { id: teamId('EAST') }, author: { id: personId('SALES') }, dueOn: '2099-01-05', priority: 'HIGH', state: 'OPEN', isOverdue: false });
    const given = await add(manager, { assigneeId: personId('SALES'), dueAt: '2099-01-05T18:30:00Z' });
    expect(given).toMatchObject({ assignee: { id: personId('SALES') }, dueOn: '2099-01-06' });
    expect(await news(sales, given.id)).toEqual(['TASK_GIVEN']);
  });

  it('takes the word', async () => {
    expect(await auditor.refusal(ADD, { i: { title: 'x' } })).toBe('FORBIDDEN');
    expect(await auditor.refusal(ONE, { id: NOBODY })).toBe('FORBIDDEN');
    expect(await auditor.refusal(LIST)).toBe('FORBIDDEN');
  });

  it('goes to nobody out of reach, and is about nothing out of reach', async () => {
    expect(await sales.refusal(ADD, { i: { title: 'x', assigneeId: personId('SALES_SOUTH') } })).toBe('NOT_FOUND');
    expect(await sales.refusal(ADD, { i: { title: 'x', collaboratorIds: [NOBODY] } })).toBe('NOT_FOUND');
    expect(await sales.refusal(ADD, { i: { title: 'x', acceptorId: NOBODY } })).toBe('NOT_FOUND');
    const customer = (await sales.mutate(CUSTOMER, { i: { name: '王小明' } })).createCustomer.id;
    const about = await add(sales, { subject: { type: 'CUSTOMER', id: customer } });
    expect(about).toMatchObject({ subjectType: 'CUSTOMER', subjectId: customer });
    expect(await south.refusal(ADD, { i: { title: 'x', subject: { type: 'CUSTOMER', id: customer } } })).toBe('NOT_FOUND');
    expect(await south.refusal(ADD, { i: { title: 'x', dependsOnIds: [about.id] } })).toBe('NOT_FOUND');
    expect(await south.refusal(ONE, { id: about.id })).toBe('NOT_FOUND');
    expect((await south.query(LIST)).tasks.nodes).toEqual([]);
  });

  it('is accepted by somebody else than who does it', async () => {
    expect(await sales.refusal(ADD, { i: { title: 'x', acceptorId: personId('SALES') } })).toBe('TASK_FOUR_EYES');
  });

  it('is seen by those who help, wherever they are', async () => {
    const task = await add(sales, { collaboratorIds: [personId('SALES_SOUTH')] });
    expect((await south.query(ONE, { id: task.id })).task.title).toBe('回访客户');
    expect((await south.query(LIST, { f: { search: '回访' } })).tasks.nodes.map((one: { id: string }) => one.id)).toEqual([task.id]);
  });
});

describe('changing a task', () => {
  it('moves its day and undoes that by moving it back', async () => {
    const task = await add(sales, { dueOn: '2020-01-05' });
    expect(task.isOverdue).toBe(true);
    const { updateTask } = await sales.mutate(CHANGE, { id: task.id, v: task.version, i: { dueOn: '2099-01-06' } });
    expect(updateTask).toMatchObject({ dueOn: '2099-01-06', isOverdue: false, title: '回访客户' });
    expect((await sales.query(LIST, { f: { isOverdue: true, assignee: { in: [personId('SALES')] } } })).tasks.nodes).toEqual([]);
  });

  it('takes the word', async () => expect(await auditor.refusal(CHANGE, { id: NOBODY, v: 1, i: {} })).toBe('FORBIDDEN'));
  it('finds nothing out of reach', async () => expect(await south.refusal(CHANGE, { id: (await add(sales)).id, v: 1, i: { title: 'x' } })).toBe('NOT_FOUND'));

  it('refuses that a task waits for itself, through others too', async () => {
    const [first, second] = [await add(sales), await add(sales)];
    await sales.mutate(CHANGE, { id: second.id, v: 1, i: { dependsOnIds: [first.id] } });
    expect(await sales.refusal(CHANGE, { id: first.id, v: 1, i: { dependsOnIds: [first.id] } })).toBe('TASK_CIRCLE');
    expect(await sales.refusal(CHANGE, { id: first.id, v: 1, i: { dependsOnIds: [second.id] } })).toBe('TASK_CIRCLE');
  });
});

describe('finishing a task', () => {
  it('waits for what comes first, and is undone by opening it again', async () => {
    const first = await add(sales);
    const second = await add(sales, { dependsOnIds: [first.id] });
    expect(second).toMatchObject({ waitsFor: 1, dependsOn: [{ id: first.id }] });
    expect(await sales.refusal(FINISH, { id: second.id })).toBe('TASK_WAITS');
    await sales.mutate(FINISH, { id: first.id });
    const { finishTask } = await sales.mutate(FINISH, { id: second.id });
    expect(finishTask).toMatchObject({ state: 'DONE', doneBy: { id: personId('SALES') } });
    expect((await sales.mutate(REOPEN, { id: second.id })).reopenTask).toMatchObject({ state: 'OPEN', doneBy: null });
  });

  it('brings a task that repeats back, and takes it away again when it is undone', async () => {
    const task = await add(sales, { title: '周报', dueOn: '2099-01-05', repeats: 'WEEKLY' });
    await sales.mutate(FINISH, { id: task.id });
    const due = async () => (await sales.query(LIST, { f: { search: '周报', state: { in: ['OPEN'] } } })).tasks.nodes.map((one: { dueOn: string }) => one.dueOn);
    expect(await due()).toEqual(['2099-01-12']);
    await sales.mutate(REOPEN, { id: task.id });
    expect(await due()).toEqual(['2099-01-05']);
  });

  it('takes the word', async () => {
    for (const document of [FINISH, ACCEPT, REOPEN, CANCEL]) expect(await auditor.refusal(document, { id: NOBODY })).toBe('FORBIDDEN');
  });

  it('finds nothing out of reach', async () => {
    const { id } = await add(sales);
    for (const document of [FINISH, ACCEPT, REOPEN, CANCEL]) expect(await south.refusal(document, { id })).toBe('NOT_FOUND');
  });

  it('is done once', async () => {
    const { id } = await add(sales);
    await sales.mutate(CANCEL, { id });
    expect(await sales.refusal(FINISH, { id })).toBe('FORBIDDEN');
    expect(await sales.refusal(CANCEL, { id })).toBe('FORBIDDEN');
    expect((await sales.mutate(REOPEN, { id })).reopenTask.state).toBe('OPEN');
    expect(await sales.refusal(REOPEN, { id })).toBe('FORBIDDEN');
  });

  it('is accepted by whoever was named, and by nobody else', async () => {
    const task = await add(sales, { acceptorId: personId('MARKETER') });
    expect(await marketer.refusal(ACCEPT, { id: task.id })).toBe('FORBIDDEN');
    await sales.mutate(FINISH, { id: task.id });
    expect(await news(marketer, task.id)).toEqual(['TASK_TO_ACCEPT']);
    expect((await marketer.query(LIST, { f: { isForMeToAccept: true } })).tasks.nodes.map((one: { id: string }) => one.id)).toEqual([task.id]);
    expect(await sales.refusal(ACCEPT, { id: task.id })).toBe('TASK_FOUR_EYES');
    expect((await marketer.mutate(ACCEPT, { id: task.id })).acceptTask.acceptedAt).not.toBeNull();
  });
});

describe('handing a task over', () => {
  it('keeps from whom to whom it went', async () => {
    const task = await add(sales);
    const { reassignTask } = await manager.mutate(HAND, { id: task.id, to: personId('MARKETER') });
    expect(reassignTask).toMatchObject({ assignee: { id: personId('MARKETER') }, handovers: [{ from: { id: personId('SALES') }, to: { id: personId('MARKETER') }, by: { id: personId('MANAGER') } }] });
    expect(await news(marketer, task.id)).toEqual(['TASK_GIVEN']);
  });

  it('takes the word', async () => expect(await auditor.refusal(HAND, { id: NOBODY, to: NOBODY })).toBe('FORBIDDEN'));

  it('reaches neither tasks nor people out of reach', async () => {
    const { id } = await add(sales);
    expect(await south.refusal(HAND, { id, to: personId('SALES_SOUTH') })).toBe('NOT_FOUND');
    expect(await sales.refusal(HAND, { id, to: personId('SALES_SOUTH') })).toBe('NOT_FOUND');
  });

  it('never makes one accept one\'s own work', async () => {
    const { id } = await add(sales, { acceptorId: personId('MARKETER') });
    expect(await manager.refusal(HAND, { id, to: personId('MARKETER') })).toBe('TASK_FOUR_EYES');
  });
});

describe('archiving a task', () => {
  it('takes it out of the list and brings it back', async () => {
    const { id } = await add(sales, { title: '旧任务' });
    await sales.mutate(ARCHIVE, { id });
    expect((await sales.query(LIST, { f: { search: '旧任务' } })).tasks.nodes).toEqual([]);
    expect((await sales.query(LIST, { f: { search: '旧任务', archived: true } })).tasks.nodes).toHaveLength(1);
    await sales.mutate(RESTORE, { id });
    expect((await sales.query(LIST, { f: { search: '旧任务' } })).tasks.nodes).toHaveLength(1);
  });

  it('takes the word', async () => {
    for (const document of [ARCHIVE, RESTORE]) expect(await auditor.refusal(document, { id: NOBODY })).toBe('FORBIDDEN');
  });

  it('finds nothing out of reach', async () => {
    const { id } = await add(sales);
    for (const document of [ARCHIVE, RESTORE]) expect(await south.refusal(document, { id })).toBe('NOT_FOUND');
  });

  it('is done once', async () => expect(await sales.refusal(RESTORE, { id: (await add(sales)).id })).toBe('FORBIDDEN'));
});

describe('reminders', () => {
  const isTold = async (ids: readonly string[]): Promise<boolean> => (await api.db.query<{ next: boolean }>('select bool_and(remind_at > now()) as next from task where id = any($1::uuid[])', [ids])).rows[0]?.next === true;
  /** Two rounds at once, as of two processes. The product's own round may hold a task at this very moment: whoever tells it also says when the next one comes. */
  async function round(ids: readonly string[]): Promise<void> {
    const database = api.app.get(Database, { strict: false });
    const reminders = api.app.get(TaskReminders, { strict: false });
    const viewer = jobViewer('job.task', ['job.task'], 'spec');
    const run: JobRun = { id: 'spec', data: {}, viewer: async () => viewer, work: (go) => database.work(viewer, 'teams.reminders', () => go(viewer)), progress: async () => undefined, cancelled: async () => false };
    await Promise.all([reminders.run(run), reminders.run(run)]);
    for (const end = Date.now() + 60_000; Date.now() < end && !(await isTold(ids)); await new Promise((next) => setTimeout(next, 100)));
    expect(await isTold(ids)).toBe(true);
  }
  const late = (ids: readonly string[]) => api.write(`update task set due_on = current_date - 5, due_at = null, remind_at = now() - interval '1 minute' where id = any($1::uuid[])`, [ids]);
  const all = async (who: Client) => (await who.query(NEWS)).notifications.nodes as { kind: string; facts: { count?: number; days?: number }; link: string }[];

  it('tell assignee and leader of what is late, each once, and say when the next one comes', async () => {
    await api.write(`update team set leader_id = $1 where id = $2`, [personId('MANAGER'), teamId('EAST')]);
    const task = await add(sales, { dueOn: '2099-01-05' });
    await late([task.id]);
    await round([task.id]);
    expect(await news(sales, task.id)).toEqual(['TASK_LATE']);
    expect(await news(manager, task.id)).toEqual(['TASK_LATE_IN_TEAM']);
  });

  it('say several things of one kind in one message, with a link to all of them', async () => {
    const ids: string[] = [];
    for (const title of ['一', '二', '三']) ids.push((await add(sales, { title, dueOn: '2099-01-05' })).id);
    await late(ids);
    await round(ids);
    for (const id of ids) expect([await news(sales, id), await news(manager, id)]).toEqual([[], []]);
    const digest = (kind: string, link: unknown) => expect.objectContaining({ kind, facts: expect.objectContaining({ count: 3 }), link });
    expect((await all(sales)).filter(({ kind }) => kind === 'TASKS_LATE')).toEqual([digest('TASKS_LATE', '/tasks')]);
    expect((await all(manager)).filter(({ kind }) => kind === 'TASKS_LATE_IN_TEAM')).toEqual([digest('TASKS_LATE_IN_TEAM', expect.stringContaining('/tasks/list?filter='))]);
  });

  it('come before it is due and when it is, and never of what is done', async () => {
    const [soon, now, done] = [await add(sales, { dueOn: '2099-01-05' }), await add(sales, { dueOn: '2099-01-05' }), await add(sales, { dueOn: '2099-01-05' })];
    const beat = `remind_at = now() - interval '1 minute'`;
    await api.write(`update task set due_at = now() + interval '30 minutes', due_on = ((now() + interval '30 minutes') at time zone 'Asia/Shanghai')::date, ${beat} where id = $1`, [soon.id]);
    // A minute ago at most, and on its own day, whenever this runs.
    await api.write(`update task set due_at = greatest(now() - interval '1 minute', date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai'), due_on = (now() at time zone 'Asia/Shanghai')::date, ${beat} where id = $1`, [now.id]);
    await sales.mutate(FINISH, { id: done.id });
    await late([done.id]);
    await round([soon.id, now.id]);
    expect([await news(sales, soon.id), await news(sales, now.id), await news(sales, done.id)]).toEqual([['TASK_SOON'], ['TASK_DUE'], []]);
  });

  it('tell whoever owns what the task is about, on its own page, and once a day', async () => {
    const customer = (await marketer.mutate(CUSTOMER, { i: { name: '王小明' } })).createCustomer.id;
    const task = await add(marketer, { dueOn: '2099-01-05', assigneeId: personId('SALES'), subject: { type: 'CUSTOMER', id: customer } });
    await late([task.id]);
    await round([task.id]);
    const heard = async () => (await all(marketer)).filter(({ link }) => link === `/customers/${customer}`);
    expect(await heard()).toEqual([{ kind: 'TASK_LATE_ON_YOURS', facts: expect.objectContaining({ days: expect.any(Number) }), link: `/customers/${customer}` }]);
    expect((await api.db.query<{ tomorrow: boolean }>('select remind_at > now() as tomorrow from task where id = $1', [task.id])).rows).toEqual([{ tomorrow: true }]);
    await round([task.id]);
    expect(await heard()).toHaveLength(1);
  });
});
