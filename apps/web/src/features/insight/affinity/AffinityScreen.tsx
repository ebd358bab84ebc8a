import { Alert, Button, Select } from 'antd';
import { RefreshCw } from 'lucide-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Can, failure, useAsk, useFormat, useMay } from '@dossier/client';
import { EmptyState, Failed, Icon, NotAllowed, Page, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { InsightTabs } from '../InsightTabs';
import { NotEnough } from '../NotEnough';
import '../insight.css';
import './affinity.css';
import { BasketRunsDocument, type BasketRun } from './affinity.documents';
import { affinityText } from './affinity.text';
import { PairMatrix } from './PairMatrix';
import { RuleBuyers } from './RuleBuyers';
import { RuleTable } from './RuleTable';
import { RunDialog } from './RunDialog';
import { RunFacts } from './RunFacts';

const EVERY = 2_000;

export interface AffinityPlace { run?: string; rule?: string }

/** What is bought together: the strongest pairs, every rule with its numbers, and who bought the one and not the other. */
export function AffinityScreen() {
  const t = useText(affinityText);
  return useMay('insight.read') ? <Affinity /> : <Page title={t('title')}><NotAllowed /></Page>;
}

function Affinity() {
  const t = useText(affinityText);
  const place = useSearch({ strict: false }) as AffinityPlace;
  const [asking, setAsking] = useState(false);
  const ask = useAsk(BasketRunsDocument, {}, { keep: true, refetchInterval: (answer) => (answer?.basketRuns?.nodes.some(({ state }) => state === 'RUNNING') ? EVERY : false) });
  const runs = ask.data?.basketRuns?.nodes ?? [];
  const run = runs.find(({ id }) => id === place.run) ?? runs.find(({ state }) => state === 'DONE') ?? runs[0];
  const verb = <Can do="model.manage"><Button type={run ? 'default' : 'primary'} icon={<Icon of={RefreshCw} />} onClick={() => setAsking(true)}>{t('compute')}</Button></Can>;
  return (
    <Page title={t('title')} help="baskets" actions={verb} flush>
      <InsightTabs current="affinity" />
      <div className="d-page insight-page">
        {ask.isPending && <Waiting />}
        {ask.isError && !ask.data && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
        {ask.isSuccess && !run && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
        {run && <RunPicker runs={runs} current={run} />}
        {run && <RunBody key={run.id} run={run} chosen={place.rule} />}
      </div>
      {asking && <RunDialog onClose={() => setAsking(false)} />}
    </Page>
  );
}

function RunPicker({ runs, current }: { runs: readonly BasketRun[]; current: BasketRun }) {
  const t = useText(affinityText);
  const format = useFormat();
  const navigate = useNavigate();
  const label = (run: BasketRun): string => t('runLabel', { level: t(run.level ?? 'PRODUCT'), from: format.dayShort(run.fromOn), to: format.dayShort(run.toOn), whose: run.team?.name ?? t('everybody') });
  if (runs.length < 2) return null;
  return (
    <Select className="affinity-runs" aria-label={t('run')} value={current.id} options={runs.map((run) => ({ value: run.id, label: label(run) }))}
      onChange={(id) => void navigate({ to: '.', search: { run: id } as never, resetScroll: false })} />
  );
}

function RunBody({ run, chosen }: { run: BasketRun; chosen?: string }) {
  const t = useText(affinityText);
  const format = useFormat();
  if (run.state === 'RUNNING') return <EmptyState title={t('running')} text={t('runningText')} />;
  if (run.state === 'FAILED') return <EmptyState title={t('failedTitle')} text={t('failedText')} />;
  if (run.state === 'REFUSED') return <NotEnough lack={run.lack} found={run.lackFound} needed={run.lackNeeded} />;
  return (
    <>
      <RunFacts run={run} />
      {run.capped && <Alert className="insight-alert" type="warning" showIcon title={t('capped')} />}
      {run.rules === 0 ? <EmptyState title={t('noRulesTitle')} text={t('noRulesText', { baskets: format.number(run.baskets) })} /> : <><PairMatrix run={run} /><RuleTable run={run} /></>}
      <p className="d-note insight-note">{t('notCausal')}</p>
      {chosen && <RuleBuyers id={chosen} run={run} />}
    </>
  );
}
