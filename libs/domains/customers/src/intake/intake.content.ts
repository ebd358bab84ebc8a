import { FormField, QuestionKind } from '@dossier/vocabulary/intake-enums';
import { BirthPrecision, Gender } from '@dossier/vocabulary/enums';
import type { Customer } from '../profile/customer.entity';
import type { CustomerInput } from '../profile/customer.inputs';
import { tidy } from '../profile/customer.rules';
import type { FormConsent, FormText } from './forms/form.definition';
import { addressParts } from './validation/address-parts';
import { provinces } from './validation/provinces';

/** An answer as it was given, with its question in the words of then. */
export interface Answered {
  question: string;
  kind: QuestionKind;
  field: FormField | null;
  label: FormText;
  /** A text, the key of a choice, or the value of a scale. */
  value: string;
  /** What a choice was called. */
  said: FormText | null;
}

/** A box that was ticked. */
export type Ticked = Pick<FormConsent, 'key' | 'label' | 'purposeId'>;

/** What a submission says of a lead: the interest, without whose it is. */
export interface LeadWish {
  subject: string | null;
  need: string | null;
  productId: string | null;
  amountMinor: number | null;
  currency: string | null;
  /** Choices, scales and values of another system by their names; nothing that names somebody. */
  attributes: Readonly<Record<string, string | number | boolean>> | null;
}

/** What somebody sent in, whole. It is sealed as long as it is kept. */
export interface Content {
  language: 'zh' | 'en';
  fields: Partial<Record<FormField, string>>;
  answers: readonly Answered[];
  consents: readonly Ticked[];
  /** The customer whom a signed link has named. */
  customerId: string | null;
  /** It opens a lead; absent in what came in before there were any. */
  lead?: LeadWish | null;
}

/** Properties of a customer that a submission may fill, and none may overwrite. */
export const FILLED = ['name', 'companyName', 'gender', 'birthDate', 'occupationText', 'region', 'city'] as const;
export type Filled = (typeof FILLED)[number];

const DIRECT: Readonly<Partial<Record<FormField, Filled>>> = {
  NAME: 'name', COMPANY_NAME: 'companyName', GENDER: 'gender', BIRTH_DATE: 'birthDate', REGION: 'region', CITY: 'city', OCCUPATION_TEXT: 'occupationText',
};

/** What a submission says of a customer, in the words of the record; contacts stand apart. */
export function saidOf({ fields }: Pick<Content, 'fields'>): Partial<Record<Filled, string>> {
  const said: Partial<Record<Filled, string>> = {};
  const parts = fields.ADDRESS ? addressParts(fields.ADDRESS) : null;
  if (parts?.ok) {
    said.region = provinces.find(({ name }) => name === parts.value.province)?.short ?? parts.value.province;
    if (parts.value.city) said.city = parts.value.city.replace(/市$/, '');
  }
  for (const [field, property] of Object.entries(DIRECT) as [FormField, Filled][]) {
    const value = tidy(fields[field]);
    if (value !== null && !(property === 'gender' && value === Gender.UNKNOWN)) said[property] = value;
  }
  return said;
}

/** The same as an input of the customer's own verbs. */
export const inputOf = (said: Partial<Record<Filled, string>>): CustomerInput => ({ ...(said as CustomerInput), ...(said.birthDate ? { birthPrecision: BirthPrecision.FULL } : {}) });

export interface Difference {
  /** Empty on the record: filled without a question. */
  fills: Partial<Record<Filled, string>>;
  /** Says something else than the record: somebody decides. */
  differs: readonly { field: Filled; value: string }[];
}

const folded = (value: unknown): string => String(value ?? '').normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
const isEmpty = (property: Filled, value: unknown): boolean => value === null || value === undefined || value === '' || (property === 'gender' && value === Gender.UNKNOWN);

/** What of a submission a record lacks, and where the two say different things. What is known already is left out. */
export function difference(customer: Pick<Customer, Filled>, said: Partial<Record<Filled, string>>): Difference {
  const fills: Partial<Record<Filled, string>> = {};
  const differs: { field: Filled; value: string }[] = [];
  for (const property of FILLED) {
    const value = said[property];
    if (value === undefined) continue;
    if (isEmpty(property, customer[property])) fills[property] = value;
    else if (folded(customer[property]) !== folded(value)) differs.push({ field: property, value });
  }
  return { fills, differs };
}
