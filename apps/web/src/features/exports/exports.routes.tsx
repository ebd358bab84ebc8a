import { screen, type FeatureRoutes } from '@dossier/client';

export const exportsRoutes: FeatureRoutes = (parent) => [screen(parent, '/exports', async () => (await import('./ExportListScreen')).ExportListScreen)];
