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

/** Wall-clock text of a moment in a zone: `2026-03-07 14:05:00`. */
export function wallClock(value: Date | string, zone: string): string {
  const at = typeof value === 'string' ? new Date(value) : value;
  if (Number.isNaN(at.getTime())) return String(value);
  return at.toLocaleString('sv-SE', { timeZone: zone });
}
