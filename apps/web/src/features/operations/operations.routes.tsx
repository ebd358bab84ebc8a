import { screen, type FeatureRoutes } from '@dossier/client';

export const operationsRoutes: FeatureRoutes = parent => [
  screen(parent, '/operations', () => import('./HealthScreen').then(module => module.HealthScreen)),
  screen(parent, '/operations/jobs', () => import('./JobListScreen').then(module => module.JobListScreen)),
];
