import { Form, Input, InputNumber, Select } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useFormat, useSave } from '@dossier/client';
import { packWords } from '../pack.words';
import type { CustomerRecord } from '../record.types';
import { ArchiveAssessmentDocument, AssessRiskDocument } from './finance.documents';
import { financeText } from './finance.text';
import { SHOWN } from './finance.types';

const LEVELS = ['C1', 'C2', 'C3', 'C4', 'C5'] as const;
interface Values { level: (typeof LEVELS)[number]; score?: number | null; validUntil?: string }

/** How much risk the customer can bear, by a new assessment. */
export function AssessDialog({ customer, longest, onClose }: { customer: CustomerRecord; longest: string | null; onClose: () => void }) {
  const t = useText(financeText);
  const word = useText(packWords);
  const format = useFormat();
  const [form] = Form.useForm<Values>();
  const back = useSave(ArchiveAssessmentDocument, { refreshes: SHOWN, loud: true });
  const save = useSave(AssessRiskDocument, { refreshes: SHOWN, done: t('assessed'), undo: ({ assessRisk }) => assessRisk && back.run({ id: assessRisk.id }), onDone: onClose });
  const submit = ({ level, score, validUntil }: Values) => save.run({ customerId: customer.id, input: { level, score: score ?? null, validUntil: validUntil || null } });
  return (
    <Dialog open title={t('assess')} onClose={onClose} verb={t('assess')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ level: 'C2' }} onFinish={(values) => void submit(values)}>
        <Form.Item name="level" label={t('level')}><Select options={LEVELS.map((level) => ({ value: level, label: word(`RiskTolerance.${level}`) }))} /></Form.Item>
        <Form.Item name="score" label={t('score')}><InputNumber min={0} max={100} precision={0} /></Form.Item>
        <Form.Item name="validUntil" label={t('validUntil')} extra={longest ? t('untilHelp', { day: format.day(longest) }) : undefined}><Input type="date" min={format.today()} max={longest ?? undefined} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
