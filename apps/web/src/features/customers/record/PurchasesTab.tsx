import { Button, Table } from 'antd';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { EmptyState, Failed, Icon, Section, useText, Waiting } from '@dossier/ui';
import { failure, useFormat } from '@dossier/client';
import { terms } from '../customers.words';
import { recordText } from './record.text';
import type { CustomerOrder, CustomerOrderLine, CustomerRecord } from './record.types';
import { PurchaseMonths } from './PurchaseMonths';
import { useCustomerOrders } from './useCustomerOrders';

/** The months as a chart, then every order and refund, newest first, each with its lines. */
export function PurchasesTab({ customer }: { customer: CustomerRecord }) {
  const t = useText(recordText);
  const orders = useCustomerOrders(customer.id);
  if (orders.error) return <Failed {...failure(orders.error)} onRetry={() => void orders.refetch()} />;
  if (orders.loading) return <Waiting />;
  if (orders.rows.length === 0) return <EmptyState title={t('noPurchases')} text={t('noPurchasesText')} actions={<Link to="/imports/new">{t('importOrders')}</Link>} />;
  return (
    <>
      <PurchaseMonths customer={customer} height={220} />
      <Section title={t('ordersOf')}>
        <OrderTable orders={orders.rows} />
        {orders.hasMore && <Button type="text" loading={orders.loadingMore} onClick={orders.loadMore}>{t('more')}</Button>}
      </Section>
    </>
  );
}

function OrderTable({ orders }: { orders: readonly CustomerOrder[] }) {
  const t = useText(recordText);
  const term = useText(terms);
  const format = useFormat();
  const kind = (order: CustomerOrder) => {
    if (order.kind !== 'REFUND') return term('OrderKind.SALE');
    return order.refundsOrderNo ? t('refundOf', { order: order.refundsOrderNo }) : term('OrderKind.REFUND');
  };
  return (
    <Table<CustomerOrder> rowKey="id" size="small" dataSource={[...orders]} pagination={false} scroll={{ x: 520 }} aria-label={t('ordersOf')}
      expandable={{ expandedRowRender: (order) => <OrderLines order={order} />, expandIcon: ({ expanded, onExpand, record }) => <Expander order={record} open={expanded} onToggle={(event) => onExpand(record, event)} /> }}
      columns={[
        { title: t('date'), width: 160, className: 'customer-number', render: (_, order) => format.day(order.orderedAt) },
        { title: t('order'), render: (_, order) => <Link to={`/orders/${order.id}`}>{order.orderNo}</Link> },
        { title: t('kind'), render: (_, order) => <span className={order.kind === 'REFUND' ? 'd-note' : ''}>{kind(order)}</span> },
        { title: t('lines'), align: 'right', width: 88, className: 'd-cell-right', render: (_, order) => order.lineCount },
        { title: t('amount'), align: 'right', width: 144, render: (_, order) => format.money(order.amount) },
      ]} />
  );
}

function Expander({ order, open, onToggle }: { order: CustomerOrder; open: boolean; onToggle: (event: React.MouseEvent<HTMLElement>) => void }) {
  const t = useText(recordText);
  const label = t(open ? 'fold' : 'expand', { order: order.orderNo ?? '' });
  return <Button type="text" size="small" aria-label={label} aria-expanded={open} icon={<Icon of={open ? ChevronDown : ChevronRight} />} onClick={onToggle} />;
}

function OrderLines({ order }: { order: CustomerOrder }) {
  const t = useText(recordText);
  const format = useFormat();
  return (
    <Table<CustomerOrderLine> rowKey="id" size="small" dataSource={order.lines ?? []} pagination={false} aria-label={`${t('lines')} ${order.orderNo}`}
      columns={[
        { title: t('product'), render: (_, line) => <>{line.productName ?? line.productCode}{line.kind === 'FEE' && <span className="d-caption">{` ${t('fee')}`}</span>}</> },
        { title: t('quantity'), align: 'right', width: 88, render: (_, line) => format.number(line.quantity) },
        { title: t('unitPrice'), align: 'right', width: 120, render: (_, line) => format.money(line.unitPrice) },
        { title: t('amount'), align: 'right', width: 136, render: (_, line) => format.money(line.amount) },
      ]} />
  );
}
