import { Button } from 'antd';
import { useNavigate, useParams } from '@tanstack/react-router';
import { failure, Moment, useAsk, StateTabs, useList, useReadAgain, useSave, type AnswerOf, type RowOf } from '@dossier/client';
import { EmptyState, Failed, ListScreen, Page, StateDot, useLanguage, useText, Waiting, type Column } from '@dossier/ui';
import { errors } from '@dossier/vocabulary/errors';
import { fieldName } from '@dossier/vocabulary/field-names';
import { useState } from 'react';
import { SecretDialog } from './Code';
import { WebhookMark } from './OutgoingScreen';
import { addressOf, type ShownSource } from './SourceDialog';
import { useVerbs } from './useVerbs';
import { ArchiveSourceDocument, PauseSourceDocument, ReceivedDocument, ReplayIncomingDocument, ResumeSourceDocument, RotateSourceSecretDocument, SourceDocument } from './webhooks.documents';
import { webhooksText } from './webhooks.text';
import { useWords } from './webhooks.words';
import './webhooks.css';

type SourceOf = NonNullable<AnswerOf<typeof SourceDocument>['incomingSource']>;
type Received = RowOf<AnswerOf<typeof ReceivedDocument>>;
const TONES: Readonly<Record<string, 'ok' | 'warn' | 'err'>> = { DONE: 'ok', RECEIVED: 'warn', FAILED: 'err' };
const EVERY = 3_000;
const A_MINUTE = 60_000;
const kind = {
  pause: PauseSourceDocument, resume: ResumeSourceDocument, archive: ArchiveSourceDocument, rotate: RotateSourceSecretDocument, refreshes: ['incomingSource', 'incomingSources'],
  secretOf: (answer: unknown) => {
    const made = (answer as AnswerOf<typeof RotateSourceSecretDocument> | null)?.rotateIncomingSecret;
    return made?.secret ? { secret: made.secret, address: addressOf(made.source?.path) } : null;
  },
};

/** One source: how it stands, and what it sent. */
export function SourceScreen() {
  const t = useText(webhooksText);
  const { id } = useParams({ strict: false }) as { id: string };
  const ask = useAsk(SourceDocument, { id });
  const source = ask.data?.incomingSource;
  if (source) return <SourceBody key={source.id} source={source} />;
  return (
    <Page title={t('incoming')} crumbs={[{ label: t('title'), to: '/webhooks' }, { label: t('incoming'), to: '/webhooks/incoming' }]} help="webhooks">
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
    </Page>
  );
}

function SourceBody({ source }: { source: SourceOf }) {
  const t = useText(webhooksText);
  const navigate = useNavigate();
  const [shown, setShown] = useState<Partial<ShownSource> & { secret: string } | null>(null);
  const list = useReceived(source.id);
  const { buttons, dialogs } = useVerbs(source, kind, { onSecret: setShown, onArchived: () => void navigate({ to: '/webhooks/incoming' }) });
  const facts = (
    <span className="hook-facts">
      <WebhookMark state={source.state} />
      <span className="d-anywhere">{t('address')} {addressOf(source.path)}</span>
      <span>{t('owner')} {source.owner?.name}</span>
    </span>
  );
  return (
    <>
      <ListScreen<Received> title={source.name ?? ''} crumbs={[{ label: t('title'), to: '/webhooks' }, { label: t('incoming'), to: '/webhooks/incoming' }]} help="webhooks" note={facts} actions={buttons} list={list} columns={useColumns()} views={<States />}
        failedText={failure} nameOf={row => row.providerId ?? ''} empty={<EmptyState title={t('emptyReceived')} text={t('emptyReceivedText')} />}
        phoneRow={row => ({ title: row.providerId, lines: [<Reason key="reason" row={row} />, <Moment key="at" at={row.receivedAt} />], note: <ReceivedMark row={row} />, value: <AgainButton row={row} /> })} />
      {dialogs}
      {shown && <SecretDialog secret={shown.secret} address={shown.address} of="signing" onClose={() => setShown(null)} />}
    </>
  );
}

/** What a source sent, read again while some of it is being processed. */
function useReceived(sourceId: string) {
  const list = useList(ReceivedDocument, { sort: 'RECEIVED_AT', order: 'DESC', fixed: { source: { in: [sourceId] } } as never });
  const waits = list.rows.some(row => row.state === 'RECEIVED');
  useReadAgain(list, waits, EVERY);
  return list;
}

function States() {
  const t = useText(webhooksText);
  const words = useWords();
  return <StateTabs all={t('all')} states={['FAILED', 'DONE'].map(state => ({ id: state, name: words('IncomingState', state) }))} />;
}

function ReceivedMark({ row }: { row: Received }) {
  const words = useWords();
  return <StateDot tone={TONES[row.state ?? ''] ?? 'warn'}>{words('IncomingState', row.state)}</StateDot>;
}

/** The sentence of the error, and the field it speaks of. */
function Reason({ row }: { row: Received }) {
  const t = useText(webhooksText);
  const language = useLanguage();
  if (!row.code) return <>{t('none')}</>;
  const given = (row.facts ?? {}) as Record<string, string>;
  const facts: Record<string, string> = given['field'] ? { ...given, field: fieldName(given['field'], language) } : given;
  const known = row.code in errors ? errors[row.code as keyof typeof errors][language] : row.code;
  const sentence = known.replace(/[：:]?\s*\{reason\}/g, '').replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '');
  return <span>{sentence}{facts['field'] && !known.includes('{field}') ? ` ${t('field', { field: facts['field'] })}` : ''}</span>;
}

function AgainButton({ row }: { row: Received }) {
  const t = useText(webhooksText);
  const save = useSave(ReplayIncomingDocument, { loud: true, refreshes: ['incomingDeliveries', 'incomingSource'] });
  // One that is being processed will settle by itself; one that does not was left by a process that ended.
  const stands = row.state === 'FAILED' || Date.now() - Date.parse(row.receivedAt ?? '') > A_MINUTE;
  if (!stands || !(row.can ?? []).includes('REPLAY')) return null;
  return <Button size="small" disabled={save.busy} aria-label={t('againThing', { id: row.providerId ?? '' })} onClick={() => void save.run({ id: row.id })}>{t('again')}</Button>;
}

function useColumns(): Column<Received>[] {
  const t = useText(webhooksText);
  return [
    { key: 'id', title: t('senderId'), render: row => <span className="d-anywhere">{row.providerId}</span> },
    { key: 'state', title: t('state'), render: row => <ReceivedMark row={row} /> },
    { key: 'reason', title: t('reason'), render: row => <Reason row={row} /> },
    { key: 'attempts', title: t('attempts'), align: 'right', render: row => row.attempts },
    { key: 'receivedAt', title: t('receivedAt'), align: 'right', render: row => <Moment at={row.receivedAt} /> },
    { key: 'act', title: <span className="d-unseen">{t('act')}</span>, align: 'right', render: row => <AgainButton row={row} /> },
  ];
}
