import { FinishTaskDocument, ReopenTaskDocument, TasksAboutDocument } from '@dossier/client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, show } from '../../../testing/show';
import { leadsRoutes } from '../leads.routes';
import { NurtureTracksDocument } from '../settings/nurture/nurture.documents';
import { LeadDocument, LeadNurtureDocument } from './record.documents';

// The record itself is not what is looked at here: of it only what its head needs.
const record = on(LeadDocument, { lead: { id: '1', version: 1, stage: 'NEW', status: 'OPEN', origin: 'FORM', subject: 'Sofas', openedAt: '2026-11-20T08:00:00Z', can: [], customer: null, transitions: [], touchList: [] } } as never);
const task = (id: string, title: string, over: object = {}) => ({
  id, version: 1, title, state: 'OPEN' as const, priority: 'NORMAL' as const, dueOn: '2020-01-02', dueAt: null, isOverdue: true, waitsFor: 0, doneAt: null, assignee: { id: 'li', name: '李敏' }, can: ['FINISH'], ...over,
});
const about = (open: ReturnType<typeof task>[], over: object[] = [], hasNextPage = false) => on(TasksAboutDocument, { open: { nodes: open, totalCount: open.length, totalIsExact: true }, over: { nodes: over, pageInfo: { hasNextPage } } } as never);
const enrolment = (over: object = {}) => ({
  id: 'e1', version: 1, trackId: 't1', trackName: '低等级培育', state: 'ACTIVE' as const, cause: 'GRADE' as const, fromGrade: 'C' as const, toGrade: null, step: 2, silent: 1, nextOn: null, createdAt: '2026-11-01T00:00:00Z', endedAt: null, signals: null, ...over,
});
const nurtured = (...nodes: ReturnType<typeof enrolment>[]) => on(LeadNurtureDocument, { nurtureEnrolments: { nodes } } as never);
const tracks = on(NurtureTracksDocument, { nurtureTracks: [{ id: 't1', version: 1, name: '低等级培育', isActive: true, grades: ['C'], takesBadTiming: false, steps: ['Call', 'Send a case', 'Visit'].map((title) => ({ afterDays: 5, title, text: null })), silentLimit: 3, reentry: 'NEVER', reentryDays: 90, can: [] }] });
const section = async (name: string) => within(await screen.findByRole('region', { name }));

afterEach(cleanup);

describe('the tasks of a lead', () => {
  it('stand with the open ones first, and are finished and taken back where they stand', async () => {
    const done = task('2', '发送目录', { state: 'DONE', isOverdue: false, doneAt: '2026-11-20T08:00:00Z', can: [] });
    const { sent } = await show(leadsRoutes, '/leads/1', [record, nurtured(), about([task('1', '回电')], [done]), on(FinishTaskDocument, { finishTask: { id: '1', version: 2, state: 'DONE' } }), on(ReopenTaskDocument, { reopenTask: { id: '1', version: 3, state: 'OPEN' } })]);
    const tasks = await section('Tasks');
    await tasks.findByText('回电');
    expect(tasks.getAllByRole('listitem').map((row) => within(row).getByRole('link').textContent)).toEqual(['回电', '发送目录']);
    expect(tasks.getByText(/^overdue /u)).toHaveClass('d-tone-error');
    expect(tasks.getAllByText('李敏')).toHaveLength(2);
    expect(tasks.getByText('1 to do')).toBeInTheDocument();
    fireEvent.click(tasks.getByLabelText('Done: “回电”'));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ReopenTask')?.variables).toEqual({ id: '1' }));
    expect(sent.find(({ operation }) => operation === 'TasksAbout')?.variables).toMatchObject({ open: { subject: { in: ['1'] }, state: { in: ['OPEN'] } } });
  });

  it('say in one line that there are none, and are not asked for without the right', async () => {
    await show(leadsRoutes, '/leads/1', [record, nurtured(), about([])]);
    expect(await screen.findByText('There are no tasks about it.')).toBeInTheDocument();
    cleanup();
    const { sent } = await show(leadsRoutes, '/leads/1', [record, nurtured()], { without: ['task.read'] });
    await waitFor(() => expect(sent.map(({ operation }) => operation)).toContain('LeadNurture'));
    expect(sent.map(({ operation }) => operation)).not.toContain('TasksAbout');
    expect(screen.queryByRole('region', { name: 'Tasks' })).toBeNull();
  });
});

describe('the nurture of a lead', () => {
  it('says on which track it is, and which step of how many', async () => {
    await show(leadsRoutes, '/leads/1', [record, about([]), nurtured(enrolment()), tracks]);
    const nurture = await section('Nurture');
    expect(await nurture.findByText(/step 2 of 3: “Send a case” · 1 without an answer · entered for: Low grade/u)).toBeInTheDocument();
    expect(nurture.getByText('a task is open')).toBeInTheDocument();
  });

  it('says of one that has only entered just that', async () => {
    await show(leadsRoutes, '/leads/1', [record, about([]), nurtured(enrolment({ step: 0, silent: 0, nextOn: '2026-12-01' })), tracks]);
    expect(await (await section('Nurture')).findByText(/just entered · first step: “Call”/u)).toBeInTheDocument();
  });

  it('shows what was heard before it was handed over', async () => {
    const signals = [{ at: '2026-11-20T08:00:00Z', kind: 'EVENT', what: 'PAGE_VIEW' }, { at: '2026-11-19T08:00:00Z', kind: 'COMMUNICATION', what: 'CALL:NOT_REACHED' }, { at: '2026-11-18T08:00:00Z', kind: 'TOUCH', what: 'FORM' }];
    const { sent } = await show(leadsRoutes, '/leads/1', [record, about([]), nurtured(enrolment({ state: 'HANDED_OFF', toGrade: 'B', endedAt: '2026-11-20T09:00:00Z', signals } as never))]);
    const nurture = await section('Nurture');
    expect(nurture.getByText('Handed over')).toBeInTheDocument();
    expect(nurture.getByText(/grade C → B/u)).toBeInTheDocument();
    expect(nurture.getByText('Behaviour · Page view')).toBeInTheDocument();
    expect(nurture.getByText('Communication · Call · Not reached')).toBeInTheDocument();
    expect(nurture.getAllByRole('listitem')).toHaveLength(4);
    // The steps of a track that is left are nobody's concern.
    expect(sent.map(({ operation }) => operation)).not.toContain('NurtureTracks');
  });

  it('is silent where the lead never was on a track', async () => {
    const { sent } = await show(leadsRoutes, '/leads/1', [record, about([]), nurtured()]);
    await waitFor(() => expect(sent.map(({ operation }) => operation)).toContain('LeadNurture'));
    expect(screen.queryByRole('region', { name: 'Nurture' })).toBeNull();
  });
});
