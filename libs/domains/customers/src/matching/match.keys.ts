import { BirthPrecision, CustomerKind, IdentityKind } from '@dossier/vocabulary/enums';
import { fold } from '@dossier/kernel/search';
import { companyKey, localOf, namesOf, telling } from './match.compare';
import { spoken } from './match.names';
import type { MatchRecord } from './match.record';

/** More records than this under one key say nothing about any two of them. */
export const CROWD = 60;

/** Addresses that belong to a desk rather than to a person. */
const DESKS = new Set(['info', 'sales', 'admin', 'contact', 'office', 'service', 'support', 'hello', 'mail', 'customer', 'kefu', 'xiaoshou']);

/**
 * What two records must have in common to be compared at all, besides an identity: so that nobody is compared with everybody. Each key joins
 * a name with something else, or is rare in itself.
 */
export function blockingKeys(record: MatchRecord): string[] {
  const keys = new Set<string>();
  const sounds = [...new Set(namesOf(record).map((name) => spoken(name).sound))].filter((sound) => sound.length > 2);
  const year = record.birthDate && record.birthPrecision !== BirthPrecision.MONTH_DAY ? record.birthDate.slice(0, 4) : null;
  for (const sound of sounds) {
    if (year) keys.add(`name year ${sound} ${year}`);
    if (record.city) keys.add(`name city ${sound} ${fold(record.city)}`);
    if (record.companyName) keys.add(`name company ${sound} ${companyKey(record.companyName)}`);
  }
  if (record.birthDate && record.birthPrecision === BirthPrecision.FULL) keys.add(`birth ${dayKey(record.birthDate)}`);
  if (record.companyName && record.kind === CustomerKind.COMPANY) keys.add(`company ${companyKey(record.companyName)}`);
  for (const identity of record.identities.filter(telling)) {
    if (identity.kind === IdentityKind.EMAIL && localOf(identity.value).length >= 5 && !DESKS.has(localOf(identity.value))) keys.add(`local ${localOf(identity.value)}`);
    if (identity.kind === IdentityKind.PHONE) keys.add(`tail ${identity.value.slice(-7)}`);
  }
  return [...keys];
}

/** A birthday however day and month were exchanged. */
const dayKey = (date: string): string => `${date.slice(0, 4)} ${[date.slice(5, 7), date.slice(8, 10)].sort().join(' ')}`;

/** The identities by which two records are brought together; never a device. */
export const identityKeys = (record: MatchRecord): string[] => record.identities.filter(telling).map(({ kind, value }) => `identity ${kind} ${value}`);
