import { graphql } from '@dossier/client';

/** What data is used for, for the filter by purpose. */
export const PurposeChoicesDocument = graphql(`
  query PurposeChoices { purposes { id code name nameEn channels } }
`);

/** How many within reach meet the other conditions, but may not be used for the purpose. */
export const CustomersLeftOutDocument = graphql(`
  query CustomersLeftOut($filter: CustomerFilter) {
    customers(filter: $filter, first: 1) { totalCount totalIsExact }
  }
`);

/** Products that the rules of suitability look at: those with a risk level or a kind. */
export const OfferableChoicesDocument = graphql(`
  query OfferableChoices($search: String) {
    products(filter: { search: $search, or: [{ riskLevel: { isEmpty: false } }, { kind: { isEmpty: false } }] }, sort: NAME, first: 100) { nodes { id code name riskLevel } }
  }
`);
