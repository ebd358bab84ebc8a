import { screen, type FeatureRoutes } from '@dossier/client';

export const homeRoutes: FeatureRoutes = parent => [screen(parent, '/', () => import('./HomeScreen').then(module => module.HomeScreen))];
