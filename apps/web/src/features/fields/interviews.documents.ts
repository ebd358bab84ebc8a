import { graphql } from '@dossier/client';

export const AllInterviewTemplatesDocument = graphql(`
  query AllInterviewTemplates { interviewTemplates(archived: true) { id version title questions archivedAt can } }
`);

export const CreateInterviewTemplateDocument = graphql(`
  mutation CreateInterviewTemplate($input: InterviewTemplateInput!) { createInterviewTemplate(input: $input) { id version title } }
`);

export const UpdateInterviewTemplateDocument = graphql(`
  mutation UpdateInterviewTemplate($id: ID!, $version: Int!, $input: InterviewTemplateInput!) { updateInterviewTemplate(id: $id, version: $version, input: $input) { id version title } }
`);

export const ArchiveInterviewTemplateDocument = graphql(`
  mutation ArchiveInterviewTemplate($id: ID!) { archiveInterviewTemplate(id: $id) { id archivedAt } }
`);

export const RestoreInterviewTemplateDocument = graphql(`
  mutation RestoreInterviewTemplate($id: ID!) { restoreInterviewTemplate(id: $id) { id archivedAt } }
`);
