import { DatePicker, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { uiText, useText, type Option } from '@dossier/ui';
import { askText } from './ask.text';
import type { DayRange, NumberRange } from '../rules/rule.types';

const search = { optionFilterProp: 'label' } as const;
const DAY = 'YYYY-MM-DD';
const MONTH_DAYS = 30;
const MINOR = 100;

interface PickProps { label: string; value: string; options: Option[]; onChange: (value: string) => void; focus?: boolean }
/** One of few: an operator, a unit of time. */
export const Pick = ({ label, value, options, onChange, focus }: PickProps) => <Select className="segment-pick" aria-label={label} value={value} options={options} onChange={onChange} popupMatchSelectWidth={false} autoFocus={focus} />;

interface PickManyProps { label: string; value: readonly string[] | undefined; options: Option[]; onChange: (value: string[]) => void; focus?: boolean; free?: boolean; onSearch?: (text: string) => void }
/** Any of many; `free` takes what is typed, `onSearch` asks the server for what is not here. */
export function PickMany({ label, value, options, onChange, focus, free, onSearch }: PickManyProps) {
  const t = useText(uiText);
  return (
    <Select className="segment-many" mode={free ? 'tags' : 'multiple'} aria-label={label} placeholder={free ? label : t('searchOptions')} value={[...(value ?? [])]} options={options} onChange={onChange}
      showSearch={onSearch ? { filterOption: false, onSearch } : search} popupMatchSelectWidth={false} autoFocus={focus} maxTagCount="responsive" {...(free && { tokenSeparators: [',', ' '] })} />
  );
}

type Emptiness = 'isEmpty' | 'isFilled';
const EMPTINESS: readonly Emptiness[] = ['isEmpty', 'isFilled'];
/** Whether a field has to be empty, or filled in; null where it is compared with something. */
export const emptinessOf = (value: { isEmpty?: boolean } | undefined): Emptiness | null => (typeof value?.isEmpty === 'boolean' ? (value.isEmpty ? 'isEmpty' : 'isFilled') : null);

type Bound = 'least' | 'most' | 'range';
const boundOf = ({ min, max }: NumberRange): Bound => (min !== undefined && max !== undefined ? 'range' : max !== undefined ? 'most' : 'least');

interface NumberProps { label: string; value: NumberRange | undefined; onChange: (value: NumberRange) => void; unit?: string; scale?: number; whole?: boolean; focus?: boolean; empties?: boolean }
/** At least, at most, or between two numbers; `scale` is how many of what is kept make one of what is shown. */
export function NumberControl({ label, value = {}, onChange, unit, scale = 1, whole, focus, empties }: NumberProps) {
  const t = useText(askText);
  const u = useText(uiText);
  const bound = emptinessOf(value) ?? boundOf(value);
  const shown = (figure: number | undefined): number | null => (figure === undefined ? null : figure / scale);
  const kept = (figure: number | null): number | undefined => (figure === null ? undefined : scale < 1 ? Math.round(figure) * scale : scale > 1 || whole ? Math.round(figure * scale) : figure);
  const turn = (next: string) => {
    if (next === 'isEmpty' || next === 'isFilled') return onChange({ isEmpty: next === 'isEmpty' });
    const some = value.min ?? value.max;
    return onChange(next === 'most' ? { max: some } : next === 'least' ? { min: some } : { min: some, max: value.max ?? some });
  };
  const empty = empties ? EMPTINESS.map((key) => ({ value: key, label: u(key) })) : [];
  const compares = bound === 'least' || bound === 'most' || bound === 'range';
  const field = (name: 'min' | 'max', first: boolean) => (
    <InputNumber className={scale > 1 ? 'segment-number segment-number-wide' : 'segment-number'} aria-label={`${label} ${t(name === 'min' ? 'least' : 'most')}`} value={shown(value[name])} suffix={unit} autoFocus={focus && first} changeOnWheel={false}
      onChange={(figure) => onChange({ ...value, isEmpty: undefined, [name]: kept(figure) })} />
  );
  return (
    <span className="segment-unit">
      <Pick label={t('how')} value={bound} options={[...(['least', 'most', 'range'] as const).map((key) => ({ value: key as string, label: t(key) })), ...empty]} onChange={turn} />
      {compares && bound !== 'most' && field('min', true)}
      {bound === 'range' && <span aria-hidden>–</span>}
      {compares && bound !== 'least' && field('max', bound === 'most')}
    </span>
  );
}
/** Money is kept in minor units and typed in whole ones. */
export const MoneyControl = (props: Omit<NumberProps, 'scale'>) => <NumberControl {...props} scale={MINOR} />;

type Span = 'ever' | 'last' | 'next' | 'between' | 'month' | Emptiness;
function spanOf(days: DayRange | undefined): Span {
  const emptiness = emptinessOf(days);
  if (emptiness) return emptiness;
  if (days?.last !== undefined) return 'last';
  if (days?.next !== undefined) return 'next';
  if (days?.month !== undefined) return 'month';
  return days && ('from' in days || 'to' in days) ? 'between' : 'ever';
}
const STARTS: Record<Span, () => DayRange | undefined> = {
  ever: () => undefined, isEmpty: () => ({ isEmpty: true }), isFilled: () => ({ isEmpty: false }), last: () => ({ last: MONTH_DAYS }), next: () => ({ next: MONTH_DAYS }), month: () => ({ month: dayjs().month() + 1 }), between: () => ({ from: dayjs().startOf('month').format(DAY) }),
};

interface DaysProps { label: string; value: DayRange | undefined; onChange: (value: DayRange | undefined) => void; spans: readonly Span[]; focus?: boolean }
/** A stretch of days: counted from today in the company's zone, or between two days. */
export function DaysControl({ label, value, onChange, spans, focus }: DaysProps) {
  const t = useText(askText);
  const u = useText(uiText);
  const span = spanOf(value);
  const day = (name: 'from' | 'to') => (
    <DatePicker aria-label={`${label} ${t(name)}`} placeholder={t(name)} value={value?.[name] ? dayjs(value[name]) : null} onChange={(picked) => onChange({ ...value, [name]: picked?.format(DAY) })} />
  );
  const number = (name: 'last' | 'next' | 'month', unit: string, most: number) => (
    <InputNumber className="segment-number" aria-label={`${label} ${t(name)}`} min={1} max={most} value={value?.[name] ?? null} suffix={unit} autoFocus={focus} changeOnWheel={false} onChange={(figure) => figure !== null && onChange({ [name]: Math.round(figure) })} />
  );
  return (
    <span className="segment-unit">
      <Pick label={label} value={span} options={spans.map((key) => ({ value: key, label: key === 'isEmpty' || key === 'isFilled' ? u(key) : t(key) }))} onChange={(next) => onChange(STARTS[next as Span]())} />
      {(span === 'last' || span === 'next') && number(span, t('days'), 3660)}
      {span === 'month' && number('month', t('monthUnit'), 12)}
      {span === 'between' && <>{day('from')}<span aria-hidden>–</span>{day('to')}</>}
    </span>
  );
}
