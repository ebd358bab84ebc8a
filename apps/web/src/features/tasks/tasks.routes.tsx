import { screen, type FeatureRoutes } from '@dossier/client';

/** One line a screen. */
export const tasksRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/tasks', async () => (await import('./MyDayScreen')).MyDayScreen),
  screen(parent, '/tasks/list', async () => (await import('./TaskListScreen')).TaskListScreen),
  screen(parent, '/tasks/leave', async () => (await import('./LeaveScreen')).LeaveScreen),
];
