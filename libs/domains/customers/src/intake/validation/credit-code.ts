import { accept, bare, refuse, type Judged } from './judged';
import { provinceOf } from './provinces';

/** What a unified social credit code says: who registered the organisation, and under which code. */
export interface CreditCode {
  code: string;
  /** The whole name of the province of its registration; null where it was registered nationally. */
  province: string | null;
  organisation: string;
}

const LENGTH = 18;
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** Authority and kind of organisation, characters 1 and 2. */
const AUTHORITY = /^(?:1[1239]|2[19]|3[1-59]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[123]|A[19]|N[1239]|Y1)/;

/** Judges a unified social credit code by GB 32100-2015: alphabet, authority, organisation code (GB 11714) and check character. */
export function creditCode(text: string): Judged<CreditCode> {
  const code = bare(text);
  if (code === '') return refuse('EMPTY');
  if (code.length !== LENGTH) return refuse('CREDIT_LENGTH', { digits: code.length });
  if (![...code].every((sign) => SIGNS.includes(sign))) return refuse('CREDIT_SHAPE');
  if (!AUTHORITY.test(code)) return refuse('CREDIT_AUTHORITY', { code: code.slice(0, 2) });
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * SIGNS.indexOf(code[at]!), 0);
  const expected = SIGNS[(31 - (sum % 31)) % 31]!;
  if (code[17] !== expected) return refuse('CHECK_DIGIT', { expected });
  const organisation = code.slice(8, 17);
  if (organisation[8] !== organisationCheck(organisation)) return refuse('CREDIT_ORGANISATION');
  return accept({ code, province: provinceOf(code.slice(2, 4)), organisation });
}

/** The check character of an organisation code: MOD 11, where ten is written X. */
function organisationCheck(organisation: string): string {
  const value = (sign: string): number => (/\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 55);
  const rest = 11 - (ORGANISATION_WEIGHTS.reduce((sum, weight, at) => sum + weight * value(organisation[at]!), 0) % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}
