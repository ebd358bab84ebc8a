import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import type { ComponentType } from 'react';

export type FeatureRoutes = (parent: AnyRoute) => AnyRoute[];

/** One lazy screen of a feature; the shell joins them. */
export const screen = (parent: AnyRoute, path: string, load: () => Promise<ComponentType>): AnyRoute =>
  createRoute({ getParentRoute: () => parent, path, component: lazyRouteComponent(async () => ({ default: await load() })) });
