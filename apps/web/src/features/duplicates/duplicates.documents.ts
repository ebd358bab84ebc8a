import { graphql } from '@dossier/client';

export const DuplicateCandidatesDocument = graphql(`
  query DuplicateCandidates($first: Int, $after: String) {
    duplicateCandidates(first: $first, after: $after) {
      totalCount
      nodes {
        id version reason level weight probability state createdAt
        reasons { field agreement weight }
        customer { id archiveNo name companyName }
        other { id archiveNo name companyName }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const MergePreviewDocument = graphql(`
  query MergePreview($ids: [ID!]!) {
    mergePreview(ids: $ids) {
      customers { id archiveNo name companyName createdAt owner { id name } summary { orderCount netAmount lastOrderOn } }
      fields { name label differs rule values { side value saidAt source } picks { rule side reason } }
      moves { side of name count }
    }
  }
`);

export const DuplicateClusterDocument = graphql(`
  query DuplicateCluster($id: ID!) {
    duplicateCluster(id: $id) { hiddenCount records { id probability customer { id archiveNo name companyName } } apart { oneId otherId } }
  }
`);

export const MergeClusterDocument = graphql(`
  mutation MergeCluster($input: MergeInput!) { mergeCustomers(input: $input) { batchId mergeIds } }
`);

export const ResolveDuplicateDocument = graphql(`
  mutation ResolveDuplicate($id: ID!, $decision: DuplicateDecision!, $merge: SameInput) {
    resolveDuplicate(id: $id, decision: $decision, merge: $merge) { id version state batchId }
  }
`);

export const ReopenDuplicateDocument = graphql(`
  mutation ReopenDuplicate($id: ID!) { reopenDuplicate(id: $id) { id version state } }
`);

export const RevertMergeDocument = graphql(`
  mutation RevertMerge($id: ID!) { revertBatch(id: $id) { id state jobId } }
`);
