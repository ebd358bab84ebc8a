import { graphql } from '@dossier/client';

export const ConvertLeadDocument = graphql(`
  mutation ConvertLead($id: ID!, $input: ConvertLeadInput!) { convertLead(id: $id, input: $input) { id version status } }
`);

export const UnconvertLeadDocument = graphql(`
  mutation UnconvertLead($id: ID!) { unconvertLead(id: $id) { id version status } }
`);

/** Companies on record, found by what one types. */
export const CompaniesFoundDocument = graphql(`
  query CompaniesFound($search: String) { customers(filter: { search: $search, kind: { in: ["COMPANY"] } }, first: 20) { nodes { id name companyName archiveNo } } }
`);
