import type { ResultOf } from '@graphql-typed-document-node/core';
import { useLanguage, useText, type FilterField } from '@dossier/ui';
import { useMemo } from 'react';
import { useAsk } from '../asks';
import { useFormat } from '../useFormat';
import { useMay } from '../viewer';
import { CustomFieldsDocument } from './customer.documents';
import { customerFiltersText } from './filters.text';

export type CustomField = NonNullable<ResultOf<typeof CustomFieldsDocument>['customFields']>[number];
export interface CustomValue { key?: string | null; value?: unknown; masked?: boolean | null }

const FIVE_MINUTES = 300_000;
const MASKED = '***';
export const partName = (key: string | null | undefined): string => `custom.${key ?? ''}`;
export const keyOfPart = (name: string): string | null => (name.startsWith('custom.') ? name.slice('custom.'.length) : null);

/** The company's own fields, in their order; none until they have arrived. */
export function useCustomFields(): readonly CustomField[] {
  const may = useMay('customer.read');
  const asked = useAsk(CustomFieldsDocument, {}, { staleTime: FIVE_MINUTES, skip: !may });
  return asked.data?.customFields ?? NONE;
}
const NONE: readonly CustomField[] = [];

/** What fields and their values are called in the reader's language. */
export function useFieldWords() {
  const f = useText(customerFiltersText);
  const format = useFormat();
  const language = useLanguage();
  return useMemo(() => {
    const label = (field: { name?: string | null; nameEn?: string | null }): string => (language === 'zh' ? field.name : field.nameEn) ?? '';
    const option = (field: CustomField, code: unknown): string => {
      const found = field.options?.find((one) => one.value === code);
      return found ? label(found) : String(code);
    };
    const shown = (field: CustomField, value: unknown): string => {
      if (value === null || value === undefined) return f('nothing');
      switch (field.type) {
        case 'MONEY': return format.money({ minor: Number(value), currency: field.currency ?? 'CNY' });
        case 'NUMBER': return format.number(Number(value));
        case 'DAY': return format.day(String(value));
        case 'DATETIME': return format.instant(String(value));
        case 'BOOLEAN': return f(value === true ? 'yes' : 'no');
        case 'CHOICE': return option(field, value);
        case 'MULTI_CHOICE': return Array.isArray(value) ? value.map((code) => option(field, code)).join(f('listMark')) : String(value);
        default: return String(value);
      }
    };
    const say = (field: CustomField, value: CustomValue | undefined): string | null => (value === undefined ? null : value.masked ? MASKED : shown(field, value.value));
    const heading = (field: CustomField): string => (language === 'zh' ? field.section : field.sectionEn) ?? field.section ?? field.sectionEn ?? '';
    return { label, shown, say, heading, options: (field: CustomField) => (field.options ?? []).map((one) => ({ value: one.value ?? '', label: label(one) })) };
  }, [f, format, language]);
}

/** Custom fields as fields of a filter sentence. */
export function useCustomFilters(): FilterField[] {
  const fields = useCustomFields();
  const words = useFieldWords();
  return useMemo(() => fields.map((field): FilterField => {
    const named = { key: partName(field.key), label: words.label(field) };
    switch (field.type) {
      case 'NUMBER': return { ...named, kind: 'number' };
      case 'MONEY': return { ...named, kind: 'money', currency: field.currency ?? 'CNY' };
      case 'DAY': return { ...named, kind: 'day', months: true };
      case 'DATETIME': return { ...named, kind: 'day' };
      case 'BOOLEAN': return { ...named, kind: 'flag' };
      case 'CHOICE': case 'MULTI_CHOICE': return { ...named, kind: 'choice', options: words.options(field) };
      default: return { ...named, kind: 'text' };
    }
  }), [fields, words]);
}
