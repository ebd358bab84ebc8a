import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useAsk, useFormat, useSave, useViewer } from '@dossier/client';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { FinishHomeTaskDocument, HomeTasksDocument, ReopenHomeTaskDocument } from './home.documents';
import { homeText } from './home.text';

const FEW = 5;

/** The tasks of today and those that are late, the longest late first; the rest of the day stands on its own page. */
export function DueTasks() {
  const t = useText(homeText);
  const format = useFormat();
  const { id } = useViewer();
  const found = useAsk(HomeTasksDocument, { filter: { assignee: { in: [id] }, state: { in: ['OPEN'] }, dueOn: { to: format.today() } }, first: FEW }).data?.tasks;
  const options = { refreshes: ['tasks', 'task'], loud: true };
  const back = useSave(ReopenHomeTaskDocument, options);
  const finish = useSave(FinishHomeTaskDocument, { ...options, done: t('taskDone'), undo: ({ finishTask }) => finishTask && back.run({ id: finishTask.id }) });
  const tasks = found?.nodes ?? [];
  if (tasks.length === 0) return null;
  return (
    <Section title={t('dueTasks')} note={t('dueTasksNote', { count: `${found?.totalCount ?? tasks.length}${found?.totalIsExact === false ? '+' : ''}` })} extra={<Link to="/tasks">{t('myDay')}</Link>}>
      <Rows label={t('dueTasks')}>
        {tasks.map((task) => (
          <Row key={task.id} lead={<span className={task.isOverdue ? 'd-due d-tone-error' : 'd-due'}>{task.isOverdue ? t('overdue', { day: format.dayShort(task.dueOn) }) : format.dayShort(task.dueOn)}</span>}
            title={<Link className="d-name" to="/tasks" search={{ task: task.id } as never}>{task.title}</Link>}
            verb={task.can?.includes('FINISH') && !task.waitsFor && <Button size="small" disabled={finish.busy} aria-label={t('finishTask', { name: task.title ?? '' })} onClick={() => void finish.run({ id: task.id })}>{t('finish')}</Button>} />
        ))}
      </Rows>
    </Section>
  );
}
