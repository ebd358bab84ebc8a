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
    user(id: $id) { id version name email status language demo lastSignInAt createdAt roles { id name } temporaryRoles { id until } teams { id name } can }
  }
`);

export const TeamsDocument = graphql(`
  query Teams { teams { id version name parentId path memberCount leader { id name } members { id name } can } }
`);

export const RolesDocument = graphql(`
  query Roles { roles { id version code name nameEn description userCount shipped edited can grants { action scope fields } } }
`);

export const ArchivedRolesDocument = graphql(`
  query ArchivedRoles { roles(archived: true) { id name nameEn can } }
`);

export const RightWordsDocument = graphql(`
  query RightWords { rightWords { action scoped maskable fields } }
`);

export const PreviewRoleDocument = graphql(`
  query PreviewRole($id: ID!, $grants: [GrantInput!]!) {
    previewRole(id: $id, grants: $grants, counting: "Customer") {
      userCount changedCount beyond leavesNobody
      users { id name isProgram reachBefore reachAfter changes { action change before after opened closed } }
    }
  }
`);

export const CreateRoleDocument = graphql(`
  mutation CreateRole($input: RoleInput!) { createRole(input: $input) { id name } }
`);

export const CopyRoleDocument = graphql(`
  mutation CopyRole($id: ID!, $name: String!) { copyRole(id: $id, name: $name) { id name } }
`);

export const UpdateRoleDocument = graphql(`
  mutation UpdateRole($id: ID!, $version: Int!, $input: RoleChange!) { updateRole(id: $id, version: $version, input: $input) { id version } }
`);

export const ResetRoleDocument = graphql(`
  mutation ResetRole($id: ID!) { resetRole(id: $id) { id version } }
`);

export const ArchiveRoleDocument = graphql(`
  mutation ArchiveRole($id: ID!) { archiveRole(id: $id) { id } }
`);

export const RestoreRoleDocument = graphql(`
  mutation RestoreRole($id: ID!) { restoreRole(id: $id) { id } }
`);

export const SetRoleTermsDocument = graphql(`
  mutation SetRoleTerms($userId: ID!, $roleIds: [ID!]!, $untils: [RoleUntil!]) { assignRoles(userId: $userId, roleIds: $roleIds, untils: $untils) { id } }
`);

export const InviteUserDocument = graphql(`
  mutation InviteUser($input: InviteInput!) { inviteUser(input: $input) { link expiresAt user { id name } } }
`);

export const ResendInvitationDocument = graphql(`
  mutation ResendInvitation($userId: ID!) { resendInvitation(userId: $userId) { link expiresAt } }
`);

export const CancelInvitationDocument = graphql(`
  mutation CancelInvitation($userId: ID!) { cancelInvitation(userId: $userId) }
`);

export const AccountStateDocument = graphql(`
  query AccountState($userId: ID!) { accountState(userId: $userId) { sessionCount secondFactorAt secondFactorRequired providerCount invitation { sentAt expiresAt mailState } } }
`);

export const RemoveSecondFactorDocument = graphql(`
  mutation RemoveSecondFactor($userId: ID!) { removeSecondFactor(userId: $userId) { id } }
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
export const LeaverSweepDocument = graphql(`
  query LeaverSweep($userId: ID!) { leaverSweep(userId: $userId) { at sessions keys delegations links webhooks sources views waitingExports readyExports } }
`);

export const UserLimitsDocument = graphql(`
  query UserLimits { exportLimits { id version roleId userId rowsPerDay approvalAbove clearAbove opensPerHour revealsPerHour mark } }
`);
export const SetUserLimitDocument = graphql(`
  mutation SetUserLimit($input: ExportLimitInput!) { setExportLimit(input: $input) { id version } }
`);
export const RemoveUserLimitDocument = graphql(`
  mutation RemoveUserLimit($id: ID!) { removeExportLimit(id: $id) }
`);
