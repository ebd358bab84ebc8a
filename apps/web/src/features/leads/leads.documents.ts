import { graphql } from '@dossier/client';

export const LeadsDocument = graphql(`
  query Leads($filter: LeadFilter, $sort: LeadSort, $order: SortOrder, $first: Int, $after: String) {
    leads(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes {
        id version stage status origin subject productName amount nextOn openedAt lastTouchAt responseDueAt firstResponseAt touches archivedAt score grade can
        owner { id name } source { id name } customer { id name companyName archiveNo phone }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** The total comes later than the page and says so. */
export const LeadCountDocument = graphql(`
  query LeadCount($filter: LeadFilter) { leads(filter: $filter, first: 1) { totalCount totalIsExact } }
`);

export const LeadBoardDocument = graphql(`
  query LeadBoard($filter: LeadFilter) {
    leadBoard(filter: $filter) {
      stage count amount
      leads {
        id version stage status origin subject productName amount nextOn openedAt lastTouchAt responseDueAt firstResponseAt touches archivedAt score grade can
        owner { id name } source { id name } customer { id name companyName archiveNo phone }
      }
    }
  }
`);

export const MoveLeadDocument = graphql(`
  mutation MoveLead($id: ID!, $stage: LeadStage!) { moveLead(id: $id, stage: $stage) { id version stage } }
`);

export const CloseLeadDocument = graphql(`
  mutation CloseLead($id: ID!, $input: CloseLeadInput!) { closeLead(id: $id, input: $input) { id version status } }
`);

export const ReopenLeadDocument = graphql(`
  mutation ReopenLead($id: ID!) { reopenLead(id: $id) { id version status } }
`);

export const CloseLeadsDocument = graphql(`
  mutation CloseLeads($ids: [ID!]!, $input: CloseLeadInput!) { closeLeads(ids: $ids, input: $input) { ids count skipped } }
`);

export const ArchiveLeadsDocument = graphql(`
  mutation ArchiveLeads($ids: [ID!]!) { archiveLeads(ids: $ids) { ids count skipped } }
`);

export const RestoreLeadsDocument = graphql(`
  mutation RestoreLeads($ids: [ID!]!) { restoreLeads(ids: $ids) { ids count skipped } }
`);

export const ReopenLeadsDocument = graphql(`
  mutation ReopenLeads($ids: [ID!]!) { reopenLeads(ids: $ids) { ids count skipped } }
`);
