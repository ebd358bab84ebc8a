import { graphql } from '@dossier/client';

/** The fields that the company has added, as far as this reader may know of them. */
export const CustomFieldsDocument = graphql(`
  query CustomFields { customFields { id key name nameEn type options { value name nameEn } required currency section sectionEn personal word pack writable } }
`);

/** The list with the values of custom fields: asked only where a column shows one. */
export const CustomersWithValuesDocument = graphql(`
  query CustomersWithValues($filter: CustomerFilter, $sort: CustomerSort, $order: SortOrder, $first: Int, $after: String) {
    customers(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes {
        id version archiveNo name nameLatin companyName kind stage phone email region city archivedAt createdAt demo can
        owner { id name } source { id name } tags { id name }
        summary { orderCount netAmount lastOrderOn recencyDays }
        customValues { key value masked }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** Which packs are applied: they bring sections to the record. */
export const AppliedPacksDocument = graphql(`
  query AppliedPacks { packs { code applied } }
`);

export const FinanceDocument = graphql(`
  query CustomerFinance($id: ID!) {
    customer(id: $id) {
      id
      riskAssessments { id level score validUntil expired assessedAt assessedBy { id name } }
      holdings { id name value asOf }
      advices { id productName rule reason level riskLevel amount recordingDue recordedAt advisedAt advisedBy { id name } }
      creditWatches { id reason openedAt closedAt can }
      creditFacts { id kind source observedOn consentedOn }
    }
  }
`);

export const OfferableProductsDocument = graphql(`
  query OfferableProducts($customer: ID!) {
    products(filter: { offerableTo: $customer, or: [{ riskLevel: { isEmpty: false } }, { kind: { isEmpty: false } }] }, sort: NAME, first: 50) { nodes { id code name } }
  }
`);

export const AssessRiskDocument = graphql(`
  mutation AssessRisk($customerId: ID!, $input: RiskAssessmentInput!) { assessRisk(customerId: $customerId, input: $input) { id level validUntil } }
`);

export const RecordAdviceDocument = graphql(`
  mutation RecordAdvice($customerId: ID!, $input: AdviceInput!) { recordAdvice(customerId: $customerId, input: $input) { id rule reason recordingDue } }
`);

export const ConfirmRecordingDocument = graphql(`
  mutation ConfirmRecording($id: ID!) { confirmRecording(id: $id) { id recordedAt } }
`);

export const CloseCreditWatchDocument = graphql(`
  mutation CloseCreditWatch($id: ID!) { closeCreditWatch(id: $id) { id } }
`);

export const ProductsToOfferDocument = graphql(`
  query ProductsToOffer($search: String) { products(filter: { search: $search }, sort: NAME, first: 50) { nodes { id code name kind riskLevel } } }
`);

export const ServiceRequestsDocument = graphql(`
  query CustomerServiceRequests($id: ID!) {
    customer(id: $id) { id serviceRequests { id kind subject state openedAt dueOn closedAt satisfaction effort can openedBy { id name } } }
  }
`);

export const OpenServiceRequestDocument = graphql(`
  mutation OpenServiceRequest($customerId: ID!, $input: ServiceRequestInput!) { openServiceRequest(customerId: $customerId, input: $input) { id } }
`);

export const CloseServiceRequestDocument = graphql(`
  mutation CloseServiceRequest($id: ID!, $input: ServiceClosingInput!) { closeServiceRequest(id: $id, input: $input) { id state } }
`);
