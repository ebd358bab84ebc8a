import { Button, Table } from 'antd';
import { Section, useText } from '@dossier/ui';
import { useAsk, useFormat, useJob, useSave } from '@dossier/client';
import { MatchCustomersDocument, MatchingStateDocument } from './reconciliation.documents';
import { reconciliationTerms, reconciliationText } from './reconciliation.text';

const LOOK_AGAIN = 3_000;
const AFTER = ['matchingState', 'reconciliation', 'duplicateCandidates', 'identityConflicts'];

/** What waits to be compared, the weights that compare, and matching everything again. */
export function MatchingSection() {
  const t = useText(reconciliationText);
  const format = useFormat();
  const asked = useAsk(MatchingStateDocument, {}, { refetchInterval: (answer) => (answer?.matchingState?.jobId ? LOOK_AGAIN : false) });
  const state = asked.data?.matchingState;
  const run = useSave(MatchCustomersDocument, { refreshes: ['matchingState', 'reconciliation', 'duplicateCandidates'], loud: true, done: t('started') });
  if (!state) return null;
  const learned = state.learnedAt ? t('learned', { count: format.number(state.learnedFrom), at: format.instant(state.learnedAt) }) : t('shipped');
  return (
    <Section title={t('matching')} note={t('matchingNote')} extra={<Button size="small" disabled={run.busy || state.jobId !== null} onClick={() => void run.run({})}>{t('run')}</Button>}>
      <p role="status">{state.jobId ? <Progress jobId={state.jobId} /> : state.due ? t('due', { count: format.number(state.due) }) : t('nothingDue')} · <span className="d-note">{learned}</span></p>
      <Weights weights={state.weights ?? []} />
    </Section>
  );
}

function Progress({ jobId }: { jobId: string }) {
  const t = useText(reconciliationText);
  const format = useFormat();
  const { status } = useJob(jobId, AFTER);
  return <>{t('running', { done: format.number(status?.done ?? 0), total: format.number(status?.total ?? null) })}</>;
}

interface Weight { field: string; agreement: string; m: number; u: number; weight: number }

function Weights({ weights }: { weights: readonly Weight[] }) {
  const t = useText(reconciliationText);
  const term = useText(reconciliationTerms);
  const format = useFormat();
  type Term = Parameters<typeof term>[0];
  return (
    <details className="weights">
      <summary>{t('weightsTable')}</summary>
      <div className="wide-table" role="region" aria-label={t('weightsTable')} tabIndex={0}>
        <Table size="small" rowKey={(row) => `${row.field} ${row.agreement}`} dataSource={[...weights]} pagination={false}
        columns={[
          { title: t('field'), render: (_, row) => term(`MatchField.${row.field}` as Term) }, { title: t('agreement'), render: (_, row) => term(`MatchAgreement.${row.agreement}` as Term) },
          { title: t('m'), align: 'right', render: (_, row) => row.m.toPrecision(2) }, { title: t('u'), align: 'right', render: (_, row) => row.u.toPrecision(2) },
          { title: t('weight'), align: 'right', render: (_, row) => `${row.weight > 0 ? '+' : ''}${format.number(row.weight)}` },
        ]} />
      </div>
    </details>
  );
}
