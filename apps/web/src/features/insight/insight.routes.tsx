import type { FeatureRoutes } from '@dossier/client';

export const insightRoutes: FeatureRoutes = () => [];
