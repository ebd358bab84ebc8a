import { graphql } from '@dossier/client';

export const CreateStaticSegmentDocument = graphql(`
  mutation CreateStaticSegment($input: SegmentInput!) { createSegment(input: $input) { id version name } }
`);

export const AddToSegmentDocument = graphql(`
  mutation AddToSegment($id: ID!, $customerIds: [ID!]!) { addToSegment(id: $id, customerIds: $customerIds) { id version name } }
`);

export const RemoveFromSegmentDocument = graphql(`
  mutation RemoveFromSegment($id: ID!, $customerIds: [ID!]!) { removeFromSegment(id: $id, customerIds: $customerIds) { id version name } }
`);

/** The segments one customer is in, as far as this reader sees them. */
export const SegmentsOfCustomerDocument = graphql(`
  query SegmentsOfCustomer($id: ID!) { customer(id: $id) { id version segments { id name } } }
`);
