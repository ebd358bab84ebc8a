import type { ImportContext } from '@dossier/kernel/exchange';
import type { CustomerKind } from '@dossier/vocabulary/enums';
import type { ParsedCustomer } from './customer.stage';

/** A customer as the table holds it; the columns that a merge looks at by name. */
export interface StoredCustomer extends Record<string, unknown> {
  id: string;
  version: number;
  archive_no: string;
  kind: CustomerKind;
  name: string | null;
  name_latin: string | null;
  company_name: string | null;
  external_source: string | null;
  external_key: string | null;
  tag_ids: string[];
}

export interface Merge {
  next: StoredCustomer;
  changed: string[];
  /** The changed columns as they were. */
  before: Record<string, unknown>;
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The values of custom fields side by side: a file changes those that it brings, and leaves the others alone. */
function custom(stored: unknown, brought: unknown, kept: ReadonlySet<string>): Record<string, unknown> {
  const next = { ...(stored as Record<string, unknown> | null) };
  for (const [key, value] of Object.entries(brought as Record<string, unknown>)) if (!kept.has(`custom.${key}`) || isEmpty(next[key])) next[key] = value;
  return next;
}

/**
 * A row of a file laid over a stored customer. Fields to be kept are filled where they are empty and never overwritten;
 * tags are added, never taken away; a new owner brings its team along.
 */
export function merged(stored: StoredCustomer, parsed: ParsedCustomer, { kept, teams }: { kept: ReadonlySet<string>; teams: ReadonlyMap<string, string | null> }): Merge {
  const next: StoredCustomer = { ...stored };
  for (const [column, value] of Object.entries(parsed.set)) {
    if (column === 'custom') next['custom'] = custom(stored['custom'], value, kept);
    else if (!kept.has(column) || isEmpty(stored[column])) next[column] = value;
  }
  if (!kept.has('tags') || stored.tag_ids.length === 0) next.tag_ids = [...new Set([...stored.tag_ids, ...parsed.tags])].sort();
  if (!same(next['owner_id'], stored['owner_id'])) next['team_id'] = teams.get(String(next['owner_id'])) ?? null;
  const changed = Object.keys(next).filter((column) => !same(next[column], column === 'tag_ids' ? [...stored.tag_ids].sort() : stored[column]));
  return { next, changed, before: Object.fromEntries(changed.map((column) => [column, stored[column] ?? null])) };
}

const columnsOf: Readonly<Record<string, readonly string[]>> = {
  familyName: ['family_name'], givenName: ['given_name'], nameLatin: ['name_latin'], companyName: ['company_name'], source: ['source_id'], owner: ['owner_id'], timeZone: ['time_zone'],
  birthDate: ['birth_date', 'birth_precision', 'birth_calendar', 'birth_leap_month'], occupation: ['occupation', 'occupation_text'],
};

/** The fields never overwritten, by the names of their columns and their own. */
export const keptNames = (context: ImportContext): string[] => context.keepFields.flatMap((name) => [name, ...(columnsOf[name] ?? [])]);
