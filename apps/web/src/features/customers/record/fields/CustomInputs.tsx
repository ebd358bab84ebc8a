import { type CustomField, useCustomFields, useFieldWords } from '@dossier/client';
import { Input, InputNumber, Select } from 'antd';
import { Field, useText } from '@dossier/ui';
import { formText } from '../../form/form.text';
import { precisionOf } from '../minor';

const LONGEST = 500;
const search = { optionFilterProp: 'label' } as const;

/** A moment as the input of the browser wants it, in the reader's own zone. */
const local = (at: unknown): string | undefined => {
  if (typeof at !== 'string') return undefined;
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** The company's own fields in a form: those that this person may write; of a folded form the required ones stand outside. */
export function CustomInputs({ only }: { only?: 'required' | 'optional' }) {
  const fields = useCustomFields().filter((field) => field.writable && (only === undefined || (field.required === true) === (only === 'required')));
  return fields.map((field) => <CustomInput key={field.key} field={field} />);
}

/** One of the company's own fields as an input of a form, under `custom` and its key. */
export function CustomInput({ field }: { field: CustomField }) {
  const f = useText(formText);
  const words = useFieldWords();
  const name = ['custom', field.key ?? ''];
  const shared = { name, label: words.label(field), required: field.required === true };
  switch (field.type) {
    case 'NUMBER': return <Field {...shared}><InputNumber className="customer-input-wide" /></Field>;
    case 'MONEY': return <MoneyInput field={field} shared={shared} />;
    case 'DAY': return <Field {...shared}><Input type="date" /></Field>;
    case 'DATETIME':
      return <Field {...shared} getValueProps={(at: unknown) => ({ value: local(at) })} normalize={(typed: string) => (typed ? new Date(typed).toISOString() : null)}><Input type="datetime-local" /></Field>;
    case 'BOOLEAN':
      return <Field {...shared} getValueProps={(value: unknown) => ({ value: value === null || value === undefined ? undefined : String(value) })} normalize={(picked?: string) => (picked === undefined ? null : picked === 'true')}><Select allowClear options={[{ value: 'true', label: f('yes') }, { value: 'false', label: f('no') }]} /></Field>;
    case 'CHOICE': return <Field {...shared}><Select allowClear showSearch={search} options={words.options(field)} /></Field>;
    case 'MULTI_CHOICE': return <Field {...shared}><Select mode="multiple" showSearch={search} options={words.options(field)} /></Field>;
    case 'URL': return <Field {...shared}><Input type="url" inputMode="url" maxLength={LONGEST} placeholder="https://" /></Field>;
    default: return <Field {...shared}><Input maxLength={LONGEST} /></Field>;
  }
}

function MoneyInput({ field, shared }: { field: CustomField; shared: { name: string[]; label: string; required: boolean } }) {
  const digits = precisionOf(field.currency ?? 'CNY');
  const scale = 10 ** digits;
  return (
    <Field {...shared} getValueProps={(minor: unknown) => ({ value: typeof minor === 'number' ? minor / scale : null })} normalize={(typed: number | null) => (typeof typed === 'number' ? Math.round(typed * scale) : null)}>
      <InputNumber className="customer-input-wide" suffix={field.currency} precision={digits} />
    </Field>
  );
}
