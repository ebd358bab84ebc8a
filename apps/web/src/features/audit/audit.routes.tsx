import { screen, type FeatureRoutes } from '@dossier/client';

export const auditRoutes: FeatureRoutes = parent => [screen(parent, '/audit', () => import('./AuditScreen').then(module => module.AuditScreen))];
