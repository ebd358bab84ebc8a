import { screen, type FeatureRoutes } from '@dossier/client';

export const ordersRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/orders', async () => (await import('./OrderListScreen')).OrderListScreen),
  screen(parent, '/orders/$id', async () => (await import('./OrderScreen')).OrderScreen),
];
