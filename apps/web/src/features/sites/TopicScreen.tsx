import { Button, Table } from 'antd';
import { Plus } from 'lucide-react';
import { failure, useAsk, useFormat, useSave } from '@dossier/client';
import { EmptyState, Failed, Icon, Page, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import type { TopicRow } from './site.types';
import { SiteTabs } from './SiteTabs';
import { ArchiveTopicDocument, TopicsDocument } from './sites.documents';
import { sitesText } from './sites.text';
import { TopicDialog } from './TopicDialog';
import './sites.css';

/** Each topic behind the one above it, with how deep it lies. */
export function asTree(topics: readonly TopicRow[]): { topic: TopicRow; depth: number }[] {
  const known = new Set(topics.map(({ id }) => id));
  const below = (parentId: string | null, depth: number): { topic: TopicRow; depth: number }[] =>
    topics.filter((topic) => (topic.parentId && known.has(topic.parentId) ? topic.parentId : null) === parentId).flatMap((topic) => [{ topic, depth }, ...below(topic.id, depth + 1)]);
  return below(null, 0);
}

/** What events are about. */
export function TopicScreen() {
  const t = useText(sitesText);
  const ask = useAsk(TopicsDocument, {});
  const topics = ask.data?.topics ?? [];
  const [open, setOpen] = useState<TopicRow | 'new' | null>(null);
  const add = <Button type="primary" icon={<Icon of={Plus} />} onClick={() => setOpen('new')}>{t('newTopic')}</Button>;
  return (
    <Page title={t('title')} note={t('topicsLead')} help="events" actions={add}>
      <SiteTabs current="topics" />
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && topics.length === 0 && <EmptyState title={t('emptyTopics')} text={t('emptyTopicsText')} />}
      {topics.length > 0 && <TopicTable topics={topics} onEdit={setOpen} />}
      {open && <TopicDialog topic={open === 'new' ? undefined : open} topics={topics} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function TopicTable({ topics, onEdit }: { topics: readonly TopicRow[]; onEdit: (topic: TopicRow) => void }) {
  const t = useText(sitesText);
  const format = useFormat();
  const archive = useSave(ArchiveTopicDocument, { refreshes: ['topics'], loud: true });
  return (
    <Table rowKey={(row) => row.topic.id} size="small" pagination={false} dataSource={asTree(topics)} scroll={{ x: 640 }} aria-label={t('topics')}
      columns={[
        { title: t('name'), render: (_, { topic, depth }) => <span style={{ paddingInlineStart: depth * 20 }}>{topic.name}</span> },
        { title: t('code'), render: (_, { topic }) => <code className="d-mono">{topic.code}</code> },
        { title: t('category'), render: (_, { topic }) => topic.category?.name ?? t('none') },
        { title: t('halfLife'), align: 'right', width: 112, render: (_, { topic }) => format.number(topic.halfLifeDays) },
        { title: t('customers'), align: 'right', width: 88, render: (_, { topic }) => format.number(topic.customerCount ?? 0) },
        { title: t('act'), align: 'right', width: 152, render: (_, { topic }) => (
          <>
            {(topic.can ?? []).includes('UPDATE') && <Button type="text" size="small" aria-label={t('editThing', { name: topic.name ?? '' })} onClick={() => onEdit(topic)}>{t('edit')}</Button>}
            {(topic.can ?? []).includes('ARCHIVE') && <Button type="text" size="small" disabled={archive.busy} aria-label={t('archiveThing', { name: topic.name ?? '' })} onClick={() => void archive.run({ id: topic.id })}>{t('archive')}</Button>}
          </>
        ) },
      ]} />
  );
}
