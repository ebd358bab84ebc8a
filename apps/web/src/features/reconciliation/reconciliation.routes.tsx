import { screen, type FeatureRoutes } from '@dossier/client';

export const reconciliationRoutes: FeatureRoutes = (parent) => [screen(parent, '/reconciliation', async () => (await import('./ReconciliationScreen')).ReconciliationScreen)];
