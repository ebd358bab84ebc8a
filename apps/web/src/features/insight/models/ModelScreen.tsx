import { Alert } from 'antd';
import { useParams, useSearch } from '@tanstack/react-router';
import { failure, useAsk, useMay, type AnswerOf } from '@dossier/client';
import { Failed, NotAllowed, NothingFound, Page, Section, useText, Waiting } from '@dossier/ui';
import '../insight.css';
import { CardView } from './CardView';
import { useWorded } from './CardFacts';
import { kindIn, type Kind } from './model.paths';
import { cardOf } from './model.types';
import { ModelDocument, ModelVersionsDocument } from './models.documents';
import { modelsText } from './models.text';
import { ModelVerbs, RunningFit } from './ModelVerbs';
import { HealthState } from './states';
import { VersionList } from './VersionList';
import { WatchSection } from './WatchSection';

export type AskedModel = NonNullable<AnswerOf<typeof ModelDocument>['model']>;
export type ListedVersion = NonNullable<AnswerOf<typeof ModelVersionsDocument>['modelVersions']>['nodes'][number];
const VERSIONS = 20;
const LOOK_AGAIN = 2_000;

/** The card of one model. */
export function ModelScreen() {
  const t = useText(modelsText);
  const { kind = '' } = useParams({ strict: false }) as { kind?: string };
  const known = kindIn(kind);
  const crumbs = [{ label: t('title'), to: '/insight/models' }];
  if (!useMay('model.read')) return <Page title={t('title')}><NotAllowed /></Page>;
  return known ? <OneModel kind={known} /> : <Page title={t('model')} crumbs={crumbs}><NothingFound title={t('notFound')} /></Page>;
}

function OneModel({ kind }: { kind: Kind }) {
  const t = useText(modelsText);
  const ask = useAsk(ModelDocument, { kind }, { refetchInterval: (answer) => (answer?.model?.runningJobId ? LOOK_AGAIN : false) });
  const versions = useAsk(ModelVersionsDocument, { kind, first: VERSIONS }, { keep: true });
  const model = ask.data?.model;
  const nodes = versions.data?.modelVersions?.nodes ?? [];
  const crumbs = [{ label: t('title'), to: '/insight/models' }];
  return (
    <Page title={model?.name ?? t('model')} browserTitle={model?.name ? `${model.name} · ${t('title')}` : undefined} crumbs={crumbs} help="models" note={model?.published ? <HealthState health={model.health} /> : undefined}
      actions={model ? <ModelVerbs model={model} versions={nodes} /> : undefined}>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {model && <Sheet model={model} versions={nodes} waiting={versions.isPending} />}
    </Page>
  );
}

function Sheet({ model, versions, waiting }: { model: AskedModel; versions: readonly ListedVersion[]; waiting: boolean }) {
  const t = useText(modelsText);
  const { version: chosen } = useSearch({ strict: false }) as { version?: string };
  const shown = versions.find(({ id }) => id === chosen) ?? versions.find(({ id }) => id === model.published?.id) ?? versions[0];
  return (
    <>
      <RunningFit model={model} />
      {model.isFallback && <Fallback model={model} />}
      <div className="d-columns-two">
        <div className="d-columns-main">
          {waiting && <Waiting />}
          {!waiting && !shown && <Section title={t('card')}><p className="d-quiet">{t('noVersions')}</p></Section>}
          {shown && <CardView version={shown} />}
          {model.published && <WatchSection model={model} />}
        </div>
        <div className="d-columns-aside"><VersionList versions={versions} current={shown?.id} /></div>
      </div>
    </>
  );
}

/** Out of bounds: what stands in for the model, in words. */
function Fallback({ model }: { model: AskedModel }) {
  const t = useText(modelsText);
  const say = useWorded();
  return <Alert type="warning" showIcon role="status" className="insight-alert" title={t('amberTitle')} description={t('amberText', { rule: say(cardOf(model.published)?.rule) })} />;
}
