import { useNavigate } from '@tanstack/react-router';
import { useText, ViewTabs } from '@dossier/ui';
import { privacyText } from './privacy.text';

type Tab = 'requests' | 'purposes' | 'erasures';
const PATHS: Record<Tab, string> = { requests: '/privacy', purposes: '/privacy/purposes', erasures: '/privacy/erasures' };

/** What persons ask, what their data is used for, and who was forgotten. */
export function PrivacyTabs({ current }: { current: Tab }) {
  const t = useText(privacyText);
  const navigate = useNavigate();
  const views = [{ id: 'requests', name: t('tabRequests') }, { id: 'purposes', name: t('tabPurposes') }, { id: 'erasures', name: t('tabErasures') }];
  return <ViewTabs views={views} current={current} changed={false} onPick={tab => void navigate({ to: PATHS[tab as Tab] })} />;
}
