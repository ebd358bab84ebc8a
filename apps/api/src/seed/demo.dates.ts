import { dayAfter, daysBetween, type Day } from '@dossier/metrics';

/** The day of the newest line of the set. */
export const RETAIL_LAST_DAY: Day = '2011-12-09';

/**
 * How many days the set is moved: whole weeks, so that a Friday stays a Friday, and as many as bring its last day within the seven
 * days that end today (today counts).
 */
export const shiftTo = (today: Day): number => Math.floor(daysBetween(RETAIL_LAST_DAY, today) / 7) * 7;

/** `2011-12-09 12:50:00` of the file as day and time of the demo; the clock hour stays as it is, in the company's zone. */
export const shifted = (at: string, days: number): string => `${dayAfter(at.slice(0, 10), days)} ${at.slice(11, 16)}`;
