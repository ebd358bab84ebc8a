import { useNavigate } from '@tanstack/react-router';
import { useMay } from '@dossier/client';
import { useText, ViewTabs } from '@dossier/ui';
import { fieldsText } from './fields.text';

type Tab = 'fields' | 'interviews';
const PATHS: Record<Tab, string> = { fields: '/fields', interviews: '/fields/interviews' };

/** What shapes a record: its own fields, and the questions that interviews go by. */
export function FieldsTabs({ current }: { current: Tab }) {
  const t = useText(fieldsText);
  const navigate = useNavigate();
  const may: Record<Tab, boolean> = { fields: useMay('field.manage'), interviews: useMay('interview.manage') };
  const names: Record<Tab, string> = { fields: t('title'), interviews: t('interviews') };
  const tabs = (['fields', 'interviews'] as const).filter((tab) => may[tab]);
  return <ViewTabs views={tabs.map((tab) => ({ id: tab, name: names[tab] }))} current={current} changed={false} onPick={(tab) => void navigate({ to: PATHS[tab as Tab] })} />;
}
