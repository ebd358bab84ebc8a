import { screen, type FeatureRoutes } from '@dossier/client';

export const duplicatesRoutes: FeatureRoutes = (parent) => [screen(parent, '/duplicates', async () => (await import('./DuplicatesScreen')).DuplicatesScreen)];
