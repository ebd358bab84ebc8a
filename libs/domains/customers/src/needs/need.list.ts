import { between, oneOf, ref, type ListSpec } from '@dossier/kernel/list';
import type { NeedFilter } from './need.inputs';

/** What the list of needs offers. */
export const needList: ListSpec<Exclude<keyof NeedFilter, 'and' | 'or' | 'not'>, 'CREATED_AT' | 'EXPECTED_ON'> = {
  filter: { customer: ref('customerId'), kind: oneOf('kind'), status: oneOf('status'), priority: oneOf('priority'), expectedOn: between('expectedOn') },
  sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' }, EXPECTED_ON: { path: 'expectedOn', nullable: true, type: 'date' } },
  defaultSort: 'CREATED_AT',
  defaultOrder: 'DESC',
};
