import { Button, Input } from 'antd';
import { Plus } from 'lucide-react';
import { Icon, Section, useText } from '@dossier/ui';
import { SurveyLinkButton } from '../intake/SurveyLinkButton';
import { useFormat, useSave } from '@dossier/client';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { AnswerFeedbackDocument, ArchiveFeedbackDocument, RestoreFeedbackDocument, UpdateFeedbackDocument } from './archive.documents';
import { archiveText } from './archive.text';
import { archiveWords } from './archive.words';
import { FeedbackDrawer } from './FeedbackDrawer';
import { ListBody } from './ListBody';
import { useFeedback, type Feedback } from './useArchive';

const REFRESHES = ['customerFeedback', 'customerTimeline'];

/** What the customer thinks of what they got, and what we answered. */
export function FeedbackTab({ customer }: { customer: CustomerRecord }) {
  const t = useText(archiveText);
  const pages = useFeedback(customer.id);
  const may = customer.can?.includes('ADD_FEEDBACK') ?? false;
  const [adding, setAdding] = useState(false);
  const add = may && <Button icon={<Icon of={Plus} />} onClick={() => setAdding(true)}>{t('addFeedback')}</Button>;
  return (
    <Section title={t('feedback')} extra={<><SurveyLinkButton customerId={customer.id} />{pages.rows.length > 0 && add}</>}>
      <ListBody pages={pages} empty={{ title: t('noFeedback'), text: t('noFeedbackText'), actions: add }}>
        <ol className="customer-history">{pages.rows.map((row) => <FeedbackRow key={row.id} row={row} />)}</ol>
      </ListBody>
      {adding && <FeedbackDrawer customerId={customer.id} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function FeedbackRow({ row }: { row: Feedback }) {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const format = useFormat();
  const head = [row.kind && words(`FeedbackKind.${row.kind}`), typeof row.score === 'number' && t('scored', { score: row.score }), row.productName, row.channel?.name].filter(Boolean).join(' · ');
  return (
    <li>
      <div><time className="d-caption" dateTime={row.at ?? undefined}>{format.instant(row.at)}</time><p className="d-caption">{row.status && words(`FeedbackStatus.${row.status}`)}</p></div>
      <div className="archive-entry">
        <p><b>{head}</b></p>
        {row.text && <p className="archive-said">{row.text}</p>}
        {row.answer && <p className="archive-note"><span className="d-caption">{t('answerOf', { name: row.answerer?.name ?? '' })}</span> {row.answer}</p>}
        <FeedbackVerbs row={row} />
      </div>
    </li>
  );
}

function FeedbackVerbs({ row }: { row: Feedback }) {
  const t = useText(archiveText);
  const [answering, setAnswering] = useState(false);
  const back = useSave(RestoreFeedbackDocument, { refreshes: REFRESHES, loud: true });
  const archive = useSave(ArchiveFeedbackDocument, { refreshes: REFRESHES, loud: true, done: t('removed'), undo: () => back.run({ id: row.id }) });
  const update = useSave(UpdateFeedbackDocument, { refreshes: REFRESHES, loud: true, done: t('saved') });
  const can = row.can ?? [];
  const isClosed = row.status === 'CLOSED';
  const move = () => void update.run({ id: row.id, version: row.version, input: { status: isClosed ? (row.answer ? 'ANSWERED' : 'OPEN') : 'CLOSED' } });
  return (
    <>
      {answering && <Answer row={row} onClose={() => setAnswering(false)} />}
      <p className="archive-verbs">
        {can.includes('ANSWER') && !answering && <Button type="link" size="small" onClick={() => setAnswering(true)}>{t('answer')}</Button>}
        {can.includes('UPDATE') && <Button type="link" size="small" onClick={move}>{t(isClosed ? 'reopen' : 'close')}</Button>}
        {can.includes('ARCHIVE') && <Button type="link" size="small" onClick={() => void archive.run({ id: row.id })}>{t('remove')}</Button>}
      </p>
    </>
  );
}

function Answer({ row, onClose }: { row: Feedback; onClose: () => void }) {
  const t = useText(archiveText);
  const [text, setText] = useState(row.answer ?? '');
  const save = useSave(AnswerFeedbackDocument, { refreshes: REFRESHES, loud: true, done: t('answered'), onDone: onClose });
  return (
    <div className="archive-answer">
      <Input.TextArea autoFocus aria-label={t('answer')} rows={2} maxLength={4000} value={text} onChange={(event) => setText(event.target.value)} />
      <Button disabled={save.busy || text.trim() === ''} onClick={() => void save.run({ id: row.id, answer: text })}>{t('save')}</Button>
    </div>
  );
}
