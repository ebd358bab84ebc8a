import { graphql } from '@dossier/client';

export const CollectLeadsDocument = graphql(`
  mutation CollectLeads($input: CollectedLeadsInput!) { collectLeads(input: $input) { key isNew } }
`);
export const FairChoicesDocument = graphql(`
  query FairChoices { channels { id name } purposes { id name nameEn legalBasis } }
`);
