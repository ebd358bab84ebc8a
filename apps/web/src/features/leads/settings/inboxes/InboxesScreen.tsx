import { Button } from 'antd';
import { failure, Moment, useFormat, useList, useMay } from '@dossier/client';
import { EmptyState, Icon, ListScreen, NotAllowed, Page, StateDot, useText, type Column } from '@dossier/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { SettingsTabs } from '../SettingsTabs';
import { InboxDialog } from './InboxDialog';
import { InboxVerbs } from './InboxVerbs';
import { MailInboxesDocument } from './inboxes.documents';
import { inboxesText } from './inboxes.text';
import type { InboxRow } from './inboxes.types';
import { useInboxWords } from './inboxes.words';
import '../../leads.css';

/** How a mailbox stands: a fault in words and since when, else its state. */
function InboxMark({ inbox }: { inbox: InboxRow }) {
  const t = useText(inboxesText);
  const words = useInboxWords();
  const format = useFormat();
  if (inbox.state === 'ACTIVE' && inbox.fault) return <StateDot tone="err">{t('faulty', { fault: words('MailInboxFault', inbox.fault), at: format.instant(inbox.faultAt) })}</StateDot>;
  return <StateDot tone={inbox.state === 'ACTIVE' ? 'ok' : 'plain'}>{words('MailInboxState', inbox.state)}</StateDot>;
}

function useColumns(edit: (inbox: InboxRow) => void): Column<InboxRow>[] {
  const t = useText(inboxesText);
  return [
    { key: 'name', title: t('name'), render: (row) => <span className="d-two-lines"><span className="d-name">{row.name}</span><span className="d-caption d-anywhere">{row.username} · {row.host}:{row.port} · {row.folder}</span></span> },
    { key: 'state', title: t('state'), render: (row) => <InboxMark inbox={row} /> },
    { key: 'read', title: t('lastRead'), render: (row) => (row.checkedAt ? <Moment at={row.checkedAt} /> : t('fresh')) },
    { key: 'letters', title: t('letters'), render: (row) => t('counts', { taken: row.takenCount ?? 0, aside: row.setAsideCount ?? 0 }) },
    { key: 'owner', title: t('owner'), render: (row) => row.owner?.name ?? t('none') },
    { key: 'verbs', title: t('verbs'), render: (row) => <InboxVerbs inbox={row} onEdit={() => edit(row)} /> },
  ];
}

export function InboxesScreen() {
  const t = useText(inboxesText);
  return useMay('inbox.manage') ? <Inboxes /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** The mailboxes of ours from which leads come. */
function Inboxes() {
  const t = useText(inboxesText);
  const list = useList(MailInboxesDocument, { sort: 'NAME' });
  const [open, setOpen] = useState<InboxRow | 'new' | null>(null);
  const add = <Button type="primary" icon={<Icon of={Plus} />} onClick={() => setOpen('new')}>{t('add')}</Button>;
  return (
    <>
      <ListScreen<InboxRow> title={t('title')} note={t('lead')} help="inbox" list={list} columns={useColumns(setOpen)} unit={t('unit')} actions={add} views={<SettingsTabs current="inboxes" />} failedText={failure} nameOf={(row) => row.name ?? ''}
        phoneRow={(row) => ({ title: row.name, lines: [row.username, <InboxMark key="state" inbox={row} />, <InboxVerbs key="verbs" inbox={row} onEdit={() => setOpen(row)} />] })}
        empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} />} />
      {open !== null && <InboxDialog inbox={open === 'new' ? undefined : open} onClose={() => setOpen(null)} />}
    </>
  );
}
