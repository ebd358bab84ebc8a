import { graphql } from '@dossier/client';

export const MailInboxesDocument = graphql(`
  query MailInboxes($first: Int, $after: String) {
    mailInboxes(first: $first, after: $after) {
      nodes { id version name host port security username folder state checkedAt fault faultAt takenCount setAsideCount sourceId source { id name } ownerId owner { id name } can }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
export const InboxChoicesDocument = graphql(`
  query InboxChoices { channels { id name } }
`);
export const InboxColleaguesDocument = graphql(`
  query InboxColleagues { users(sort: NAME, first: 200) { nodes { id name } } }
`);
export const CreateMailInboxDocument = graphql(`
  mutation CreateMailInbox($input: MailInboxInput!) { createMailInbox(input: $input) { id version } }
`);
export const UpdateMailInboxDocument = graphql(`
  mutation UpdateMailInbox($id: ID!, $version: Int!, $input: MailInboxInput!) { updateMailInbox(id: $id, version: $version, input: $input) { id version } }
`);
export const CheckMailInboxDocument = graphql(`
  mutation CheckMailInbox($id: ID!) { checkMailInbox(id: $id) { isOk fault count } }
`);
export const PauseMailInboxDocument = graphql(`
  mutation PauseMailInbox($id: ID!) { pauseMailInbox(id: $id) { id state version } }
`);
export const ResumeMailInboxDocument = graphql(`
  mutation ResumeMailInbox($id: ID!) { resumeMailInbox(id: $id) { id state version } }
`);
export const ArchiveMailInboxDocument = graphql(`
  mutation ArchiveMailInbox($id: ID!) { archiveMailInbox(id: $id) { id version } }
`);
export const RestoreMailInboxDocument = graphql(`
  mutation RestoreMailInbox($id: ID!) { restoreMailInbox(id: $id) { id version } }
`);
