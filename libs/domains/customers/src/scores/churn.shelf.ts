import { policy } from '@dossier/kernel/access';
import { between, flag, number, oneOf, sql, type FilterMeaning } from '@dossier/kernel/list';
import { CustomerChurn } from './churn.entity';
import { churnSigns } from './churn.signs';
import { scoreFilter, scoreSort, shelfJoin, shelfOf, shelfScope } from './shelf';

/** It is derived from when and what a customer bought, complained of and looked at: whoever may not see that sees none of it. */
export const churnShelf = shelfOf({
  table: 'customer_churn', field: 'churn', words: ['order.read', 'feedback.read', 'event.read'], fields: ['summary', 'orderCount', 'lastOrderOn', 'recencyDays', 'netAmount', 'gapMedianDays'],
});

export const churnPolicy = policy(CustomerChurn, { read: 'score.read', scope: shelfScope(churnShelf) });

interface Among {
  in?: string[];
  notIn?: string[];
  isEmpty?: boolean;
}

/** Whose list of codes holds any of these, by its own index. */
const codes = (column: 'reasons' | 'signs'): FilterMeaning => sql<Among>(['churn'], ({ in: wanted, notIn, isEmpty }, { alias, params }) => {
  const of = (says: string): string => `${alias}.id in (select s.customer_id from customer_churn s where ${says})`;
  const parts = ['true'];
  if (wanted) parts.push(of(`s.${column} ?| ${params.add(wanted, 'text[]')}`));
  if (notIn) parts.push(`not ${of(`s.${column} ?| ${params.add(notIn, 'text[]')}`)}`);
  if (typeof isEmpty === 'boolean') parts.push(`${isEmpty ? 'not ' : ''}${of(`s.${column} <> '[]'`)}`);
  return `(${parts.join(' and ')})`;
});

export const churnFilters = {
  churnProbability: scoreFilter(churnShelf, 'churnProbability', number('churn.probability')),
  churnBand: scoreFilter(churnShelf, 'churnBand', oneOf('churn.band')),
  churnAtStake: scoreFilter(churnShelf, 'churnAtStake', number('churn.atStake')),
  churnedOn: scoreFilter(churnShelf, 'churnedOn', between('churn.leftOn')),
  churnReason: scoreFilter(churnShelf, 'churnReason', codes('reasons')),
  churnSign: churnSigns(scoreFilter(churnShelf, 'churnSign', codes('signs'))),
  heldOut: scoreFilter(churnShelf, 'heldOut', flag('churn.heldOut')),
} as const;

export const churnSorts = {
  CHURN_PROBABILITY: scoreSort(churnShelf, 'churn.probability', 'float8'),
  CHURN_AT_STAKE: scoreSort(churnShelf, 'churn.atStake', 'bigint'),
} as const;

export const churnJoin = shelfJoin(churnShelf, { probability: 'probability', band: 'band', atStake: 'at_stake_minor', leftOn: 'left_on', heldOut: 'held_out' });
