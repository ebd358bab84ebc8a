import { screen, type FeatureRoutes } from '@dossier/client';

export const keysRoutes: FeatureRoutes = parent => [
  screen(parent, '/keys', () => import('./KeysScreen').then(module => module.KeysScreen)),
  screen(parent, '/keys/guide', () => import('./GuideScreen').then(module => module.GuideScreen)),
];
