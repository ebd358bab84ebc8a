import type { VariablesOf } from '@graphql-typed-document-node/core';
import type { CreateCustomFieldDocument, UpdateCustomFieldDocument } from './fields.documents';

export type FieldInput = VariablesOf<typeof CreateCustomFieldDocument>['input'];
export type FieldChange = VariablesOf<typeof UpdateCustomFieldDocument>['input'];
export type FieldType = FieldInput['type'];

export const TYPES: readonly FieldType[] = ['TEXT', 'NUMBER', 'MONEY', 'DAY', 'DATETIME', 'BOOLEAN', 'CHOICE', 'MULTI_CHOICE', 'URL'];
export const isChoice = (type: FieldType | undefined): boolean => type === 'CHOICE' || type === 'MULTI_CHOICE';
/** Types whose values have an order that a list can follow. */
export const isSorted = (type: FieldType | undefined): boolean => ['TEXT', 'NUMBER', 'MONEY', 'DAY', 'DATETIME'].includes(type ?? '');
export const isBounded = (type: FieldType | undefined): boolean => type === 'TEXT' || type === 'NUMBER' || type === 'MONEY';

/** The form of a field: options as lines of text. */
export interface FieldValues {
  key?: string;
  name: string;
  nameEn: string;
  type: FieldType;
  options?: string;
  least?: number | null;
  most?: number | null;
  pattern?: string | null;
  section?: string | null;
  sectionEn?: string | null;
  required?: boolean;
  personal?: boolean;
  indexed?: boolean;
  sortable?: boolean;
}

type Option = { value: string; name: string; nameEn: string };

/** Lines of `code, Chinese, English` to options; null where a line is not one. */
export function readOptions(written: string | undefined): Option[] | null {
  const lines = (written ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const options = lines.map((line): Option | null => {
    const [value = '', name = '', nameEn = ''] = line.split(/[,，]/u).map((part) => part.trim());
    return /^[A-Za-z0-9_-]{1,40}$/u.test(value) && name !== '' && nameEn !== '' ? { value, name, nameEn } : null;
  });
  return options.length > 0 && options.every((option) => option !== null) ? options : null;
}

export const writeOptions = (options: readonly { value?: string | null; name?: string | null; nameEn?: string | null }[] | null | undefined): string =>
  (options ?? []).map(({ value, name, nameEn }) => [value, name, nameEn].join(', ')).join('\n');

/** What the form says of a field; bounds and shape only where the type has them. */
export function changeOf(values: FieldValues): FieldChange {
  const bounded = isBounded(values.type);
  return {
    name: values.name.trim(), nameEn: values.nameEn.trim(), section: values.section?.trim() || null, sectionEn: values.sectionEn?.trim() || null,
    required: values.required ?? false, personal: values.personal ?? false, indexed: values.indexed ?? false, sortable: isSorted(values.type) && (values.sortable ?? false),
    least: bounded ? (values.least ?? null) : null, most: bounded ? (values.most ?? null) : null, pattern: values.type === 'TEXT' ? values.pattern?.trim() || null : null,
    ...(isChoice(values.type) ? { options: readOptions(values.options) ?? [] } : {}),
  };
}
