import { Button, Table } from 'antd';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState, Failed, Page, Section, useText, Waiting } from '@dossier/ui';
import { failure, keyOf, Moment, request, useFormat, useSave } from '@dossier/client';
import type { ResultOf } from '@graphql-typed-document-node/core';
import './duplicates.css';
import { DuplicateCandidatesDocument, ResolveDuplicateDocument } from './duplicates.documents';
import { duplicatesText } from './duplicates.text';

type Candidate = NonNullable<ResultOf<typeof DuplicateCandidatesDocument>['duplicateCandidates']>['nodes'][number];
type Half = NonNullable<Candidate['customer']>;
const PAGE = 20;

/** The steward's queue: two records side by side, and one decision. */
export function DuplicatesScreen() {
  const t = useText(duplicatesText);
  const variables = { first: PAGE };
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(DuplicateCandidatesDocument, variables), 'pages'],
    queryFn: ({ pageParam, signal }) => request(DuplicateCandidatesDocument, { ...variables, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.duplicateCandidates?.pageInfo.hasNextPage ? (last.duplicateCandidates.pageInfo.endCursor ?? undefined) : undefined),
  });
  const open = pages.data?.pages.flatMap((page) => page.duplicateCandidates?.nodes ?? []).filter((candidate) => candidate.state === 'OPEN') ?? [];
  return (
    <Page title={t('title')} help="duplicates" note={t('lead')}>
      {pages.isPending && <Waiting />}
      {pages.error && <Failed {...failure(pages.error)} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && open.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {open.map((candidate) => <Pair key={candidate.id} candidate={candidate} />)}
      {pages.hasNextPage && <Button type="text" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('more')}</Button>}
    </Page>
  );
}

function Pair({ candidate }: { candidate: Candidate }) {
  const t = useText(duplicatesText);
  const resolve = useSave(ResolveDuplicateDocument, {
    refreshes: ['duplicateCandidates'], loud: true, done: (answer) => t(answer.resolveDuplicate?.state === 'SAME' ? 'saidSame' : 'saidDifferent'),
  });
  const verbs = (
    <>
      <Button size="small" disabled={resolve.busy} onClick={() => void resolve.run({ id: candidate.id, decision: 'DIFFERENT' })}>{t('different')}</Button>{' '}
      <Button size="small" disabled={resolve.busy} onClick={() => void resolve.run({ id: candidate.id, decision: 'SAME' })}>{t('same')}</Button>
    </>
  );
  return (
    <Section title={candidate.reason ? t(candidate.reason) : ''} note={<Moment at={candidate.createdAt} />} extra={verbs}>
      <PairTable first={candidate.customer ?? null} second={candidate.other ?? null} />
    </Section>
  );
}

function PairTable({ first, second }: { first: Half | null; second: Half | null }) {
  const t = useText(duplicatesText);
  const format = useFormat();
  const rows = [
    { field: t('name'), read: (half: Half) => <Link to={`/customers/${half.id}`}>{[half.name, half.nameLatin].filter(Boolean).join(' · ') || half.archiveNo}</Link> },
    { field: t('fileNo'), read: (half: Half) => half.archiveNo },
    { field: t('company'), read: (half: Half) => half.companyName },
    { field: t('phone'), read: (half: Half) => half.phone },
    { field: t('email'), read: (half: Half) => half.email },
    { field: t('place'), read: (half: Half) => [half.city, half.region].filter(Boolean).join(' · ') },
    { field: t('owner'), read: (half: Half) => half.owner?.name },
    { field: t('orders'), read: (half: Half) => [format.number(half.summary?.orderCount ?? 0), format.money(half.summary?.netAmount)].join(' · ') },
  ];
  const cell = (half: Half | null, read: (half: Half) => React.ReactNode) => (half ? read(half) || t('none') : t('none'));
  return (
    <Table size="small" rowKey="field" dataSource={rows} pagination={false} tableLayout="fixed" scroll={{ x: 480 }}
      columns={[
        { title: t('field'), width: 120, render: (_, row) => <span className="d-note">{row.field}</span> },
        { title: t('first'), render: (_, row) => cell(first, row.read) },
        { title: t('second'), render: (_, row) => cell(second, row.read) },
      ]} />
  );
}
