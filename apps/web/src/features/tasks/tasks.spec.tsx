import { afterEach, describe, expect, it } from '@jest/globals';
import { ColleaguesDocument, FinishTaskDocument, ReopenTaskDocument, UpdateTaskDocument } from '@dossier/client';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, Refusal, show } from '../../testing/show';
import { AddLeaveDocument, ArchiveLeaveDocument, FinishStepDocument, LeavesDocument, MyLeadsDocument, MyStepsDocument, MyTasksDocument, RestoreLeaveDocument, TaskDocument, TeamDayDocument } from './tasks.documents';
import { tasksRoutes } from './tasks.routes';

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
const task = (id: string, title: string, over: object = {}) => ({
  id, version: 3, title, state: 'OPEN' as const, priority: 'NORMAL' as const, dueOn: today, dueAt: null, isOverdue: false, waitsFor: 0, subjectType: null, subjectId: null, assignee: { id: 'me', name: '周岚' }, can: ['UPDATE', 'FINISH'], ...over,
});
const step = { id: 's1', version: 2, nextStep: '寄报价单', nextOn: '2020-01-02', summary: null, can: ['FINISH', 'UPDATE'], customer: { id: 'c9', name: '林若兰', companyName: null, archiveNo: 'DA-9' } };
const lead = { id: 'l1', version: 1, subject: '咨询定制', stage: 'NEW' as const, grade: 'B' as const, openedAt: new Date().toISOString(), lastTouchAt: new Date().toISOString(), responseDueAt: null, customer: { id: 'c1', name: '王伟', companyName: null, archiveNo: 'DA-1' } };

const tasks = (...nodes: ReturnType<typeof task>[]) =>
  on(MyTasksDocument, ({ filter }) => ({ tasks: { nodes: filter?.isForMeToAccept ? [] : nodes, totalCount: nodes.length, totalIsExact: true } }));
const steps = (...nodes: (typeof step)[]) => on(MyStepsDocument, { communications: { nodes } });
const leads = (...nodes: (typeof lead)[]) => on(MyLeadsDocument, ({ filter }) => ({ leads: { nodes: filter?.isUnanswered ? nodes : [], totalCount: nodes.length, totalIsExact: true } }));
const sentOf = (sent: { operation: string; variables: object }[], name: string) => sent.find(({ operation }) => operation === name)?.variables;

afterEach(cleanup);

describe('my day', () => {
  it('lists what is late, due, promised and new, each in its section', async () => {
    await show(tasksRoutes, '/tasks', [tasks(task('1', '准备方案'), task('2', '旧任务', { dueOn: '2020-01-02', isOverdue: true })), steps(step), leads(lead)]);
    await screen.findByText('旧任务');
    const listOf = (text: string) => screen.getByText(text).closest('ul')?.getAttribute('aria-label');
    expect([listOf('旧任务'), listOf('准备方案'), listOf('寄报价单')]).toEqual(['Overdue', 'Due today', 'Promised next steps']);
    expect(screen.getByText('寄报价单').closest('a')).toHaveAttribute('href', expect.stringContaining('/customers/c9'));
    expect((await screen.findByText('王伟')).closest('a')).toHaveAttribute('href', '/leads/l1');
    expect(screen.getByText('3 to do')).toBeInTheDocument();
  });

  it('finishes with one tap, and takes it back', async () => {
    const { sent } = await show(tasksRoutes, '/tasks', [tasks(task('1', '准备方案')), steps(), leads(), on(FinishTaskDocument, { finishTask: { id: '1', version: 4, state: 'DONE' } }), on(ReopenTaskDocument, { reopenTask: { id: '1', version: 5, state: 'OPEN' } })]);
    fireEvent.click(await screen.findByLabelText('Done: “准备方案”'));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(sentOf(sent, 'ReopenTask')).toEqual({ id: '1' }));
    expect(sentOf(sent, 'FinishTask')).toEqual({ id: '1' });
  });

  it('goes by keys: the second one is chosen, done and snoozed', async () => {
    const { sent } = await show(tasksRoutes, '/tasks', [tasks(task('1', '一'), task('2', '二')), steps(step), leads(), on(UpdateTaskDocument, { updateTask: { id: '2', version: 4, title: '二', dueOn: today, dueAt: null } }), on(FinishStepDocument, { finishNextStep: { id: 's1', version: 3 } })]);
    await screen.findByText('二');
    fireEvent.keyDown(window, { key: 'j' });
    fireEvent.keyDown(window, { key: 'j' });
    await waitFor(() => expect(screen.getByText('二').closest('li')).toHaveAttribute('aria-current', 'true'));
    fireEvent.keyDown(window, { key: 's' });
    await waitFor(() => expect(sentOf(sent, 'UpdateTask')).toMatchObject({ id: '2', version: 3, input: { dueOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } }));
    await screen.findByText(/is moved to/u);
    fireEvent.keyDown(window, { key: 'j' });
    fireEvent.keyDown(window, { key: 'x' });
    await waitFor(() => expect(sentOf(sent, 'FinishMyStep')).toEqual({ id: 's1' }));
  });

  it('shows whoever leads others what the team owes, each number leading to its list', async () => {
    const people = [{ person: { id: 'u1', name: '赵一凡' }, overdueLeads: 2, unansweredLeads: 0, overdueTasks: 1, dueTasks: 0 }, { person: null, overdueLeads: null, unansweredLeads: 3, overdueTasks: 0, dueTasks: 0 }];
    await show(tasksRoutes, '/tasks', [tasks(), steps(), leads(), on(TeamDayDocument, { teamDay: people })]);
    const of = (text: string) => decodeURIComponent(screen.getByText(text).getAttribute('href') ?? '');
    await screen.findByText('赵一凡');
    expect(of('2 leads overdue')).toMatch(/^\/leads\?filter=.*"owner":\{"in":\["u1"\]\}.*"isOverdue":true/u);
    expect(of('1 task overdue')).toMatch(/^\/tasks\/list\?filter=.*"assignee":\{"in":\["u1"\]\}.*"isOverdue":true/u);
    expect(of('3 leads not answered')).toMatch(/"hasOwner":false/u);
    expect(screen.getByText('Nobody has them yet')).toBeInTheDocument();
    expect(screen.queryByText(/^0 /u)).toBeNull();
    expect(await screen.findByText('Nothing of your own is due today.')).toBeInTheDocument();
  });

  it('says when there is nothing, and says who may not', async () => {
    await show(tasksRoutes, '/tasks', [tasks(), steps(), leads()]);
    expect(await screen.findByText('Nothing is due today')).toBeInTheDocument();
    cleanup();
    const { sent } = await show(tasksRoutes, '/tasks', [], { without: ['task.read'] });
    expect(sent).toEqual([]);
  });

  it('says what failed', async () => {
    await show(tasksRoutes, '/tasks', [on(MyTasksDocument, new Refusal('UNAVAILABLE')), steps(), leads()]);
    expect(await screen.findByRole('alert')).toHaveTextContent('7F3K2');
  });
});

describe('a task beside the day', () => {
  const whole = {
    ...task('1', '准备方案'), description: '三页以内', deliverable: '方案一份', repeats: 'NEVER' as const, acceptedAt: null, acceptorId: 'me', collaboratorIds: [], dependsOnIds: [], doneAt: null, createdAt: '2026-11-20T00:00:00Z', author: null, team: null, collaborators: [],
    acceptor: { id: 'me', name: '周岚' }, doneBy: null, dependsOn: [], handovers: [{ id: 'h1', at: '2026-11-21T00:00:00Z', from: { id: 'a', name: '李敏' }, to: { id: 'me', name: '周岚' }, by: { id: 'b', name: '赵一凡' } }], can: ['ACCEPT'],
  };
  it('opens from its link, shows from whom it came, and is accepted by whoever was named', async () => {
    await show(tasksRoutes, '/tasks?task=1', [tasks(), steps(), leads(), on(TaskDocument, { task: whole }), on(ColleaguesDocument, { users: { nodes: [] } })]);
    const drawer = await screen.findByRole('dialog');
    expect(await within(drawer).findByText('方案一份')).toBeInTheDocument();
    expect(within(drawer).getByText('李敏 → 周岚 (by 赵一凡)')).toBeInTheDocument();
    expect(within(drawer).getByText('Accept').closest('button')).toBeInTheDocument();
  });
});

describe('leave', () => {
  const leave = { id: 'v1', version: 1, person: { id: 'me', name: '周岚' }, fromOn: '2026-12-01', toOn: '2026-12-02', fromNoon: false, toNoon: true, reason: '体检', can: ['ARCHIVE'] };
  it('lists who is away, and takes one back with a way to undo it', async () => {
    const { sent } = await show(tasksRoutes, '/tasks/leave', [on(LeavesDocument, { leaves: { nodes: [leave] } }), on(ArchiveLeaveDocument, { archiveLeave: { id: 'v1', version: 2 } }), on(RestoreLeaveDocument, { restoreLeave: { id: 'v1', version: 3 } }), on(AddLeaveDocument, new Refusal('INTERNAL'))]);
    fireEvent.click(await screen.findByLabelText('Take back: leave of 周岚'));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(sentOf(sent, 'RestoreLeave')).toEqual({ id: 'v1' }));
  });

  it('says when there is none', async () => {
    await show(tasksRoutes, '/tasks/leave', [on(LeavesDocument, { leaves: { nodes: [] } })]);
    expect(await screen.findByText('No leave is entered')).toBeInTheDocument();
  });
});

