import type { ReactNode } from 'react';

/** Filters are the GraphQL inputs themselves; the sentence and its popovers only read and write them. */
export interface Option { value: string; label: string }
interface Named { key: string; label: string }
export type FilterField =
  | (Named & { kind: 'choice' | 'ref'; options: Option[] })
  | (Named & { kind: 'text' | 'flag' })
  | (Named & { kind: 'day'; months?: boolean })
  /** `percent`: the filter holds a fraction, people read and write hundredths. */
  | (Named & { kind: 'number'; unit?: string; percent?: boolean })
  | (Named & { kind: 'money'; currency: string })
  /** A condition in a shape of its own: how it is said, what it begins with, and the form that its token opens. */
  | (Named & { kind: 'own'; first: unknown; say: (value: unknown) => string; Editor: (props: OwnEditorProps) => ReactNode });

export interface OwnEditorProps { value: unknown; onChange: (value: unknown) => void }

export type Filter = Record<string, unknown>;
export interface Condition { key: string; value: unknown }
/** Conditions stand side by side (and); a group holds alternatives (or). */
export interface Sentence { conditions: Condition[]; groups: Condition[][] }

const isFilter = (value: unknown): value is Filter => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields that a company has added stand under one name in the filter, each with its key; in the sentence each is a field like any other. */
const CUSTOM = 'custom';
const customKey = (key: string): string => `${CUSTOM}.${key}`;
function customConditions(list: unknown[]): Condition[] {
  return list.filter(isFilter).map(({ key, is, ...rest }) => ({ key: customKey(String(key)), value: typeof is === 'boolean' ? is : rest }));
}
const customPart = (key: string, value: unknown): Filter => ({ key: key.slice(CUSTOM.length + 1), ...(typeof value === 'boolean' ? { is: value } : (value as Filter)) });
const isCustom = (key: string): boolean => key.startsWith(`${CUSTOM}.`);

const single = (filter: Filter): Condition[] => Object.entries(filter).flatMap(([key, value]) => (key === CUSTOM && Array.isArray(value) ? customConditions(value) : [{ key, value }]));
/** One condition as a filter of its own. */
export const filterOf = ({ key, value }: Condition): Filter => (isCustom(key) ? { [CUSTOM]: [customPart(key, value)] } : { [key]: value });

/** Takes a filter apart into the conditions and groups that the sentence shows; `search` stays aside. */
export function toSentence(filter: Filter): Sentence {
  const sentence: Sentence = { conditions: [], groups: [] };
  for (const [key, value] of Object.entries(filter)) {
    if (key === 'search' || value === undefined || value === null) continue;
    if (key === 'and' && Array.isArray(value)) {
      for (const part of value.filter(isFilter)) {
        const inner = toSentence(part);
        sentence.conditions.push(...inner.conditions);
        sentence.groups.push(...inner.groups);
      }
    } else if (key === CUSTOM && Array.isArray(value)) sentence.conditions.push(...customConditions(value));
    else if (key === 'or' && Array.isArray(value)) sentence.groups.push(value.filter(isFilter).flatMap(single));
    else sentence.conditions.push({ key, value });
  }
  return sentence;
}

/** Puts the sentence together again; the second condition on one field goes under `and`. */
export function toFilter({ conditions, groups }: Sentence, search?: unknown): Filter {
  const filter: Filter = {};
  const and: Filter[] = [];
  if (typeof search === 'string' && search !== '') filter['search'] = search;
  for (const { key, value } of conditions) {
    if (isCustom(key)) filter[CUSTOM] = [...((filter[CUSTOM] as Filter[] | undefined) ?? []), customPart(key, value)];
    else if (key in filter) and.push({ [key]: value });
    else filter[key] = value;
  }
  for (const group of groups) if (group.length > 0) and.push({ or: group.map(filterOf) });
  if (and.length > 0) filter['and'] = and;
  return filter;
}

/** What a new condition on a field starts from. */
export function firstValue(field: FilterField): unknown {
  if (field.kind === 'own') return field.first;
  if (field.kind === 'choice' || field.kind === 'ref') return { in: [] };
  if (field.kind === 'text') return { contains: '' };
  if (field.kind === 'day') return field.months ? { month: new Date().getMonth() + 1 } : { last: 30 };
  if (field.kind === 'flag') return true;
  return {};
}

/** A condition without content asks nothing and is not sent. */
export function asksNothing(value: unknown): boolean {
  if (!isFilter(value)) return value === undefined || value === null;
  return Object.values(value).every(part => part === undefined || part === null || part === '' || (Array.isArray(part) && part.length === 0));
}
