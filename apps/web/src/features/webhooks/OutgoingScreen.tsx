import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { failure, useFormat, useList, type AnswerOf, type RowOf } from '@dossier/client';
import { EmptyState, Icon, ListScreen, StateDot, useListing, useText, type Column } from '@dossier/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Example, SecretDialog } from './Code';
import { WebhookDialog } from './WebhookDialog';
import { WebhookTabs } from './WebhookTabs';
import { WebhooksDocument } from './webhooks.documents';
import { webhooksText } from './webhooks.text';
import { useWords } from './webhooks.words';
import './webhooks.css';

type WebhookRow = RowOf<AnswerOf<typeof WebhooksDocument>>;

/** A state by its word; an address that is not reached says since when. */
export function WebhookMark({ state, failingSince }: { state?: string | null; failingSince?: string | null }) {
  const t = useText(webhooksText);
  const words = useWords();
  const format = useFormat();
  if (state === 'ACTIVE' && failingSince) return <StateDot tone="err">{t('failing', { at: format.instant(failingSince) })}</StateDot>;
  return <StateDot tone={state === 'ACTIVE' ? 'ok' : 'plain'}>{words('WebhookState', state)}</StateDot>;
}

function useColumns(): Column<WebhookRow>[] {
  const t = useText(webhooksText);
  const words = useWords();
  const list = useListing();
  return [
    { key: 'name', title: t('name'), render: row => <span className="d-two-lines"><Link className="d-name" to={`/webhooks/${row.id}`}>{row.name}</Link><span className="d-caption d-anywhere">{row.url}</span></span> },
    { key: 'events', title: t('events'), width: 320, render: row => list((row.events ?? []).map(event => words('WebhookEvent', event))) },
    { key: 'owner', title: t('owner'), render: row => row.owner?.name ?? t('none') },
    { key: 'state', title: t('state'), render: row => <WebhookMark state={row.state} failingSince={row.failingSince} /> },
    { key: 'dead', title: t('dead'), align: 'right', render: row => row.deadCount ?? 0 },
  ];
}

/** The addresses that are told of events. */
export function OutgoingScreen() {
  const t = useText(webhooksText);
  const list = useList(WebhooksDocument, { sort: 'NAME' });
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const made = (shown: string) => {
    setAdding(false);
    setSecret(shown);
  };
  const add = <Button type="primary" icon={<Icon of={Plus} />} onClick={() => setAdding(true)}>{t('newWebhook')}</Button>;
  return (
    <>
      <ListScreen<WebhookRow> title={t('title')} note={t('outgoingLead')} help="webhooks" list={list} columns={useColumns()} unit={t('unit')} actions={add} views={<WebhookTabs current="outgoing" />} failedText={failure}
        open={row => `/webhooks/${row.id}`} nameOf={row => row.name ?? ''}
        phoneRow={row => ({ title: row.name, lines: [row.url, <WebhookMark key="state" state={row.state} failingSince={row.failingSince} />], value: row.deadCount ? t('deadCount', { count: row.deadCount }) : undefined })}
        empty={<EmptyState title={t('emptyOutgoing')} text={t('emptyOutgoingText')} actions={<Example of="verifying" />} />} />
      {adding && <WebhookDialog onClose={() => setAdding(false)} onMade={made} />}
      {secret && <SecretDialog secret={secret} of="verifying" onClose={() => setSecret(null)} />}
    </>
  );
}
