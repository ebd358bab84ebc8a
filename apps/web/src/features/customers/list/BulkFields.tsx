import { useCustomFields, useFieldWords } from '@dossier/client';
import { Checkbox, Form, Select } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useState } from 'react';
import type { BulkChange } from '../customer-sets.documents';
import { customersText } from '../customers.text';
import { CustomInput } from '../record/fields/CustomInputs';
import { fieldsText } from './fields.text';

interface BulkFieldsProps { count: number; busy: boolean; onClose: () => void; onChange: (change: BulkChange) => unknown }
interface Values { custom?: Record<string, unknown> }

const search = { optionFilterProp: 'label' } as const;
const isNothing = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** One field of the company, the same value for all that are chosen; or none for any of them. */
export function BulkFields({ count, busy, onClose, onChange }: BulkFieldsProps) {
  const t = useText(customersText);
  const f = useText(fieldsText);
  const words = useFieldWords();
  const fields = useCustomFields().filter((field) => field.writable);
  const [form] = Form.useForm<Values>();
  const [key, setKey] = useState<string | null>(null);
  const [empties, setEmpties] = useState(false);
  const field = fields.find((one) => one.key === key);
  const value = Form.useWatch(['custom', key ?? ''], form) as unknown;
  const pick = (next: string) => {
    form.resetFields();
    setEmpties(false);
    setKey(next);
  };
  return (
    <Dialog open title={f('fieldsTitle')} onClose={onClose} verb={t('tagVerb', { count })} busy={busy} disabled={!field || (!empties && isNothing(value))}
      onVerb={() => field?.key && onChange({ custom: [{ key: field.key, value: empties ? null : value }] })}>
      <Form<Values> form={form} layout="vertical" requiredMark={false}>
        <Form.Item label={f('field')} htmlFor="bulk-field">
          <Select id="bulk-field" autoFocus showSearch={search} value={key} options={fields.map((one) => ({ value: one.key ?? '', label: words.label(one) }))} onChange={pick} />
        </Form.Item>
        {field && !empties && <CustomInput key={field.key} field={field} />}
        {field && !field.required && <Checkbox checked={empties} onChange={(event) => setEmpties(event.target.checked)}>{f('emptyField', { count })}</Checkbox>}
      </Form>
      <p className="d-note">{f('fieldsNote')}</p>
    </Dialog>
  );
}
