import type { VariablesOf } from '@graphql-typed-document-node/core';
import type { CreateCustomerDocument } from '../customers.documents';
import type { CustomerRecord } from '../record/record.types';
import { parseBirth, writeBirth } from './birth';

export type CustomerInput = VariablesOf<typeof CreateCustomerDocument>['input'];
/** The fields as they are typed: one for the birthday, lists as lists, nothing as empty. */
export interface FormValues extends Omit<CustomerInput, 'birthDate' | 'birthPrecision' | 'custom'> { birth?: string | null; custom?: Record<string, unknown> }

const PLAIN = [
  'kind', 'name', 'familyName', 'givenName', 'nameLatin', 'companyName', 'gender', 'birthCalendar', 'birthLeapMonth', 'occupation', 'occupationText', 'country', 'region', 'city', 'timeZone', 'stage', 'sourceId',
] as const;

export function valuesOf(customer: CustomerRecord): FormValues {
  const plain = Object.fromEntries(PLAIN.map((key) => [key, customer[key] ?? null]));
  return { ...plain, tagIds: [...(customer.tagIds ?? [])], birth: writeBirth(customer.birthDate, customer.birthPrecision), custom: customOf(customer) } as FormValues;
}

/** The values that this reader sees: a masked one is not theirs to change. */
const customOf = (customer: CustomerRecord): Record<string, unknown> => Object.fromEntries((customer.customValues ?? []).filter((value) => !value.masked).map((value) => [value.key ?? '', value.value]));

const isBlank = (value: unknown): boolean => value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
const same = (one: unknown, other: unknown): boolean => (isBlank(one) && isBlank(other)) || JSON.stringify(one) === JSON.stringify(other);
const none = (value: unknown): unknown => (isBlank(value) || (Array.isArray(value) && value.length === 0) ? null : value);
const tidy = (value: unknown): unknown => (typeof value === 'string' ? value.trim() || null : value);

/** Only what was changed is sent, so that two people may change different fields at once. */
export function changesOf(values: FormValues, before: FormValues): CustomerInput {
  const { birth: _, custom, ...rest } = values;
  const given = Object.entries(custom ?? {}).filter(([key, value]) => value !== undefined && !same(none(value), none(before.custom?.[key]))).map(([key, value]) => ({ key, value: none(tidy(value)) }));
  const changed = Object.entries(rest).filter(([key, value]) => value !== undefined && !same(value, before[key as keyof FormValues])).map(([key, value]) => [key, tidy(value)]);
  return { ...Object.fromEntries(changed), ...(given.length > 0 ? { custom: given } : {}), ...(same(values.birth, before.birth) ? {} : birthInput(values.birth)) } as CustomerInput;
}

/** What a new record starts with: nothing that was left blank is sent. */
export function inputOf(values: FormValues): CustomerInput {
  const { birth, custom, ...rest } = values;
  const own = Object.entries(custom ?? {}).filter(([, value]) => none(value) !== null).map(([key, value]) => ({ key, value: tidy(value) }));
  const given = Object.entries(rest).filter(([, value]) => !isBlank(value) && !(Array.isArray(value) && value.length === 0)).map(([key, value]) => [key, tidy(value)]);
  return { ...Object.fromEntries(given), ...(own.length > 0 ? { custom: own } : {}), ...(isBlank(birth) ? {} : birthInput(birth)) } as CustomerInput;
}

const birthInput = (written: string | null | undefined): Partial<CustomerInput> => parseBirth(written) ?? { birthDate: null, birthPrecision: null };

/** One of name, phone and e-mail is enough. */
export const isEnough = (values: FormValues): boolean => ![values.name, values.phone, values.email, values.companyName].every(isBlank);

const DIGITS = /\d/gu;
const LEAST_DIGITS = 5;
export const isPhone = (written: string): boolean => (written.normalize('NFKC').match(DIGITS)?.length ?? 0) >= LEAST_DIGITS;
export const isEmail = (written: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(written.normalize('NFKC').trim());
