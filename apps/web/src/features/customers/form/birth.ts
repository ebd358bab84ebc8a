type Precision = 'FULL' | 'YEAR_MONTH' | 'MONTH_DAY' | 'YEAR';
export interface Birth { readonly birthDate: string; readonly birthPrecision: Precision }

/** A leap year stands in where only month and day are known, so that 29 February has a place. */
const ANY_YEAR = 1904;
// The escapes are the Chinese signs for year, month and day.
const FULL = /^(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})\u65e5?$/u;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/u;
const YEAR_MONTH = /^(\d{4})[-/.\u5e74](\d{1,2})\u6708?$/u;
const MONTH_DAY = /^(\d{1,2})[-/.\u6708](\d{1,2})\u65e5?$/u;
const YEAR = /^(\d{4})\u5e74?$/u;

/** Reads a birthday as people write it. Null: nothing was written. Undefined: it cannot be understood. */
export function parseBirth(written: string | null | undefined): Birth | null | undefined {
  const text = (written ?? '').normalize('NFKC').replace(/\s/gu, '');
  if (text === '') return null;
  const full = FULL.exec(text) ?? COMPACT.exec(text);
  if (full) return birth(Number(full[1]), Number(full[2]), Number(full[3]), 'FULL');
  const yearMonth = YEAR_MONTH.exec(text);
  if (yearMonth) return birth(Number(yearMonth[1]), Number(yearMonth[2]), 1, 'YEAR_MONTH');
  const monthDay = MONTH_DAY.exec(text);
  if (monthDay) return birth(ANY_YEAR, Number(monthDay[1]), Number(monthDay[2]), 'MONTH_DAY');
  const year = YEAR.exec(text);
  return year ? birth(Number(year[1]), 1, 1, 'YEAR') : undefined;
}

function birth(year: number, month: number, day: number, birthPrecision: Precision): Birth | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const stands = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1850;
  return stands ? { birthDate: date.toISOString().slice(0, 10), birthPrecision } : undefined;
}

/** As it is written again into the form field. */
export function writeBirth(birthDate: string | null | undefined, precision: string | null | undefined): string {
  if (!birthDate) return '';
  const [year = '', month = '', day = ''] = birthDate.split('-');
  switch (precision) {
    case 'YEAR': return year;
    case 'YEAR_MONTH': return `${year}-${month}`;
    case 'MONTH_DAY': return `${month}-${day}`;
    default: return birthDate;
  }
}
