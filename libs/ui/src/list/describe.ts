import { say, type Texts } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import { toSentence, type Condition, type Filter, type FilterField } from './filter';

type Value = { in?: string[]; notIn?: string[]; isEmpty?: boolean; contains?: string; equals?: string; startsWith?: string; from?: string; to?: string; last?: number; next?: number; month?: number; min?: number; max?: number };
type Key = typeof uiText extends Texts<infer K> ? K : never;
const word = (key: Key, facts?: Record<string, string | number>) => say(uiText, key, facts);

const monthName = (month: number) => word('monthNames').split('|')[month - 1] ?? String(month);

function names(field: FilterField, values: string[]): string {
  const options = field.kind === 'choice' || field.kind === 'ref' ? field.options : [];
  const labels = values.map(value => options.find(option => option.value === value)?.label ?? value);
  if (labels.length <= 3) return labels.length < 2 ? labels.join('') : `${labels.slice(0, -1).join(word('listJoin'))} ${word('or')} ${labels.at(-1)}`;
  return word('othersMore', { first: labels.slice(0, 2).join(word('listJoin')), count: labels.length - 2 });
}

function amount(field: FilterField, value: number): string {
  if (field.kind === 'money') return new Intl.NumberFormat('en-US', { style: 'currency', currency: field.currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: 2, minimumFractionDigits: 0 }).format(value / 100);
  if (field.kind === 'number' && field.percent) return `${Math.round(value * 100)}%`;
  const unit = field.kind === 'number' && field.unit ? ` ${field.unit}` : '';
  return value.toLocaleString('en-US') + unit;
}

function sayRange(field: FilterField, value: Value): string {
  const label = field.label;
  if (value.min !== undefined && value.min === value.max) return word('sayIs', { label, values: amount(field, value.min) });
  if (value.min !== undefined && value.max !== undefined) return word('sayRange', { label, min: amount(field, value.min), max: amount(field, value.max) });
  if (value.min !== undefined) return word('sayMin', { label, min: amount(field, value.min) });
  if (value.max !== undefined) return word('sayMax', { label, max: amount(field, value.max) });
  if (value.last !== undefined) return word('sayLast', { label, days: value.last });
  if (value.next !== undefined) return word('sayNext', { label, days: value.next });
  if (value.month !== undefined) return word('sayMonth', { label, month: monthName(value.month) });
  if (value.from && value.to) return word('sayBetween', { label, from: value.from, to: value.to });
  if (value.from) return word('sayFrom', { label, from: value.from });
  return value.to ? word('sayTo', { label, to: value.to }) : label;
}

/** One condition in words: “city is Shanghai, Hangzhou or 4 more”. */
export function describeCondition(fields: FilterField[], { key, value: raw }: Condition): string {
  const field = fields.find(candidate => candidate.key === key) ?? { kind: 'text' as const, key, label: key };
  const label = field.label;
  if (field.kind === 'own') return field.say(raw);
  if (typeof raw === 'boolean') return word(raw ? 'sayYes' : 'sayNo', { label });
  const value = (raw ?? {}) as Value;
  if (value.isEmpty !== undefined && value.isEmpty !== null) return word(value.isEmpty ? 'sayEmpty' : 'sayFilled', { label });
  if (value.in?.length) return word('sayIs', { label, values: names(field, value.in) });
  if (value.notIn?.length) return word('sayIsNot', { label, values: names(field, value.notIn) });
  if (value.equals) return word('sayIs', { label, values: value.equals });
  if (value.contains) return word('sayHas', { label, values: value.contains });
  if (value.startsWith) return word('sayStarts', { label, values: value.startsWith });
  return sayRange(field, value);
}

/** The whole filter as a sentence that can be read and copied. */
export function describeFilter(fields: FilterField[], filter: Filter): string {
  const { conditions, groups } = toSentence(filter);
  const alone = conditions.map(condition => describeCondition(fields, condition));
  const grouped = groups.map(group => `(${group.map(condition => describeCondition(fields, condition)).join(` ${word('or')} `)})`);
  const search = typeof filter['search'] === 'string' ? [`“${filter['search']}”`] : [];
  return [...search, ...alone, ...grouped].join(word('andJoin'));
}
