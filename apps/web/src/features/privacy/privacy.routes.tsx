import { screen, type FeatureRoutes } from '@dossier/client';

export const privacyRoutes: FeatureRoutes = parent => [
  screen(parent, '/privacy', () => import('./RequestsScreen').then(module => module.RequestsScreen)),
  screen(parent, '/privacy/purposes', () => import('./PurposesScreen').then(module => module.PurposesScreen)),
  screen(parent, '/privacy/erasures', () => import('./ErasuresScreen').then(module => module.ErasuresScreen)),
];
