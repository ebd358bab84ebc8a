import { Button, Table } from 'antd';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState, Failed, SideDrawer, useText, Waiting } from '@dossier/ui';
import { failure, keyOf, request } from '@dossier/client';
import { csvOf, download, type Line, type Part, type ReconciledRow } from './lines';
import { ReconciliationRowsDocument } from './reconciliation.documents';
import { reconciliationText } from './reconciliation.text';

const PAGE = 100;

/** The rows behind one figure: for which record each key came in, and which one stands for it now. */
export function RowsDrawer({ line, part, channel, onClose }: { line: Line; part: Part; channel: string; onClose: () => void }) {
  const t = useText(reconciliationText);
  const variables = { group: line.group ?? 'RECORDS', part, name: line.name ?? null, identityKind: line.identityKind ?? null, first: PAGE } as const;
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(ReconciliationRowsDocument, variables), 'pages'],
    queryFn: ({ pageParam, signal }) => request(ReconciliationRowsDocument, { ...variables, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.reconciliationRows?.pageInfo.hasNextPage ? (last.reconciliationRows.pageInfo.endCursor ?? undefined) : undefined),
  });
  const rows = pages.data?.pages.flatMap((page) => page.reconciliationRows?.nodes ?? []) ?? [];
  const nameOf = ({ customer }: ReconciledRow) => customer?.name ?? customer?.companyName ?? customer?.archiveNo ?? t('none');
  // Names leave by the export of customers alone, which counts and limits them.
  const save = () => download(`reconciliation-rows-${part.toLowerCase()}.csv`, csvOf([[t('cameAs'), t('standsAs')], ...rows.map((row) => [row.archiveNo ?? '', row.customer?.archiveNo ?? ''])]));
  return (
    <SideDrawer open title={t('rowsTitle', { channel, part: t(part.toLowerCase() as 'unified') })} onClose={onClose}>
      <p className="d-caption">{t('rowsNote')}</p>
      {rows.length > 0 && <p className="rows-verbs"><Button size="small" onClick={save}>{t('exportRows', { count: rows.length })}</Button></p>}
      {pages.isPending && <Waiting />}
      {pages.error && <Failed {...failure(pages.error)} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && rows.length === 0 && <EmptyState title={t('noRows')} text={t('noRowsText')} />}
      {rows.length > 0 && (
        <Table size="small" rowKey="id" dataSource={rows} pagination={false} aria-label={t('rowsTitle', { channel, part: t(part.toLowerCase() as 'unified') })}
          columns={[
            { title: t('cameAs'), dataIndex: 'archiveNo' },
            { title: t('standsAs'), render: (_, row) => (row.customer ? <Link to={`/customers/${row.customer.id}`}>{nameOf(row)}{row.customer.archiveNo !== row.archiveNo && ` · ${row.customer.archiveNo}`}</Link> : t('none')) },
          ]} />
      )}
      {pages.hasNextPage && <Button type="text" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('more')}</Button>}
    </SideDrawer>
  );
}
