/**
 * Births. A stored birth is always a solar day (`birth_date`), so that every birth is a real date and ages compare;
 * its precision says which parts are known, its calendar by which one the birthday comes round. What is not known
 * holds a filler: month and date 01, and for a birth without a year the year 2000 (or the latest before it with such a day).
 */
import { LunarDay, LunarYear, SolarDay } from 'tyme4ts';
import { addDays, type Day, dayFrom, daysBetween, isDay, isLeapYear, partsOf } from './day';

export type Precision = 'FULL' | 'YEAR_MONTH' | 'MONTH_DAY' | 'YEAR';
export type Calendar = 'SOLAR' | 'LUNAR';

export interface Birth {
  day: Day;
  precision: Precision;
  calendar: Calendar;
}

/** A day of the lunar calendar: month 1 to 12, day 1 to 30; a leap month bears the number of the month before it. */
export interface LunarDate {
  year: number;
  month: number;
  day: number;
  isLeapMonth: boolean;
}

/** What to do about birthdays that do not come every year; the first of each is the default. */
export interface BirthdayHabits {
  /** Born on 29 February, in other years: 28 February or 1 March. */
  feb29?: 'FEB28' | 'MAR1';
  /** Born in a leap month, or in a month that is doubled this year: the regular month or the leap one. */
  leapMonth?: 'REGULAR' | 'LEAP';
}

const FILLER_YEAR = 2000;
// The lunar calendar is computed by tables that hold from 1600 on well beyond any customer.
const FIRST_YEAR = 1600;
const LAST_YEAR = 2200;

/** The lunar date of a solar day; null outside the years 1600 to 2200. */
export function lunarOf(day: Day): LunarDate | null {
  if (!isDay(day)) return null;
  const { year, month, date } = partsOf(day);
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  const found = SolarDay.fromYmd(year, month, date).getLunarDay();
  const its = found.getLunarMonth();
  return { year: its.getYear(), month: Math.abs(its.getMonth()), day: found.getDay(), isLeapMonth: its.isLeap() };
}

/** The solar day of a lunar date; null when that year has no such leap month or that month no thirtieth day. */
export function solarOf(lunar: LunarDate): Day | null {
  const { year, month, day, isLeapMonth } = lunar;
  if (![year, month, day].every(Number.isInteger) || year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return null;
  if (isLeapMonth && LunarYear.fromYear(year).getLeapMonth() !== month) return null;
  if (day < 1 || day > daysOfLunarMonth(year, month, isLeapMonth)) return null;
  const found = LunarDay.fromYmd(year, isLeapMonth ? -month : month, day).getSolarDay();
  return dayFrom(found.getYear(), found.getMonth(), found.getDay());
}

const daysOfLunarMonth = (year: number, month: number, isLeapMonth: boolean): number =>
  LunarYear.fromYear(year).getMonths().find((its) => Math.abs(its.getMonth()) === month && its.isLeap() === isLeapMonth)?.getDayCount() ?? 0;

/** What a person tells of a birth, in the calendar it is told in; a part that is not known is left out. */
export interface ToldBirth {
  year?: number | undefined;
  month?: number | undefined;
  date?: number | undefined;
  calendar?: Calendar | undefined;
  isLeapMonth?: boolean | undefined;
}

/** The birth to store for what was told; null when there is no such day, or neither a year nor month and date are known. */
export function birthFrom(told: ToldBirth): Birth | null {
  const { year, month, date, calendar = 'SOLAR', isLeapMonth = false } = told;
  const precision = precisionOf(told);
  if (!precision) return null;
  const find = (inYear: number): Day | null => {
    if (calendar === 'LUNAR') return solarOf({ year: inYear, month: month ?? 1, day: date ?? 1, isLeapMonth });
    const day = `${String(inYear).padStart(4, '0')}-${String(month ?? 1).padStart(2, '0')}-${String(date ?? 1).padStart(2, '0')}`;
    return isDay(day) ? day : null;
  };
  if (year !== undefined) {
    const day = find(year);
    return day ? { day, precision, calendar } : null;
  }
  // A leap month comes back within nineteen years at most places of the calendar, the rarest within some two hundred.
  for (let filler = FILLER_YEAR; filler > FILLER_YEAR - 300; filler -= 1) {
    const day = find(filler);
    if (day) return { day, precision, calendar };
  }
  return null;
}

function precisionOf({ year, month, date }: ToldBirth): Precision | null {
  if (year === undefined) return month !== undefined && date !== undefined ? 'MONTH_DAY' : null;
  if (month === undefined) return date === undefined ? 'YEAR' : null;
  return date === undefined ? 'YEAR_MONTH' : 'FULL';
}

/**
 * Age in whole years on a day; null where it cannot be told: no year of birth, or a birth after that day.
 * Without month or date the age is the one reached by the end of what is known (the lower of the two possible).
 * Legal age follows the solar day also for whoever keeps the lunar birthday; 29 February turns a year older on 1 March.
 */
export function ageOn(today: Day, birth: Birth): number | null {
  if (birth.precision === 'MONTH_DAY') return null;
  const born = partsOf(lastPossible(birth));
  const now = partsOf(today);
  const hadBirthday = now.month > born.month || (now.month === born.month && now.date >= born.date);
  const age = now.year - born.year - (hadBirthday ? 0 : 1);
  if (age >= 0) return age;
  return birth.precision === 'FULL' || birth.day > today ? null : 0;
}

function lastPossible({ day, precision }: Birth): Day {
  const { year, month } = partsOf(day);
  if (precision === 'YEAR') return `${day.slice(0, 4)}-12-31`;
  if (precision !== 'YEAR_MONTH') return day;
  return addDays(month === 12 ? dayFrom(year + 1, 1, 1) : dayFrom(year, month + 1, 1), -1);
}

/** The next solar day, today included, on which the birthday is kept; null where month and date are not known. */
export function nextBirthday(today: Day, birth: Birth, habits: BirthdayHabits = {}): Day | null {
  if (birth.precision === 'YEAR' || birth.precision === 'YEAR_MONTH') return null;
  return birth.calendar === 'LUNAR' ? nextLunar(today, birth.day, habits) : nextSolar(today, birth.day, habits);
}

/** Days until the next birthday, 0 today; null where month and date are not known. */
export function daysToBirthday(today: Day, birth: Birth, habits?: BirthdayHabits): number | null {
  const next = nextBirthday(today, birth, habits);
  return next ? daysBetween(today, next) : null;
}

function nextSolar(today: Day, born: Day, { feb29 = 'FEB28' }: BirthdayHabits): Day {
  const { month, date } = partsOf(born);
  const inYear = (year: number): Day => {
    if (month !== 2 || date !== 29 || isLeapYear(year)) return dayFrom(year, month, date);
    return feb29 === 'FEB28' ? dayFrom(year, 2, 28) : dayFrom(year, 3, 1);
  };
  const { year } = partsOf(today);
  const thisYear = inYear(year);
  return thisYear >= today ? thisYear : inYear(year + 1);
}

function nextLunar(today: Day, born: Day, { leapMonth = 'REGULAR' }: BirthdayHabits): Day | null {
  const birthday = lunarOf(born);
  const now = lunarOf(today);
  if (!birthday || !now) return null;
  for (let year = now.year; year <= now.year + 2; year += 1) {
    const leaps = LunarYear.fromYear(year).getLeapMonth() === birthday.month;
    const isLeapMonth = leaps && leapMonth === 'LEAP' && birthday.isLeapMonth;
    // A month of 29 days has no thirtieth: the birthday is kept on its last day.
    const day = Math.min(birthday.day, daysOfLunarMonth(year, birthday.month, isLeapMonth));
    const solar = solarOf({ year, month: birthday.month, day, isLeapMonth });
    if (solar && solar >= today) return solar;
  }
  return null;
}
