import { DomainError } from '@dossier/kernel/errors';
import { CustomFieldType } from '@dossier/vocabulary/pack-enums';
import type { CustomField } from './custom-field.entity';
import type { CustomFieldChange } from './custom-field.inputs';
import { SORTED_TYPES } from './custom.sort';
import type { FieldOption } from './field-book';

/** So many live custom fields an entity may have. */
export const FIELDS_MOST = 200;
/** So many of them may have an index: each makes every write of a record a little slower. */
export const INDEXES_MOST = 10;

const refuse = (field: string, reason: string): never => {
  throw new DomainError('INVALID_INPUT', { field, reason });
};
const tidy = (text: string | null | undefined): string | null => {
  const plain = text?.replace(/\s+/g, ' ').trim() ?? '';
  return plain === '' ? null : plain;
};
const isChoice = (type: CustomFieldType): boolean => type === CustomFieldType.CHOICE || type === CustomFieldType.MULTI_CHOICE;

/** What an input makes of a field; throws for bounds that nothing can meet and choices without options. */
export function fieldChange(input: CustomFieldChange, type: CustomFieldType, before?: CustomField): Partial<CustomField> {
  const change: Partial<CustomField> = {};
  for (const name of ['name', 'nameEn'] as const) if (input[name] !== undefined && input[name] !== null) change[name] = tidy(input[name]) ?? refuse(name, 'EMPTY');
  for (const name of ['section', 'sectionEn', 'pattern'] as const) if (input[name] !== undefined) change[name] = tidy(input[name]);
  for (const name of ['least', 'most'] as const) if (input[name] !== undefined) change[name] = input[name];
  for (const name of ['required', 'personal', 'indexed', 'sortable'] as const) if (input[name] !== undefined && input[name] !== null) change[name] = input[name];
  if (input.options) change.options = options(input.options);
  if (change.sortable && !SORTED_TYPES.has(type)) refuse('sortable', 'NOT_IN_ORDER');
  if (change.sortable && before && before.word !== null) refuse('sortable', 'SENSITIVE');
  // Only an index makes sorting bearable: the one brings the other along.
  if (change.sortable ?? before?.sortable) change.indexed = true;
  check({ least: null, most: null, pattern: null, options: [], ...before, ...change }, type);
  return change;
}

function options(given: readonly FieldOption[]): FieldOption[] {
  if (new Set(given.map(({ value }) => value)).size !== given.length) refuse('options', 'TWICE');
  return given.map(({ value, name, nameEn }) => ({ value, name: tidy(name) ?? refuse('options', 'EMPTY'), nameEn: tidy(nameEn) ?? refuse('options', 'EMPTY') }));
}

function check(field: Pick<CustomField, 'least' | 'most' | 'pattern' | 'options'>, type: CustomFieldType): void {
  if (field.least !== null && field.most !== null && field.least > field.most) refuse('most', 'LESS_THAN_LEAST');
  if (isChoice(type) && field.options.length === 0) refuse('options', 'EMPTY');
  if (!isChoice(type) && field.options.length > 0) refuse('options', 'NOT_A_CHOICE');
  if (field.pattern !== null && type !== CustomFieldType.TEXT) refuse('pattern', 'NOT_A_TEXT');
  const bounded = type === CustomFieldType.NUMBER || type === CustomFieldType.MONEY || type === CustomFieldType.TEXT;
  if (!bounded && (field.least !== null || field.most !== null)) refuse('least', 'NOT_A_NUMBER');
}
