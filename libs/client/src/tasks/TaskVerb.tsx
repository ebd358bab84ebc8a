import { Button } from 'antd';
import { useText } from '@dossier/ui';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '../viewer';
import type { TaskAbout } from './task.values';
import { taskText } from './tasks.text';

// Its form comes when somebody asks for it.
const TaskDialog = lazy(async () => ({ default: (await import('./TaskDialog')).TaskDialog }));

/** The verb that adds a task, about a lead or a customer where one is named. Nothing for those who may not. */
export function TaskVerb({ about, primary }: { about?: TaskAbout; primary?: boolean }) {
  const t = useText(taskText);
  const may = useMay('task.write');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} onClick={() => setOpen(true)}>{t('newTask')}</Button>
      {open && <Suspense fallback={null}><TaskDialog {...(about ? { about } : {})} onClose={() => setOpen(false)} /></Suspense>}
    </>
  );
}
