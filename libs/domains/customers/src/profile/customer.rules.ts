import { DomainError } from '@dossier/kernel/errors';
import { searchKeys } from '@dossier/kernel/search';
import { isZone, type Day } from '@dossier/kernel/time';
import { countryCode } from '@dossier/vocabulary/countries';
import { CustomerKind } from '@dossier/vocabulary/enums';
import { birthOf } from './birth.rules';
import type { Customer } from './customer.entity';
import type { CustomerInput } from './customer.inputs';

const TEXTS = ['name', 'familyName', 'givenName', 'nameLatin', 'companyName', 'occupationText', 'region', 'city'] as const;
const PLAIN = ['kind', 'gender', 'occupation', 'stage', 'sourceId', 'tagIds'] as const;
const SEARCH_FIELDS = ['name', 'nameLatin', 'companyName'] as const;

/** A text as it is kept: single blanks, none around it, nothing instead of empty. */
export function tidy(text: string | null | undefined): string | null {
  const plain = text?.replace(/[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g, '').replace(/\s+/g, ' ').trim() ?? '';
  return plain === '' ? null : plain;
}

/** What an input changes on a customer; nothing that it leaves out. */
export function changed(input: CustomerInput, today: Day, before?: Customer): Partial<Customer> {
  const change: Partial<Customer> = {};
  for (const name of TEXTS) if (input[name] !== undefined) change[name] = tidy(input[name]);
  for (const name of PLAIN) if (input[name] !== undefined && input[name] !== null) Object.assign(change, { [name]: input[name] });
  if (input.occupation === null) change.occupation = null;
  if (input.sourceId === null) change.sourceId = null;
  if (input.tagIds) change.tagIds = [...new Set(input.tagIds)].sort();
  if (input.country !== undefined) change.country = country(input.country);
  if (input.timeZone !== undefined) change.timeZone = zone(input.timeZone);
  if (input.birthDate !== undefined || input.birthPrecision !== undefined || input.birthCalendar !== undefined) {
    Object.assign(change, birthOf({
      birthDate: input.birthDate === undefined ? (before?.birthDate ?? null) : input.birthDate,
      birthPrecision: input.birthPrecision === undefined ? (before?.birthPrecision ?? null) : input.birthPrecision,
      birthCalendar: input.birthCalendar === undefined ? (before?.birthCalendar ?? null) : input.birthCalendar,
    }, today));
  }
  return named(change, before);
}

function country(written: string | null): string | null {
  const text = tidy(written);
  if (text === null) return null;
  const code = countryCode(text);
  if (code === null) throw new DomainError('INVALID_INPUT', { field: 'country', reason: 'UNKNOWN' });
  return code;
}

function zone(written: string | null): string | null {
  const text = tidy(written);
  if (text !== null && !isZoneName(text)) throw new DomainError('INVALID_INPUT', { field: 'timeZone', reason: 'UNKNOWN' });
  return text;
}

/** Whether a text names a zone of the IANA list, by area and place. */
export const isZoneName = (text: string): boolean => text.length <= MOST_ZONE && /^[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(text) && isZone(text);
const MOST_ZONE = 64;

/** Parts make a whole name where none was given: Chinese parts are joined, others stand with a blank. */
function named(change: Partial<Customer>, before?: Customer): Partial<Customer> {
  const family = change.familyName === undefined ? before?.familyName : change.familyName;
  const given = change.givenName === undefined ? before?.givenName : change.givenName;
  if (change.name !== undefined || before?.name || (!family && !given)) return change;
  const parts = [family, given].filter((part): part is string => Boolean(part));
  const isHan = parts.every((part) => /\p{Script=Han}/u.test(part));
  return { ...change, name: isHan ? parts.join('') : parts.toReversed().join(' ') };
}

/** A record needs one thing by which people can know it. */
export function requireSomething(row: { name?: string | null; companyName?: string | null }, contacts: readonly unknown[]): void {
  if (!row.name && !row.companyName && contacts.length === 0) throw new DomainError('CUSTOMER_WITHOUT_NAME');
}

/** Does this change touch what search and order are made of? */
export const renames = (change: Partial<Customer>): boolean => SEARCH_FIELDS.some((name) => change[name] !== undefined) || change.kind !== undefined;

export interface CustomerKeys {
  nameKey: string;
  searchGrams: string[];
  searchText: string;
}

/** Search keys and sort key of a customer. A company without a person's name sorts by its own. */
export function keysOf(row: Pick<Customer, 'name' | 'nameLatin' | 'companyName' | 'archiveNo'> & { kind?: CustomerKind }): CustomerKeys {
  const own = row.kind === CustomerKind.COMPANY ? (row.companyName ?? row.name) : (row.name ?? row.companyName);
  const first = own ?? row.nameLatin ?? null;
  const keys = searchKeys(first, [row.name, row.companyName, row.nameLatin, row.archiveNo]);
  return { nameKey: keys.nameKey ?? '', searchGrams: keys.grams, searchText: keys.text };
}

/** How a customer is called where only one line is there. */
export const titleOf = (row: { name?: unknown; companyName?: unknown; nameLatin?: unknown; archiveNo?: unknown }): string =>
  String(row.name ?? row.companyName ?? row.nameLatin ?? row.archiveNo ?? '');
