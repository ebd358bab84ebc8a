import type { FeatureRoutes } from '@dossier/client';

export const segmentsRoutes: FeatureRoutes = () => [];
