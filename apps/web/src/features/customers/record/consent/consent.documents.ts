import { graphql } from '@dossier/client';

export const ConsentSheetDocument = graphql(`
  query ConsentSheet($id: ID!) {
    consentSheet(customerId: $id) { restrictedSince states { purpose channel state allowed at } }
    purposes { id code name nameEn legalBasis channels notices { number text textEn createdAt } }
  }
`);

export const ConsentEntriesDocument = graphql(`
  query ConsentEntries($id: ID!, $after: String) {
    consentEntries(customerId: $id, first: 50, after: $after) {
      nodes { id purpose { id name } channel act at createdAt source notice proof actorName undoes undone }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const RecordConsentDocument = graphql(`
  mutation RecordConsent($customerId: ID!, $input: ConsentInput!) { recordConsent(customerId: $customerId, input: $input) { id act } }
`);

export const UndoConsentDocument = graphql(`
  mutation UndoConsent($id: ID!) { undoConsent(id: $id) { id } }
`);

export const RevealConsentProofDocument = graphql(`
  mutation RevealConsentProof($id: ID!) { revealConsentProof(id: $id) { id proof } }
`);

export const MakePreferenceLinkDocument = graphql(`
  mutation MakePreferenceLink($customerId: ID!) { makePreferenceLink(customerId: $customerId) { url expiresAt } }
`);

export const RegisterRequestDocument = graphql(`
  mutation RegisterRequest($customerId: ID!, $input: SubjectRequestInput!) { registerSubjectRequest(customerId: $customerId, input: $input) { id dueAt } }
`);

export const CustomerRequestsDocument = graphql(`
  query CustomerRequests($filter: SubjectRequestFilter) { subjectRequests(filter: $filter, sort: RECEIVED_AT, order: DESC, first: 20) { nodes { id kind state clock receivedAt dueAt } } }
`);

export const LiftRestrictionDocument = graphql(`
  mutation LiftRestriction($customerId: ID!) { liftRestriction(customerId: $customerId) { restrictedSince } }
`);

export const EraseCustomerDocument = graphql(`
  mutation EraseCustomer($id: ID!, $input: EraseInput!) { eraseCustomer(id: $id, input: $input) { id archiveNo listNumber } }
`);
