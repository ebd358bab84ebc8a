import { screen, type FeatureRoutes } from '@dossier/client';

export const auditRoutes: FeatureRoutes = parent => [
  screen(parent, '/audit', () => import('./AuditScreen').then(module => module.AuditScreen)),
  screen(parent, '/audit/alerts', () => import('./AlertsScreen').then(module => module.AlertsScreen)),
  screen(parent, '/audit/seal', () => import('./SealScreen').then(module => module.SealScreen)),
];
