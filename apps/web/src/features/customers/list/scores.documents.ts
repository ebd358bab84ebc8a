import { graphql } from '@dossier/client';

/** The list with published scores beside all that may stand in a column: asked only where a column shows a score. */
export const CustomersWithScoresDocument = graphql(`
  query CustomersWithScores($filter: CustomerFilter, $sort: CustomerSort, $sortField: String, $order: SortOrder, $first: Int, $after: String) {
    customers(filter: $filter, sort: $sort, sortField: $sortField, order: $order, first: $first, after: $after) {
      nodes {
        id version archiveNo name nameLatin companyName kind stage phone email region city archivedAt createdAt demo can
        owner { id name } source { id name } tags { id name }
        summary { orderCount netAmount lastOrderOn recencyDays }
        customValues { key value masked } completeness
        value { rfmGroup lifetimeValue lifetimeLow lifetimeHigh aliveProbability expectedPurchases }
        churn { probability atStake }
        nextNeed { expectedOn }
        cluster { cluster name }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
