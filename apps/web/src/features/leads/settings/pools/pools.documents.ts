import { graphql } from '@dossier/client';

export const PoolSettingsDocument = graphql(`
  query PoolSettings {
    leadPools(all: true) {
      id version name teamId team { id name } perDay inTotal viewsPerDay hidden lockDays leadCount can sparedUsers { id name } sparesTopGrade sparesAppointments
      recycle { reason days hours grades stages productIds contractField }
    }
  }
`);
export const CreatePoolDocument = graphql(`
  mutation CreatePool($input: LeadPoolInput!) { createPool(input: $input) { id name } }
`);
export const UpdatePoolDocument = graphql(`
  mutation UpdatePool($id: ID!, $version: Int!, $input: LeadPoolInput!) { updatePool(id: $id, version: $version, input: $input) { id version name } }
`);
export const ArchivePoolDocument = graphql(`
  mutation ArchivePool($id: ID!) { archivePool(id: $id) { id } }
`);
export const RecyclePreviewDocument = graphql(`
  query RecyclePreviewOf($poolId: ID!, $rules: [RecycleRuleInput!], $days: Int) { recyclePreview(poolId: $poolId, rules: $rules, days: $days) { leadId subject owner { id name } reason at } }
`);
export const PoolTeamsDocument = graphql(`
  query PoolTeams { teams { id name } }
`);
