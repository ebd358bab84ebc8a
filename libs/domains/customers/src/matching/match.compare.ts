import { jaroWinkler } from '@dossier/metrics';
import { fold } from '@dossier/kernel/search';
import { BirthPrecision, CustomerKind, Gender, IdentityKind } from '@dossier/vocabulary/enums';
import { MatchField } from '@dossier/vocabulary/match-enums';
import { agreementOfNames } from './match.names';
import type { MatchIdentity, MatchRecord } from './match.record';

/** What comparing two records gave: the outcome of each field that both of them have. */
export type MatchComparison = Partial<Record<MatchField, string>>;

/** Identities that name one person, if nobody said otherwise. A device tells of a thing that many hands may hold. */
export const telling = (identity: MatchIdentity): boolean => identity.kind !== IdentityKind.DEVICE && !identity.shared;

const PHONE_TAIL = 7;
const ALIKE = 0.93;

/** Compares two records field by field; what one of them lacks says nothing. */
export function compared(a: MatchRecord, b: MatchRecord): MatchComparison {
  const areCompanies = a.kind === CustomerKind.COMPANY && b.kind === CustomerKind.COMPANY;
  const outcomes: readonly [MatchField, string | null][] = [
    // A company has one name, whichever field holds it: compared twice it would count twice.
    [MatchField.NAME, areCompanies ? null : agreementOfNames(namesOf(a), namesOf(b))],
    [MatchField.BIRTH, birth(a, b)],
    [MatchField.CITY, same(a.city, b.city)],
    [MatchField.COMPANY, areCompanies ? company(a.companyName ?? a.name, b.companyName ?? b.name) : company(a.companyName, b.companyName)],
    [MatchField.GENDER, gender(a.gender, b.gender)],
    [MatchField.PHONE, phones(of(a, IdentityKind.PHONE), of(b, IdentityKind.PHONE))],
    [MatchField.EMAIL, emails(of(a, IdentityKind.EMAIL), of(b, IdentityKind.EMAIL))],
    [MatchField.IDENTITY, others(a.identities, b.identities)],
  ];
  return Object.fromEntries(outcomes.filter((outcome): outcome is [MatchField, string] => outcome[1] !== null));
}

export const namesOf = (record: MatchRecord): string[] => [record.name, record.nameLatin].filter((name): name is string => Boolean(name));

const of = (record: MatchRecord, kind: IdentityKind): string[] => record.identities.filter((identity) => identity.kind === kind && telling(identity)).map(({ value }) => value);

function same(a: string | null, b: string | null): string | null {
  if (!a || !b) return null;
  const [one, other] = [fold(a).replace(/市$/u, ''), fold(b).replace(/市$/u, '')];
  return one === other ? 'SAME' : 'DIFFERENT';
}

const gender = (a: Gender, b: Gender): string | null => (a === Gender.UNKNOWN || b === Gender.UNKNOWN ? null : a === b ? 'SAME' : 'DIFFERENT');

/** What every company is called besides its own name. */
const FORMS = /(股份有限公司|有限责任公司|有限公司|公司|ltd|limited|gmbh|inc|llc|sarl|co)$/u;

/** A company's own name, without its legal form. */
export const companyKey = (name: string): string => fold(name).replace(FORMS, '') || fold(name);

function company(a: string | null, b: string | null): string | null {
  if (!a || !b) return null;
  const [one, other] = [companyKey(a), companyKey(b)];
  return one === other ? 'SAME' : jaroWinkler(one, other) >= ALIKE ? 'SIMILAR' : 'DIFFERENT';
}

const has = (precision: BirthPrecision, part: 'year' | 'month' | 'day'): boolean =>
  precision === BirthPrecision.FULL || (part === 'year' ? precision !== BirthPrecision.MONTH_DAY : part === 'month' ? precision !== BirthPrecision.YEAR : precision === BirthPrecision.MONTH_DAY);

/** Fully the same; the same as far as both are known; one slip apart (day and month exchanged, or one part different); another day. */
function birth(a: MatchRecord, b: MatchRecord): string | null {
  if (!a.birthDate || !b.birthDate || !a.birthPrecision || !b.birthPrecision) return null;
  const [one, other] = [a.birthDate.slice(0, 10).split('-'), b.birthDate.slice(0, 10).split('-')];
  const parts = (['year', 'month', 'day'] as const).map((part, at) => ({ at, both: has(a.birthPrecision!, part) && has(b.birthPrecision!, part) })).filter(({ both }) => both);
  if (parts.length === 0) return null;
  const differing = parts.filter(({ at }) => one[at] !== other[at]).length;
  if (parts.length < 3) return differing === 0 ? 'PARTIAL' : 'DIFFERENT';
  if (differing === 0) return 'FULL';
  const exchanged = one[0] === other[0] && one[1] === other[2] && one[2] === other[1];
  return exchanged || differing === 1 ? 'NEAR' : 'DIFFERENT';
}

function phones(a: readonly string[], b: readonly string[]): string | null {
  if (a.length === 0 || b.length === 0) return null;
  if (a.some((one) => b.includes(one))) return 'SAME';
  const tails = new Set(b.map((phone) => phone.slice(-PHONE_TAIL)));
  return a.some((one) => tails.has(one.slice(-PHONE_TAIL))) ? 'TAIL' : 'DIFFERENT';
}

export const localOf = (address: string): string => address.slice(0, Math.max(0, address.lastIndexOf('@'))).replace(/\+.*$/, '').replace(/[._-]/g, '');

function emails(a: readonly string[], b: readonly string[]): string | null {
  if (a.length === 0 || b.length === 0) return null;
  if (a.some((one) => b.includes(one))) return 'SAME';
  const [ours, theirs] = [a.map(localOf).filter((local) => local.length >= 5), b.map(localOf)];
  if (ours.some((local) => theirs.includes(local))) return 'LOCAL';
  return ours.some((local) => theirs.some((other) => jaroWinkler(local, other) >= ALIKE)) ? 'SIMILAR' : 'DIFFERENT';
}

/** Cards, accounts and ids of platforms: one in common says much, others besides say nothing, for people have several. */
function others(a: readonly MatchIdentity[], b: readonly MatchIdentity[]): string | null {
  const keys = (all: readonly MatchIdentity[]): string[] => all.filter((one) => telling(one) && one.kind !== IdentityKind.PHONE && one.kind !== IdentityKind.EMAIL).map(({ kind, value }) => `${kind} ${value.toLowerCase()}`);
  const theirs = new Set(keys(b));
  return keys(a).some((key) => theirs.has(key)) ? 'SAME' : null;
}
