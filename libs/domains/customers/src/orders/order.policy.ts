import { everyone, policy, through, withinReach, type Policy } from '@dossier/kernel/access';
import { ofCustomers } from '../profile/customer.policy';
import { Order, OrderLine } from './order.entity';
import { Category, Product } from './product.entity';
import { PurchaseSummary } from './purchase-summary.entity';

/** Orders carry owner and team of their customer; a guest order lies within reach ALL, or of the team it was given. */
export const orderPolicy = policy(Order, { read: 'order.read', scope: withinReach({ owner: 'ownerId', team: 'teamId' }) });

export const orderLinePolicy = policy(OrderLine, { read: 'order.read', scope: through(() => orderPolicy as unknown as Policy, 'orderId') });

/** The summary is part of the customer's own record: same word, same fields, same reach. */
export const summaryPolicy = policy(PurchaseSummary, { read: 'customer.read', scope: through(() => ofCustomers, 'customerId') });

export const productPolicy = policy(Product, {
  read: 'product.read',
  scope: everyone(),
  actions: { CLASSIFY: { word: 'product.import', when: (row) => row.archivedAt === null, needs: ['archivedAt'] } },
});

export const categoryPolicy = policy(Category, { read: 'product.read', scope: everyone() });
