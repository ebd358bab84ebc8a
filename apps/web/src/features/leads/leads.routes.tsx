import { screen, type FeatureRoutes } from '@dossier/client';

/** One line a screen. */
export const leadsRoutes: FeatureRoutes = (parent) => [
  screen(parent, '/leads', async () => (await import('./list/LeadListScreen')).LeadListScreen),
  screen(parent, '/leads/board', async () => (await import('./board/BoardScreen')).BoardScreen),
  screen(parent, '/leads/new', async () => (await import('./record/NewLeadScreen')).NewLeadScreen),
  screen(parent, '/leads/funnel', async () => (await import('./funnel/FunnelScreen')).FunnelScreen),
  screen(parent, '/leads/$id', async () => (await import('./record/LeadScreen')).LeadScreen),
  screen(parent, '/leads/fair', async () => (await import('./fair/FairScreen')).FairScreen),
  screen(parent, '/pool', async () => (await import('./pool/PoolScreen')).PoolScreen),
  screen(parent, '/lead-settings/assignment', async () => (await import('./settings/assignment/AssignmentScreen')).AssignmentScreen),
  screen(parent, '/lead-settings/pools', async () => (await import('./settings/pools/PoolsScreen')).PoolsScreen),
  screen(parent, '/lead-settings', async () => (await import('./settings/SettingsScreen')).SettingsScreen),
  screen(parent, '/lead-settings/scorecard', async () => (await import('./settings/scorecard/ScorecardScreen')).ScorecardScreen),
  screen(parent, '/lead-settings/response', async () => (await import('./follow/ResponseTargetsScreen')).ResponseTargetsScreen),
  screen(parent, '/lead-settings/calendar', async () => (await import('./settings/calendar/CalendarScreen')).CalendarScreen),
  screen(parent, '/lead-settings/nurture', async () => (await import('./settings/nurture/NurtureScreen')).NurtureScreen),
  screen(parent, '/lead-settings/inboxes', async () => (await import('./settings/inboxes/InboxesScreen')).InboxesScreen),
];
