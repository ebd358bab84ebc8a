import { graphql } from '@dossier/client';

export const AssignLeadsDocument = graphql(`
  mutation AssignLeads($ids: [ID!]!, $ownerId: ID!) { assignLeads(ids: $ids, ownerId: $ownerId) { id count jobId skipped { id why } canUndo } }
`);

export const UndoAssignmentDocument = graphql(`
  mutation UndoAssignment($id: ID!) { undoAssignment(id: $id) { id count jobId skipped { id why } } }
`);
