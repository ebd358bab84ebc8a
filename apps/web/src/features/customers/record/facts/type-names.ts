import { terms } from '@dossier/vocabulary/terms';

type Language = 'zh' | 'en';
const dictionary = terms as Readonly<Record<string, { zh: string; en: string } | undefined>>;

/** What rows of a type are called. */
export const typeName = (type: string, language: Language): string => dictionary[type]?.[language] ?? type;

/** The word of a code in a field of a type: enums are called after the type and the field that bears them. Null: it is no such code. */
export function codeName({ type, field, value }: { type: string; field: string; value: unknown }, language: Language): string | null {
  const named = `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  const found = [`${type}${named}`, named].map((name) => dictionary[`${name}.${String(value)}`]).find((term) => term !== undefined);
  return found?.[language] ?? null;
}
