import { graphql } from '@dossier/client';

export const AuditDocument = graphql(`
  query AuditEntries($filter: AuditFilter, $sort: AuditSort, $order: SortOrder, $first: Int, $after: String) {
    auditEntries(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes { id at actorName actorId action object objectId outcome reason requestId ip }
      pageInfo { hasNextPage endCursor }
      totalCount
      totalIsExact
    }
  }
`);

export const AuditEntryDocument = graphql(`
  query AuditEntry($filter: AuditFilter) {
    auditEntries(filter: $filter, first: 1) { nodes { id changes { table rowId operation fields before after } } }
  }
`);

export const AuditActorsDocument = graphql(`
  query AuditActors { users(first: 200) { nodes { id name } } }
`);
