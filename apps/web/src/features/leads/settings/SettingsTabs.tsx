import { useNavigate, useRouter } from '@tanstack/react-router';
import type { Permission } from '@dossier/vocabulary/permissions';
import { useViewer } from '@dossier/client';
import { useText, ViewTabs } from '@dossier/ui';
import { leadTabsText } from '../tabs.text';

/** The parts of the settings in the order they are shown: where each stands, and the word that opens it. */
const parts = {
  assignment: { to: '/lead-settings/assignment', needs: 'assignment.manage' },
  pools: { to: '/lead-settings/pools', needs: 'pool.manage' },
  scorecard: { to: '/lead-settings/scorecard', needs: 'scorecard.manage' },
  calendar: { to: '/lead-settings/calendar', needs: 'calendar.manage' },
  response: { to: '/lead-settings/response', needs: 'calendar.manage' },
  nurture: { to: '/lead-settings/nurture', needs: 'nurture.manage' },
  inboxes: { to: '/lead-settings/inboxes', needs: 'inbox.manage' },
} as const satisfies Record<string, { to: string; needs: Permission }>;
export type SettingsPart = keyof typeof parts;

/** The parts that have a screen and that the viewer may open. */
export function useSettingsParts(): { id: SettingsPart; to: string }[] {
  const { routesByPath } = useRouter();
  const { permissions } = useViewer();
  return (Object.keys(parts) as SettingsPart[]).filter((id) => parts[id].to in routesByPath && permissions.includes(parts[id].needs)).map((id) => ({ id, to: parts[id].to }));
}

/** From one part of the settings of leads to the next. */
export function SettingsTabs({ current }: { current: SettingsPart }) {
  const t = useText(leadTabsText);
  const navigate = useNavigate();
  const open = useSettingsParts();
  return <ViewTabs views={open.map(({ id }) => ({ id, name: t(id) }))} current={current} changed={false} onPick={(id) => void navigate({ to: parts[id as SettingsPart].to })} />;
}
