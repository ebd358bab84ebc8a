import { useNavigate } from '@tanstack/react-router';
import { useText, ViewTabs } from '@dossier/ui';
import { auditText } from './audit.text';

type Tab = 'trail' | 'alerts' | 'seal';
const PATHS: Record<Tab, string> = { trail: '/audit', alerts: '/audit/alerts', seal: '/audit/seal' };

/** What was done, what needs a look, and whether all of it stands as it was written. */
export function AuditTabs({ current }: { current: Tab }) {
  const t = useText(auditText);
  const navigate = useNavigate();
  const views = [{ id: 'trail', name: t('tabTrail') }, { id: 'alerts', name: t('tabAlerts') }, { id: 'seal', name: t('tabSeal') }];
  return <ViewTabs views={views} current={current} changed={false} onPick={tab => void navigate({ to: PATHS[tab as Tab] })} />;
}
