import { graphql } from '@dossier/client';

export const UsersDocument = graphql(`
  query Users($filter: UserFilter, $sort: UserSort, $order: SortOrder, $first: Int, $after: String) {
    users(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes { id version name email status demo lastSignInAt createdAt roles { id name } teams { id name } can }
      pageInfo { hasNextPage endCursor }
      totalCount
      totalIsExact
    }
  }
`);

export const UserDocument = graphql(`
  query User($id: ID!) {
    user(id: $id) { id version name email status language demo lastSignInAt createdAt roles { id name } teams { id name } can }
  }
`);

export const TeamsDocument = graphql(`
  query Teams { teams { id version name parentId path memberCount leader { id name } members { id name } can } }
`);

export const RolesDocument = graphql(`
  query Roles { roles { id version code name nameEn description userCount shipped grants { action scope fields } } }
`);

export const CreateUserDocument = graphql(`
  mutation CreateUser($input: UserInput!) { createUser(input: $input) { id name } }
`);

export const UpdateUserDocument = graphql(`
  mutation UpdateUser($id: ID!, $version: Int!, $input: UserChange!) { updateUser(id: $id, version: $version, input: $input) { id version } }
`);

export const AssignRolesDocument = graphql(`
  mutation AssignRoles($userId: ID!, $roleIds: [ID!]!) { assignRoles(userId: $userId, roleIds: $roleIds) { id version } }
`);

export const SuspendUserDocument = graphql(`
  mutation SuspendUser($id: ID!) { suspendUser(id: $id) { id version status } }
`);

export const ReinstateUserDocument = graphql(`
  mutation ReinstateUser($id: ID!) { reinstateUser(id: $id) { id version status } }
`);

export const EndSessionsDocument = graphql(`
  mutation EndSessions($userId: ID!) { endSessions(userId: $userId) }
`);

export const ResetPasswordDocument = graphql(`
  mutation ResetPassword($userId: ID!, $password: String!) { resetPassword(userId: $userId, password: $password) { id version } }
`);

export const CreateTeamDocument = graphql(`
  mutation CreateTeam($input: TeamInput!) { createTeam(input: $input) { id } }
`);

export const UpdateTeamDocument = graphql(`
  mutation UpdateTeam($id: ID!, $version: Int!, $input: TeamChange!) { updateTeam(id: $id, version: $version, input: $input) { id } }
`);

export const ArchiveTeamDocument = graphql(`
  mutation ArchiveTeam($id: ID!) { archiveTeam(id: $id) { id } }
`);

export const SetTeamMembersDocument = graphql(`
  mutation SetTeamMembers($id: ID!, $userIds: [ID!]!) { setTeamMembers(id: $id, userIds: $userIds) { id } }
`);
