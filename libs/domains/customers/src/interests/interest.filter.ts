import { planOf } from '@dossier/kernel/access';
import { sql, unknownName, type FilterMeaning } from '@dossier/kernel/list';
import { ofCustomers } from '../profile/customer.policy';
import { standsAt } from './interest.sql';

interface Wanted {
  in?: string[];
  notIn?: string[];
  isEmpty?: boolean;
}

/** A score at which an interest counts as one: what a page looked at just now brings. */
const LEAST = '1::float8';

/** Interests are read under a word of their own: without it the filter is no name, and where it does not reach, nothing matches. */
export const hasInterest: FilterMeaning = sql<Wanted>(['topInterests'], (wanted, { alias, params, viewer }) => {
  const plan = planOf(viewer, ofCustomers);
  if (plan.scopes('event.read').length === 0) throw unknownName('interests', 'CustomerFilter');
  const among = (ids?: string[]): string => `${alias}.id in (select i.customer_id from customer_interest i join topic t on t.id = i.topic_id and t.archived_at is null where ${ids ? `i.topic_id = any(${params.add(ids, 'uuid[]')}) and ` : ''}${standsAt('i', 't', LEAST)})`;
  const parts = [plan.reach(alias, params, 'event.read')];
  if (wanted.in) parts.push(among(wanted.in));
  if (wanted.notIn) parts.push(`not ${among(wanted.notIn)}`);
  if (typeof wanted.isEmpty === 'boolean') parts.push(`${wanted.isEmpty ? 'not ' : ''}${among()}`);
  return `(${parts.join(' and ')})`;
});
