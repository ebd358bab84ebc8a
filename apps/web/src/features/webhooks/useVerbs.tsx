import { Button } from 'antd';
import { useSave, type Document } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useState, type ReactNode } from 'react';
import { webhooksText } from './webhooks.text';

type ById = { id: string };
interface Kind {
  pause: Document<unknown, ById>;
  resume: Document<unknown, ById>;
  archive: Document<unknown, ById>;
  rotate: Document<unknown, ById>;
  refreshes: string[];
  secretOf: (answer: unknown) => { secret: string; address?: string } | null;
}
interface Thing { id: string; name?: string | null; can?: string[] | null }

/** What webhooks and sources have in common: pause, resume, a new secret, archive; each only where it may be done. */
export function useVerbs(thing: Thing | null | undefined, kind: Kind, told: { onSecret: (shown: { secret: string; address?: string }) => void; onArchived: () => void }): { buttons: ReactNode; dialogs: ReactNode } {
  const t = useText(webhooksText);
  const [asking, setAsking] = useState<'archive' | 'rotate' | null>(null);
  const facts = { name: thing?.name ?? '' };
  const { refreshes } = kind;
  const resume = useSave(kind.resume, { loud: true, refreshes, done: t('resumed', facts) });
  const pause = useSave(kind.pause, { loud: true, refreshes, done: t('paused', facts), undo: () => resume.run({ id: thing?.id ?? '' }) });
  const archive = useSave(kind.archive, { loud: true, refreshes, done: t('archived', facts), onDone: told.onArchived });
  const rotate = useSave(kind.rotate, { loud: true, refreshes });
  if (!thing) return { buttons: null, dialogs: null };
  const can = (action: string) => (thing.can ?? []).includes(action);
  const turn = async () => {
    const shown = kind.secretOf(await rotate.run({ id: thing.id }));
    setAsking(null);
    if (shown) told.onSecret(shown);
  };
  const buttons = (
    <>
      {can('PAUSE') && <Button disabled={pause.busy} onClick={() => void pause.run({ id: thing.id })}>{t('pause')}</Button>}
      {can('RESUME') && <Button disabled={resume.busy} onClick={() => void resume.run({ id: thing.id })}>{t('resume')}</Button>}
      {can('ROTATE') && <Button onClick={() => setAsking('rotate')}>{t('rotate')}</Button>}
      {can('ARCHIVE') && <Button onClick={() => setAsking('archive')}>{t('archive')}</Button>}
    </>
  );
  const dialogs = (
    <>
      {asking === 'archive' && <Dialog open danger title={t('archiveAsk', facts)} onClose={() => setAsking(null)} verb={t('archive')} busy={archive.busy} onVerb={() => void archive.run({ id: thing.id })}><p>{t('archiveText')}</p></Dialog>}
      {asking === 'rotate' && <Dialog open title={t('rotateAsk', facts)} onClose={() => setAsking(null)} verb={t('rotate')} busy={rotate.busy} onVerb={() => void turn()}><p>{t('rotateText')}</p></Dialog>}
    </>
  );
  return { buttons, dialogs };
}
