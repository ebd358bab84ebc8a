import { oneOf, sql, type ListSpec } from '@dossier/kernel/list';
import type { ReviewItemFilter, ReviewSort } from './review.inputs';

/** What the queue of reviews offers. */
export const reviewList: ListSpec<keyof ReviewItemFilter, ReviewSort> = {
  filter: {
    mine: sql<boolean>(['customer'], (wanted, { alias, params }) => (wanted ? `exists (select 1 from customer mine where mine.id = ${alias}.customer_id and mine.owner_id = ${params.slot('ownerId')} and mine.archived_at is null)` : 'true')),
    section: oneOf('section'),
    state: oneOf('state'),
    customer: sql<string>(['customer'], (id, { alias, params }) => `${alias}.customer_id = ${params.add(id, 'uuid')}`),
  },
  sort: { DUE_ON: { path: 'dueOn', type: 'date' }, REVIEWED_AT: { path: 'reviewedAt', nullable: true, type: 'timestamptz' } },
  defaultSort: 'DUE_ON' as ReviewSort,
};

/** Policies come whole, by name. */
export const reviewPolicyList: ListSpec<never, 'NAME'> = { filter: {}, sort: { NAME: { path: 'name', type: 'text' } }, defaultSort: 'NAME' };
