import { graphql } from '@dossier/client';

export const MyPreferencesDocument = graphql(`
  mutation MyPreferences($input: PreferencesInput!) { updateMyPreferences(input: $input) { id name language theme density } }
`);

export const ChangePasswordDocument = graphql(`
  mutation ChangeMyPassword($current: String!, $next: String!) { changeMyPassword(current: $current, next: $next) { id } }
`);

export const EndAllSessionsDocument = graphql(`
  mutation EndAllSessions { signOutEverywhere }
`);

export const MySessionsDocument = graphql(`
  query MySessions { mySessions { id device network startedAt seenAt current } }
`);

export const EndMySessionDocument = graphql(`
  mutation EndMySession($id: ID!) { endMySession(id: $id) }
`);

export const EndMyOtherSessionsDocument = graphql(`
  mutation EndMyOtherSessions { endMyOtherSessions }
`);

export const CompanyValueDocument = graphql(`
  query CompanyValue { me { id company { valueMargin valueDiscount } } }
`);

export const CompanyDocument = graphql(`
  mutation UpdateCompany($input: CompanyInput!) { updateCompany(input: $input) { name timeZone currency language phoneTailSearch requireSecondFactor } }
`);
