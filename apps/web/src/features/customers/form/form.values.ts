import type { VariablesOf } from '@graphql-typed-document-node/core';
import type { CreateCustomerDocument } from '../customers.documents';
import type { CustomerRecord } from '../record/record.types';
import { parseBirth, writeBirth } from './birth';

export type CustomerInput = VariablesOf<typeof CreateCustomerDocument>['input'];
/** The fields as they are typed: one for the birthday, lists as lists, nothing as empty. */
export interface FormValues extends Omit<CustomerInput, 'birthDate' | 'birthPrecision'> { birth?: string | null }

const PLAIN = [
  'kind', 'name', 'familyName', 'givenName', 'nameLatin', 'companyName', 'gender', 'birthCalendar', 'birthLeapMonth', 'occupation', 'occupationText', 'country', 'region', 'city', 'stage', 'sourceId',
] as const;

export function valuesOf(customer: CustomerRecord): FormValues {
  const plain = Object.fromEntries(PLAIN.map((key) => [key, customer[key] ?? null]));
  return { ...plain, tagIds: [...(customer.tagIds ?? [])], birth: writeBirth(customer.birthDate, customer.birthPrecision) } as FormValues;
}

const isBlank = (value: unknown): boolean => value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
const same = (one: unknown, other: unknown): boolean => (isBlank(one) && isBlank(other)) || JSON.stringify(one) === JSON.stringify(other);
const tidy = (value: unknown): unknown => (typeof value === 'string' ? value.trim() || null : value);

/** Only what was changed is sent, so that two people may change different fields at once. */
export function changesOf(values: FormValues, before: FormValues): CustomerInput {
  const { birth: _, ...rest } = values;
  const changed = Object.entries(rest).filter(([key, value]) => value !== undefined && !same(value, before[key as keyof FormValues])).map(([key, value]) => [key, tidy(value)]);
  return { ...Object.fromEntries(changed), ...(same(values.birth, before.birth) ? {} : birthInput(values.birth)) } as CustomerInput;
}

/** What a new record starts with: nothing that was left blank is sent. */
export function inputOf(values: FormValues): CustomerInput {
  const { birth, ...rest } = values;
  const given = Object.entries(rest).filter(([, value]) => !isBlank(value) && !(Array.isArray(value) && value.length === 0)).map(([key, value]) => [key, tidy(value)]);
  return { ...Object.fromEntries(given), ...(isBlank(birth) ? {} : birthInput(birth)) } as CustomerInput;
}

const birthInput = (written: string | null | undefined): Partial<CustomerInput> => parseBirth(written) ?? { birthDate: null, birthPrecision: null };

/** One of name, phone and e-mail is enough. */
export const isEnough = (values: FormValues): boolean => ![values.name, values.phone, values.email, values.companyName].every(isBlank);

const DIGITS = /\d/gu;
const LEAST_DIGITS = 5;
export const isPhone = (written: string): boolean => (written.normalize('NFKC').match(DIGITS)?.length ?? 0) >= LEAST_DIGITS;
export const isEmail = (written: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(written.normalize('NFKC').trim());
