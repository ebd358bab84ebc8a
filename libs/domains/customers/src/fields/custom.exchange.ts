import { amountIn, choice, day, flag, good, bad, instant, list, plainWord, text, type Cell, type ExportCellType, type ImportField, type ListColumn } from '@dossier/kernel/exchange';
import { CustomFieldType } from '@dossier/vocabulary/pack-enums';
import type { CustomValue } from './custom-value.view';
import { fieldBook, guardsOf, labelOf, partName, type FieldDefinition } from './field-book';
import { judged } from './value.rules';

const MASKED = '***';
const cellTypes: Partial<Record<CustomFieldType, ExportCellType>> = { NUMBER: 'NUMBER', MONEY: 'MONEY', DAY: 'DAY', DATETIME: 'INSTANT', BOOLEAN: 'FLAG' };

/** The words of an option in the reader's language, which an import understands again. */
function shown(field: FieldDefinition, value: unknown, language: 'zh' | 'en'): unknown {
  const option = (code: unknown): unknown => {
    const found = field.options.find((one) => one.value === code);
    return found ? labelOf(found, language) : code;
  };
  if (field.type === CustomFieldType.MONEY) return { minor: value, currency: field.currency };
  return Array.isArray(value) ? value.map(option) : field.type === CustomFieldType.CHOICE ? option(value) : value;
}

/** The custom fields as columns of an export, by the rights that also guard the list. */
export const customColumns = (): ListColumn[] => fieldBook.all().map((field) => ({
  name: partName(field.key), path: 'customValues', guards: guardsOf(field), type: cellTypes[field.type] ?? 'TEXT', label: { zh: field.name, en: field.nameEn },
  say: (values, viewer) => {
    const found = (values as CustomValue[]).find(({ key }) => key === field.key);
    return !found ? null : found.masked ? MASKED : shown(field, found.value, viewer.language);
  },
}));

const parsers: Readonly<Record<CustomFieldType, (field: FieldDefinition) => ImportField['parse']>> = {
  TEXT: () => text(500), URL: () => text(500), BOOLEAN: () => flag, DAY: () => day(), DATETIME: () => instant,
  NUMBER: () => (raw) => {
    const value = Number(raw.normalize('NFKC').replace(/[\s,'’]/g, ''));
    return Number.isFinite(value) ? good(value) : bad('NUMBER_UNREADABLE');
  },
  MONEY: (field) => (raw) => {
    const found = amountIn(raw, field.currency ?? 'CNY');
    return found.ok ? good(found.value.minor) : found;
  },
  CHOICE: (field) => choice(Object.fromEntries(field.options.map(({ value, name, nameEn }) => [value, [name, nameEn]]))),
  MULTI_CHOICE: (field) => (raw, facts) => {
    const words = new Map(field.options.flatMap(({ value, name, nameEn }) => [value, name, nameEn].map((word) => [plainWord(word), value] as const)));
    const parts = list(60)(raw, facts);
    if (!parts.ok) return parts;
    const codes = parts.value.map((part) => words.get(plainWord(part)));
    return codes.includes(undefined) ? bad('CHOICE_UNKNOWN', { allowed: field.options.map(({ name }) => name).join('、') }) : good(codes as string[]);
  },
};

const fieldTypes: Partial<Record<CustomFieldType, ImportField['type']>> = { NUMBER: 'NUMBER', MONEY: 'MONEY', DAY: 'DAY', DATETIME: 'INSTANT', BOOLEAN: 'FLAG', CHOICE: 'CHOICE', MULTI_CHOICE: 'LIST' };

/** A cell of a custom field: read as its type says, then judged as a form judges it. */
function parsed(field: FieldDefinition): ImportField['parse'] {
  const parse = parsers[field.type](field);
  return (raw, facts): Cell => {
    const cell = parse(raw, facts);
    if (!cell.ok) return cell;
    const value = cell.value instanceof Date ? cell.value.toISOString() : cell.value;
    const made = judged(field, value);
    if (made.ok) return good(made.value);
    return bad('REFUSED', { reason: made.x ?? made.n ?? made.reason });
  };
}

/** The custom fields that a file may bring. Sensitive ones are written in the product alone, where each record is judged by its own reach. */
export const customImportFields = (): ImportField[] => fieldBook.all().filter(({ word }) => word === null).map((field) => ({
  name: partName(field.key), label: { zh: field.name, en: field.nameEn }, type: fieldTypes[field.type] ?? 'TEXT', words: [field.key], parse: parsed(field),
}));
