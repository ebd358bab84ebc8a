import { Table } from 'antd';
import { Link, useParams } from '@tanstack/react-router';
import { Facts, Failed, NothingFound, Page, Section, useText, Waiting } from '@dossier/ui';
import { failure, ServerError, useAsk, useFormat } from '@dossier/client';
import type { ResultOf } from '@graphql-typed-document-node/core';
import './orders.css';
import { OrderDocument } from './orders.documents';
import { ordersText } from './orders.text';

type OrderRecord = NonNullable<ResultOf<typeof OrderDocument>['order']>;
type Line = NonNullable<OrderRecord['lines']>[number];

/** One sale or refund with its lines. */
export function OrderScreen() {
  const t = useText(ordersText);
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const asked = useAsk(OrderDocument, { id });
  const order = asked.data?.order;
  const missing = !order && (asked.isSuccess || (asked.error instanceof ServerError && asked.error.code === 'NOT_FOUND'));
  const title = order?.orderNo ?? t('title');
  return (
    <Page title={title} browserTitle={`${title} · ${t('title')}`} help="orders" crumbs={[{ label: t('title'), to: '/orders' }, { label: title }]} note={order?.kind ? t(order.kind) : undefined}>
      {asked.isPending && <Waiting />}
      {missing && <NothingFound title={t('missingTitle')} text={t('missingText')} />}
      {asked.error && !missing && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {order && <OrderFacts order={order} />}
      {order && <OrderLines order={order} />}
    </Page>
  );
}

function OrderFacts({ order }: { order: OrderRecord }) {
  const t = useText(ordersText);
  const format = useFormat();
  const { customer } = order;
  return (
    <div className="d-form">
      <Facts items={[
        { label: t('customer'), value: customer ? <Link to={`/customers/${customer.id}`}>{customer.name ?? customer.archiveNo}</Link> : t('guest') },
        { label: t('orderedAt'), value: format.instant(order.orderedAt) },
        { label: t('amount'), value: format.money(order.amount) },
        ...(order.refundsOrderNo ? [{ label: t('kind'), value: t('refundOf', { order: order.refundsOrderNo }) }] : []),
      ]} />
    </div>
  );
}

function OrderLines({ order }: { order: OrderRecord }) {
  const t = useText(ordersText);
  const format = useFormat();
  const lines = order.lines ?? [];
  return (
    <Section title={t('lines')} note={format.number(lines.length)}>
      {lines.length === 0 && <p className="d-note">{t('noLines')}</p>}
      <div className="order-scroll" role="region" aria-label={t('lines')} tabIndex={0}>
        <Table<Line> rowKey="id" size="small" dataSource={lines} pagination={false} className="order-lines" aria-label={t('lines')}
          columns={[
            { title: t('lineNo'), width: 64, render: (_, line) => <span className="d-note">{line.lineNo}</span> },
            { title: t('code'), width: 136, render: (_, line) => line.productCode },
            { title: t('product'), render: (_, line) => <>{line.productName ?? line.productCode}{line.kind === 'FEE' && <span className="d-caption">{` ${t('fee')}`}</span>}</> },
            { title: t('quantity'), align: 'right', width: 96, render: (_, line) => format.number(line.quantity) },
            { title: t('unitPrice'), align: 'right', width: 128, render: (_, line) => format.money(line.unitPrice) },
            { title: t('amount'), align: 'right', width: 144, render: (_, line) => format.money(line.amount) },
          ]}
          summary={() => (
            <Table.Summary.Row>
              <Table.Summary.Cell index={0} colSpan={5}><b>{t('total')}</b></Table.Summary.Cell>
              <Table.Summary.Cell index={5} align="right"><b>{format.money(order.amount)}</b></Table.Summary.Cell>
            </Table.Summary.Row>
          )} />
      </div>
    </Section>
  );
}
