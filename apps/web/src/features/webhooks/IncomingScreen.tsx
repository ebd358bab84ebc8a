import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { failure, useList, type AnswerOf, type RowOf } from '@dossier/client';
import { EmptyState, Icon, ListScreen, useText, type Column } from '@dossier/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Example, SecretDialog } from './Code';
import { WebhookMark } from './OutgoingScreen';
import { SourceDialog, type ShownSource } from './SourceDialog';
import { WebhookTabs } from './WebhookTabs';
import { SourcesDocument } from './webhooks.documents';
import { webhooksText } from './webhooks.text';
import { useWords } from './webhooks.words';
import './webhooks.css';

type SourceRow = RowOf<AnswerOf<typeof SourcesDocument>>;

function useColumns(): Column<SourceRow>[] {
  const t = useText(webhooksText);
  const words = useWords();
  return [
    { key: 'name', title: t('name'), render: row => <Link className="d-name" to={`/webhooks/incoming/${row.id}`}>{row.name}</Link> },
    { key: 'kind', title: t('kind'), render: row => words('IncomingKind', row.kind) },
    { key: 'owner', title: t('owner'), render: row => row.owner?.name ?? t('none') },
    { key: 'state', title: t('state'), render: row => <WebhookMark state={row.state} /> },
    { key: 'failed', title: words('IncomingState', 'FAILED'), align: 'right', render: row => row.failedCount ?? 0 },
  ];
}

/** The systems that send events in. */
export function IncomingScreen() {
  const t = useText(webhooksText);
  const list = useList(SourcesDocument, { sort: 'NAME' });
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<ShownSource | null>(null);
  const made = (source: ShownSource) => {
    setAdding(false);
    setShown(source);
  };
  const add = <Button type="primary" icon={<Icon of={Plus} />} onClick={() => setAdding(true)}>{t('newSource')}</Button>;
  return (
    <>
      <ListScreen<SourceRow> title={t('title')} note={t('incomingLead')} help="webhooks" list={list} columns={useColumns()} unit={t('unit')} actions={add} views={<WebhookTabs current="incoming" />} failedText={failure}
        open={row => `/webhooks/incoming/${row.id}`} nameOf={row => row.name ?? ''}
        phoneRow={row => ({ title: row.name, lines: [row.owner?.name], note: <WebhookMark state={row.state} />, value: row.failedCount ? t('failedCount', { count: row.failedCount }) : undefined })}
        empty={<EmptyState title={t('emptyIncoming')} text={t('emptyIncomingText')} actions={<Example of="signing" />} />} />
      {adding && <SourceDialog onClose={() => setAdding(false)} onMade={made} />}
      {shown && <SecretDialog secret={shown.secret} address={shown.address} of="signing" onClose={() => setShown(null)} />}
    </>
  );
}
