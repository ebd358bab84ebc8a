import { useNavigate } from '@tanstack/react-router';
import { useText, ViewTabs } from '@dossier/ui';
import { webhooksText } from './webhooks.text';

type Tab = 'outgoing' | 'incoming';
const PATHS: Record<Tab, string> = { outgoing: '/webhooks', incoming: '/webhooks/incoming' };

export function WebhookTabs({ current }: { current: Tab }) {
  const t = useText(webhooksText);
  const navigate = useNavigate();
  return <ViewTabs views={(['outgoing', 'incoming'] as const).map(tab => ({ id: tab, name: t(tab) }))} current={current} changed={false} onPick={tab => void navigate({ to: PATHS[tab as Tab] })} />;
}
