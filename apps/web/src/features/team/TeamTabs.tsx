import { useNavigate } from '@tanstack/react-router';
import { useMay } from '@dossier/client';
import { useText, ViewTabs } from '@dossier/ui';
import { teamText } from './team.text';

type Tab = 'users' | 'teams' | 'roles';
const PATHS: Record<Tab, string> = { users: '/team', teams: '/team/teams', roles: '/team/roles' };

export function TeamTabs({ current }: { current: Tab }) {
  const t = useText(teamText);
  const navigate = useNavigate();
  const may: Record<Tab, boolean> = { users: useMay('user.read'), teams: useMay('team.read'), roles: useMay('role.read') };
  const tabs = (['users', 'teams', 'roles'] as const).filter(tab => may[tab]);
  return <ViewTabs views={tabs.map(tab => ({ id: tab, name: t(tab) }))} current={current} changed={false} onPick={tab => void navigate({ to: PATHS[tab as Tab] })} />;
}
