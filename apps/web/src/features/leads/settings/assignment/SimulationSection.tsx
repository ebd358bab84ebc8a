import { Button } from 'antd';
import { useAsk, useFormat, useSave } from '@dossier/client';
import { categoryAxis, Chart, quietFrame, useText, valueAxis } from '@dossier/ui';
import { useState } from 'react';
import { AssigneesDocument, SimulateDocument, SimulationDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';
import type { Policy } from './assignment.types';

interface Result { from: string; to: string; leads: number; given: number; waiting: number; unmatched: number; median: number | null; p90: number | null; medianReal: number | null; p90Real: number | null; people: { userId: string; given: number; had: number }[] }

/** The rules as they are saved, tried over the leads of the last month, beside what really happened. */
export function SimulationSection({ policy }: { policy: Policy }) {
  const t = useText(assignmentText);
  const [id, setId] = useState<string | null>(null);
  const start = useSave(SimulateDocument, { loud: true, onDone: ({ simulateAssignment }) => setId(simulateAssignment?.id ?? null) });
  const ask = useAsk(SimulationDocument, { id: id ?? '' }, { skip: id === null, staleTime: 0, refetchInterval: (answer) => (answer?.assignmentSimulation?.state === 'RUNNING' || !answer ? 1_000 : false) });
  const simulation = id === null ? null : ask.data?.assignmentSimulation;
  const isRunning = start.busy || (id !== null && (simulation?.state ?? 'RUNNING') === 'RUNNING');
  const result = simulation?.result as Result | null | undefined;
  return (
    <section aria-label={t('simulate')}>
      <p className="assign-verbs"><Button disabled={isRunning} aria-busy={isRunning} onClick={() => void start.run({ policyId: policy.id, days: 30 })}>{t(isRunning ? 'simulating' : 'simulate')}</Button></p>
      {simulation?.state === 'FAILED' && <p role="alert">{t('simFailed')}</p>}
      {result && result.leads === 0 && <p role="status">{t('simNone')}</p>}
      {result && result.leads > 0 && <Simulated result={result} />}
    </section>
  );
}

function Simulated({ result }: { result: Result }) {
  const t = useText(assignmentText);
  const format = useFormat();
  const names = new Map((useAsk(AssigneesDocument, {}).data?.assignees ?? []).map(({ userId, name }) => [userId, name]));
  const people = result.people.map((one) => ({ ...one, name: names.get(one.userId) ?? '—' }));
  const given = people.filter((one) => one.given > 0).map((one) => one.given);
  const minutes = (value: number | null) => (value === null ? '—' : t('minutes', { count: format.number(Math.round(value)) }));
  const rows = people.map(({ name, given: found, had }) => ({ name, given: found, had }));
  const columns = [{ key: 'name', title: t('people') }, { key: 'given', title: t('simGiven'), align: 'right' as const }, { key: 'had', title: t('simHad'), align: 'right' as const }];
  return (
    <>
      <Chart title={t('simTitle', { given: format.number(result.given), leads: format.number(result.leads), most: format.number(Math.max(0, ...given)), least: format.number(given.length > 0 ? Math.min(...given) : 0) })} unit={t('leadsUnit')} asOf={format.day(result.to.slice(0, 10))}
        table={{ columns, rows }} height={Math.max(160, 36 * people.length)}
        option={(palette) => ({
          ...quietFrame(palette), legend: { textStyle: { color: palette.ink2 } }, xAxis: valueAxis(palette), yAxis: { ...categoryAxis(palette, people.map((one) => one.name)), inverse: true },
          series: [{ type: 'bar', name: t('simGiven'), data: people.map((one) => one.given), color: palette.chart[0] }, { type: 'bar', name: t('simHad'), data: people.map((one) => one.had), color: palette.chart[1] }],
        })} />
      <p className="d-note">{t('simPeriod')}</p>
      <p>{t('simWaits', { median: minutes(result.median), p90: minutes(result.p90), medianReal: minutes(result.medianReal), p90Real: minutes(result.p90Real), unmatched: result.unmatched, waiting: result.waiting })}</p>
    </>
  );
}
