import { policy, through } from '@dossier/kernel/access';
import { ofCustomers } from '../profile/customer.policy';
import { CustomerNeed } from './need.entity';

const live = (row: CustomerNeed): boolean => row.archivedAt === null;

/** A need is reached through its customer, each word by its own scope. */
export const needPolicy = policy(CustomerNeed, {
  read: 'need.read',
  scope: through(() => ofCustomers, 'customerId'),
  actions: {
    UPDATE: { word: 'need.write', when: live, needs: ['archivedAt'] },
    ARCHIVE: { word: 'need.write', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'need.write', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});
