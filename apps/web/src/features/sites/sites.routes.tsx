import { screen, type FeatureRoutes } from '@dossier/client';

export const sitesRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/sites', async () => (await import('./SiteListScreen')).SiteListScreen),
  screen(parent, '/sites/topics', async () => (await import('./TopicScreen')).TopicScreen),
  screen(parent, '/sites/weights', async () => (await import('./WeightScreen')).WeightScreen),
  screen(parent, '/sites/$id', async () => (await import('./SiteScreen')).SiteScreen),
];
