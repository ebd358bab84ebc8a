import { Button } from 'antd';
import { useAsk, useSave } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useState } from 'react';
import { SimulateDocument, SimulationDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';
import type { Policy } from './assignment.types';
import { Simulated, type SimulationFound } from './Simulated';

/** The rules as they are saved, tried over the leads of the last month, beside what really happened. */
export function SimulationSection({ policy }: { policy: Policy }) {
  const t = useText(assignmentText);
  const [id, setId] = useState<string | null>(null);
  const start = useSave(SimulateDocument, { loud: true, onDone: ({ simulateAssignment }) => setId(simulateAssignment?.id ?? null) });
  const ask = useAsk(SimulationDocument, { id: id ?? '' }, { skip: id === null, staleTime: 0, refetchInterval: (answer) => (answer?.assignmentSimulation?.state === 'RUNNING' || !answer ? 1_000 : false) });
  const simulation = id === null ? null : ask.data?.assignmentSimulation;
  const isRunning = start.busy || (id !== null && (simulation?.state ?? 'RUNNING') === 'RUNNING');
  const result = simulation?.result as SimulationFound | null | undefined;
  return (
    <section aria-label={t('simulate')}>
      <p className="assign-verbs"><Button disabled={isRunning} aria-busy={isRunning} onClick={() => void start.run({ policyId: policy.id, days: 30 })}>{t(isRunning ? 'simulating' : 'simulate')}</Button></p>
      {simulation?.state === 'FAILED' && <p role="alert">{t('simFailed')}</p>}
      {result && result.leads === 0 && <p role="status">{t('simNone')}</p>}
      {result && result.leads > 0 && <Simulated result={result} />}
    </section>
  );
}
