import { graphql } from '@dossier/client';

export const HouseholdsDocument = graphql(`
  query Households($customerId: ID!) {
    households(customerId: $customerId) {
      id version name reason note archivedAt can
      members { id version customerId role isMain validFrom validTo can customer { id name companyName archiveNo kind } }
      totals { memberCount hiddenCount orderCount netAmount lastOrderOn }
    }
  }
`);

export const HouseholdSuggestionsDocument = graphql(`
  query HouseholdSuggestions($customerId: ID!) { householdSuggestions(customerId: $customerId) { id reasons customer { id name companyName archiveNo kind } } }
`);

export const CreateHouseholdDocument = graphql(`
  mutation CreateHousehold($input: HouseholdInput!, $member: MemberInput!) { createHousehold(input: $input, member: $member) { id version } }
`);

export const UpdateHouseholdDocument = graphql(`
  mutation UpdateHousehold($id: ID!, $version: Int!, $input: HouseholdInput!) { updateHousehold(id: $id, version: $version, input: $input) { id version } }
`);

export const ArchiveHouseholdDocument = graphql(`
  mutation ArchiveHousehold($id: ID!) { archiveHousehold(id: $id) { id version archivedAt } }
`);

export const RestoreHouseholdDocument = graphql(`
  mutation RestoreHousehold($id: ID!) { restoreHousehold(id: $id) { id version archivedAt } }
`);

export const AddHouseholdMemberDocument = graphql(`
  mutation AddHouseholdMember($id: ID!, $member: MemberInput!) { addHouseholdMember(id: $id, member: $member) { id version } }
`);

export const UpdateHouseholdMemberDocument = graphql(`
  mutation UpdateHouseholdMember($id: ID!, $version: Int!, $input: MemberChange!) { updateHouseholdMember(id: $id, version: $version, input: $input) { id version isMain role } }
`);

export const ArchiveHouseholdMemberDocument = graphql(`
  mutation ArchiveHouseholdMember($id: ID!) { archiveHouseholdMember(id: $id) { id version archivedAt } }
`);

export const RestoreHouseholdMemberDocument = graphql(`
  mutation RestoreHouseholdMember($id: ID!) { restoreHouseholdMember(id: $id) { id version archivedAt } }
`);
