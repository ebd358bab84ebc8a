import { bad, type Cell, good } from '../problem';
import { exact } from './number';
import type { CellParser } from './text';

/** An amount in whole minor units of its currency. */
export interface CellMoney {
  minor: number;
  currency: string;
}

const SIGNS: readonly (readonly [string, string])[] = [
  ['人民币', 'CNY'], ['元', 'CNY'], ['块', 'CNY'], ['rmb', 'CNY'], ['¥', 'CNY'], ['hk$', 'HKD'], ['us$', 'USD'], ['nt$', 'TWD'], ['a$', 'AUD'], ['c$', 'CAD'], ['s$', 'SGD'],
  ['美元', 'USD'], ['欧元', 'EUR'], ['英镑', 'GBP'], ['港币', 'HKD'], ['港元', 'HKD'], ['日元', 'JPY'], ['$', 'USD'], ['€', 'EUR'], ['£', 'GBP'], ['₩', 'KRW'], ['₹', 'INR'],
];
const digitsOf = new Map<string, number>();

/** How many decimals a currency has: 2 for most, 0 for JPY. */
export function currencyDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digitsOf.set(currency, digits);
  return digits;
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** A currency by code, sign or Chinese name. */
export const currency: CellParser<string> = (raw) => {
  const plain = raw.normalize('NFKC').trim();
  const upper = plain.toUpperCase();
  if (CURRENCIES.has(upper)) return good(upper);
  const sign = SIGNS.find(([word]) => word === plain.toLowerCase());
  return sign === undefined ? bad('CURRENCY_UNKNOWN') : good(sign[1]);
};

/** The amount of a text in a given currency; `round` takes decimals beyond the currency's, half away from zero, instead of refusing them. */
export function amountIn(raw: string, code: string, round = false): Cell<CellMoney> {
  const { body, said } = withoutSign(raw);
  if (said !== null && said !== code && !(said === 'CNY' && code === 'JPY')) return bad('CURRENCY_MISMATCH', { found: said, expected: code });
  const found = exact(body);
  if (found === null) return bad('NUMBER_UNREADABLE');
  const digits = currencyDigits(code);
  const kept = found.fraction.slice(0, digits).padEnd(digits, '0');
  const beyond = found.fraction.slice(digits);
  if (/[1-9]/.test(beyond) && !round) return bad('AMOUNT_TOO_FINE', { currency: code, digits });
  const minor = Number(found.whole + kept) + (beyond.length > 0 && beyond.charCodeAt(0) >= 53 ? 1 : 0);
  if (!Number.isSafeInteger(minor) || minor > 1e15) return bad('NUMBER_OUT_OF_RANGE', { from: -1e13, to: 1e13 });
  return good({ minor: found.negative && minor !== 0 ? -minor : minor, currency: code });
}

/** Money in the currency of the file's facts; a sign or code in the cell must agree with it. */
export function money(options: { round?: boolean; least?: number } = {}): CellParser<CellMoney> {
  return (raw, facts) => {
    const cell = amountIn(raw, facts.currency, options.round);
    return cell.ok && options.least !== undefined && cell.value.minor < options.least ? bad('NUMBER_OUT_OF_RANGE', { from: options.least, to: 1e13 }) : cell;
  };
}

function withoutSign(raw: string): { body: string; said: string | null } {
  const plain = raw.normalize('NFKC').trim();
  const lower = plain.toLowerCase();
  for (const [word, code] of SIGNS) {
    const at = lower.indexOf(word);
    if (at !== -1) return { body: (plain.slice(0, at) + plain.slice(at + word.length)).replace(/整$/, ''), said: code };
  }
  const code = /^([A-Z]{3})\s*(.+)$|^(.+?)\s*([A-Z]{3})$/.exec(plain);
  const said = code?.[1] ?? code?.[4] ?? null;
  return said !== null && CURRENCIES.has(said) ? { body: code?.[2] ?? code?.[3] ?? '', said } : { body: plain, said: null };
}
