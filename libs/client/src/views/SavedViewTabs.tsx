import { Button } from 'antd';
import { useText, ViewTabs } from '@dossier/ui';
import { lazy, Suspense, useState } from 'react';
import type { Views } from './useViews';
import { viewsText } from './views.text';

// Naming a view is rare: its form comes when somebody asks for it.
const SaveViewDialog = lazy(async () => ({ default: (await import('./SaveViewDialog')).SaveViewDialog }));

/** The views of a list as tabs, with saving, naming, discarding and deleting. */
export function SavedViewTabs({ views }: { views: Views }) {
  const t = useText(viewsText);
  const [naming, setNaming] = useState(false);
  const remove = views.remove && !views.changed && <Button type="link" size="small" onClick={views.remove}>{t('remove')}</Button>;
  return (
    <>
      <ViewTabs views={views.views} current={views.current} changed={views.changed} onPick={views.pick} onSave={views.save} onSaveAs={() => setNaming(true)} onDiscard={views.discard} extra={remove} />
      {naming && <Suspense fallback={null}><SaveViewDialog open busy={views.saving} onClose={() => setNaming(false)} onSave={views.saveAs} /></Suspense>}
    </>
  );
}
