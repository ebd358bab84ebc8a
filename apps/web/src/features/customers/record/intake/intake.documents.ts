import { graphql } from '@dossier/client';

export const SuggestionsDocument = graphql(`
  query FieldSuggestions($customerId: ID!) {
    fieldSuggestions(customerId: $customerId) { id field value current origin from confidence state at can }
  }
`);
export const AcceptSuggestionDocument = graphql(`
  mutation AcceptSuggestion($id: ID!) { acceptSuggestion(id: $id) { id state } }
`);
export const DeclineSuggestionDocument = graphql(`
  mutation DeclineSuggestion($id: ID!) { declineSuggestion(id: $id) { id state } }
`);
export const ReopenSuggestionDocument = graphql(`
  mutation ReopenSuggestion($id: ID!) { reopenSuggestion(id: $id) { id state } }
`);
export const SurveysDocument = graphql(`
  query Surveys { forms(filter: { kind: { in: ["SURVEY"] }, state: { in: ["PUBLISHED"] } }, first: 50) { nodes { id name } } }
`);
export const SurveyLinkDocument = graphql(`
  mutation CreateSurveyLink($id: ID!, $customerId: ID!) { createSurveyLink(id: $id, customerId: $customerId) { url expiresAt } }
`);
export const BaitsDocument = graphql(`
  query Baits { baits { id customerId note markedBy { id name } createdAt } }
`);
export const MarkBaitDocument = graphql(`
  mutation MarkBait($customerId: ID!, $note: String) { markBait(customerId: $customerId, note: $note) { id } }
`);
export const UnmarkBaitDocument = graphql(`
  mutation UnmarkBait($customerId: ID!) { unmarkBait(customerId: $customerId) }
`);
