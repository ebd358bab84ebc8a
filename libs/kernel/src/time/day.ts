/** Calendar days as `YYYY-MM-DD`: never moments, so no zone and no daylight saving can shift them. */

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

const MS = 86_400_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** Whether a text is a day that exists, in the years 1 to 9999. */
export function isDay(text: string): boolean {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return year !== undefined && Number(year) > 0 && Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1 && Number(date) <= daysInMonth(Number(year), Number(month));
}

/** A day from its parts (month 1 to 12). @throws RangeError when there is no such day. */
export function dayFrom(year: number, month: number, date: number): Day {
  const day = `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
  if (!isDay(day)) throw new RangeError(`There is no day ${day}`);
  return day;
}

/** Year, month (1 to 12) and date of a day. */
export const partsOf = (day: Day): { year: number; month: number; date: number } => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)),
  date: Number(day.slice(8, 10)),
});

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Days since 1970-01-01. */
function serial(day: Day): number {
  const { year, month, date } = partsOf(day);
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, date);
  return Math.round(moment.getTime() / MS);
}

/** The day so many days later; earlier when negative. */
export function addDays(day: Day, count: number): Day {
  const moment = new Date((serial(day) + count) * MS);
  return dayFrom(moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate());
}

/** The same date so many months later, or the last of that month where it has no such date (31 January + 1 = 28 or 29 February). */
export function addMonths(day: Day, count: number): Day {
  const { year, month, date } = partsOf(day);
  const total = year * 12 + (month - 1) + count;
  const [toYear, toMonth] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  return dayFrom(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)));
}

/** Days from one day to another; 0 for the same day, negative when `to` lies before. */
export const daysBetween = (from: Day, to: Day): number => serial(to) - serial(from);

/** The month of a day, `YYYY-MM`. */
export const monthOf = (day: Day): string => day.slice(0, 7);

/** Day of the week: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: Day): number => ((((serial(day) + 3) % 7) + 7) % 7) + 1;

/** The first day of the month. */
export const startOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;

/** The last so many days with `today` among them; 1 is today alone. */
export const lastDays = (count: number, today: Day): { from: Day; to: Day } => ({ from: addDays(today, 1 - count), to: today });
