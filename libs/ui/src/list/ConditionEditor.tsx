import { Button, Checkbox, DatePicker, Input, InputNumber, Radio, Select, Space } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import type { FilterField } from './filter';

interface EditorProps<F extends FilterField = FilterField> { field: F; value: unknown; onChange: (value: unknown) => void }
type Part = Record<string, unknown>;
const part = (value: unknown): Part => (typeof value === 'object' && value !== null ? (value as Part) : {});

function Emptiness({ value, onChange }: Omit<EditorProps, 'field'>) {
  const t = useText(uiText);
  const now = part(value)['isEmpty'];
  const choose = (wanted: boolean) => onChange(now === wanted ? {} : { isEmpty: wanted });
  return (
    <Space size={16}>
      <Checkbox checked={now === true} onChange={() => choose(true)}>{t('isEmpty')}</Checkbox>
      <Checkbox checked={now === false} onChange={() => choose(false)}>{t('isFilled')}</Checkbox>
    </Space>
  );
}

function ChoiceEditor({ field, value, onChange }: EditorProps) {
  const t = useText(uiText);
  const now = part(value) as { in?: string[]; notIn?: string[] };
  const mode = now.notIn ? 'notIn' : 'in';
  const options = field.kind === 'choice' || field.kind === 'ref' ? field.options : [];
  return (
    <>
      <Radio.Group value={mode} onChange={event => onChange({ [event.target.value as string]: now[mode] ?? [] })} options={[{ value: 'in', label: t('isOneOf') }, { value: 'notIn', label: t('isNotOneOf') }]} />
      <Select mode="multiple" aria-label={field.label} style={{ width: '100%' }} value={now[mode] ?? []} options={options} placeholder={t('searchOptions')}
        showSearch={{ optionFilterProp: 'label' }} onChange={chosen => onChange({ [mode]: chosen })} />
    </>
  );
}

function TextEditor({ field, value, onChange }: EditorProps) {
  const t = useText(uiText);
  const now = part(value);
  const how = ['contains', 'startsWith', 'equals'].find(name => name in now) ?? 'contains';
  const options = (['contains', 'startsWith', 'equals'] as const).map(name => ({ value: name, label: t(name) }));
  // What is typed stands here at once: the address that keeps the filter follows a moment later, and would take letters back.
  const [typed, setTyped] = useState(String(now[how] ?? ''));
  const type = (text: string) => {
    setTyped(text);
    onChange({ [how]: text });
  };
  return (
    <>
      <Radio.Group value={how} options={options} onChange={event => onChange({ [event.target.value as string]: typed })} />
      <Input autoFocus aria-label={field.label} value={'isEmpty' in now ? '' : typed} onChange={event => type(event.target.value)} />
    </>
  );
}

function DayEditor({ field, value, onChange }: EditorProps) {
  const t = useText(uiText);
  const now = part(value) as { last?: number; next?: number; month?: number; from?: string; to?: string };
  const mode = 'month' in now ? 'month' : 'next' in now ? 'next' : 'from' in now || 'to' in now ? 'between' : 'last';
  const starts: Record<string, unknown> = { last: { last: 30 }, next: { next: 30 }, month: { month: new Date().getMonth() + 1 }, between: { from: dayjs().startOf('month').format('YYYY-MM-DD') } };
  const months = field.kind === 'day' && field.months ? [{ value: 'month', label: t('inMonth') }] : [];
  const options = [{ value: 'last', label: t('lastDays') }, { value: 'next', label: t('nextDays') }, { value: 'between', label: t('between') }, ...months];
  return (
    <>
      <Radio.Group value={mode} options={options} onChange={event => onChange(starts[event.target.value as string])} />
      {(mode === 'last' || mode === 'next') && <InputNumber aria-label={t('days')} min={1} max={3660} value={now[mode]} suffix={t('days')} onChange={days => onChange({ [mode]: days ?? 30 })} />}
      {mode === 'month' && <InputNumber aria-label={t('inMonth')} min={1} max={12} value={now.month} onChange={month => onChange({ month: month ?? 1 })} />}
      {mode === 'between' && (
        <Space>
          <DatePicker aria-label={t('from')} value={now.from ? dayjs(now.from) : null} onChange={day => onChange({ ...now, from: day?.format('YYYY-MM-DD') })} />
          <DatePicker aria-label={t('to')} value={now.to ? dayjs(now.to) : null} onChange={day => onChange({ ...now, to: day?.format('YYYY-MM-DD') })} />
        </Space>
      )}
    </>
  );
}

function RangeEditor({ field, value, onChange }: EditorProps) {
  const t = useText(uiText);
  const now = part(value) as { min?: number; max?: number };
  const percent = field.kind === 'number' && field.percent === true;
  const kept = (figure: number) => (percent ? Math.round(figure) / 100 : Math.round(figure * (field.kind === 'money' ? 100 : 1)));
  const set = (name: 'min' | 'max') => (figure: number | null) => onChange({ ...now, isEmpty: undefined, [name]: figure === null ? undefined : kept(figure) });
  const shown = (figure?: number) => (figure === undefined ? null : percent ? Math.round(figure * 100) : figure / (field.kind === 'money' ? 100 : 1));
  const unit = percent ? '%' : field.kind === 'money' ? field.currency : field.kind === 'number' ? field.unit : undefined;
  return (
    <Space>
      <InputNumber autoFocus aria-label={t('atLeast')} prefix={t('atLeast')} suffix={unit} value={shown(now.min)} onChange={set('min')} />
      <InputNumber aria-label={t('atMost')} prefix={t('atMost')} suffix={unit} value={shown(now.max)} onChange={set('max')} />
    </Space>
  );
}

function FlagEditor({ field, value, onChange }: EditorProps) {
  const t = useText(uiText);
  return <Radio.Group aria-label={field.label} value={value === true} onChange={event => onChange(event.target.value)} options={[{ value: true, label: t('yes') }, { value: false, label: t('no') }]} />;
}

const EDITORS: Record<Exclude<FilterField['kind'], 'own'>, (props: EditorProps) => ReactNode> = { choice: ChoiceEditor, ref: ChoiceEditor, text: TextEditor, day: DayEditor, number: RangeEditor, money: RangeEditor, flag: FlagEditor };

/** What a token of the filter sentence opens. */
export function ConditionEditor(props: EditorProps & { onDone: () => void; onRemove: () => void }) {
  const t = useText(uiText);
  const Editor: (own: EditorProps) => ReactNode = props.field.kind === 'own' ? props.field.Editor : EDITORS[props.field.kind];
  return (
    <div className="d-condition" role="group" aria-label={props.field.label}>
      <Editor {...props} />
      {props.field.kind !== 'flag' && props.field.kind !== 'own' && <Emptiness value={props.value} onChange={props.onChange} />}
      <div className="d-condition-foot">
        <Button size="small" onClick={props.onDone}>{t('done')}</Button>
        <Button size="small" type="link" onClick={props.onRemove}>{t('remove')}</Button>
      </div>
    </div>
  );
}
