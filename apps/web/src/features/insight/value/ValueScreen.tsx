import { Link } from '@tanstack/react-router';
import { failure, useAsk, useMay } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, useText, Waiting } from '@dossier/ui';
import { InsightTabs } from '../InsightTabs';
import '../insight.css';
import { DistributionSections } from './DistributionSections';
import { RfmSections } from './RfmSections';
import { RfmGridDocument, ValueDistributionDocument } from './value.documents';
import { valueText } from './value.text';

/** Where customers stand, whether they come again, and what they are worth. */
export function ValueScreen() {
  const t = useText(valueText);
  const mayCards = useMay('model.read');
  const may = useMay('insight.read');
  return (
    <Page title={t('title')} help="value" flush actions={mayCards && may ? <Link className="ant-btn" to="/insight/models/value">{t('modelCard')}</Link> : undefined}>
      <InsightTabs current="value" />
      {may ? <Boards /> : <NotAllowed />}
    </Page>
  );
}

function Boards() {
  const t = useText(valueText);
  const mayCards = useMay('model.read');
  const grid = useAsk(RfmGridDocument, {}, { keep: true });
  const distribution = useAsk(ValueDistributionDocument, {}, { keep: true });
  const rfm = grid.data?.rfmGrid;
  const value = distribution.data?.valueDistribution;
  const nothing = grid.isSuccess && distribution.isSuccess && !rfm && !value;
  return (
    <div className="d-page insight-page">
      {grid.isPending && <Waiting />}
      {grid.isError && <Failed {...failure(grid.error)} onRetry={() => void grid.refetch()} />}
      {rfm && <RfmSections board={rfm} />}
      {distribution.isError && <Failed {...failure(distribution.error)} onRetry={() => void distribution.refetch()} />}
      {value && <DistributionSections board={value} />}
      {nothing && <EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={mayCards && <Link to="/insight/models">{t('toModels')}</Link>} />}
    </div>
  );
}
