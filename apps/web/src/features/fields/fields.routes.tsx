import { screen, type FeatureRoutes } from '@dossier/client';

export const fieldsRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/fields', async () => (await import('./FieldsScreen')).FieldsScreen),
  screen(parent, '/fields/interviews', async () => (await import('./InterviewsScreen')).InterviewsScreen),
];
