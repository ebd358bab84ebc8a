import { graphql } from '@dossier/client';

export const RecycleOutlookDocument = graphql(`
  query RecycleOutlookOf($id: ID!) { lead(id: $id) { id recycleOutlook { at reason pool { id name } warnedAt spared isSpared sparedUntil } } }
`);
export const SpareLeadDocument = graphql(`
  mutation SpareLead($id: ID!, $until: Day) { spareLead(id: $id, until: $until) { id } }
`);
export const UnspareLeadDocument = graphql(`
  mutation UnspareLead($id: ID!) { unspareLead(id: $id) { id } }
`);
