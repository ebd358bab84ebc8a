import { graphql } from '@dossier/client';

export const DuplicateCandidatesDocument = graphql(`
  query DuplicateCandidates($first: Int, $after: String) {
    duplicateCandidates(first: $first, after: $after) {
      nodes {
        id version reason state createdAt
        customer { id archiveNo name nameLatin companyName phone email region city owner { id name } summary { orderCount netAmount lastOrderOn } }
        other { id archiveNo name nameLatin companyName phone email region city owner { id name } summary { orderCount netAmount lastOrderOn } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const ResolveDuplicateDocument = graphql(`
  mutation ResolveDuplicate($id: ID!, $decision: DuplicateDecision!) { resolveDuplicate(id: $id, decision: $decision) { id version state } }
`);
