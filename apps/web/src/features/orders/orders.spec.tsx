import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import { OrderCountDocument, OrderDocument, OrdersDocument } from './orders.documents';
import { ordersRoutes } from './orders.routes';

const refund = { id: 'o', version: 1, orderNo: 'C1', kind: 'REFUND' as const, orderedAt: '2026-11-13T01:00:00Z', amount: { minor: -8136, currency: 'GBP' }, lineCount: 1, refundsOrderNo: '580170', customerId: null, customer: null };
const none = on(OrderCountDocument, { orders: { totalCount: 0, totalIsExact: true } });

afterEach(cleanup);

describe('orders', () => {
  it('shows a refund of a guest with a true minus', async () => {
    await show(ordersRoutes, '/orders', [none, on(OrdersDocument, { orders: page([refund]) })]);
    expect(await screen.findByText('−£81.36')).toBeInTheDocument();
    expect(screen.getByText('refund of 580170')).toBeInTheDocument();
    expect(screen.getByText('Guest')).toBeInTheDocument();
  });
  it('says what the list is for while there is nothing', async () => {
    await show(ordersRoutes, '/orders', [none, on(OrdersDocument, { orders: page([]) })]);
    expect(await screen.findByText('No orders yet')).toBeInTheDocument();
  });
  it('shows lines and total of one order, and that one is not there', async () => {
    const lines = [{ id: 'l', lineNo: 1, productId: null, productCode: 'POST', productName: 'Postage', quantity: 1, unitPrice: { minor: 1800, currency: 'GBP' }, amount: { minor: 1800, currency: 'GBP' }, kind: 'FEE' as const }];
    await show(ordersRoutes, '/orders/o', [on(OrderDocument, { order: { ...refund, currency: 'GBP', lines } })]);
    expect(await screen.findByText(/Postage/u)).toBeInTheDocument();
    cleanup();
    await show(ordersRoutes, '/orders/x', [on(OrderDocument, new Refusal('NOT_FOUND'))]);
    expect(await screen.findByText('No such order')).toBeInTheDocument();
  });
});
