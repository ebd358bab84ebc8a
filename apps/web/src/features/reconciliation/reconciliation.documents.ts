import { graphql } from '@dossier/client';

export const ReconciliationDocument = graphql(`
  query Reconciliation { reconciliation { group name identityKind customers unified duplicates unmatched waiting } }
`);

export const ReconciliationRowsDocument = graphql(`
  query ReconciliationRows($group: ReconciliationGroup!, $part: ReconciliationPart!, $name: String, $identityKind: IdentityKind, $first: Int, $after: String) {
    reconciliationRows(group: $group, part: $part, name: $name, identityKind: $identityKind, first: $first, after: $after) {
      nodes { id archiveNo customer { id name companyName archiveNo } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const MatchingStateDocument = graphql(`
  query MatchingState { matchingState { due jobId learnedAt learnedFrom weights { field agreement m u weight } } }
`);

export const MatchCustomersDocument = graphql(`
  mutation MatchCustomers { matchCustomers { due jobId } }
`);

export const IdentityConflictsDocument = graphql(`
  query IdentityConflicts($first: Int, $after: String) {
    identityConflicts(first: $first, after: $after, state: OPEN) {
      nodes {
        id version kind identityKind fields state createdAt can
        customer { id name companyName archiveNo birthDate gender city owner { id name } } other { id name companyName archiveNo birthDate gender city owner { id name } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const ResolveConflictDocument = graphql(`
  mutation ResolveConflict($id: ID!, $resolution: ConflictResolution!) { resolveConflict(id: $id, resolution: $resolution) { id version state resolution } }
`);

export const ReopenConflictDocument = graphql(`
  mutation ReopenConflict($id: ID!) { reopenConflict(id: $id) { id version state } }
`);
