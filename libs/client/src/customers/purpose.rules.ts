import type { Filter } from '@dossier/ui';

/** A condition on consent, as the filter keeps it. */
export interface PurposeAsk { purpose?: string; channel?: string | null }

const KEY = 'forPurpose';
const isFilter = (value: unknown): value is Filter => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether anything of a filter asks about a purpose. */
export const asksPurpose = (filter: Filter): boolean => JSON.stringify(filter).includes(`"${KEY}"`);

/**
 * Whom a filter leaves out for lack of consent alone: who meets all its other conditions, and not those on purposes. Null where none
 * stands by itself (an alternative leaves nobody out for one reason).
 */
export function leftOutBy(filter: Filter): Filter | null {
  const parts = Array.isArray(filter['and']) ? filter['and'].filter(isFilter) : [];
  const isPurpose = (part: Filter): boolean => Object.keys(part).every((key) => key === KEY) && KEY in part;
  const purposes = [...(filter[KEY] ? [{ [KEY]: filter[KEY] }] : []), ...parts.filter(isPurpose)];
  if (purposes.length === 0) return null;
  const { [KEY]: _purpose, and: _and, ...rest } = filter;
  return { ...rest, and: [...parts.filter((part) => !isPurpose(part)), { not: { and: purposes } }] };
}
