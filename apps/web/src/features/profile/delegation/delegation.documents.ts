import { graphql } from '@dossier/client';

export const DelegationsDocument = graphql(`
  query Delegations { delegations { id words since until endedAt reason state fromId from { id name } to { id name } can } }
`);

export const LendableToDocument = graphql(`
  query LendableTo { users(sort: NAME, first: 200, filter: { status: { in: ["ACTIVE"] } }) { nodes { id name } } }
`);

export const DelegateDocument = graphql(`
  mutation Delegate($input: DelegationInput!) { delegate(input: $input) { id } }
`);

export const EndDelegationDocument = graphql(`
  mutation EndDelegation($id: ID!) { endDelegation(id: $id) { id } }
`);

export const ActForDocument = graphql(`
  mutation ActFor($userId: ID!) { actFor(userId: $userId) }
`);
