import { Button, Table } from 'antd';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState, Failed, Section, useText, Waiting } from '@dossier/ui';
import { failure, keyOf, Moment, request, useFormat, useSave } from '@dossier/client';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { IdentityConflictsDocument, ReopenConflictDocument, ResolveConflictDocument } from './reconciliation.documents';
import { reconciliationTerms, reconciliationText } from './reconciliation.text';

type Conflict = NonNullable<ResultOf<typeof IdentityConflictsDocument>['identityConflicts']>['nodes'][number];
type Half = NonNullable<Conflict['customer']>;
const PAGE = 20;
const REFRESHED = ['identityConflicts', 'reconciliation', 'duplicateCandidates', 'customer'];

/** Identities that two contradicting records claim: whose they are. */
export function ConflictSection() {
  const t = useText(reconciliationText);
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(IdentityConflictsDocument, {}), 'pages'],
    queryFn: ({ pageParam, signal }) => request(IdentityConflictsDocument, { first: PAGE, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.identityConflicts?.pageInfo.hasNextPage ? (last.identityConflicts.pageInfo.endCursor ?? undefined) : undefined),
  });
  const conflicts = pages.data?.pages.flatMap((page) => page.identityConflicts?.nodes ?? []) ?? [];
  return (
    <Section title={t('conflicts')} note={t('conflictsNote')}>
      {pages.isPending && <Waiting rows={3} />}
      {pages.error && <Failed {...failure(pages.error)} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && conflicts.length === 0 && <EmptyState title={t('noConflicts')} text={t('noConflictsText')} />}
      {conflicts.map((conflict) => <ConflictCard key={conflict.id} conflict={conflict} />)}
      {pages.hasNextPage && <Button type="text" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('more')}</Button>}
    </Section>
  );
}

function ConflictCard({ conflict }: { conflict: Conflict }) {
  const t = useText(reconciliationText);
  const term = useText(reconciliationTerms);
  const back = useSave(ReopenConflictDocument, { refreshes: REFRESHED, loud: true });
  const resolve = useSave(ResolveConflictDocument, {
    refreshes: REFRESHED, loud: true, undo: () => back.run({ id: conflict.id }),
    done: (answer) => t('resolved', { what: answer.resolveConflict?.resolution ? term(`ConflictResolution.${answer.resolveConflict.resolution}`) : '' }),
  });
  const fields = (conflict.fields ?? []).map((field) => term(`MatchField.${field}`)).join(' · ');
  const title = [conflict.identityKind && term(`IdentityKind.${conflict.identityKind}`), conflict.kind && term(`ConflictKind.${conflict.kind}`)].filter(Boolean).join(' · ');
  return (
    <article className="conflict" aria-label={title}>
      <header className="conflict-head">
        <h3>{title}</h3>
        <span className="d-caption">{fields && t('contradicts', { fields })} <Moment at={conflict.createdAt} /></span>
        {(conflict.can ?? []).includes('RESOLVE') && (
          <span className="conflict-verbs">
            {(['FIRST', 'SECOND', 'BOTH'] as const).map((resolution) => <Button key={resolution} size="small" disabled={resolve.busy} onClick={() => void resolve.run({ id: conflict.id, resolution })}>{t(resolution)}</Button>)}
          </span>
        )}
      </header>
      <Sides first={conflict.customer ?? null} second={conflict.other ?? null} label={title} />
    </article>
  );
}

function Sides({ first, second, label }: { first: Half | null; second: Half | null; label: string }) {
  const t = useText(reconciliationText);
  const term = useText(reconciliationTerms);
  const format = useFormat();
  const rows = [
    { field: t('name'), read: (half: Half) => <Link to={`/customers/${half.id}`}>{half.name ?? half.companyName ?? half.archiveNo}</Link> },
    { field: t('birthDate'), read: (half: Half) => half.birthDate && format.day(half.birthDate) },
    { field: t('gender'), read: (half: Half) => half.gender && term(`Gender.${half.gender}`) },
    { field: t('city'), read: (half: Half) => half.city },
    { field: t('owner'), read: (half: Half) => half.owner?.name },
  ];
  const cell = (half: Half | null, read: (half: Half) => React.ReactNode) => (half ? read(half) || t('none') : t('none'));
  return (
    <Table size="small" rowKey="field" dataSource={rows} pagination={false} tableLayout="fixed" scroll={{ x: 480 }} aria-label={label}
      columns={[
        { title: t('field'), width: 96, render: (_, row) => <span className="d-note">{row.field}</span> },
        { title: t('first'), render: (_, row) => cell(first, row.read) },
        { title: t('second'), render: (_, row) => cell(second, row.read) },
      ]} />
  );
}
