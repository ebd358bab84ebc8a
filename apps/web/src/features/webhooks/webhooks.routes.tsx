import { screen, type FeatureRoutes } from '@dossier/client';

export const webhooksRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/webhooks', async () => (await import('./OutgoingScreen')).OutgoingScreen),
  screen(parent, '/webhooks/incoming', async () => (await import('./IncomingScreen')).IncomingScreen),
  screen(parent, '/webhooks/incoming/$id', async () => (await import('./SourceScreen')).SourceScreen),
  screen(parent, '/webhooks/$id', async () => (await import('./WebhookScreen')).WebhookScreen),
];
