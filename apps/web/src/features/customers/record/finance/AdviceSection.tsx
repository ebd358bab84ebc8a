import { Button } from 'antd';
import { Row, Rows, Section, StateDot, useText } from '@dossier/ui';
import { useFormat, useSave } from '@dossier/client';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { AdviceDialog } from './AdviceDialog';
import { ConfirmRecordingDocument } from './finance.documents';
import { financeText } from './finance.text';
import { SHOWN, type AdviceRow } from './finance.types';

interface AdviceProps { customer: CustomerRecord; advices: readonly AdviceRow[]; mayAdvise: boolean; writable: boolean }

/** What was offered, by which edition of the rule and why it was allowed. It is neither changed nor taken out. */
export function AdviceSection({ customer, advices, mayAdvise, writable }: AdviceProps) {
  const t = useText(financeText);
  const [advising, setAdvising] = useState(false);
  return (
    <Section title={t('advice')} extra={mayAdvise && <Button size="small" onClick={() => setAdvising(true)}>{t('recordAdvice')}</Button>}>
      {advices.length === 0 && <p className="d-note">{t('noAdvice')}</p>}
      <Rows label={t('advice')}>{advices.map((advice) => <Advised key={advice.id} advice={advice} writable={writable} />)}</Rows>
      {advising && <AdviceDialog customer={customer} onClose={() => setAdvising(false)} />}
    </Section>
  );
}

function Advised({ advice, writable }: { advice: AdviceRow; writable: boolean }) {
  const t = useText(financeText);
  const format = useFormat();
  const confirm = useSave(ConfirmRecordingDocument, { refreshes: SHOWN, loud: true });
  const reason = advice.riskLevel && advice.level ? t('suits', { risk: advice.riskLevel, level: advice.level }) : t('noRisk');
  const isDue = advice.recordingDue && !advice.recordedAt;
  return (
    <Row lead={format.dayShort(advice.advisedAt)} title={[advice.productName, advice.amount && format.money(advice.amount)].filter(Boolean).join(' · ')} note={[reason, advice.rule, advice.advisedBy?.name].filter(Boolean).join(' · ')}
      value={advice.recordingDue ? <StateDot tone={isDue ? 'warn' : 'ok'}>{t(isDue ? 'recordingDue' : 'recorded')}</StateDot> : undefined}
      verb={isDue && writable && <Button size="small" disabled={confirm.busy} onClick={() => void confirm.run({ id: advice.id })}>{t('confirmRecording')}</Button>} />
  );
}
