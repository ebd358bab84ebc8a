import { screen, type FeatureRoutes } from '@dossier/client';

export const packsRoutes: FeatureRoutes = (parent) => [screen(parent, '/packs', async () => (await import('./PacksScreen')).PacksScreen)];
