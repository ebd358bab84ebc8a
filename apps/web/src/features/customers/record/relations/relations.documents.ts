import { graphql } from '@dossier/client';

export const RelationshipsDocument = graphql(`
  query Relationships($customerId: ID!, $kind: RelationKind, $first: Int, $after: String) {
    relationships(customerId: $customerId, kind: $kind, first: $first, after: $after) {
      nodes {
        id version kind strength source basis validFrom validTo note jobTitle isMain can fromId toId
        from { id name companyName archiveNo kind } to { id name companyName archiveNo kind }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const RelationGraphDocument = graphql(`
  query RelationGraph($customerId: ID!) {
    relationGraph(customerId: $customerId) { isCut nodes { id hop customer { id name companyName archiveNo kind } } edges { id fromId toId kind strength } }
  }
`);

export const ReferralsDocument = graphql(`
  query Referrals($customerId: ID!) { referrals(customerId: $customerId) { made bought revenue } }
`);

export const RelatableDocument = graphql(`
  query Relatable($filter: CustomerFilter) { customers(filter: $filter, sort: NAME, order: ASC, first: 10) { nodes { id name companyName archiveNo kind } } }
`);

export const AddRelationshipDocument = graphql(`
  mutation AddRelationship($input: RelationshipInput!) { addRelationship(input: $input) { id version } }
`);

export const UpdateRelationshipDocument = graphql(`
  mutation UpdateRelationship($id: ID!, $version: Int!, $input: RelationshipChange!) { updateRelationship(id: $id, version: $version, input: $input) { id version isMain } }
`);

export const ArchiveRelationshipDocument = graphql(`
  mutation ArchiveRelationship($id: ID!) { archiveRelationship(id: $id) { id version archivedAt } }
`);

export const RestoreRelationshipDocument = graphql(`
  mutation RestoreRelationship($id: ID!) { restoreRelationship(id: $id) { id version archivedAt } }
`);
