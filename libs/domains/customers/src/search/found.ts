import { planOf, type Params, type Viewer } from '@dossier/kernel/access';
import { searchPredicate } from '@dossier/kernel/search';
import { SEARCHED } from '../profile/customer.list';
import { ofCustomers } from '../profile/customer.policy';

/**
 * The ids of the records within a viewer's reach that a typed text finds by name, pinyin, company or number, or by the last four digits
 * of a phone, as a query for statements of the domains above. Null where this viewer could find none by it.
 */
export function foundCustomers(viewer: Viewer, typed: string, params: Params): string | null {
  if (!viewer.may('customer.read')) return null;
  const plan = planOf(viewer, ofCustomers);
  const parts: string[] = [];
  const byName = SEARCHED.every((name) => plan.field(name).clear === true) ? searchPredicate(typed, 'found.search_grams', 'found.search_text', params) : null;
  if (byName) parts.push(`select found.id from customer found where ${byName} and found.archived_at is null and ${plan.reach('found', params)}`);
  const tail = /^\d{4}$/.exec(typed.normalize('NFKC').replace(/[\s-]/g, ''))?.[0];
  if (tail && plan.field('phone').masked === true && plan.field('identities').clear === true) {
    parts.push(`select found.id from customer_identity i join customer found on found.id = i.customer_id where i.phone_tail = ${params.add(tail, 'text')} and i.archived_at is null and found.archived_at is null and ${plan.reach('found', params)}`);
  }
  return parts.length === 0 ? null : parts.join(' union ');
}
