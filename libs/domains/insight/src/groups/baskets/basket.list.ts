import { number, oneOf, ref, sql, type ListSpec } from '@dossier/kernel/list';
import { BasketRuleSort } from '@dossier/vocabulary/insight-enums';
import type { BasketRuleFilter, BasketRunFilter } from './basket.inputs';

type Named<T> = Exclude<keyof T, 'and' | 'or' | 'not'>;
interface Ids { in?: string[]; notIn?: string[] }

export const basketRunList: ListSpec<Named<BasketRunFilter>, 'CREATED_AT'> = {
  filter: { level: oneOf('level') },
  sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } },
  defaultSort: 'CREATED_AT',
  defaultOrder: 'DESC',
};

/** What the list of rules offers. */
export const basketRuleList: ListSpec<Named<BasketRuleFilter>, BasketRuleSort> = {
  filter: {
    run: ref('runId'), lift: number('lift'), confidence: number('confidence'), count: number('count'),
    item: sql<Ids>(['left', 'leftIds', 'right', 'rightId'], (wanted, { alias, params }) => {
      const among = (ids: string[]): string => `(${alias}.left_ids || ${alias}.right_id) && ${params.add(ids, 'uuid[]')}`;
      return [wanted.in && among(wanted.in), wanted.notIn && `not ${among(wanted.notIn)}`].filter(Boolean).join(' and ') || 'true';
    }),
  },
  sort: {
    LIFT: { path: 'lift', type: 'float8' }, CONFIDENCE: { path: 'confidence', type: 'float8' }, COUNT: { path: 'count', type: 'int' }, LEVERAGE: { path: 'leverage', type: 'float8' },
    ADJUSTED: { path: 'q', type: 'float8' },
  },
  defaultSort: BasketRuleSort.LIFT,
  defaultOrder: 'DESC',
};
