import { DomainError } from '@dossier/kernel/errors';
import { isZone } from '@dossier/kernel/time';
import type { Company } from './company.entity';

type Settings = Partial<Pick<Company, 'name' | 'timeZone' | 'currency' | 'language' | 'phoneTailSearch' | 'requireSecondFactor' | 'auditMonths' | 'valueMargin' | 'valueDiscount'>>;

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** The settings that are given, in their one form; a zone or currency that the world does not know is refused. */
export function settingsFrom(given: Settings): Settings {
  const { name, timeZone, currency, language, phoneTailSearch, requireSecondFactor, auditMonths, valueMargin, valueDiscount } = given;
  if (timeZone !== undefined && !isZone(timeZone)) throw new DomainError('INVALID_INPUT', { field: 'timeZone', reason: timeZone });
  if (currency !== undefined && !currencies.has(currency)) throw new DomainError('INVALID_INPUT', { field: 'currency', reason: currency });
  const tidy = name?.normalize('NFKC').trim().replace(/\s+/g, ' ');
  if (tidy === '') throw new DomainError('INVALID_INPUT', { field: 'name', reason: '' });
  const change = { name: tidy, timeZone, currency, language, phoneTailSearch, requireSecondFactor, auditMonths, valueMargin, valueDiscount };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined && value !== null)) as Settings;
}
