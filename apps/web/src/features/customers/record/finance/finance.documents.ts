import { graphql } from '@dossier/client';

/** What this reader may know and do of a customer's finances at all. */
export const CustomerFinanceDocument = graphql(`
  query CustomerFinance($id: ID!) { customerFinance(customerId: $id) { open writable holdingCount holdingTotals longestUntil } }
`);

export const FinanceFactsDocument = graphql(`
  query CustomerFinanceFacts($id: ID!) {
    customer(id: $id) {
      id
      riskAssessments { id level score validUntil expired assessedAt assessedBy { id name } can }
      holdings { id version name productId value asOf can }
      advices { id productName rule reason level riskLevel amount recordingDue recordedAt advisedAt advisedBy { id name } }
      creditWatches { id reason rule openedAt closedAt can }
      creditFacts { id kind source observedOn consentedOn value can }
    }
  }
`);

export const OfferableProductsDocument = graphql(`
  query OfferableProducts($customer: ID!) {
    products(filter: { offerableTo: $customer, or: [{ riskLevel: { isEmpty: false } }, { kind: { isEmpty: false } }] }, sort: NAME, first: 50) { nodes { id code name } }
  }
`);

export const ProductsToOfferDocument = graphql(`
  query ProductsToOffer($search: String) { products(filter: { search: $search }, sort: NAME, first: 50) { nodes { id code name kind riskLevel } } }
`);

/** The judgement of the server on one product: by the same condition as its lists. */
export const ProductCheckDocument = graphql(`
  query ProductCheck($id: ID!, $product: ID!, $amount: Money) {
    productCheck(customerId: $id, productId: $product, amount: $amount) { productId productName offerable reason rule says level riskLevel minAmount recordingDue }
  }
`);

export const AssessRiskDocument = graphql(`
  mutation AssessRisk($customerId: ID!, $input: RiskAssessmentInput!) { assessRisk(customerId: $customerId, input: $input) { id level validUntil } }
`);

export const ArchiveAssessmentDocument = graphql(`
  mutation ArchiveAssessment($id: ID!) { archiveAssessment(id: $id) { id archivedAt } }
`);

export const RestoreAssessmentDocument = graphql(`
  mutation RestoreAssessment($id: ID!) { restoreAssessment(id: $id) { id archivedAt } }
`);

export const RecordHoldingDocument = graphql(`
  mutation RecordHolding($customerId: ID!, $input: HoldingInput!) { recordHolding(customerId: $customerId, input: $input) { id name } }
`);

export const UpdateHoldingDocument = graphql(`
  mutation UpdateHolding($id: ID!, $version: Int!, $input: HoldingChange!) { updateHolding(id: $id, version: $version, input: $input) { id version } }
`);

export const ArchiveHoldingDocument = graphql(`
  mutation ArchiveHolding($id: ID!) { archiveHolding(id: $id) { id archivedAt } }
`);

export const RestoreHoldingDocument = graphql(`
  mutation RestoreHolding($id: ID!) { restoreHolding(id: $id) { id archivedAt } }
`);

export const RecordCreditFactDocument = graphql(`
  mutation RecordCreditFact($customerId: ID!, $input: CreditFactInput!) { recordCreditFact(customerId: $customerId, input: $input) { id kind } }
`);

export const ArchiveCreditFactDocument = graphql(`
  mutation ArchiveCreditFact($id: ID!) { archiveCreditFact(id: $id) { id archivedAt } }
`);

export const RestoreCreditFactDocument = graphql(`
  mutation RestoreCreditFact($id: ID!) { restoreCreditFact(id: $id) { id archivedAt } }
`);

export const RevealCreditFactsDocument = graphql(`
  mutation RevealCreditFacts($customerId: ID!) { revealCreditFacts(customerId: $customerId) { id kind value } }
`);

export const CloseCreditWatchDocument = graphql(`
  mutation CloseCreditWatch($id: ID!) { closeCreditWatch(id: $id) { id } }
`);

export const RecordAdviceDocument = graphql(`
  mutation RecordAdvice($customerId: ID!, $input: AdviceInput!) { recordAdvice(customerId: $customerId, input: $input) { id rule reason recordingDue } }
`);

export const ConfirmRecordingDocument = graphql(`
  mutation ConfirmRecording($id: ID!) { confirmRecording(id: $id) { id recordedAt } }
`);
