/** One way to write phone numbers, e-mail addresses and accounts, so that equal ones are equal. */
import { type CountryCode, getCountries, getCountryCallingCode, isSupportedCountry, type NumberType, ParseError, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { type ContactReason } from './contact-reasons';

/** Either the one way to write a value, or the reason why it is not accepted with the facts that its sentence needs. */
export type Normalised =
  | { ok: true; value: string }
  | { ok: false; reason: ContactReason; facts: Record<string, string | number> };

export type ContactKind = 'PHONE' | 'EMAIL' | 'ACCOUNT';

const refuse = (reason: ContactReason, facts: Record<string, string | number> = {}): Normalised => ({ ok: false, reason, facts });
const accept = (value: string): Normalised => ({ ok: true, value });

const EXAMPLES: Partial<Record<CountryCode, string>> = { CN: '138 0013 8000', GB: '07700 900123', US: '(201) 555-0123', DE: '0151 23456789' };
const MOBILE_DIGITS: Partial<Record<CountryCode, number>> = { CN: 11, US: 10, CA: 10, GB: 11, HK: 8, MO: 8, SG: 8, TW: 10, JP: 11, KR: 11 };
const LONGEST_PHONE = 64;
const LONGEST_EMAIL = 254;
const CN_MOBILE = /^(?:\+?86|0086)?(1[3-9]\d{9})$/;

// Marks without width: copied from messengers and address books, they would make equal values differ.
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g;

/** Half width, without blanks, dashes, dots and brackets; a leading apostrophe and `.0` are what spreadsheets leave behind. */
function bare(text: string): string {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '').trim();
  return plain.replace(/^'/, '').replace(/^(\d+)\.0+$/, '$1').replace(/[\s()[\].\-‐-―−ー_]/g, '');
}

/**
 * A phone number in E.164 (`+8613800138000`). Blanks, dashes, brackets, full-width digits, +86 and 0086 are understood.
 * @param region where numbers without country code belong to (the company's setting), e.g. `CN`.
 */
export function normalisePhone(text: string, region: string = 'CN'): Normalised {
  if (text.length > LONGEST_PHONE) return refuse('TOO_LONG', { length: text.length, limit: LONGEST_PHONE });
  const number = bare(text);
  if (number === '') return refuse('EMPTY');
  const mobile = CN_MOBILE.exec(number);
  if (mobile && (region === 'CN' || number.length > 11)) return accept(`+86${mobile[1]}`);
  if (/^\d(?:\d*)[eE]\+?\d+$/.test(number) || /^\d+(?:\.\d+)?[eE]\+?\d+$/.test(text.trim())) return refuse('PHONE_ROUNDED', { value: text.trim() });
  const home: CountryCode = isSupportedCountry(region) ? region : 'CN';
  if (/\d{7,}\s*[/,;、，；|]\s*\+?\d{7,}/.test(number)) return refuse('PHONE_SEVERAL');
  const [main = ''] = number.split(/(?:转|分机|ext|#|x)/i);
  if (!/^\+?\d+$/.test(main)) return refuse('PHONE_NOT_A_NUMBER', { value: text.trim().slice(0, 40), example: exampleOf(home) });
  return parsed(main.replace(/^00(?=[1-9])/, '+'), home);
}

function parsed(number: string, home: CountryCode): Normalised {
  try {
    const found = parsePhoneNumberWithError(number, home);
    if (found.isValid()) return accept(found.number);
    const region = found.country ?? regionOf(number, home);
    const length = found.nationalNumber.length;
    if (found.countryCallingCode === '86') return judgeChinese(found.nationalNumber);
    // Abroad the tables lag behind new ranges and leave out reserved ones: the right length is enough.
    if (found.isPossible()) return accept(found.number);
    return length < (MOBILE_DIGITS[region] ?? 9) ? wrongLength('PHONE_TOO_SHORT', number, region) : wrongLength('PHONE_TOO_LONG', number, region);
  } catch (error) {
    return refused(number, home, error instanceof ParseError ? error.message : 'NOT_A_NUMBER');
  }
}

// libphonenumber takes any 7 to 12 digits for possible in China; people mistype mobile numbers, so these are judged as such.
function judgeChinese(national: string): Normalised {
  if (/^1[3-9]/.test(national) && national.length !== 11) return wrongLength(national.length < 11 ? 'PHONE_TOO_SHORT' : 'PHONE_TOO_LONG', national, 'CN');
  if (national.length < 7) return wrongLength('PHONE_TOO_SHORT', national, 'CN');
  if (national.length > 12) return wrongLength('PHONE_TOO_LONG', national, 'CN');
  return refuse('PHONE_NOT_IN_USE', { region: 'CN', example: exampleOf('CN') });
}

function refused(number: string, home: CountryCode, why: string): Normalised {
  if (why === 'INVALID_COUNTRY') return refuse('PHONE_UNKNOWN_REGION', { code: number.slice(0, 4) });
  if (why === 'TOO_SHORT') return wrongLength('PHONE_TOO_SHORT', number, regionOf(number, home));
  if (why === 'TOO_LONG') return wrongLength('PHONE_TOO_LONG', number, regionOf(number, home));
  return refuse('PHONE_NOT_A_NUMBER', { value: number, example: exampleOf(home) });
}

// Several countries share a code; the largest of them answers for it.
const LARGEST: readonly CountryCode[] = ['US', 'RU', 'GB', 'AU', 'NO', 'IT'];

function regionOf(number: string, home: CountryCode): CountryCode {
  if (!number.startsWith('+')) return home;
  const hasCode = (region: CountryCode): boolean => number.startsWith(`+${getCountryCallingCode(region)}`);
  return LARGEST.find(hasCode) ?? getCountries().find(hasCode) ?? home;
}

const wrongLength = (reason: 'PHONE_TOO_SHORT' | 'PHONE_TOO_LONG', number: string, region: CountryCode): Normalised =>
  refuse(reason, { digits: number.replace(/\D/g, '').length, expected: MOBILE_DIGITS[region] ?? '7–15', region, example: exampleOf(region) });

const exampleOf = (region: CountryCode): string => EXAMPLES[region] ?? `+${getCountryCallingCode(region)} …`;

/** Whether a number in E.164 can receive text messages, as far as its range tells; null when the range is mixed. */
export function isMobile(e164: string): boolean | null {
  if (/^\+861[3-9]/.test(e164)) return true;
  let type: NumberType;
  try {
    type = parsePhoneNumberWithError(e164).getType();
  } catch {
    return null;
  }
  if (type === 'MOBILE') return true;
  return type === undefined || type === 'FIXED_LINE_OR_MOBILE' ? null : false;
}

const NAME = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** At least two labels, and a last one that is no number. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && /^(?=.*\p{L}).{2,}$/u.test(labels.at(-1)!);
}

/** An e-mail address in lower case without blanks around it. Full-width letters and ＠ are folded; `mailto:` and `Name <address>` are undone. */
export function normaliseEmail(text: string): Normalised {
  if (text.length > 2 * LONGEST_EMAIL) return refuse('TOO_LONG', { length: text.length, limit: LONGEST_EMAIL });
  const plain = text.normalize('NFKC').replace(INVISIBLE, '').trim();
  const address = (/<([^<>]+)>$/.exec(plain)?.[1] ?? plain).replace(/^mailto:/i, '').trim().toLowerCase();
  if (address === '') return refuse('EMPTY');
  if (address.length > LONGEST_EMAIL) return refuse('TOO_LONG', { length: address.length, limit: LONGEST_EMAIL });
  const at = address.lastIndexOf('@');
  if (at < 0) return refuse('EMAIL_NO_AT', { value: address.slice(0, 60) });
  const name = address.slice(0, at);
  const domain = address.slice(at + 1).replace(/\.$/, '');
  if (!NAME.test(name) || name.length > 64) return refuse('EMAIL_BAD_NAME', { name: name.slice(0, 60) });
  return isDomain(domain) ? accept(`${name}@${domain}`) : refuse('EMAIL_BAD_DOMAIN', { domain: domain.slice(0, 60) });
}

/** An account name (WeChat, member card…): half width, without blanks around it; case stays as written. */
export function normaliseAccount(text: string): Normalised {
  if (text.length > 1000) return refuse('TOO_LONG', { length: text.length, limit: 200 });
  const account = text.normalize('NFKC').replace(INVISIBLE, '').trim().replace(/\s+/g, ' ');
  if (account === '') return refuse('EMPTY');
  return account.length > 200 ? refuse('TOO_LONG', { length: account.length, limit: 200 }) : accept(account);
}

/** Any identity by its kind. */
export function normaliseContact(kind: ContactKind, text: string, region?: string): Normalised {
  if (kind === 'PHONE') return normalisePhone(text, region);
  return kind === 'EMAIL' ? normaliseEmail(text) : normaliseAccount(text);
}

/** What a blind index is made of: the normalised value, for accounts without regard to case. */
export const indexedValue = (kind: ContactKind, value: string): string => (kind === 'ACCOUNT' ? value.toLowerCase() : value);

/** The last four digits of a number, as asked for at the till; null below seven digits, where they would be most of it. */
export function phoneTail(e164: string): string | null {
  const digits = e164.replace(/\D/g, '');
  return digits.length < 7 ? null : digits.slice(-4);
}

/** The domain of a normalised address; null without one. */
export function emailDomain(email: string): string | null {
  const at = email.lastIndexOf('@');
  return at < 0 || at === email.length - 1 ? null : email.slice(at + 1);
}
