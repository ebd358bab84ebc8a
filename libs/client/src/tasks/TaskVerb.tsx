import { Button } from 'antd';
import { useText } from '@dossier/ui';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '../viewer';
import type { TaskAbout } from './task.values';
import type { TaskFormProps } from './TaskDialog';
import { taskText } from './tasks.text';

// Its form comes when somebody asks for it.
const TaskDialog = lazy(async () => ({ default: (await import('./TaskDialog')).TaskDialog }));

/** The form of a task in a dialog. */
export const TaskForm = (props: TaskFormProps) => <Suspense fallback={null}><TaskDialog {...props} /></Suspense>;

/** The verb that adds a task, about a lead or a customer where one is named. Nothing for those who may not. */
export function TaskVerb({ about, primary, small, name }: { about?: TaskAbout; primary?: boolean; small?: boolean; /** Whom it is about, where many of them stand on one screen. */ name?: string }) {
  const t = useText(taskText);
  const may = useMay('task.write');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} size={small ? 'small' : 'middle'} aria-label={name ? t('newTaskAbout', { name }) : undefined} onClick={() => setOpen(true)}>{t('newTask')}</Button>
      {open && <TaskForm about={about} onClose={() => setOpen(false)} />}
    </>
  );
}
