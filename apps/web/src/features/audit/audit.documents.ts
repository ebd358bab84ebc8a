import { graphql } from '@dossier/client';

export const AuditDocument = graphql(`
  query AuditEntries($filter: AuditFilter, $sort: AuditSort, $order: SortOrder, $first: Int, $after: String) {
    auditEntries(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes { id at actorName actorId action object objectId outcome reason code requestId ip device changeCount }
      pageInfo { hasNextPage endCursor }
      totalCount
      totalIsExact
    }
  }
`);

export const AuditEntryDocument = graphql(`
  query AuditEntryChanges($requestId: String) {
    auditEntries(filter: { requestId: $requestId }, first: 20) { nodes { id changes { table rowId operation fields before after } } }
  }
`);

export const AuditActorsDocument = graphql(`
  query AuditActors { users(first: 200) { nodes { id name } } }
`);
