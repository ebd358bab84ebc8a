import { isDay } from '@dossier/kernel/time';
import { CustomFieldType } from '@dossier/vocabulary/pack-enums';
import type { FieldDefinition } from './field-book';
import type { ValueReason } from './value.reasons';

/** A value as it is kept, or what is wrong with it. */
export type Judged = { ok: true; value: unknown } | { ok: false; reason: ValueReason; n?: number; x?: string };

const TEXT_MOST = 500;
const CHOICES_MOST = 50;
const good = (value: unknown): Judged => ({ ok: true, value });
const bad = (reason: ValueReason, facts: { n?: number; x?: string } = {}): Judged => ({ ok: false, reason, ...facts });
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;

const signs: Readonly<Record<string, RegExp>> = { '#': /\p{Nd}/u, '@': /\p{L}/u, '?': /[\p{L}\p{Nd}]/u };

/** Whether a text has the shape: `#` a digit, `@` a letter, `?` either, any other sign itself. No expression of a person is ever run. */
export function hasShape(text: string, shape: string): boolean {
  const [given, wanted] = [[...text], [...shape]];
  return given.length === wanted.length && wanted.every((sign, at) => signs[sign]?.test(given[at]!) ?? sign === given[at]);
}

function textValue(field: FieldDefinition, given: unknown): Judged {
  if (typeof given !== 'string') return bad('NOT_TEXT');
  const text = given.replace(/[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g, '').replace(/\s+/g, ' ').trim();
  if (text === '') return good(null);
  const most = Math.min(TEXT_MOST, field.most ?? TEXT_MOST);
  if (text.length > most) return bad('TOO_LONG', { n: most });
  if (field.least !== null && text.length < field.least) return bad('TOO_SHORT', { n: field.least });
  return field.pattern === null || hasShape(text, field.pattern) ? good(text) : bad('SHAPE', { x: field.pattern });
}

function within(field: FieldDefinition, value: number): Judged {
  if (field.least !== null && value < field.least) return bad('TOO_SMALL', { n: field.least });
  return field.most !== null && value > field.most ? bad('TOO_LARGE', { n: field.most }) : good(value);
}

function dayValue(given: unknown): Judged {
  return typeof given === 'string' && isDay(given) ? good(given) : bad('NOT_DAY');
}

function instantValue(given: unknown): Judged {
  const moment = typeof given === 'string' && INSTANT.test(given) ? new Date(given) : null;
  return moment && !Number.isNaN(moment.getTime()) ? good(moment.toISOString()) : bad('NOT_INSTANT');
}

function optionsValue(field: FieldDefinition, given: unknown): Judged {
  if (!Array.isArray(given) || given.length > CHOICES_MOST) return bad('NOT_OPTION');
  const chosen = new Set(given);
  const known = field.options.filter(({ value }) => chosen.has(value)).map(({ value }) => value);
  return known.length === chosen.size ? good(known.length === 0 ? null : known) : bad('NOT_OPTION');
}

function urlValue(given: unknown): Judged {
  if (typeof given !== 'string' || given.length > TEXT_MOST || !URL.canParse(given.trim())) return bad('NOT_URL');
  return ['http:', 'https:'].includes(new URL(given.trim()).protocol) ? good(given.trim()) : bad('NOT_URL');
}

const judges: Readonly<Record<CustomFieldType, (field: FieldDefinition, given: unknown) => Judged>> = {
  TEXT: textValue,
  NUMBER: (field, given) => (typeof given === 'number' && Number.isFinite(given) ? within(field, given) : bad('NOT_NUMBER')),
  MONEY: (field, given) => (Number.isSafeInteger(given) ? within(field, given as number) : bad('NOT_MONEY')),
  DAY: (_, given) => dayValue(given),
  DATETIME: (_, given) => instantValue(given),
  BOOLEAN: (_, given) => (typeof given === 'boolean' ? good(given) : bad('NOT_FLAG')),
  CHOICE: (field, given) => (field.options.some(({ value }) => value === given) ? good(given) : bad('NOT_OPTION')),
  MULTI_CHOICE: optionsValue,
  URL: (_, given) => urlValue(given),
};

/** A value as the field keeps it, or what is wrong with it; null and the empty text empty the field. */
export function judged(field: FieldDefinition, given: unknown): Judged {
  const made = given === null || given === undefined || given === '' ? good(null) : judges[field.type](field, given);
  return made.ok && made.value === null && field.required ? bad('REQUIRED') : made;
}
