import { screen, type FeatureRoutes } from '@dossier/client';

export const formsRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/forms', async () => (await import('./FormListScreen')).FormListScreen),
  screen(parent, '/forms/inbox', async () => (await import('./InboxScreen')).InboxScreen),
  screen(parent, '/forms/new', async () => (await import('./FormScreen')).NewFormScreen),
  screen(parent, '/forms/$id', async () => (await import('./FormScreen')).FormScreen),
  screen(parent, '/forms/$id/results', async () => (await import('./ResultsScreen')).ResultsScreen),
];
