import { Link, useRouter } from '@tanstack/react-router';
import type { Permission } from '@dossier/vocabulary/permissions';
import { useViewer } from '@dossier/client';
import { useText, type Filter } from '@dossier/ui';
import './leads.css';
import { leadTabsText } from './tabs.text';

/** The ways to look at leads, in the order they are shown: where each stands, and the words that open it. */
const ways = {
  board: { to: '/leads/board', needs: ['lead.read'] },
  list: { to: '/leads', needs: ['lead.read'] },
  funnel: { to: '/leads/funnel', needs: ['lead.read', 'insight.read'] },
  fair: { to: '/leads/fair', needs: ['lead.create'] },
} as const satisfies Record<string, { to: string; needs: readonly Permission[] }>;
export type LeadWay = keyof typeof ways;

/** Board and list show the same leads: what narrows one narrows the other. */
const SHARED: readonly LeadWay[] = ['board', 'list'];

/** From one way to look at leads to the next: those that have a screen and that the viewer may open. It stands among the verbs of the title. */
export function LeadTabs({ current, filter }: { current: LeadWay; /** What narrows the leads in view. */ filter?: Filter }) {
  const t = useText(leadTabsText);
  const { routesByPath } = useRouter();
  const { permissions } = useViewer();
  const open = (Object.keys(ways) as LeadWay[]).filter((way) => ways[way].to in routesByPath && ways[way].needs.every((word) => permissions.includes(word)));
  return (
    <nav className="lead-ways" aria-label={t('ways')}>
      {open.map((way) => (
        <Link key={way} to={ways[way].to} search={(filter && SHARED.includes(way) && SHARED.includes(current) ? { filter } : {}) as never} activeOptions={{ exact: true }} aria-current={way === current ? 'page' : undefined}>{t(way)}</Link>
      ))}
    </nav>
  );
}
