import { graphql } from '@dossier/client';

/** The leads of a record, open and closed, as far as the reader reaches them. */
export const LeadsOfCustomerDocument = graphql(`
  query LeadsOfCustomer($id: ID!) {
    customer(id: $id) { id version leads { id version subject productName stage status amount openedAt closedAt owner { id name } } }
  }
`);
