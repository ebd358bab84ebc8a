import { Failed, Row, Rows, Section, useText, Waiting } from '@dossier/ui';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useAsk } from '../asks';
import { failure, type AnswerOf } from '../graphql';
import { Moment, useFormat } from '../useFormat';
import { useSave } from '../useSave';
import { useMay } from '../viewer';
import type { TaskAbout } from './task.values';
import { FinishTaskDocument, ReopenTaskDocument, TasksAboutDocument } from './tasks.documents';
import { taskText } from './tasks.text';

type TaskOf = NonNullable<AnswerOf<typeof TasksAboutDocument>['open']>['nodes'][number];
const OPEN_AT_ONCE = 50;
const OVER_AT_FIRST = 3;
const OVER_AT_MOST = 50;

/** The tasks about one lead or customer: those to be done, the next due first, then what is over. Nothing for those who may not see tasks. */
export function TasksAbout({ about }: { about: TaskAbout }) {
  return useMay('task.read') ? <Tasks id={about.id} /> : null;
}

function Tasks({ id }: { id: string }) {
  const t = useText(taskText);
  const [first, setFirst] = useState(OVER_AT_FIRST);
  const subject = { in: [id] };
  const asked = useAsk(TasksAboutDocument, { open: { subject, state: { in: ['OPEN'] } }, openFirst: OPEN_AT_ONCE, over: { subject, state: { in: ['DONE', 'CANCELLED'] } }, overFirst: first }, { keep: true });
  const { open, over } = asked.data ?? {};
  const rows = [...(open?.nodes ?? []), ...(over?.nodes ?? [])];
  const count = `${open?.totalCount ?? 0}${open?.totalIsExact === false ? '+' : ''}`;
  return (
    <Section title={t('tasksAbout')} note={open && rows.length > 0 ? t('tasksOpen', { count }) : undefined}>
      {asked.isPending && <Waiting rows={2} />}
      {asked.isError && !open && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {open && rows.length === 0 && <p className="d-caption">{t('noTasksAbout')}</p>}
      {rows.length > 0 && <Rows label={t('tasksAbout')}>{rows.map((task) => <TaskLine key={task.id} task={task} />)}</Rows>}
      {over?.pageInfo?.hasNextPage && first < OVER_AT_MOST && <Button type="link" onClick={() => setFirst(OVER_AT_MOST)}>{t('tasksBefore')}</Button>}
    </Section>
  );
}

function TaskLine({ task }: { task: TaskOf }) {
  const t = useText(taskText);
  const title = task.title ?? '';
  const options = { refreshes: ['tasks', 'task'], loud: true };
  const back = useSave(ReopenTaskDocument, options);
  const finish = useSave(FinishTaskDocument, { ...options, done: t('taskDone', { title }), undo: () => back.run({ id: task.id }) });
  const isOpen = task.state === 'OPEN';
  const note = [task.assignee?.name ?? t('nobodysTask'), isOpen && task.priority === 'HIGH' && t('highTask'), isOpen && Boolean(task.waitsFor) && t('taskWaits', { count: task.waitsFor ?? 0 })].filter(Boolean).join(' · ');
  const over = !isOpen && <>{t(`TaskState.${task.state ?? 'DONE'}`)} {task.doneAt && <Moment at={task.doneAt} />}</>;
  const verb = isOpen && task.can?.includes('FINISH') && !task.waitsFor && <Button size="small" disabled={finish.busy} aria-label={t('finishThisTask', { title })} onClick={() => void finish.run({ id: task.id })}>{t('finishTask')}</Button>;
  const name = <Link className="d-name" to="/tasks/list" search={{ task: task.id } as never}>{title}</Link>;
  return isOpen ? <Row lead={<DueOf task={task} />} title={name} note={note} verb={verb} /> : <Row title={name} note={note} value={over} />;
}

/** When it is due; marked where that is past. */
function DueOf({ task: { dueOn, dueAt, isOverdue } }: { task: TaskOf }) {
  const t = useText(taskText);
  const format = useFormat();
  const day = dueOn ? [format.dayShort(dueOn), dueAt && format.time(dueAt)].filter(Boolean).join(' ') : t('noDueDay');
  return <span className={isOverdue ? 'd-due d-tone-error' : 'd-due'}>{isOverdue ? t('overdueSince', { day }) : day}</span>;
}
