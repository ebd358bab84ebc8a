import { failure, FindInList, SavedViewTabs, taskText, TaskVerb, useCustomerChoices, useFormat, useList, useMay, useViewer, useViews, type AnswerOf } from '@dossier/client';
import { describeFilter, EmptyState, FilterSentence, ListScreen, NotAllowed, Page, StateDot, useText, type Column, type FilterField } from '@dossier/ui';
import { useMemo } from 'react';
import { useOpenTask } from './MyDayScreen';
import { TaskDrawer } from './TaskDrawer';
import './tasks.css';
import { TaskCountDocument, TaskListDocument } from './tasks.documents';
import { tasksText } from './tasks.text';
import { TaskTabs } from './TaskTabs';

type TaskRow = NonNullable<AnswerOf<typeof TaskListDocument>['tasks']>['nodes'][number];

export function TaskListScreen() {
  const t = useText(tasksText);
  return useMay('task.read') ? <TaskList /> : <Page title={t('tasks')}><NotAllowed text={t('notAllowed')} /></Page>;
}

function TaskList() {
  const t = useText(tasksText);
  const { id } = useViewer();
  const [task, openTask] = useOpenTask();
  const state = (filter: object, sort = 'DUE_ON') => ({ filter: filter as never, sort, order: 'ASC' as const, columns: [] });
  const views = useViews('tasks', [
    { id: 'mine', name: t('mine'), state: state({ state: { in: ['OPEN'] }, assignee: { in: [id] } }) },
    { id: 'given', name: t('given'), state: state({ state: { in: ['OPEN'] }, author: { in: [id] } }) },
    { id: 'everything', name: t('everything'), state: state({}) },
  ]);
  const fields = useFields();
  const list = useList(TaskListDocument, { sort: views.state.sort, order: views.state.order, filter: views.state.filter, count: TaskCountDocument });
  return (
    <>
      <ListScreen<TaskRow> title={t('tasks')} help="tasks" list={list} unit={t('unit')} failedText={failure} filterWords={describeFilter(fields, list.filter)} nameOf={(row) => row.title ?? ''} columns={useColumns(openTask)}
        phoneRow={usePhoneRow()} actions={<TaskVerb primary />} views={<><TaskTabs current="all" /><SavedViewTabs views={views} /></>}
        sentence={<FilterSentence subject={t('subjectOfFilter')} fields={fields} value={list.filter} onChange={list.setFilter} end={<FindInList filter={list.filter} onFilter={list.setFilter} />} />}
        open={(row) => `/tasks/list?task=${row.id}`} empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={<TaskVerb />} />} />
      {task && <TaskDrawer id={task} onClose={() => openTask()} />}
    </>
  );
}

function useFields(): FilterField[] {
  const t = useText(tasksText);
  const word = useText(taskText);
  const { owners, teams } = useCustomerChoices();
  return useMemo(() => {
    const states = (['OPEN', 'DONE', 'CANCELLED'] as const).map((value) => ({ value, label: word(`TaskState.${value}`) }));
    const priorities = (['HIGH', 'NORMAL', 'LOW'] as const).map((value) => ({ value, label: word(`TaskPriority.${value}`) }));
    return [
      { key: 'state', label: t('state'), kind: 'choice', options: states }, { key: 'assignee', label: t('assignee'), kind: 'ref', options: owners }, { key: 'author', label: t('author'), kind: 'ref', options: owners },
      { key: 'dueOn', label: t('due'), kind: 'day' }, { key: 'isOverdue', label: t('isOverdue'), kind: 'flag' }, { key: 'isForMeToAccept', label: t('isForMeToAccept'), kind: 'flag' },
      { key: 'priority', label: t('priority'), kind: 'choice', options: priorities }, { key: 'team', label: t('team'), kind: 'ref', options: teams },
    ];
  }, [t, word, owners, teams]);
}

/** When it is due, in words; late in the tone of an error. */
function DueMark({ row }: { row: TaskRow }) {
  const t = useText(tasksText);
  const format = useFormat();
  const words = row.dueAt ? `${format.dayShort(row.dueOn)} ${format.time(row.dueAt)}` : row.dueOn ? format.dayShort(row.dueOn) : t('noDay');
  return <span className={row.isOverdue ? 'd-tone-error' : undefined}>{row.isOverdue ? t('late', { day: words }) : words}</span>;
}

function StateMark({ row }: { row: TaskRow }) {
  const word = useText(taskText);
  return <StateDot tone={row.state === 'DONE' ? 'ok' : row.isOverdue ? 'err' : 'plain'}>{word(`TaskState.${row.state ?? 'OPEN'}`)}</StateDot>;
}

function useColumns(openTask: (id: string) => void): Column<TaskRow>[] {
  const t = useText(tasksText);
  const word = useText(taskText);
  return [
    { key: 'title', title: t('title'), render: (row) => <button type="button" className="d-name tasks-name" onClick={() => openTask(row.id)}>{row.title}</button> },
    { key: 'state', title: t('state'), render: (row) => <StateMark row={row} /> },
    { key: 'due', title: t('due'), sort: 'DUE_ON', render: (row) => <DueMark row={row} /> },
    { key: 'assignee', title: t('assignee'), render: (row) => row.assignee?.name },
    { key: 'author', title: t('author'), render: (row) => row.author?.name ?? t('product') },
    { key: 'priority', title: t('priority'), render: (row) => word(`TaskPriority.${row.priority ?? 'NORMAL'}`) },
  ];
}

function usePhoneRow() {
  return (row: TaskRow) => ({ title: row.title, lines: [row.assignee?.name ?? ''], value: <DueMark row={row} />, note: <StateMark row={row} /> });
}
