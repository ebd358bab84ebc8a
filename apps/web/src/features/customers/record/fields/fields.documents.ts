import { graphql } from '@dossier/client';

/** The list with what stands beside the row, the values of custom fields and how whole the record is: asked only where a column shows one of them. */
export const CustomersWithValuesDocument = graphql(`
  query CustomersWithValues($filter: CustomerFilter, $sort: CustomerSort, $sortField: String, $order: SortOrder, $first: Int, $after: String) {
    customers(filter: $filter, sort: $sort, sortField: $sortField, order: $order, first: $first, after: $after) {
      nodes {
        id version archiveNo name nameLatin companyName kind stage phone email region city archivedAt createdAt demo can
        owner { id name } source { id name } tags { id name }
        summary { orderCount netAmount lastOrderOn recencyDays }
        customValues { key value masked } completeness
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
