import { Button } from 'antd';
import { useSave } from '@dossier/client';
import { useText, useToast } from '@dossier/ui';
import { ArchiveMailInboxDocument, CheckMailInboxDocument, PauseMailInboxDocument, RestoreMailInboxDocument, ResumeMailInboxDocument } from './inboxes.documents';
import { inboxesText } from './inboxes.text';
import type { InboxRow } from './inboxes.types';
import { useInboxWords } from './inboxes.words';

const REFRESHES = ['mailInboxes'];

/** What can be done with a mailbox; each act can be taken back where it stands. */
export function InboxVerbs({ inbox, onEdit }: { inbox: InboxRow; onEdit: () => void }) {
  const t = useText(inboxesText);
  const words = useInboxWords();
  const toast = useToast();
  const facts = { name: inbox.name ?? '' };
  const { id } = inbox;
  const check = useSave(CheckMailInboxDocument, { loud: true, onDone: ({ checkMailInbox: tried }) => (tried?.isOk ? toast.done(t('checkOk', { count: tried.count ?? 0 })) : toast.failed(t('checkFailed', { fault: words('MailInboxFault', tried?.fault) }))) });
  const resume = useSave(ResumeMailInboxDocument, { loud: true, refreshes: REFRESHES, done: t('resumed', facts) });
  const pause = useSave(PauseMailInboxDocument, { loud: true, refreshes: REFRESHES, done: t('paused', facts), undo: () => resume.run({ id }) });
  const restore = useSave(RestoreMailInboxDocument, { loud: true, refreshes: REFRESHES, done: t('restored', facts) });
  const archive = useSave(ArchiveMailInboxDocument, { loud: true, refreshes: REFRESHES, done: t('archived', facts), undo: () => restore.run({ id }) });
  const can = (action: string) => (inbox.can ?? []).includes(action);
  return (
    <span className="lead-inbox-verbs">
      {can('CHECK') && <Button size="small" loading={check.busy} onClick={() => void check.run({ id })}>{t('check')}</Button>}
      {can('UPDATE') && <Button size="small" onClick={onEdit}>{t('edit')}</Button>}
      {can('PAUSE') && <Button size="small" disabled={pause.busy} onClick={() => void pause.run({ id })}>{t('pause')}</Button>}
      {can('RESUME') && <Button size="small" disabled={resume.busy} onClick={() => void resume.run({ id })}>{t('resume')}</Button>}
      {can('ARCHIVE') && <Button size="small" disabled={archive.busy} onClick={() => void archive.run({ id })}>{t('archive')}</Button>}
    </span>
  );
}
