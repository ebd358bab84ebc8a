import { policy } from '@dossier/kernel/access';
import { number, oneOf } from '@dossier/kernel/list';
import { scoreFilter, scoreSort, shelfJoin, shelfOf, shelfScope } from './shelf';
import { CustomerValue } from './value.entity';

/** Value follows from orders: whoever may not see them does not see it. */
const shelf = shelfOf({ table: 'customer_value', field: 'value', words: ['order.read'], fields: ['summary', 'orderCount', 'firstOrderOn', 'lastOrderOn', 'recencyDays', 'netAmount'] });

export const valuePolicy = policy(CustomerValue, { read: 'score.read', scope: shelfScope(shelf) });

export const valueFilters = {
  rfmGroup: scoreFilter(shelf, 'rfmGroup', oneOf('value.rfmGroup')),
  rfmRecency: scoreFilter(shelf, 'rfmRecency', number('value.rfmRecency')),
  rfmFrequency: scoreFilter(shelf, 'rfmFrequency', number('value.rfmFrequency')),
  rfmMonetary: scoreFilter(shelf, 'rfmMonetary', number('value.rfmMonetary')),
  aliveProbability: scoreFilter(shelf, 'aliveProbability', number('value.aliveProbability')),
  expectedPurchases: scoreFilter(shelf, 'expectedPurchases', number('value.expectedPurchases')),
  lifetimeValue: scoreFilter(shelf, 'lifetimeValue', number('value.lifetimeMinor')),
  valueDecile: scoreFilter(shelf, 'valueDecile', number('value.valueDecile')),
};

export const valueSorts = {
  LIFETIME_VALUE: scoreSort(shelf, 'value.lifetimeMinor', 'bigint'),
  ALIVE_PROBABILITY: scoreSort(shelf, 'value.aliveProbability', 'float8'),
  EXPECTED_PURCHASES: scoreSort(shelf, 'value.expectedPurchases', 'float8'),
};

export const valueJoin = shelfJoin(shelf, {
  rfmGroup: 'rfm_group', rfmRecency: 'rfm_recency', rfmFrequency: 'rfm_frequency', rfmMonetary: 'rfm_monetary',
  aliveProbability: 'alive_probability', expectedPurchases: 'expected_purchases', lifetimeMinor: 'lifetime_minor', valueDecile: 'value_decile',
});
