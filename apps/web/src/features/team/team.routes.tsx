import { screen, type FeatureRoutes } from '@dossier/client';

export const teamRoutes: FeatureRoutes = parent => [
  screen(parent, '/team', () => import('./UserListScreen').then(module => module.UserListScreen)),
  screen(parent, '/team/users/new', () => import('./NewUserScreen').then(module => module.NewUserScreen)),
  screen(parent, '/team/users/$id', () => import('./UserScreen').then(module => module.UserScreen)),
  screen(parent, '/team/teams', () => import('./TeamTreeScreen').then(module => module.TeamTreeScreen)),
  screen(parent, '/team/roles', () => import('./RolesScreen').then(module => module.RolesScreen)),
];
