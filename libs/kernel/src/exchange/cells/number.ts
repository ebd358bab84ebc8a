import { bad, type Cell, good } from '../problem';
import type { CellParser } from './text';

/** A decimal number as exact text: sign, digits, at most one point; no exponent. */
interface Exact {
  negative: boolean;
  whole: string;
  fraction: string;
}

const UNITS: Readonly<Record<string, number>> = { 千: 3, 仟: 3, 万: 4, 萬: 4, 百万: 6, 千万: 7, 亿: 8, 億: 8, k: 3, m: 6 };

/** Reads a number as people write it: separators, full width, brackets or a trailing minus for less than nothing, 万 and 亿, percent left to the caller. */
export function exact(raw: string): Exact | null {
  let body = raw.normalize('NFKC').trim().replace(/[\s'’_]/g, '').replace(/[−–—]/g, '-');
  const bracket = /^\((.+)\)$/.exec(body);
  let negative = bracket !== null;
  body = bracket?.[1] ?? body;
  const sign = /^([+-])?(.*?)(-)?$/.exec(body);
  if (sign?.[1] === '-' || sign?.[3] === '-') negative = !negative;
  body = sign?.[2] ?? '';
  const unit = /^([\d.,]+)(千万|百万|[千仟万萬亿億km])?$/i.exec(body);
  const scientific = /^(\d+(?:\.\d+)?)e([+-]?\d{1,2})$/i.exec(body);
  if (scientific !== null) return shifted({ negative, ...cut(scientific[1] as string) }, Number(scientific[2]));
  if (unit === null) return null;
  const digits = grouped(unit[1] as string);
  if (digits === null) return null;
  return shifted({ negative, ...cut(digits) }, UNITS[(unit[2] ?? '').toLowerCase()] ?? 0);
}

/** Tells separators from the decimal point: what stands last with other than three digits after it is the point. */
function grouped(body: string): string | null {
  if (!/\d/.test(body)) return null;
  const comma = body.lastIndexOf(',');
  const point = body.lastIndexOf('.');
  if (comma === -1) return body.indexOf('.') === point ? body : separated(body, '.', ',');
  if (point > comma) return separated(body, ',', '.');
  if (point !== -1) return separated(body, '.', ',');
  if (body.indexOf(',') === comma && body.length - comma - 1 !== 3) return body.replace(',', '.');
  return separated(body, ',', '.');
}

function separated(body: string, separator: ',' | '.', decimal: ',' | '.'): string | null {
  const [whole = '', fraction, ...more] = body.split(decimal);
  if (more.length > 0 || fraction?.includes(separator) === true) return null;
  const groups = whole.split(separator);
  const wellFormed = groups.every((group, at) => (at === 0 ? group.length <= 4 && group.length > 0 : group.length >= 2 && group.length <= 4));
  return wellFormed ? groups.join('') + (fraction === undefined ? '' : `.${fraction}`) : null;
}

function cut(digits: string): { whole: string; fraction: string } {
  const [whole = '', fraction = ''] = digits.split('.');
  return { whole: whole === '' ? '0' : whole, fraction };
}

function shifted(number: Exact, by: number): Exact {
  if (by === 0) return number;
  const digits = number.whole + number.fraction;
  const point = number.whole.length + by;
  if (point >= digits.length) return { ...number, whole: digits.padEnd(point, '0'), fraction: '' };
  if (point <= 0) return { ...number, whole: '0', fraction: digits.padStart(digits.length - point, '0') };
  return { ...number, whole: digits.slice(0, point), fraction: digits.slice(point) };
}

/** The number itself, for counts and measures. */
export function toNumber(number: Exact): number {
  return Number(`${number.negative ? '-' : ''}${number.whole}.${number.fraction === '' ? '0' : number.fraction}`);
}

/** A number between bounds. */
export function number(from = -1e15, to = 1e15): CellParser<number> {
  return (raw) => bounded(raw, from, to);
}

/** A whole number between bounds. */
export function integer(from = -2_147_483_648, to = 2_147_483_647): CellParser<number> {
  return (raw) => {
    const cell = bounded(raw, from, to);
    return cell.ok && !Number.isInteger(cell.value) ? bad('NUMBER_NOT_WHOLE') : cell;
  };
}

function bounded(raw: string, from: number, to: number): Cell<number> {
  const found = exact(raw);
  if (found === null) return bad('NUMBER_UNREADABLE');
  const value = toNumber(found);
  return value < from || value > to ? bad('NUMBER_OUT_OF_RANGE', { from, to }) : good(value);
}

/** A fraction: `12%` and `0.12` are the same. */
export const percent: CellParser<number> = (raw) => {
  const plain = raw.normalize('NFKC').trim();
  const found = exact(plain.replace(/%$/, ''));
  if (found === null) return bad('NUMBER_UNREADABLE');
  return good(plain.endsWith('%') ? toNumber(shifted(found, -2)) : toNumber(found));
};
