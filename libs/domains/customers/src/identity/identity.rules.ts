import { contactReasons, emailDomain, phoneTail, type IndexWish } from '@dossier/kernel/crypto';
import { DomainError } from '@dossier/kernel/errors';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { indexedIdentity, normaliseIdentity } from './identity.kinds';

export interface PlainIdentity {
  kind: IdentityKind;
  label: string | null;
  /** Normalised, in clear: never stored so. */
  value: string;
  primary: boolean;
  /** Somebody has made sure that it is theirs. */
  verified?: boolean;
}

export interface ContactFacts {
  region: string;
  language: 'zh' | 'en';
}

const regions: Readonly<Record<string, string>> = { 'Asia/Hong_Kong': 'HK', 'Asia/Macau': 'MO', 'Asia/Taipei': 'TW', 'Asia/Singapore': 'SG', 'Asia/Tokyo': 'JP', 'Asia/Seoul': 'KR', 'Europe/London': 'GB', 'Europe/Berlin': 'DE', 'Europe/Paris': 'FR', 'America/New_York': 'US', 'America/Los_Angeles': 'US', 'America/Chicago': 'US' };

/** The country whose numbers are written without a country code, told by the company's time zone. */
export const regionOf = (zone: string): string => regions[zone] ?? 'CN';

/** A contact in the one form in which it is kept. Throws with the sentence of what is wrong with it. */
export function plainIdentity(input: { kind: IdentityKind; label?: string | null; issuer?: string | null; value: string; primary?: boolean; verified?: boolean | null }, facts: ContactFacts): PlainIdentity {
  const normal = normaliseIdentity(input.kind, input.value, { region: facts.region, issuer: input.issuer ?? null });
  if (!normal.ok) {
    const reason = contactReasons[normal.reason][facts.language].replace(/\{(\w+)\}/g, (_, name: string) => String(normal.facts[name] ?? ''));
    throw new DomainError('INVALID_INPUT', { field: input.kind.toLowerCase(), reason });
  }
  return { kind: input.kind, label: input.label?.trim() || input.issuer?.trim() || null, value: normal.value, primary: input.primary ?? false, verified: input.verified ?? false };
}

/** The blind index of each kind has a key of its own. */
export const indexWish = (kind: IdentityKind, value: string): IndexWish => ({ field: `customer_identity.${kind.toLowerCase()}`, value: indexedIdentity(kind, value) });

/** What may be searched besides the whole value. The tail of a number only where the company has opened that search. */
export function hintsOf(kind: IdentityKind, value: string, tailSearch: boolean): { phoneTail: string | null; emailDomain: string | null } {
  return {
    phoneTail: kind === IdentityKind.PHONE && tailSearch ? phoneTail(value) : null,
    emailDomain: kind === IdentityKind.EMAIL ? emailDomain(value) : null,
  };
}
