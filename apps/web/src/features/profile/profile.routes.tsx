import { screen, type FeatureRoutes } from '@dossier/client';

export const profileRoutes: FeatureRoutes = parent => [screen(parent, '/profile', () => import('./ProfileScreen').then(module => module.ProfileScreen))];
