import { screen, type FeatureRoutes } from '@dossier/client';

export const productsRoutes: FeatureRoutes = (parent) => [screen(parent, '/products', async () => (await import('./ProductListScreen')).ProductListScreen)];
