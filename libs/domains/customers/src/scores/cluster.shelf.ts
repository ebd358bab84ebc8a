import { policy } from '@dossier/kernel/access';
import { oneOf } from '@dossier/kernel/list';
import { CustomerCluster } from './cluster.entity';
import { scoreFilter, shelfJoin, shelfOf, shelfScope } from './shelf';

/** It is derived from how lately, how often, how much, how widely and how regularly a customer buys: whoever may not see that sees none of it. */
export const clusterShelf = shelfOf({ table: 'customer_cluster', field: 'cluster', words: ['order.read'], fields: ['summary', 'orderCount', 'lastOrderOn', 'recencyDays', 'netAmount', 'gapMedianDays', 'topCategories'] });

export const clusterPolicy = policy(CustomerCluster, { read: 'score.read', scope: shelfScope(clusterShelf) });

export const clusterFilters = { cluster: scoreFilter(clusterShelf, 'cluster', oneOf('cluster.cluster')) } as const;

export const clusterJoin = shelfJoin(clusterShelf, { cluster: 'cluster' });
