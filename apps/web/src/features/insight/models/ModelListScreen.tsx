import { Link } from '@tanstack/react-router';
import { failure, Moment, useAsk, useMay, type AnswerOf } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, Row, Rows, useText, Waiting } from '@dossier/ui';
import '../insight.css';
import { InsightTabs } from '../InsightTabs';
import { pathOf } from './model.paths';
import { ModelsDocument } from './models.documents';
import { modelsText } from './models.text';
import { HealthState, VersionState } from './states';

type Listed = NonNullable<AnswerOf<typeof ModelsDocument>['models']>[number];
const LOOK_AGAIN = 3_000;

/** Every model: which version is in force, when it was fitted, whether it can be trusted. */
export function ModelListScreen() {
  const t = useText(modelsText);
  return useMay('model.read') ? <Models /> : <Page title={t('title')}><NotAllowed /></Page>;
}

function Models() {
  const t = useText(modelsText);
  const ask = useAsk(ModelsDocument, {}, { refetchInterval: (answer) => (answer?.models?.some((one) => one.runningJobId) ? LOOK_AGAIN : false) });
  const models = ask.data?.models ?? [];
  return (
    <Page title={t('title')} help="models" flush>
      <InsightTabs current="models" />
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && models.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {models.length > 0 && (
        <div className="d-page insight-page">
          <p className="d-note insight-note">{t('intro')}</p>
          <Rows label={t('title')}>{models.map((model) => <ModelRow key={model.kind} model={model} />)}</Rows>
        </div>
      )}
    </Page>
  );
}

function ModelRow({ model }: { model: Listed }) {
  const t = useText(modelsText);
  const { published, latest, lastCheck } = model;
  const psi = lastCheck?.psi;
  const parts = [
    model.method,
    published ? <>{t('versionNo', { no: published.number ?? 0 })}{t('publishedAt')}<Moment at={published.publishedAt} /></> : t('noneYet'),
    latest?.fittedAt && <>{t('lastFit')} <Moment at={latest.fittedAt} /></>,
    typeof psi === 'number' && `${t('psi')} ${psi.toFixed(2)}`,
  ].filter(Boolean);
  const state = published ? <HealthState health={model.health} /> : <VersionState state={latest?.state} />;
  return (
    <Row title={<Link className="d-name" to={pathOf(model.kind ?? '')}>{model.name}</Link>} note={<>{parts.map((part, at) => <span key={at}>{at > 0 && ' · '}{part}</span>)}</>}
      value={model.runningJobId ? <>{t('working')}</> : latest || published ? state : t('never')} />
  );
}
