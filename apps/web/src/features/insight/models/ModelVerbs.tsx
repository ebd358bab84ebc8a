import { Button, Progress } from 'antd';
import { RefreshCw } from 'lucide-react';
import { useJob, useMay, useSave } from '@dossier/client';
import { Icon, useText } from '@dossier/ui';
import { useState } from 'react';
import type { Kind } from './model.paths';
import type { AskedModel, ListedVersion } from './ModelScreen';
import { CancelModelJobDocument, CheckModelDocument, FitModelDocument, PublishModelVersionDocument, RollBackModelDocument } from './models.documents';
import { modelsText } from './models.text';

const REFRESHED = ['model', 'models', 'modelVersions', 'rfmGrid', 'valueDistribution', 'customers', 'customer'];

/** Fit, publish what was fitted, go back, look now: as far as the server allows it. */
export function ModelVerbs({ model, versions }: { model: AskedModel; versions: readonly ListedVersion[] }) {
  const t = useText(modelsText);
  const kind = model.kind as Kind;
  // Which version was in force when the button was pressed: by the time of an undo the answer has changed already.
  const [before, setBefore] = useState<string | null>(null);
  const options = { refreshes: REFRESHED, loud: true };
  const fit = useSave(FitModelDocument, { ...options, done: t('fitStarted') });
  const check = useSave(CheckModelDocument, { ...options, done: t('checkStarted') });
  const back = useSave(RollBackModelDocument, options);
  const again = useSave(PublishModelVersionDocument, options);
  const rollBack = useSave(RollBackModelDocument, { ...options, done: t('rolledBack'), ...(before && { undo: () => again.run({ id: before }) }) });
  const publish = useSave(PublishModelVersionDocument, { ...options, done: (answer) => t('publishedDone', { no: answer.publishModelVersion?.number ?? 0 }), ...(before && { undo: () => back.run({ kind }) }) });
  const can = model.can ?? [];
  const remembering = (act: () => Promise<unknown>) => () => {
    setBefore(model.published?.id ?? null);
    void act();
  };
  const ready = versions.find((version) => version.state === 'FITTED' && version.can?.includes('PUBLISH') && (version.number ?? 0) > (model.published?.number ?? 0));
  return (
    <>
      {can.includes('CHECK') && <Button loading={check.busy} onClick={() => void check.run({ kind })}>{t('check')}</Button>}
      {can.includes('ROLL_BACK') && <Button loading={rollBack.busy} onClick={remembering(() => rollBack.run({ kind }))}>{t('rollBack')}</Button>}
      {can.includes('FIT') && <Button type={ready ? 'default' : 'primary'} icon={<Icon of={RefreshCw} />} disabled={Boolean(model.runningJobId)} loading={fit.busy} onClick={() => void fit.run({ kind })}>{t(versions.length > 0 ? 'fit' : 'fitFirst')}</Button>}
      {ready && <Button type="primary" loading={publish.busy} onClick={remembering(() => publish.run({ id: ready.id }))}>{t('publishNo', { no: ready.number ?? 0 })}</Button>}
    </>
  );
}

/** What is under way, how far it is, and the way to stop it. */
export function RunningFit({ model }: { model: AskedModel }) {
  const t = useText(modelsText);
  const manages = useMay('model.manage');
  const job = useJob(model.runningJobId, REFRESHED);
  const cancel = useSave(CancelModelJobDocument, { refreshes: ['model', 'job'], loud: true, done: t('cancelled') });
  if (!model.runningJobId || !job.running) return null;
  return (
    <div className="insight-running" role="status">
      <span>{t('working')}</span>
      <Progress percent={job.percent ?? 0} strokeLinecap="butt" size={{ height: 4 }} aria-label={t('progress')} showInfo={job.percent !== null} />
      {manages && <Button size="small" loading={cancel.busy} onClick={() => model.runningJobId && void cancel.run({ id: model.runningJobId })}>{t('cancel')}</Button>}
    </div>
  );
}
