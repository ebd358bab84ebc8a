import { Button, Table } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { failure, keyOf, Moment, request, type AnswerOf } from '@dossier/client';
import { EmptyState, Failed, Section, useText, Waiting } from '@dossier/ui';
import type { ReactNode } from 'react';
import { BehaviourEventsDocument } from './behaviour.documents';
import { behaviourText } from './behaviour.text';
import { useEventName } from './event.words';

type BehaviourEvent = NonNullable<AnswerOf<typeof BehaviourEventsDocument>['behaviourEvents']>['nodes'][number];

const PAGE = 25;

function useEvents(id: string) {
  const variables = { id, first: PAGE };
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(BehaviourEventsDocument, variables), 'pages'],
    queryFn: ({ pageParam, signal }) => request(BehaviourEventsDocument, { ...variables, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.behaviourEvents?.pageInfo.hasNextPage ? (last.behaviourEvents.pageInfo.endCursor ?? undefined) : undefined),
  });
  return { pages, rows: pages.data?.pages.flatMap((page) => page.behaviourEvents?.nodes ?? []) ?? [] };
}

/** What a customer did, newest first. */
export function EventTable({ id, extra }: { id: string; extra: ReactNode }) {
  const t = useText(behaviourText);
  const name = useEventName();
  const { pages, rows } = useEvents(id);
  return (
    <Section title={t('events')} extra={extra}>
      {pages.isPending && <Waiting rows={4} />}
      {pages.isError && <Failed {...failure(pages.error)} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && rows.length === 0 && <EmptyState title={t('noEvents')} text={t('noEventsText')} />}
      {rows.length > 0 && (
        <Table<BehaviourEvent> rowKey="id" size="small" dataSource={rows} pagination={false} scroll={{ x: 560 }} aria-label={t('events')}
          columns={[
            { title: t('when'), width: 136, render: (_, event) => <Moment at={event.occurredAt} /> },
            { title: t('event'), width: 136, render: (_, event) => name(event.name) },
            { title: t('where'), render: (_, event) => <span className="behaviour-path">{event.productName ?? event.productCode ?? event.path}</span> },
            { title: t('topics'), width: 160, render: (_, event) => (event.topics ?? []).map((topic) => topic.name).join(' · ') },
            { title: t('from'), width: 120, render: (_, event) => event.site ?? event.channelMark },
          ]} />
      )}
      {pages.hasNextPage && <Button type="text" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('more')}</Button>}
    </Section>
  );
}
