import { policy, through } from '@dossier/kernel/access';
import { ServiceRequestState } from '@dossier/vocabulary/pack-enums';
import { hangsOnCustomer } from '../../merging/parts';
import { ofCustomers } from '../../profile/customer.policy';
import { ServiceRequest } from './service-request.entity';

const isLive = (row: ServiceRequest): boolean => row.archivedAt === null;

export const serviceRequestPolicy = policy(ServiceRequest, {
  read: 'customer.read',
  scope: through(() => ofCustomers, 'customerId'),
  actions: {
    UPDATE: { word: 'customer.update', when: isLive, needs: ['archivedAt'] },
    CLOSE: { word: 'customer.update', when: (row) => isLive(row) && row.state === ServiceRequestState.OPEN, needs: ['archivedAt', 'state'] },
    RATE: { word: 'customer.update', when: (row) => isLive(row) && row.state === ServiceRequestState.CLOSED, needs: ['archivedAt', 'state'] },
    REOPEN: { word: 'customer.update', when: (row) => isLive(row) && row.state === ServiceRequestState.CLOSED, needs: ['archivedAt', 'state'] },
    ARCHIVE: { word: 'customer.update', when: isLive, needs: ['archivedAt'] },
    RESTORE: { word: 'customer.update', when: (row) => !isLive(row), needs: ['archivedAt'] },
  },
});

hangsOnCustomer({ table: 'service_request', type: 'ServiceRequest', read: 'customer.read' });
