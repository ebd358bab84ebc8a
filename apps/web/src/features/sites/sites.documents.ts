import { graphql } from '@dossier/client';

export const SitesDocument = graphql(`
  query EventSites($first: Int, $after: String) {
    eventSites(first: $first, after: $after) {
      nodes { id version name key origins state lastEventAt acceptedCount repeatedCount refusedCount can }
      pageInfo { hasNextPage endCursor } totalCount totalIsExact
    }
  }
`);
export const SiteDocument = graphql(`
  query EventSiteOf($id: ID!) {
    eventSite(id: $id) { id version name key origins state lastEventAt acceptedCount repeatedCount refusedCount can days { day accepted repeated refused } }
  }
`);
export const CreateSiteDocument = graphql(`
  mutation CreateEventSite($input: EventSiteInput!) { createEventSite(input: $input) { id name } }
`);
export const UpdateSiteDocument = graphql(`
  mutation UpdateEventSite($id: ID!, $version: Int!, $input: EventSiteInput!) { updateEventSite(id: $id, version: $version, input: $input) { id version name } }
`);
export const PauseSiteDocument = graphql(`
  mutation PauseEventSite($id: ID!) { pauseEventSite(id: $id) { id state } }
`);
export const ResumeSiteDocument = graphql(`
  mutation ResumeEventSite($id: ID!) { resumeEventSite(id: $id) { id state } }
`);
export const ArchiveSiteDocument = graphql(`
  mutation ArchiveEventSite($id: ID!) { archiveEventSite(id: $id) { id } }
`);
export const TestSiteDocument = graphql(`
  mutation SendTestEvent($id: ID!) { sendTestEvent(id: $id) { id lastEventAt } }
`);
export const TopicsDocument = graphql(`
  query TopicList { topics { id version code name parentId parent { id name } categoryId category { id name } halfLifeDays customerCount can } }
`);
export const CreateTopicDocument = graphql(`
  mutation CreateTopic($input: TopicInput!) { createTopic(input: $input) { id name } }
`);
export const UpdateTopicDocument = graphql(`
  mutation UpdateTopic($id: ID!, $version: Int!, $input: TopicInput!) { updateTopic(id: $id, version: $version, input: $input) { id version name } }
`);
export const ArchiveTopicDocument = graphql(`
  mutation ArchiveTopic($id: ID!) { archiveTopic(id: $id) { id } }
`);
export const TopicCategoriesDocument = graphql(`
  query TopicCategories { categories { id name } }
`);
export const WeightsDocument = graphql(`
  query EventWeights { eventWeights { name weight } }
`);
export const SetWeightDocument = graphql(`
  mutation SetEventWeight($name: EventName!, $input: EventWeightInput!) { setEventWeight(name: $name, input: $input) { name weight } }
`);
export const RetentionDocument = graphql(`
  query EventRetention { eventRetention { months oldest } }
`);
export const SetRetentionDocument = graphql(`
  mutation SetEventRetention($input: EventMonthsInput!) { setEventRetention(input: $input) { months oldest } }
`);
