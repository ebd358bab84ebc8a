import { graphql } from '@dossier/client';

export const ServiceRequestsDocument = graphql(`
  query CustomerServiceRequests($id: ID!) {
    customer(id: $id) { id serviceRequests { id version kind subject state openedAt dueOn closedAt satisfaction effort can openedBy { id name } } }
  }
`);

export const OpenServiceRequestDocument = graphql(`
  mutation OpenServiceRequest($customerId: ID!, $input: ServiceRequestInput!) { openServiceRequest(customerId: $customerId, input: $input) { id } }
`);

export const UpdateServiceRequestDocument = graphql(`
  mutation UpdateServiceRequest($id: ID!, $version: Int!, $input: ServiceRequestChange!) { updateServiceRequest(id: $id, version: $version, input: $input) { id version } }
`);

export const CloseServiceRequestDocument = graphql(`
  mutation CloseServiceRequest($id: ID!, $input: ServiceClosingInput!) { closeServiceRequest(id: $id, input: $input) { id state } }
`);

export const RateServiceRequestDocument = graphql(`
  mutation RateServiceRequest($id: ID!, $input: ServiceClosingInput!) { rateServiceRequest(id: $id, input: $input) { id satisfaction effort } }
`);

export const ReopenServiceRequestDocument = graphql(`
  mutation ReopenServiceRequest($id: ID!) { reopenServiceRequest(id: $id) { id state } }
`);

export const ArchiveServiceRequestDocument = graphql(`
  mutation ArchiveServiceRequest($id: ID!) { archiveServiceRequest(id: $id) { id archivedAt } }
`);

export const RestoreServiceRequestDocument = graphql(`
  mutation RestoreServiceRequest($id: ID!) { restoreServiceRequest(id: $id) { id archivedAt } }
`);
