import { policy, through } from '@dossier/kernel/access';
import { TimelineKind } from '@dossier/vocabulary/archive-enums';
import { ofCustomers } from '../profile/customer.policy';
import { timelineSource, type Told } from '../timeline/timeline.sources';
import { CustomerMerge } from './customer-merge.entity';

/** A merge is reached through the record that stands. */
export const customerMergePolicy = policy(CustomerMerge, { read: 'customer.read', scope: through(() => ofCustomers, 'customerId') });

timelineSource({
  kind: TimelineKind.MERGE, entity: CustomerMerge, at: 'createdAt', fields: ['absorbedNo', 'mergedBy'],
  tell: ({ absorbedNo, mergedBy }) => ({ title: absorbedNo, actor: mergedBy }) as Told,
});
