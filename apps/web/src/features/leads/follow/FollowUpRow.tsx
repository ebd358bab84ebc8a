import { Button } from 'antd';
import { useState } from 'react';
import { isSound, useFormat, useSave, VoiceFile } from '@dossier/client';
import { useText } from '@dossier/ui';
import { FinishFollowUpDocument, OpenFollowUpNoteDocument, ReopenFollowUpDocument, type FollowUp } from './follow.documents';
import { followText, followWords } from './follow.text';

/** One contact: when, how and with what outcome; what was said, and what is next. */
export function FollowUpRow({ row }: { row: FollowUp }) {
  const words = useText(followWords);
  const t = useText(followText);
  const format = useFormat();
  const head = [row.kind && words(`CommunicationKind.${row.kind}`), row.contactName && t('with', { name: row.contactName }), row.outcome && words(`CommunicationOutcome.${row.outcome}`)].filter(Boolean).join(' · ');
  return (
    <li>
      <p className="d-caption"><time dateTime={row.at ?? undefined}>{format.instant(row.at)}</time> · {row.author?.name}</p>
      <p><b>{head}</b></p>
      {row.summary && <p className="follow-said">{row.summary}</p>}
      {(row.nextStep || row.nextOn) && <NextStep row={row} />}
      {(row.files ?? []).length > 0 && <ul className="follow-files">{(row.files ?? []).map((file) => <li key={file.id}><a href={file.url ?? ''} download>{file.name}</a>{isSound(file.mediaType) && <VoiceFile name={file.name ?? ''} url={file.url ?? ''} />}</li>)}</ul>}
      {row.hasNote && row.can?.includes('UPDATE') && <Note id={row.id} />}
    </li>
  );
}

function NextStep({ row }: { row: FollowUp }) {
  const t = useText(followText);
  const format = useFormat();
  const refreshes = ['communications', 'lead', 'leads', 'leadBoard'];
  const back = useSave(ReopenFollowUpDocument, { refreshes, loud: true });
  const finish = useSave(FinishFollowUpDocument, { refreshes, loud: true, done: t('stepDone'), undo: () => back.run({ id: row.id }) });
  const isLate = row.nextState === 'OPEN' && Boolean(row.nextOn) && row.nextOn! < format.today();
  const day = row.nextOn && t(isLate ? 'overdue' : 'due', { day: format.dayShort(row.nextOn) });
  return (
    <p>
      <span className="d-caption">{t('nextStep')}</span> {row.nextStep} <span className={isLate ? 'd-tone-error' : 'd-caption'}>{row.nextState === 'DONE' ? t('finished') : day}</span>{' '}
      {row.can?.includes('FINISH') && <Button size="small" disabled={finish.busy} onClick={() => void finish.run({ id: row.id })}>{t('done')}</Button>}
    </p>
  );
}

function Note({ id }: { id: string }) {
  const t = useText(followText);
  const [note, setNote] = useState<string | null>(null);
  const open = useSave(OpenFollowUpNoteDocument, { loud: true, onDone: ({ openNote }) => setNote(openNote ?? '') });
  return (
    <>
      {note !== null && <p className="follow-said">{note}</p>}
      <Button type="link" size="small" onClick={() => (note === null ? void open.run({ id }) : setNote(null))}>{t(note === null ? 'openNote' : 'hideNote')}</Button>
    </>
  );
}
