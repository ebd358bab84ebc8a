import { policy, through } from '@dossier/kernel/access';
import { ServiceRequestState } from '@dossier/vocabulary/pack-enums';
import { hangsOnCustomer } from '../../merging/parts';
import { ofCustomers } from '../../profile/customer.policy';
import { ServiceRequest } from './service-request.entity';

export const serviceRequestPolicy = policy(ServiceRequest, {
  read: 'customer.read',
  scope: through(() => ofCustomers, 'customerId'),
  actions: { CLOSE: { word: 'customer.update', when: (row) => row.state === ServiceRequestState.OPEN, needs: ['state'] } },
});

hangsOnCustomer({ table: 'service_request', type: 'ServiceRequest', read: 'customer.read' });
