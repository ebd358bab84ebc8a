import type { FeatureRoutes } from '@dossier/client';

/** One line a screen. */
export const leadsRoutes: FeatureRoutes = () => [
];
