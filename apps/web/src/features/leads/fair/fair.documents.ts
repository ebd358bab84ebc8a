import { graphql } from '@dossier/client';

export const CollectLeadsDocument = graphql(`
  mutation CollectLeads($input: CollectedLeadsInput!) { collectLeads(input: $input) { key isNew } }
`);
