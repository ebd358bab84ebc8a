import { screen, type FeatureRoutes } from '@dossier/client';

export const upkeepRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/upkeep', async () => (await import('./ReviewScreen')).ReviewScreen),
  screen(parent, '/upkeep/rules', async () => (await import('./RulesScreen')).RulesScreen),
  screen(parent, '/quality', async () => (await import('./QualityScreen')).QualityScreen),
];
