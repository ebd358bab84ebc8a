import type { ExportCellType } from '../export-spec';
import { currencyDigits } from '../cells/money';

/** One column of a file to write. */
export interface SheetColumn {
  name: string;
  title: string;
  type: ExportCellType;
}

/** Money as whole minor units. */
export interface SheetMoney {
  minor: number;
  currency: string;
}

/** True where a value is `{ minor, currency }`. */
export function isMoney(value: unknown): value is SheetMoney {
  return typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;
}

/** An amount in major units as exact text: `-12.05`. */
export function moneyText({ minor, currency }: SheetMoney): string {
  const digits = currencyDigits(currency);
  const plain = String(Math.abs(minor)).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? sign + plain : `${sign}${plain.slice(0, -digits)}.${plain.slice(-digits)}`;
}

/** A value as plain text, for CSV and for text cells. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (isMoney(value)) return moneyText(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plainText).filter((part) => part !== '').join('、');
  if (typeof value === 'object') return 'name' in value ? plainText((value as { name: unknown }).name) : JSON.stringify(value);
  return String(value);
}

const QUARTER_MS = 900_000;
const MOST_OFFSETS = 50_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** How far the wall clock of a zone is ahead. Clocks are moved on a quarter of an hour, so a quarter has one offset, and asking costs much more than knowing. */
function offsetOf(at: number, zone: string): number {
  const quarter = Math.floor(at / QUARTER_MS);
  const name = `${zone} ${quarter}`;
  const known = offsets.get(name);
  if (known !== undefined) return known;
  let format = formats.get(zone);
  if (!format) formats.set(zone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })));
  const begin = quarter * QUARTER_MS;
  const offset = Date.parse(`${format.format(begin).replace(' ', 'T')}Z`) - begin;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  offsets.set(name, offset);
  return offset;
}

/** Wall-clock text of a moment in a zone: `2026-03-07 14:05:00`. */
export function wallClock(value: Date | string, zone: string): string {
  const at = typeof value === 'string' ? Date.parse(value) : value.getTime();
  if (Number.isNaN(at)) return String(value);
  return new Date(at + offsetOf(at, zone)).toISOString().slice(0, 19).replace('T', ' ');
}
