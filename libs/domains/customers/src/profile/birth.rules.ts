import { DomainError } from '@dossier/kernel/errors';
import { isDay, lunarOf, partsOf, type Day } from '@dossier/kernel/time';
import { BirthCalendar, BirthPrecision } from '@dossier/vocabulary/enums';

export interface Birth {
  birthDate: Day | null;
  birthPrecision: BirthPrecision | null;
  birthCalendar: BirthCalendar | null;
  birthLeapMonth: boolean | null;
}

export interface BirthSaid {
  birthDate?: string | null;
  birthPrecision?: BirthPrecision | null;
  birthCalendar?: BirthCalendar | null;
}

/** The year that stands for an unknown one, as everywhere in the product: a leap year, so that 29 February has a place. */
const YEARLESS = '2000';
const OLDEST = 1850;
const unknown: Birth = { birthDate: null, birthPrecision: null, birthCalendar: null, birthLeapMonth: null };
const refuse = (reason: string): never => {
  throw new DomainError('INVALID_INPUT', { field: 'birthDate', reason });
};

/** Birth as it is stored: fillers for what is not known, the leap month found by itself. Throws for a day that cannot be. */
export function birthOf(said: BirthSaid, today: Day): Birth {
  if (!said.birthDate) return unknown;
  if (!isDay(said.birthDate)) refuse('NOT_A_DAY');
  const birthPrecision = said.birthPrecision ?? BirthPrecision.FULL;
  const birthCalendar = said.birthCalendar ?? BirthCalendar.SOLAR;
  // A lunar birthday keeps the Gregorian day it was given as: another year would be another lunar day.
  const birthDate = birthCalendar === BirthCalendar.LUNAR ? said.birthDate : filled(said.birthDate, birthPrecision);
  if (birthPrecision !== BirthPrecision.MONTH_DAY) {
    if (birthDate > today) refuse('IN_THE_FUTURE');
    if (partsOf(birthDate).year < OLDEST) refuse('TOO_LONG_AGO');
  }
  if (birthCalendar === BirthCalendar.SOLAR) return { birthDate, birthPrecision, birthCalendar, birthLeapMonth: null };
  const lunar = lunarOf(birthDate);
  if (!lunar) refuse('TOO_LONG_AGO');
  return { birthDate, birthPrecision, birthCalendar, birthLeapMonth: lunar!.isLeapMonth };
}

function filled(day: Day, precision: BirthPrecision): Day {
  if (precision === BirthPrecision.YEAR) return `${day.slice(0, 4)}-01-01`;
  if (precision === BirthPrecision.YEAR_MONTH) return `${day.slice(0, 7)}-01`;
  return precision === BirthPrecision.MONTH_DAY ? `${YEARLESS}${day.slice(4)}` : day;
}
