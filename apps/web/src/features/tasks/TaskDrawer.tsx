import { Button, Select } from 'antd';
import { Link } from '@tanstack/react-router';
import { ArchiveTaskDocument, ColleaguesDocument, failure, FinishTaskDocument, Moment, ReopenTaskDocument, taskText, TaskForm, useAsk, useFormat, useSave, useViewer, type AnswerOf } from '@dossier/client';
import { Facts, Failed, Row, Rows, Section, SideDrawer, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { AcceptTaskDocument, CancelTaskDocument, ReassignTaskDocument, RestoreTaskDocument, TaskDocument } from './tasks.documents';
import { tasksText } from './tasks.text';
import { placeOf } from './useDay';

type Whole = NonNullable<AnswerOf<typeof TaskDocument>['task']>;
const options = { refreshes: ['tasks', 'task'], loud: true };

/** A task as it stands, beside the list it was found in. */
export function TaskDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText(tasksText);
  const ask = useAsk(TaskDocument, { id });
  const [editing, setEditing] = useState(false);
  const task = ask.data?.task;
  return (
    <SideDrawer open title={task?.title ?? t('title')} onClose={onClose} extra={task?.can?.includes('UPDATE') && <Button size="small" onClick={() => setEditing(true)}>{t('edit')}</Button>}>
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {task && <TaskFacts task={task} />}
      {task && <Verbs task={task} onClose={onClose} />}
      {task && <Handovers task={task} />}
      {task && editing && <TaskForm task={task} onClose={() => setEditing(false)} />}
    </SideDrawer>
  );
}

function TaskFacts({ task }: { task: Whole }) {
  const t = useText(tasksText);
  const word = useText(taskText);
  const format = useFormat();
  const about = placeOf(task);
  const due = task.dueAt ? format.instant(task.dueAt) : task.dueOn ? format.day(task.dueOn) : t('noDay');
  const names = (list?: readonly { name?: string | null }[] | null) => (list ?? []).map(({ name }) => name).join(' · ');
  const items = [
    { label: t('state'), value: `${word(`TaskState.${task.state ?? 'OPEN'}`)}${task.acceptedAt ? ` · ${t('accepted')}` : ''}` },
    { label: t('due'), value: <span className={task.isOverdue ? 'd-tone-error' : undefined}>{due}</span> },
    { label: t('assignee'), value: task.assignee?.name },
    { label: t('author'), value: task.author?.name ?? t('product') },
    { label: t('priority'), value: word(`TaskPriority.${task.priority ?? 'NORMAL'}`) },
    ...(task.repeats && task.repeats !== 'NEVER' ? [{ label: word('repeats'), value: word(`TaskRepeat.${task.repeats}`) }] : []),
    ...(task.collaborators?.length ? [{ label: word('collaborators'), value: names(task.collaborators) }] : []),
    ...(task.acceptor ? [{ label: word('acceptor'), value: task.acceptor.name }] : []),
    ...(task.deliverable ? [{ label: word('deliverable'), value: task.deliverable }] : []),
    ...(task.dependsOn?.length ? [{ label: word('dependsOn'), value: task.dependsOn.map(({ title, state }) => `${title} (${word(`TaskState.${state ?? 'OPEN'}`)})`).join(' · ') }] : []),
    ...(task.doneBy ? [{ label: t('doneBy'), value: <>{task.doneBy.name} <Moment at={task.doneAt} /></> }] : []),
  ];
  return (
    <>
      {task.description && <p className="d-anywhere">{task.description}</p>}
      <Facts items={items} />
      {about && <p><Link to={about.to}>{t(about.kind === 'LEAD' ? 'ofLead' : 'ofCustomer')}</Link></p>}
    </>
  );
}

function Verbs({ task, onClose }: { task: Whole; onClose: () => void }) {
  const t = useText(tasksText);
  const me = useViewer().id;
  const plain = useSave(ReopenTaskDocument, options);
  const restore = useSave(RestoreTaskDocument, options);
  const back = () => plain.run({ id: task.id });
  const finish = useSave(FinishTaskDocument, { ...options, done: t('doneSaid', { title: task.title ?? '' }), undo: back });
  const reopen = useSave(ReopenTaskDocument, { ...options, done: t('reopened') });
  const accept = useSave(AcceptTaskDocument, { ...options, done: t('acceptSaid') });
  const cancel = useSave(CancelTaskDocument, { ...options, done: t('cancelled'), undo: back });
  const archive = useSave(ArchiveTaskDocument, { ...options, done: t('archived'), undo: () => restore.run({ id: task.id }), onDone: onClose });
  const can = (action: string) => task.can?.includes(action) ?? false;
  const id = { id: task.id };
  return (
    <div className="tasks-drawer-verbs">
      {can('FINISH') && <Button type="primary" disabled={Boolean(task.waitsFor)} onClick={() => void finish.run(id)}>{t('done')}</Button>}
      {can('ACCEPT') && task.acceptorId === me && <Button type="primary" onClick={() => void accept.run(id)}>{t('accept')}</Button>}
      {can('REOPEN') && <Button onClick={() => void reopen.run(id)}>{t('reopen')}</Button>}
      {can('CANCEL') && <Button onClick={() => void cancel.run(id)}>{t('cancelTask')}</Button>}
      {can('ARCHIVE') && <Button type="text" onClick={() => void archive.run(id)}>{t('archive')}</Button>}
      {can('REASSIGN') && <HandOver task={task} />}
    </div>
  );
}

function HandOver({ task }: { task: Whole }) {
  const t = useText(tasksText);
  const { data } = useAsk(ColleaguesDocument, {});
  const people = (data?.users?.nodes ?? []).filter(({ id }) => id !== task.assignee?.id).map(({ id, name }) => ({ value: id, label: name ?? '' }));
  const back = useSave(ReassignTaskDocument, options);
  const hand = useSave(ReassignTaskDocument, {
    ...options, done: ({ reassignTask }) => t('handedOver', { name: reassignTask?.assignee?.name ?? '' }), undo: () => task.assignee && back.run({ id: task.id, assigneeId: task.assignee.id }),
  });
  return <Select<string | null> value={null} aria-label={t('handOver')} placeholder={t('handOver')} options={people} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={200} disabled={hand.busy} onChange={(to) => to && void hand.run({ id: task.id, assigneeId: to })} />;
}

function Handovers({ task }: { task: Whole }) {
  const t = useText(tasksText);
  const list = task.handovers ?? [];
  if (list.length === 0) return null;
  return (
    <Section title={t('handovers')}>
      <Rows label={t('handovers')}>
        {list.map((one) => <Row key={one.id} title={t('handover', { from: one.from?.name ?? '', to: one.to?.name ?? '', by: one.by?.name ?? t('product') })} value={<Moment at={one.at} />} />)}
      </Rows>
    </Section>
  );
}
