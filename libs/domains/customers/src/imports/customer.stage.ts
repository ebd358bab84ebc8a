import type { BlindIndexes } from '@dossier/kernel/crypto';
import type { Viewer } from '@dossier/kernel/access';
import type { ImportContext, RowProblem, RowValues, StagedValues } from '@dossier/kernel/exchange';
import type { PartialDay } from '@dossier/kernel/exchange';
import { DomainError } from '@dossier/kernel/errors';
import { BirthCalendar, type BirthPrecision, type IdentityKind } from '@dossier/vocabulary/enums';
import { fieldBook, guardsOf, partName } from '../fields/field-book';
import { indexWish } from '../identity/identity.rules';
import { birthOf } from '../profile/birth.rules';
import { CONTACTS, occupationOf } from './customer.fields';

/** Field of the file -> column of the customer, where nothing else is to be done. */
export const COLUMNS: Readonly<Record<string, string>> = {
  name: 'name', familyName: 'family_name', givenName: 'given_name', nameLatin: 'name_latin', companyName: 'company_name', kind: 'kind', gender: 'gender',
  country: 'country', region: 'region', city: 'city', timeZone: 'time_zone', stage: 'stage', source: 'source_id', owner: 'owner_id',
};

/** The blind index of one contact, in the stage as hexadecimal text. */
export interface StagedContact {
  field: keyof typeof CONTACTS;
  kind: IdentityKind;
  index: string;
}

/** What stands in `parsed` of a staged customer. */
export interface ParsedCustomer {
  /** Columns to set, by column name. */
  set: Record<string, unknown>;
  tags: string[];
  contacts: StagedContact[];
  externalKey: string | null;
}

const CUSTOM = partName('');
const isContact = (name: string): name is keyof typeof CONTACTS => name in CONTACTS;

/** One row of a customer file in its staged form: columns to set, contacts sealed, their blind indexes in clear. */
export function stageCustomer(values: RowValues, context: ImportContext, indexes: BlindIndexes): StagedValues {
  const set: Record<string, unknown> = {};
  const sealed: Record<string, unknown> = {};
  const contacts: StagedContact[] = [];
  for (const [name, value] of Object.entries(values)) {
    const column = COLUMNS[name];
    if (column) set[column] = value;
    else if (name.startsWith(CUSTOM)) set['custom'] = { ...(set['custom'] as object | undefined), [name.slice(CUSTOM.length)]: value };
    else if (isContact(name)) addContact({ field: name, value: String(value) }, indexes, contacts, sealed);
  }
  if (typeof values['occupation'] === 'string') Object.assign(set, occupationOf(values['occupation'], context.facts));
  const problems = [...refused(values, context), ...birth(values, context, set), ...named(set, contacts, context)];
  const externalKey = typeof values['externalKey'] === 'string' ? values['externalKey'] : null;
  return {
    parsed: { set, tags: (values['tags'] as string[] | undefined) ?? [], contacts, externalKey },
    sealed: contacts.length > 0 ? sealed : null,
    key: keyOf(values, contacts, context),
    problems,
  };
}

function addContact({ field, value }: { field: keyof typeof CONTACTS; value: string }, indexes: BlindIndexes, contacts: StagedContact[], sealed: Record<string, unknown>): void {
  const kind = CONTACTS[field];
  const wish = indexWish(kind, value);
  const index = indexes.find(wish.field, wish.value).toString('hex');
  if (contacts.some((other) => other.index === index)) return;
  contacts.push({ field, kind, index });
  sealed[field] = value;
}

/** Field of the file -> property whose level in the role decides, where the two differ. */
const PROPERTIES: Readonly<Record<string, string>> = { source: 'sourceId', owner: 'ownerId', tags: 'tagIds', phone: 'identities', phone2: 'identities', email: 'identities', email2: 'identities', wechat: 'identities', account: 'identities', memberCard: 'identities', posMember: 'identities', unionId: 'identities', openId: 'identities' };
const closedOf = new WeakMap<Viewer, ReadonlySet<string>>();

/** The fields that no role of this viewer lets them write: what an edit refuses, a file cannot bring in either. */
function closedFields(viewer: Viewer): ReadonlySet<string> {
  const known = closedOf.get(viewer);
  if (known) return known;
  const writing = viewer.grants.filter(({ action }) => action === 'customer.create' || action === 'customer.update');
  const levelIn = (fields: (typeof writing)[number]['fields'], name: string) => fields?.[name] ?? fields?.['*'] ?? 'READ';
  const names = Object.keys({ ...COLUMNS, ...PROPERTIES, birthDate: 1, occupation: 1 });
  const closed = new Set(names.filter((name) => name !== 'owner' && writing.length > 0 && writing.every(({ fields }) => levelIn(fields, PROPERTIES[name] ?? name) !== 'READ')));
  for (const field of fieldBook.all()) if (guardsOf(field).some((name) => writing.length > 0 && writing.every(({ fields }) => levelIn(fields, name) !== 'READ'))) closed.add(partName(field.key));
  closedOf.set(viewer, closed);
  return closed;
}

function refused(values: RowValues, { viewer }: ImportContext): RowProblem[] {
  const closed = closedFields(viewer);
  return closed.size === 0 ? [] : Object.keys(values).filter((name) => closed.has(name)).map((name) => ({ code: 'NOT_ALLOWED', column: name, value: null }));
}

function birth(values: RowValues, context: ImportContext, set: Record<string, unknown>): RowProblem[] {
  const day = values['birthDate'] as PartialDay | undefined;
  if (!day) return [];
  try {
    const said = { birthDate: day.date, birthPrecision: day.precision as BirthPrecision, birthCalendar: (values['birthCalendar'] as BirthCalendar | undefined) ?? BirthCalendar.SOLAR };
    const found = birthOf(said, context.facts.today);
    Object.assign(set, { birth_date: found.birthDate, birth_precision: found.birthPrecision, birth_calendar: found.birthCalendar, birth_leap_month: found.birthLeapMonth });
    return [];
  } catch (fault) {
    if (!(fault instanceof DomainError)) throw fault;
    return [{ code: 'DAY_OUT_OF_RANGE', column: 'birthDate', value: day.date, facts: { from: '1850-01-01', to: context.facts.today } }];
  }
}

/** Parts make a name; a new row needs something by which people know it. */
function named(set: Record<string, unknown>, contacts: readonly StagedContact[], context: ImportContext): RowProblem[] {
  const [family, given] = [set['family_name'], set['given_name']] as [string | undefined, string | undefined];
  if (set['name'] === undefined && (family ?? given)) {
    const parts = [family, given].filter((part): part is string => Boolean(part));
    set['name'] = parts.every((part) => /\p{Script=Han}/u.test(part)) ? parts.join('') : parts.toReversed().join(' ');
  }
  const isKnown = set['name'] ?? set['company_name'] ?? (contacts.length > 0 || null);
  return isKnown === null && context.mode !== 'UPDATE' ? [{ code: 'REQUIRED', column: 'name', value: null }] : [];
}

function keyOf(values: RowValues, contacts: readonly StagedContact[], { keyField }: ImportContext): string | null {
  if (keyField === null) return null;
  if (isContact(keyField)) return contacts.find(({ field }) => field === keyField)?.index ?? null;
  return typeof values[keyField] === 'string' ? values[keyField] : null;
}
