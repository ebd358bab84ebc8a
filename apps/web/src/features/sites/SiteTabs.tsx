import { useNavigate } from '@tanstack/react-router';
import { useText, ViewTabs } from '@dossier/ui';
import { sitesText } from './sites.text';

const addresses = { sources: '/sites', topics: '/sites/topics', weights: '/sites/weights' } as const;
type Part = keyof typeof addresses;

/** The three parts: where events come from, what they are about, how much they say. */
export function SiteTabs({ current }: { current: Part }) {
  const t = useText(sitesText);
  const navigate = useNavigate();
  return <ViewTabs views={(Object.keys(addresses) as Part[]).map((id) => ({ id, name: t(id) }))} current={current} changed={false} onPick={(id) => void navigate({ to: addresses[id as Part] })} />;
}
