import { graphql } from '@dossier/client';

export const WebhooksDocument = graphql(`
  query Webhooks($first: Int, $after: String) {
    webhooks(first: $first, after: $after) {
      nodes { id version name url events state failingSince deadCount owner { id name } can }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
export const WebhookDocument = graphql(`
  query Webhook($id: ID!) {
    webhook(id: $id) { id version name url events state failingSince nextAttemptAt deadCount ownerId owner { id name } can }
  }
`);
export const DeliveriesDocument = graphql(`
  query WebhookDeliveries($filter: WebhookDeliveryFilter, $first: Int, $after: String) {
    webhookDeliveries(filter: $filter, first: $first, after: $after) {
      nodes { id eventId type state attempts status fault latency createdAt lastAt nextAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
export const CreateWebhookDocument = graphql(`
  mutation CreateWebhook($input: WebhookInput!) { createWebhook(input: $input) { secret webhook { id name } } }
`);
export const UpdateWebhookDocument = graphql(`
  mutation UpdateWebhook($id: ID!, $version: Int!, $input: WebhookInput!) { updateWebhook(id: $id, version: $version, input: $input) { id version } }
`);
export const PauseWebhookDocument = graphql(`
  mutation PauseWebhook($id: ID!) { pauseWebhook(id: $id) { id version state } }
`);
export const ResumeWebhookDocument = graphql(`
  mutation ResumeWebhook($id: ID!) { resumeWebhook(id: $id) { id version state } }
`);
export const ArchiveWebhookDocument = graphql(`
  mutation ArchiveWebhook($id: ID!) { archiveWebhook(id: $id) { id version } }
`);
export const RotateWebhookSecretDocument = graphql(`
  mutation RotateWebhookSecret($id: ID!) { rotateWebhookSecret(id: $id) { secret webhook { id name } } }
`);
export const TestWebhookDocument = graphql(`
  mutation TestWebhook($id: ID!) { testWebhook(id: $id) { id } }
`);
export const ReplayDeliveryDocument = graphql(`
  mutation ReplayDelivery($id: ID!) { replayDelivery(id: $id) { id state } }
`);
export const ReplayDeliveriesDocument = graphql(`
  mutation ReplayDeliveries($webhookId: ID!) { replayDeliveries(webhookId: $webhookId) }
`);
export const SourcesDocument = graphql(`
  query IncomingSources($first: Int, $after: String) {
    incomingSources(first: $first, after: $after) {
      nodes { id version name kind state failedCount owner { id name } can }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
export const SourceDocument = graphql(`
  query IncomingSource($id: ID!) {
    incomingSource(id: $id) { id version name kind state path failedCount ownerId owner { id name } can }
  }
`);
export const ReceivedDocument = graphql(`
  query IncomingDeliveries($filter: IncomingDeliveryFilter, $first: Int, $after: String) {
    incomingDeliveries(filter: $filter, first: $first, after: $after) {
      nodes { id providerId state attempts code facts receivedAt settledAt can }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
export const CreateSourceDocument = graphql(`
  mutation CreateIncomingSource($input: IncomingSourceInput!) { createIncomingSource(input: $input) { secret source { id name path } } }
`);
export const PauseSourceDocument = graphql(`
  mutation PauseIncomingSource($id: ID!) { pauseIncomingSource(id: $id) { id version state } }
`);
export const ResumeSourceDocument = graphql(`
  mutation ResumeIncomingSource($id: ID!) { resumeIncomingSource(id: $id) { id version state } }
`);
export const ArchiveSourceDocument = graphql(`
  mutation ArchiveIncomingSource($id: ID!) { archiveIncomingSource(id: $id) { id version } }
`);
export const RotateSourceSecretDocument = graphql(`
  mutation RotateIncomingSecret($id: ID!) { rotateIncomingSecret(id: $id) { secret source { id name path } } }
`);
export const ReplayIncomingDocument = graphql(`
  mutation ReplayIncoming($id: ID!) { replayIncoming(id: $id) { id state } }
`);
export const OwnersDocument = graphql(`
  query WebhookOwners { clients(first: 200) { nodes { id name } } }
`);
