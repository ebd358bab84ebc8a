import { graphql } from '@dossier/client';

/** How many within reach meet the other conditions, but may not be used for the purpose. */
export const CustomersLeftOutDocument = graphql(`
  query CustomersLeftOut($filter: CustomerFilter) {
    customers(filter: $filter, first: 1) { totalCount totalIsExact }
  }
`);
