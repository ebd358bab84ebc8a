import { policy, through } from '@dossier/kernel/access';
import { ofCustomers } from '../profile/customer.policy';
import { CustomerIdentity } from './customer-identity.entity';

/** An identity is reached through its customer. */
export const identityPolicy = policy(CustomerIdentity, {
  read: 'customer.read',
  scope: through(() => ofCustomers, 'customerId'),
  actions: { UPDATE: { word: 'customer.update' } },
});
