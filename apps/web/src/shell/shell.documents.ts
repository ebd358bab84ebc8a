import { graphql } from '@dossier/client';

export const SetupDocument = graphql(`
  query Setup { setup { needed demo } }
`);

export const SignInDocument = graphql(`
  mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }
`);

export const StopActingForDocument = graphql(`
  mutation StopActingFor { stopActingFor }
`);

export const SignOutDocument = graphql(`
  mutation SignOut { signOut }
`);

export const SignOutEverywhereDocument = graphql(`
  mutation SignOutEverywhere { signOutEverywhere }
`);

export const PreferencesDocument = graphql(`
  mutation UpdateMyPreferences($input: PreferencesInput!) { updateMyPreferences(input: $input) { id language theme density name } }
`);

export const StatePurposeDocument = graphql(`
  mutation StatePurpose($kind: LookKind!, $purpose: String!) { statePurpose(kind: $kind, purpose: $purpose) }
`);

export const LeaveDemoDocument = graphql(`
  mutation LeaveDemo { leaveDemo { id state jobId } }
`);

export const UnreadDocument = graphql(`
  query Unread { unreadNotifications }
`);

export const TasksDueDocument = graphql(`
  query TasksDue($filter: TaskFilter) { tasks(filter: $filter, first: 1) { totalCount } }
`);

export const NotificationsDocument = graphql(`
  query Notifications($first: Int, $after: String) {
    notifications(first: $first, after: $after) { nodes { id kind facts link at readAt } pageInfo { hasNextPage endCursor } }
  }
`);

export const MarkReadDocument = graphql(`
  mutation MarkNotificationsRead($ids: [ID!]!) { markNotificationsRead(ids: $ids) }
`);

export const SearchDocument = graphql(`
  query Search($text: String!, $first: Int) {
    search(text: $text, first: $first) {
      customers { id title detail link matched }
      orders { id title detail link matched }
      products { id title detail link matched }
      users { id title detail link matched }
    }
  }
`);
