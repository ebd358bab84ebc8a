import { planOf, type Viewer } from '@dossier/kernel/access';
import { unknownName, type FilterMeaning, type FilterSite } from '@dossier/kernel/list';
import { ofCustomers } from '../../profile/customer.policy';
import { offerableSql } from './suitability.rules';

/** Whoever may see no financial data of anybody does not know the name: its answer would tell of them. */
function requireWord(viewer: Viewer, name: string, type: string): void {
  if (planOf(viewer, ofCustomers).scopes('finance.read').length === 0) throw unknownName(name, type);
}

/** Customers to whom a product may be offered today, by the rules in force. Null, and so absent, where the viewer may not see what the rules look at. */
export const offerableProduct: FilterMeaning = {
  guards: ['riskAssessments'],
  guardsOf: (_: string, { viewer }) => {
    requireWord(viewer, 'offerableProductId', 'CustomerFilter');
    return [];
  },
  sql: (productId: string, { alias, params, today, viewer }: FilterSite) => {
    const reach = planOf(viewer, ofCustomers).reach(alias, params, 'finance.read');
    return `case when ${reach} then exists (select 1 from product p where p.id = ${params.add(productId, 'uuid')} and p.archived_at is null and ${offerableSql(alias, 'p', params.add(today, 'date'))}) end`;
  },
};

/** Products that may be offered to a customer today; none where the customer or their financial data lie out of reach. */
export const offerableTo: FilterMeaning = {
  guards: [],
  guardsOf: (_: string, { viewer }) => {
    requireWord(viewer, 'offerableTo', 'ProductFilter');
    return [];
  },
  sql: (customerId: string, { alias, params, today, viewer }: FilterSite) => {
    const plan = planOf(viewer, ofCustomers);
    const reach = `${plan.reach('c', params)} and ${plan.reach('c', params, 'finance.read')}`;
    return `exists (select 1 from customer c where c.id = ${params.add(customerId, 'uuid')} and c.archived_at is null and ${reach} and ${offerableSql('c', alias, params.add(today, 'date'))})`;
  },
};
