import { Navigate } from '@tanstack/react-router';
import { NotAllowed, Page, useText } from '@dossier/ui';
import { leadTabsText } from '../tabs.text';
import { useSettingsParts } from './SettingsTabs';

/** The place in the rail leads to the first part that the viewer may open. */
export function SettingsScreen() {
  const t = useText(leadTabsText);
  const [first] = useSettingsParts();
  if (first) return <Navigate to={first.to} replace />;
  return <Page title={t('settings')}><NotAllowed /></Page>;
}
