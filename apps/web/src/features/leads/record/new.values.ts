import type { Money } from '@dossier/client';
import type { Authority } from '../lead.types';

/** The fields of a new lead as they are typed. */
export interface NewLead {
  origin?: 'STAFF' | 'CALL';
  name?: string;
  phone?: string;
  email?: string;
  companyName?: string;
  city?: string;
  subject?: string;
  need?: string;
  amount?: Money | null;
  budget?: Money | null;
  productId?: string | null;
  sourceId?: string | null;
  ownerId?: string | null;
  authority?: Authority | null;
  decideOn?: string | null;
  said?: string;
  nextStep?: string;
  nextOn?: string | null;
}

const PERSON = ['name', 'companyName', 'phone', 'email', 'city'] as const;
const SAID = ['subject', 'need', 'sourceId', 'productId', 'amount', 'budget', 'authority', 'decideOn', 'ownerId'] as const;
const tidy = (value: unknown): unknown => (typeof value === 'string' ? value.trim() || null : value ?? null);
const given = (values: NewLead, keys: readonly (keyof NewLead)[]): object => Object.fromEntries(keys.map((key) => [key, tidy(values[key])]).filter(([, value]) => value !== null));

/** One thing that tells somebody from others is enough. */
export const isEnough = (values: NewLead): boolean => (['name', 'phone', 'email', 'companyName'] as const).some((key) => tidy(values[key]) !== null);

/** What is sent: nothing that was left blank, and either a record or a person. */
export const inputOf = (values: NewLead, customerId: string | null): object =>
  ({ origin: values.origin ?? 'STAFF', ...given(values, SAID), ...callOf(values), ...(customerId === null ? { person: given(values, PERSON) } : { customerId }) });

/** The call that brought the lead, where one was written down. */
function callOf({ origin, said, nextStep, nextOn }: NewLead): { call?: object } {
  const call = Object.fromEntries(Object.entries({ summary: said, nextStep, nextOn }).map(([key, value]) => [key, tidy(value)]).filter(([, value]) => value !== null));
  return origin === 'CALL' && Object.keys(call).length > 0 ? { call } : {};
}

const DIGITS = /\d/gu;
const LEAST_DIGITS = 5;
export const isPhone = (written: string): boolean => (written.normalize('NFKC').match(DIGITS)?.length ?? 0) >= LEAST_DIGITS;
export const isEmail = (written: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(written.normalize('NFKC').trim());
