import { Button } from 'antd';
import { useNavigate, useParams } from '@tanstack/react-router';
import { failure, Moment, useAsk, useFormat, StateTabs, useList, useReadAgain, useSave, type AnswerOf, type RowOf } from '@dossier/client';
import { EmptyState, Failed, ListScreen, Page, StateDot, useListing, useText, Waiting, type Column } from '@dossier/ui';
import { useState } from 'react';
import { SecretDialog } from './Code';
import { WebhookMark } from './OutgoingScreen';
import { useVerbs } from './useVerbs';
import { WebhookDialog } from './WebhookDialog';
import {
  ArchiveWebhookDocument, DeliveriesDocument, PauseWebhookDocument, ReplayDeliveriesDocument, ReplayDeliveryDocument, ResumeWebhookDocument, RotateWebhookSecretDocument, TestWebhookDocument, WebhookDocument,
} from './webhooks.documents';
import { webhooksText } from './webhooks.text';
import { eventOf, useWords } from './webhooks.words';
import './webhooks.css';

type WebhookOf = NonNullable<AnswerOf<typeof WebhookDocument>['webhook']>;
type Delivery = RowOf<AnswerOf<typeof DeliveriesDocument>>;
const TONES: Readonly<Record<string, 'ok' | 'warn' | 'err'>> = { DELIVERED: 'ok', WAITING: 'warn', DEAD: 'err' };
const EVERY = 3_000;
const kind = {
  pause: PauseWebhookDocument, resume: ResumeWebhookDocument, archive: ArchiveWebhookDocument, rotate: RotateWebhookSecretDocument, refreshes: ['webhook', 'webhooks'],
  secretOf: (answer: unknown) => {
    const secret = (answer as AnswerOf<typeof RotateWebhookSecretDocument> | null)?.rotateWebhookSecret?.secret;
    return secret ? { secret } : null;
  },
};

/** One webhook: how it stands, and every delivery with its attempts. */
export function WebhookScreen() {
  const t = useText(webhooksText);
  const { id } = useParams({ strict: false }) as { id: string };
  const ask = useAsk(WebhookDocument, { id });
  const webhook = ask.data?.webhook;
  if (webhook) return <WebhookBody key={webhook.id} webhook={webhook} />;
  return (
    <Page title={t('title')} crumbs={[{ label: t('title'), to: '/webhooks' }]} help="webhooks">
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
    </Page>
  );
}

function WebhookBody({ webhook }: { webhook: WebhookOf }) {
  const t = useText(webhooksText);
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const [shown, setShown] = useState<{ secret: string } | null>(null);
  const list = useDeliveries(webhook.id);
  const test = useSave(TestWebhookDocument, { loud: true, refreshes: ['webhookDeliveries'], done: t('tested') });
  const all = useSave(ReplayDeliveriesDocument, { loud: true, refreshes: ['webhookDeliveries', 'webhook'], done: answer => t('replayedAll', { count: answer.replayDeliveries ?? 0 }) });
  const { buttons, dialogs } = useVerbs(webhook, kind, { onSecret: setShown, onArchived: () => void navigate({ to: '/webhooks' }) });
  const can = (action: string) => (webhook.can ?? []).includes(action);
  const actions = (
    <>
      {can('REPLAY') && (webhook.deadCount ?? 0) > 0 && <Button disabled={all.busy} onClick={() => void all.run({ webhookId: webhook.id })}>{t('replayAll')}</Button>}
      {buttons}
      {can('UPDATE') && <Button onClick={() => setEditing(true)}>{t('edit')}</Button>}
      {can('TEST') && <Button type="primary" disabled={test.busy} onClick={() => void test.run({ id: webhook.id })}>{t('test')}</Button>}
    </>
  );
  return (
    <>
      <ListScreen<Delivery> title={webhook.name ?? ''} crumbs={[{ label: t('title'), to: '/webhooks' }]} help="webhooks" note={<WebhookFacts webhook={webhook} />} actions={actions} list={list} columns={useColumns()} views={<States />}
        failedText={failure} nameOf={row => row.type ?? ''} empty={<EmptyState title={t('emptyDeliveries')} text={t('emptyDeliveriesText')} />}
        phoneRow={row => ({ title: <EventName row={row} />, lines: [<Answer key="answer" row={row} />, <Moment key="at" at={row.lastAt ?? row.createdAt} />], note: <DeliveryMark row={row} />, value: <ReplayButton row={row} /> })} />
      {dialogs}
      {editing && <WebhookDialog webhook={webhook} onClose={() => setEditing(false)} />}
      {shown && <SecretDialog secret={shown.secret} of="verifying" onClose={() => setShown(null)} />}
    </>
  );
}

/** Deliveries of one webhook, read again while some are under way. */
function useDeliveries(webhookId: string) {
  const list = useList(DeliveriesDocument, { sort: 'CREATED_AT', order: 'DESC', fixed: { webhook: { in: [webhookId] } } as never });
  const waits = list.rows.some(row => row.state === 'WAITING');
  useReadAgain(list, waits, EVERY);
  return list;
}

function WebhookFacts({ webhook }: { webhook: WebhookOf }) {
  const t = useText(webhooksText);
  const words = useWords();
  const list = useListing();
  const format = useFormat();
  return (
    <span className="hook-facts">
      <WebhookMark state={webhook.state} failingSince={webhook.failingSince} />
      {webhook.nextAttemptAt && <span>{t('nextAt', { at: format.instant(webhook.nextAttemptAt) })}</span>}
      <span className="d-anywhere">{webhook.url}</span>
      <span>{list((webhook.events ?? []).map(event => words('WebhookEvent', event)))}</span>
      <span>{t('owner')} {webhook.owner?.name}</span>
      {(webhook.deadCount ?? 0) > 0 && <span>{t('deadCount', { count: webhook.deadCount ?? 0 })}</span>}
    </span>
  );
}

function States() {
  const t = useText(webhooksText);
  const words = useWords();
  return <StateTabs all={t('all')} states={['WAITING', 'DEAD', 'DELIVERED'].map(state => ({ id: state, name: words('DeliveryState', state) }))} />;
}

function EventName({ row }: { row: Delivery }) {
  const t = useText(webhooksText);
  const words = useWords();
  const event = eventOf(row.type);
  return <span className="d-two-lines"><span>{event ? words('WebhookEvent', event) : t('testEvent')}</span><span className="d-caption">{row.type}</span></span>;
}

function DeliveryMark({ row }: { row: Delivery }) {
  const words = useWords();
  return <StateDot tone={TONES[row.state ?? ''] ?? 'warn'}>{words('DeliveryState', row.state)}</StateDot>;
}

function Answer({ row }: { row: Delivery }) {
  const t = useText(webhooksText);
  const words = useWords();
  return <>{[row.status, row.fault ? words('DeliveryFault', row.fault) : null].filter(part => part !== null && part !== undefined).join(' · ') || t('none')}</>;
}

function ReplayButton({ row }: { row: Delivery }) {
  const t = useText(webhooksText);
  const save = useSave(ReplayDeliveryDocument, { loud: true, refreshes: ['webhookDeliveries', 'webhook'], done: t('replayed') });
  return <Button size="small" disabled={save.busy} aria-label={t('replayThing', { type: row.type ?? '', id: row.eventId ?? '' })} onClick={() => void save.run({ id: row.id })}>{t('replay')}</Button>;
}

function useColumns(): Column<Delivery>[] {
  const t = useText(webhooksText);
  const format = useFormat();
  return [
    { key: 'type', title: t('event'), render: row => <EventName row={row} /> },
    { key: 'state', title: t('state'), render: row => <DeliveryMark row={row} /> },
    { key: 'attempts', title: t('attempts'), align: 'right', render: row => row.attempts },
    { key: 'answer', title: t('answer'), render: row => <Answer row={row} /> },
    { key: 'latency', title: t('latency'), align: 'right', render: row => (row.latency === null || row.latency === undefined ? t('none') : t('milliseconds', { count: row.latency })) },
    { key: 'lastAt', title: t('lastAt'), align: 'right', render: row => (row.lastAt ? <Moment at={row.lastAt} /> : t('none')) },
    { key: 'next', title: t('next'), align: 'right', render: row => (row.nextAt ? format.instant(row.nextAt) : t('none')) },
    { key: 'act', title: <span className="d-unseen">{t('act')}</span>, align: 'right', render: row => <ReplayButton row={row} /> },
  ];
}
