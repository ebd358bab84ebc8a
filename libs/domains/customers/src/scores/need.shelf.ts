import { policy } from '@dossier/kernel/access';
import { between, number, sql, type FilterMeaning } from '@dossier/kernel/list';
import { followsCustomer } from '../merging/parts';
import { NextNeed } from './need.entity';
import { scoreFilter, scoreSort, shelfJoin, shelfOf, shelfScope } from './shelf';

/** It is derived from when a customer bought and what: whoever may not see that sees none of it. */
export const needShelf = shelfOf({ table: 'customer_next', field: 'nextNeed', words: ['order.read'], fields: ['summary', 'lastOrderOn', 'gapMedianDays', 'topCategories'] });

// What was recommended is logged of the record that was shown: the draw that chose its arm goes by that very record.
followsCustomer('recommendation_exposure', 'what was shown to a record stays with it, in the arm that was drawn for it');

export const needPolicy = policy(NextNeed, { read: 'score.read', scope: shelfScope(needShelf) });

interface Among {
  in?: string[];
  notIn?: string[];
  isEmpty?: boolean;
}

/** Whose likeliest next category, or one of the three likeliest, is among these: each column by its own index. */
const amongCategories: FilterMeaning = sql<Among>(['nextNeed'], ({ in: wanted, notIn, isEmpty }, { alias, params }) => {
  const of = (says: string): string => `${alias}.id in (${[1, 2, 3].map((at) => `select n.customer_id from customer_next n where n.category${at}_id ${says}`).join(' union all ')})`;
  const parts = ['true'];
  if (wanted) parts.push(of(`= any(${params.add(wanted, 'uuid[]')})`));
  if (notIn) parts.push(`not ${of(`= any(${params.add(notIn, 'uuid[]')})`)}`);
  if (typeof isEmpty === 'boolean') parts.push(`${isEmpty ? 'not ' : ''}${of('is not null')}`);
  return `(${parts.join(' and ')})`;
});

export const needFilters = {
  nextPurchaseOn: scoreFilter(needShelf, 'nextPurchaseOn', between('need.expectedOn')),
  nextWithin30: scoreFilter(needShelf, 'nextWithin30', number('need.within30')),
  nextCategory: scoreFilter(needShelf, 'nextCategory', amongCategories),
} as const;

export const needSorts = {
  NEXT_PURCHASE_ON: scoreSort(needShelf, 'need.expectedOn', 'date'),
  NEXT_WITHIN_30: scoreSort(needShelf, 'need.within30', 'float8'),
} as const;

export const needJoin = shelfJoin(needShelf, { expectedOn: 'expected_on', within30: 'within30' });
