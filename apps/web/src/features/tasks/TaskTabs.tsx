import { useNavigate } from '@tanstack/react-router';
import { useText, ViewTabs } from '@dossier/ui';
import { tasksText } from './tasks.text';

const places = { myDay: '/tasks', all: '/tasks/list', leave: '/tasks/leave' } as const;
export type TaskWay = keyof typeof places;

/** From one's day to all tasks, and to leave. */
export function TaskTabs({ current }: { current: TaskWay }) {
  const t = useText(tasksText);
  const navigate = useNavigate();
  const views = (Object.keys(places) as TaskWay[]).map((id) => ({ id, name: t(id) }));
  return <ViewTabs views={views} current={current} changed={false} onPick={(id) => void navigate({ to: places[id as TaskWay] })} />;
}
