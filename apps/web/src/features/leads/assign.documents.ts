import { graphql } from '@dossier/client';

export const AssignLeadsDocument = graphql(`
  mutation AssignLeads($ids: [ID!]!, $ownerId: ID!) { assignLeads(ids: $ids, ownerId: $ownerId) { id version count canUndo jobId skipped { id why } } }
`);

/** All that match are many: a job gives them away. */
export const AssignMatchingLeadsDocument = graphql(`
  mutation AssignMatchingLeads($filter: LeadFilter!, $ownerId: ID!) { assignMatchingLeads(filter: $filter, ownerId: $ownerId) { id version count canUndo jobId skipped { id why } } }
`);

export const UndoAssignmentDocument = graphql(`
  mutation UndoAssignment($id: ID!) { undoAssignment(id: $id) { id version count kept { id why } } }
`);

export const ReleaseLeadsDocument = graphql(`
  mutation ReleaseLeads($ids: [ID!]!, $poolId: ID!, $reason: ReleaseReason!) { releaseLeads(ids: $ids, poolId: $poolId, reason: $reason) }
`);

export const UndoReleaseDocument = graphql(`
  mutation UndoRelease($ids: [ID!]!) { undoRelease(ids: $ids) }
`);

export const PoolChoicesDocument = graphql(`
  query PoolChoices { leadPools { id name } }
`);
