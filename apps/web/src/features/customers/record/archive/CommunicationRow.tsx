import { Button } from 'antd';
import { Paperclip, X } from 'lucide-react';
import { Icon, useText } from '@dossier/ui';
import { isSound, useFormat, useSave, useViewer, VoiceFile } from '@dossier/client';
import { useState } from 'react';
import { ArchiveCommunicationDocument, FinishNextStepDocument, OpenNoteDocument, RemoveAttachmentDocument, ReopenNextStepDocument, RestoreCommunicationDocument } from './archive.documents';
import { archiveText } from './archive.text';
import { archiveWords } from './archive.words';
import type { Communication } from './useArchive';

type Format = ReturnType<typeof useFormat>;

/** One contact: when and how, what was said, what is next, and what may be done with it. */
export function CommunicationRow({ row, onEdit }: { row: Communication; onEdit: () => void }) {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const format = useFormat();
  const head = [row.kind && words(`CommunicationKind.${row.kind}`), row.contactName && t('with', { name: row.contactName }), row.outcome && words(`CommunicationOutcome.${row.outcome}`)].filter(Boolean).join(' · ');
  const answers = (row.answers ?? []).filter(({ answer }) => answer);
  return (
    <li>
      <div><time className="d-caption" dateTime={row.at ?? undefined}>{format.instant(row.at)}</time><p className="d-caption">{row.author?.name}</p></div>
      <div className="archive-entry">
        <p><b>{head}</b></p>
        {row.summary && <p className="archive-said">{row.summary}</p>}
        {answers.length > 0 && <dl className="archive-answers">{answers.map(({ question, answer }) => <div key={question}><dt>{question}</dt><dd>{answer}</dd></div>)}</dl>}
        {(row.nextStep || row.nextOn) && <NextStep row={row} />}
        {(row.files ?? []).length > 0 && <Files row={row} />}
        <RowVerbs row={row} onEdit={onEdit} />
      </div>
    </li>
  );
}

function NextStep({ row }: { row: Communication }) {
  const t = useText(archiveText);
  const format = useFormat();
  const refreshes = ['communications'];
  const back = useSave(ReopenNextStepDocument, { refreshes, loud: true });
  const finish = useSave(FinishNextStepDocument, { refreshes, loud: true, done: t('stepDone'), undo: () => back.run({ id: row.id }) });
  const isLate = row.nextState === 'OPEN' && Boolean(row.nextOn) && row.nextOn! < format.today();
  const day = row.nextOn && t(isLate ? 'overdue' : 'due', { day: format.dayShort(row.nextOn) });
  return (
    <p className="archive-next">
      <span className="d-caption">{t('nextStep')}</span> {row.nextStep} <span className={isLate ? 'd-tone-error' : 'd-caption'}>{row.nextState === 'DONE' ? t('finished') : day}</span>
      {row.can?.includes('FINISH') && <Button size="small" disabled={finish.busy} onClick={() => void finish.run({ id: row.id })}>{t('done')}</Button>}
    </p>
  );
}

/** What a file is, by the type that its own first bytes have told. */
const KINDS = [['application/pdf', 'filePdf'], ['image/', 'fileImage'], ['audio/', 'fileSound'], ['application/vnd.openxmlformats', 'fileOffice'], ['text/', 'fileText']] as const;
const kindOf = (mediaType: string | null | undefined) => KINDS.find(([begins]) => mediaType?.startsWith(begins))?.[1] ?? 'fileOther';

const STEP = 1024;
/** Bytes in the unit in which they are few. */
const sizeOf = (bytes: number | null | undefined, format: Format): string => {
  const size = bytes ?? 0;
  const [by, unit] = size < STEP ? [1, 'B'] : size < STEP ** 2 ? [STEP, 'KB'] : [STEP ** 2, 'MB'];
  return `${format.number(Math.round((size / by) * 10) / 10)} ${unit}`;
};

/** Each file with what it is and how large, and who may open them. */
function Files({ row }: { row: Communication }) {
  const t = useText(archiveText);
  const format = useFormat();
  const remove = useSave(RemoveAttachmentDocument, { refreshes: ['communications'], loud: true, done: t('removed') });
  return (
    <ul className="archive-files" aria-label={t('files')}>
      {(row.files ?? []).map((file) => (
        <li key={file.id}>
          <Icon of={Paperclip} /> <span className="archive-file"><a href={file.url ?? ''} download>{file.name}</a> <span className="d-caption">{t('fileSaid', { kind: t(kindOf(file.mediaType)), size: sizeOf(file.size, format) })}</span>{isSound(file.mediaType) && <> <VoiceFile name={file.name ?? ''} url={file.url ?? ''} /></>}</span>
          {row.can?.includes('UPDATE') && <Button type="text" size="small" icon={<Icon of={X} />} aria-label={t('removeFile', { name: file.name ?? '' })} onClick={() => void remove.run({ id: file.id })} />}
        </li>
      ))}
      <li className="d-caption">{t('filesFor')}</li>
    </ul>
  );
}

function RowVerbs({ row, onEdit }: { row: Communication; onEdit: () => void }) {
  const t = useText(archiveText);
  const me = useViewer();
  const [note, setNote] = useState<string | null>(null);
  const refreshes = ['communications', 'customerTimeline'];
  const open = useSave(OpenNoteDocument, { loud: true, onDone: ({ openNote }) => setNote(openNote ?? '') });
  const back = useSave(RestoreCommunicationDocument, { refreshes, loud: true });
  const archive = useSave(ArchiveCommunicationDocument, { refreshes, loud: true, done: t('removed'), undo: () => back.run({ id: row.id }) });
  const can = row.can ?? [];
  const mine = row.author?.id === me.id;
  return (
    <>
      {note !== null && <p className="archive-note">{note}</p>}
      <p className="archive-verbs">
        {row.hasNote && can.includes('UPDATE') && <Button type="link" size="small" onClick={() => (note === null ? void open.run({ id: row.id }) : setNote(null))}>{t(note === null ? 'openNote' : 'hideNote')}</Button>}
        {can.includes('UPDATE') && mine && <Button type="link" size="small" onClick={onEdit}>{t('edit')}</Button>}
        {can.includes('ARCHIVE') && <Button type="link" size="small" onClick={() => void archive.run({ id: row.id })}>{t('remove')}</Button>}
      </p>
    </>
  );
}
