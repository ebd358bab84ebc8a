import { screen, type FeatureRoutes } from '@dossier/client';

/** One line a screen. */
export const insightRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/insight', async () => (await import('./value/ValueScreen')).ValueScreen),
  screen(parent, '/insight/next', async () => (await import('./next/NextScreen')).NextScreen),
  screen(parent, '/insight/affinity', async () => (await import('./affinity/AffinityScreen')).AffinityScreen),
  screen(parent, '/insight/churn', async () => (await import('./churn/ChurnScreen')).ChurnScreen),
  screen(parent, '/insight/groups', async () => (await import('./groups/GroupsScreen')).GroupsScreen),
  screen(parent, '/insight/models', async () => (await import('./models/ModelListScreen')).ModelListScreen),
  screen(parent, '/insight/models/$kind', async () => (await import('./models/ModelScreen')).ModelScreen),
];
