import { Button } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState, Failed, KeyCap, Page, useText, Waiting } from '@dossier/ui';
import { failure, keyOf, request, useShortcuts } from '@dossier/client';
import { useState } from 'react';
import './duplicates.css';
import type { Candidate } from './desk';
import { DuplicateCandidatesDocument } from './duplicates.documents';
import { duplicatesText } from './duplicates.text';
import { PairDesk } from './PairDesk';
import { PairList } from './PairList';

const PAGE = 50;

/** The merge desk: pairs that wait on the left, the one being decided beside them. */
export function DuplicatesScreen() {
  const t = useText(duplicatesText);
  const pages = usePairs();
  const pairs = pages.data?.pages.flatMap((page) => page.duplicateCandidates?.nodes ?? []).filter((candidate) => candidate.state === 'OPEN') ?? [];
  const [at, setAt] = useState(0);
  const place = Math.min(at, Math.max(0, pairs.length - 1));
  const current = pairs[place];
  const count = pages.data?.pages[0]?.duplicateCandidates?.totalCount ?? pairs.length;
  const next = () => {
    setAt(Math.min(place + 1, pairs.length - 1));
    // Whoever goes on by key does not stop where the loaded ones end.
    if (place + 2 >= pairs.length && pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  useShortcuts({ j: next, k: () => setAt(Math.max(place - 1, 0)) });
  return (
    <Page title={t('title')} help="duplicates" note={t('lead')}>
      {pages.isPending && <Waiting />}
      {pages.error && <Failed {...failure(pages.error)} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && pairs.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {current && (
        <div className="d-merging">
          <div className="d-merging-side">
            <p className="d-caption">{t('waiting', { count })} · <KeyCap>J</KeyCap> <KeyCap>K</KeyCap></p>
            <PairList pairs={pairs} current={current.id} onChoose={(id) => setAt(pairs.findIndex((pair) => pair.id === id))} />
            {pages.hasNextPage && <Button type="text" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('more')}</Button>}
          </div>
          <PairDesk key={current.id} candidate={current as Candidate} />
        </div>
      )}
    </Page>
  );
}

function usePairs() {
  const variables = { first: PAGE };
  return useInfiniteQuery({
    queryKey: [...keyOf(DuplicateCandidatesDocument, variables), 'pages'],
    queryFn: ({ pageParam, signal }) => request(DuplicateCandidatesDocument, { ...variables, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.duplicateCandidates?.pageInfo.hasNextPage ? (last.duplicateCandidates.pageInfo.endCursor ?? undefined) : undefined),
  });
}
