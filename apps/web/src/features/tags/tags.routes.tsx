import { screen, type FeatureRoutes } from '@dossier/client';

export const tagsRoutes: FeatureRoutes = (parent) => [screen(parent, '/tags', async () => (await import('./TagsScreen')).TagsScreen)];
