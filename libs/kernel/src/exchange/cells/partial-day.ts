import type { CellFacts } from '../import-spec';
import { bad, type Cell, good } from '../problem';
import { readDay } from './day';
import type { CellParser } from './text';

/** A day of which only parts may be known; parts not known stand as year 1904 (a leap year), month 01, day 01. */
export interface PartialDay {
  date: string;
  precision: 'FULL' | 'YEAR_MONTH' | 'MONTH_DAY' | 'YEAR';
}

/** A birthday as people note it: whole, or `1988`, `1988-03`, `3月7日`, `7.3`. */
export const partialDay: CellParser<PartialDay> = (raw, facts) => {
  const plain = raw.normalize('NFKC').trim().replace(/\s+00:00(:00)?$/, '');
  const year = /^(\d{4})年?$/.exec(plain);
  if (year !== null && Number(year[1]) >= 1800 && Number(year[1]) <= 2100) return good({ date: `${year[1]}-01-01`, precision: 'YEAR' });
  const month = /^(\d{4})(?:[-/.]|年)(\d{1,2})月?$/.exec(plain);
  if (month !== null) return known(month[1] as string, month[2] as string, '1', 'YEAR_MONTH');
  const chinese = /^(\d{1,2})月(\d{1,2})[日号]?$/.exec(plain);
  if (chinese !== null) return known('1904', chinese[1] as string, chinese[2] as string, 'MONTH_DAY');
  const short = /^(\d{1,2})[-/.](\d{1,2})$/.exec(plain);
  if (short !== null) return monthAndDay(Number(short[1]), Number(short[2]), facts);
  const day = readDay(plain, facts);
  return day.ok ? good({ date: day.value, precision: 'FULL' }) : day;
};

/** `7.3`: month first where the file says so or the numbers leave no choice. */
function monthAndDay(a: number, b: number, facts: Pick<CellFacts, 'dateOrder'>): Cell<PartialDay> {
  const dayFirst = facts.dateOrder === 'DMY' || (facts.dateOrder === null && a > 12);
  if (facts.dateOrder === null && a <= 12 && b <= 12 && a !== b) return bad('DAY_AMBIGUOUS');
  return dayFirst ? known('1904', String(b), String(a), 'MONTH_DAY') : known('1904', String(a), String(b), 'MONTH_DAY');
}

function known(year: string, month: string, date: string, precision: PartialDay['precision']): Cell<PartialDay> {
  const day = readDay(`${year}-${month}-${date}`, { dateOrder: 'YMD', today: '2000-01-01' });
  return day.ok ? good({ date: day.value, precision }) : bad(day.code);
}
