import { graphql } from '@dossier/client';

export const ClientsDocument = graphql(`
  query Clients($filter: ClientFilter, $after: String) {
    clients(filter: $filter, sort: NAME, order: ASC, first: 100, after: $after) {
      nodes {
        id version name description createdAt archivedAt can
        roles { id name } teams { id name } actsForId actsFor { id name }
        keys { id name publicId createdAt expiresAt revokedAt ipList ratePerMinute followsId lastUsedAt lastNetwork maker { id name } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const ClientChoicesDocument = graphql(`
  query ClientChoices {
    roles { id name nameEn grants { action scope } }
    teams { id name }
  }
`);

export const CreateClientDocument = graphql(`
  mutation CreateClient($input: ClientInput!) {
    createClient(input: $input) { id name }
  }
`);

export const UpdateClientDocument = graphql(`
  mutation UpdateClient($id: ID!, $version: Int!, $input: ClientChange!) {
    updateClient(id: $id, version: $version, input: $input) { id version name }
  }
`);

export const ArchiveClientDocument = graphql(`
  mutation ArchiveClient($id: ID!) {
    archiveClient(id: $id) { id name archivedAt }
  }
`);

export const CreateKeyDocument = graphql(`
  mutation CreateKey($clientId: ID!, $input: KeyInput!) {
    createKey(clientId: $clientId, input: $input) { secret key { id name publicId expiresAt } }
  }
`);

export const RotateKeyDocument = graphql(`
  mutation RotateKey($id: ID!, $overlapHours: Int) {
    rotateKey(id: $id, overlapHours: $overlapHours) { secret key { id name publicId expiresAt } }
  }
`);

export const RevokeKeyDocument = graphql(`
  mutation RevokeKey($id: ID!) {
    revokeKey(id: $id) { id name keys { id revokedAt } }
  }
`);
