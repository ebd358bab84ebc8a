import { screen, type FeatureRoutes } from '@dossier/client';

export const customersRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/customers', async () => (await import('./CustomerListScreen')).CustomerListScreen),
  screen(parent, '/customers/new', async () => (await import('./CreateCustomerScreen')).CreateCustomerScreen),
  screen(parent, '/customers/$id', async () => (await import('./CustomerScreen')).CustomerScreen),
];
