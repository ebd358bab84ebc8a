import { graphql } from '@dossier/client';

export const CreateLeadDocument = graphql(`
  mutation CreateLead($input: CreateLeadInput!) { createLead(input: $input) { id version touches customer { id name } } }
`);

/** Who is on record already, and with which leads. */
export const LeadDuplicatesDocument = graphql(`
  query LeadDuplicates($person: LeadPersonInput!) {
    leadDuplicates(person: $person) {
      elsewhere
      people { id reasons customer { id name companyName archiveNo phone stage owner { id name } } leads { id version subject stage status openedAt owner { id name } } }
    }
  }
`);

export const ChosenPersonDocument = graphql(`
  query ChosenPerson($id: ID!) { customer(id: $id) { id name companyName archiveNo phone } }
`);
