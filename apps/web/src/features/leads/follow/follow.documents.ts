import { graphql, type AnswerOf } from '@dossier/client';

export const LeadFollowUpsDocument = graphql(`
  query LeadFollowUps($filter: CommunicationFilter, $first: Int) {
    communications(filter: $filter, sort: AT, order: DESC, first: $first) {
      nodes { id version kind direction at contactName summary hasNote outcome nextStep nextOn nextState can author { id name } files { id name size mediaType url } }
      pageInfo { hasNextPage }
    }
  }
`);

export const LogFollowUpDocument = graphql(`
  mutation LogFollowUp($leadId: ID!, $input: CommunicationInput!) { logFollowUp(leadId: $leadId, input: $input) { id version } }
`);

export const FinishFollowUpDocument = graphql(`
  mutation FinishFollowUp($id: ID!) { finishNextStep(id: $id) { id version nextState } }
`);

export const ReopenFollowUpDocument = graphql(`
  mutation ReopenFollowUp($id: ID!) { reopenNextStep(id: $id) { id version nextState } }
`);

export const OpenFollowUpNoteDocument = graphql(`
  mutation OpenFollowUpNote($id: ID!) { openNote(id: $id) }
`);

export const LeadPresenceDocument = graphql(`
  query LeadPresence($id: ID!) { leadPresence(id: $id) { id others { user { id name } since } hold { holder { id name } isMine since until } } }
`);

export const LeaveLeadDocument = graphql(`
  query LeaveLead($id: ID!) { leadPresence(id: $id, leaving: true) { id } }
`);

export const HoldLeadDocument = graphql(`
  mutation HoldLead($id: ID!) { holdLead(id: $id) { id hold { until } } }
`);

export const LetGoOfLeadDocument = graphql(`
  mutation LetGoOfLead($id: ID!) { letGoOfLead(id: $id) { id } }
`);

export const ResponseTargetsDocument = graphql(`
  query ResponseTargets { responseTargets { id version team { id name } grade minutes can } }
`);

export const SaveResponseTargetDocument = graphql(`
  mutation SaveResponseTarget($input: ResponseTargetInput!) { saveResponseTarget(input: $input) { id version minutes } }
`);

export const ArchiveResponseTargetDocument = graphql(`
  mutation ArchiveResponseTarget($id: ID!) { archiveResponseTarget(id: $id) { id version } }
`);

export type FollowUp = NonNullable<NonNullable<AnswerOf<typeof LeadFollowUpsDocument>['communications']>['nodes']>[number];
export type Presence = NonNullable<AnswerOf<typeof LeadPresenceDocument>['leadPresence']>;
export type Target = NonNullable<AnswerOf<typeof ResponseTargetsDocument>['responseTargets']>[number];

export const StepEscalationsDocument = graphql(`
  query StepEscalations { stepEscalations { id version team { id name } hours target person { id name } can } }
`);

export const SaveStepEscalationDocument = graphql(`
  mutation SaveStepEscalation($input: StepEscalationInput!) { saveStepEscalation(input: $input) { id version hours } }
`);

export const ArchiveStepEscalationDocument = graphql(`
  mutation ArchiveStepEscalation($id: ID!) { archiveStepEscalation(id: $id) { id version } }
`);

export type Escalation = NonNullable<AnswerOf<typeof StepEscalationsDocument>['stepEscalations']>[number];

export const TargetTeamsDocument = graphql(`
  query TargetTeams { teams { id name } }
`);
