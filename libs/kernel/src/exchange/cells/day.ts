import type { CellFacts, DateOrder } from '../import-spec';
import { bad, type Cell, good } from '../problem';
import { serialDay, serialInstant } from './serial';
import type { CellParser } from './text';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface Parts {
  year: number;
  month: number;
  day: number;
}

/** A day between two years, in any common writing: 2026/3/7, 7.3.2026, 20260307, 2026年3月7日, 7 Mar 2026, spreadsheet serials. */
export function day(from = '1800-01-01', to = '2200-12-31'): CellParser<string> {
  return (raw, facts) => {
    const found = readDay(raw.normalize('NFKC').trim().replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|[ap]m)?$/i, ''), facts);
    return found.ok && (found.value < from || found.value > to) ? bad('DAY_OUT_OF_RANGE', { from, to }) : found;
  };
}

/** Digits with separators or without, or a month by name. */
export function readDay(plain: string, facts: Pick<CellFacts, 'dateOrder' | 'today'>): Cell<string> {
  const chinese = /^(\d{2,4})年(\d{1,2})月(\d{1,2})[日号]?$/.exec(plain);
  if (chinese !== null) return whole(fullYear(chinese[1] as string, facts), chinese[2], chinese[3]);
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (compact !== null && Number(compact[1]) >= 1800) return whole(Number(compact[1]), compact[2], compact[3]);
  const yearFirst = /^(\d{4})[-/.\s](\d{1,2})[-/.\s](\d{1,2})$/.exec(plain);
  if (yearFirst !== null) return whole(Number(yearFirst[1]), yearFirst[2], yearFirst[3]);
  const open = /^(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{2}|\d{4})$/.exec(plain);
  if (open !== null) return ordered([open[1] as string, open[2] as string, open[3] as string], plain, facts);
  const named = namedMonth(plain, facts);
  if (named !== null) return whole(named.year, String(named.month), String(named.day));
  if (/^\d{4,6}(\.\d+)?$/.test(plain)) return serial(plain);
  return bad('DAY_UNREADABLE');
}

/** A serial counts only where it means a day of the last or this century: a bare `2026` is a year, not a serial. */
function serial(plain: string): Cell<string> {
  const value = Number(plain);
  const found = value >= 3654 && value < 80_000 && !(value >= 1900 && value <= 2100) ? serialDay(value) : null;
  return found === null ? bad('DAY_UNREADABLE') : good(found);
}

/** Three numbers, the year not at the front by its length: the order is told by the numbers, by the file, or not at all. */
function ordered(numbers: readonly [string, string, string], plain: string, facts: Pick<CellFacts, 'dateOrder' | 'today'>): Cell<string> {
  const short = numbers[2].length === 2;
  const candidates = (['DMY', 'MDY', 'YMD'] as DateOrder[]).filter((order) => order !== 'YMD' || short);
  const fits = candidates.map((order) => ({ order, parts: arranged(order, numbers, facts) })).filter(({ parts }) => exists(parts));
  const chosen = facts.dateOrder === null ? undefined : fits.find(({ order }) => order === facts.dateOrder);
  if (chosen !== undefined) return good(iso(chosen.parts));
  const days = new Set(fits.map(({ parts }) => iso(parts)));
  if (days.size === 0) return bad('DAY_IMPOSSIBLE');
  if (facts.dateOrder !== null && days.size >= 1 && fits.every(({ order }) => order !== facts.dateOrder)) return days.size === 1 ? good([...days][0] as string) : bad('DAY_AMBIGUOUS');
  if (days.size === 1) return good([...days][0] as string);
  // A point between day and month is written where the day comes first (7.3.2026); slashes and dashes say nothing.
  const pointed = plain.includes('.') && !short ? fits.find(({ order }) => order === 'DMY') : undefined;
  return pointed === undefined ? bad('DAY_AMBIGUOUS') : good(iso(pointed.parts));
}

function arranged(order: DateOrder, [a, b, c]: readonly [string, string, string], facts: Pick<CellFacts, 'today'>): Parts {
  if (order === 'YMD') return { year: fullYear(a, facts), month: Number(b), day: Number(c) };
  if (order === 'DMY') return { year: fullYear(c, facts), month: Number(b), day: Number(a) };
  return { year: fullYear(c, facts), month: Number(a), day: Number(b) };
}

/** Two digits mean the century that lies not more than ten years ahead of today. */
function fullYear(text: string, facts: Pick<CellFacts, 'today'>): number {
  const year = Number(text);
  if (text.length > 2) return year;
  const limit = Number(facts.today.slice(0, 4)) + 10;
  const century = Math.floor(limit / 100) * 100;
  return century + year > limit ? century - 100 + year : century + year;
}

function namedMonth(plain: string, facts: Pick<CellFacts, 'today'>): Parts | null {
  const words = plain.toLowerCase().replace(/(\d)(st|nd|rd|th)\b/g, '$1').replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,\s]+/, '').split(/[\s,./-]+/).filter((word) => word !== '');
  if (words.length !== 3) return null;
  const at = words.findIndex((word) => /^[a-z]{3,9}$/.test(word));
  const month = at === -1 ? 0 : MONTHS.indexOf((words[at] as string).slice(0, 3)) + 1;
  const numbers = words.filter((_, index) => index !== at);
  if (month === 0 || at === 2 || numbers.some((word) => !/^\d{1,4}$/.test(word))) return null;
  const yearFirst = (numbers[0] as string).length === 4;
  const [year, date] = yearFirst ? [numbers[0], numbers[1]] : [numbers[1], numbers[0]];
  return { year: fullYear(year as string, facts), month, day: Number(date) };
}

function whole(year: number, month: string | undefined, date: string | undefined): Cell<string> {
  const parts = { year, month: Number(month), day: Number(date) };
  return exists(parts) ? good(iso(parts)) : bad('DAY_IMPOSSIBLE');
}

function exists({ year, month, day: date }: Parts): boolean {
  return year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(2000, month, 0)).getUTCDate() - (month === 2 && !isLeap(year) ? 1 : 0);
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function iso({ year, month, day: date }: Parts): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** A serial number with a fraction, for instants. */
export function serialMoment(plain: string): string | null {
  const value = Number(plain);
  return /^\d{4,6}\.\d+$/.test(plain) && value >= 3654 && value < 80_000 ? serialInstant(value) : null;
}
