import { Form, Input, InputNumber, Select } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useSave } from '@dossier/client';
import type { CustomerRecord } from '../record.types';
import { AssessRiskDocument } from './fields.documents';
import { fieldsRecordText } from './fields.text';
import { packWords } from './pack.words';

const LEVELS = ['C1', 'C2', 'C3', 'C4', 'C5'] as const;
interface Values { level: (typeof LEVELS)[number]; score?: number | null; validUntil?: string }

/** How much risk the customer can bear, by a new assessment. */
export function AssessDialog({ customer, onClose }: { customer: CustomerRecord; onClose: () => void }) {
  const t = useText(fieldsRecordText);
  const word = useText(packWords);
  const [form] = Form.useForm<Values>();
  const save = useSave(AssessRiskDocument, { refreshes: ['customer', 'customers', 'products'], done: t('assessed'), onDone: onClose });
  const submit = ({ level, score, validUntil }: Values) => save.run({ customerId: customer.id, input: { level, score: score ?? null, validUntil: validUntil || null } });
  return (
    <Dialog open title={t('assess')} onClose={onClose} verb={t('assess')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ level: 'C2' }} onFinish={(values) => void submit(values)}>
        <Form.Item name="level" label={t('level')}><Select options={LEVELS.map((level) => ({ value: level, label: word(`RiskTolerance.${level}`) }))} /></Form.Item>
        <Form.Item name="score" label={t('score')}><InputNumber min={0} max={100} precision={0} /></Form.Item>
        <Form.Item name="validUntil" label={t('validUntil')}><Input type="date" /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
