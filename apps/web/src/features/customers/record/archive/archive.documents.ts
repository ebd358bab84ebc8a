import { graphql } from '@dossier/client';

export const CommunicationsDocument = graphql(`
  query CustomerCommunications($filter: CommunicationFilter, $first: Int, $after: String) {
    communications(filter: $filter, sort: AT, order: DESC, first: $first, after: $after) {
      nodes {
        id version kind direction at contactName summary hasNote outcome nextStep nextOn nextState templateId archivedAt can
        answers { question answer } author { id name } files { id name size mediaType url }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const InterviewTemplatesDocument = graphql(`
  query InterviewTemplates { interviewTemplates { id version title questions can } }
`);

export const RecordCommunicationDocument = graphql(`
  mutation RecordCommunication($customerId: ID!, $input: CommunicationInput!) { recordCommunication(customerId: $customerId, input: $input) { id version } }
`);

export const UpdateCommunicationDocument = graphql(`
  mutation UpdateCommunication($id: ID!, $version: Int!, $input: CommunicationInput!) { updateCommunication(id: $id, version: $version, input: $input) { id version } }
`);

export const FinishNextStepDocument = graphql(`
  mutation FinishNextStep($id: ID!) { finishNextStep(id: $id) { id version nextState } }
`);

export const ReopenNextStepDocument = graphql(`
  mutation ReopenNextStep($id: ID!) { reopenNextStep(id: $id) { id version nextState } }
`);

export const ArchiveCommunicationDocument = graphql(`
  mutation ArchiveCommunication($id: ID!) { archiveCommunication(id: $id) { id version archivedAt } }
`);

export const RestoreCommunicationDocument = graphql(`
  mutation RestoreCommunication($id: ID!) { restoreCommunication(id: $id) { id version archivedAt } }
`);

export const OpenNoteDocument = graphql(`
  mutation OpenNote($id: ID!) { openNote(id: $id) }
`);

export const RemoveAttachmentDocument = graphql(`
  mutation RemoveAttachment($id: ID!) { removeAttachment(id: $id) }
`);

export const NeedsDocument = graphql(`
  query CustomerNeeds($filter: NeedFilter, $first: Int, $after: String) {
    customerNeeds(filter: $filter, sort: CREATED_AT, order: DESC, first: $first, after: $after) {
      nodes {
        id version kind statement category confidence status priority budgetMin budgetMax expectedOn createdAt can
        evidence { kind refId text } author { id name }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const AddNeedDocument = graphql(`
  mutation AddNeed($customerId: ID!, $input: NeedInput!) { addNeed(customerId: $customerId, input: $input) { id version } }
`);

export const UpdateNeedDocument = graphql(`
  mutation UpdateNeed($id: ID!, $version: Int!, $input: NeedInput!) { updateNeed(id: $id, version: $version, input: $input) { id version } }
`);

export const ArchiveNeedDocument = graphql(`
  mutation ArchiveNeed($id: ID!) { archiveNeed(id: $id) { id version archivedAt } }
`);

export const RestoreNeedDocument = graphql(`
  mutation RestoreNeed($id: ID!) { restoreNeed(id: $id) { id version archivedAt } }
`);

export const FeedbackDocument = graphql(`
  query CustomerFeedback($filter: FeedbackFilter, $first: Int, $after: String) {
    customerFeedback(filter: $filter, sort: AT, order: DESC, first: $first, after: $after) {
      nodes { id version kind at score productName text status answer answeredAt can channel { id name } answerer { id name } author { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const AddFeedbackDocument = graphql(`
  mutation AddFeedback($customerId: ID!, $input: FeedbackInput!) { addFeedback(customerId: $customerId, input: $input) { id version } }
`);

export const UpdateFeedbackDocument = graphql(`
  mutation UpdateFeedback($id: ID!, $version: Int!, $input: FeedbackInput!) { updateFeedback(id: $id, version: $version, input: $input) { id version } }
`);

export const AnswerFeedbackDocument = graphql(`
  mutation AnswerFeedback($id: ID!, $answer: String!) { answerFeedback(id: $id, answer: $answer) { id version } }
`);

export const ArchiveFeedbackDocument = graphql(`
  mutation ArchiveFeedback($id: ID!) { archiveFeedback(id: $id) { id version archivedAt } }
`);

export const RestoreFeedbackDocument = graphql(`
  mutation RestoreFeedback($id: ID!) { restoreFeedback(id: $id) { id version archivedAt } }
`);

export const TimelineDocument = graphql(`
  query CustomerTimeline($id: ID!, $kinds: [TimelineKind!], $first: Int, $after: String) {
    customerTimeline(id: $id, kinds: $kinds, first: $first, after: $after) {
      nodes { id rowId at kind what title text amount online actor { id name } changes { field before after } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const TimelineKindsDocument = graphql(`
  query TimelineKinds { timelineKinds }
`);

export const SignOffDocument = graphql(`
  mutation SignOffCustomer($id: ID!, $section: SignedSection!) {
    signOffCustomer(id: $id, section: $section) { id version signOffs { id section signedAt signedName customerVersion changed } }
  }
`);

export const SetRecordStatusDocument = graphql(`
  mutation SetRecordStatus($id: ID!, $status: RecordStatus!) { setRecordStatus(id: $id, status: $status) { id version recordStatus } }
`);
