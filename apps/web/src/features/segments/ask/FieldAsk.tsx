import { Input, InputNumber } from 'antd';
import { uiText, useText, type FilterField } from '@dossier/ui';
import { useState } from 'react';
import type { DayRange, NumberRange, TextRange } from '../rules/rule.types';
import { askText } from './ask.text';
import { DaysControl, emptinessOf, MoneyControl, NumberControl, Pick, PickMany } from './controls';

interface FieldProps<V> { field: FilterField; value: V; onChange: (value: unknown) => void; focus: boolean }
type Choice = { in?: string[]; notIn?: string[]; isEmpty?: boolean };

const EMPTINESS = ['isEmpty', 'isFilled'] as const;

function ChoiceAsk({ field, value, onChange, focus }: FieldProps<Choice>) {
  const t = useText(uiText);
  const a = useText(askText);
  const how = emptinessOf(value) ?? (value.notIn ? 'notIn' : 'in');
  const chosen = value.in ?? value.notIn ?? [];
  const words = { in: t('isOneOf'), notIn: t('isNotOneOf'), isEmpty: t('isEmpty'), isFilled: t('isFilled') };
  const turn = (next: string) => onChange(next === 'isEmpty' || next === 'isFilled' ? { isEmpty: next === 'isEmpty' } : { [next]: chosen });
  return (
    <>
      <Pick label={a('how')} value={how} options={Object.entries(words).map(([key, label]) => ({ value: key, label }))} onChange={turn} />
      {(how === 'in' || how === 'notIn') && <PickMany label={field.label} focus={focus} value={chosen} options={'options' in field ? field.options : []} onChange={(picked) => onChange({ [how]: picked })} />}
    </>
  );
}

function TextAsk({ field, value, onChange, focus }: FieldProps<TextRange>) {
  const t = useText(uiText);
  const a = useText(askText);
  const ways = ['contains', 'startsWith', 'equals'] as const;
  const how = emptinessOf(value) ?? ways.find((way) => way in value) ?? 'contains';
  const typed = value.contains ?? value.startsWith ?? value.equals ?? '';
  const turn = (next: string) => onChange(next === 'isEmpty' || next === 'isFilled' ? { isEmpty: next === 'isEmpty' } : { [next]: typed });
  return (
    <>
      <Pick label={a('how')} value={how} options={[...ways, ...EMPTINESS].map((key) => ({ value: key, label: t(key) }))} onChange={turn} />
      {how !== 'isEmpty' && how !== 'isFilled' && <Input className="segment-text" aria-label={field.label} autoFocus={focus} value={typed} maxLength={200} onChange={(event) => onChange({ [how]: event.target.value })} />}
    </>
  );
}

function DayAsk({ field, value, onChange, focus }: FieldProps<DayRange>) {
  const spans = ['last', 'next', 'between', ...(field.kind === 'day' && field.months ? (['month'] as const) : []), ...EMPTINESS] as const;
  return <DaysControl label={field.label} value={value} spans={spans} focus={focus} onChange={(days) => onChange(days ?? {})} />;
}

function NumberAsk({ field, value, onChange, focus }: FieldProps<NumberRange>) {
  const props = { label: field.label, value, onChange, focus, empties: true };
  if (field.kind === 'money') return <MoneyControl {...props} unit={field.currency} />;
  if (field.kind === 'number' && field.percent) return <NumberControl {...props} unit="%" scale={1 / 100} />;
  return <NumberControl {...props} unit={field.kind === 'number' ? field.unit : undefined} />;
}

function FlagAsk({ field, value, onChange, focus }: FieldProps<unknown>) {
  const t = useText(uiText);
  return <Pick label={field.label} value={value === false ? 'no' : 'yes'} focus={focus} options={(['yes', 'no'] as const).map((key) => ({ value: key, label: t(key) }))} onChange={(next) => onChange(next === 'yes')} />;
}

/** A condition on a field of the record, in one line: how it is compared, and with what. */
export function FieldAsk({ field, value, onChange, focus }: FieldProps<unknown>) {
  const shape = (typeof value === 'object' && value !== null ? value : {}) as Choice & TextRange & DayRange & NumberRange;
  switch (field.kind) {
    case 'choice': case 'ref': return <ChoiceAsk field={field} value={shape} onChange={onChange} focus={focus} />;
    case 'text': return <TextAsk field={field} value={shape} onChange={onChange} focus={focus} />;
    case 'day': return <DayAsk field={field} value={shape} onChange={onChange} focus={focus} />;
    case 'number': case 'money': return <NumberAsk field={field} value={shape} onChange={onChange} focus={focus} />;
    case 'flag': return <FlagAsk field={field} value={value} onChange={onChange} focus={focus} />;
    case 'own': return <div className="segment-own"><field.Editor value={value} onChange={onChange} /></div>;
  }
}

/** What was typed into the search of the list. */
export function SearchAsk({ label, value, onChange }: { label: string; value: unknown; onChange: (value: unknown) => void }) {
  const [typed, setTyped] = useState(String(value ?? ''));
  return <Input className="segment-text" aria-label={label} value={typed} maxLength={200} onChange={(event) => { setTyped(event.target.value); onChange(event.target.value); }} />;
}

export const DaysWithin = ({ label, value, onChange }: { label: string; value: number | undefined; onChange: (value: number | undefined) => void }) => {
  const a = useText(askText);
  return <InputNumber className="segment-number segment-number-wide" aria-label={label} prefix={label} suffix={a('days')} min={1} max={3660} value={value ?? null} changeOnWheel={false} onChange={(days) => onChange(days === null ? undefined : Math.round(days))} />;
};
