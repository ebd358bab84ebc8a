import { useNavigate } from '@tanstack/react-router';
import { useText, ViewTabs } from '@dossier/ui';
import { formsText } from './forms.text';

type Tab = 'forms' | 'inbox';
const PATHS: Record<Tab, string> = { forms: '/forms', inbox: '/forms/inbox' };

export function FormTabs({ current }: { current: Tab }) {
  const t = useText(formsText);
  const navigate = useNavigate();
  return <ViewTabs views={(['forms', 'inbox'] as const).map(tab => ({ id: tab, name: t(tab) }))} current={current} changed={false} onPick={tab => void navigate({ to: PATHS[tab as Tab] })} />;
}
