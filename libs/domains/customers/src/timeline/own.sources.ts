import { TimelineKind } from '@dossier/vocabulary/archive-enums';
import { Order } from '../orders/order.entity';
import { timelineSource, timelineStream, type Told } from './timeline.sources';

timelineSource({
  kind: TimelineKind.ORDER, entity: Order, at: 'orderedAt', fields: ['orderNo', 'kind', 'amount'],
  tell: (row) => ({ what: row['kind'], title: row['orderNo'], amount: row['amount'] }) as Told,
});

timelineStream({
  kind: TimelineKind.CHANGE, needs: 'customer.read', ids: 'number',
  read: async (viewer, { customerId, before, limit }, { history }) =>
    (await history.before(viewer, customerId, { before, limit })).map(({ id, at, revision }) => ({
      at, id, told: revision && { what: revision.operation, title: revision.table, actor: revision.actor, changes: revision.changes },
    })),
});
