import { graphql } from '@dossier/client';

export const LeadDocument = graphql(`
  query LeadRecord($id: ID!) {
    lead(id: $id) {
      id version stage status origin subject need productId productName sourceId amount budget authority decideOn attributes lossReason lossNote
      nextOn openedAt assignedAt responseDueAt firstResponseAt lastTouchAt touches stageSince closedAt archivedAt score grade can
      owner { id name } team { id name } source { id name }
      customer { id name companyName archiveNo phone email stage kind city can }
      transitions { id at fromStage toStage fromStatus toStatus reason actor { id name } }
      touchList { id at origin subject need source { id name } }
      conversion { id convertedAt convertedBy { id name } amount company { id name companyName } }
    }
  }
`);

export const UpdateLeadDocument = graphql(`
  mutation UpdateLead($id: ID!, $version: Int!, $input: LeadInput!) { updateLead(id: $id, version: $version, input: $input) { id version } }
`);

export const ArchiveLeadDocument = graphql(`
  mutation ArchiveLead($id: ID!) { archiveLead(id: $id) { id version archivedAt } }
`);

export const RestoreLeadDocument = graphql(`
  mutation RestoreLead($id: ID!) { restoreLead(id: $id) { id version archivedAt } }
`);

/** Numbers in clear, as an audited look. */
export const CallNumberDocument = graphql(`
  mutation CallNumber($customerId: ID!) { revealIdentities(customerId: $customerId) { id kind value } }
`);

/** Products found by what one types. */
export const ProductsFoundDocument = graphql(`
  query ProductsFound($search: String) { products(filter: { search: $search }, sort: NAME, first: 20) { nodes { id code name } } }
`);

/** Who decided whose it is, and who else was considered. */
export const LeadAssignmentsDocument = graphql(`
  query LeadAssignments($id: ID!) {
    lead(id: $id) { id version assignments { id at act reason ruleName policyNumber owner { id name } pool { id name } actor { id name } candidates { userId name load score weight whyNot } } }
  }
`);

/** On which tracks it is or was, newest first. */
export const LeadNurtureDocument = graphql(`
  query LeadNurture($filter: NurtureEnrolmentFilter, $first: Int) {
    nurtureEnrolments(filter: $filter, first: $first) { nodes { id version trackId trackName state cause fromGrade toGrade step silent nextOn createdAt endedAt signals } }
  }
`);
