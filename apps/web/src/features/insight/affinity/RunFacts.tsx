import { Button } from 'antd';
import { Moment, useFormat, useSave } from '@dossier/client';
import { FigureStrip, useText, useToast } from '@dossier/ui';
import { ArchiveBasketRunDocument, RestoreBasketRunDocument, type BasketRun } from './affinity.documents';
import { affinityText } from './affinity.text';

/** Of what a run was computed, by which thresholds, and what was left out. */
export function RunFacts({ run }: { run: BasketRun }) {
  const t = useText(affinityText);
  const format = useFormat();
  const number = (value: number | null | undefined) => format.number(value ?? 0);
  const isSampled = (run.sampleShare ?? 1) < 1;
  const period = t('basketsNote', { from: format.dayShort(run.fromOn), to: format.dayShort(run.toOn), orders: number(run.orders) });
  return (
    <>
      <FigureStrip figures={[
        { label: t('baskets'), value: number(run.baskets), note: isSampled ? <>{period} · {t('sampled', { orders: number(run.orders), share: format.percent(run.sampleShare, 1) })}</> : period },
        { label: t('rules'), value: number(run.rules), note: t('rulesNote', { chance: number(run.chance), repeated: number((run.redundant ?? 0) + (run.mirrored ?? 0)) }) },
        { label: t('threshold'), value: t('thresholdValue', { count: number(run.leastCount) }), note: t('thresholdNote', { support: format.percent(run.minSupport, 2), confidence: format.percent(run.minConfidence, 0), q: String(run.significance ?? '') }) },
        { label: t('method'), value: `${run.method === 'ECLAT' ? 'Eclat' : (run.method ?? '')} v${run.methodVersion ?? ''}`, note: t('methodNote') },
      ]} />
      <p className="d-caption"><Moment at={run.computedAt} /> {run.can?.includes('ARCHIVE') && <PutAway run={run} />}</p>
    </>
  );
}

function PutAway({ run }: { run: BasketRun }) {
  const t = useText(affinityText);
  const toast = useToast();
  const back = useSave(RestoreBasketRunDocument, { refreshes: ['basketRuns', 'basketRules'], loud: true });
  const away = useSave(ArchiveBasketRunDocument, { refreshes: ['basketRuns', 'basketRules'], loud: true, onDone: () => toast.done(t('archived'), { undo: () => back.run({ id: run.id }) }) });
  return <Button type="link" size="small" aria-busy={away.busy} onClick={() => void away.run({ id: run.id })}>{t('archive')}</Button>;
}
