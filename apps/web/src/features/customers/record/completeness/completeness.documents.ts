import { graphql } from '@dossier/client';

/** How whole the record is, over all that its reader may see: beside the record, so that the record need not wait for it. */
export const CompletenessDocument = graphql(`
  query CustomerCompleteness($id: ID!) {
    customerCompleteness(id: $id) { share filledParts parts filledWeight weight sections { section missing } }
  }
`);
