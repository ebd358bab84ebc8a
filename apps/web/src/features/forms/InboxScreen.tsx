import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { failure, Moment, useAsk, useFormat, StateTabs, useList, useReadAgain, useSave, type AnswerOf, type RowOf } from '@dossier/client';
import { EmptyState, Facts, Failed, ListScreen, SideDrawer, StateDot, useLanguage, useText, Waiting, type Column } from '@dossier/ui';
import { errors } from '@dossier/vocabulary/errors';
import { fieldName } from '@dossier/vocabulary/field-names';
import { useState } from 'react';
import { RetrySubmissionDocument, SubmissionAnswersDocument, SubmissionsDocument } from './forms.documents';
import { formsText } from './forms.text';
import { useWords } from './forms.words';
import { FormTabs } from './FormTabs';
import { inLanguage } from './form.model';
import './forms.css';

type Submission = RowOf<AnswerOf<typeof SubmissionsDocument>>;
const TONES: Readonly<Record<string, 'ok' | 'warn' | 'err'>> = { CREATED: 'ok', MATCHED: 'ok', SUGGESTED: 'warn', RECEIVED: 'warn', REFUSED: 'err', WAITING: 'warn', EXPIRED: 'err' };
const EVERY = 3_000;

/** What came in, newest first, and what became of it. */
export function InboxScreen() {
  const t = useText(formsText);
  const [shown, setShown] = useState<Submission | null>(null);
  const list = useSubmissions();
  return (
    <>
      <ListScreen<Submission> title={t('inbox')} note={t('inboxLead')} crumbs={[{ label: t('title'), to: '/forms' }]} help="forms" list={list} columns={useColumns(setShown)} views={<><FormTabs current="inbox" /><States /></>} failedText={failure}
        nameOf={row => row.formName ?? ''}
        phoneRow={row => ({ title: <Where row={row} />, lines: [row.code ? <Reason key="reason" row={row} /> : null, <Moment key="at" at={row.createdAt} />], note: <Mark row={row} />, value: <Verbs row={row} onShow={setShown} /> })}
        empty={<EmptyState title={t('emptyInbox')} text={t('emptyInboxText')} actions={<Link to="/forms">{t('forms')}</Link>} />} />
      {shown && <Answers submission={shown} onClose={() => setShown(null)} />}
    </>
  );
}

/** Read again while something is being taken in. */
function useSubmissions() {
  const list = useList(SubmissionsDocument, { sort: 'CREATED_AT', order: 'DESC' });
  const waits = list.rows.some(row => row.state === 'RECEIVED');
  useReadAgain(list, waits, EVERY);
  return list;
}

function States() {
  const t = useText(formsText);
  const words = useWords();
  return <StateTabs all={t('all')} states={['CREATED', 'MATCHED', 'SUGGESTED', 'WAITING', 'REFUSED', 'EXPIRED'].map(state => ({ id: state, name: words('SubmissionState', state) }))} />;
}

const Where = ({ row }: { row: Submission }) => <>{row.formName ?? <Origin row={row} />}</>;

function Origin({ row }: { row: Submission }) {
  const words = useWords();
  return <>{words('IntakeOrigin', row.origin)}</>;
}

function Mark({ row }: { row: Submission }) {
  const words = useWords();
  return <StateDot tone={TONES[row.state ?? ''] ?? 'warn'}>{words('SubmissionState', row.state)}</StateDot>;
}

/** The sentence of the error, and the field it speaks of; never the value. */
function Reason({ row }: { row: Submission }) {
  const t = useText(formsText);
  const language = useLanguage();
  const format = useFormat();
  if (row.state === 'WAITING' && row.expiresAt) return <span>{t('confirmUntil', { at: format.instant(row.expiresAt) })}</span>;
  if (!row.code) return <>{t('none')}</>;
  const field = row.field ? fieldName(row.field, language) : '';
  const known = row.code in errors ? errors[row.code as keyof typeof errors][language] : row.code;
  const sentence = known.replace(/[：:]?\s*\{reason\}/g, '').replace(/\{(\w+)\}/g, (_, name: string) => (name === 'field' ? field : ''));
  return <span>{sentence}{field && !known.includes('{field}') ? ` ${t('ofField', { field })}` : ''}</span>;
}

function Verbs({ row, onShow }: { row: Submission; onShow: (row: Submission) => void }) {
  const t = useText(formsText);
  const format = useFormat();
  const retry = useSave(RetrySubmissionDocument, { loud: true, refreshes: ['submissions'], done: t('retried') });
  return (
    <span className="form-verbs">
      {row.customerId && <Link to={`/customers/${row.customerId}`}>{t('toRecord')}</Link>}
      <Button size="small" aria-label={t('showOf', { at: format.instant(row.createdAt) })} onClick={() => onShow(row)}>{t('show')}</Button>
      {(row.can ?? []).includes('RETRY') && <Button size="small" disabled={retry.busy} onClick={() => void retry.run({ id: row.id })}>{t('retry')}</Button>}
    </span>
  );
}

function useColumns(onShow: (row: Submission) => void): Column<Submission>[] {
  const t = useText(formsText);
  return [
    { key: 'form', title: t('forms'), render: row => <span className="d-two-lines"><span className="d-name"><Where row={row} /></span><span className="d-caption"><Origin row={row} /></span></span> },
    { key: 'state', title: t('state'), render: row => <Mark row={row} /> },
    { key: 'reason', title: t('reason'), render: row => <Reason row={row} /> },
    { key: 'source', title: t('source'), render: row => row.source?.name ?? t('none') },
    { key: 'createdAt', title: t('cameIn'), align: 'right', render: row => <Moment at={row.createdAt} /> },
    { key: 'act', title: <span className="d-unseen">{t('act')}</span>, align: 'right', render: row => <Verbs row={row} onShow={onShow} /> },
  ];
}

/** What was said, question by question. */
function Answers({ submission, onClose }: { submission: Submission; onClose: () => void }) {
  const t = useText(formsText);
  const language = useLanguage();
  const ask = useAsk(SubmissionAnswersDocument, { id: submission.id });
  const answers = ask.data?.submissionAnswers ?? [];
  return (
    <SideDrawer open title={submission.formName ?? t('inbox')} onClose={onClose} extra={submission.customerId ? <Link to={`/customers/${submission.customerId}`}>{t('toRecord')}</Link> : undefined}>
      {ask.isPending && <Waiting rows={5} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && answers.length === 0 && <EmptyState title={t('noAnswers')} text={t('noAnswersText')} />}
      {answers.length > 0 && <Facts items={answers.map(one => ({ label: inLanguage(one.label, language), value: inLanguage(one.value, language) }))} />}
    </SideDrawer>
  );
}
