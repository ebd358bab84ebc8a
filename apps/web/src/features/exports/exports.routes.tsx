import { screen, type FeatureRoutes } from '@dossier/client';

export const exportsRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/exports', async () => (await import('./ExportListScreen')).ExportListScreen),
  screen(parent, '/exports/approvals', async () => (await import('./ApprovalsScreen')).ApprovalsScreen),
  screen(parent, '/exports/limits', async () => (await import('./LimitsScreen')).LimitsScreen),
  screen(parent, '/exports/trace', async () => (await import('./TraceScreen')).TraceScreen),
];
