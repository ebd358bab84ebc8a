import { Steps } from 'antd';
import { usePhone, useText } from '@dossier/ui';
import { STEPS, type Step } from '../import.rules';
import { importsText } from '../imports.text';

const NAMES = { upload: 'stepUpload', map: 'stepMap', rules: 'stepRules', check: 'stepCheck', commit: 'stepCommit' } as const;

/** Where the import stands; the steps are a sign, the verbs at the foot do the walking. */
export function WizardSteps({ step }: { step: Step | 'upload' }) {
  const t = useText(importsText);
  const phone = usePhone();
  const current = STEPS.indexOf(step);
  if (phone) return <p className="d-caption">{`${current + 1} / ${STEPS.length} · ${t(NAMES[step])}`}</p>;
  return (
    <nav aria-label={t('steps')} className="import-steps">
      <Steps size="small" current={current} items={STEPS.map((name) => ({ title: t(NAMES[name]) }))} />
    </nav>
  );
}
