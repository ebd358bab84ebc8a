import { screen, type FeatureRoutes } from '@dossier/client';

export const importsRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/imports', async () => (await import('./ImportListScreen')).ImportListScreen),
  screen(parent, '/imports/new', async () => (await import('./NewImportScreen')).NewImportScreen),
  screen(parent, '/imports/$id', async () => (await import('./ImportScreen')).ImportScreen),
];
