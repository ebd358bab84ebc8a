import { screen, type FeatureRoutes } from '@dossier/client';

export const segmentsRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/segments', async () => (await import('./SegmentListScreen')).SegmentListScreen),
  screen(parent, '/segments/new', async () => (await import('./build/BuilderScreen')).NewSegmentScreen),
  screen(parent, '/segments/compare', async () => (await import('./CompareScreen')).CompareScreen),
  screen(parent, '/segments/$id', async () => (await import('./SegmentScreen')).SegmentScreen),
  screen(parent, '/segments/$id/edit', async () => (await import('./build/BuilderScreen')).EditSegmentScreen),
];
