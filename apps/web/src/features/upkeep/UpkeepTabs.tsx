import { useNavigate } from '@tanstack/react-router';
import { useMay } from '@dossier/client';
import { useText, ViewTabs } from '@dossier/ui';
import { upkeepText } from './upkeep.text';

type Tab = 'queue' | 'rules' | 'quality';
const PATHS: Record<Tab, string> = { queue: '/upkeep', rules: '/upkeep/rules', quality: '/quality' };

/** What is to be looked at, by which rules, and how good the records are. */
export function UpkeepTabs({ current }: { current: Tab }) {
  const t = useText(upkeepText);
  const navigate = useNavigate();
  const manages = useMay('upkeep.manage');
  const views = [{ id: 'queue', name: t('tabQueue') }, { id: 'rules', name: t('tabRules') }, ...(manages ? [{ id: 'quality', name: t('tabQuality') }] : [])];
  return <ViewTabs views={views} current={current} changed={false} onPick={(tab) => void navigate({ to: PATHS[tab as Tab] })} />;
}
