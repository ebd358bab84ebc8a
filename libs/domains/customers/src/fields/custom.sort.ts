import type { SortMeaning } from '@dossier/kernel/list';
import { CustomFieldType } from '@dossier/vocabulary/pack-enums';
import { fieldBook, guardsOf, type FieldDefinition } from './field-book';

const PREFIX = 'custom.';

/** Types whose values have an order that people expect: codes and lists have none. */
export const SORTED_TYPES: ReadonlySet<CustomFieldType> = new Set([CustomFieldType.TEXT, CustomFieldType.NUMBER, CustomFieldType.MONEY, CustomFieldType.DAY, CustomFieldType.DATETIME]);

/** The same words as `index_custom_field` says, or its indexes would not answer. The key is one of a definition, letters and digits alone. */
function said({ key, type }: FieldDefinition, alias: string): { sql: string; type: string } {
  const path = `${alias}.custom->`;
  if (type === CustomFieldType.NUMBER || type === CustomFieldType.MONEY) return { sql: `(case when jsonb_typeof(${path}'${key}') = 'number' then (${path}>'${key}')::numeric end)`, type: 'numeric' };
  return { sql: type === CustomFieldType.TEXT ? `lower(${path}>'${key}')` : `(${path}>'${key}')`, type: 'text' };
}

/** The name under which a list sorts by a custom field; null where none was asked for. */
export const sortByField = (key: string | null | undefined): string | null => (key ? `${PREFIX}${key}` : null);

/**
 * Sorting by a custom field: one that an administrator has marked so, for then an index answers. A field that does not exist, is not
 * marked, or is closed to the reader on any row answers alike. Sensitive fields are never sorted by: the order would tell their values.
 */
export function customSort(name: string): SortMeaning | undefined {
  const field = name.startsWith(PREFIX) ? fieldBook.get(name.slice(PREFIX.length)) : undefined;
  if (!field?.sortable || field.word !== null) return undefined;
  return { path: 'custom', sql: (alias) => said(field, alias).sql, type: said(field, 't').type, nullable: true, guards: ['customValues', ...guardsOf(field)] };
}
