import { useNavigate } from '@tanstack/react-router';
import { useMay } from '@dossier/client';
import { useText, ViewTabs } from '@dossier/ui';
import { exportsText } from './exports.text';

type Tab = 'mine' | 'approvals' | 'limits' | 'trace';
const PATHS: Record<Tab, string> = { mine: '/exports', approvals: '/exports/approvals', limits: '/exports/limits', trace: '/exports/trace' };

/** One's own files, and for whoever may: what waits for a yes, and the limits. */
export function ExportTabs({ current }: { current: Tab }) {
  const t = useText(exportsText);
  const navigate = useNavigate();
  if (!useMay('export.approve')) return null;
  return <ViewTabs views={(['mine', 'approvals', 'limits', 'trace'] as const).map((tab) => ({ id: tab, name: t(tab) }))} current={current} changed={false} onPick={(tab) => void navigate({ to: PATHS[tab as Tab] })} />;
}
