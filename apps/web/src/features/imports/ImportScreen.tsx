import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Alert } from 'antd';
import { Failed, NothingFound, Page, useText, Waiting } from '@dossier/ui';
import { failure, ServerError, useAsk } from '@dossier/client';
import { useState } from 'react';
import './imports.css';
import { isUnderWay, mappingOf, stepOf, type Mapping, type Step } from './import.rules';
import type { ImportRecord } from './import.types';
import { ImportDocument } from './imports.documents';
import { importsText } from './imports.text';
import { CheckStep } from './steps/CheckStep';
import { CommitReport } from './steps/CommitReport';
import { MapStep } from './steps/MapStep';
import { RulesStep } from './steps/RulesStep';
import { useImportVerbs } from './steps/useImportVerbs';
import { WizardSteps } from './steps/WizardSteps';

const PROBLEM_ROWS = 200;
const EVERY = 1_000;

/** One import on its way: its state decides the step, the address remembers how far back the reader went. */
export function ImportScreen() {
  const t = useText(importsText);
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const asked = useAsk(ImportDocument, { id, rows: PROBLEM_ROWS }, { refetchInterval: (answer) => (isUnderWay(answer?.import?.state) ? EVERY : false), staleTime: 0 });
  const record = asked.data?.import;
  if (record) return <Wizard key={record.id} record={record} />;
  const missing = asked.isSuccess || (asked.error instanceof ServerError && asked.error.code === 'NOT_FOUND');
  return (
    <Page title={t('title')} crumbs={[{ label: t('title'), to: '/imports' }]}>
      {asked.isPending && <Waiting />}
      {missing && <NothingFound title={t('missingTitle')} text={t('missingText')} />}
      {asked.error && !missing && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
    </Page>
  );
}

function Wizard({ record }: { record: ImportRecord }) {
  const t = useText(importsText);
  const navigate = useNavigate();
  const verbs = useImportVerbs(record.id);
  const step = stepOf(record.state, (useSearch({ strict: false }) as { step?: Step }).step);
  const go = (next: Step) => void navigate({ to: '.', search: { step: next } as never });
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const current = mapping ?? mappingOf(record.columns ?? [], record.mapping);
  const frame = { record, verbs, go, mapping: current, head: <Head record={record} step={step} /> };
  switch (step) {
    case 'map': return <MapStep {...frame} onMapping={setMapping} />;
    case 'rules': return <RulesStep {...frame} />;
    case 'check': return <CheckStep {...frame} />;
    default: return (
      <Page title={t(record.state === 'DONE' ? 'doneTitle' : 'committingTitle')} note={record.state === 'DONE' ? t('doneSum', { count: record.rowCount ?? 0 }) : undefined} help="import"
        crumbs={[{ label: t('title'), to: '/imports' }, { label: record.fileName ?? '' }]}>
        {frame.head}
        <CommitReport record={record} onCommit={() => void verbs.commit()} onRevert={() => void verbs.revert(record.batchId ?? '')} />
      </Page>
    );
  }
}

function Head({ record, step }: { record: ImportRecord; step: Step }) {
  const t = useText(importsText);
  const same = record.sameFileAs && step !== 'commit';
  return (
    <>
      <WizardSteps step={step} />
      {same && <Alert className="import-same" type="info" showIcon title={t('sameFile')} action={<Link to={`/imports/${record.sameFileAs}`}>{t('seeEarlier')}</Link>} />}
    </>
  );
}
