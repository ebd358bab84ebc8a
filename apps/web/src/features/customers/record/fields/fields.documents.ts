import { graphql } from '@dossier/client';

/** The fields that the company has added, as far as this reader may know of them. */
export const CustomFieldsDocument = graphql(`
  query CustomFields { customFields { id key name nameEn type options { value name nameEn } required currency section sectionEn personal word pack writable sortable } }
`);

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

/** Which packs are applied: they bring sections to the record. */
export const AppliedPacksDocument = graphql(`
  query AppliedPacks { packs { code applied } }
`);
