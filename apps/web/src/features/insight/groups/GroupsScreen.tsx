import { useSearch } from '@tanstack/react-router';
import { useMay } from '@dossier/client';
import { NotAllowed, Page, useText } from '@dossier/ui';
import { InsightTabs } from '../InsightTabs';
import '../insight.css';
import './groups.css';
import { ClusterSection } from './ClusterSection';
import { groupsText } from './groups.text';
import { MarketSection } from './MarketSection';

/** Which customers are alike, and which parts of the market they stand for. */
export function GroupsScreen() {
  const t = useText(groupsText);
  const { market } = useSearch({ strict: false }) as { market?: string };
  if (!useMay('insight.read')) return <Page title={t('title')}><NotAllowed /></Page>;
  return (
    <Page title={t('title')} help="groups" flush>
      <InsightTabs current="groups" />
      <div className="d-page insight-page">
        <ClusterSection />
        <MarketSection chosen={market} />
      </div>
    </Page>
  );
}
