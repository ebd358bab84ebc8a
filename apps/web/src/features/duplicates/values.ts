import type { PreviewField } from './desk';

type Value = PreviewField['values'][number]['value'];
type Words = (code: string) => string;

const parts: Readonly<Record<string, readonly string[]>> = { place: ['country', 'region', 'city'], name: ['name'], birth: ['birthDate'], owner: ['ownerId'], occupation: ['occupation', 'occupationText'] };
const enums: Readonly<Record<string, string>> = { gender: 'Gender', stage: 'CustomerStage', occupation: 'Occupation' };

/** A value as people read it: of a unit its parts in their order, of a code its word. */
export function readable(field: string, value: Value, word: Words): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(String).join(' · ');
  if (typeof value === 'object') {
    const own = value as Record<string, unknown>;
    const names = (parts[field] ?? Object.keys(own)).filter((name) => own[name] !== null && own[name] !== undefined);
    return names.map((name) => readable(name, own[name] as Value, word)).join(' · ') || readable(field, Object.values(own).find((one) => one !== null) as Value, word);
  }
  const type = enums[field];
  return type ? word(`${type}.${String(value)}`) : String(value);
}
