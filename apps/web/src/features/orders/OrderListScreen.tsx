import { Button } from 'antd';
import { Download } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { describeFilter, EmptyState, FilterSentence, Icon, ListScreen, useText, type Column, type FilterField } from '@dossier/ui';
import { Can, failure, useFormat, useList, useViewer } from '@dossier/client';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { useState } from 'react';
import { ExportOrdersDialog } from './ExportOrdersDialog';
import { OrderCountDocument, OrdersDocument } from './orders.documents';
import { ordersText } from './orders.text';

type OrderRow = NonNullable<ResultOf<typeof OrdersDocument>['orders']>['nodes'][number];

/** Sales and refunds within reach, newest first. */
export function OrderListScreen() {
  const t = useText(ordersText);
  const format = useFormat();
  const [exporting, setExporting] = useState(false);
  const list = useList(OrdersDocument, { sort: 'ORDERED_AT', order: 'DESC', count: OrderCountDocument });
  const fields = useFields();
  const kind = (row: OrderRow) => (row.kind === 'REFUND' && row.refundsOrderNo ? t('refundOf', { order: row.refundsOrderNo }) : row.kind && t(row.kind));
  return (
    <>
      <ListScreen title={t('title')} help="orders" list={list} columns={useColumns(kind)} unit={t('unit')} failedText={failure} filterWords={describeFilter(fields, list.filter)}
        open={(row) => `/orders/${row.id}`} nameOf={(row) => row.orderNo ?? ''}
        phoneRow={(row) => ({ title: row.customer?.name ?? t('guest'), lines: [row.orderNo, `${format.dayShort(row.orderedAt)} · ${kind(row)}`], value: format.money(row.amount) })}
        actions={<Can do="order.export"><Button icon={<Icon of={Download} />} onClick={() => setExporting(true)}>{t('export')}</Button></Can>}
        sentence={<FilterSentence subject={t('subject')} fields={fields} value={list.filter} onChange={list.setFilter} />}
        empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={<Link to="/imports/new" search={{ kind: 'orders' } as never}>{t('importOrders')}</Link>} />} />
      <ExportOrdersDialog open={exporting} onClose={() => setExporting(false)} what={describeFilter(fields, list.filter)} filter={list.filter} sort={list.sort} order={list.order} />
    </>
  );
}

function useColumns(kind: (row: OrderRow) => string | null | undefined): Column<OrderRow>[] {
  const t = useText(ordersText);
  const format = useFormat();
  return [
    { key: 'orderNo', title: t('orderNo'), sort: 'ORDER_NO', render: (row) => <Link className="d-name" to={`/orders/${row.id}`}>{row.orderNo}</Link> },
    { key: 'kind', title: t('kind'), render: kind },
    { key: 'customer', title: t('customer'), render: (row) => (row.customer ? <Link to={`/customers/${row.customer.id}`}>{row.customer.name ?? row.customer.archiveNo}</Link> : <span className="d-caption">{t('guest')}</span>) },
    { key: 'orderedAt', title: t('orderedAt'), align: 'right', sort: 'ORDERED_AT', render: (row) => format.instant(row.orderedAt) },
    { key: 'lineCount', title: t('lineCount'), align: 'right', render: (row) => format.number(row.lineCount) },
    { key: 'amount', title: t('amount'), align: 'right', sort: 'AMOUNT', render: (row) => format.money(row.amount) },
  ];
}

function useFields(): FilterField[] {
  const t = useText(ordersText);
  const currency = useViewer().company.currency ?? 'GBP';
  return [
    { key: 'orderedOn', label: t('orderedAt'), kind: 'day' },
    { key: 'kind', label: t('kind'), kind: 'choice', options: (['SALE', 'REFUND'] as const).map((value) => ({ value, label: t(value) })) },
    { key: 'amount', label: t('amount'), kind: 'money', currency },
    { key: 'orderNo', label: t('orderNo'), kind: 'text' },
  ];
}
